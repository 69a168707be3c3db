//! `model import`: stores a model as received, converts it, keeps what was made of it, and says what was found.

use std::process::ExitCode;

use super::{Failure, model_check};
use crate::cli::ModelImportArgs;
use crate::config::Config;
use crate::import::{self, Upload};
use crate::state::AppState;
use crate::store::audit::Actor;

/// Stores, converts and keeps a model. The exit status is that of `model check`.
///
/// # Errors
/// When it cannot be stored or converted; a refused model is no error.
pub async fn import(config: Config, args: &ModelImportArgs) -> Result<ExitCode, Failure> {
    let state = AppState::open(config).await?;
    let scratch = tempfile::tempdir()?;
    let is_text = args.file.extension().is_some_and(|kind| kind.eq_ignore_ascii_case("gltf"));
    let path = if is_text { model_check::packed(&args.file, scratch.path())? } else { args.file.clone() };
    let name = args.file.file_name().unwrap_or_default().to_string_lossy();
    let upload = Upload { scene: args.scene, variant: args.variant.clone(), file_name: &name, path: &path };
    let by = Actor::CommandLine;
    let received = import::receive(&state.store, &state.blobs, upload, by).await?;
    let outcome = import::convert(&state.store, &state.blobs, &received, |_, _| (), by).await?;
    model_check::print(&mut std::io::stdout().lock(), &outcome, args.lang)?;
    state.store.close().await;
    Ok(ExitCode::from(model_check::exit_code(&outcome)))
}
