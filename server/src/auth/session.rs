//! Sessions: begun anew at each login, ended after two hours without use, after twelve hours in any case, or by a logout.

use axum::http::HeaderMap;
use belvedere_domain::id::UserId;
use jiff::{SignedDuration, Timestamp};

use super::cookie::Cookie;
use super::{FormSecret, Token};
use crate::error::AppError;
use crate::state::AppState;
use crate::store::session::{self, Session};

/// A session unused for so long is over: a mediator's screen stands among the public.
pub const IDLE: SignedDuration = SignedDuration::from_hours(2);
/// No session is older than a day's work.
pub const ABSOLUTE: SignedDuration = SignedDuration::from_hours(12);
/// Use is noted this often at most: a write for each picture of a page would be in the way of opinions.
const NOTED_EVERY: SignedDuration = SignedDuration::from_secs(60);

/// When a session begun at `created_at` and used `now` ends.
pub fn expiry(created_at: Timestamp, now: Timestamp) -> Timestamp {
    let idle = now.saturating_add(IDLE).unwrap_or(now);
    let absolute = created_at.saturating_add(ABSOLUTE).unwrap_or(created_at);
    idle.min(absolute)
}

/// Begins a session for somebody who showed their password, ends the one that the browser had, and forgets those that are over.
///
/// # Errors
/// When the database cannot do it.
pub async fn begin(state: &AppState, headers: &HeaderMap, user: UserId, now: Timestamp) -> Result<Token, AppError> {
    let token = Token::random();
    let row = Session {
        token_hash: token.kept(),
        user,
        csrf: FormSecret::random().to_string(),
        created_at: now,
        last_seen_at: now,
        expires_at: expiry(now, now),
    };
    let mut tx = state.store.write().await?;
    if let Some(old) = Cookie::Session.read(headers, state.config.secure_cookies) {
        session::end(&mut tx, old.kept()).await?;
    }
    session::forget_ended(&mut tx, now).await?;
    session::begin(&mut tx, &row).await?;
    tx.commit().await.map_err(AppError::internal)?;
    Ok(token)
}

/// The session of the request's cookie, if it lasts still; its use is noted.
///
/// # Errors
/// When the database cannot do it.
pub async fn current(state: &AppState, headers: &HeaderMap, now: Timestamp) -> Result<Option<Session>, AppError> {
    let Some(token) = Cookie::Session.read(headers, state.config.secure_cookies) else {
        return Ok(None);
    };
    let mut db = state.store.read().await?;
    let Some(found) = session::find(&mut db, token.kept(), now).await? else {
        return Ok(None);
    };
    drop(db);
    if now.duration_since(found.last_seen_at) >= NOTED_EVERY {
        let mut tx = state.store.write().await?;
        session::touch(&mut tx, found.token_hash, now, expiry(found.created_at, now)).await?;
        tx.commit().await.map_err(AppError::internal)?;
    }
    Ok(Some(found))
}

/// Ends the session of the request's cookie.
///
/// # Errors
/// When the database cannot do it.
pub async fn end(state: &AppState, headers: &HeaderMap) -> Result<(), AppError> {
    let Some(token) = Cookie::Session.read(headers, state.config.secure_cookies) else {
        return Ok(());
    };
    let mut tx = state.store.write().await?;
    session::end(&mut tx, token.kept()).await?;
    tx.commit().await.map_err(AppError::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn use_prolongs_a_session_but_not_beyond_the_day() {
        let begun = Timestamp::UNIX_EPOCH;
        let at = |hours| begun + SignedDuration::from_hours(hours);
        assert_eq!(expiry(begun, at(0)), at(2));
        assert_eq!(expiry(begun, at(9)), at(11));
        assert_eq!(expiry(begun, at(11)), at(12));
    }
}
