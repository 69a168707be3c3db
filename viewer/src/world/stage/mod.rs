//! The stage: every variant's chunk on its way from disk to screen, and which of them is seen.
//!
//! Reading and decoding happen on threads of their own (bevy's task pools must stay free for its own start); here
//! what arrives is put up, a little in each frame, so that the window never freezes.

mod arrival;
mod levels;
mod read;
mod shape;

use std::collections::HashSet;
use std::sync::mpsc::{Receiver, TryRecvError};

use belvedere_domain::id::Key;
use bevy::camera::primitives::Aabb;
use bevy::camera::visibility::NoAutoAabb;
use bevy::platform::cell::SyncCell;
use bevy::prelude::*;

use self::arrival::Arrival;
use self::levels::Levels;
use super::chunk::Look;
use super::exhibit::{CurrentVariant, Exhibit, ExhibitFiles};
use super::news::News;
use super::sun::Sun;
use super::surface::Surface;
use crate::window::Options;
use crate::{Screen, Step};

/// What is put up in one frame, in bytes, while people walk; more while they wait.
const FRAME_BYTES: usize = 4 << 20;
const WAITING_FRAME_BYTES: usize = 48 << 20;

/// What was loaded and what is still to come.
#[derive(Resource)]
pub struct Stage {
    variants: Vec<VariantStage>,
    arrivals: SyncCell<Receiver<Arrival>>,
    pictures: Vec<(u64, Handle<Image>)>,
}

/// One variant of the stage.
struct VariantStage {
    key: Key,
    root: Entity,
    looks: Vec<Look>,
    surfaces: Vec<Handle<Surface>>,
    pictures_there: HashSet<usize>,
    near_pictures: Option<Vec<usize>>,
    whole: bool,
}

impl Stage {
    /// Whether what surrounds the visitor's first place is up in that variant.
    pub fn is_near_up(&self, variant: &Key) -> bool {
        self.variants.iter().any(|stage| {
            stage.key == *variant
                && stage
                    .near_pictures
                    .as_ref()
                    .is_some_and(|pictures| pictures.iter().all(|picture| stage.pictures_there.contains(picture)))
        })
    }

    /// Whether all of that variant is up.
    pub fn is_whole(&self, variant: &Key) -> bool {
        self.variants.iter().any(|stage| stage.key == *variant && stage.whole)
    }

    /// Whether something is still to come.
    pub fn is_loading(&self) -> bool {
        self.variants.iter().any(|stage| !stage.whole)
    }
}

pub(super) fn plugin(app: &mut App) {
    app.add_plugins(levels::plugin);
    app.add_systems(
        Update,
        (
            begin.run_if(resource_exists::<Exhibit>.and_then(not(resource_exists::<Stage>))),
            put_up.run_if(resource_exists::<Stage>),
            show.run_if(resource_exists::<Stage>.and_then(resource_exists::<CurrentVariant>)),
        )
            .chain()
            .in_set(Step::World),
    );
}

/// Starts reading. Also called before the first frame, so that the disk works while the renderer starts.
pub(super) fn begin(
    mut commands: Commands,
    exhibit: Res<Exhibit>,
    files: Res<ExhibitFiles>,
    options: Option<Res<Options>>,
) {
    let options = options.map(|options| options.clone()).unwrap_or_default();
    let (sender, receiver) = std::sync::mpsc::channel();
    read::start(&exhibit, &files, options.quality, sender);
    let variants = exhibit.manifest.variants.iter().map(|files| VariantStage {
        key: files.variant.key.clone(),
        root: commands.spawn((Transform::default(), Visibility::Hidden)).id(),
        looks: Vec::new(),
        surfaces: Vec::new(),
        pictures_there: HashSet::new(),
        near_pictures: None,
        whole: false,
    });
    let variants = variants.collect();
    commands.insert_resource(Stage { variants, arrivals: SyncCell::new(receiver), pictures: Vec::new() });
}

/// Where what arrives is put.
#[derive(bevy::ecs::system::SystemParam)]
struct Store<'w, 's> {
    commands: Commands<'w, 's>,
    meshes: ResMut<'w, Assets<Mesh>>,
    surfaces: ResMut<'w, Assets<Surface>>,
    images: ResMut<'w, Assets<Image>>,
    sun: ResMut<'w, Sun>,
    news: MessageWriter<'w, News>,
}

fn put_up(mut stage: ResMut<Stage>, screen: Res<State<Screen>>, mut store: Store) {
    let waiting = *screen.get() == Screen::Loading;
    let mut left = if waiting { WAITING_FRAME_BYTES } else { FRAME_BYTES };
    loop {
        let arrival = match stage.arrivals.get().try_recv() {
            Ok(arrival) => arrival,
            Err(TryRecvError::Empty | TryRecvError::Disconnected) => return,
        };
        let bytes = arrival.bytes();
        stage.receive(arrival, &mut store);
        match left.checked_sub(bytes) {
            Some(rest) => left = rest,
            None => return,
        }
    }
}

impl Stage {
    fn receive(&mut self, arrival: Arrival, store: &mut Store) {
        match arrival {
            Arrival::Looks { variant, looks, sun_towards } => {
                if let Some(towards) = sun_towards.and_then(|s| Vec3::from_array(s).try_normalize()) {
                    store.sun.set_if_neq(Sun { towards });
                }
                let stage = &mut self.variants[variant];
                let surfaces = looks.iter().map(|look| Surface::of(look, store.sun.towards));
                stage.surfaces = surfaces.map(|surface| store.surfaces.add(surface)).collect();
                stage.looks = looks;
            }
            Arrival::Part { variant, mesh, levels, look, bounds_m, .. } => {
                let meshes = (*mesh, levels);
                self.put_part(variant, meshes, look, bounds_m, store);
            }
            Arrival::Picture { variant, index, hash, image } => {
                let handle = self.picture(hash, image.map(|image| *image), store);
                self.variants[variant].put_picture(index, &handle, store);
            }
            Arrival::Near { variant, pictures } => {
                self.variants[variant].near_pictures = Some(pictures);
            }
            Arrival::Whole { variant } => {
                self.variants[variant].whole = true;
                store.news.write(News::VariantIsUp(self.variants[variant].key.clone()));
            }
            Arrival::Failed { variant, cause } => {
                let variant = &mut self.variants[variant];
                // What could be read is shown; what could not is told.
                variant.whole = true;
                variant.near_pictures.get_or_insert_default();
                store.news.write(News::VariantFailed { variant: variant.key.clone(), cause });
            }
        }
    }

    fn put_part(
        &mut self,
        variant: usize,
        (mesh, levels): (Mesh, Vec<(f32, Mesh)>),
        look: usize,
        [low, high]: [[f32; 3]; 2],
        store: &mut Store,
    ) {
        let stage = &self.variants[variant];
        let Some(surface) = stage.surfaces.get(look).or(stage.surfaces.last()) else {
            return;
        };
        let whole = store.meshes.add(mesh);
        let levels = levels.into_iter().map(|(error_m, mesh)| (error_m, store.meshes.add(mesh))).collect();
        store.commands.spawn((
            Mesh3d(whole.clone()),
            Levels { whole, simpler: levels },
            MeshMaterial3d(surface.clone()),
            Aabb::from_min_max(low.into(), high.into()),
            NoAutoAabb,
            ChildOf(stage.root),
        ));
    }

    /// The handle of a picture: the same picture of several variants is held once.
    fn picture(&mut self, hash: u64, image: Option<Image>, store: &mut Store) -> Handle<Image> {
        if let Some(image) = image {
            self.pictures.push((hash, store.images.add(image)));
        }
        let known = self.pictures.iter().find(|(known, _)| *known == hash);
        known.map(|(_, handle)| handle.clone()).unwrap_or_default()
    }
}

impl VariantStage {
    fn put_picture(&mut self, index: usize, image: &Handle<Image>, store: &mut Store) {
        for (look, surface) in self.looks.iter().zip(&self.surfaces) {
            if look.picture == Some(index)
                && let Some(mut surface) = store.surfaces.get_mut(surface)
            {
                surface.picture = Some(image.clone());
            }
        }
        self.pictures_there.insert(index);
    }
}

fn show(stage: Res<Stage>, current: Res<CurrentVariant>, mut roots: Query<&mut Visibility>) {
    for variant in &stage.variants {
        let wanted = if variant.key == current.0 { Visibility::Inherited } else { Visibility::Hidden };
        if let Ok(mut visibility) = roots.get_mut(variant.root) {
            visibility.set_if_neq(wanted);
        }
    }
}
