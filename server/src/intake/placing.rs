//! Where an anchor lies on the grid: by the placement of the exhibit that the visitor saw, not by what the device says.

use std::collections::BTreeMap;

use belvedere_domain::exhibit::Manifest;
use belvedere_domain::geodesy::CrsPoint;
use belvedere_domain::hash::ContentHash;
use belvedere_domain::opinion::Opinion;
use belvedere_domain::placement::SceneFrame;

use crate::blobs::Blobs;
use crate::store::{Store, StoreError, exhibit, scene};

/// The placements met in one batch.
pub(super) struct Placing<'a> {
    store: &'a Store,
    blobs: &'a Blobs,
    frames: BTreeMap<ContentHash, Option<SceneFrame>>,
}

impl<'a> Placing<'a> {
    pub(super) fn new(store: &'a Store, blobs: &'a Blobs) -> Self {
        Self { store, blobs, frames: BTreeMap::new() }
    }

    /// The opinion's anchor on the grid; none without an anchor, or where no placement is known.
    pub(super) async fn on_grid(&mut self, opinion: &Opinion) -> Result<Option<CrsPoint>, StoreError> {
        let Some(anchor) = &opinion.anchor else {
            return Ok(None);
        };
        if !self.frames.contains_key(&anchor.revision) {
            let frame = self.frame(anchor.revision, opinion).await?;
            self.frames.insert(anchor.revision, frame);
        }
        let frame = self.frames.get(&anchor.revision).and_then(Option::as_ref);
        Ok(frame.map(|frame| frame.crs_from_scene(anchor.position_m)))
    }

    async fn frame(&self, revision: ContentHash, opinion: &Opinion) -> Result<Option<SceneFrame>, StoreError> {
        let mut db = self.store.read().await?;
        if exhibit::find(&mut db, revision).await?.is_some() {
            // A manifest that cannot be read is a damaged disk: the opinion is kept all the same.
            let bytes = self.blobs.bytes(revision).await.ok();
            let manifest = bytes.and_then(|bytes| Manifest::from_bytes(&bytes).ok());
            return Ok(manifest.and_then(|manifest| manifest.scene.placement.frame().ok()));
        }
        // Published by a server whose data is not here: the scene's present placement is the best that is known.
        let scenes = scene::of_consultation(&mut db, opinion.consultation).await?;
        Ok(scenes.first().and_then(|scene| scene.placement.frame().ok()))
    }
}
