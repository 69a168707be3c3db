//! Reports: the figures, counted by the database; the rows that they can be counted again from; and the frozen
//! reports, which never change.

mod figures;
mod frozen;

use belvedere_domain::id::ConsultationId;
use belvedere_domain::opinion::Stance;
use belvedere_domain::report::{Place, Row};
use jiff::civil::Date;
use sqlx::FromRow;

use super::values::{count, instant, named, parse_some, unreadable};
use super::{Db, StoreError};

pub use figures::figures;
pub use frozen::{Frozen, find, insert, next_number, of_consultation};

#[derive(FromRow)]
struct StoredRow {
    given_at: i64,
    channel: String,
    stance: i64,
    theme: Option<String>,
    variant: Option<String>,
    text: Option<String>,
    anchor_x_m: Option<f64>,
    anchor_y_m: Option<f64>,
    anchor_z_m: Option<f64>,
    node: Option<String>,
    easting_m: Option<f64>,
    northing_m: Option<f64>,
    made_up: i64,
}

impl StoredRow {
    fn into_domain(self, number: u64) -> Result<Row, StoreError> {
        Ok(Row {
            number,
            day: day(self.given_at.div_euclid(DAY_MS))?,
            channel: named("channel", &self.channel)?,
            stance: Stance::try_from(self.stance).map_err(unreadable("stance"))?,
            theme: parse_some("theme", self.theme.as_ref())?,
            variant: parse_some("variant", self.variant.as_ref())?,
            place: self.place(),
            text: self.text,
            made_up: self.made_up != 0,
        })
    }

    /// None where the opinion has no anchor, or the scene had no placement to put it on the grid.
    fn place(&self) -> Option<Place> {
        Some(Place {
            position_m: [self.anchor_x_m?, self.anchor_y_m?, self.anchor_z_m?],
            easting_m: self.easting_m?,
            northing_m: self.northing_m?,
            node: self.node.clone().unwrap_or_default(),
        })
    }
}

const DAY_MS: i64 = 86_400_000;

/// The day (UTC) of so many days since 1970.
fn day(days: i64) -> Result<Date, StoreError> {
    let midnight = instant(days.saturating_mul(DAY_MS))?;
    Ok(jiff::tz::Offset::UTC.to_datetime(midnight).date())
}

/// One row per opinion, numbered from 1 in order of reception.
///
/// # Errors
/// When the database cannot do it.
pub async fn rows(db: &mut Db, consultation: ConsultationId) -> Result<Vec<Row>, StoreError> {
    let rows: Vec<StoredRow> = sqlx::query_as(
        "select given_at, channel, stance, theme, variant, text, anchor_x_m, anchor_y_m, anchor_z_m, node,
                easting_m, northing_m, made_up
         from opinion where consultation_id = $1 order by received_at, id",
    )
    .bind(consultation.to_string())
    .fetch_all(db)
    .await?;
    (1..).zip(rows).map(|(number, row)| row.into_domain(number)).collect()
}

/// Counts as they come from the database.
fn counted(n: i64) -> Result<u64, StoreError> {
    count("number of opinions", n)
}
