//! Exhibits: which one to show, and its manifest.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use belvedere_domain::consultation::Consultation;
use belvedere_domain::hash::ContentHash;
use belvedere_domain::id::ConsultationId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{range, schema};
use crate::error::AppError;
use crate::state::AppState;
use crate::store::exhibit::Exhibit;
use crate::store::{Db, consultation, exhibit};

/// Which consultation's exhibit.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// The consultation; may be left out where only one that is open has an exhibit.
    #[param(value_type = Option<String>, format = "uuid")]
    consultation: Option<ConsultationId>,
}

/// The exhibit to show.
#[derive(Debug, Serialize, ToSchema)]
pub struct Current {
    /// Its revision: the hash of its manifest.
    #[schema(value_type = schema::Hash)]
    revision: ContentHash,
    /// Where its manifest is, from this server's root.
    manifest: String,
}

/// The exhibit to show now.
#[utoipa::path(
    get, path = "/api/v1/exhibits/current", params(Which),
    responses(
        (status = 200, description = "It.", body = Current),
        (status = 400, description = "The consultation's id is none.", body = schema::Problem, content_type = "application/problem+json"),
        (status = 404, description = "No exhibit is published.", body = schema::Problem, content_type = "application/problem+json"),
        (status = 409, description = "Several open consultations have one: name the consultation.", body = schema::Problem, content_type = "application/problem+json"),
    )
)]
pub async fn current(
    State(state): State<AppState>,
    which: Result<Query<Which>, QueryRejection>,
) -> Result<Json<Current>, AppError> {
    let Query(which) = which?;
    let mut db = state.store.read().await?;
    let exhibit = match which.consultation {
        Some(consultation) => exhibit::of_consultation(&mut db, consultation).await?.ok_or(AppError::NotFound)?,
        None => only_open(&mut db, Timestamp::now()).await?,
    };
    let revision = exhibit.revision;
    Ok(Json(Current { revision, manifest: format!("/api/v1/exhibits/{revision}/manifest") }))
}

async fn only_open(db: &mut Db, now: Timestamp) -> Result<Exhibit, AppError> {
    let mut found = Vec::new();
    let open = |consultation: &Consultation| consultation.is_open_at(now);
    for consultation in consultation::all(db).await?.into_iter().filter(open) {
        found.extend(exhibit::of_consultation(db, consultation.id).await?);
    }
    match found.len() {
        0 => Err(AppError::NotFound),
        1 => Ok(found.swap_remove(0)),
        _ => Err(AppError::Conflict("?consultation=".into())),
    }
}

/// The manifest of an exhibit: the very bytes whose hash is its revision.
#[utoipa::path(
    get, path = "/api/v1/exhibits/{revision}/manifest",
    params(("revision" = schema::Hash, Path, description = "The exhibit's revision.")),
    responses(
        (status = 200, description = "The manifest; it never changes.", content_type = "application/json"),
        (status = 304, description = "The caller has it already."),
        (status = 404, description = "There is no such exhibit.", body = schema::Problem, content_type = "application/problem+json"),
    )
)]
pub async fn manifest(
    State(state): State<AppState>,
    Path(revision): Path<String>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let revision: ContentHash = revision.parse().map_err(|_| AppError::NotFound)?;
    exhibit::find(&mut *state.store.read().await?, revision).await?.ok_or(AppError::NotFound)?;
    range::send(&state.blobs, revision, "application/json", &headers).await
}
