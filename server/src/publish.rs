//! Publishing: makes the immutable exhibit out of a scene, its texts and its models as they are now.

use std::collections::BTreeMap;

use belvedere_domain::exhibit::{Manifest, VariantFiles};
use belvedere_domain::hash::ContentHash;
use belvedere_domain::id::{Key, SceneId};
use belvedere_domain::scene::{Scene, Variant};
use jiff::Timestamp;

use crate::blobs::{BlobError, Blobs};
use crate::store::audit::Actor;
use crate::store::exhibit::{Exhibit, ExhibitFile};
use crate::store::model::Model;
use crate::store::{Db, Store, StoreError, consultation, exhibit, model, scene, territory};

/// The exhibit cannot be published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// There is no such scene.
    #[error("there is no scene {0}")]
    NoScene(SceneId),
    /// Variants have no model that can be shown.
    #[error("the exhibit is not complete: no usable model for {}; import one for each, then publish again", list(.0))]
    NotComplete(Vec<Key>),
    /// The scene shows nothing.
    #[error("the scene has no variant: there is nothing to show")]
    NoVariant,
    /// The database cannot do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The manifest cannot be kept.
    #[error(transparent)]
    Blobs(#[from] BlobError),
    /// A number of the scene is not finite.
    #[error("the exhibit's manifest cannot be written: {0}")]
    Manifest(#[from] serde_json::Error),
}

fn list(keys: &[Key]) -> String {
    keys.iter().map(Key::as_str).collect::<Vec<_>>().join(", ")
}

/// Publishes the scene as it is now. With nothing changed since the last time, that exhibit stays, and is returned.
///
/// # Errors
/// [`PublishError`], each with a sentence that says what is missing.
pub async fn publish(
    store: &Store,
    blobs: &Blobs,
    scene: SceneId,
    now: Timestamp,
    by: Actor,
) -> Result<Exhibit, PublishError> {
    // In one transaction: two people who publish at once make two exhibits, one after the other.
    let mut tx = store.write().await?;
    let mut manifest = gather(&mut tx, scene).await?;
    // The content without the instant: what is compared with the last exhibit.
    let content = ContentHash::of(&manifest.to_bytes()?);
    if let Some(last) = exhibit::current(&mut tx, scene).await?.filter(|last| last.content == content) {
        return Ok(last);
    }
    manifest.published_at = now;
    let kept = blobs.put(manifest.to_bytes()?).await?;
    let made = Exhibit { revision: kept.hash, scene, content, manifest_bytes: kept.bytes, published_at: now };
    exhibit::publish(&mut tx, &made, &files(&manifest), by).await?;
    tx.commit().await.map_err(StoreError::from)?;
    Ok(made)
}

/// What kiosks may download, with what each file is.
fn files(manifest: &Manifest) -> Vec<ExhibitFile> {
    let of = |variant: &VariantFiles| {
        let model = |hash| ExhibitFile { hash, media_type: "model/gltf-binary" };
        let plan = ExhibitFile { hash: variant.plan.image.hash, media_type: "image/png" };
        [model(variant.visual.hash), model(variant.collision.hash), plan]
    };
    manifest.variants.iter().flat_map(of).collect()
}

async fn gather(db: &mut Db, id: SceneId) -> Result<Manifest, PublishError> {
    let found = scene::find(db, id).await?.ok_or(PublishError::NoScene(id))?;
    let consultation = consultation::find(db, found.consultation).await?.ok_or(PublishError::NoScene(id))?;
    let territory = territory::find(db, consultation.territory).await?.ok_or(PublishError::NoScene(id))?;
    let mut models = BTreeMap::new();
    for variant in &found.variants {
        if let Some(model) = model::current(db, id, &variant.key).await? {
            models.insert(variant.key.clone(), model);
        }
    }
    let variants = complete(&found, &models)?;
    let published_at = Timestamp::UNIX_EPOCH;
    Ok(Manifest { format: Manifest::FORMAT, published_at, territory, consultation, scene: found, variants })
}

/// The files of every variant, or which variants lack theirs.
fn complete(scene: &Scene, models: &BTreeMap<Key, Model>) -> Result<Vec<VariantFiles>, PublishError> {
    if scene.variants.is_empty() {
        return Err(PublishError::NoVariant);
    }
    let files = |variant: &Variant| {
        let model = models.get(&variant.key)?;
        let files = model.files.clone()?;
        Some(VariantFiles {
            variant: variant.clone(),
            model: model.id,
            model_hash: model.upload.hash,
            visual: files.visual,
            collision: files.collision,
            plan: files.plan,
            counts: files.counts,
        })
    };
    let found: Vec<_> = scene.variants.iter().map(files).collect();
    let missing: Vec<_> =
        scene.variants.iter().zip(&found).filter(|(_, f)| f.is_none()).map(|(v, _)| v.key.clone()).collect();
    if missing.is_empty() { Ok(found.into_iter().flatten().collect()) } else { Err(PublishError::NotComplete(missing)) }
}
