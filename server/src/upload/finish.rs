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
            tracing::error!(%error, "the uploads' folder cannot be read");
        }
        tokio::time::sleep(TENDED_EVERY).await;
    }
}

pub(super) async fn tend_once(state: &AppState, now: Timestamp) -> std::io::Result<()> {
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
