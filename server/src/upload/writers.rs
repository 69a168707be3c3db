//! One writer at a time for each upload. Whoever has the turn can be asked to give it back.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use belvedere_domain::id::ModelId;
use tokio::sync::watch;

/// How long a turn that is asked back is waited for: a piece and its sync.
const GIVEN_BACK_WITHIN: Duration = Duration::from_secs(10);

/// Who writes what now.
#[derive(Default)]
pub(super) struct Writers(Mutex<HashMap<ModelId, watch::Sender<bool>>>);

/// The turn to write one upload, until it is dropped.
pub struct Turn {
    id: ModelId,
    of: Arc<Writers>,
    asked_back: watch::Receiver<bool>,
}

impl Writers {
    pub(super) fn turn(self: &Arc<Self>, id: ModelId) -> Option<Turn> {
        let mut all = self.all();
        if all.contains_key(&id) {
            return None;
        }
        let (ask, asked_back) = watch::channel(false);
        all.insert(id, ask);
        Some(Turn { id, of: Arc::clone(self), asked_back })
    }

    pub(super) async fn take_turn(self: &Arc<Self>, id: ModelId) -> Option<Turn> {
        let former = self.all().get(&id).cloned();
        if let Some(former) = former {
            former.send_replace(true);
            tokio::time::timeout(GIVEN_BACK_WITHIN, former.closed()).await.ok()?;
        }
        self.turn(id)
    }

    fn all(&self) -> MutexGuard<'_, HashMap<ModelId, watch::Sender<bool>>> {
        // A map of ids is whole whoever panicked.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Turn {
    /// Ends when somebody else asks for the turn.
    pub(super) async fn is_asked_back(&mut self) {
        // The other end lives as long as this turn.
        let _ = self.asked_back.wait_for(|asked| *asked).await;
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.of.all().remove(&self.id);
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[tokio::test]
    async fn a_turn_is_one_persons_until_it_is_given_back() {
        let (writers, id) = (Arc::<Writers>::default(), ModelId::from_uuid(Uuid::from_u128(1)));
        let mut first = writers.turn(id).unwrap();
        assert!(writers.turn(id).is_none(), "one at a time");
        assert!(writers.turn(ModelId::from_uuid(Uuid::from_u128(2))).is_some(), "each upload for itself");
        let writing = tokio::spawn(async move { first.is_asked_back().await });
        assert!(writers.take_turn(id).await.is_some(), "given back when asked");
        writing.await.unwrap();
        assert!(writers.turn(id).is_some(), "and by being dropped");
    }
}
