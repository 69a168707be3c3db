//! The pages for people. Each is a struct, its template and its handler in one file; they work without JavaScript.

use axum::Router;

use crate::state::AppState;

/// The pages' routes.
pub fn router() -> Router<AppState> {
    Router::new()
}
