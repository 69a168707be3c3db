//! What each command of the command line does, one file per command.

pub mod backup;
pub mod demo;
pub mod exhibit;
pub mod model;
pub mod model_check;
pub mod model_convert;
pub mod progress;
pub mod read_as;
pub mod report;
pub mod serve;
pub mod user;

use std::error::Error;
use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

/// What went wrong, in one sentence for whoever runs the command.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Failure(String);

impl Failure {
    /// A sentence.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

/// Every error of a command ends here, with its causes.
macro_rules! failure_from {
    ($($error:ty),+ $(,)?) => {$(
        impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                Self::new(crate::error::chain(&error as &(dyn Error + 'static)))
            }
        }
    )+};
}
failure_from!(
    std::io::Error,
    serde_json::Error,
    crate::config::ConfigError,
    crate::state::OpenError,
    crate::store::StoreError,
    crate::blobs::BlobError,
    crate::publish::PublishError,
    crate::import::ImportError,
    crate::follow::FollowError,
    crate::communes::CommunesError,
    crate::auth::password::PasswordRefused,
    zip::result::ZipError,
    crate::report::gather::ReportError,
);

/// Starts the log on the standard error. The standard output is for what the command prints.
///
/// # Errors
/// When the filter does not read.
pub fn start_log(filter: &str) -> Result<(), Failure> {
    let filter = EnvFilter::try_new(filter)
        .map_err(|error| Failure::new(format!("the setting `log` cannot be used: {error}")))?
        // Statements could hold what residents wrote.
        .add_directive("sqlx=warn".parse().map_err(|error| Failure::new(format!("{error}")))?);
    let ansi = std::io::stderr().is_terminal();
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(ansi).init();
    Ok(())
}
