//! What this kiosk keeps on its disk. The only module that touches it: the outbox writes through here too,
//! so that there is one way to write a file that a power cut cannot spoil.
//!
//! ```text
//! DATA/kiosk.json                          which kiosk this is
//! DATA/current.json                        the revision to show
//! DATA/exhibits/<revision>/manifest.json   the exhibits kept
//! DATA/blobs/<hash>, <hash>.part           their files, whole or on the way
//! DATA/outbox/<id>.json                    opinions not yet sent
//! DATA/refused/<id>.json                   opinions that the server refused, with its reason
//! ```

mod current;
pub mod disk;
mod exhibit;
mod kiosk;
mod part;

use std::io;
use std::path::{Path, PathBuf};

use belvedere_domain::hash::ContentHash;

pub use current::CacheError;
pub use exhibit::{ExhibitError, KeptExhibit};
pub use part::{PartFile, PartOutcome};

/// The data folder of a kiosk.
#[derive(Clone, Debug)]
pub struct Cache {
    root: PathBuf,
}

impl Cache {
    /// Opens the folder, making what is missing and clearing what a cut left half written.
    ///
    /// # Errors
    /// When the folder cannot be made, or is not ours to write in.
    pub fn open(root: &Path) -> io::Result<Self> {
        let cache = Self { root: root.to_owned() };
        for folder in [cache.root.clone(), cache.exhibits(), cache.blobs()] {
            disk::make_folder(&folder)?;
            disk::clear_unfinished(&folder)?;
        }
        for (_, folder) in disk::list(&cache.exhibits())? {
            disk::clear_unfinished(&folder)?;
        }
        Ok(cache)
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where opinions wait.
    pub fn outbox(&self) -> PathBuf {
        self.root.join("outbox")
    }

    /// Where refused opinions are kept.
    pub fn refused(&self) -> PathBuf {
        self.root.join("refused")
    }

    fn exhibits(&self) -> PathBuf {
        self.root.join("exhibits")
    }

    fn manifest(&self, revision: ContentHash) -> PathBuf {
        self.exhibits().join(revision.to_string()).join("manifest.json")
    }

    fn blobs(&self) -> PathBuf {
        self.root.join("blobs")
    }
}
