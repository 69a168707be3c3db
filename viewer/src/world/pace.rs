//! When to draw: all the time while something moves, else only when something happens. A kiosk that nobody
//! touches costs next to nothing.

use std::time::Duration;

use bevy::prelude::*;
use bevy::window::RequestRedraw;
use bevy::winit::{UpdateMode, WinitSettings};

use super::stage::Stage;
use crate::{Screen, Step};

/// How often a frame comes when nothing happens.
const STILL: Duration = Duration::from_secs(2);
/// The same with a gamepad, whose sticks do not wake the window.
const STILL_WITH_GAMEPAD: Duration = Duration::from_millis(60);

/// Whether the next frame must come at once. Whoever moves something says so in each frame.
#[derive(Resource, Debug, Default)]
pub struct Awake {
    frames: u32,
}

impl Awake {
    /// Something moves: the next frames are needed.
    pub fn keep(&mut self) {
        self.keep_for(2);
    }

    /// That many frames are needed, whatever happens.
    pub fn keep_for(&mut self, frames: u32) {
        self.frames = self.frames.max(frames);
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Awake>();
    app.add_systems(Startup, settle);
    app.add_systems(Update, (stay_while_loading, heed_gamepads).in_set(Step::World));
    app.add_systems(Last, draw_on);
}

fn settle(mut commands: Commands) {
    commands.insert_resource(still(STILL));
}

fn still(wait: Duration) -> WinitSettings {
    WinitSettings { focused_mode: UpdateMode::reactive(wait), unfocused_mode: UpdateMode::reactive(wait) }
}

fn heed_gamepads(
    added: Query<(), Added<Gamepad>>,
    gamepads: Query<(), With<Gamepad>>,
    mut removed: RemovedComponents<Gamepad>,
    settings: Option<ResMut<WinitSettings>>,
) {
    if (removed.read().count() > 0 || !added.is_empty())
        && let Some(mut settings) = settings
    {
        *settings = still(if gamepads.is_empty() { STILL } else { STILL_WITH_GAMEPAD });
    }
}

/// Pipelines are built and files arrive between frames: they need frames to be seen.
fn stay_while_loading(stage: Option<Res<Stage>>, screen: Res<State<Screen>>, mut awake: ResMut<Awake>) {
    if *screen.get() == Screen::Loading || stage.is_some_and(|stage| stage.is_loading()) {
        awake.keep_for(30);
    }
}

fn draw_on(mut awake: ResMut<Awake>, mut redraw: MessageWriter<RequestRedraw>) {
    if awake.frames > 0 {
        awake.frames -= 1;
        redraw.write(RequestRedraw);
    }
}
