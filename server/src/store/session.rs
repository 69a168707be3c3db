//! Sessions of staff. The database knows the hash of the cookie's token: who reads it cannot log in by it.

use belvedere_domain::hash::ContentHash;
use belvedere_domain::id::UserId;
use jiff::Timestamp;
use sqlx::FromRow;

use super::values::{instant, millis, parse};
use super::{Db, StoreError};

/// A session.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// The hash of the token in the cookie.
    pub token_hash: ContentHash,
    /// Whose it is.
    pub user: UserId,
    /// What forms must send back.
    pub csrf: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, as far as noted by [`touch`].
    pub last_seen_at: Timestamp,
    /// When it ends at the latest.
    pub expires_at: Timestamp,
}

#[derive(FromRow)]
struct Row {
    token_hash: String,
    staff_id: String,
    csrf: String,
    created_at: i64,
    last_seen_at: i64,
    expires_at: i64,
}

impl Row {
    fn into_domain(self) -> Result<Session, StoreError> {
        Ok(Session {
            token_hash: parse("hash", &self.token_hash)?,
            user: parse("user's id", &self.staff_id)?,
            csrf: self.csrf,
            created_at: instant(self.created_at)?,
            last_seen_at: instant(self.last_seen_at)?,
            expires_at: instant(self.expires_at)?,
        })
    }
}

/// Begins a session.
///
/// # Errors
/// When the person is not there, or the database cannot do it.
pub async fn begin(db: &mut Db, session: &Session) -> Result<(), StoreError> {
    sqlx::query(
        "insert into session (token_hash, staff_id, csrf, created_at, last_seen_at, expires_at)
         values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(session.token_hash.to_string())
    .bind(session.user.to_string())
    .bind(&session.csrf)
    .bind(millis(session.created_at))
    .bind(millis(session.last_seen_at))
    .bind(millis(session.expires_at))
    .execute(db)
    .await?;
    Ok(())
}

/// The session of that token's hash, unless it ended before `now`.
///
/// # Errors
/// When the database cannot do it.
pub async fn find(db: &mut Db, token_hash: ContentHash, now: Timestamp) -> Result<Option<Session>, StoreError> {
    let row: Option<Row> = sqlx::query_as(
        "select token_hash, staff_id, csrf, created_at, last_seen_at, expires_at from session
         where token_hash = $1 and expires_at > $2",
    )
    .bind(token_hash.to_string())
    .bind(millis(now))
    .fetch_optional(db)
    .await?;
    row.map(Row::into_domain).transpose()
}

/// Notes that a session was used.
///
/// # Errors
/// When the database cannot do it.
pub async fn touch(
    db: &mut Db,
    token_hash: ContentHash,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("update session set last_seen_at = $1, expires_at = $2 where token_hash = $3")
        .bind(millis(now))
        .bind(millis(expires_at))
        .bind(token_hash.to_string())
        .execute(db)
        .await?;
    Ok(())
}

/// Ends a session.
///
/// # Errors
/// When the database cannot do it.
pub async fn end(db: &mut Db, token_hash: ContentHash) -> Result<(), StoreError> {
    sqlx::query("delete from session where token_hash = $1").bind(token_hash.to_string()).execute(db).await?;
    Ok(())
}

/// Ends all sessions of somebody: after a new password, or a role taken away.
///
/// # Errors
/// When the database cannot do it.
pub async fn end_all_of(db: &mut Db, user: UserId) -> Result<(), StoreError> {
    sqlx::query("delete from session where staff_id = $1").bind(user.to_string()).execute(db).await?;
    Ok(())
}

/// Forgets the sessions that ended before `now`; says how many.
///
/// # Errors
/// When the database cannot do it.
pub async fn forget_ended(db: &mut Db, now: Timestamp) -> Result<u64, StoreError> {
    let done = sqlx::query("delete from session where expires_at <= $1").bind(millis(now)).execute(db).await?;
    Ok(done.rows_affected())
}
