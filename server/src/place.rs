//! What follows from a placement: models that must be converted anew, and their conversion in the background.
//!
//! A model in coordinates of its own goes where its scene goes, and nothing is to be done. Two things ask for a conversion:
//! * the scene takes the placement that one model's real-world coordinates propose, and another model was put into another
//!   frame by its own: both must lie in one;
//! * somebody gives another scale, which is said of every model of the scene.
//!
//! A model in real-world coordinates that somebody moves on the map stays where it was moved to: it was done on purpose.

use std::collections::BTreeSet;
use std::sync::Mutex;

use belvedere_domain::id::SceneId;
use belvedere_domain::placement::{Placement, PlacementMethod};
use belvedere_domain::scene::Scene;

use crate::conversions;
use crate::convert::Said;
use crate::import;
use crate::state::AppState;
use crate::store::audit::Actor;
use crate::store::model::reading::{self, Reading};
use crate::store::model::{self, Model};
use crate::store::{Db, StoreError, scene};

/// Scenes whose models are being converted anew.
static AT_WORK: Mutex<BTreeSet<SceneId>> = Mutex::new(BTreeSet::new());

/// A variant's current model, and how it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Current {
    /// The model.
    pub model: Model,
    /// How it was read: as glTF says, in its proposal's frame, where that was not kept.
    pub reading: Reading,
}

/// The current models of a scene, in the order of its variants.
///
/// # Errors
/// When the database cannot do it.
pub async fn current(db: &mut Db, scene: &Scene) -> Result<Vec<Current>, StoreError> {
    let mut all = Vec::new();
    for variant in &scene.variants {
        let Some(model) = model::current(db, scene.id, &variant.key).await? else {
            continue;
        };
        let kept = reading::of(db, model.id).await?;
        let reading = kept.unwrap_or_else(|| Reading {
            scale: model.proposal.as_ref().map_or(1.0, |proposal| proposal.scale),
            up_axis: model.proposal.as_ref().map_or(scene.placement.up_axis, |proposal| proposal.up_axis),
            frame: model.proposal.clone(),
        });
        all.push(Current { model, reading });
    }
    Ok(all)
}

impl Current {
    /// Whether the model must be converted anew to fit the placement of its scene.
    pub fn is_stale(&self, placement: &Placement) -> bool {
        match placement.method {
            PlacementMethod::Detected => {
                self.reading.frame.as_ref().is_some_and(|frame| !frame.has_frame_of(placement))
            }
            _ => placement.given_scale().is_some_and(|scale| scale != self.reading.scale),
        }
    }

    /// Whether it can be read with another scale without moving: it stands around its own origin.
    pub fn can_be_scaled(&self) -> bool {
        self.reading.frame.is_none() && self.model.offset_m.is_none_or(|offset_m| offset_m == [0.0; 3])
    }

    fn said(&self, placement: &Placement) -> Said {
        let scale = placement.given_scale().unwrap_or(self.reading.scale);
        Said { scale: Some(scale), up_axis: Some(self.reading.up_axis.into()), placement: None }
    }
}

/// Whether models of the scene are being converted anew now.
pub fn is_at_work(scene: SceneId) -> bool {
    at_work().contains(&scene)
}

/// Converts the models of a scene that its placement made stale, while the answer to a request goes out. What fails is logged;
/// the placement's page then says which models are stale still.
pub fn in_background(state: &AppState, scene: SceneId, by: Actor) {
    if !at_work().insert(scene) {
        return;
    }
    let state = state.clone();
    tokio::spawn(async move {
        if let Err(error) = convert_stale(&state, scene, by).await {
            tracing::error!(cause = crate::error::chain(&error), %scene, "models were not converted anew");
        }
        at_work().remove(&scene);
    });
}

/// Once more if the scene is placed otherwise in the meantime.
async fn convert_stale(state: &AppState, id: SceneId, by: Actor) -> Result<(), import::ImportError> {
    let mut done = None;
    loop {
        let found = scene::find(&mut *state.store.read().await?, id).await?;
        let scene = found.ok_or(import::ImportError::NoScene(id))?;
        if done.as_ref() == Some(&scene.placement) {
            return Ok(());
        }
        let all = current(&mut *state.store.read().await?, &scene).await?;
        for stale in all.iter().filter(|one| one.is_stale(&scene.placement)) {
            let again = import::receive_again(&state.store, &stale.model, by).await?;
            let said = stale.said(&scene.placement);
            conversions::convert(state, &again, &said, by).await?;
        }
        done = Some(scene.placement);
    }
}

fn at_work() -> std::sync::MutexGuard<'static, BTreeSet<SceneId>> {
    // A set of ids is whole whoever panicked.
    AT_WORK.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use belvedere_domain::placement::UpAxis;

    use super::*;
    use crate::pages::tests_support::{model, placement};

    fn current(scale: f64, frame: Option<Placement>) -> Current {
        Current { model: model(), reading: Reading { scale, up_axis: UpAxis::Y, frame } }
    }

    #[test]
    fn what_stands_around_its_own_origin_goes_where_its_scene_goes() {
        for method in PlacementMethod::ALL {
            let placed = Placement { method, easting_m: 1.0, ..placement() };
            assert!(!current(1.0, None).is_stale(&placed));
        }
    }

    #[test]
    fn one_frame_for_all_models_in_real_coordinates() {
        let taken = Placement { method: PlacementMethod::Detected, ..placement() };
        let other = Placement { easting_m: taken.easting_m + 100.0, ..taken.clone() };
        assert!(!current(1.0, Some(taken.clone())).is_stale(&taken));
        assert!(current(1.0, Some(other.clone())).is_stale(&taken));
        let moved = Placement { method: PlacementMethod::OnMap, ..other };
        assert!(!current(1.0, Some(taken)).is_stale(&moved), "it was moved on purpose");
    }

    #[test]
    fn another_scale_is_said_of_every_model() {
        let scaled = Placement { method: PlacementMethod::TwoPoints, scale: 0.98, ..placement() };
        let stale = current(1.0, None);
        assert!(stale.is_stale(&scaled) && !current(0.98, None).is_stale(&scaled));
        assert_eq!(stale.said(&scaled).scale, Some(0.98));
        assert_eq!(current(0.001, None).said(&placement()).scale, Some(0.001), "what was found out is kept");
        let read_in_mm = Placement { method: PlacementMethod::Detected, scale: 0.001, ..placement() };
        assert!(!stale.is_stale(&read_in_mm), "what was read of one file says nothing of another");
    }
}
