//! The API: what kiosks and other programs ask. The document at `/api/openapi.json` is made from the same lines as the
//! router, so that no route can be missing in it.

pub mod blob;
pub mod exhibit;
pub mod health;
pub mod opinion;
pub(crate) mod range;
pub mod schema;

use axum::extract::{DefaultBodyLimit, Request};
use axum::http::header::CONTENT_LENGTH;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::get;
use axum::{Json, Router};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::AppError;
use crate::state::AppState;

/// The longest body that the API reads, in bytes.
pub const BODY_MAX_BYTES: usize = 2 * 1024 * 1024;

/// The document's head.
#[derive(OpenApi)]
#[openapi(info(
    title = "Belvédère",
    description = "What a kiosk asks of the server: the exhibit to show, its files, and to keep the opinions given. Errors \
                   are problem details (RFC 9457) in the language of Accept-Language."
))]
struct Document;

/// The API's routes.
pub fn router() -> Router<AppState> {
    let (router, document) = documented().split_for_parts();
    let router = router.route("/api/openapi.json", get(async move || Json(document)));
    router.layer(from_fn(refuse_long)).layer(DefaultBodyLimit::max(BODY_MAX_BYTES))
}

/// Refuses a body by the length that it announces: a client that asks before it sends (`Expect: 100-continue`) has the
/// answer for certain, and not a connection that breaks under it.
async fn refuse_long(request: Request, next: Next) -> Result<Response, AppError> {
    let announced =
        request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    match announced {
        Some(bytes) if bytes > BODY_MAX_BYTES => Err(AppError::TooLarge),
        _ => Ok(next.run(request).await),
    }
}

/// The document, for tests and tools.
pub fn document() -> utoipa::openapi::OpenApi {
    documented().into_openapi()
}

fn documented() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(health::health))
        .routes(routes!(exhibit::current))
        .routes(routes!(exhibit::manifest))
        .routes(routes!(blob::blob))
        .routes(routes!(opinion::give))
        .routes(routes!(opinion::receipt))
}
