//! Sends the outbox, on a thread of its own: in order, in batches that may be sent again, patiently while
//! the server is away. It never keeps the frame waiting.

use std::collections::BTreeSet;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use std::{io, thread};

use belvedere_domain::batch::{BATCH_MAX, BatchAnswer, ItemOutcome, OpinionBatch};
use belvedere_domain::id::{KioskId, OpinionId};
use jiff::Timestamp;

use crate::backoff::Backoff;
use crate::net::{NetError, Server};
use crate::outbox::{Outbox, Waiting};

/// What sends the outbox.
pub struct Sync {
    server: Server,
    outbox: Arc<Outbox>,
    kiosk: KioskId,
    batch_max: usize,
    /// Those that the server did not even read, one by one: they wait for the next turn.
    passed_over: BTreeSet<OpinionId>,
}

/// What one turn did.
#[derive(Debug)]
pub enum Turn {
    /// Nothing waits.
    Empty,
    /// The server answered for some.
    Sent {
        /// How many it holds.
        stored: usize,
        /// How many it will never take.
        refused: usize,
    },
    /// It was of the request: a smaller one may pass.
    Smaller,
    /// It did not work, and all that wait still wait.
    Failed(SyncError),
}

/// A turn did not work.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// The server, or the way to it.
    #[error(transparent)]
    Net(#[from] NetError),
    /// This disk.
    #[error("the outbox: {0}")]
    Disk(#[from] io::Error),
    /// The server answered for other opinions than were sent.
    #[error("the server’s answer does not fit what was sent")]
    Strange,
}

impl Sync {
    /// Sends that outbox to that server.
    pub fn new(server: Server, outbox: Arc<Outbox>, kiosk: KioskId) -> Self {
        Self { server, outbox, kiosk, batch_max: BATCH_MAX, passed_over: BTreeSet::new() }
    }

    /// Sends one batch.
    pub fn turn(&mut self) -> Turn {
        match self.try_turn() {
            Ok(turn) => turn,
            Err(SyncError::Net(error)) if error.is_of_the_request() && !self.give_way(&error) => Turn::Smaller,
            Err(error) => Turn::Failed(error),
        }
    }

    fn try_turn(&mut self) -> Result<Turn, SyncError> {
        let waiting = self.outbox.first(self.batch_max, &self.passed_over)?;
        if waiting.is_empty() {
            let all_passed_over = self.outbox.unsent() > 0;
            self.passed_over.clear();
            return if all_passed_over { Err(SyncError::Strange) } else { Ok(Turn::Empty) };
        }
        let batch = OpinionBatch {
            kiosk: self.kiosk,
            sent_at: Timestamp::now(),
            opinions: waiting.iter().map(|waiting| waiting.opinion.clone()).collect(),
        };
        let answer = self.server.send(&batch)?;
        self.take(&waiting, &answer)
    }

    fn take(&mut self, waiting: &[Waiting], answer: &BatchAnswer) -> Result<Turn, SyncError> {
        let (mut stored, mut refused) = (0, 0);
        for (waiting, item) in waiting.iter().zip(&answer.items) {
            if item.id.is_some_and(|id| id != waiting.id) {
                continue;
            }
            match (&item.outcome, item.id) {
                (ItemOutcome::Stored | ItemOutcome::AlreadyThere, Some(_)) => {
                    self.outbox.sent(waiting.id)?;
                    stored += 1;
                }
                (ItemOutcome::Refused { code, reason }, _) => {
                    tracing::warn!(id = %waiting.id, code, reason, "the server refused an opinion; it is kept");
                    self.outbox.refused(waiting, code, reason, Timestamp::now())?;
                    refused += 1;
                }
                _ => {}
            }
        }
        self.batch_max = BATCH_MAX.min(self.batch_max * 2);
        if stored + refused == 0 { Err(SyncError::Strange) } else { Ok(Turn::Sent { stored, refused }) }
    }

    /// The server did not read the batch: half of it next, and one that is not read alone is passed over
    /// until the others are sent. Whether nothing smaller is left to try.
    fn give_way(&mut self, error: &NetError) -> bool {
        if self.batch_max > 1 {
            self.batch_max /= 2;
            return false;
        }
        let Ok(first) = self.outbox.first(1, &self.passed_over) else {
            return true;
        };
        for waiting in first {
            tracing::warn!(id = %waiting.id, %error, "the server did not read an opinion; it still waits");
            self.passed_over.insert(waiting.id);
        }
        self.passed_over.len() >= self.outbox.unsent()
    }
}

/// The sending thread, as the rest of the program sees it.
#[derive(Clone)]
pub struct SyncHandle {
    wake: Sender<()>,
    trouble: Arc<Mutex<Option<String>>>,
}

impl SyncHandle {
    /// There is something new to send, or the network is back: try at once.
    pub fn wake(&self) {
        // The thread ends only with the program.
        let _ = self.wake.send(());
    }

    /// Why the last try did not work, for the mediator's log; none if it did.
    pub fn trouble(&self) -> Option<String> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Starts sending, between 1 and 60 seconds after each failure.
pub fn start(sync: Sync) -> SyncHandle {
    start_with(sync, Backoff::between(Duration::from_secs(1), Duration::from_secs(60)))
}

fn start_with(mut sync: Sync, mut backoff: Backoff) -> SyncHandle {
    let (wake, woken) = channel();
    let trouble = Arc::new(Mutex::new(None));
    let handle = SyncHandle { wake, trouble: trouble.clone() };
    thread::spawn(move || {
        loop {
            let turn = sync.turn();
            let (wait, error) = wait_after(&turn, &mut backoff);
            *trouble.lock().unwrap_or_else(PoisonError::into_inner) = error;
            if !pause(&woken, wait) {
                return;
            }
        }
    });
    handle
}

/// How long to wait for a wake after that turn (none: until one comes), and what to say of it.
fn wait_after(turn: &Turn, backoff: &mut Backoff) -> (Option<Duration>, Option<String>) {
    match turn {
        Turn::Failed(error) => {
            tracing::info!(%error, "opinions wait");
            let asked = if let SyncError::Net(error) = error { error.wait() } else { None };
            let wait = backoff.after_failure(rand::random()).max(asked.unwrap_or_default());
            (Some(wait), Some(error.to_string()))
        }
        Turn::Empty => {
            backoff.reset();
            (None, None)
        }
        Turn::Sent { .. } | Turn::Smaller => {
            backoff.reset();
            (Some(Duration::ZERO), None)
        }
    }
}

/// Waits to be woken, at most so long; whether to go on.
fn pause(woken: &Receiver<()>, wait: Option<Duration>) -> bool {
    let woke = match wait {
        None => woken.recv().map_err(|_| RecvTimeoutError::Disconnected),
        Some(wait) => woken.recv_timeout(wait),
    };
    // Several wakes at once are one.
    while woken.try_recv().is_ok() {}
    woke != Err(RecvTimeoutError::Disconnected)
}

#[cfg(test)]
mod tests;
