//! The files of a model, for staff: the pictures of it, and the package's own files for the preview, which are the very bytes
//! that a kiosk downloads.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use belvedere_domain::hash::ContentHash;
use belvedere_domain::id::{ConsultationId, ModelId};

use super::of_path;
use crate::api::range;
use crate::auth::Allowed;
use crate::auth::rights::right::SeeProjects;
use crate::convert::{COLLISION_FILE, PLAN_FILE, VISUAL_FILE};
use crate::error::AppError;
use crate::pages::plan::small;
use crate::state::AppState;
use crate::store::model::Model;

/// The name of the small view from above.
const PLAN_SMALL: &str = "plan.jpg";
/// A model's files never change, but are not everybody's.
const CACHING: HeaderValue = HeaderValue::from_static("private, max-age=86400, immutable");

/// `plan.png`, `plan.jpg`, `visual.glb`, `collision.glb` or `thumb-….jpg` of a model: whole, or the range asked for.
///
/// # Errors
/// [`AppError::NotFound`] when the model is not of this consultation, or has no such file.
pub async fn show(
    State(state): State<AppState>,
    reader: Allowed<SeeProjects>,
    Path((_, id, name)): Path<(ConsultationId, ModelId, String)>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let (model, _) = of_path(&mut *state.store.read().await?, reader.consultation.id, id).await?;
    let mut response = match (&model.files, named(&model, &name)) {
        (Some(files), _) if name == PLAN_SMALL => {
            ([(CONTENT_TYPE, "image/jpeg")], small(&state, files.plan).await?).into_response()
        }
        (_, Some((hash, media_type))) => range::send(&state.blobs, hash, media_type, &headers).await?,
        _ => return Err(AppError::NotFound),
    };
    response.headers_mut().insert(CACHE_CONTROL, CACHING);
    Ok(response)
}

/// The file of that name, and what it is.
fn named(model: &Model, name: &str) -> Option<(ContentHash, &'static str)> {
    let files = model.files.as_ref()?;
    match name {
        PLAN_FILE => Some((files.plan.image.hash, "image/png")),
        VISUAL_FILE => Some((files.visual.hash, "model/gltf-binary")),
        COLLISION_FILE => Some((files.collision.hash, "model/gltf-binary")),
        _ => {
            let thumb = model.report.iter().flat_map(|report| &report.thumbs).find(|thumb| thumb.name == name)?;
            Some((thumb.image.hash, "image/jpeg"))
        }
    }
}
