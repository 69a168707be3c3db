//! An exhibit that lies on this disk, whole.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use belvedere_domain::exhibit::{Blob, Manifest, ManifestError};
use belvedere_domain::hash::{ContentHash, Hasher};

use super::{Cache, disk};

/// An exhibit whose files are all here, with the right lengths.
#[derive(Clone, Debug)]
pub struct KeptExhibit {
    /// The hash of its manifest's bytes.
    pub revision: ContentHash,
    /// What it is made of.
    pub manifest: Arc<Manifest>,
    /// The folder that holds `blobs/<hash>`.
    pub folder: PathBuf,
}

/// An exhibit cannot be used as it lies on the disk.
#[derive(Debug, thiserror::Error)]
pub enum ExhibitError {
    /// There is no manifest, or the disk refuses it.
    #[error("{0} cannot be read: {1}")]
    Disk(PathBuf, #[source] io::Error),
    /// The manifest is none.
    #[error("{0}: {1}")]
    Manifest(PathBuf, #[source] ManifestError),
    /// The manifest is not the one of its folder's name.
    #[error("{0} is damaged: its content is not that of revision {1}")]
    Damaged(PathBuf, ContentHash),
    /// Files are missing, or too short, or too long.
    #[error("{missing} of {all} files are missing from {folder}")]
    Incomplete {
        /// Where they should lie.
        folder: PathBuf,
        /// How many are not there.
        missing: usize,
        /// How many there should be.
        all: usize,
    },
}

impl KeptExhibit {
    /// The exhibit of a folder with `manifest.json` and `blobs/<hash>`, which is never written to.
    ///
    /// # Errors
    /// [`ExhibitError`] when it is not whole.
    pub fn in_folder(folder: &Path) -> Result<Self, ExhibitError> {
        let path = folder.join("manifest.json");
        let bytes = disk::read(&path).map_err(|error| ExhibitError::Disk(path.clone(), error))?;
        Self::new(ContentHash::of(&bytes), &bytes, &path, folder)
    }

    fn new(revision: ContentHash, manifest: &[u8], path: &Path, folder: &Path) -> Result<Self, ExhibitError> {
        let manifest =
            Manifest::from_bytes(manifest).map_err(|error| ExhibitError::Manifest(path.to_owned(), error))?;
        let blobs = manifest.blobs();
        let missing = blobs.iter().filter(|blob| !is_there(folder, **blob)).count();
        if missing > 0 {
            let folder = folder.join("blobs");
            return Err(ExhibitError::Incomplete { folder, missing, all: blobs.len() });
        }
        Ok(Self { revision, manifest: Arc::new(manifest), folder: folder.to_owned() })
    }

    /// Where a blob's file lies.
    pub fn path_of(&self, hash: ContentHash) -> PathBuf {
        path_of(&self.folder, hash)
    }

    /// Reads every file and names those whose content is not their name's. Takes as long as reading them:
    /// call it off the frame's thread.
    pub fn damaged(&self) -> Vec<Blob> {
        let whole = |blob: &Blob| {
            hash_of(&self.path_of(blob.hash)).is_ok_and(|(hash, bytes)| hash == blob.hash && bytes == blob.bytes)
        };
        self.manifest.blobs().into_iter().filter(|blob| !whole(blob)).collect()
    }
}

impl Cache {
    /// A kept exhibit.
    ///
    /// # Errors
    /// [`ExhibitError`] when it is not whole, or not kept at all.
    pub fn exhibit(&self, revision: ContentHash) -> Result<KeptExhibit, ExhibitError> {
        let path = self.manifest(revision);
        let bytes = disk::read(&path).map_err(|error| ExhibitError::Disk(path.clone(), error))?;
        if ContentHash::of(&bytes) != revision {
            return Err(ExhibitError::Damaged(path, revision));
        }
        KeptExhibit::new(revision, &bytes, &path, &self.root)
    }

    /// Keeps a manifest whose hash is `revision`, which the caller checked.
    ///
    /// # Errors
    /// The disk's.
    pub fn keep_manifest(&self, revision: ContentHash, bytes: &[u8]) -> io::Result<()> {
        let path = self.manifest(revision);
        disk::make_folder(path.parent().unwrap_or(&self.root))?;
        disk::write_durably(&path, bytes)
    }

    /// The bytes of a kept manifest, where they are what they should be.
    pub fn kept_manifest(&self, revision: ContentHash) -> Option<Vec<u8>> {
        disk::read(&self.manifest(revision)).ok().filter(|bytes| ContentHash::of(bytes) == revision)
    }

    /// Whether a blob is here with the right length.
    pub fn has(&self, blob: Blob) -> bool {
        is_there(&self.root, blob)
    }

    /// Removes a blob whose content is not its name's, so that it is fetched again.
    ///
    /// # Errors
    /// The disk's.
    pub fn discard(&self, blob: Blob) -> io::Result<()> {
        disk::remove(&path_of(&self.root, blob.hash))
    }
}

pub(super) fn path_of(folder: &Path, hash: ContentHash) -> PathBuf {
    folder.join("blobs").join(hash.to_string())
}

fn is_there(folder: &Path, blob: Blob) -> bool {
    fs::metadata(path_of(folder, blob.hash)).is_ok_and(|file| file.is_file() && file.len() == blob.bytes)
}

/// The hash of a file, and its length in bytes.
fn hash_of(path: &Path) -> io::Result<(ContentHash, u64)> {
    struct Sink(Hasher);
    impl io::Write for Sink {
        fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
            self.0.update(piece);
            Ok(piece.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut sink = Sink(Hasher::default());
    let bytes = io::copy(&mut fs::File::open(path)?, &mut sink)?;
    Ok((sink.0.finish(), bytes))
}
