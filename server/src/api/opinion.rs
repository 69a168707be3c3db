//! Opinions: a kiosk sends what it holds, as often as it likes; a resident asks what became of theirs.

use std::net::SocketAddr;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{ConnectInfo, Path, State};
use belvedere_domain::batch::{BATCH_MAX, BatchAnswer, OpinionBatch};
use belvedere_domain::receipt::{NotAReceipt, Receipt};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::schema;
use crate::error::AppError;
use crate::follow;
use crate::http::language::Lang;
use crate::intake::{self, Origin};
use crate::state::AppState;
use crate::store::audit::Actor;
use crate::store::opinion;

/// Keeps opinions.
///
/// Sending a batch again changes nothing and is answered the same way, so send it until an answer comes. Each item is
/// answered for itself, in order; `refused` will not change by sending it again. 100 opinions at most.
#[utoipa::path(
    post, path = "/api/v1/opinions", request_body = schema::OpinionBatch,
    responses(
        (status = 200, description = "What became of each item.", body = schema::BatchAnswer),
        (status = 400, description = "The body is not JSON.", body = schema::Problem, content_type = "application/problem+json"),
        (status = 413, description = "Longer than 2 MiB.", body = schema::Problem, content_type = "application/problem+json"),
        (status = 415, description = "Not sent as application/json.", body = schema::Problem, content_type = "application/problem+json"),
        (status = 422, description = "Not a batch, or more than 100 items.", body = schema::Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many batches: wait for Retry-After.", body = schema::Problem, content_type = "application/problem+json"),
    )
)]
pub async fn give(
    State(state): State<AppState>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    lang: Lang,
    body: Result<Json<OpinionBatch<Value>>, JsonRejection>,
) -> Result<Json<BatchAnswer>, AppError> {
    state.limits.address(address.ip())?;
    let Json(batch) = body?;
    state.limits.kiosk(batch.kiosk)?;
    if batch.opinions.len() > BATCH_MAX {
        let text = lang.texts().format("problem-too-many-opinions", &[("max", (BATCH_MAX as u64).into())]);
        return Err(AppError::NotProcessable(text.into_owned()));
    }
    let late = follow::late(&state.store, &batch.opinions).await?;
    let answer =
        intake::take(&state.store, &state.blobs, batch, Origin::Public, Timestamp::now(), lang.texts()).await?;
    late.into_iter().for_each(|scene| follow::in_background(&state, scene, Actor::Server));
    Ok(Json(answer))
}

/// What became of an opinion.
#[derive(Debug, Serialize, ToSchema)]
pub struct Received {
    /// When the server received it.
    #[schema(value_type = String, format = DateTime)]
    received_at: Timestamp,
}

/// What became of the opinion of a receipt. It tells when it was received, and nothing of what it says.
#[utoipa::path(
    get, path = "/api/v1/opinions/receipt/{code}",
    params(("code" = String, Path, description = "The code on the receipt, as copied: any case, with or without dashes.")),
    responses(
        (status = 200, description = "It was received.", body = Received),
        (status = 404, description = "No opinion has this receipt.", body = schema::Problem, content_type = "application/problem+json"),
        (status = 422, description = "There is a slip in the code.", body = schema::Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many requests: wait for Retry-After.", body = schema::Problem, content_type = "application/problem+json"),
    )
)]
pub async fn receipt(
    State(state): State<AppState>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    Path(code): Path<String>,
    lang: Lang,
) -> Result<Json<Received>, AppError> {
    state.limits.address(address.ip())?;
    let receipt: Receipt = code.parse().map_err(|_: NotAReceipt| {
        AppError::NotProcessable(lang.texts().get("problem-receipt-miscopied").into_owned())
    })?;
    let received_at = opinion::received_at(&mut *state.store.read().await?, &receipt).await?;
    Ok(Json(Received { received_at: received_at.ok_or(AppError::NotFound)? }))
}
