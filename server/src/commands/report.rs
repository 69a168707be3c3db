//! `report`: writes the report of a consultation into a folder.

use std::process::ExitCode;

use super::Failure;
use crate::cli::ReportArgs;
use crate::config::Config;

/// Writes the report.
///
/// # Errors
/// Until the report is part of this program: always, and it says so.
pub async fn run(_config: Config, _args: &ReportArgs) -> Result<ExitCode, Failure> {
    Err(Failure::new("reports are not part of this build yet"))
}
