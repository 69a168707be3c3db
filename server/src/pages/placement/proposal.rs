//! What the real-world coordinates of models propose, and the button that takes it.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use belvedere_domain::id::{ConsultationId, ModelId, SceneId};
use belvedere_domain::placement::Placement;
use serde::Deserialize;

use super::fields::Choice;
use super::save::{self, Save};
use super::typed::{reference_of, references};
use super::{Facts, Forms, in_words};
use crate::auth::rights::right::Publish;
use crate::auth::{Allowed, Signed};
use crate::error::AppError;
use crate::pages::project::scene_of;
use crate::pages::shell::Shell;
use crate::place::Current;
use crate::state::AppState;
use crate::store::placement::Evidence;

/// What one model proposes.
#[derive(Debug)]
pub struct ProposalCard {
    /// The model's id.
    pub model: String,
    /// Its variant and its file.
    pub title: String,
    /// What its coordinates look like.
    pub evidence: String,
    /// How exact they are.
    pub accuracy: String,
    /// Whether the scene lies there already.
    pub is_taken: bool,
    /// What its heights may be measured from.
    pub references: Vec<Choice>,
}

impl ProposalCard {
    /// The card of a model; none for one that proposes nothing.
    pub fn from_domain(one: &Current, facts: &Facts, s: &Shell) -> Option<Self> {
        let proposal = one.model.proposal.as_ref()?;
        let now = &facts.scene.placement;
        let variant = facts.scene.variant(&one.model.variant);
        let variant = variant.map_or("", |variant| variant.name.get(s.language()));
        let values = [
            ("system", in_words::system(proposal)),
            ("coordinates", in_words::coordinates(proposal, s)),
            ("height", in_words::metres(proposal.height_m, s)),
        ];
        Some(Self {
            model: one.model.id.to_string(),
            title: s.words.with("place-model-of", &[("variant", variant), ("file", &one.model.file_name)]),
            evidence: s.words.with("place-evidence", &values.each_ref().map(|(name, text)| (*name, text.as_str()))),
            accuracy: s
                .words
                .with("place-evidence-accuracy", &[("accuracy", &in_words::metres(proposal.accuracy_m, s))]),
            is_taken: proposal.has_frame_of(now),
            references: references(now.height_reference.as_str(), s),
        })
    }
}

/// The form of the button.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Take {
    height_reference: String,
    revision: String,
}

/// Takes the placement that a model proposes.
///
/// # Errors
/// [`AppError::NotFound`] for a model that is none of the scene's, [`AppError::Conflict`] for one that proposes nothing; when the database cannot do it.
pub async fn take(
    State(state): State<AppState>,
    Path((_, scene, id)): Path<(ConsultationId, SceneId, ModelId)>,
    s: Shell,
    signed: Signed<Allowed<Publish>, Take>,
) -> Result<Response, AppError> {
    let scene = scene_of(&state, signed.by.consultation.id, scene).await?;
    let model = save::model_of(&state, &scene, id).await?;
    let nothing = || AppError::Conflict("the model proposes no placement".into());
    let proposal = model.proposal.ok_or_else(nothing)?;
    let (by, form) = (signed.by, signed.form);
    let placement = Placement { height_reference: reference_of(&form.height_reference), ..proposal };
    let evidence = Evidence::Model { model: model.id, file_name: model.file_name };
    let save = Save { state: &state, by: &by, scene: &scene, revision: &form.revision };
    match save.run(&placement, Some(&evidence)).await? {
        Ok(saved) => Ok(saved),
        Err(key) => {
            let forms = Forms { note: Some(s.get(key)), ..Forms::default() };
            save::refused(&state, by, scene, forms, s, StatusCode::CONFLICT).await
        }
    }
}
