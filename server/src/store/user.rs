//! Members of staff and their roles, one role per person and territory. Roles keep their revisions. It knows hashes of
//! passwords, never a password.

use belvedere_domain::id::{TerritoryId, UserId};
use belvedere_domain::role::Role;
use jiff::Timestamp;
use sqlx::FromRow;

use super::audit::{self, Actor};
use super::values::{millis, parse};
use super::{Db, StoreError};

/// A member of staff.
#[derive(Clone, PartialEq, Eq)]
pub struct User {
    /// Their id.
    pub id: UserId,
    /// Their address, in lower case, by which they log in.
    pub email: String,
    /// The argon2id hash of their password, as a PHC string.
    pub password_hash: String,
}

/// A log gets the id alone: the address is personal, the hash a secret.
impl std::fmt::Debug for User {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "User({})", self.id)
    }
}

#[derive(FromRow)]
struct Row {
    id: String,
    email: String,
    password_hash: String,
}

impl Row {
    fn into_domain(self) -> Result<User, StoreError> {
        Ok(User { id: parse("user's id", &self.id)?, email: self.email, password_hash: self.password_hash })
    }
}

/// The form in which an address is kept and looked for.
pub fn normal_email(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Adds somebody, unless their address is there. Says whether they were added.
///
/// # Errors
/// When the database cannot do it.
pub async fn add(db: &mut Db, user: &User, now: Timestamp, by: Actor) -> Result<bool, StoreError> {
    let added = sqlx::query(
        "insert into staff (id, email, password_hash, created_at) values ($1, $2, $3, $4) on conflict (email) do nothing",
    )
    .bind(user.id.to_string())
    .bind(normal_email(&user.email))
    .bind(&user.password_hash)
    .bind(millis(now))
    .execute(&mut *db)
    .await?;
    let added = added.rows_affected() > 0;
    if added {
        audit::append(db, now, by, "user.add", &user.id.to_string(), "").await?;
    }
    Ok(added)
}

/// Gives somebody another password. Their sessions are the caller's business.
///
/// # Errors
/// When the database cannot do it.
pub async fn set_password_hash(
    db: &mut Db,
    id: UserId,
    hash: &str,
    now: Timestamp,
    by: Actor,
) -> Result<(), StoreError> {
    sqlx::query("update staff set password_hash = $1 where id = $2")
        .bind(hash)
        .bind(id.to_string())
        .execute(&mut *db)
        .await?;
    audit::append(db, now, by, "user.password", &id.to_string(), "").await
}

/// Gives somebody a role in a territory, or takes it away. Says whether anything changed.
///
/// # Errors
/// When the person or the territory is not there, or the database cannot do it.
pub async fn set_role(
    db: &mut Db,
    id: UserId,
    territory: TerritoryId,
    role: Option<Role>,
    now: Timestamp,
    by: Actor,
) -> Result<bool, StoreError> {
    let now_has = roles(db, id).await?.into_iter().find(|(at, _)| *at == territory).map(|(_, role)| role);
    if now_has == role {
        return Ok(false);
    }
    sqlx::query(
        "insert into staff_role_revision (staff_id, territory_id, revision, role, made_at, made_by)
         select $1, $2, coalesce(max(revision), 0) + 1, $3, $4, $5 from staff_role_revision
         where staff_id = $1 and territory_id = $2",
    )
    .bind(id.to_string())
    .bind(territory.to_string())
    .bind(role.map(Role::as_str))
    .bind(millis(now))
    .bind(by.to_string())
    .execute(&mut *db)
    .await?;
    let details = format!("{territory} {}", role.map_or("none", Role::as_str));
    audit::append(db, now, by, "user.role", &id.to_string(), &details).await?;
    Ok(true)
}

/// The roles that somebody has now, by territory.
///
/// # Errors
/// When the database cannot do it.
pub async fn roles(db: &mut Db, id: UserId) -> Result<Vec<(TerritoryId, Role)>, StoreError> {
    let rows: Vec<(String, String)> = sqlx::query_as(
        "select r.territory_id, r.role from staff_role_revision r
         where r.staff_id = $1 and r.role is not null
           and r.revision = (select max(revision) from staff_role_revision
                             where staff_id = r.staff_id and territory_id = r.territory_id)
         order by r.territory_id",
    )
    .bind(id.to_string())
    .fetch_all(db)
    .await?;
    let role = |(territory, role): (String, String)| Ok((parse("territory's id", &territory)?, parse("role", &role)?));
    rows.into_iter().map(role).collect()
}

/// Somebody by their address, in any case.
///
/// # Errors
/// When the database cannot do it.
pub async fn find_by_email(db: &mut Db, email: &str) -> Result<Option<User>, StoreError> {
    let row: Option<Row> = sqlx::query_as("select id, email, password_hash from staff where email = $1")
        .bind(normal_email(email))
        .fetch_optional(db)
        .await?;
    row.map(Row::into_domain).transpose()
}

/// Somebody by their id.
///
/// # Errors
/// When the database cannot do it.
pub async fn find(db: &mut Db, id: UserId) -> Result<Option<User>, StoreError> {
    let row: Option<Row> = sqlx::query_as("select id, email, password_hash from staff where id = $1")
        .bind(id.to_string())
        .fetch_optional(db)
        .await?;
    row.map(Row::into_domain).transpose()
}
