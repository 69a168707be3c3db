//! The router: API and pages, and what every request goes through, in one place and in order.

use axum::Router;
use axum::http::header::ETAG;
use axum::http::{Extensions, HeaderMap, StatusCode, Version};
use axum::middleware::from_fn;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate};
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::trace::{DefaultOnFailure, DefaultOnResponse, TraceLayer};
use tracing::Level;

use crate::error::AppError;
use crate::http::{headers, problem, trace};
use crate::state::AppState;
use crate::{api, pages};

/// Everything that the server answers.
pub fn router(state: AppState) -> Router {
    let trace = TraceLayer::new_for_http()
        .make_span_with(trace::span)
        .on_response(DefaultOnResponse::new().level(Level::INFO))
        .on_failure(DefaultOnFailure::new().level(Level::ERROR));
    Router::new()
        .merge(api::router())
        .merge(pages::router())
        .fallback(async || AppError::NotFound)
        .with_state(state)
        // From the innermost to the outermost.
        .layer(CatchPanicLayer::custom(trace::panicked))
        .layer(from_fn(problem::explain))
        .layer(from_fn(headers::secure))
        .layer(CompressionLayer::new().compress_when(compressible()))
        .layer(trace)
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
}

/// What has a strong ETag is the very bytes that were hashed, and its ranges are of them: it is sent as it is.
fn compressible() -> impl Predicate {
    let no_strong_etag = |_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions| {
        headers.get(ETAG).is_none_or(|tag| tag.as_bytes().starts_with(b"W/"))
    };
    DefaultPredicate::new().and(no_strong_etag)
}
