//! The kiosk's viewer: a resident walks through an exhibit and leaves an opinion.
//!
//! Here is what the features share: the screens, the order of a frame, the list of plugins. A feature is
//! one file with a `plugin`; it is put in order here and nowhere else.

pub mod args;
pub mod start;

pub mod intent;
pub mod window;
pub mod world;

pub mod link;
pub mod screens;
pub mod ui;
pub mod visit;

pub mod backoff;
pub mod cache;
pub mod fetch;
pub mod fresh;
pub mod net;
pub mod outbox;
pub mod sync;

pub mod picture;
pub mod script;
pub mod tell;

#[cfg(test)]
mod sample;

use bevy::prelude::*;

/// What the visitor has in front of them. Entities of a screen leave with it (`DespawnOnExit`).
#[derive(States, Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Screen {
    /// The exhibit is not there yet, or not yet ready to be shown.
    #[default]
    Loading,
    /// Walking through the scene.
    Walk,
    /// Choosing the place that the opinion is about.
    ChoosePlace,
    /// Saying what one thinks.
    Opinion,
    /// The opinion is safe; the receipt is shown.
    Thanks,
    /// Something is in the way that the visitor or the mediator must know.
    Problem,
}

impl Screen {
    /// Every screen.
    pub const ALL: [Self; 6] =
        [Self::Loading, Self::Walk, Self::ChoosePlace, Self::Opinion, Self::Thanks, Self::Problem];

    /// Its stable name, for scripts and for whoever listens to `--tell`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Loading => "loading",
            Self::Walk => "walk",
            Self::ChoosePlace => "choose-place",
            Self::Opinion => "opinion",
            Self::Thanks => "thanks",
            Self::Problem => "problem",
        }
    }

    /// Whether the visitor walks and looks round on this screen.
    pub fn lets_walk(self) -> bool {
        matches!(self, Self::Walk | Self::ChoosePlace)
    }
}

/// The steps of a frame, all in `Update`, in this order.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Devices and scripts write intents.
    Devices,
    /// Features read intents: screens change, opinions are written down.
    Act,
    /// The world moves: walking, picking, variants, loading.
    World,
    /// The camera, the markers and the pictures follow.
    Show,
}

/// The whole viewer. The caller inserts what it starts from and runs it.
pub fn app(options: &window::Options) -> App {
    let mut app = App::new();
    app.add_plugins(window::plugins(options));
    app.init_state::<Screen>();
    app.configure_sets(Update, (Step::Devices, Step::Act, Step::World, Step::Show).chain());
    app.insert_resource(options.clone());
    app.add_plugins((intent::plugin, world::plugin, world::seen));
    app.add_plugins((ui::plugin, screens::plugin, visit::plugin, link::plugin));
    app.add_plugins((script::play::plugin, picture::plugin));
    app
}
