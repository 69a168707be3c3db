//! The scene itself: its chunks, its light, the ground, and the visitor in it.
//!
//! It reads intents and knows nothing of panels, opinions or the network.

pub mod exhibit;
pub mod visitor;

pub use exhibit::{CurrentVariant, Exhibit, ExhibitFiles};
pub use visitor::{Aimed, Visitor};

use bevy::prelude::*;

pub(super) fn plugin(app: &mut App) {
    app.add_plugins((exhibit::plugin, visitor::plugin));
}
