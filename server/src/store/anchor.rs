//! Anchors as they stand: as the resident gave them, then as each newer exhibit left them. Appended, never changed; the
//! opinion's own anchor stays in its row.

pub mod table;

use belvedere_domain::anchor::Fate;
use belvedere_domain::hash::ContentHash;
use belvedere_domain::id::{ConsultationId, Key, OpinionId, SceneId};
use jiff::Timestamp;
use sqlx::FromRow;

use super::audit::Actor;
use super::values::{Measure, count, instant, millis, named, parse};
use super::{Db, StoreError};

/// A place on a surface, in the scene frame of an exhibit.
#[derive(Clone, Debug, PartialEq)]
pub struct OnSurface {
    /// The point (m).
    pub position_m: [f64; 3],
    /// The surface's normal there.
    pub normal: [f64; 3],
    /// The name of the node.
    pub node: String,
}

/// An anchor as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// Whose it is.
    pub opinion: OpinionId,
    /// The variant that it is in.
    pub variant: Key,
    /// The exhibit in which it stands so.
    pub exhibit: ContentHash,
    /// Whether that exhibit is known to be of the scene: it may have been published by another server.
    pub is_of_scene: bool,
    /// Where it is, or where it last was on something.
    pub place: OnSurface,
    /// What became of it last; none while it is as it was given.
    pub fate: Option<Fate>,
}

/// What became of an anchor on one exhibit.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// Whose it is.
    pub opinion: OpinionId,
    /// The exhibit.
    pub exhibit: ContentHash,
    /// What became of it.
    pub fate: Fate,
    /// Where it is from now on; for an orphan, where it was.
    pub place: OnSurface,
    /// How far it moved (m); none for an orphan.
    pub distance_m: Option<f64>,
    /// When that was found.
    pub made_at: Timestamp,
}

/// The join of an opinion `o` with what became of its anchor last, `r`.
macro_rules! as_it_stands {
    () => {
        " join anchor_revision r on r.opinion_id = o.id
               and r.revision = (select max(revision) from anchor_revision where opinion_id = o.id) "
    };
}
use as_it_stands;

#[derive(FromRow)]
struct StandingRow {
    id: String,
    anchor_variant: Option<String>,
    anchor_revision: Option<String>,
    scene_id: Option<String>,
    anchor_x_m: f64,
    anchor_y_m: f64,
    anchor_z_m: f64,
    given_normal_x: f64,
    given_normal_y: f64,
    given_normal_z: f64,
    given_node: Option<String>,
    exhibit_revision: Option<String>,
    fate: Option<String>,
    x_m: Option<f64>,
    y_m: Option<f64>,
    z_m: Option<f64>,
    normal_x: Option<f64>,
    normal_y: Option<f64>,
    normal_z: Option<f64>,
    node: Option<String>,
}

impl StandingRow {
    fn into_domain(self) -> Result<Standing, StoreError> {
        let text = |text: Option<String>| text.unwrap_or_default();
        let given = OnSurface {
            position_m: [self.anchor_x_m, self.anchor_y_m, self.anchor_z_m],
            normal: [self.given_normal_x, self.given_normal_y, self.given_normal_z],
            node: text(self.given_node),
        };
        let later = match (self.x_m, self.y_m, self.z_m, self.normal_x, self.normal_y, self.normal_z, self.node) {
            (Some(x), Some(y), Some(z), Some(a), Some(b), Some(c), Some(node)) => {
                Some(OnSurface { position_m: [x, y, z], normal: [a, b, c], node })
            }
            _ => None,
        };
        let exhibit = self.exhibit_revision.or(self.anchor_revision);
        Ok(Standing {
            opinion: parse("opinion's id", &self.id)?,
            variant: parse("variant", &text(self.anchor_variant))?,
            exhibit: parse("revision", &text(exhibit))?,
            is_of_scene: self.scene_id.is_some(),
            place: later.unwrap_or(given),
            fate: self.fate.as_deref().map(|fate| named("fate of an anchor", fate)).transpose()?,
        })
    }
}

/// The anchors of a consultation's opinions that are, or may be, in that scene, as they stand, in order of reception.
///
/// # Errors
/// When the database cannot do it.
pub async fn standing(db: &mut Db, consultation: ConsultationId, scene: SceneId) -> Result<Vec<Standing>, StoreError> {
    let rows: Vec<StandingRow> = sqlx::query_as(concat!(
        "select o.id, o.anchor_variant, o.anchor_revision, e.scene_id, o.anchor_x_m, o.anchor_y_m, o.anchor_z_m,
                o.normal_x as given_normal_x, o.normal_y as given_normal_y, o.normal_z as given_normal_z,
                o.node as given_node, r.exhibit_revision, r.fate, r.x_m, r.y_m, r.z_m, r.normal_x, r.normal_y,
                r.normal_z, r.node
         from opinion o
         left join exhibit e on e.revision = o.anchor_revision
         left",
        as_it_stands!(),
        "where o.consultation_id = $1 and (e.scene_id is null or e.scene_id = $2)
           and o.anchor_x_m is not null and o.anchor_y_m is not null and o.anchor_z_m is not null
           and o.normal_x is not null and o.normal_y is not null and o.normal_z is not null
         order by o.received_at, o.id"
    ))
    .bind(consultation.to_string())
    .bind(scene.to_string())
    .fetch_all(db)
    .await?;
    rows.into_iter().map(StandingRow::into_domain).collect()
}

/// Appends what became of an anchor. Found out twice for one exhibit, it is kept once.
///
/// # Errors
/// When the opinion or the exhibit is not there, or the database cannot do it.
pub async fn append(db: &mut Db, made: &Revision, by: Actor) -> Result<(), StoreError> {
    let [x, y, z] = made.place.position_m;
    let [normal_x, normal_y, normal_z] = made.place.normal;
    sqlx::query(
        "insert into anchor_revision (opinion_id, revision, exhibit_revision, fate, x_m, y_m, z_m,
                                      normal_x, normal_y, normal_z, node, distance_m, made_at, made_by)
         select $1, coalesce(max(revision), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13
         from anchor_revision where opinion_id = $1
         on conflict do nothing",
    )
    .bind(made.opinion.to_string())
    .bind(made.exhibit.to_string())
    .bind(made.fate.as_str())
    .bind(x)
    .bind(y)
    .bind(z)
    .bind(normal_x)
    .bind(normal_y)
    .bind(normal_z)
    .bind(&made.place.node)
    .bind(Measure(made.distance_m))
    .bind(millis(made.made_at))
    .bind(by.to_string())
    .execute(db)
    .await?;
    Ok(())
}

#[derive(FromRow)]
struct RevisionRow {
    opinion_id: String,
    exhibit_revision: String,
    fate: String,
    x_m: f64,
    y_m: f64,
    z_m: f64,
    normal_x: f64,
    normal_y: f64,
    normal_z: f64,
    node: String,
    distance_m: Option<f64>,
    made_at: i64,
}

/// What became of the anchor of one opinion, the first first.
///
/// # Errors
/// When the database cannot do it.
pub async fn history(db: &mut Db, opinion: OpinionId) -> Result<Vec<Revision>, StoreError> {
    let rows: Vec<RevisionRow> = sqlx::query_as(
        "select opinion_id, exhibit_revision, fate, x_m, y_m, z_m, normal_x, normal_y, normal_z, node, distance_m, made_at
         from anchor_revision where opinion_id = $1 order by revision",
    )
    .bind(opinion.to_string())
    .fetch_all(db)
    .await?;
    let read = |row: RevisionRow| {
        Ok(Revision {
            opinion: parse("opinion's id", &row.opinion_id)?,
            exhibit: parse("revision", &row.exhibit_revision)?,
            fate: named("fate of an anchor", &row.fate)?,
            place: OnSurface {
                position_m: [row.x_m, row.y_m, row.z_m],
                normal: [row.normal_x, row.normal_y, row.normal_z],
                node: row.node,
            },
            distance_m: row.distance_m,
            made_at: instant(row.made_at)?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// How many anchors there are of each fate as they stand, and how many are as they were given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// As given: their model was not changed since.
    pub given: u64,
    /// By fate, in the order of [`Fate::ALL`].
    pub fates: [u64; 3],
}

/// Counts a consultation's anchors as they stand.
///
/// # Errors
/// When the database cannot do it.
pub async fn tally(db: &mut Db, consultation: ConsultationId) -> Result<Tally, StoreError> {
    let rows: Vec<(Option<String>, i64)> = sqlx::query_as(concat!(
        "select r.fate, count(*) from opinion o left",
        as_it_stands!(),
        "where o.consultation_id = $1 and o.anchor_x_m is not null group by r.fate"
    ))
    .bind(consultation.to_string())
    .fetch_all(db)
    .await?;
    let mut tally = Tally::default();
    for (fate, anchors) in rows {
        let anchors = count("count", anchors)?;
        match fate {
            Some(fate) => tally.fates[named::<Fate>("fate of an anchor", &fate)? as usize] = anchors,
            None => tally.given = anchors,
        }
    }
    Ok(tally)
}
