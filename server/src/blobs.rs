//! The files, each named by the SHA-256 of its bytes: uploads as received, converted models, plan views, manifests,
//! reports. Written to a file beside, synced, then renamed, so that a name always holds the whole. It knows not what the
//! bytes mean. A folder for now; the library underneath also speaks S3, which comes with a URL in the configuration.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::body::Bytes;
use belvedere_domain::exhibit::Blob;
use belvedere_domain::hash::{ContentHash, Hasher, NotAHash};
use futures_util::stream::BoxStream;
use futures_util::{StreamExt, TryStreamExt};
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::{GetOptions, ObjectStore, ObjectStoreExt, WriteMultipart};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};

/// How much is read or written at a time.
const PIECE_BYTES: usize = 256 * 1024;

/// The files of this server.
#[derive(Clone)]
pub struct Blobs {
    store: Arc<LocalFileSystem>,
}

/// The file cannot be had or kept.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// There is none of that name.
    #[error("there is no file {0}")]
    NotFound(ContentHash),
    /// The folder cannot be read or written.
    #[error("the files cannot be reached: {0}")]
    Store(#[from] object_store::Error),
    /// A file of the machine cannot be read or written.
    #[error("{path}: {error}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// What arrived is not what was announced.
    #[error("the file {expected} holds something else: it was damaged")]
    Damaged {
        /// The name that it should have.
        expected: ContentHash,
    },
}

/// A file, or a range of it, being read.
pub struct Reading {
    /// The bytes.
    pub bytes: BoxStream<'static, object_store::Result<Bytes>>,
    /// How long the whole file is.
    pub total_bytes: u64,
    /// What part of it is read.
    pub range: Range<u64>,
}

impl Blobs {
    /// The files in that folder, which is made when it is not there.
    ///
    /// # Errors
    /// When the folder cannot be made or used.
    pub fn open(folder: &Path) -> Result<Self, BlobError> {
        std::fs::create_dir_all(folder).map_err(|error| BlobError::File { path: folder.to_owned(), error })?;
        let store = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
        Ok(Self { store: Arc::new(store) })
    }

    /// Keeps bytes.
    ///
    /// # Errors
    /// When they cannot be written.
    pub async fn put(&self, bytes: impl Into<Bytes>) -> Result<Blob, BlobError> {
        let bytes = bytes.into();
        let blob = Blob { hash: ContentHash::of(&bytes), bytes: bytes.len() as u64 };
        if !self.has(blob.hash).await? {
            self.store.put(&key(blob.hash), bytes.into()).await?;
        }
        Ok(blob)
    }

    /// Keeps a copy of a file of the machine. It is read twice, once for its name.
    ///
    /// # Errors
    /// When it cannot be read, changes meanwhile, or cannot be written.
    pub async fn put_file(&self, path: &Path) -> Result<Blob, BlobError> {
        let blob = hash_file(path).await?;
        if !self.has(blob.hash).await? {
            let file = tokio::fs::File::open(path).await.map_err(at(path))?;
            self.put_reader(file, blob.hash).await?;
        }
        Ok(blob)
    }

    /// Keeps what is read, which must be the file of that name.
    ///
    /// # Errors
    /// [`BlobError::Damaged`], with nothing kept, when it is another.
    pub async fn put_reader(&self, mut from: impl AsyncRead + Unpin, expected: ContentHash) -> Result<(), BlobError> {
        let mut upload = WriteMultipart::new(self.store.put_multipart(&key(expected)).await?);
        let (mut hasher, mut piece) = (Hasher::default(), vec![0; PIECE_BYTES]);
        loop {
            let length = match from.read(&mut piece).await {
                Ok(length) => length,
                Err(error) => {
                    upload.abort().await?;
                    return Err(BlobError::File { path: PathBuf::from("the input"), error });
                }
            };
            if length == 0 {
                break;
            }
            hasher.update(&piece[..length]);
            upload.wait_for_capacity(4).await?;
            upload.write(&piece[..length]);
        }
        if hasher.finish() != expected {
            upload.abort().await?;
            return Err(BlobError::Damaged { expected });
        }
        upload.finish().await?;
        Ok(())
    }

    /// Whether there is a file of that name.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub async fn has(&self, hash: ContentHash) -> Result<bool, BlobError> {
        match self.length(hash).await {
            Ok(_) => Ok(true),
            Err(BlobError::NotFound(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// How long the file is, in bytes.
    ///
    /// # Errors
    /// [`BlobError::NotFound`] when there is none.
    pub async fn length(&self, hash: ContentHash) -> Result<u64, BlobError> {
        Ok(self.store.head(&key(hash)).await.map_err(of(hash))?.size)
    }

    /// Reads a file, or the range of it, piece by piece. The range must lie within it.
    ///
    /// # Errors
    /// [`BlobError::NotFound`] when there is none.
    pub async fn read(&self, hash: ContentHash, range: Option<Range<u64>>) -> Result<Reading, BlobError> {
        let options = GetOptions { range: range.map(Into::into), ..GetOptions::default() };
        let result = self.store.get_opts(&key(hash), options).await.map_err(of(hash))?;
        Ok(Reading { total_bytes: result.meta.size, range: result.range.clone(), bytes: result.into_stream() })
    }

    /// Reads a whole file into memory: for manifests and the like.
    ///
    /// # Errors
    /// [`BlobError::NotFound`] when there is none.
    pub async fn bytes(&self, hash: ContentHash) -> Result<Bytes, BlobError> {
        Ok(self.store.get(&key(hash)).await.map_err(of(hash))?.bytes().await?)
    }

    /// Writes a copy to a file of the machine, for programs that read files.
    ///
    /// # Errors
    /// [`BlobError::NotFound`] when there is none; when the copy cannot be written.
    pub async fn copy_to(&self, hash: ContentHash, path: &Path) -> Result<(), BlobError> {
        let mut reading = self.read(hash, None).await?;
        let mut file = tokio::fs::File::create(path).await.map_err(at(path))?;
        while let Some(piece) = reading.bytes.try_next().await? {
            file.write_all(&piece).await.map_err(at(path))?;
        }
        file.flush().await.map_err(at(path))
    }

    /// Every file, in no order.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub async fn all(&self) -> Result<Vec<Blob>, BlobError> {
        let mut listing = self.store.list(None).map_err(BlobError::from).boxed();
        let mut blobs = Vec::new();
        while let Some(meta) = listing.try_next().await? {
            let name: Result<ContentHash, NotAHash> = meta.location.filename().unwrap_or_default().parse();
            blobs.extend(name.map(|hash| Blob { hash, bytes: meta.size }));
        }
        Ok(blobs)
    }
}

/// The name and length of a file of the machine.
///
/// # Errors
/// When it cannot be read.
pub async fn hash_file(path: &Path) -> Result<Blob, BlobError> {
    let mut file = tokio::fs::File::open(path).await.map_err(at(path))?;
    let (mut hasher, mut bytes, mut piece) = (Hasher::default(), 0, vec![0; PIECE_BYTES]);
    loop {
        let length = file.read(&mut piece).await.map_err(at(path))?;
        if length == 0 {
            return Ok(Blob { hash: hasher.finish(), bytes });
        }
        hasher.update(&piece[..length]);
        bytes += length as u64;
    }
}

/// Two digits of folder: no folder grows beyond what tools list with ease.
fn key(hash: ContentHash) -> Key {
    let name = hash.to_string();
    Key::from_iter([&name[..2], name.as_str()])
}

fn of(hash: ContentHash) -> impl Fn(object_store::Error) -> BlobError {
    move |error| match error {
        object_store::Error::NotFound { .. } => BlobError::NotFound(hash),
        other => BlobError::Store(other),
    }
}

fn at(path: &Path) -> impl Fn(std::io::Error) -> BlobError {
    move |error| BlobError::File { path: path.to_owned(), error }
}
