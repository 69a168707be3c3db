//! What became of anchors, as staff look through it: one line for each anchor that a newer model has touched.

use belvedere_domain::anchor::Fate;
use belvedere_domain::id::{ConsultationId, Key, OpinionId};
use jiff::Timestamp;
use sqlx::FromRow;

use super::super::values::{count, instant, named, parse};
use super::super::{Db, StoreError};
use super::as_it_stands;

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The opinion's number in its consultation, from 1, in order of reception.
    pub number: u64,
    /// The opinion.
    pub opinion: OpinionId,
    /// The variant.
    pub variant: Key,
    /// The node that the resident pointed at.
    pub given_node: String,
    /// What became of the anchor last.
    pub fate: Fate,
    /// The node that it is on now; for an orphan, the last one it was on.
    pub node: String,
    /// How far it moved then (m); none for an orphan.
    pub distance_m: Option<f64>,
    /// How many newer models it has met.
    pub revisions: u64,
    /// When the exhibit with that model was published.
    pub published_at: Timestamp,
}

#[derive(FromRow)]
struct Row {
    number: i64,
    id: String,
    anchor_variant: Option<String>,
    given_node: Option<String>,
    fate: String,
    node: String,
    distance_m: Option<f64>,
    revision: i64,
    published_at: i64,
}

impl Row {
    fn into_domain(self) -> Result<Line, StoreError> {
        Ok(Line {
            number: count("number", self.number)?,
            opinion: parse("opinion's id", &self.id)?,
            variant: parse("variant", &self.anchor_variant.unwrap_or_default())?,
            given_node: self.given_node.unwrap_or_default(),
            fate: named("fate of an anchor", &self.fate)?,
            node: self.node,
            distance_m: self.distance_m,
            revisions: count("revision", self.revision)?,
            published_at: instant(self.published_at)?,
        })
    }
}

/// Up to `limit` lines after the first `offset`, of that fate where one is given: orphans first, then the moved, then the
/// kept; of each, the opinion received last first.
///
/// # Errors
/// When the database cannot do it.
pub async fn page(
    db: &mut Db,
    consultation: ConsultationId,
    fate: Option<Fate>,
    limit: i64,
    offset: i64,
) -> Result<Vec<Line>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(concat!(
        "select o.number, o.id, o.anchor_variant, o.node as given_node, r.fate, r.node, r.distance_m, r.revision,
                e.published_at
         from (select id, anchor_variant, node, row_number() over (order by received_at, id) as number
               from opinion where consultation_id = $1) as o",
        as_it_stands!(),
        "join exhibit e on e.revision = r.exhibit_revision
         where cast($2 as text) is null or r.fate = $2
         order by case r.fate when 'orphaned' then 0 when 'moved' then 1 else 2 end, o.number desc
         limit $3 offset $4"
    ))
    .bind(consultation.to_string())
    .bind(fate.map(Fate::as_str))
    .bind(limit)
    .bind(offset)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Row::into_domain).collect()
}
