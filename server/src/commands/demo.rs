//! `demo-data`: the village to try everything with.

use std::process::ExitCode;

use super::Failure;
use crate::cli::DemoArgs;
use crate::config::Config;

/// Loads the demo.
///
/// # Errors
/// When its files cannot be read or its data not be stored.
pub async fn run(_config: Config, _args: &DemoArgs) -> Result<ExitCode, Failure> {
    Err(Failure::new("the demo is not part of this build yet"))
}
