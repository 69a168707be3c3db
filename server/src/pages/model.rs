//! The import report of a model: whether kiosks and headsets can show it, what costs most and what to do about it, what was
//! recognised and changed. It tells; nothing is changed here.

mod advice;
mod cost;
pub mod file;
pub mod gauge;
mod recognised;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use belvedere_domain::consultation::Consultation;
use belvedere_domain::id::{ConsultationId, ModelId};
use belvedere_domain::scene::Scene;
use jiff::Timestamp;

use self::advice::Advice;
use self::cost::{Comparison, LayerLine};
use self::gauge::DeviceCard;
use self::recognised::Fact;
use super::project::variant::{FindingLine, ModelLine, read_findings};
use super::shell::{Shell, answer};
use super::statics;
use crate::auth::Allowed;
use crate::auth::rights::right::SeeProjects;
use crate::convert::THUMB_FILES;
use crate::error::AppError;
use crate::state::AppState;
use crate::store::model::{self, Model};
use crate::store::{Db, scene};

/// The page.
#[derive(Template)]
#[template(path = "model.html")]
struct ModelPage {
    s: Shell,
    consultation: String,
    title: String,
    variant: String,
    line: ModelLine,
    advice: Option<Advice>,
    gauges: Vec<DeviceCard>,
    layers: Vec<LayerLine>,
    compared: Vec<Comparison>,
    pictures: Vec<Picture>,
    facts: Vec<Fact>,
    groups: Vec<FindingGroup>,
    has_preview: bool,
    is_live: bool,
}

/// A picture of the model.
struct Picture {
    href: String,
    full: String,
    text: String,
}

/// Findings of one severity.
struct FindingGroup {
    heading: String,
    lines: Vec<FindingLine>,
}

impl ModelPage {
    fn from_domain(model: &Model, scene: &Scene, consultation: &Consultation, is_converting: bool, s: Shell) -> Self {
        let mut line = ModelLine::from_domain(model, consultation.id, is_converting, &s);
        let groups = grouped(std::mem::take(&mut line.findings));
        let variant = scene.variant(&model.variant);
        let report = model.report.as_ref();
        let counts = model.files.as_ref().map(|files| files.counts);
        let layers = report.map_or(&[][..], |report| &report.layers);
        Self {
            consultation: consultation.id.to_string(),
            title: consultation.title.get(s.language()).to_owned(),
            variant: variant.map_or(String::new(), |one| one.name.get(s.language()).to_owned()),
            advice: counts.map(|counts| Advice::from_domain(&counts, layers, &s)),
            gauges: counts.map_or(vec![], |counts| DeviceCard::all(&counts, &s)),
            layers: LayerLine::all(layers, &s),
            compared: model.files.as_ref().map_or(vec![], |files| Comparison::all(model, files, &s)),
            pictures: pictures(model, &line.report, &s),
            facts: recognised::facts(model, &read_findings(model), &s),
            groups,
            has_preview: model.files.is_some(),
            is_live: statics::has_script("converting.js"),
            line,
            s,
        }
    }
}

fn grouped(findings: Vec<FindingLine>) -> Vec<FindingGroup> {
    let mut groups: Vec<FindingGroup> = Vec::new();
    for class in ["error", "warning", "info"] {
        let lines: Vec<_> = findings.iter().filter(|one| one.class == class).cloned().collect();
        if let Some(first) = lines.first() {
            groups.push(FindingGroup { heading: first.severity.clone(), lines });
        }
    }
    groups
}

fn pictures(model: &Model, address: &str, s: &Shell) -> Vec<Picture> {
    if model.files.is_none() {
        return Vec::new();
    }
    let thumbs = model.report.iter().flat_map(|report| &report.thumbs).map(|thumb| thumb.name.as_str());
    let known = thumbs.filter(|name| THUMB_FILES.contains(name));
    let thumb = |name: &str| Picture {
        href: format!("{address}/{name}"),
        full: format!("{address}/{name}"),
        text: s.get(&format!("model-{}", name.trim_end_matches(".jpg"))),
    };
    let plan = Picture {
        href: format!("{address}/plan.jpg"),
        full: format!("{address}/plan.png"),
        text: s.get("model-thumb-plan"),
    };
    known.map(thumb).chain([plan]).collect()
}

/// A model with its scene, if it is one of that consultation: an id in the path is not believed.
///
/// # Errors
/// [`AppError::NotFound`] when it is not.
pub(super) async fn of_path(
    db: &mut Db,
    consultation: ConsultationId,
    id: ModelId,
) -> Result<(Model, Scene), AppError> {
    let model = model::find(db, id).await?.ok_or(AppError::NotFound)?;
    let found = scene::find(db, model.scene).await?;
    let scene = found.filter(|scene| scene.consultation == consultation).ok_or(AppError::NotFound)?;
    Ok((model, scene))
}

/// The page. While the model is being converted it follows that by a script, or comes back every few seconds without one.
///
/// # Errors
/// [`AppError::NotFound`] when the model is not of this consultation.
pub async fn show(
    State(state): State<AppState>,
    reader: Allowed<SeeProjects>,
    Path((_, id)): Path<(ConsultationId, ModelId)>,
    s: Shell,
) -> Result<Response, AppError> {
    let s = s.with(&reader.staff);
    let (model, scene) = of_path(&mut *state.store.read().await?, reader.consultation.id, id).await?;
    let is_converting = state.conversions.is_converting(&model, Timestamp::now());
    answer(&ModelPage::from_domain(&model, &scene, &reader.consultation, is_converting, s))
}

#[cfg(test)]
pub(super) mod tests;
