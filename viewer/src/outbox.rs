//! Opinions that wait on this disk until the server has them. One file per opinion, written durably before
//! the visitor is thanked, and removed only when the server said that it holds it.
//!
//! It knows neither screens nor network. It may be used from several threads.

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use belvedere_domain::id::OpinionId;
use belvedere_domain::opinion::Opinion;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::cache::{Cache, disk};

/// The queue on the disk.
#[derive(Debug)]
pub struct Outbox {
    folder: PathBuf,
    refused: PathBuf,
    waiting: Mutex<BTreeSet<OpinionId>>,
}

/// An opinion that waits, as it was written down.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// Its id.
    pub id: OpinionId,
    /// Itself.
    pub opinion: Value,
}

/// An opinion that the server refused, kept for the mediator.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RefusedOpinion {
    /// When, by this device's clock.
    pub refused_at: Timestamp,
    /// The server's code.
    pub code: String,
    /// The server's sentence.
    pub reason: String,
    /// The opinion, whole.
    pub opinion: Value,
}

impl Outbox {
    /// Opens the queue; what a cut left half written was never thanked for and is cleared.
    ///
    /// # Errors
    /// The disk's.
    pub fn open(cache: &Cache) -> io::Result<Self> {
        let (folder, refused) = (cache.outbox(), cache.refused());
        for folder in [&folder, &refused] {
            disk::make_folder(folder)?;
            disk::clear_unfinished(folder)?;
        }
        let names = disk::list(&folder)?;
        let ids = names.iter().filter_map(|(name, _)| name.strip_suffix(".json")?.parse().ok());
        Ok(Self { waiting: Mutex::new(ids.collect()), folder, refused })
    }

    /// Writes an opinion down. When this returns, no power cut can take it away.
    ///
    /// # Errors
    /// The disk's: the visitor must not be thanked, and can try again with the same opinion.
    pub fn put(&self, opinion: &Opinion) -> io::Result<()> {
        disk::write_durably(&self.file(opinion.id), &serde_json::to_vec(opinion)?)?;
        self.waiting().insert(opinion.id);
        Ok(())
    }

    /// How many wait.
    pub fn unsent(&self) -> usize {
        self.waiting().len()
    }

    /// The first ones in the order in which they were given, at most so many, leaving some out. A file that
    /// cannot be read any more is put aside, whole, and not lost.
    ///
    /// # Errors
    /// The disk's.
    pub fn first(&self, most: usize, but: &BTreeSet<OpinionId>) -> io::Result<Vec<Waiting>> {
        let ids: Vec<OpinionId> = self.waiting().difference(but).take(most).copied().collect();
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            let bytes = match disk::read(&self.file(id)) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    tracing::error!(%id, "an opinion was taken out of the outbox by somebody else");
                    self.waiting().remove(&id);
                    continue;
                }
                read => read?,
            };
            match serde_json::from_slice(&bytes) {
                Ok(opinion) => found.push(Waiting { id, opinion }),
                Err(error) => self.put_aside(id, &error)?,
            }
        }
        Ok(found)
    }

    /// The server holds it.
    ///
    /// # Errors
    /// The disk's; it is then sent again, which does no harm.
    pub fn sent(&self, id: OpinionId) -> io::Result<()> {
        disk::remove(&self.file(id))?;
        self.waiting().remove(&id);
        Ok(())
    }

    /// The server will never take it: it is kept among the refused, with the reason.
    ///
    /// # Errors
    /// The disk's; it then still waits.
    pub fn refused(&self, waiting: &Waiting, code: &str, reason: &str, now: Timestamp) -> io::Result<()> {
        let refused = RefusedOpinion {
            refused_at: now,
            code: code.to_owned(),
            reason: reason.to_owned(),
            opinion: waiting.opinion.clone(),
        };
        let path = self.refused.join(format!("{}.json", waiting.id));
        disk::write_durably(&path, &serde_json::to_vec_pretty(&refused)?)?;
        self.sent(waiting.id)
    }

    fn put_aside(&self, id: OpinionId, error: &serde_json::Error) -> io::Result<()> {
        tracing::error!(%id, %error, "an opinion in the outbox cannot be read and was put aside");
        disk::rename_durably(&self.file(id), &self.refused.join(format!("{id}.spoilt")))?;
        self.waiting().remove(&id);
        Ok(())
    }

    fn file(&self, id: OpinionId) -> PathBuf {
        self.folder.join(format!("{id}.json"))
    }

    fn waiting(&self) -> MutexGuard<'_, BTreeSet<OpinionId>> {
        // The set is right whatever another thread was doing when it panicked.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
