//! What can go wrong between the kiosk and its server.

use std::io;
use std::time::Duration;

use belvedere_domain::hash::ContentHash;
use belvedere_domain::problem::Problem;
use ureq::Body;
use ureq::http::Response;

/// A server was asked and did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum NetError {
    /// No answer: no network, no server, or too slow.
    #[error("the server cannot be reached: {0}")]
    Unreachable(#[from] ureq::Error),
    /// The answer broke off.
    #[error("the answer broke off: {0}")]
    Cut(#[source] io::Error),
    /// An error's status.
    #[error("the server refused with status {status}: {detail}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// What the server says about it.
        detail: String,
        /// How long it asks to wait, where it does.
        wait: Option<Duration>,
    },
    /// The answer is not what the API promises.
    #[error("the server's answer cannot be read: {0}")]
    Unreadable(#[source] serde_json::Error),
    /// The bytes are not those that their hash promises.
    #[error("{0} arrived damaged")]
    Damaged(ContentHash),
    /// What came could not be kept.
    #[error("the disk: {0}")]
    Disk(#[from] io::Error),
}

impl NetError {
    pub(super) fn refused(answer: Response<Body>) -> Self {
        let status = answer.status().as_u16();
        let seconds = answer.headers().get("retry-after").and_then(|value| value.to_str().ok()?.parse().ok());
        let wait = seconds.map(|seconds: u64| Duration::from_secs(seconds.min(600)));
        let body = answer.into_body().into_with_config().limit(64 << 10).read_to_vec().unwrap_or_default();
        let problem = serde_json::from_slice::<Problem>(&body).ok();
        let detail = problem.map(|problem| problem.detail.unwrap_or(problem.title)).unwrap_or_default();
        Self::Refused { status, detail, wait }
    }

    /// Whether the server was there at all.
    pub fn server_answered(&self) -> bool {
        matches!(self, Self::Refused { .. } | Self::Unreadable(_) | Self::Damaged(_))
    }

    /// Whether nothing was published yet under what was asked for.
    pub fn nothing_there(&self) -> bool {
        matches!(self, Self::Refused { status: 404, .. })
    }

    /// Whether the same request, unchanged, would be refused again: too large, or not understood. Not so
    /// for a login, a rate, or a time-out.
    pub fn is_of_the_request(&self) -> bool {
        matches!(self, Self::Refused { status: 400 | 413 | 415 | 422, .. })
    }

    /// How long the server asks to wait, where it does.
    pub fn wait(&self) -> Option<Duration> {
        match self {
            Self::Refused { wait, .. } => *wait,
            _ => None,
        }
    }
}
