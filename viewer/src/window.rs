//! The window and bevy's plugins: what the machine can afford is decided here.
//!
//! Nothing here knows of the scene or of the visitor.

use bevy::app::PluginGroupBuilder;
use bevy::log::LogPlugin;
use bevy::prelude::*;
use bevy::window::{MonitorSelection, WindowMode, WindowResolution};

/// How the viewer presents itself.
#[derive(Resource, Clone, Debug)]
pub struct Options {
    /// In a window rather than on the whole screen.
    pub windowed: bool,
    /// The size of that window.
    pub size_px: [u32; 2],
    /// How much is spent on a frame.
    pub quality: Quality,
}

impl Default for Options {
    fn default() -> Self {
        Self { windowed: false, size_px: [1280, 720], quality: Quality::Low }
    }
}

/// The rungs of the quality ladder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quality {
    /// For software Vulkan and the oldest integrated GPUs.
    #[default]
    Low,
    /// With smooth edges and sharp slanting textures, for a GPU.
    High,
}

/// Bevy's plugins, for that window.
pub fn plugins(options: &Options) -> PluginGroupBuilder {
    let mode = if options.windowed {
        WindowMode::Windowed
    } else {
        WindowMode::BorderlessFullscreen(MonitorSelection::Current)
    };
    let window = Window {
        title: "Belvédère".into(),
        name: Some("belvedere".into()),
        resolution: WindowResolution::new(options.size_px[0], options.size_px[1]),
        mode,
        ..default()
    };
    DefaultPlugins
        .set(WindowPlugin { primary_window: Some(window), ..default() })
        .set(LogPlugin { filter: "warn,belvedere_viewer=info".into(), ..default() })
}
