//! The files of exhibits, by hash: whole or from where a download broke off.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use belvedere_domain::hash::ContentHash;

use super::{range, schema};
use crate::error::AppError;
use crate::state::AppState;
use crate::store::exhibit;

/// A file of a published exhibit. Other files that the server keeps, such as uploads, are not to be had here.
#[utoipa::path(
    method(get, head), path = "/api/v1/blobs/{hash}",
    params(("hash" = schema::Hash, Path, description = "The file's hash, as in a manifest.")),
    responses(
        (status = 200, description = "The file; it never changes.", content_type = "application/octet-stream"),
        (status = 206, description = "The range asked for.", content_type = "application/octet-stream"),
        (status = 304, description = "The caller has it already."),
        (status = 404, description = "No published exhibit has such a file.", body = schema::Problem, content_type = "application/problem+json"),
        (status = 416, description = "The range lies outside the file.", body = schema::Problem, content_type = "application/problem+json"),
    )
)]
pub async fn blob(
    State(state): State<AppState>,
    Path(hash): Path<String>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let hash: ContentHash = hash.parse().map_err(|_| AppError::NotFound)?;
    let media_type = exhibit::media_type(&mut *state.store.read().await?, hash).await?;
    range::send(&state.blobs, hash, &media_type.ok_or(AppError::NotFound)?, &headers).await
}
