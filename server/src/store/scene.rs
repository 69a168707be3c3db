//! Scenes: what is walked through. Texts and placement keep their revisions, each for itself: a change appends the scene as it
//! then is, with its author, after the scene as it was.

use belvedere_domain::id::{ConsultationId, SceneId};
use belvedere_domain::placement::Placement;
use belvedere_domain::scene::Scene;
use belvedere_domain::tour::{Bounds, Edit, TourError};
use jiff::Timestamp;
use sqlx::FromRow;

use super::audit::{self, Actor};
use super::values::{from_json, json, millis, name_of, named, parse};
use super::{Db, StoreError};

#[derive(FromRow)]
struct Row {
    id: String,
    consultation_id: String,
    variants: String,
    viewpoints: String,
    spawn: String,
    crs: String,
    easting_m: f64,
    northing_m: f64,
    height_m: f64,
    heading_deg: f64,
    scale: f64,
    up_axis: String,
    method: String,
    accuracy_m: f64,
}

impl Row {
    fn into_domain(self) -> Result<Scene, StoreError> {
        Ok(Scene {
            id: parse("scene's id", &self.id)?,
            consultation: parse("consultation's id", &self.consultation_id)?,
            placement: Placement {
                crs: parse("coordinate reference system", &self.crs)?,
                easting_m: self.easting_m,
                northing_m: self.northing_m,
                height_m: self.height_m,
                heading_deg: self.heading_deg,
                scale: self.scale,
                up_axis: named("up axis", &self.up_axis)?,
                method: named("method of placement", &self.method)?,
                accuracy_m: self.accuracy_m,
            },
            variants: from_json("list of variants", &self.variants)?,
            viewpoints: from_json("list of viewpoints", &self.viewpoints)?,
            spawn: from_json("spawn", &self.spawn)?,
        })
    }
}

/// Adds the scene, or revisions of its texts and of its placement where they changed. Says whether anything changed.
///
/// # Errors
/// When its consultation is not there, or the database cannot do it.
pub async fn put(db: &mut Db, scene: &Scene, now: Timestamp, by: Actor) -> Result<bool, StoreError> {
    let before = find(db, scene.id).await?;
    if before.as_ref() == Some(scene) {
        return Ok(false);
    }
    let id = scene.id.to_string();
    sqlx::query("insert into scene (id, consultation_id, created_at) values ($1, $2, $3) on conflict (id) do nothing")
        .bind(&id)
        .bind(scene.consultation.to_string())
        .bind(millis(now))
        .execute(&mut *db)
        .await?;
    if before.as_ref().map(|scene| &scene.placement) != Some(&scene.placement) {
        append_placement(db, scene, now, by).await?;
        audit::append(db, now, by, "placement.put", &id, &json("placement", &scene.placement)?).await?;
    }
    let texts = |scene: &Scene| (scene.variants.clone(), scene.viewpoints.clone(), scene.spawn);
    if before.as_ref().map(texts) != Some(texts(scene)) {
        append_texts(db, scene, now, by).await?;
        audit::append(db, now, by, "scene.put", &id, "").await?;
    }
    Ok(true)
}

/// A change could not be made.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// There is no such scene.
    #[error("there is no scene {0}")]
    NoScene(SceneId),
    /// The change cannot be.
    #[error(transparent)]
    Tour(#[from] TourError),
    /// The database cannot do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes a change to the scene as it is now, and appends what comes of it. The log gets the change and the number of the new
/// revision; the one before holds what was. A change that changes nothing leaves no trace.
///
/// # Errors
/// [`EditError`]; nothing is changed then.
pub async fn edit(
    db: &mut Db,
    id: SceneId,
    edit: &Edit,
    bounds: Option<&Bounds>,
    now: Timestamp,
    by: Actor,
) -> Result<(), EditError> {
    // The row's lock: of two people who edit at once, the second finds what the first one made.
    sqlx::query("update scene set created_at = created_at where id = $1")
        .bind(id.to_string())
        .execute(&mut *db)
        .await
        .map_err(StoreError::from)?;
    let before = find(db, id).await?.ok_or(EditError::NoScene(id))?;
    let after = edit.apply(&before, bounds)?;
    if after == before {
        return Ok(());
    }
    let revision = append_texts(db, &after, now, by).await?;
    let details = json("change of a scene", &serde_json::json!({ "revision": revision, "change": edit }))?;
    Ok(audit::append(db, now, by, edit.action(), &id.to_string(), &details).await?)
}

/// Appends the scene's texts; gives the revision's number.
async fn append_texts(db: &mut Db, scene: &Scene, now: Timestamp, by: Actor) -> Result<i64, StoreError> {
    let (revision,) = sqlx::query_as(
        "insert into scene_revision (scene_id, revision, variants, viewpoints, spawn, made_at, made_by)
         select $1, coalesce(max(revision), 0) + 1, $2, $3, $4, $5, $6 from scene_revision where scene_id = $1
         returning revision",
    )
    .bind(scene.id.to_string())
    .bind(json("list of variants", &scene.variants)?)
    .bind(json("list of viewpoints", &scene.viewpoints)?)
    .bind(json("spawn", &scene.spawn)?)
    .bind(millis(now))
    .bind(by.to_string())
    .fetch_one(db)
    .await?;
    Ok(revision)
}

async fn append_placement(db: &mut Db, scene: &Scene, now: Timestamp, by: Actor) -> Result<(), StoreError> {
    let placement = &scene.placement;
    sqlx::query(
        "insert into placement (scene_id, revision, crs, easting_m, northing_m, height_m, heading_deg, scale,
                                up_axis, method, accuracy_m, made_at, made_by)
         select $1, coalesce(max(revision), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12
         from placement where scene_id = $1",
    )
    .bind(scene.id.to_string())
    .bind(placement.crs.to_string())
    .bind(placement.easting_m)
    .bind(placement.northing_m)
    .bind(placement.height_m)
    .bind(placement.heading_deg)
    .bind(placement.scale)
    .bind(name_of("up axis", &placement.up_axis)?)
    .bind(name_of("method of placement", &placement.method)?)
    .bind(placement.accuracy_m)
    .bind(millis(now))
    .bind(by.to_string())
    .execute(db)
    .await?;
    Ok(())
}

/// The scene of that id, as it is now.
///
/// # Errors
/// When the database cannot do it.
pub async fn find(db: &mut Db, id: SceneId) -> Result<Option<Scene>, StoreError> {
    let row: Option<Row> = sqlx::query_as(
        "select s.id, s.consultation_id, r.variants, r.viewpoints, r.spawn, p.crs, p.easting_m, p.northing_m,
                p.height_m, p.heading_deg, p.scale, p.up_axis, p.method, p.accuracy_m
         from scene s join scene_revision r on r.scene_id = s.id join placement p on p.scene_id = s.id
         where s.id = $1 order by r.revision desc, p.revision desc limit 1",
    )
    .bind(id.to_string())
    .fetch_optional(db)
    .await?;
    row.map(Row::into_domain).transpose()
}

/// The scenes of a consultation, as they are now, in order of creation.
///
/// # Errors
/// When the database cannot do it.
pub async fn of_consultation(db: &mut Db, consultation: ConsultationId) -> Result<Vec<Scene>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select s.id, s.consultation_id, r.variants, r.viewpoints, r.spawn, p.crs, p.easting_m, p.northing_m,
                p.height_m, p.heading_deg, p.scale, p.up_axis, p.method, p.accuracy_m
         from scene s join scene_revision r on r.scene_id = s.id join placement p on p.scene_id = s.id
         where s.consultation_id = $1
           and r.revision = (select max(revision) from scene_revision where scene_id = s.id)
           and p.revision = (select max(revision) from placement where scene_id = s.id)
         order by s.created_at, s.id",
    )
    .bind(consultation.to_string())
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Row::into_domain).collect()
}
