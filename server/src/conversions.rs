//! The conversions of this server that are under way, and how far each is. Held in memory: a conversion does not survive its
//! server, and what became of it is in the store.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use belvedere_domain::id::ModelId;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

use crate::convert::{Said, Stage};
use crate::error::chain;
use crate::import::{self, ImportError};
use crate::state::AppState;
use crate::store::audit::Actor;
use crate::store::model::{Model, ModelState};

/// A conversion of another process (the command line's) that has not ended after so long never will.
const CUT_OFF_AFTER: SignedDuration = SignedDuration::from_hours(1);

/// How far a conversion is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// 0 to 100.
    pub percent: u8,
    /// What is being done; nothing yet while it waits for its turn.
    pub stage: Option<Stage>,
}

/// What is being converted.
pub struct Conversions {
    under_way: Mutex<HashMap<ModelId, watch::Sender<Progress>>>,
    failed: Mutex<BTreeSet<ModelId>>,
    up_since: Timestamp,
    stopping: watch::Sender<bool>,
}

/// One conversion, from its announcement to its end.
pub struct Running {
    id: ModelId,
    of: Arc<Conversions>,
}

impl Conversions {
    /// None yet, of a server that starts now.
    pub fn new(now: Timestamp) -> Arc<Self> {
        let stopping = watch::Sender::new(false);
        Arc::new(Self { under_way: Mutex::default(), failed: Mutex::default(), up_since: now, stopping })
    }

    /// Announces a conversion.
    pub fn begin(self: &Arc<Self>, id: ModelId) -> Running {
        locked(&self.failed).remove(&id);
        locked(&self.under_way).insert(id, watch::Sender::default());
        Running { id, of: Arc::clone(self) }
    }

    /// Hears how far a conversion is, until its end; none when it is not under way.
    pub fn follow(&self, id: ModelId) -> Option<watch::Receiver<Progress>> {
        locked(&self.under_way).get(&id).map(watch::Sender::subscribe)
    }

    /// Whether a model is still to come out of a conversion: one of ours, or perhaps one of the command line's.
    pub fn is_converting(&self, model: &Model, now: Timestamp) -> bool {
        if model.state != ModelState::Received || locked(&self.failed).contains(&model.id) {
            return false;
        }
        let is_elsewhere =
            || model.received_at >= self.up_since && now.duration_since(model.received_at) < CUT_OFF_AFTER;
        locked(&self.under_way).contains_key(&model.id) || is_elsewhere()
    }

    /// Says that the server stops: whoever follows is to let go.
    pub fn stop(&self) {
        self.stopping.send_replace(true);
    }

    /// Hears that the server stops.
    pub fn stopping(&self) -> watch::Receiver<bool> {
        self.stopping.subscribe()
    }
}

impl Running {
    /// Tells how far it is.
    pub fn tell(&self, percent: u8, stage: Stage) {
        if let Some(told) = locked(&self.of.under_way).get(&self.id) {
            told.send_replace(Progress { percent, stage: Some(stage) });
        }
    }

    fn fail(&self) {
        locked(&self.of.failed).insert(self.id);
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        locked(&self.of.under_way).remove(&self.id);
    }
}

fn locked<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    // Maps and sets of ids are whole whoever panicked.
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Converts a model that was received, while the answer goes out: a large one takes a minute.
pub fn in_background(state: &AppState, model: Model, said: Said, by: Actor) {
    let (state, running) = (state.clone(), state.conversions.begin(model.id));
    tokio::spawn(async move {
        if let Err(error) = run(&state, &running, &model, &said, by).await {
            tracing::error!(cause = chain(&error), model = %model.id, "conversion");
        }
    });
}

/// Converts a model that was received, heard by whoever follows it.
///
/// # Errors
/// As [`import::convert`].
pub async fn convert(state: &AppState, model: &Model, said: &Said, by: Actor) -> Result<(), ImportError> {
    run(state, &state.conversions.begin(model.id), model, said, by).await
}

async fn run(state: &AppState, running: &Running, model: &Model, said: &Said, by: Actor) -> Result<(), ImportError> {
    let progress = |percent, stage| running.tell(percent, stage);
    let done = import::convert(&state.store, &state.blobs, model, said, progress, by).await;
    done.map(drop).inspect_err(|_| running.fail())
}

#[cfg(test)]
mod tests {
    use belvedere_domain::exhibit::Blob;
    use belvedere_domain::hash::ContentHash;
    use belvedere_domain::id::SceneId;
    use uuid::Uuid;

    use super::*;

    fn received(at: Timestamp) -> Model {
        let (id, scene) = (ModelId::from_uuid(Uuid::from_u128(1)), SceneId::from_uuid(Uuid::from_u128(2)));
        let upload = Blob { hash: ContentHash::of(b"x"), bytes: 1 };
        Model::received(id, scene, "a".parse().unwrap(), "a.glb".into(), upload, at)
    }

    #[tokio::test]
    async fn a_conversion_is_followed_to_its_end() {
        let conversions = Conversions::new(Timestamp::UNIX_EPOCH);
        let id = ModelId::from_uuid(Uuid::from_u128(1));
        assert!(conversions.follow(id).is_none());
        let running = conversions.begin(id);
        let mut heard = conversions.follow(id).unwrap();
        assert_eq!(*heard.borrow_and_update(), Progress::default());
        running.tell(40, Stage::Lighting);
        heard.changed().await.unwrap();
        assert_eq!(*heard.borrow_and_update(), Progress { percent: 40, stage: Some(Stage::Lighting) });
        drop(running);
        assert!(heard.changed().await.is_err() && conversions.follow(id).is_none());
    }

    #[test]
    fn what_a_former_server_left_is_cut_off_and_what_another_process_does_is_not() {
        let at = |minutes| Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes);
        let conversions = Conversions::new(at(10));
        assert!(!conversions.is_converting(&received(at(9)), at(11)), "before this server");
        assert!(conversions.is_converting(&received(at(10)), at(69)), "perhaps by the command line");
        assert!(!conversions.is_converting(&received(at(10)), at(70)), "but not for so long");
        let running = conversions.begin(received(at(9)).id);
        assert!(conversions.is_converting(&received(at(9)), at(900)), "under way, however long it takes");
        running.fail();
        assert!(!conversions.is_converting(&received(at(10)), at(11)), "failed");
    }
}
