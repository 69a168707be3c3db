//! The forms of the preview's page. Each makes one change of the domain, which is checked there; a refusal shows the page
//! again with the sentence that says why, and with what was typed.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use belvedere_domain::id::{ConsultationId, Key, ModelId};
use belvedere_domain::language::LocalText;
use belvedere_domain::role::Right;
use belvedere_domain::scene::{Certainty, Pose};
use belvedere_domain::tour::{Edit, TourError};
use jiff::Timestamp;
use serde::Deserialize;

use super::lists::PoseFields;
use super::{Filled, PreviewPage};
use crate::auth::rights::right::Publish;
use crate::auth::{Allowed, Signed};
use crate::error::AppError;
use crate::pages::model::of_path;
use crate::pages::number::number;
use crate::pages::shell::Shell;
use crate::state::AppState;
use crate::store::model::Model;
use crate::store::scene::{self, EditError};

/// What the forms of viewpoints and of the start hold. All of it is text: what is missing or does not read is refused in words.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    #[serde(rename = "do")]
    what: String,
    name_fr: String,
    name_en: String,
    text_fr: String,
    text_en: String,
    x: String,
    y: String,
    z: String,
    yaw: String,
    pitch: String,
}

type Form<T> = Signed<Allowed<Publish>, T>;

impl Fields {
    /// The pose; what does not read is no number, which the domain refuses.
    fn pose(&self) -> Pose {
        let number = |text: &str| number(text).unwrap_or(f64::NAN);
        let position_m = [number(&self.x), number(&self.y), number(&self.z)];
        Pose { position_m, yaw_deg: number(&self.yaw), pitch_deg: number(&self.pitch) }
    }

    fn texts(&self) -> (LocalText, LocalText) {
        let text = |fr: &str, en: &str| LocalText { fr: fr.to_owned(), en: Some(en.to_owned()) };
        (text(&self.name_fr, &self.name_en), text(&self.text_fr, &self.text_en))
    }

    fn filled(&self) -> Filled {
        let [x, y, z, yaw, pitch] = [&self.x, &self.y, &self.z, &self.yaw, &self.pitch].map(Clone::clone);
        Filled {
            name_fr: self.name_fr.clone(),
            name_en: self.name_en.clone(),
            text_fr: self.text_fr.clone(),
            text_en: self.text_en.clone(),
            pose: PoseFields { x, y, z, yaw, pitch },
        }
    }
}

/// Adds a viewpoint to the tour.
///
/// # Errors
/// [`AppError::NotFound`] when the model is not of this consultation.
pub async fn add(
    State(state): State<AppState>,
    Path((_, id)): Path<(ConsultationId, ModelId)>,
    s: Shell,
    signed: Form<Fields>,
) -> Result<Response, AppError> {
    let (name, text) = signed.form.texts();
    let edit = Edit::Add { name, text, pose: signed.form.pose() };
    let filled = Some(signed.form.filled());
    change(&state, id, &signed.by, s, "viewpoints", filled, |_| Ok(edit)).await
}

/// Renames, turns, moves or removes a viewpoint.
///
/// # Errors
/// [`AppError::NotFound`] when the model is not of this consultation, [`AppError::BadRequest`] when nothing is asked.
pub async fn viewpoint(
    State(state): State<AppState>,
    Path((_, id, viewpoint)): Path<(ConsultationId, ModelId, Key)>,
    s: Shell,
    signed: Form<Fields>,
) -> Result<Response, AppError> {
    let form = &signed.form;
    let edit = |_: &Model| match form.what.as_str() {
        "earlier" => Ok(Edit::Earlier(viewpoint)),
        "later" => Ok(Edit::Later(viewpoint)),
        "remove" => Ok(Edit::Remove(viewpoint)),
        "turn" => Ok(Edit::Turn { viewpoint, pose: form.pose() }),
        "rename" => {
            let (name, text) = form.texts();
            Ok(Edit::Rename { viewpoint, name, text })
        }
        _ => Err(AppError::BadRequest("the field `do` is missing".into())),
    };
    change(&state, id, &signed.by, s, "viewpoints", None, edit).await
}

/// Sets where visits start.
///
/// # Errors
/// [`AppError::NotFound`] when the model is not of this consultation.
pub async fn spawn(
    State(state): State<AppState>,
    Path((_, id)): Path<(ConsultationId, ModelId)>,
    s: Shell,
    signed: Form<Fields>,
) -> Result<Response, AppError> {
    let edit = Edit::Start(signed.form.pose());
    change(&state, id, &signed.by, s, "start", None, |_| Ok(edit)).await
}

/// Marks how certain layers are: the field `layer-N` holds the degree of the model's layer N, or nothing.
///
/// # Errors
/// [`AppError::NotFound`] when the model is not of this consultation.
pub async fn certainty(
    State(state): State<AppState>,
    Path((_, id)): Path<(ConsultationId, ModelId)>,
    s: Shell,
    signed: Form<BTreeMap<String, String>>,
) -> Result<Response, AppError> {
    let edit = |model: &Model| Ok(marks(model, &signed.form));
    change(&state, id, &signed.by, s, "certainty", None, edit).await
}

fn marks(model: &Model, fields: &BTreeMap<String, String>) -> Edit {
    let costs = model.report.as_ref().map_or(&[][..], |report| &report.layers);
    let mark = |(index, name): (usize, &str)| {
        let chosen = fields.get(&format!("layer-{index}"))?;
        Some((name.to_owned(), Certainty::ALL.into_iter().find(|certainty| certainty.as_str() == chosen)))
    };
    let named = costs.iter().enumerate().map(|(index, cost)| (index, cost.name.as_str()));
    let layers = named.filter(|(_, name)| !name.is_empty()).filter_map(mark).collect();
    Edit::Certainty { variant: model.variant.clone(), layers }
}

/// Makes the change and goes back to its place on the page; or shows the page with what is wrong.
async fn change(
    state: &AppState,
    id: ModelId,
    by: &Allowed<Publish>,
    s: Shell,
    anchor: &str,
    filled: Option<Filled>,
    edit: impl FnOnce(&Model) -> Result<Edit, AppError>,
) -> Result<Response, AppError> {
    let consultation = &by.consultation;
    let mut tx = state.store.write().await?;
    let (model, scene) = of_path(&mut tx, consultation.id, id).await?;
    let edit = edit(&model)?;
    let bounds = model.report.as_ref().and_then(|report| report.bounds());
    match scene::edit(&mut tx, scene.id, &edit, bounds.as_ref(), Timestamp::now(), by.staff.actor()).await {
        Ok(()) => {
            tx.commit().await.map_err(AppError::internal)?;
            Ok(Redirect::to(&format!("/projects/{}/models/{id}/preview#{anchor}", consultation.id)).into_response())
        }
        Err(EditError::Tour(error)) => {
            let may_edit = by.role.may(Right::Publish);
            let page = PreviewPage::from_domain(&model, &scene, consultation, may_edit, s.with(&by.staff));
            let mut page = page.ok_or(AppError::NotFound)?;
            page.error = Some(sentence(error, &page.s));
            page.filled = filled.unwrap_or(page.filled);
            page.respond(StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(EditError::NoScene(_)) => Err(AppError::NotFound),
        Err(EditError::Store(error)) => Err(error.into()),
    }
}

fn sentence(error: TourError, s: &Shell) -> String {
    s.get(&format!("tour-refused-{}", error.code()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pose_is_read_with_either_decimal_sign_and_nothing_is_no_number() {
        let fields =
            Fields { x: "1,5".into(), y: "0.25".into(), z: "−3".into(), yaw: "90".into(), ..Fields::default() };
        let pose = fields.pose();
        assert_eq!((pose.position_m, pose.yaw_deg), ([1.5, 0.25, -3.0], 90.0));
        assert!(pose.pitch_deg.is_nan());
    }
}
