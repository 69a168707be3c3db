//! Forms of staff. They are read only after the right and the form's token were checked.

use axum::Form;
use axum::body::Body;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::HeaderMap;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::rights::Check;
use super::staff::Refused;
use crate::error::AppError;
use crate::state::AppState;

/// The name of the token's field, in every form.
pub const FIELD: &str = "csrf";

/// A form `T` sent by somebody with the right `C`.
#[derive(Debug)]
pub struct Signed<C, T = Empty> {
    /// Who may.
    pub by: C,
    /// What they filled in.
    pub form: T,
}

/// A form with nothing but its button.
#[derive(Debug, Deserialize)]
pub struct Empty {}

/// A form with a file, sent by somebody with the right `C`. The token is its first field, so that no byte of the file is
/// read without it.
#[derive(Debug)]
pub struct SignedUpload<C> {
    /// Who may.
    pub by: C,
    /// The fields after the token.
    pub fields: Multipart,
}

/// The header in which programs show the token of a form: those that send no form.
pub const HEADER: &str = "x-csrf-token";

/// A request without a form, sent by somebody with the right `C`, with the token in the header [`HEADER`]. Nothing of its body
/// is read yet.
#[derive(Debug)]
pub struct SignedBody<C> {
    /// Who may.
    pub by: C,
    /// The request's headers.
    pub headers: HeaderMap,
    /// The body, of any length.
    pub body: Body,
}

#[derive(Deserialize)]
struct WithToken<T> {
    csrf: String,
    #[serde(flatten)]
    form: T,
}

impl<C: Check, T: DeserializeOwned + Send> FromRequest<AppState> for Signed<C, T> {
    type Rejection = Refused;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Refused> {
        let (by, request) = check::<C>(request, state).await?;
        let form = Form::<WithToken<T>>::from_request(request, state).await;
        let Form(read) = form.map_err(|error| AppError::BadRequest(error.body_text()))?;
        accept(&by, &read.csrf)?;
        Ok(Self { by, form: read.form })
    }
}

impl<C: Check> FromRequest<AppState> for SignedUpload<C> {
    type Rejection = Refused;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Refused> {
        let (by, request) = check::<C>(request, state).await?;
        let fields = Multipart::from_request(request, state).await;
        let mut fields = fields.map_err(|error| AppError::BadRequest(error.body_text()))?;
        let first = fields.next_field().await.map_err(|error| AppError::BadRequest(error.body_text()))?;
        let Some(first) = first.filter(|field| field.name() == Some(FIELD)) else {
            return Err(AppError::NotAllowed.into());
        };
        accept(&by, &token(first).await?)?;
        Ok(Self { by, fields })
    }
}

impl<C: Check> FromRequest<AppState> for SignedBody<C> {
    type Rejection = Refused;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Refused> {
        let checked = check::<C>(request, state).await;
        let (by, request) = checked.map_err(|refused| match refused {
            // A program is not led to a page, whatever its method.
            Refused::Login(_) => AppError::NotLoggedIn.into(),
            other => other,
        })?;
        let (parts, body) = request.into_parts();
        let token = parts.headers.get(HEADER).and_then(|value| value.to_str().ok());
        accept(&by, token.unwrap_or_default())?;
        Ok(Self { by, headers: parts.headers, body })
    }
}

/// Reads a field of which only a short text is expected; a longer one is cut and will not fit.
async fn token(mut field: axum::extract::multipart::Field<'_>) -> Result<String, AppError> {
    let mut text = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(|error| AppError::BadRequest(error.body_text()))? {
        if text.len() + piece.len() > 256 {
            return Err(AppError::NotAllowed);
        }
        text.extend_from_slice(&piece);
    }
    String::from_utf8(text).map_err(|_| AppError::NotAllowed)
}

async fn check<C: Check>(request: Request, state: &AppState) -> Result<(C, Request), Refused> {
    let (mut parts, body) = request.into_parts();
    if !comes_from_here(&parts.headers) {
        return Err(AppError::NotAllowed.into());
    }
    let by = C::check(&mut parts, state).await?;
    Ok((by, Request::from_parts(parts, body)))
}

/// Browsers say where a form comes from; one that says "elsewhere" is believed, one that says nothing has its token yet to show.
pub fn comes_from_here(headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
    matches!(site, None | Some("same-origin" | "none"))
}

fn accept<C: Check>(by: &C, token: &str) -> Result<(), AppError> {
    if by.staff().form_secret.accepts(token) { Ok(()) } else { Err(AppError::NotAllowed) }
}
