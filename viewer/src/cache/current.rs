//! Which of the kept exhibits is shown, and what is cleared away.

use std::collections::BTreeSet;
use std::io;

use belvedere_domain::exhibit::Manifest;
use belvedere_domain::hash::ContentHash;
use belvedere_domain::id::ConsultationId;
use serde::{Deserialize, Serialize};

use super::{Cache, ExhibitError, KeptExhibit, disk};

#[derive(Serialize, Deserialize)]
struct CurrentFile {
    revision: ContentHash,
}

/// There is no kept exhibit to show.
#[derive(Debug, thiserror::Error)]
pub enum CacheError {
    /// Nothing was ever kept.
    #[error("no exhibit is kept here yet")]
    Nothing,
    /// Something is kept, but none is whole.
    #[error("the kept exhibit cannot be shown: {0}")]
    Spoilt(#[source] ExhibitError),
}

impl Cache {
    /// The exhibit to show: the one that was made current last, or else the newest that is whole; only of
    /// `consultation` where one is named.
    ///
    /// # Errors
    /// [`CacheError`] when none can be shown.
    pub fn current(&self, consultation: Option<ConsultationId>) -> Result<KeptExhibit, CacheError> {
        let wanted = |kept: &KeptExhibit| consultation.is_none_or(|id| kept.manifest.consultation.id == id);
        if let Some(kept) = self.pointed_at().filter(wanted) {
            return Ok(kept);
        }
        let (mut newest, mut spoilt): (Option<KeptExhibit>, _) = (None, None);
        for revision in self.revisions() {
            match self.exhibit(revision) {
                Ok(kept) if wanted(&kept) => {
                    let newer =
                        newest.as_ref().is_none_or(|other| other.manifest.published_at < kept.manifest.published_at);
                    newest = if newer { Some(kept) } else { newest };
                }
                Ok(_) => {}
                Err(error) => spoilt = Some(error),
            }
        }
        newest.ok_or_else(|| spoilt.map_or(CacheError::Nothing, CacheError::Spoilt))
    }

    /// Makes a kept exhibit the one that is shown from the next start on.
    ///
    /// # Errors
    /// The disk's.
    pub fn make_current(&self, revision: ContentHash) -> io::Result<()> {
        disk::write_durably(&self.pointer(), &serde_json::to_vec(&CurrentFile { revision })?)
    }

    /// Removes the earlier exhibits of the same consultation and the files that no other exhibit needs; what
    /// has come of a newer one stays. Only at a start, before anything is shown or fetched.
    ///
    /// # Errors
    /// The disk's; what is left over then does no harm.
    pub fn clear_before(&self, shown: &KeptExhibit) -> io::Result<()> {
        let mut needed = BTreeSet::new();
        for revision in self.revisions() {
            let manifest = self.kept_manifest(revision).and_then(|bytes| Manifest::from_bytes(&bytes).ok());
            match manifest.filter(|manifest| is_needed(manifest, revision, shown)) {
                Some(manifest) => needed.extend(manifest.blobs().iter().map(|blob| blob.hash.to_string())),
                None => std::fs::remove_dir_all(self.exhibits().join(revision.to_string()))?,
            }
        }
        for (name, path) in disk::list(&self.blobs())? {
            if !needed.contains(name.trim_end_matches(".part")) {
                disk::remove(&path)?;
            }
        }
        Ok(())
    }

    fn pointed_at(&self) -> Option<KeptExhibit> {
        let bytes = disk::read(&self.pointer()).ok()?;
        let CurrentFile { revision } = serde_json::from_slice(&bytes).ok()?;
        self.exhibit(revision).ok()
    }

    fn pointer(&self) -> std::path::PathBuf {
        self.root.join("current.json")
    }

    fn revisions(&self) -> Vec<ContentHash> {
        let found = disk::list(&self.exhibits()).unwrap_or_default();
        found.iter().filter_map(|(name, _)| name.parse().ok()).collect()
    }
}

fn is_needed(manifest: &Manifest, revision: ContentHash, shown: &KeptExhibit) -> bool {
    revision == shown.revision
        || manifest.consultation.id != shown.manifest.consultation.id
        || manifest.published_at > shown.manifest.published_at
}
