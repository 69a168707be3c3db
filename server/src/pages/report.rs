//! The report of a project: live as a page, and the frozen ones to download. Freezing is a form of its own right.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use belvedere_domain::hash::ContentHash;
use belvedere_domain::id::{ConsultationId, ReportId};
use belvedere_domain::report::Report;
use belvedere_domain::role::{Right, Role};
use jiff::Timestamp;

use super::shell::{Shell, answer};
use crate::auth::rights::right::{FreezeReport, ReadOpinions, ReadReport};
use crate::auth::{Allowed, Signed};
use crate::error::AppError;
use crate::report::gather::{self, ReportError};
use crate::report::standalone::marks;
use crate::report::view::{Map, View};
use crate::state::AppState;
use crate::store::report::{self as store, Frozen};

/// The page.
#[derive(Template)]
#[template(path = "report.html")]
struct ReportPage {
    s: Shell,
    id: ConsultationId,
    v: View,
    maps: Vec<String>,
    marks: Vec<String>,
    frozen: Vec<FrozenLine>,
    may_freeze: bool,
    may_read_data: bool,
}

/// One frozen report.
struct FrozenLine {
    id: ReportId,
    text: String,
    data: String,
}

impl ReportPage {
    fn from_domain(report: &Report, frozen: &[Frozen], role: Role, s: Shell) -> Self {
        let id = report.consultation.id;
        let v = View::of(report, s.language(), None, None);
        let href = |map: &Map| format!("/projects/{id}/models/{}/plan.png", map.model);
        Self {
            maps: v.places.maps.iter().map(|map| map.svg_of_plan(&href(map))).collect(),
            marks: marks(),
            frozen: frozen.iter().map(|one| FrozenLine::from_domain(one, &s)).collect(),
            may_freeze: role.may(Right::FreezeReport),
            may_read_data: role.may(Right::ReadOpinions),
            id,
            v,
            s,
        }
    }
}

impl FrozenLine {
    fn from_domain(frozen: &Frozen, s: &Shell) -> Self {
        let (number, at) = (s.words.count(frozen.number), s.words.instant(frozen.made_at));
        Self {
            id: frozen.id,
            text: s.words.with("report-frozen-line", &[("number", &number), ("at", &at)]),
            data: frozen.data.to_string(),
        }
    }
}

/// The page, with the figures of this instant.
///
/// # Errors
/// When the database cannot do it.
pub async fn show(State(state): State<AppState>, reader: Allowed<ReadReport>, s: Shell) -> Result<Response, AppError> {
    let s = s.with(&reader.staff);
    let id = reader.consultation.id;
    let threshold = state.config.report_threshold;
    let report = gather::live(&state.store, &state.blobs, id, threshold, Timestamp::now()).await?;
    let frozen = store::of_consultation(&mut *state.store.read().await?, id).await?;
    let made = move || ReportPage::from_domain(&report, &frozen, reader.role, s);
    answer(&tokio::task::spawn_blocking(made).await.map_err(AppError::internal)?)
}

/// Freezes the report as it is now, in the language of the page.
///
/// # Errors
/// [`AppError::Conflict`] when another report was frozen at the same time.
pub async fn freeze(
    State(state): State<AppState>,
    s: Shell,
    signed: Signed<Allowed<FreezeReport>>,
) -> Result<Response, AppError> {
    let id = signed.by.consultation.id;
    let by = (Timestamp::now(), signed.by.staff.actor());
    let parts = (&state.store, &state.blobs);
    gather::freeze(parts, id, s.language(), state.config.report_threshold, by).await?;
    Ok(Redirect::to(&format!("/projects/{id}/report#frozen")).into_response())
}

/// The PDF of a frozen report.
///
/// # Errors
/// [`AppError::NotFound`] when there is none of that id.
pub async fn pdf(
    State(state): State<AppState>,
    reader: Allowed<ReadReport>,
    Path((_, id)): Path<(ConsultationId, ReportId)>,
) -> Result<Response, AppError> {
    let frozen = find(&state, reader.consultation.id, id).await?;
    file(&state, frozen.pdf, "application/pdf", format!("bilan-{}.pdf", frozen.number)).await
}

/// The data file of a frozen report: every opinion as received, so for those who may read them.
///
/// # Errors
/// [`AppError::NotFound`] when there is none of that id.
pub async fn data(
    State(state): State<AppState>,
    reader: Allowed<ReadOpinions>,
    Path((_, id)): Path<(ConsultationId, ReportId)>,
) -> Result<Response, AppError> {
    let frozen = find(&state, reader.consultation.id, id).await?;
    file(&state, frozen.data, "application/json", format!("bilan-{}.json", frozen.number)).await
}

/// An id in the path is not believed: the report must be of the path's consultation.
async fn find(state: &AppState, consultation: ConsultationId, id: ReportId) -> Result<Frozen, AppError> {
    let found = store::find(&mut *state.store.read().await?, id).await?;
    found.filter(|frozen| frozen.consultation == consultation).ok_or(AppError::NotFound)
}

async fn file(state: &AppState, hash: ContentHash, media: &'static str, name: String) -> Result<Response, AppError> {
    let bytes = state.blobs.bytes(hash).await?;
    let headers = [
        (CONTENT_TYPE, media.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

impl From<ReportError> for AppError {
    fn from(error: ReportError) -> Self {
        match error {
            ReportError::NoConsultation(_) => Self::NotFound,
            ReportError::NumberTaken => Self::Conflict(error.to_string()),
            other => Self::internal(other),
        }
    }
}
