//! One line in the log per request: method, path, status, duration, request id. Never the query, which may hold a
//! code, nor the path of a receipt, which is one.

use std::any::Any;

use axum::body::Body;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use tower_http::request_id::RequestId;
use tracing::Span;

/// The span that everything logged during a request stands in.
pub fn span(request: &Request<Body>) -> Span {
    let id = request.extensions().get::<RequestId>().and_then(|id| id.header_value().to_str().ok()).unwrap_or_default();
    tracing::info_span!("request", id, method = %request.method(), path = shown(request.uri().path()))
}

/// The path as the log may hold it.
fn shown(path: &str) -> &str {
    const RECEIPT: &str = "/api/v1/opinions/receipt/";
    if path.starts_with(RECEIPT) { RECEIPT } else { path }
}

/// The answer to a request whose handler panicked; the server goes on.
pub fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    tracing::error!(panic = text.unwrap_or("unknown"), "a handler panicked");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_is_not_logged() {
        assert_eq!(shown("/api/v1/opinions/receipt/ABCD-EFGH-JKMN"), "/api/v1/opinions/receipt/");
        assert_eq!(shown("/api/health"), "/api/health");
    }
}
