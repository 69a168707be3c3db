//! Kiosks: which devices sent something, when, and how far their clocks are off. Known by the id that each gives itself;
//! nothing of their users.

use belvedere_domain::id::{KioskId, TerritoryId};
use jiff::Timestamp;
use sqlx::FromRow;

use super::values::{instant, millis, parse};
use super::{Db, StoreError};

/// A device that sent something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kiosk {
    /// Its id.
    pub id: KioskId,
    /// Whose consultation it first sent to.
    pub territory: TerritoryId,
    /// When it first sent.
    pub first_seen_at: Timestamp,
    /// When it last sent.
    pub last_seen_at: Timestamp,
    /// How far its clock was ahead of the server's when it last sent, in milliseconds; negative when behind.
    pub clock_skew_ms: i64,
}

#[derive(FromRow)]
struct Row {
    id: String,
    territory_id: String,
    first_seen_at: i64,
    last_seen_at: i64,
    clock_skew_ms: i64,
}

/// Notes that a kiosk sent something.
///
/// # Errors
/// When the territory is not there, or the database cannot do it.
pub async fn saw(
    db: &mut Db,
    kiosk: KioskId,
    territory: TerritoryId,
    now: Timestamp,
    clock_skew_ms: i64,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into kiosk (id, territory_id, first_seen_at, last_seen_at, clock_skew_ms) values ($1, $2, $3, $4, $5)
         on conflict (id) do update set last_seen_at = excluded.last_seen_at, clock_skew_ms = excluded.clock_skew_ms",
    )
    .bind(kiosk.to_string())
    .bind(territory.to_string())
    .bind(millis(now))
    .bind(millis(now))
    .bind(clock_skew_ms)
    .execute(db)
    .await?;
    Ok(())
}

/// The kiosks of a territory, the one that sent last first.
///
/// # Errors
/// When the database cannot do it.
pub async fn of_territory(db: &mut Db, territory: TerritoryId) -> Result<Vec<Kiosk>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select id, territory_id, first_seen_at, last_seen_at, clock_skew_ms from kiosk
         where territory_id = $1 order by last_seen_at desc, id",
    )
    .bind(territory.to_string())
    .fetch_all(db)
    .await?;
    let kiosk = |row: Row| {
        Ok(Kiosk {
            id: parse("kiosk's id", &row.id)?,
            territory: parse("territory's id", &row.territory_id)?,
            first_seen_at: instant(row.first_seen_at)?,
            last_seen_at: instant(row.last_seen_at)?,
            clock_skew_ms: row.clock_skew_ms,
        })
    };
    rows.into_iter().map(kiosk).collect()
}
