//! Keeps a placement that was given on the page, and starts what follows from it.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use belvedere_domain::id::{ConsultationId, ModelId, SceneId};
use belvedere_domain::placement::Placement;
use belvedere_domain::scene::Scene;
use jiff::Timestamp;

use super::Forms;
use crate::auth::rights::right::Publish;
use crate::auth::{Allowed, Signed};
use crate::error::AppError;
use crate::pages::project::scene_of;
use crate::pages::shell::Shell;
use crate::place;
use crate::state::AppState;
use crate::store::StoreError;
use crate::store::model::{self, Model};
use crate::store::placement::{self, Evidence};

/// A placement on its way into the store.
pub struct Save<'a> {
    /// The server.
    pub state: &'a AppState,
    /// Who gives it.
    pub by: &'a Allowed<Publish>,
    /// The scene.
    pub scene: &'a Scene,
    /// The number of the placement that the page showed.
    pub revision: &'a str,
}

impl Save<'_> {
    /// Appends the placement and leads back to the page; or the key of the sentence that says why not.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn run(
        self,
        placement: &Placement,
        evidence: Option<&Evidence>,
    ) -> Result<Result<Response, &'static str>, AppError> {
        let by = self.by.staff.actor();
        let mut tx = self.state.store.write().await?;
        let history = placement::history(&mut tx, self.scene.id).await?;
        let Some(last) = history.first().filter(|last| last.number.to_string() == self.revision) else {
            return Ok(Err("place-error-changed"));
        };
        if last.placement == *placement {
            return Ok(Err("place-error-same"));
        }
        let all = place::current(&mut tx, self.scene).await?;
        let is_fixed = |scale: f64| all.iter().any(|one| one.reading.scale != scale && !one.can_be_scaled());
        if placement.given_scale().is_some_and(is_fixed) {
            return Ok(Err("place-error-scale-located"));
        }
        placement::append(&mut tx, self.scene.id, placement, evidence, Timestamp::now(), by).await?;
        tx.commit().await.map_err(StoreError::from)?;
        if all.iter().any(|one| one.is_stale(placement)) {
            place::in_background(self.state, self.scene.id, by);
        }
        Ok(Ok(Redirect::to(&format!("{}?saved=1", address(self.by, self.scene.id))).into_response()))
    }
}

fn address(by: &Allowed<Publish>, scene: SceneId) -> String {
    format!("/projects/{}/scenes/{scene}/placement", by.consultation.id)
}

/// The page again, with what was typed and what is wrong with it.
///
/// # Errors
/// When the database cannot do it.
pub async fn refused(
    state: &AppState,
    by: Allowed<Publish>,
    scene: Scene,
    forms: Forms,
    s: Shell,
    status: StatusCode,
) -> Result<Response, AppError> {
    let s = s.with(&by.staff);
    let role = by.role;
    let facts = super::gather(state, by.consultation, scene).await?;
    let page = super::PlacementPage::from_domain(&facts, forms, |right| role.may(right), s);
    Ok((status, super::shown(&page, state)?).into_response())
}

/// The model, if it is one of the scene's: an id in the path is not believed.
///
/// # Errors
/// [`AppError::NotFound`] when it is not.
pub async fn model_of(state: &AppState, scene: &Scene, id: ModelId) -> Result<Model, AppError> {
    let found = model::find(&mut *state.store.read().await?, id).await?;
    found.filter(|model| model.scene == scene.id).ok_or(AppError::NotFound)
}

/// Converts a model anew that does not fit the placement still, after a crash say; and the others that do not.
///
/// # Errors
/// [`AppError::NotFound`] for a model that is none of the scene's; when the database cannot do it.
pub async fn convert(
    State(state): State<AppState>,
    Path((_, scene, id)): Path<(ConsultationId, SceneId, ModelId)>,
    signed: Signed<Allowed<Publish>>,
) -> Result<Response, AppError> {
    let scene = scene_of(&state, signed.by.consultation.id, scene).await?;
    model_of(&state, &scene, id).await?;
    place::in_background(&state, scene.id, signed.by.staff.actor());
    Ok(Redirect::to(&address(&signed.by, scene.id)).into_response())
}
