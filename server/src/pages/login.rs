//! The login of staff. It says the same, in the same time, of a wrong password and of an unknown address.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use askama::Template;
use axum::Form;
use axum::extract::{ConnectInfo, FromRequestParts, Query, State};
use axum::http::header::{RETRY_AFTER, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use jiff::Timestamp;
use serde::Deserialize;

use super::language::local;
use super::shell::{Shell, answer};
use crate::auth::cookie::Cookie;
use crate::auth::rights::AnyStaff;
use crate::auth::signed::comes_from_here;
use crate::auth::throttle::Verdict;
use crate::auth::{FormSecret, Signed, Token, password, session};
use crate::error::AppError;
use crate::state::AppState;
use crate::store::user;

/// The page.
#[derive(Template)]
#[template(path = "login.html")]
struct LoginPage {
    s: Shell,
    csrf: String,
    next: String,
    email: String,
    message: Option<String>,
}

/// Where to go after the login.
#[derive(Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
}

/// What is filled in.
#[derive(Deserialize)]
pub struct LoginForm {
    #[serde(default)]
    csrf: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

/// The address that asks; unknown within tests without a network.
pub struct Address(IpAddr);

impl<S: Sync> FromRequestParts<S> for Address {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        let known = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        Ok(Self(known.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))))
    }
}

/// The form.
///
/// # Errors
/// When the page cannot be written.
pub async fn show(
    State(state): State<AppState>,
    headers: HeaderMap,
    Query(next): Query<Next>,
    s: Shell,
) -> Result<Response, AppError> {
    page(&state, &headers, s, next.next, String::new(), None)
}

fn page(
    state: &AppState,
    headers: &HeaderMap,
    s: Shell,
    next: String,
    email: String,
    message: Option<String>,
) -> Result<Response, AppError> {
    let secure = state.config.secure_cookies;
    let token = Cookie::Login.read(headers, secure).unwrap_or_else(Token::random);
    let csrf = FormSecret::of_cookie(&token).masked();
    let shown = answer(&LoginPage { s, csrf, next: local(&next, "/projects").to_owned(), email, message })?;
    Ok((AppendHeaders([(SET_COOKIE, Cookie::Login.set(&token, secure))]), shown).into_response())
}

/// Checks the password, and begins a session.
///
/// # Errors
/// When the form's token is missing, or the database cannot do it.
pub async fn send(
    State(state): State<AppState>,
    Address(address): Address,
    headers: HeaderMap,
    s: Shell,
    Form(form): Form<LoginForm>,
) -> Result<Response, AppError> {
    check_token(&state, &headers, &form)?;
    let now = Timestamp::now();
    match state.throttle.verdict(&form.email, address, now) {
        Verdict::Wait(wait) => return slow_down(&state, &headers, s, form, wait.as_secs() + 1),
        Verdict::Check(delay) => tokio::time::sleep(delay).await,
    }
    let mut db = state.store.read().await?;
    let known = user::find_by_email(&mut db, &form.email).await?;
    drop(db);
    let kept = known.as_ref().map(|user| user.password_hash.clone());
    let fits = password::verify_queued(form.password, kept).await;
    let Some(user) = known.filter(|_| fits) else {
        state.throttle.failed(&form.email, address, now);
        tracing::info!(%address, "login refused");
        let message = s.get("page-login-wrong");
        let again = page(&state, &headers, s, form.next, form.email, Some(message))?;
        return Ok((StatusCode::UNAUTHORIZED, again).into_response());
    };
    state.throttle.succeeded(&form.email, address);
    let token = session::begin(&state, &headers, user.id, Timestamp::now()).await?;
    let secure = state.config.secure_cookies;
    let cookies = [(SET_COOKIE, Cookie::Session.set(&token, secure)), (SET_COOKIE, Cookie::Login.clear(secure))];
    Ok((AppendHeaders(cookies), Redirect::to(local(&form.next, "/projects"))).into_response())
}

fn check_token(state: &AppState, headers: &HeaderMap, form: &LoginForm) -> Result<(), AppError> {
    let cookie = Cookie::Login.read(headers, state.config.secure_cookies).ok_or(AppError::NotAllowed)?;
    let fits = comes_from_here(headers) && FormSecret::of_cookie(&cookie).accepts(&form.csrf);
    if fits { Ok(()) } else { Err(AppError::NotAllowed) }
}

fn slow_down(
    state: &AppState,
    headers: &HeaderMap,
    s: Shell,
    form: LoginForm,
    seconds: u64,
) -> Result<Response, AppError> {
    let message = s.words.counted("page-login-wait", seconds, &[]);
    let again = page(state, headers, s, form.next, form.email, Some(message))?;
    Ok((StatusCode::TOO_MANY_REQUESTS, [(RETRY_AFTER, seconds.to_string())], again).into_response())
}

/// Ends the session.
///
/// # Errors
/// When the database cannot do it.
pub async fn leave(
    State(state): State<AppState>,
    headers: HeaderMap,
    _signed: Signed<AnyStaff>,
) -> Result<Response, AppError> {
    session::end(&state, &headers).await?;
    let gone = Cookie::Session.clear(state.config.secure_cookies);
    Ok((AppendHeaders([(SET_COOKIE, gone)]), Redirect::to("/")).into_response())
}
