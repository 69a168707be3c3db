//! Opinions as staff look through them: filtered, numbered, counted. Numbers count all opinions of the consultation in order of
//! reception, so that number 17 is the same opinion in every list and in the report.

use belvedere_domain::id::{ConsultationId, Key};
use belvedere_domain::opinion::{Channel, Stance};
use sqlx::FromRow;

use super::super::values::{count, unreadable};
use super::super::{Db, StoreError};
use super::{Row, StoredOpinion};

/// Which opinions; what is none does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// With this stance.
    pub stance: Option<Stance>,
    /// About this theme; an inner none is "the project as a whole".
    pub theme: Option<Option<Key>>,
    /// Given before this variant.
    pub variant: Option<Key>,
    /// That came so.
    pub channel: Option<Channel>,
}

/// An opinion with its number.
#[derive(Clone, Debug, PartialEq)]
pub struct Numbered {
    /// From 1, in order of reception.
    pub number: u64,
    /// The opinion.
    pub opinion: StoredOpinion,
}

#[derive(FromRow)]
struct NumberedRow {
    number: i64,
    #[sqlx(flatten)]
    row: Row,
}

/// The filter, as conditions on the parameters $2 to $5. The casts tell PostgreSQL the type of a null.
macro_rules! where_filter {
    () => {
        "(cast($2 as bigint) is null or stance = $2)
         and (cast($3 as text) is null or coalesce(theme, '') = $3)
         and (cast($4 as text) is null or variant = $4)
         and (cast($5 as text) is null or channel = $5)"
    };
}

macro_rules! bind_filter {
    ($query:expr, $consultation:expr, $filter:expr) => {
        $query
            .bind($consultation.to_string())
            .bind($filter.stance.map(|stance| i64::from(stance.value())))
            .bind($filter.theme.as_ref().map(|theme| theme.as_ref().map_or("", Key::as_str)))
            .bind($filter.variant.as_ref().map(Key::as_str))
            .bind($filter.channel.map(Channel::as_str))
    };
}

/// Up to `limit` of them after the first `offset`, the one received last first.
///
/// # Errors
/// When the database cannot do it.
pub async fn page(
    db: &mut Db,
    consultation: ConsultationId,
    filter: &Filter,
    limit: i64,
    offset: i64,
) -> Result<Vec<Numbered>, StoreError> {
    let query = sqlx::query_as(concat!(
        "select * from (
             select id, consultation_id, revision, visit_id, kiosk_id, given_at, received_at, clock_skew_ms, channel,
                    stance, theme, variant, text, answers, anchor_x_m, anchor_y_m, anchor_z_m, normal_x, normal_y,
                    normal_z, node, anchor_variant, anchor_revision, longitude_deg, latitude_deg, height_m,
                    easting_m, northing_m, view_pose, made_up,
                    row_number() over (order by received_at, id) as number
             from opinion where consultation_id = $1) as numbered
         where ",
        where_filter!(),
        " order by number desc limit $6 offset $7"
    ));
    let rows: Vec<NumberedRow> =
        bind_filter!(query, consultation, filter).bind(limit).bind(offset).fetch_all(db).await?;
    let read =
        |row: NumberedRow| Ok(Numbered { number: count("number", row.number)?, opinion: row.row.into_domain()? });
    rows.into_iter().map(read).collect()
}

/// How many there are.
///
/// # Errors
/// When the database cannot do it.
pub async fn count_of(db: &mut Db, consultation: ConsultationId, filter: &Filter) -> Result<u64, StoreError> {
    let query =
        sqlx::query_as(concat!("select count(*) from opinion where consultation_id = $1 and ", where_filter!()));
    let (opinions,): (i64,) = bind_filter!(query, consultation, filter).fetch_one(db).await?;
    count("count", opinions)
}

/// Where they are, in the scene frame, in metres: x and z of up to `limit` of them, the one received last first.
///
/// # Errors
/// When the database cannot do it.
pub async fn places(
    db: &mut Db,
    consultation: ConsultationId,
    filter: &Filter,
    limit: i64,
) -> Result<Vec<(f64, f64)>, StoreError> {
    let query = sqlx::query_as(concat!(
        "select anchor_x_m, anchor_z_m from opinion
         where consultation_id = $1 and anchor_x_m is not null and anchor_z_m is not null and ",
        where_filter!(),
        " order by received_at desc, id desc limit $6"
    ));
    Ok(bind_filter!(query, consultation, filter).bind(limit).fetch_all(db).await?)
}

/// How many there are of each stance, from against to for.
///
/// # Errors
/// When the database cannot do it.
pub async fn stances(db: &mut Db, consultation: ConsultationId) -> Result<[u64; 5], StoreError> {
    let rows: Vec<(i64, i64)> =
        sqlx::query_as("select stance, count(*) from opinion where consultation_id = $1 group by stance")
            .bind(consultation.to_string())
            .fetch_all(db)
            .await?;
    let mut counts = [0; 5];
    for (stance, opinions) in rows {
        let stance = Stance::try_from(stance).map_err(unreadable("stance"))?;
        counts[usize::from((stance.value() + 2).unsigned_abs())] = count("count", opinions)?;
    }
    Ok(counts)
}
