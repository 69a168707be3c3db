//! The grounds of all variants on their way from disk, and the one under the visitor's feet.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

use belvedere_domain::id::Key;
use bevy::platform::cell::SyncCell;
use bevy::prelude::*;

use super::exhibit::{CurrentVariant, Exhibit, ExhibitFiles};
use super::ground::Ground;
use super::news::News;
use crate::Step;

/// The grounds that were read.
#[derive(Resource)]
pub struct Grounds {
    read: HashMap<Key, Arc<Ground>>,
    arrivals: SyncCell<Receiver<(Key, Result<Ground, String>)>>,
}

/// What the visitor walks on.
#[derive(Resource, Clone)]
pub struct Footing(pub Arc<Ground>);

pub(super) fn plugin(app: &mut App) {
    let loaded = resource_exists::<Exhibit>.and_then(not(resource_exists::<Grounds>));
    app.add_systems(
        Update,
        (begin.run_if(loaded), receive.run_if(resource_exists::<Grounds>)).chain().in_set(Step::World),
    );
    let switched = resource_exists::<Grounds>.and_then(resource_exists::<CurrentVariant>);
    app.add_systems(Update, stand_on.after(receive).in_set(Step::World).run_if(switched));
}

pub(super) fn begin(mut commands: Commands, exhibit: Res<Exhibit>, files: Res<ExhibitFiles>) {
    let (sender, receiver) = channel();
    let of = |files_of: &belvedere_domain::exhibit::VariantFiles| {
        (files_of.variant.key.clone(), files.path_of(files_of.collision.hash))
    };
    let jobs: Vec<_> = exhibit.manifest.variants.iter().map(of).collect();
    std::thread::spawn(move || {
        for (key, path) in jobs {
            let read = std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()));
            let ground = read.and_then(|bytes| Ground::read(&bytes).map_err(|e| e.to_string()));
            // Nobody listens any more: the window was closed.
            if sender.send((key, ground)).is_err() {
                return;
            }
        }
    });
    commands.insert_resource(Grounds { read: HashMap::new(), arrivals: SyncCell::new(receiver) });
}

fn receive(mut grounds: ResMut<Grounds>, mut news: MessageWriter<News>) {
    while let Ok((variant, ground)) = grounds.arrivals.get().try_recv() {
        match ground {
            Ok(ground) => drop(grounds.read.insert(variant, Arc::new(ground))),
            Err(cause) => drop(news.write(News::VariantFailed { variant, cause })),
        }
    }
}

/// Until the ground of a variant is read, the visitor keeps the one they stand on.
fn stand_on(
    grounds: Res<Grounds>,
    current: Res<CurrentVariant>,
    footing: Option<Res<Footing>>,
    mut commands: Commands,
) {
    let Some(ground) = grounds.read.get(&current.0) else {
        return;
    };
    if footing.is_none_or(|footing| !Arc::ptr_eq(&footing.0, ground)) {
        commands.insert_resource(Footing(ground.clone()));
    }
}
