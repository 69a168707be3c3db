//! `model import`: stores, converts and keeps a model.

use std::process::ExitCode;

use super::Failure;
use crate::cli::ModelImportArgs;
use crate::config::Config;

fn not_yet() -> Failure {
    Failure::new("converting models is not part of this build yet")
}

/// Stores, converts and keeps a model.
///
/// # Errors
/// When it cannot be stored or converted.
pub async fn import(_config: Config, _args: &ModelImportArgs) -> Result<ExitCode, Failure> {
    Err(not_yet())
}
