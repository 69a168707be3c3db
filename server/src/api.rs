//! The API: what kiosks and other programs ask. The document at `/api/openapi.json` is made from the same lines as the
//! router, so that no route can be missing in it.

pub mod blob;
pub mod exhibit;
pub mod health;
pub mod opinion;
pub(crate) mod range;
pub mod schema;

use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use axum::{Json, Router};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::http::length::refuse_long;
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
    router.layer(from_fn_with_state(BODY_MAX_BYTES, refuse_long)).layer(DefaultBodyLimit::max(BODY_MAX_BYTES))
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
