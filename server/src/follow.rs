//! Follows anchors to newer models: once an exhibit is published, each anchor that was set on another model of its variant is
//! kept, moved or orphaned by the rule of [`Fate::of`], and what became of it is appended. It can be run at any time: anchors
//! that stand in the current exhibit already, or on a model that did not change, are left alone.

mod places;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Mutex;

use belvedere_domain::anchor::Fate;
use belvedere_domain::exhibit::{Blob, Manifest, ManifestError};
use belvedere_domain::hash::ContentHash;
use belvedere_domain::id::SceneId;
use jiff::Timestamp;
use serde_json::Value;
use tokio::sync::Semaphore;

use self::places::Exhibits;
use crate::blobs::{BlobError, Blobs};
use crate::convert::{ConvertError, Followed, Sought, follow_in_child};
use crate::state::AppState;
use crate::store::anchor::{self, OnSurface, Revision, Standing, Tally};
use crate::store::audit::{self, Actor};
use crate::store::{Store, StoreError, exhibit};

/// One at a time: a second one would find out the same.
static TURNS: Semaphore = Semaphore::const_new(1);
/// Scenes whose turn in the background has not come yet.
static WAITING: Mutex<BTreeSet<SceneId>> = Mutex::new(BTreeSet::new());

/// Anchors could not be followed. They are as they were; it can be tried again.
#[derive(Debug, thiserror::Error)]
pub enum FollowError {
    /// The database cannot do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A published file cannot be had.
    #[error(transparent)]
    Blobs(#[from] BlobError),
    /// The current manifest cannot be read.
    #[error(transparent)]
    Manifest(#[from] ManifestError),
    /// The child process cannot do it.
    #[error(transparent)]
    Convert(#[from] ConvertError),
    /// A folder or a file of the machine cannot be used.
    #[error("the files to follow anchors cannot be used: {0}")]
    Io(#[from] std::io::Error),
}

/// Follows the anchors of a scene to its current exhibit; says what became of those that were touched. `exe` is this program:
/// it reads the meshes in a process of its own.
///
/// # Errors
/// [`FollowError`].
pub async fn follow(
    store: &Store,
    blobs: &Blobs,
    exe: &Path,
    scene: SceneId,
    now: Timestamp,
    by: Actor,
) -> Result<Tally, FollowError> {
    // The semaphore is never closed.
    let _turn = TURNS.acquire().await;
    waiting().remove(&scene);
    let Some(current) = exhibit::current(&mut *store.read().await?, scene).await? else {
        return Ok(Tally::default());
    };
    let manifest = Manifest::from_bytes(&blobs.bytes(current.revision).await?)?;
    let standing = anchor::standing(&mut *store.read().await?, manifest.consultation.id, scene).await?;
    let mut exhibits = Exhibits::new(blobs, current.revision, &manifest);
    let (mut given, mut gone, mut by_mesh) = (0, Vec::new(), BTreeMap::<ContentHash, Vec<(Standing, Sought)>>::new());
    for one in standing {
        match exhibits.look(&one).await {
            places::Look::Same => given += 1,
            places::Look::Gone => gone.push(one),
            places::Look::On(mesh, sought) => by_mesh.entry(mesh).or_default().push((one, sought)),
        }
    }
    let mut made: Vec<Revision> = gone.into_iter().map(|one| orphan(one, current.revision, now)).collect();
    for (mesh, anchors) in by_mesh {
        let (standing, sought): (Vec<_>, Vec<_>) = anchors.into_iter().unzip();
        let found = on_mesh(blobs, exe, mesh, &sought).await?;
        made.extend(standing.into_iter().zip(found).map(|(one, found)| revision(one, found, current.revision, now)));
    }
    keep(store, scene, &made, now, by).await?;
    let mut tally = Tally { given, ..Tally::default() };
    made.iter().for_each(|one| tally.fates[one.fate as usize] += 1);
    Ok(tally)
}

/// Follows the anchors of a scene while the answer to a request goes out. What fails is logged; the next time makes up for it.
pub fn in_background(state: &AppState, scene: SceneId, by: Actor) {
    if !waiting().insert(scene) {
        return;
    }
    let state = state.clone();
    tokio::spawn(async move {
        let followed = match std::env::current_exe() {
            Ok(exe) => follow(&state.store, &state.blobs, &exe, scene, Timestamp::now(), by).await,
            Err(error) => Err(error.into()),
        };
        if let Err(error) = followed {
            tracing::error!(cause = crate::error::chain(&error), %scene, "anchors were not followed");
        }
    });
}

fn waiting() -> std::sync::MutexGuard<'static, BTreeSet<SceneId>> {
    // A set of ids is whole whoever panicked.
    WAITING.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// The scenes in which opinions of a batch were given on an exhibit that is no longer the current one, as kiosks without a
/// network for days send them.
///
/// # Errors
/// When the database cannot do it.
pub async fn late(store: &Store, items: &[Value]) -> Result<Vec<SceneId>, StoreError> {
    let revision = |item: &Value| item.get("anchor")?.get("revision")?.as_str()?.parse::<ContentHash>().ok();
    let revisions: BTreeSet<_> = items.iter().filter_map(revision).collect();
    let mut scenes = Vec::new();
    for revision in revisions {
        scenes.extend(exhibit::superseded(&mut *store.read().await?, revision).await?);
    }
    Ok(scenes)
}

async fn on_mesh(
    blobs: &Blobs,
    exe: &Path,
    mesh: ContentHash,
    sought: &[Sought],
) -> Result<Vec<Followed>, FollowError> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("collision.glb");
    blobs.copy_to(mesh, &file).await?;
    Ok(follow_in_child(exe, &file, sought).await?)
}

fn orphan(one: Standing, exhibit: ContentHash, made_at: Timestamp) -> Revision {
    Revision { opinion: one.opinion, exhibit, fate: Fate::Orphaned, place: one.place, distance_m: None, made_at }
}

fn revision(one: Standing, found: Followed, exhibit: ContentHash, made_at: Timestamp) -> Revision {
    let Some(spot) = found.spot else {
        return orphan(one, exhibit, made_at);
    };
    let place = OnSurface { position_m: spot.position_m, normal: spot.normal, node: spot.node };
    Revision { opinion: one.opinion, exhibit, fate: found.fate, place, distance_m: Some(spot.distance_m), made_at }
}

async fn keep(store: &Store, scene: SceneId, made: &[Revision], now: Timestamp, by: Actor) -> Result<(), StoreError> {
    if made.is_empty() {
        return Ok(());
    }
    let mut tx = store.write().await?;
    for one in made {
        anchor::append(&mut tx, one, by).await?;
    }
    let of = |fate: Fate| format!("{} {}", made.iter().filter(|one| one.fate == fate).count(), fate.as_str());
    audit::append(&mut tx, now, by, "anchor.follow", &scene.to_string(), &Fate::ALL.map(of).join(", ")).await?;
    Ok(tx.commit().await?)
}

/// The mesh of a variant in an exhibit.
fn mesh_of(manifest: &Manifest, variant: &belvedere_domain::id::Key) -> Option<Blob> {
    manifest.variants.iter().find(|files| files.variant.key == *variant).map(|files| files.collision)
}
