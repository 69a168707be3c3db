//! An upload that is whole becomes a model: the same as from the form. And the tending of what is left lying.

use std::time::Duration;

use jiff::Timestamp;

use super::{Kept, Turn};
use crate::conversions;
use crate::error::chain;
use crate::import::{self, ImportError, Upload};
use crate::state::AppState;
use crate::store::audit::Actor;
use crate::store::model;

/// Between two looks for what has expired.
const TENDED_EVERY: Duration = Duration::from_secs(60 * 60);

/// Takes a whole upload in as a model and starts its conversion; once only, however often it is asked.
///
/// # Errors
/// When it cannot be kept: it stays as it is, and can be settled later.
pub async fn settle(state: &AppState, kept: &Kept, _turn: &Turn) -> Result<(), ImportError> {
    let about = &kept.about;
    if model::find(&mut *state.store.read().await?, about.id).await?.is_none() {
        let (path, by) = (state.uploads.bytes_of(about.id), Actor::User(about.by));
        let upload =
            Upload { scene: about.scene, variant: about.variant.clone(), file_name: &about.file_name, path: &path };
        let model = import::receive_as(about.id, &state.store, &state.blobs, upload, by).await?;
        conversions::in_background(state, model, about.said(), by);
    }
    match state.uploads.release(about.id).await {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// Settles what a stop of the server left whole and unsettled, and removes what has expired: now, and every hour. Never ends.
pub async fn tend(state: AppState) {
    loop {
        if let Err(error) = tend_once(&state, Timestamp::now()).await {
            tracing::error!(%error, "the uploads' folder cannot be tended");
        }
        tokio::time::sleep(TENDED_EVERY).await;
    }
}

async fn tend_once(state: &AppState, now: Timestamp) -> std::io::Result<()> {
    state.uploads.remove_leftovers().await?;
    for kept in state.uploads.all().await? {
        let id = kept.about.id;
        // Somebody is at it: neither forgotten nor expired.
        let Some(turn) = state.uploads.turn(id) else {
            continue;
        };
        if kept.is_whole()
            && let Err(error) = settle(state, &kept, &turn).await
        {
            tracing::error!(cause = chain(&error), %id, "an upload that is whole cannot be taken in");
        }
        if now >= kept.expires_at()
            && let Err(error) = state.uploads.remove(id).await
        {
            tracing::error!(%error, %id, "an expired upload cannot be removed");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use belvedere_domain::id::{ConsultationId, ModelId, SceneId, UserId};
    use futures_util::stream::iter;
    use jiff::SignedDuration;
    use uuid::Uuid;

    use super::*;
    use crate::config::{Config, Flags};
    use crate::upload::{About, EXPIRES_AFTER};

    /// Of a scene that is not there: it can never be taken in.
    fn about(n: u128) -> About {
        About {
            id: ModelId::from_uuid(Uuid::from_u128(n)),
            by: UserId::from_uuid(Uuid::from_u128(1)),
            consultation: ConsultationId::from_uuid(Uuid::from_u128(2)),
            scene: SceneId::from_uuid(Uuid::from_u128(3)),
            variant: "a".parse().unwrap(),
            file_name: "place.glb".into(),
            length_bytes: 4,
            metadata: String::new(),
            scale: None,
            up_axis: None,
        }
    }

    #[tokio::test]
    async fn what_cannot_be_taken_in_stays_until_it_expires_and_whoever_writes_is_let_be() {
        let folder = tempfile::tempdir().unwrap();
        let flags = Flags { data_dir: Some(folder.path().to_owned()), ..Flags::default() };
        let state = AppState::open(Config::load(&flags).unwrap()).await.unwrap();
        let now = Timestamp::now();
        for n in [1, 2] {
            let kept = state.uploads.make(&about(n), now).await.unwrap();
            let mut turn = state.uploads.turn(kept.about.id).unwrap();
            let body = iter([Ok::<_, std::convert::Infallible>("glTF")]);
            assert_eq!(state.uploads.append(&mut turn, &kept, body).await.unwrap(), 4);
        }
        tend_once(&state, now).await.unwrap();
        assert_eq!(state.uploads.all().await.unwrap().len(), 2, "not lost");
        let written = state.uploads.turn(about(2).id).unwrap();
        let later = now + EXPIRES_AFTER + SignedDuration::from_mins(1);
        tend_once(&state, later).await.unwrap();
        let left = state.uploads.all().await.unwrap();
        assert_eq!(left.iter().map(|kept| kept.about.id).collect::<Vec<_>>(), [about(2).id]);
        drop(written);
        tend_once(&state, later).await.unwrap();
        assert_eq!(state.uploads.all().await.unwrap(), []);
    }
}
