//! Opinions, as received. Sent twice, stored once; the first one stays. The receipt is kept as a hash only.

pub mod list;

use belvedere_domain::anchor::{Anchor, View};
use belvedere_domain::geodesy::{CrsPoint, GeoPoint};
use belvedere_domain::hash::ContentHash;
use belvedere_domain::id::{ConsultationId, Key, KioskId, OpinionId, VisitId};
use belvedere_domain::opinion::{Answer, Channel, Opinion, Stance};
use belvedere_domain::receipt::Receipt;
use jiff::Timestamp;
use sqlx::FromRow;

use super::values::{Measure, from_json, instant, json, millis, named, parse, parse_some};
use super::{Db, StoreError};

/// An opinion with what the server noted when it came.
#[derive(Clone, Debug)]
pub struct Incoming<'a> {
    /// The opinion.
    pub opinion: &'a Opinion,
    /// Its anchor in the scene's coordinate reference system, by the placement that the visitor saw.
    pub on_grid: Option<CrsPoint>,
    /// When it came, by the server's clock.
    pub received_at: Timestamp,
    /// What device sent it; none for those that no device sent.
    pub kiosk: Option<KioskId>,
    /// How far that device's clock was ahead of the server's, in milliseconds; negative when behind.
    pub clock_skew_ms: Option<i64>,
}

/// What became of an opinion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored {
    /// It is stored.
    Now,
    /// It was stored before; nothing changed.
    Before,
    /// Another content was stored before under its id; that one stays.
    BeforeOtherwise,
    /// Its receipt is another opinion's: two devices with the same random numbers, or a forgery.
    ReceiptTaken,
}

/// An opinion as it was stored. The receipt is not in it: the database does not know it.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredOpinion {
    /// Its id.
    pub id: OpinionId,
    /// The consultation that it answers.
    pub consultation: ConsultationId,
    /// The exhibit revision that the resident saw.
    pub revision: Option<ContentHash>,
    /// The visit that it was given in.
    pub visit: Option<VisitId>,
    /// The device that sent it.
    pub kiosk: Option<KioskId>,
    /// When it was given, by the device's clock.
    pub given_at: Timestamp,
    /// When it came, by the server's clock.
    pub received_at: Timestamp,
    /// How far the device's clock was ahead, in milliseconds.
    pub clock_skew_ms: Option<i64>,
    /// How it came.
    pub channel: Channel,
    /// From against to for.
    pub stance: Stance,
    /// What it is about.
    pub theme: Option<Key>,
    /// The variant that was shown: the view's, else the anchor's.
    pub variant: Option<Key>,
    /// The words.
    pub text: Option<String>,
    /// The answers.
    pub answers: Vec<Answer>,
    /// The place.
    pub anchor: Option<Anchor>,
    /// The place in the scene's coordinate reference system, in metres: easting and northing.
    pub on_grid_m: Option<[f64; 2]>,
    /// What the resident saw.
    pub view: Option<View>,
    /// Whether it was made up for a demo.
    pub made_up: bool,
}

/// The name under which a receipt is stored.
pub fn receipt_hash(receipt: &Receipt) -> ContentHash {
    ContentHash::of(receipt.to_string().as_bytes())
}

/// Stores an opinion, unless its id is there.
///
/// # Errors
/// When the database cannot do it; within PostgreSQL the transaction is then of no more use, unless this ran in a
/// savepoint of its own.
pub async fn insert(db: &mut Db, incoming: &Incoming<'_>) -> Result<Stored, StoreError> {
    let opinion = incoming.opinion;
    let content_hash = ContentHash::of(json("opinion", opinion)?.as_bytes()).to_string();
    if insert_row(db, incoming, &content_hash).await? {
        return Ok(Stored::Now);
    }
    let before: Option<(String,)> = sqlx::query_as("select content_hash from opinion where id = $1")
        .bind(opinion.id.to_string())
        .fetch_optional(db)
        .await?;
    Ok(match before {
        Some((hash,)) if hash == content_hash => Stored::Before,
        Some(_) => Stored::BeforeOtherwise,
        None => Stored::ReceiptTaken,
    })
}

async fn insert_row(db: &mut Db, incoming: &Incoming<'_>, content_hash: &str) -> Result<bool, StoreError> {
    let opinion = incoming.opinion;
    let anchor = opinion.anchor.as_ref();
    let position = |axis: usize| Measure(anchor.map(|anchor| anchor.position_m[axis]));
    let normal = |axis: usize| Measure(anchor.map(|anchor| anchor.normal[axis]));
    let geo = anchor.map(|anchor| anchor.geo);
    let seen = opinion.view.as_ref().map(|view| &view.variant);
    let variant = seen.or(anchor.map(|anchor| &anchor.variant));
    let inserted = sqlx::query(
        "insert into opinion (id, consultation_id, revision, visit_id, kiosk_id, given_at, received_at, clock_skew_ms,
                              channel, stance, theme, variant, text, answers,
                              anchor_x_m, anchor_y_m, anchor_z_m, normal_x, normal_y, normal_z,
                              node, anchor_variant, anchor_revision, longitude_deg, latitude_deg, height_m,
                              easting_m, northing_m, view_pose, receipt_hash, content_hash, made_up)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                 $23, $24, $25, $26, $27, $28, $29, $30, $31, $32)
         on conflict do nothing returning id",
    )
    .bind(opinion.id.to_string())
    .bind(opinion.consultation.to_string())
    .bind(opinion.revision.map(|revision| revision.to_string()))
    .bind(opinion.visit.map(|visit| visit.to_string()))
    .bind(incoming.kiosk.map(|kiosk| kiosk.to_string()))
    .bind(millis(opinion.given_at))
    .bind(millis(incoming.received_at))
    .bind(incoming.clock_skew_ms)
    .bind(opinion.channel.as_str())
    .bind(i64::from(opinion.stance.value()))
    .bind(opinion.theme.as_ref().map(Key::as_str))
    .bind(variant.map(Key::as_str))
    .bind(&opinion.text)
    .bind(json("list of answers", &opinion.answers)?)
    .bind(position(0))
    .bind(position(1))
    .bind(position(2))
    .bind(normal(0))
    .bind(normal(1))
    .bind(normal(2))
    .bind(anchor.map(|anchor| anchor.node.as_str()))
    .bind(anchor.map(|anchor| anchor.variant.as_str()))
    .bind(anchor.map(|anchor| anchor.revision.to_string()))
    .bind(Measure(geo.map(|geo| geo.longitude_deg)))
    .bind(Measure(geo.map(|geo| geo.latitude_deg)))
    .bind(Measure(geo.map(|geo| geo.height_m)))
    .bind(Measure(incoming.on_grid.map(|point| point.easting_m)))
    .bind(Measure(incoming.on_grid.map(|point| point.northing_m)))
    .bind(opinion.view.as_ref().map(|view| json("view", view)).transpose()?)
    .bind(receipt_hash(&opinion.receipt).to_string())
    .bind(content_hash)
    .bind(i64::from(opinion.made_up))
    .fetch_optional(db)
    .await?;
    Ok(inserted.is_some())
}

#[derive(FromRow)]
struct Row {
    id: String,
    consultation_id: String,
    revision: Option<String>,
    visit_id: Option<String>,
    kiosk_id: Option<String>,
    given_at: i64,
    received_at: i64,
    clock_skew_ms: Option<i64>,
    channel: String,
    stance: i64,
    theme: Option<String>,
    variant: Option<String>,
    text: Option<String>,
    answers: String,
    anchor_x_m: Option<f64>,
    anchor_y_m: Option<f64>,
    anchor_z_m: Option<f64>,
    normal_x: Option<f64>,
    normal_y: Option<f64>,
    normal_z: Option<f64>,
    node: Option<String>,
    anchor_variant: Option<String>,
    anchor_revision: Option<String>,
    longitude_deg: Option<f64>,
    latitude_deg: Option<f64>,
    height_m: Option<f64>,
    easting_m: Option<f64>,
    northing_m: Option<f64>,
    view_pose: Option<String>,
    made_up: i64,
}

fn point(x: Option<f64>, y: Option<f64>, z: Option<f64>) -> Option<[f64; 3]> {
    Some([x?, y?, z?])
}

impl Row {
    fn anchor(&self) -> Result<Option<Anchor>, StoreError> {
        let position = point(self.anchor_x_m, self.anchor_y_m, self.anchor_z_m);
        let normal = point(self.normal_x, self.normal_y, self.normal_z);
        let geo = point(self.longitude_deg, self.latitude_deg, self.height_m);
        let (Some(position_m), Some(normal), Some(geo)) = (position, normal, geo) else {
            return Ok(None);
        };
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Ok(Some(Anchor {
            position_m,
            normal,
            node: text(&self.node),
            variant: parse("variant", &text(&self.anchor_variant))?,
            revision: parse("revision", &text(&self.anchor_revision))?,
            geo: GeoPoint { longitude_deg: geo[0], latitude_deg: geo[1], height_m: geo[2] },
        }))
    }

    fn into_domain(self) -> Result<StoredOpinion, StoreError> {
        Ok(StoredOpinion {
            id: parse("opinion's id", &self.id)?,
            consultation: parse("consultation's id", &self.consultation_id)?,
            revision: parse_some("revision", self.revision.as_ref())?,
            visit: parse_some("visit's id", self.visit_id.as_ref())?,
            kiosk: parse_some("kiosk's id", self.kiosk_id.as_ref())?,
            given_at: instant(self.given_at)?,
            received_at: instant(self.received_at)?,
            clock_skew_ms: self.clock_skew_ms,
            channel: named("channel", &self.channel)?,
            stance: self.stance.try_into().map_err(super::values::unreadable("stance"))?,
            theme: parse_some("theme", self.theme.as_ref())?,
            variant: parse_some("variant", self.variant.as_ref())?,
            anchor: self.anchor()?,
            on_grid_m: self.easting_m.zip(self.northing_m).map(|(easting, northing)| [easting, northing]),
            view: self.view_pose.as_deref().map(|view| from_json("view", view)).transpose()?,
            answers: from_json("list of answers", &self.answers)?,
            text: self.text,
            made_up: self.made_up != 0,
        })
    }
}

/// Where a page of a list ends: give it back to read on.
pub type After = Option<(Timestamp, OpinionId)>;

/// Up to `limit` opinions of a consultation in order of reception, after the last one of the page before.
///
/// # Errors
/// When the database cannot do it.
pub async fn page(
    db: &mut Db,
    consultation: ConsultationId,
    after: After,
    limit: i64,
) -> Result<Vec<StoredOpinion>, StoreError> {
    let (received_at, id) = after.map_or((i64::MIN, String::new()), |(at, id)| (millis(at), id.to_string()));
    let rows: Vec<Row> = sqlx::query_as(
        "select id, consultation_id, revision, visit_id, kiosk_id, given_at, received_at, clock_skew_ms, channel, stance,
                theme, variant, text, answers, anchor_x_m, anchor_y_m, anchor_z_m, normal_x, normal_y, normal_z,
                node, anchor_variant, anchor_revision, longitude_deg, latitude_deg, height_m, easting_m, northing_m,
                view_pose, made_up
         from opinion where consultation_id = $1 and (received_at, id) > ($2, $3)
         order by received_at, id limit $4",
    )
    .bind(consultation.to_string())
    .bind(received_at)
    .bind(id)
    .bind(limit)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Row::into_domain).collect()
}

/// Up to `limit` opinions of a consultation, the one received last first.
///
/// # Errors
/// When the database cannot do it.
pub async fn latest(
    db: &mut Db,
    consultation: ConsultationId,
    limit: i64,
    offset: i64,
) -> Result<Vec<StoredOpinion>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select id, consultation_id, revision, visit_id, kiosk_id, given_at, received_at, clock_skew_ms, channel, stance,
                theme, variant, text, answers, anchor_x_m, anchor_y_m, anchor_z_m, normal_x, normal_y, normal_z,
                node, anchor_variant, anchor_revision, longitude_deg, latitude_deg, height_m, easting_m, northing_m,
                view_pose, made_up
         from opinion where consultation_id = $1 order by received_at desc, id desc limit $2 offset $3",
    )
    .bind(consultation.to_string())
    .bind(limit)
    .bind(offset)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Row::into_domain).collect()
}

/// The opinion of that id.
///
/// # Errors
/// When the database cannot do it.
pub async fn find(db: &mut Db, id: OpinionId) -> Result<Option<StoredOpinion>, StoreError> {
    let row: Option<Row> = sqlx::query_as(
        "select id, consultation_id, revision, visit_id, kiosk_id, given_at, received_at, clock_skew_ms, channel, stance,
                theme, variant, text, answers, anchor_x_m, anchor_y_m, anchor_z_m, normal_x, normal_y, normal_z,
                node, anchor_variant, anchor_revision, longitude_deg, latitude_deg, height_m, easting_m, northing_m,
                view_pose, made_up
         from opinion where id = $1",
    )
    .bind(id.to_string())
    .fetch_optional(db)
    .await?;
    row.map(Row::into_domain).transpose()
}

/// When the opinion of that receipt was received; none where there is none. It tells nothing else of it.
///
/// # Errors
/// When the database cannot do it.
pub async fn received_at(db: &mut Db, receipt: &Receipt) -> Result<Option<Timestamp>, StoreError> {
    let row: Option<(i64,)> = sqlx::query_as("select received_at from opinion where receipt_hash = $1")
        .bind(receipt_hash(receipt).to_string())
        .fetch_optional(db)
        .await?;
    row.map(|(at,)| instant(at)).transpose()
}

/// How many opinions a consultation has received.
///
/// # Errors
/// When the database cannot do it.
pub async fn count(db: &mut Db, consultation: ConsultationId) -> Result<u64, StoreError> {
    let (opinions,): (i64,) = sqlx::query_as("select count(*) from opinion where consultation_id = $1")
        .bind(consultation.to_string())
        .fetch_one(db)
        .await?;
    super::values::count("count", opinions)
}
