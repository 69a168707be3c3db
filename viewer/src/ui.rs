//! What panels are made of: colours and sizes, buttons, and the desk at which a screen is drawn. Panels show
//! and ask; they say [`Intent`](crate::intent::Intent)s and change nothing themselves.

pub mod desk;
pub mod faces;
pub mod panel;
pub mod theme;
pub mod widgets;

use bevy::prelude::*;
use bevy_egui::{EguiPlugin, EguiPreUpdateSet, EguiPrimaryContextPass};

pub use desk::{Control, Controls, Desk, Speaking};

/// Within the pass of the panels.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pass {
    /// The desk is cleared.
    Clear,
    /// Screens draw.
    Draw,
}

pub(super) fn plugin(app: &mut App) {
    app.add_plugins(EguiPlugin { bindless_mode_array_size: None });
    app.configure_sets(EguiPrimaryContextPass, (Pass::Clear, Pass::Draw).chain());
    app.add_systems(
        PreUpdate,
        (theme::dress, theme::fit).chain().after(EguiPreUpdateSet::InitContexts).before(EguiPreUpdateSet::ProcessInput),
    );
    app.add_plugins(desk::plugin);
}
