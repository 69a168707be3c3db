//! The preview: what a kiosk will show of a model, drawn by the browser from the very files of the package, and what the
//! planner sets in it: the viewpoints of the tour, where visits start, how certain layers are. All of it is plain forms; the
//! script only draws, and fills in where one stands. What is set takes effect with the next exhibit that is published.

pub mod edit;
mod lists;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::response::{IntoResponse, Response};
use belvedere_domain::consultation::Consultation;
use belvedere_domain::id::{ConsultationId, ModelId};
use belvedere_domain::role::Right;
use belvedere_domain::scene::{Pose, Scene};
use belvedere_domain::tour::VIEWPOINTS_MAX;

use self::lists::{LayerChoice, PoseFields, Stop};
use super::model::of_path;
use super::shell::{Shell, answer};
use super::statics;
use crate::auth::Allowed;
use crate::auth::rights::right::SeeProjects;
use crate::error::AppError;
use crate::http::headers::policy_and;
use crate::state::AppState;
use crate::store::model::Model;

/// As for every page, and: WebAssembly of our own for compressed meshes and textures, whose decoders run as workers from
/// memory; textures unpacked into memory. The decoder of textures makes functions out of text while it starts, so `unsafe-eval`
/// has to be there: on this page of staff alone. Still nothing from elsewhere, and no script in the page itself.
const MORE: &str =
    "script-src 'self' 'unsafe-eval'; worker-src 'self' blob:; connect-src 'self' blob:; img-src 'self' blob:";

/// The page.
#[derive(Template)]
#[template(path = "preview.html")]
struct PreviewPage {
    s: Shell,
    consultation: String,
    title: String,
    model: String,
    variant: String,
    certainty: String,
    has_script: bool,
    may_edit: bool,
    is_full: bool,
    stops: Vec<Stop>,
    layers: Vec<LayerChoice>,
    start: PoseFields,
    filled: Filled,
    error: Option<String>,
}

/// What was typed for a new viewpoint, so that a refusal loses nothing.
#[derive(Clone, Debug, Default)]
struct Filled {
    name_fr: String,
    name_en: String,
    text_fr: String,
    text_en: String,
    pose: PoseFields,
}

impl PreviewPage {
    fn from_domain(
        model: &Model,
        scene: &Scene,
        consultation: &Consultation,
        may_edit: bool,
        s: Shell,
    ) -> Option<Self> {
        let files = model.files.as_ref()?;
        let variant = scene.variant(&model.variant)?;
        let costs = model.report.as_ref().map_or(&[][..], |report| &report.layers);
        // Where somebody stands who has chosen no place yet.
        let [x, z] = [
            (files.plan.bounds.x_min_m + files.plan.bounds.x_max_m) / 2.0,
            (files.plan.bounds.z_min_m + files.plan.bounds.z_max_m) / 2.0,
        ];
        let middle = Pose { position_m: [x, 0.0, z], yaw_deg: 0.0, pitch_deg: 0.0 };
        Some(Self {
            consultation: consultation.id.to_string(),
            title: consultation.title.get(s.language()).to_owned(),
            model: model.id.to_string(),
            variant: variant.name.get(s.language()).to_owned(),
            certainty: s.get(&format!("certainty-{}", variant.certainty.as_str())),
            has_script: statics::has_script("preview.js"),
            may_edit,
            is_full: scene.viewpoints.len() >= VIEWPOINTS_MAX,
            stops: Stop::all(&scene.viewpoints, s.language()),
            layers: LayerChoice::all(costs, variant, &s),
            start: PoseFields::of(&scene.spawn),
            filled: Filled { pose: PoseFields::of(&middle), ..Filled::default() },
            error: None,
            s,
        })
    }

    fn respond(&self, status: StatusCode) -> Result<Response, AppError> {
        Ok((status, [(CONTENT_SECURITY_POLICY, policy_and(MORE))], answer(self)?).into_response())
    }
}

/// The page.
///
/// # Errors
/// [`AppError::NotFound`] when the model is not of this consultation, or was not accepted.
pub async fn show(
    State(state): State<AppState>,
    reader: Allowed<SeeProjects>,
    Path((_, id)): Path<(ConsultationId, ModelId)>,
    s: Shell,
) -> Result<Response, AppError> {
    let s = s.with(&reader.staff);
    let (model, scene) = of_path(&mut *state.store.read().await?, reader.consultation.id, id).await?;
    let may_edit = reader.role.may(Right::Publish);
    let page = PreviewPage::from_domain(&model, &scene, &reader.consultation, may_edit, s);
    page.ok_or(AppError::NotFound)?.respond(StatusCode::OK)
}

#[cfg(test)]
mod tests;
