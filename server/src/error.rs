//! The one error at the edge. A handler returns it with `?`; here it is logged with its cause, once, and
//! [`crate::http::problem`] turns it into a page or a problem document in the caller's language.

use std::error::Error as StdError;

use axum::http::StatusCode;
use axum::http::header::{CONTENT_RANGE, HeaderValue, RETRY_AFTER};
use axum::response::{IntoResponse, Response};

use crate::blobs::BlobError;
use crate::store::StoreError;

/// What a handler could not do. The texts are for the log; people read the Fluent texts `problem-<code>`.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The request cannot be read; the reason is for whoever wrote the client.
    #[error("bad request: {0}")]
    BadRequest(String),
    /// Nobody is logged in. Pages lead to the login.
    #[error("not logged in")]
    NotLoggedIn,
    /// Somebody is logged in who may not do this.
    #[error("not allowed")]
    NotAllowed,
    /// There is no such thing, or not for the caller.
    #[error("not found")]
    NotFound,
    /// It cannot be done in the present state of things.
    #[error("conflict: {0}")]
    Conflict(String),
    /// Somebody else is at it just now.
    #[error("locked")]
    Locked,
    /// The body is longer than what is accepted.
    #[error("too large")]
    TooLarge,
    /// The body is of a media type that is not accepted.
    #[error("unsupported media type")]
    UnsupportedMediaType,
    /// The range asked for is outside the file of `total_bytes`.
    #[error("range outside the {total_bytes} bytes")]
    RangeNotSatisfiable {
        /// How long the file is.
        total_bytes: u64,
    },
    /// The request can be read and makes no sense; the reason is for whoever wrote the client.
    #[error("not processable: {0}")]
    NotProcessable(String),
    /// Too many requests; try again after `retry_after_s` seconds.
    #[error("too many requests")]
    TooMany {
        /// Whole seconds, at least 1.
        retry_after_s: u64,
    },
    /// Anything that is our fault: it is logged, and the caller is told nothing of it.
    #[error("internal error")]
    Internal(#[source] Box<dyn StdError + Send + Sync>),
}

impl AppError {
    /// Wraps a cause that is our fault.
    pub fn internal(cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::Internal(cause.into())
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::NotLoggedIn => StatusCode::UNAUTHORIZED,
            Self::NotAllowed => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Locked => StatusCode::LOCKED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::RangeNotSatisfiable { .. } => StatusCode::RANGE_NOT_SATISFIABLE,
            Self::NotProcessable(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What the caller is told beside the text of the status, where it helps.
    fn reason(&self) -> Option<String> {
        match self {
            Self::BadRequest(reason) | Self::Conflict(reason) | Self::NotProcessable(reason) => Some(reason.clone()),
            _ => None,
        }
    }
}

/// Left on a response for [`crate::http::problem`]: what to say beside the status.
#[derive(Clone, Debug)]
pub struct Reason(pub String);

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        log(&self);
        let mut response = self.status().into_response();
        if let Some(reason) = self.reason() {
            response.extensions_mut().insert(Reason(reason));
        }
        let headers = response.headers_mut();
        if let Self::TooMany { retry_after_s } = self {
            headers.insert(RETRY_AFTER, retry_after_s.into());
        }
        if let Self::RangeNotSatisfiable { total_bytes } = self
            && let Ok(value) = HeaderValue::try_from(format!("bytes */{total_bytes}"))
        {
            headers.insert(CONTENT_RANGE, value);
        }
        response
    }
}

fn log(error: &AppError) {
    match error {
        AppError::Internal(cause) => {
            tracing::error!(cause = chain(cause.as_ref()), "internal error")
        }
        refused => tracing::debug!(%refused, "refused"),
    }
}

/// An error with all its causes, in one line.
pub fn chain(error: &(dyn StdError + 'static)) -> String {
    let mut line = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let text = cause.to_string();
        if !line.contains(&text) {
            line.push_str(": ");
            line.push_str(&text);
        }
        source = cause.source();
    }
    line
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        Self::internal(error)
    }
}

impl From<BlobError> for AppError {
    fn from(error: BlobError) -> Self {
        match error {
            BlobError::NotFound(_) => Self::NotFound,
            other => Self::internal(other),
        }
    }
}

impl From<axum::extract::rejection::JsonRejection> for AppError {
    fn from(rejection: axum::extract::rejection::JsonRejection) -> Self {
        match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::UnsupportedMediaType,
            StatusCode::UNPROCESSABLE_ENTITY => Self::NotProcessable(rejection.body_text()),
            _ => Self::BadRequest(rejection.body_text()),
        }
    }
}

impl From<axum::extract::rejection::QueryRejection> for AppError {
    fn from(rejection: axum::extract::rejection::QueryRejection) -> Self {
        Self::BadRequest(rejection.body_text())
    }
}
