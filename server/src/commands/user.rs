//! `user add`: a member of staff with a role in a territory.

use std::process::ExitCode;

use super::Failure;
use crate::cli::UserAddArgs;
use crate::config::Config;

/// Adds somebody.
///
/// # Errors
/// When the password is too weak or the data cannot be used.
pub async fn add(_config: Config, _args: &UserAddArgs) -> Result<ExitCode, Failure> {
    Err(Failure::new("adding users is not part of this build yet"))
}
