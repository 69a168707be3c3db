//! How long a body says it is, looked at before any of it is read.

use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_LENGTH;
use axum::middleware::Next;
use axum::response::Response;

use crate::error::AppError;

/// The length that a body announces, in bytes.
pub fn announced(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Middleware: refuses a body by the length that it announces. A client that asks before it sends (`Expect: 100-continue`)
/// has the answer for certain, and not a connection that breaks under it.
///
/// # Errors
/// [`AppError::TooLarge`] beyond `max_bytes`.
pub async fn refuse_long(State(max_bytes): State<usize>, request: Request, next: Next) -> Result<Response, AppError> {
    match announced(request.headers()) {
        Some(bytes) if bytes > max_bytes as u64 => Err(AppError::TooLarge),
        _ => Ok(next.run(request).await),
    }
}
