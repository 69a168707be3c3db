//! The figures, counted by the database. `Figures::of_rows` counts them a second time, elsewhere.

use std::collections::BTreeMap;

use belvedere_domain::id::ConsultationId;
use belvedere_domain::opinion::Stance;
use belvedere_domain::report::Figures;

use super::super::values::{named, unreadable};
use super::{counted, day};
use crate::store::{Db, StoreError};

/// The figures of a consultation. Within a snapshot they and the rows are of the same instant.
///
/// # Errors
/// When the database cannot do it.
pub async fn figures(db: &mut Db, consultation: ConsultationId) -> Result<Figures, StoreError> {
    let id = consultation.to_string();
    let (opinions, with_text, with_place, made_up): (i64, i64, i64, i64) = sqlx::query_as(
        "select count(*), count(text), count(easting_m), coalesce(cast(sum(made_up) as bigint), 0)
         from opinion where consultation_id = $1",
    )
    .bind(&id)
    .fetch_one(&mut *db)
    .await?;
    Ok(Figures {
        opinions: counted(opinions)?,
        with_text: counted(with_text)?,
        with_place: counted(with_place)?,
        made_up: counted(made_up)?,
        by_channel: by_channel(db, &id).await?.into_iter().collect(),
        by_day: by_day(db, &id).await?.into_iter().collect(),
        by_stance: by_stance(db, &id).await?,
        by_theme: by_key(db, BY_THEME, &id).await?,
        by_variant: by_key(db, BY_VARIANT, &id).await?,
    })
}

async fn by_channel(db: &mut Db, id: &str) -> Result<Vec<(belvedere_domain::opinion::Channel, u64)>, StoreError> {
    let rows: Vec<(String, i64)> =
        sqlx::query_as("select channel, count(*) from opinion where consultation_id = $1 group by channel")
            .bind(id)
            .fetch_all(db)
            .await?;
    rows.into_iter().map(|(channel, n)| Ok((named("channel", &channel)?, counted(n)?))).collect()
}

/// Whole days since 1970: the division of two BIGINT is whole in both databases, and no opinion is older.
async fn by_day(db: &mut Db, id: &str) -> Result<Vec<(jiff::civil::Date, u64)>, StoreError> {
    let rows: Vec<(i64, i64)> = sqlx::query_as(
        "select given_at / 86400000, count(*) from opinion where consultation_id = $1 group by given_at / 86400000",
    )
    .bind(id)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(|(days, n)| Ok((day(days)?, counted(n)?))).collect()
}

async fn by_stance(db: &mut Db, id: &str) -> Result<[u64; 5], StoreError> {
    let rows: Vec<(i64, i64)> =
        sqlx::query_as("select stance, count(*) from opinion where consultation_id = $1 group by stance")
            .bind(id)
            .fetch_all(db)
            .await?;
    let mut stances = [0; 5];
    for (stance, n) in rows {
        stances[index(stance)?] = counted(n)?;
    }
    Ok(stances)
}

const BY_THEME: &str = "select coalesce(theme, ''), stance, count(*) from opinion
                        where consultation_id = $1 group by coalesce(theme, ''), stance";
const BY_VARIANT: &str = "select coalesce(variant, ''), stance, count(*) from opinion
                          where consultation_id = $1 group by coalesce(variant, ''), stance";

async fn by_key(db: &mut Db, sql: &'static str, id: &str) -> Result<BTreeMap<String, [u64; 5]>, StoreError> {
    let rows: Vec<(String, i64, i64)> = sqlx::query_as(sql).bind(id).fetch_all(db).await?;
    let mut keys: BTreeMap<String, [u64; 5]> = BTreeMap::new();
    for (key, stance, n) in rows {
        keys.entry(key).or_default()[index(stance)?] = counted(n)?;
    }
    Ok(keys)
}

fn index(stance: i64) -> Result<usize, StoreError> {
    let stance = Stance::try_from(stance).map_err(unreadable("stance"))?;
    Ok((stance.value() + 2) as usize)
}
