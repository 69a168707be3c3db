//! What the visitor has in front of them, one file per screen. Screens show and ask; what comes of it is
//! [`crate::visit`]'s.

mod choose_place;
mod corner;
mod loading;
mod opinion;
mod problem;
mod thanks;
mod walk;

use bevy::prelude::*;

pub(super) fn plugin(app: &mut App) {
    app.add_plugins((
        loading::plugin,
        corner::plugin,
        walk::plugin,
        choose_place::plugin,
        opinion::plugin,
        thanks::plugin,
        problem::plugin,
    ));
}
