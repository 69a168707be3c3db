//! One project: its variants with their models and what the conversion found, the upload, the exhibit.

pub(super) mod variant;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use belvedere_domain::consultation::Consultation;
use belvedere_domain::id::{ConsultationId, SceneId, UserId};
use belvedere_domain::role::Right;
use belvedere_domain::scene::Scene;
use jiff::Timestamp;

use self::variant::{VariantCard, Work};
use super::projects::stances_text;
use super::shell::{Shell, answer};
use super::stance::{StanceMark, bar};
use super::welcome::dates;
use crate::auth::rights::right::{Publish, SeeProjects};
use crate::auth::{Allowed, Signed};
use crate::error::AppError;
use crate::follow;
use crate::publish::{self, PublishError};
use crate::state::AppState;
use crate::store::exhibit::Exhibit;
use crate::store::model::{self, Model};
use crate::store::opinion::list;
use crate::store::{exhibit, scene, territory};

/// The page.
#[derive(Template)]
#[template(path = "project.html")]
struct ProjectPage {
    s: Shell,
    id: String,
    territory: String,
    title: String,
    question: String,
    presentation: String,
    dates: String,
    opinions: String,
    counts: Vec<String>,
    bar: Vec<(usize, f64, f64)>,
    bar_text: String,
    stances: Vec<StanceMark>,
    scenes: Vec<SceneCard>,
    may_publish: bool,
    may_read_opinions: bool,
    max_bytes: u64,
    is_converting: bool,
    /// Whether scripts can follow it.
    is_live: bool,
}

/// One scene of the project: mostly there is one.
struct SceneCard {
    id: String,
    variants: Vec<VariantCard>,
    exhibit: Option<ExhibitLine>,
    missing: Option<String>,
}

/// What kiosks show now.
struct ExhibitLine {
    revision: String,
    published: String,
    has_newer: bool,
}

/// What the page is made from.
struct Facts {
    consultation: Consultation,
    territory: String,
    stances: [u64; 5],
    scenes: Vec<(Scene, Vec<Model>, Option<Exhibit>)>,
    work: Work,
}

impl SceneCard {
    fn from_domain(scene: &Scene, models: &[Model], exhibit: Option<&Exhibit>, facts: &Facts, s: &Shell) -> Self {
        let variants: Vec<_> = scene
            .variants
            .iter()
            .map(|one| VariantCard::from_domain(one, scene.id, models, &facts.consultation, &facts.work, s))
            .collect();
        let missing: Vec<_> = variants.iter().filter(|one| one.current.is_none()).map(|one| one.name.clone()).collect();
        let newest = models.iter().filter(|model| model.files.is_some()).map(|model| model.received_at).max();
        Self {
            id: scene.id.to_string(),
            exhibit: exhibit.map(|exhibit| ExhibitLine {
                revision: exhibit.revision.to_string(),
                published: s.words.with("page-published-at", &[("at", &s.words.instant(exhibit.published_at))]),
                has_newer: newest.is_some_and(|at| at > exhibit.published_at),
            }),
            missing: (!missing.is_empty())
                .then(|| s.words.with("page-publish-missing", &[("variants", &missing.join(", "))])),
            variants,
        }
    }
}

impl ProjectPage {
    fn from_domain(facts: &Facts, may: impl Fn(Right) -> bool, s: Shell) -> Self {
        let (consultation, language) = (&facts.consultation, s.language());
        let scenes: Vec<_> = facts
            .scenes
            .iter()
            .map(|(scene, models, exhibit)| SceneCard::from_domain(scene, models, exhibit.as_ref(), facts, &s))
            .collect();
        Self {
            id: consultation.id.to_string(),
            territory: facts.territory.clone(),
            title: consultation.title.get(language).to_owned(),
            question: consultation.question.get(language).to_owned(),
            presentation: consultation.presentation.get(language).to_owned(),
            dates: dates(consultation, &s),
            opinions: s.words.counted("page-opinions-count", facts.stances.iter().sum(), &[]),
            counts: facts.stances.iter().map(|n| s.words.count(*n)).collect(),
            bar: bar(facts.stances),
            bar_text: stances_text(facts.stances, &s),
            stances: StanceMark::all(&s),
            is_live: super::statics::has_script("converting.js"),
            is_converting: scenes.iter().flat_map(|scene| &scene.variants).any(|one| one.is_converting),
            scenes,
            may_publish: may(Right::Publish),
            may_read_opinions: may(Right::ReadOpinions),
            max_bytes: super::upload::FILE_MAX_BYTES,
            s,
        }
    }
}

/// The page. While a model is being converted it follows that by a script, or comes back every few seconds without one.
///
/// # Errors
/// When the database cannot do it.
pub async fn show(State(state): State<AppState>, reader: Allowed<SeeProjects>, s: Shell) -> Result<Response, AppError> {
    let (s, role) = (s.with(&reader.staff), reader.role);
    let facts = gather(&state, reader.consultation, reader.staff.id).await?;
    answer(&ProjectPage::from_domain(&facts, |right| role.may(right), s))
}

async fn gather(state: &AppState, consultation: Consultation, reader: UserId) -> Result<Facts, AppError> {
    let now = Timestamp::now();
    let unfinished = state.uploads.unfinished_of(reader, now).await.map_err(AppError::internal)?;
    let mut db = state.store.snapshot().await?;
    let mut scenes = Vec::new();
    for scene in scene::of_consultation(&mut db, consultation.id).await? {
        let models = model::of_scene(&mut db, scene.id).await?;
        let exhibit = exhibit::current(&mut db, scene.id).await?;
        scenes.push((scene, models, exhibit));
    }
    let models = scenes.iter().flat_map(|(_, models, _)| models);
    let converting = models.filter(|model| state.conversions.is_converting(model, now)).map(|model| model.id).collect();
    let territory = territory::find(&mut db, consultation.territory).await?;
    Ok(Facts {
        territory: territory.map_or(String::new(), |territory| territory.name),
        stances: list::stances(&mut db, consultation.id).await?,
        work: Work { converting, unfinished },
        scenes,
        consultation,
    })
}

/// The scene, if it is of that consultation: an id in the path is not believed.
///
/// # Errors
/// [`AppError::NotFound`] when it is not.
pub async fn scene_of(state: &AppState, consultation: ConsultationId, id: SceneId) -> Result<Scene, AppError> {
    let found = scene::find(&mut *state.store.read().await?, id).await?;
    found.filter(|scene| scene.consultation == consultation).ok_or(AppError::NotFound)
}

/// Publishes the scene as it is now.
///
/// # Errors
/// [`AppError::Conflict`] while a variant has no model.
pub async fn publish(
    State(state): State<AppState>,
    Path((_, scene)): Path<(ConsultationId, SceneId)>,
    signed: Signed<Allowed<Publish>>,
) -> Result<Response, AppError> {
    let consultation = signed.by.consultation.id;
    scene_of(&state, consultation, scene).await?;
    let by = signed.by.staff.actor();
    publish::publish(&state.store, &state.blobs, scene, Timestamp::now(), by).await.map_err(refused)?;
    follow::in_background(&state, scene, by);
    Ok(Redirect::to(&format!("/projects/{consultation}#exhibit")).into_response())
}

fn refused(error: PublishError) -> AppError {
    match error {
        PublishError::NoScene(_) => AppError::NotFound,
        PublishError::NotComplete(_) | PublishError::NoVariant => AppError::Conflict(error.to_string()),
        other => AppError::internal(other),
    }
}
