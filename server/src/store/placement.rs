//! Placements of scenes: appended, never changed. The current one is a part of the [scene](super::scene).

use belvedere_domain::id::{ModelId, SceneId};
use belvedere_domain::placement::{HeightReference, Placement, TwoPoints};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::FromRow;

use super::audit::{self, Actor};
use super::values::{from_json, instant, json, millis, name_of, named, parse};
use super::{Db, StoreError};

/// A placement's columns.
#[derive(FromRow)]
pub(super) struct Figures {
    crs: String,
    easting_m: f64,
    northing_m: f64,
    height_m: f64,
    height_reference: Option<String>,
    heading_deg: f64,
    scale: f64,
    up_axis: String,
    method: String,
    accuracy_m: f64,
}

impl Figures {
    pub(super) fn into_domain(self) -> Result<Placement, StoreError> {
        let reference = self.height_reference.as_deref().map(|name| named("height reference", name));
        Ok(Placement {
            crs: parse("coordinate reference system", &self.crs)?,
            easting_m: self.easting_m,
            northing_m: self.northing_m,
            height_m: self.height_m,
            height_reference: reference.transpose()?.unwrap_or_default(),
            heading_deg: self.heading_deg,
            scale: self.scale,
            up_axis: named("up axis", &self.up_axis)?,
            method: named("method of placement", &self.method)?,
            accuracy_m: self.accuracy_m,
        })
    }
}

/// What a placement was found by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Evidence {
    /// Two points known in the scene and on Earth.
    TwoPoints {
        /// The points as they were given.
        points: TwoPoints,
        /// The way between them in the model, in metres as it was read.
        measured_m: f64,
        /// The way between their coordinates, in metres on the ground.
        given_m: f64,
    },
    /// The real-world coordinates of a model.
    Model {
        /// Which.
        model: ModelId,
        /// Its file's name at the planner's.
        file_name: String,
    },
}

/// One placement of a scene's history.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// Its number, from 1.
    pub number: i64,
    /// The placement.
    pub placement: Placement,
    /// What it was found by.
    pub evidence: Option<Evidence>,
    /// When it was given.
    pub made_at: Timestamp,
    /// Who gave it, as [`Actor`] writes it.
    pub made_by: String,
    /// The address of the member of staff who gave it; none for the server and its commands.
    pub email: Option<String>,
}

/// Appends a placement, and a line to the audit log that also holds what it was found by. History grows even where nothing
/// changed but who says it: ask first whether it differs.
///
/// # Errors
/// When the scene is not there, or the database cannot do it.
pub async fn append(
    db: &mut Db,
    scene: SceneId,
    placement: &Placement,
    evidence: Option<&Evidence>,
    now: Timestamp,
    by: Actor,
) -> Result<(), StoreError> {
    let reference = Some(placement.height_reference).filter(|reference| *reference != HeightReference::Unstated);
    sqlx::query(
        "insert into placement (scene_id, revision, crs, easting_m, northing_m, height_m, height_reference, heading_deg,
                                scale, up_axis, method, accuracy_m, evidence, made_at, made_by)
         select $1, coalesce(max(revision), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14
         from placement where scene_id = $1",
    )
    .bind(scene.to_string())
    .bind(placement.crs.to_string())
    .bind(placement.easting_m)
    .bind(placement.northing_m)
    .bind(placement.height_m)
    .bind(reference.map(|reference| name_of("height reference", &reference)).transpose()?)
    .bind(placement.heading_deg)
    .bind(placement.scale)
    .bind(name_of("up axis", &placement.up_axis)?)
    .bind(name_of("method of placement", &placement.method)?)
    .bind(placement.accuracy_m)
    .bind(evidence.map(|evidence| json("evidence", evidence)).transpose()?)
    .bind(millis(now))
    .bind(by.to_string())
    .execute(&mut *db)
    .await?;
    let details = match evidence {
        None => json("placement", placement)?,
        Some(evidence) => json("placement", &json!({"placement": placement, "evidence": evidence}))?,
    };
    audit::append(db, now, by, "placement.put", &scene.to_string(), &details).await
}

/// Every placement of a scene, the current one first.
///
/// # Errors
/// When the database cannot do it.
pub async fn history(db: &mut Db, scene: SceneId) -> Result<Vec<Revision>, StoreError> {
    #[derive(FromRow)]
    struct Row {
        revision: i64,
        made_at: i64,
        made_by: String,
        email: Option<String>,
        evidence: Option<String>,
        #[sqlx(flatten)]
        placement: Figures,
    }
    let rows: Vec<Row> = sqlx::query_as(
        "select p.revision, p.made_at, p.made_by, s.email, p.evidence, p.crs, p.easting_m, p.northing_m, p.height_m,
                p.height_reference, p.heading_deg, p.scale, p.up_axis, p.method, p.accuracy_m
         from placement p left join staff s on p.made_by = 'user:' || s.id
         where p.scene_id = $1 order by p.revision desc",
    )
    .bind(scene.to_string())
    .fetch_all(db)
    .await?;
    let revision = |row: Row| {
        Ok(Revision {
            number: row.revision,
            placement: row.placement.into_domain()?,
            evidence: row.evidence.as_deref().map(|evidence| from_json("evidence", evidence)).transpose()?,
            made_at: instant(row.made_at)?,
            made_by: row.made_by,
            email: row.email,
        })
    };
    rows.into_iter().map(revision).collect()
}
