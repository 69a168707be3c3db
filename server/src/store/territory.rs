//! Territories: the authorities that consult. Renamed by a new revision.

use belvedere_domain::id::TerritoryId;
use belvedere_domain::territory::Territory;
use jiff::Timestamp;
use sqlx::FromRow;

use super::audit::{self, Actor};
use super::values::{millis, parse};
use super::{Db, StoreError};

#[derive(FromRow)]
struct Row {
    id: String,
    name: String,
}

impl Row {
    fn into_domain(self) -> Result<Territory, StoreError> {
        Ok(Territory { id: parse("territory's id", &self.id)?, name: self.name })
    }
}

/// Adds the territory, or a revision of it where its name changed. Says whether anything changed.
///
/// # Errors
/// When the database cannot do it.
pub async fn put(db: &mut Db, territory: &Territory, now: Timestamp, by: Actor) -> Result<bool, StoreError> {
    if find(db, territory.id).await?.as_ref() == Some(territory) {
        return Ok(false);
    }
    let id = territory.id.to_string();
    sqlx::query("insert into territory (id, created_at) values ($1, $2) on conflict (id) do nothing")
        .bind(&id)
        .bind(millis(now))
        .execute(&mut *db)
        .await?;
    sqlx::query(
        "insert into territory_revision (territory_id, revision, name, made_at, made_by)
         select $1, coalesce(max(revision), 0) + 1, $2, $3, $4 from territory_revision where territory_id = $1",
    )
    .bind(&id)
    .bind(&territory.name)
    .bind(millis(now))
    .bind(by.to_string())
    .execute(&mut *db)
    .await?;
    audit::append(db, now, by, "territory.put", &id, &territory.name).await?;
    Ok(true)
}

/// The territory of that id.
///
/// # Errors
/// When the database cannot do it.
pub async fn find(db: &mut Db, id: TerritoryId) -> Result<Option<Territory>, StoreError> {
    let row: Option<Row> = sqlx::query_as(
        "select territory_id as id, name from territory_revision
         where territory_id = $1 order by revision desc limit 1",
    )
    .bind(id.to_string())
    .fetch_optional(db)
    .await?;
    row.map(Row::into_domain).transpose()
}

/// The first territory created that bears that name now.
///
/// # Errors
/// When the database cannot do it.
pub async fn find_named(db: &mut Db, name: &str) -> Result<Option<Territory>, StoreError> {
    Ok(all(db).await?.into_iter().find(|territory| territory.name == name))
}

/// Every territory, in order of creation.
///
/// # Errors
/// When the database cannot do it.
pub async fn all(db: &mut Db) -> Result<Vec<Territory>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select t.id, r.name from territory t join territory_revision r on r.territory_id = t.id
         where r.revision = (select max(revision) from territory_revision where territory_id = t.id)
         order by t.created_at, t.id",
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Row::into_domain).collect()
}
