//! The scene itself: its chunks, its light, the ground, and the visitor in it.
//!
//! It reads intents and knows nothing of panels, opinions or the network. Positions are in the scene frame, in
//! metres: f64 wherever something is computed or kept, f32 only for the renderer.

pub mod exhibit;
pub mod news;
pub mod visitor;

pub mod camera;
pub mod chunk;
pub mod packed;
pub mod sky;
pub mod stage;
pub mod sun;
pub mod surface;

pub mod ground;
pub mod grounds;
pub mod path;
pub mod place;
pub mod ride;
pub mod walk;

pub mod aim;
pub mod marker;

pub mod pace;
pub mod ready;

pub use exhibit::{CurrentVariant, Exhibit, ExhibitFiles};
pub use news::News;
pub use pace::Awake;
pub use visitor::{Aimed, Visitor};

use bevy::prelude::*;

/// What is there with and without a window.
pub(super) fn plugin(app: &mut App) {
    app.add_plugins((exhibit::plugin, news::plugin, visitor::plugin, sun::plugin));
    app.add_plugins((grounds::plugin, walk::plugin, place::plugin, ride::plugin, aim::plugin));
    app.add_plugins((pace::plugin, ready::plugin));
}

/// What is seen; it needs a renderer.
pub(super) fn seen(app: &mut App) {
    app.add_plugins((surface::plugin, sky::plugin, camera::plugin, stage::plugin, marker::plugin));
}
