//! Whether the server and its database answer: for supervisors and load balancers.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::AppError;
use crate::state::AppState;
use crate::store::StoreError;

/// The server answers.
#[derive(Debug, Serialize, ToSchema)]
pub struct Health {
    /// Always `ok`: otherwise the answer is a problem.
    status: &'static str,
    /// The program's version.
    version: &'static str,
}

/// Whether the server and its database answer.
#[utoipa::path(get, path = "/api/health", responses((status = 200, description = "Both answer.", body = Health)))]
pub async fn health(State(state): State<AppState>) -> Result<Json<Health>, AppError> {
    sqlx::query("select 1").execute(&mut *state.store.read().await?).await.map_err(StoreError::from)?;
    Ok(Json(Health { status: "ok", version: env!("CARGO_PKG_VERSION") }))
}
