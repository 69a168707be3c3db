//! Brings exhibits from the server into the cache, on a thread of its own, and says how it goes. What is
//! shown meanwhile is not its business.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;
use std::{io, thread};

use belvedere_domain::exhibit::{Blob, Manifest, ManifestError};
use belvedere_domain::hash::ContentHash;
use belvedere_domain::id::ConsultationId;

use crate::backoff::Backoff;
use crate::cache::{Cache, ExhibitError, KeptExhibit};
use crate::net::{NetError, Server};

/// How often a server that answers is asked for a newer exhibit.
const ASK_AGAIN: Duration = Duration::from_secs(300);

/// What happened.
#[derive(Debug)]
pub enum FetchEvent {
    /// The server answered.
    Reached,
    /// So many of the bytes are here.
    Progress {
        /// Bytes here.
        here: u64,
        /// Bytes in all.
        all: u64,
    },
    /// An exhibit other than the one known so far is here, whole and verified.
    Ready(KeptExhibit),
    /// It did not work; it is tried again by itself.
    Trouble(Trouble),
}

/// Why it did not work, as far as a person can do something about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The server does not answer.
    NoServer,
    /// The server has no exhibit to show yet.
    NoExhibit,
    /// The server holds several consultations, and none was named.
    WhichConsultation,
    /// The server answers, and not as it should.
    BadAnswer,
    /// This disk refuses: full, or not ours.
    Disk,
}

#[derive(Debug, thiserror::Error)]
enum FetchError {
    #[error(transparent)]
    Net(#[from] NetError),
    #[error("the disk: {0}")]
    Disk(#[from] io::Error),
    #[error(transparent)]
    Exhibit(#[from] ExhibitError),
    #[error(transparent)]
    Manifest(#[from] ManifestError),
    #[error("nobody listens")]
    Unheard,
}

impl FetchError {
    /// What a person is told of it; none when there is nobody.
    fn trouble(&self) -> Option<Trouble> {
        Some(match self {
            Self::Net(error) if error.nothing_there() => Trouble::NoExhibit,
            Self::Net(NetError::Refused { status: 409, .. }) => Trouble::WhichConsultation,
            Self::Net(NetError::Disk(_)) | Self::Disk(_) | Self::Exhibit(_) => Trouble::Disk,
            Self::Net(error) if error.server_answered() => Trouble::BadAnswer,
            Self::Net(_) => Trouble::NoServer,
            Self::Manifest(_) => Trouble::BadAnswer,
            Self::Unheard => return None,
        })
    }
}

/// What brings exhibits.
pub struct Fetch {
    /// From where.
    pub server: Server,
    /// To where.
    pub cache: Cache,
    /// Which consultation's, where one was named.
    pub consultation: Option<ConsultationId>,
    /// What is shown already.
    pub known: Option<KeptExhibit>,
}

/// Starts bringing; the events come in order.
pub fn start(fetch: Fetch) -> Receiver<FetchEvent> {
    let backoff = Backoff::between(Duration::from_secs(1), Duration::from_secs(60));
    start_with(fetch, backoff, ASK_AGAIN)
}

fn start_with(mut fetch: Fetch, mut backoff: Backoff, ask_again: Duration) -> Receiver<FetchEvent> {
    let (tell, events) = channel();
    thread::spawn(move || {
        let mut verified = false;
        loop {
            let wait = match fetch.round(&tell) {
                Ok(()) => {
                    backoff.reset();
                    // What was kept is shown at once and read through only now.
                    let again = !std::mem::replace(&mut verified, true) && fetch.discard_damaged();
                    if again { Duration::ZERO } else { ask_again }
                }
                Err(error) => match fetch.wait_after(&error, &mut backoff, &tell) {
                    Some(wait) => wait,
                    None => return,
                },
            };
            thread::sleep(wait);
        }
    });
    events
}

impl Fetch {
    /// Asks for the current revision and brings it if it is another than the known one.
    fn round(&mut self, tell: &Sender<FetchEvent>) -> Result<(), FetchError> {
        let revision = self.server.current(self.consultation)?;
        tell.send(FetchEvent::Reached).map_err(|_| FetchError::Unheard)?;
        let known = self.known.as_ref().is_some_and(|known| known.revision == revision);
        if !known || self.cache.exhibit(revision).is_err() {
            self.bring(revision, tell)?;
        }
        let kept = self.cache.exhibit(revision)?;
        self.cache.make_current(revision)?;
        if !known {
            tell.send(FetchEvent::Ready(kept.clone())).map_err(|_| FetchError::Unheard)?;
        }
        self.known = Some(kept);
        Ok(())
    }

    fn bring(&self, revision: ContentHash, tell: &Sender<FetchEvent>) -> Result<(), FetchError> {
        let manifest = self.bring_manifest(revision)?;
        let blobs = manifest.blobs();
        let all = blobs.iter().map(|blob| blob.bytes).sum();
        let (there, missing): (Vec<Blob>, Vec<Blob>) = blobs.into_iter().partition(|blob| self.cache.has(*blob));
        let mut here: u64 = there.iter().map(|blob| blob.bytes).sum();
        for blob in missing {
            let part = self.cache.part(blob)?;
            here += part.here();
            tell.send(FetchEvent::Progress { here, all }).map_err(|_| FetchError::Unheard)?;
            self.server.bring(blob.hash, part, |more| {
                here = here.saturating_add_signed(more);
                // Unheard, the file still comes: the next start has it.
                let _ = tell.send(FetchEvent::Progress { here, all });
            })?;
        }
        Ok(())
    }

    fn bring_manifest(&self, revision: ContentHash) -> Result<Manifest, FetchError> {
        if let Some(bytes) = self.cache.kept_manifest(revision) {
            return Ok(Manifest::from_bytes(&bytes)?);
        }
        let bytes = self.server.manifest(revision)?;
        let manifest = Manifest::from_bytes(&bytes)?;
        self.cache.keep_manifest(revision, &bytes)?;
        Ok(manifest)
    }

    /// Reads the known exhibit through and removes what is damaged; whether something was.
    fn discard_damaged(&self) -> bool {
        let Some(known) = self.known.as_ref().filter(|known| known.folder == self.cache.root()) else {
            return false;
        };
        let damaged = known.damaged();
        for blob in &damaged {
            tracing::warn!(hash = %blob.hash, "a kept file is damaged and is fetched again");
            if let Err(error) = self.cache.discard(*blob) {
                tracing::error!(%error, "it cannot be removed");
                return false;
            }
        }
        !damaged.is_empty()
    }

    /// How long to wait after that error; none when nobody listens any more.
    fn wait_after(&self, error: &FetchError, backoff: &mut Backoff, tell: &Sender<FetchEvent>) -> Option<Duration> {
        tracing::info!(%error, "the exhibit could not be fetched");
        tell.send(FetchEvent::Trouble(error.trouble()?)).ok()?;
        let asked = if let FetchError::Net(error) = error { error.wait() } else { None };
        Some(backoff.after_failure(rand::random()).max(asked.unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests;
