//! Takes a model in: keeps the upload as received, has it converted in a child process, keeps what was made of it.
//! For the upload page and the command line alike. It never reads the file's content itself.

use std::path::Path;

use belvedere_domain::exhibit::PlanView;
use belvedere_domain::id::{Key, ModelId, SceneId};
use belvedere_domain::placement::{Placement, PlacementMethod, UpAxis};
use jiff::Timestamp;
use tokio::sync::Semaphore;
use uuid::Uuid;

use crate::blobs::{BlobError, Blobs};
use crate::convert::{
    Axis, COLLISION_FILE, ConvertError, Converted, Finding, Outcome, PLAN_FILE, Request, Said, Stage, Sun, THUMB_FILES,
    VISUAL_FILE, convert_in_child,
};
use crate::store::audit::Actor;
use crate::store::model::reading::{self, Reading};
use crate::store::model::report::{ImportReport, Thumb, UnitAndAxis};
use crate::store::model::{self, Conversion, Model, ModelFiles};
use crate::store::{Store, StoreError, scene};

/// Conversions running at once: each may take two cores and 2 GiB.
static TURNS: Semaphore = Semaphore::const_new(1);
/// The largest view from the air that is kept, in bytes.
const THUMB_MAX_BYTES: u64 = 1 << 20;

/// The model could not be taken in, for a reason that is not in the file.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// There is no such scene.
    #[error("there is no scene {0}")]
    NoScene(SceneId),
    /// The scene has no such variant.
    #[error("the scene has no variant {0}")]
    NoVariant(Key),
    /// The database cannot do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The files cannot be kept.
    #[error(transparent)]
    Blobs(#[from] BlobError),
    /// The conversion could not run.
    #[error(transparent)]
    Convert(#[from] ConvertError),
    /// A folder or a file of the machine cannot be used.
    #[error("the conversion's files cannot be used: {0}")]
    Io(#[from] std::io::Error),
    /// What the conversion said cannot be written down.
    #[error("the findings cannot be kept: {0}")]
    Findings(#[from] serde_json::Error),
}

/// An upload and where it belongs.
pub struct Upload<'a> {
    /// The scene that it shows.
    pub scene: SceneId,
    /// The variant that it shows.
    pub variant: Key,
    /// The file's name at the planner's.
    pub file_name: &'a str,
    /// The file on this machine.
    pub path: &'a Path,
}

/// Keeps an upload as received; it is not converted yet.
///
/// # Errors
/// When the scene or the variant is not there, or it cannot be kept.
pub async fn receive(store: &Store, blobs: &Blobs, upload: Upload<'_>, by: Actor) -> Result<Model, ImportError> {
    receive_as(ModelId::from_uuid(Uuid::now_v7()), store, blobs, upload, by).await
}

/// The same, as the model of that id, which is not there yet.
///
/// # Errors
/// As [`receive`].
pub async fn receive_as(
    id: ModelId,
    store: &Store,
    blobs: &Blobs,
    upload: Upload<'_>,
    by: Actor,
) -> Result<Model, ImportError> {
    let found = scene::find(&mut *store.read().await?, upload.scene).await?;
    let found = found.ok_or(ImportError::NoScene(upload.scene))?;
    if found.variant(&upload.variant).is_none() {
        return Err(ImportError::NoVariant(upload.variant));
    }
    let blob = blobs.put_file(upload.path).await?;
    let name = upload.file_name.to_owned();
    keep(store, Model::received(id, upload.scene, upload.variant, name, blob, Timestamp::now()), by).await
}

/// Takes a model's upload in once more, for its conversion under another placement of its scene.
///
/// # Errors
/// When it cannot be kept.
pub async fn receive_again(store: &Store, model: &Model, by: Actor) -> Result<Model, ImportError> {
    let (id, Model { scene, variant, file_name, upload, .. }) = (ModelId::from_uuid(Uuid::now_v7()), model.clone());
    keep(store, Model::received(id, scene, variant, file_name, upload, Timestamp::now()), by).await
}

async fn keep(store: &Store, received: Model, by: Actor) -> Result<Model, ImportError> {
    let mut tx = store.write().await?;
    model::receive(&mut tx, &received, by).await?;
    tx.commit().await.map_err(StoreError::from)?;
    Ok(received)
}

/// Converts a model that was received, and keeps the outcome. Conversions wait for their turn.
///
/// What is `said` of its unit and axis wins, then what the scene's placement says of them, then what the file tells. Its
/// scene's placement is always the one of the store.
///
/// # Errors
/// When the conversion cannot run or its outcome cannot be kept; the model then stays "received". A file that is broken
/// or hostile is no error: the outcome says so.
pub async fn convert(
    store: &Store,
    blobs: &Blobs,
    received: &Model,
    said: &Said,
    progress: impl FnMut(u8, Stage),
    by: Actor,
) -> Result<Outcome, ImportError> {
    // The semaphore is never closed.
    let _turn = TURNS.acquire().await;
    let found = scene::find(&mut *store.read().await?, received.scene).await?;
    let placement = found.ok_or(ImportError::NoScene(received.scene))?.placement;
    let folder = tempfile::tempdir()?;
    let input = folder.path().join("upload");
    blobs.copy_to(received.upload.hash, &input).await?;
    let said = with_scene(said, placement.clone());
    let out_dir = folder.path().join("made");
    std::fs::create_dir(&out_dir)?;
    let sun = Sun::default();
    let request = Request { input, out_dir: out_dir.clone(), said, sun, progress };
    let outcome = convert_in_child(&std::env::current_exe()?, request).await?;
    let made = match &outcome {
        Outcome::Accepted(converted) => accepted(blobs, converted, &out_dir).await?,
        Outcome::Refused(findings) => {
            Conversion { findings: written(findings)?, made: None, proposal: None, report: None }
        }
    };
    let mut tx = store.write().await?;
    model::convert(&mut tx, received.id, &made, Timestamp::now(), by).await?;
    if let Outcome::Accepted(converted) = &outcome {
        reading::put(&mut tx, received.id, &reading_of(converted, placement)).await?;
    }
    tx.commit().await.map_err(StoreError::from)?;
    Ok(outcome)
}

/// A placement that somebody gave with another scale than 1 or another axis than Y says so of every model of its scene. 1 and Y
/// are what every scene begins with, and what was read from one file says nothing of the next: these leave it open.
fn with_scene(said: &Said, placement: Placement) -> Said {
    let scale = said.scale.or(placement.given_scale());
    let is_given = placement.method != PlacementMethod::Detected && placement.up_axis == UpAxis::Z;
    Said { scale, up_axis: said.up_axis.or(is_given.then_some(Axis::Z)), placement: Some(placement) }
}

/// How a model was read whose scene lies by `placement`.
fn reading_of(converted: &Converted, placement: Placement) -> Reading {
    let read_as = &converted.read_as;
    let in_scene = converted.findings.iter().any(|finding| finding.code == "coordinates-in-scene");
    let frame = read_as.proposal.clone().or(in_scene.then_some(placement));
    Reading { scale: read_as.scale, up_axis: read_as.up_axis.into(), frame }
}

fn written(findings: &[Finding]) -> Result<String, serde_json::Error> {
    serde_json::to_string(findings)
}

async fn accepted(blobs: &Blobs, converted: &Converted, made: &Path) -> Result<Conversion, ImportError> {
    let extent = converted.plan;
    let plan = PlanView {
        image: blobs.put_file(&made.join(PLAN_FILE)).await?,
        bounds: extent.bounds,
        width_px: extent.width_px,
        height_px: extent.height_px,
    };
    let files = ModelFiles {
        visual: blobs.put_file(&made.join(VISUAL_FILE)).await?,
        collision: blobs.put_file(&made.join(COLLISION_FILE)).await?,
        plan,
        counts: converted.counts.into(),
    };
    let proposal = converted.read_as.proposal.clone();
    let report = Some(reported(blobs, converted, made).await?);
    Ok(Conversion {
        findings: written(&converted.findings)?,
        made: Some((files, converted.offset_m)),
        proposal,
        report,
    })
}

async fn reported(blobs: &Blobs, converted: &Converted, made: &Path) -> Result<ImportReport, ImportError> {
    let mut thumbs = Vec::new();
    for name in THUMB_FILES {
        let path = made.join(name);
        let bytes = std::fs::metadata(&path)?.len();
        // One that would have taken too long is empty; ours are a tenth of that.
        if (1..=THUMB_MAX_BYTES).contains(&bytes) {
            thumbs.push(Thumb { name: name.to_owned(), image: blobs.put_file(&path).await? });
        }
    }
    let read_as = &converted.read_as;
    Ok(ImportReport {
        source: converted.source,
        made: converted.counts,
        layers: converted.layers.clone(),
        box_m: Some([converted.bounds_min_m, converted.bounds_max_m]),
        read_as: Some(UnitAndAxis { scale: read_as.scale, up_axis: read_as.up_axis }),
        thumbs,
    })
}
