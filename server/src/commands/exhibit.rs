//! `exhibit publish`: publishes the scene as it is and prints the revision.

use std::process::ExitCode;

use belvedere_domain::id::SceneId;
use jiff::Timestamp;

use super::Failure;
use crate::config::Config;
use crate::publish::publish as publish_scene;
use crate::state::AppState;
use crate::store::audit::Actor;

/// Publishes.
///
/// # Errors
/// When the exhibit is not complete or the data cannot be used.
pub async fn publish(config: Config, scene: SceneId) -> Result<ExitCode, Failure> {
    let state = AppState::open(config).await?;
    let exhibit = publish_scene(&state.store, &state.blobs, scene, Timestamp::now(), Actor::CommandLine).await?;
    println!("{}", exhibit.revision);
    state.store.close().await;
    Ok(ExitCode::SUCCESS)
}
