//! Uploads that arrive in pieces (tus, see `pages/tus.rs`), until they are whole: each in a folder of its own below the data
//! folder, with `about.json`, written once, and `bytes`. How much of one has arrived is the length of that file, synced before
//! it is told to anybody; so nothing else has to be kept in step with it, and a restart knows what the disk knows. They are
//! in no table: a table would travel with a backup to a machine where the bytes are not.
//!
//! An upload has the id of the model that it becomes. So it is known for certain whether it was taken in, whatever was cut
//! off in between. Nothing here looks at the bytes.

mod about;
mod finish;
mod metadata;
mod said;
mod writers;

use std::io::{ErrorKind, Result, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use belvedere_domain::id::{ModelId, UserId};
use futures_util::{Stream, StreamExt};
use jiff::{SignedDuration, Timestamp};
use tokio::fs::{self, File, OpenOptions};
use tokio::io::{AsyncSeekExt, AsyncWriteExt};
use tokio::sync::Mutex;

pub use about::About;
pub use finish::{settle, tend};
pub use metadata::{Metadata, NotMetadata};
pub use said::said;
pub use writers::Turn;
use writers::Writers;

/// An unfinished upload to which nothing came for so long is removed; so is what is left of a finished one.
pub const EXPIRES_AFTER: SignedDuration = SignedDuration::from_hours(7 * 24);
/// What one person's unfinished uploads may come to, in announced bytes: four of the largest files.
pub const UNFINISHED_MAX_BYTES: u64 = 2_000_000_000;
/// And how many they may be.
pub const UNFINISHED_MAX: usize = 20;
/// A client from which nothing comes for so long is gone, whatever its connection says.
const SILENCE_MAX: Duration = Duration::from_secs(60);

const ABOUT: &str = "about.json";
const BYTES: &str = "bytes";

/// The uploads of this server.
#[derive(Clone)]
pub struct Uploads {
    folder: PathBuf,
    writers: Arc<Writers>,
    /// Held while room is looked for, taken and given back.
    making: Arc<Mutex<()>>,
}

/// An upload and how far it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// What was said of it at its creation.
    pub about: About,
    /// How many bytes are on the disk.
    pub offset: u64,
    /// When the last of them came.
    pub touched_at: Timestamp,
}

/// An upload cannot be begun.
#[derive(Debug, thiserror::Error)]
pub enum NotMade {
    /// Its sender has begun so many others.
    #[error("too many unfinished uploads")]
    NoRoom,
    /// The disk does not take it.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

impl Kept {
    /// Whether all of it is there.
    pub fn is_whole(&self) -> bool {
        self.offset == self.about.length_bytes
    }

    /// Until when it can be continued.
    pub fn expires_at(&self) -> Timestamp {
        self.touched_at.saturating_add(EXPIRES_AFTER).unwrap_or(Timestamp::MAX)
    }
}

impl Uploads {
    /// The uploads below that data folder.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn open(data_dir: &Path) -> Result<Self> {
        let folder = data_dir.join("uploads");
        std::fs::create_dir_all(&folder)?;
        Ok(Self { folder, writers: Arc::default(), making: Arc::default() })
    }

    /// Begins an upload, if its sender has room left.
    ///
    /// # Errors
    /// [`NotMade::NoRoom`] beyond [`UNFINISHED_MAX_BYTES`] or [`UNFINISHED_MAX`]; when the disk does not take it.
    pub async fn make(&self, about: &About, now: Timestamp) -> std::result::Result<Kept, NotMade> {
        let _making = self.making.lock().await;
        let mine = self.unfinished_of(about.by, now).await?;
        let bytes: u64 = mine.iter().map(|kept| kept.about.length_bytes).sum();
        if mine.len() >= UNFINISHED_MAX || bytes + about.length_bytes > UNFINISHED_MAX_BYTES {
            return Err(NotMade::NoRoom);
        }
        let folder = self.folder_of(about.id);
        fs::create_dir(&folder).await?;
        // The bytes first: where there is an `about.json`, there is all of it.
        File::create_new(folder.join(BYTES)).await?.sync_all().await?;
        about.write(&folder.join(ABOUT)).await?;
        for folder in [&folder, &self.folder] {
            File::open(folder).await?.sync_all().await?;
        }
        Ok(Kept { about: about.clone(), offset: 0, touched_at: now })
    }

    /// The upload of that id, if it is there and has not expired.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn find(&self, id: ModelId, now: Timestamp) -> Result<Option<Kept>> {
        Ok(self.read(id).await?.filter(|kept| now < kept.expires_at()))
    }

    async fn read(&self, id: ModelId) -> Result<Option<Kept>> {
        let folder = self.folder_of(id);
        let Some(about) = About::read(&folder.join(ABOUT)).await? else {
            return Ok(None);
        };
        // A finished upload has given its bytes away.
        let (offset, meta) = match fs::metadata(folder.join(BYTES)).await {
            Ok(meta) => (meta.len().min(about.length_bytes), meta),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                (about.length_bytes, fs::metadata(folder.join(ABOUT)).await?)
            }
            Err(error) => return Err(error),
        };
        let touched_at = Timestamp::try_from(meta.modified()?).map_err(std::io::Error::other)?;
        Ok(Some(Kept { about, offset, touched_at }))
    }

    /// What somebody has begun and not finished.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub async fn unfinished_of(&self, by: UserId, now: Timestamp) -> Result<Vec<Kept>> {
        let is_theirs = |kept: &Kept| kept.about.by == by && !kept.is_whole() && now < kept.expires_at();
        Ok(self.all().await?.into_iter().filter(is_theirs).collect())
    }

    /// Every upload, in the order in which they were begun.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub async fn all(&self) -> Result<Vec<Kept>> {
        let (mut found, mut entries) = (Vec::new(), fs::read_dir(&self.folder).await?);
        while let Some(entry) = entries.next_entry().await? {
            if let Some(id) = entry.file_name().to_str().and_then(|name| name.parse().ok()) {
                found.extend(self.read(id).await?);
            }
        }
        found.sort_by_key(|kept| kept.about.id);
        Ok(found)
    }

    /// The turn to write an upload; none while somebody else has it.
    pub fn turn(&self, id: ModelId) -> Option<Turn> {
        self.writers.turn(id)
    }

    /// Asks who writes an upload to stop, and waits a little until the turn is free: a client that comes back after a cut
    /// finds its own former connection still open. None when it is not given back.
    pub async fn take_turn(&self, id: ModelId) -> Option<Turn> {
        self.writers.take_turn(id).await
    }

    /// Adds what `body` brings, up to the announced length, and syncs it to the disk; gives the new offset. What arrived
    /// stays, even if the body then breaks off, falls silent, or the turn is asked back.
    ///
    /// # Errors
    /// When the disk does not take it.
    pub async fn append<B, E>(
        &self,
        turn: &mut Turn,
        kept: &Kept,
        body: impl Stream<Item = std::result::Result<B, E>> + Unpin,
    ) -> Result<u64>
    where
        B: AsRef<[u8]>,
    {
        self.append_within(SILENCE_MAX, turn, kept, body).await
    }

    async fn append_within<B, E>(
        &self,
        silence_max: Duration,
        turn: &mut Turn,
        kept: &Kept,
        mut body: impl Stream<Item = std::result::Result<B, E>> + Unpin,
    ) -> Result<u64>
    where
        B: AsRef<[u8]>,
    {
        let mut file = OpenOptions::new().write(true).open(self.bytes_of(kept.about.id)).await?;
        let mut offset = file.seek(SeekFrom::Start(kept.offset)).await?;
        while offset < kept.about.length_bytes {
            let piece = tokio::select! {
                () = turn.is_asked_back() => break,
                piece = tokio::time::timeout(silence_max, body.next()) => piece,
            };
            let Ok(Some(Ok(piece))) = piece else {
                break;
            };
            let room = usize::try_from(kept.about.length_bytes - offset).unwrap_or(usize::MAX);
            let piece = &piece.as_ref()[..piece.as_ref().len().min(room)];
            file.write_all(piece).await?;
            offset += piece.len() as u64;
        }
        file.flush().await?;
        file.sync_all().await?;
        Ok(offset)
    }

    /// Syncs what is there, before its length is told.
    ///
    /// # Errors
    /// When the disk does not take it.
    pub async fn sync(&self, id: ModelId) -> Result<()> {
        match File::open(self.bytes_of(id)).await {
            Ok(file) => file.sync_all().await,
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// The file of an upload.
    pub fn bytes_of(&self, id: ModelId) -> PathBuf {
        self.folder_of(id).join(BYTES)
    }

    /// Gives the disk back what a finished upload held. That it is finished stays known until it expires.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub async fn release(&self, id: ModelId) -> Result<()> {
        fs::remove_file(self.bytes_of(id)).await
    }

    /// Removes an upload, whatever there is of it.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub async fn remove(&self, id: ModelId) -> Result<()> {
        let _making = self.making.lock().await;
        // In this order, an upload of which a part is left is one that is not there.
        let folder = self.folder_of(id);
        fs::remove_file(folder.join(ABOUT)).await?;
        fs::remove_dir_all(folder).await
    }

    /// Removes what a stop left of uploads that were being begun or removed. Only the server itself may ask for it.
    ///
    /// # Errors
    /// When the folder cannot be read, or something of it not be removed.
    pub async fn remove_leftovers(&self) -> Result<()> {
        let _making = self.making.lock().await;
        let mut entries = fs::read_dir(&self.folder).await?;
        while let Some(entry) = entries.next_entry().await? {
            if !fs::try_exists(entry.path().join(ABOUT)).await? {
                fs::remove_dir_all(entry.path()).await?;
            }
        }
        Ok(())
    }

    fn folder_of(&self, id: ModelId) -> PathBuf {
        self.folder.join(id.to_string())
    }
}

#[cfg(test)]
mod tests;
