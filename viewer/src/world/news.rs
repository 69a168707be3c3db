//! What the world tells the screens.

use belvedere_domain::id::Key;
use bevy::prelude::*;

/// Something happened to the world that a screen may want to say.
#[derive(Message, Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// The first variant can be seen and walked in.
    Ready,
    /// A variant is wholly there; switching to it is instant.
    VariantIsUp(Key),
    /// A variant's files cannot be used. The cause is for the log and the mediator, in English.
    VariantFailed {
        /// Which.
        variant: Key,
        /// Why.
        cause: String,
    },
    /// There is no way to where the visitor wanted to go.
    NoWayThere,
}

pub(super) fn plugin(app: &mut App) {
    app.add_message::<News>();
}
