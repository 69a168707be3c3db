//! Models: every upload is kept as received, with what its conversion came to. The current model of a variant is the
//! last one that was accepted.

pub mod reading;
pub mod report;

use belvedere_domain::exhibit::{Blob, Counts, PlanView};
use belvedere_domain::id::{Key, ModelId, SceneId};
use belvedere_domain::placement::Placement;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;

use self::report::ImportReport;
use super::audit::{self, Actor};
use super::values::{Measure, count, from_json, instant, json, millis, name_of, named, parse};
use super::{Db, StoreError};

/// One uploaded model.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// Its id.
    pub id: ModelId,
    /// The scene that it shows.
    pub scene: SceneId,
    /// The variant that it shows.
    pub variant: Key,
    /// The file's name at the planner's, for people only.
    pub file_name: String,
    /// The file as received.
    pub upload: Blob,
    /// When it was received.
    pub received_at: Timestamp,
    /// Where it stands.
    pub state: ModelState,
    /// What the conversion has to say, as JSON; none before its end.
    pub findings: Option<String>,
    /// The files made of it; present when accepted.
    pub files: Option<ModelFiles>,
    /// What was taken off the source's coordinates (metres, Y up); present when accepted.
    pub offset_m: Option<[f64; 3]>,
    /// The placement that its real-world coordinates propose; none for a model in coordinates of its own, or in its scene's.
    pub proposal: Option<Placement>,
    /// The figures of its conversion; none before its end, when refused, and for models of older servers.
    pub report: Option<ImportReport>,
}

impl Model {
    /// A model that has just come, before its conversion.
    pub fn received(
        id: ModelId,
        scene: SceneId,
        variant: Key,
        file_name: String,
        upload: Blob,
        received_at: Timestamp,
    ) -> Self {
        Self {
            id,
            scene,
            variant,
            file_name,
            upload,
            received_at,
            state: ModelState::Received,
            findings: None,
            files: None,
            offset_m: None,
            proposal: None,
            report: None,
        }
    }
}

/// Where a model stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ModelState {
    /// Kept, and not converted yet; after a crash, never: it can be uploaded again.
    Received,
    /// Converted.
    Accepted,
    /// Not usable; the findings say why.
    Refused,
}

/// The files that a conversion made, and what they cost to draw.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModelFiles {
    /// What is seen.
    pub visual: Blob,
    /// What is walked on.
    pub collision: Blob,
    /// The view from above.
    pub plan: PlanView,
    /// What it costs to draw.
    pub counts: Counts,
}

/// What a conversion came to.
#[derive(Clone, Debug)]
pub struct Conversion {
    /// What it has to say, as JSON.
    pub findings: String,
    /// The files and the offset; none when refused.
    pub made: Option<(ModelFiles, [f64; 3])>,
    /// The placement that the model proposes.
    pub proposal: Option<Placement>,
    /// Its figures; none when refused.
    pub report: Option<ImportReport>,
}

/// Keeps an upload, not converted yet.
///
/// # Errors
/// When its scene is not there, or the database cannot do it.
pub async fn receive(db: &mut Db, model: &Model, by: Actor) -> Result<(), StoreError> {
    sqlx::query(
        "insert into model (id, scene_id, variant, file_name, upload_hash, upload_bytes, received_at, received_by, state)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(model.id.to_string())
    .bind(model.scene.to_string())
    .bind(model.variant.as_str())
    .bind(&model.file_name)
    .bind(model.upload.hash.to_string())
    .bind(model.upload.bytes as i64)
    .bind(millis(model.received_at))
    .bind(by.to_string())
    .bind(name_of("model's state", &ModelState::Received)?)
    .execute(&mut *db)
    .await?;
    let details = format!("{} {}", model.variant, model.upload.hash);
    audit::append(db, model.received_at, by, "model.receive", &model.id.to_string(), &details).await
}

/// Notes what the conversion came to. Once only: a second time changes nothing.
///
/// # Errors
/// When the database cannot do it.
pub async fn convert(db: &mut Db, id: ModelId, made: &Conversion, now: Timestamp, by: Actor) -> Result<(), StoreError> {
    let state = if made.made.is_some() { ModelState::Accepted } else { ModelState::Refused };
    let files = made.made.as_ref().map(|(files, _)| json("list of files", files)).transpose()?;
    let offset = made.made.as_ref().map(|(_, offset)| *offset);
    let done = sqlx::query(
        "update model set state = $1, converted_at = $2, findings = $3, files = $4,
                          offset_x_m = $5, offset_y_m = $6, offset_z_m = $7, proposal = $8, report = $9
         where id = $10 and converted_at is null",
    )
    .bind(name_of("model's state", &state)?)
    .bind(millis(now))
    .bind(&made.findings)
    .bind(files)
    .bind(Measure(offset.map(|offset| offset[0])))
    .bind(Measure(offset.map(|offset| offset[1])))
    .bind(Measure(offset.map(|offset| offset[2])))
    .bind(made.proposal.as_ref().map(|proposal| json("placement", proposal)).transpose()?)
    .bind(made.report.as_ref().map(|report| json("import report", report)).transpose()?)
    .bind(id.to_string())
    .execute(&mut *db)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(());
    }
    audit::append(db, now, by, "model.convert", &id.to_string(), &name_of("model's state", &state)?).await
}

#[derive(FromRow)]
struct Row {
    id: String,
    scene_id: String,
    variant: String,
    file_name: String,
    upload_hash: String,
    upload_bytes: i64,
    received_at: i64,
    state: String,
    findings: Option<String>,
    files: Option<String>,
    offset_x_m: Option<f64>,
    offset_y_m: Option<f64>,
    offset_z_m: Option<f64>,
    proposal: Option<String>,
    report: Option<String>,
}

impl Row {
    fn into_domain(self) -> Result<Model, StoreError> {
        let offset_m = match (self.offset_x_m, self.offset_y_m, self.offset_z_m) {
            (Some(x), Some(y), Some(z)) => Some([x, y, z]),
            _ => None,
        };
        Ok(Model {
            id: parse("model's id", &self.id)?,
            scene: parse("scene's id", &self.scene_id)?,
            variant: parse("variant", &self.variant)?,
            file_name: self.file_name,
            upload: Blob { hash: parse("hash", &self.upload_hash)?, bytes: count("length", self.upload_bytes)? },
            received_at: instant(self.received_at)?,
            state: named("model's state", &self.state)?,
            findings: self.findings,
            files: self.files.as_deref().map(|files| from_json("list of files", files)).transpose()?,
            offset_m,
            proposal: self.proposal.as_deref().map(|proposal| from_json("placement", proposal)).transpose()?,
            report: self.report.as_deref().map(|report| from_json("import report", report)).transpose()?,
        })
    }
}

/// The model of that id.
///
/// # Errors
/// When the database cannot do it.
pub async fn find(db: &mut Db, id: ModelId) -> Result<Option<Model>, StoreError> {
    let row: Option<Row> = sqlx::query_as(
        "select id, scene_id, variant, file_name, upload_hash, upload_bytes, received_at, state, findings, files,
                offset_x_m, offset_y_m, offset_z_m, proposal, report
         from model where id = $1",
    )
    .bind(id.to_string())
    .fetch_optional(db)
    .await?;
    row.map(Row::into_domain).transpose()
}

/// The models of a scene, the latest first.
///
/// # Errors
/// When the database cannot do it.
pub async fn of_scene(db: &mut Db, scene: SceneId) -> Result<Vec<Model>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select id, scene_id, variant, file_name, upload_hash, upload_bytes, received_at, state, findings, files,
                offset_x_m, offset_y_m, offset_z_m, proposal, report
         from model where scene_id = $1 order by received_at desc, id desc",
    )
    .bind(scene.to_string())
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Row::into_domain).collect()
}

/// The current model of a variant: the last one accepted.
///
/// # Errors
/// When the database cannot do it.
pub async fn current(db: &mut Db, scene: SceneId, variant: &Key) -> Result<Option<Model>, StoreError> {
    let row: Option<Row> = sqlx::query_as(
        "select id, scene_id, variant, file_name, upload_hash, upload_bytes, received_at, state, findings, files,
                offset_x_m, offset_y_m, offset_z_m, proposal, report
         from model where scene_id = $1 and variant = $2 and state = 'accepted'
         order by received_at desc, id desc limit 1",
    )
    .bind(scene.to_string())
    .bind(variant.as_str())
    .fetch_optional(db)
    .await?;
    row.map(Row::into_domain).transpose()
}
