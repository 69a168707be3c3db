//! Pictures of the window, taken only when everything that should be on them is: all of the variant in sight
//! is up, and no shader is still being made.

use std::collections::VecDeque;
use std::io::{self, Cursor};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bevy::prelude::*;
use bevy::render::render_resource::{CachedPipeline, CachedPipelineState, PipelineCache};
use bevy::render::view::screenshot::{Screenshot, ScreenshotCaptured};
use bevy::render::{Render, RenderApp, RenderSystems};

use crate::cache::disk;
use crate::intent::Intent;
use crate::world::stage::Stage;
use crate::world::{Awake, CurrentVariant};
use crate::{Screen, Step};

/// So many frames must have been complete before a picture is taken: what the last one asked for is then
/// on the screen.
const QUIET_FRAMES: u32 = 6;

/// Pictures that were asked for.
#[derive(Resource, Default)]
pub struct Pictures {
    folder: PathBuf,
    wanted: VecDeque<String>,
    under_way: bool,
    quiet_frames: u32,
    failed: Option<String>,
    awaits: &'static str,
}

impl Pictures {
    /// Pictures that go to that folder.
    pub fn in_folder(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), ..Self::default() }
    }

    /// Whether all that were asked for are on the disk.
    pub fn are_taken(&self) -> bool {
        self.wanted.is_empty() && !self.under_way
    }

    /// What the next picture waits for, in a word for the log.
    pub fn awaits(&self) -> &'static str {
        self.awaits
    }

    /// Why a picture could not be kept, if one could not.
    pub fn failed(&self) -> Option<&str> {
        self.failed.as_deref()
    }
}

/// How many shaders are still being made.
#[derive(Resource, Clone, Default)]
struct ShadersToCome(Arc<AtomicUsize>);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Pictures>();
    app.add_systems(Update, ask.in_set(Step::Act));
    app.add_systems(Last, take);
    let shaders = ShadersToCome::default();
    app.insert_resource(shaders.clone());
    if let Some(render) = app.get_sub_app_mut(RenderApp) {
        render.insert_resource(shaders);
        render.add_systems(Render, count.in_set(RenderSystems::Cleanup));
    }
}

/// Only those that are being made: some that bevy prepares wait for a shader that we never load.
fn count(cache: Res<PipelineCache>, shaders: Res<ShadersToCome>) {
    let made = |pipeline: &&CachedPipeline| {
        matches!(pipeline.state, CachedPipelineState::Queued | CachedPipelineState::Creating(_))
    };
    shaders.0.store(cache.pipelines().filter(made).count(), Ordering::Relaxed);
}

fn ask(mut intents: MessageReader<Intent>, mut pictures: ResMut<Pictures>) {
    for intent in intents.read() {
        if let Intent::Picture(name) = intent {
            pictures.wanted.push_back(name.clone());
            pictures.quiet_frames = 0;
        }
    }
}

fn take(
    mut commands: Commands,
    mut pictures: ResMut<Pictures>,
    mut awake: ResMut<Awake>,
    shaders: Res<ShadersToCome>,
    (stage, variant): (Option<Res<Stage>>, Option<Res<CurrentVariant>>),
    screen: Res<State<Screen>>,
) {
    if pictures.are_taken() {
        return;
    }
    awake.keep();
    let whole = match (stage, variant) {
        (Some(stage), Some(variant)) => stage.is_whole(&variant.0),
        // Before an exhibit is there, its absence is the picture.
        _ => *screen.get() != Screen::Walk,
    };
    let made = shaders.0.load(Ordering::Relaxed) == 0;
    pictures.quiet_frames = if whole && made { pictures.quiet_frames + 1 } else { 0 };
    pictures.awaits = match (whole, made) {
        (false, _) => "the scene",
        (true, false) => "a shader",
        (true, true) => "the window",
    };
    if pictures.under_way || pictures.quiet_frames < QUIET_FRAMES {
        return;
    }
    let Some(name) = pictures.wanted.pop_front() else {
        return;
    };
    pictures.under_way = true;
    let path = pictures.folder.join(format!("{name}.png"));
    commands.spawn(Screenshot::primary_window()).observe(
        move |captured: On<ScreenshotCaptured>, mut pictures: ResMut<Pictures>| {
            pictures.under_way = false;
            match keep(&captured.image, &path) {
                Ok(()) => info!("picture: {}", path.display()),
                Err(error) => pictures.failed = Some(format!("{}: {error}", path.display())),
            }
        },
    );
}

fn keep(image: &Image, path: &Path) -> io::Result<()> {
    let picture = image.clone().try_into_dynamic().map_err(io::Error::other)?.to_rgb8();
    let mut png = Vec::new();
    picture.write_to(&mut Cursor::new(&mut png), image::ImageFormat::Png).map_err(io::Error::other)?;
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        disk::make_folder(folder)?;
    }
    disk::write_durably(path, &png)
}
