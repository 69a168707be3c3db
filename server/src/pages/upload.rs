//! The upload of a model by a plain form: streamed to a file, kept, and converted in the background while the project's page
//! says so. Not a byte of the file is looked at here. Where scripts run, the page sends the same in pieces: see `tus.rs`.

use std::path::Path as FilePath;

use axum::extract::multipart::Field;
use axum::extract::{Multipart, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use belvedere_domain::id::{ConsultationId, Key, SceneId};
use tokio::io::AsyncWriteExt;

use super::project::scene_of;
use crate::auth::rights::right::Publish;
use crate::auth::{Allowed, SignedUpload};
use crate::conversions;
use crate::convert::Said;
use crate::error::AppError;
use crate::import::{self, ImportError, Upload};
use crate::state::AppState;
use crate::upload::said;

/// The largest file, in bytes.
pub const FILE_MAX_BYTES: u64 = 500_000_000;
/// The largest body: the file and the form around it.
pub const BODY_MAX_BYTES: usize = FILE_MAX_BYTES as usize + 64 * 1_024;

/// Takes the file, starts its conversion, and goes back to the project.
///
/// # Errors
/// [`AppError::TooLarge`] beyond [`FILE_MAX_BYTES`]; when there is no such variant; when the file cannot be kept.
pub async fn send(
    State(state): State<AppState>,
    Path((_, scene, variant)): Path<(ConsultationId, SceneId, Key)>,
    mut upload: SignedUpload<Allowed<Publish>>,
) -> Result<Response, AppError> {
    let consultation = upload.by.consultation.id;
    scene_of(&state, consultation, scene).await?;
    let folder = tempfile::tempdir_in(&state.config.data_dir).map_err(AppError::internal)?;
    let path = folder.path().join("upload");
    let (said, file_name) = take(&mut upload.fields, &path).await?;
    let by = upload.by.staff.actor();
    let received = Upload { scene, variant: variant.clone(), file_name: &file_name, path: &path };
    let model = import::receive(&state.store, &state.blobs, received, by).await?;
    drop(folder);
    conversions::in_background(&state, model, said, by);
    Ok(Redirect::to(&format!("/projects/{consultation}#variant-{variant}")).into_response())
}

/// Reads the form, the file of which is written to `path`: what is said of the file, and its name.
async fn take(fields: &mut Multipart, path: &FilePath) -> Result<(Said, String), AppError> {
    let (mut unit, mut up_axis, mut file_name) = (String::new(), String::new(), None);
    while let Some(field) = fields.next_field().await.map_err(unreadable)? {
        match field.name() {
            Some("unit") => unit = word(field).await?,
            Some("up_axis") => up_axis = word(field).await?,
            Some("file") => {
                file_name = Some(shown_name(field.file_name()));
                write(field, path).await?;
            }
            _ => {}
        }
    }
    let file_name = file_name.ok_or_else(|| AppError::BadRequest("the field `file` is missing".into()))?;
    let said = said(&unit, &up_axis).ok_or_else(|| AppError::BadRequest("unit or up_axis is no such word".into()))?;
    Ok((said, file_name))
}

/// A field of which one short word is expected.
async fn word(mut field: Field<'_>) -> Result<String, AppError> {
    let mut text = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(unreadable)? {
        text.extend_from_slice(&piece[..piece.len().min(16)]);
        if text.len() > 16 {
            break;
        }
    }
    Ok(String::from_utf8_lossy(&text).into_owned())
}

fn unreadable(error: axum::extract::multipart::MultipartError) -> AppError {
    match error.status() {
        axum::http::StatusCode::PAYLOAD_TOO_LARGE => AppError::TooLarge,
        _ => AppError::BadRequest(error.body_text()),
    }
}

async fn write(mut field: Field<'_>, path: &FilePath) -> Result<(), AppError> {
    let mut file = tokio::fs::File::create(path).await.map_err(AppError::internal)?;
    let mut length = 0;
    while let Some(piece) = field.chunk().await.map_err(unreadable)? {
        length += piece.len() as u64;
        if length > FILE_MAX_BYTES {
            return Err(AppError::TooLarge);
        }
        file.write_all(&piece).await.map_err(AppError::internal)?;
    }
    file.flush().await.map_err(AppError::internal)
}

/// The name to show for a file: the last part of it, on one line, of a length that people read. It is never a path of ours.
pub fn shown_name(name: Option<&str>) -> String {
    let last = name.unwrap_or_default().rsplit(['/', '\\']).next().unwrap_or_default();
    let line: String = last.chars().filter(|c| !c.is_control()).take(120).collect();
    if line.trim().is_empty() { "model.glb".to_owned() } else { line }
}

impl From<ImportError> for AppError {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::NoScene(_) | ImportError::NoVariant(_) => Self::NotFound,
            other => Self::internal(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_is_never_a_path() {
        assert_eq!(shown_name(Some("../../etc/passwd")), "passwd");
        assert_eq!(shown_name(Some("C:\\plans\\place été.glb")), "place été.glb");
        assert_eq!(shown_name(Some("a\r\nb.glb")), "ab.glb");
        assert_eq!(shown_name(Some("/")), "model.glb");
        assert_eq!(shown_name(None), "model.glb");
        assert_eq!(shown_name(Some(&"é".repeat(500))).chars().count(), 120);
    }
}
