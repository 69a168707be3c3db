//! Scenes: what is walked through. Texts and placement keep their revisions, each for itself: a change appends the scene as it
//! then is, with its author, after the scene as it was. The placement's are in `placement`.

use belvedere_domain::id::{ConsultationId, SceneId};
use belvedere_domain::scene::Scene;
use belvedere_domain::tour::{Bounds, Edit, TourError};
use jiff::Timestamp;
use sqlx::FromRow;

use super::audit::{self, Actor};
use super::placement::{self, Figures};
use super::values::{from_json, json, millis, parse};
use super::{Db, StoreError};

#[derive(FromRow)]
struct Row {
    id: String,
    consultation_id: String,
    variants: String,
    viewpoints: String,
    spawn: String,
    #[sqlx(flatten)]
    placement: Figures,
}

impl Row {
    fn into_domain(self) -> Result<Scene, StoreError> {
        Ok(Scene {
            id: parse("scene's id", &self.id)?,
            consultation: parse("consultation's id", &self.consultation_id)?,
            placement: self.placement.into_domain()?,
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
        placement::append(db, scene.id, &scene.placement, None, now, by).await?;
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

/// The scene of that id, as it is now.
///
/// # Errors
/// When the database cannot do it.
pub async fn find(db: &mut Db, id: SceneId) -> Result<Option<Scene>, StoreError> {
    let row: Option<Row> = sqlx::query_as(
        "select s.id, s.consultation_id, r.variants, r.viewpoints, r.spawn, p.crs, p.easting_m, p.northing_m,
                p.height_m, p.height_reference, p.heading_deg, p.scale, p.up_axis, p.method, p.accuracy_m
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
                p.height_m, p.height_reference, p.heading_deg, p.scale, p.up_axis, p.method, p.accuracy_m
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
