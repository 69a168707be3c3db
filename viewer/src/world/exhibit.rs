//! The exhibit that is shown, where its files lie, and which variant is in sight.
//!
//! Who obtained it (from a server, from a folder) inserts [`Exhibit`] and [`ExhibitFiles`]; from then on the
//! world loads itself.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use belvedere_domain::exhibit::{Manifest, VariantFiles};
use belvedere_domain::hash::ContentHash;
use belvedere_domain::id::Key;
use bevy::prelude::*;

use crate::Step;
use crate::intent::Intent;

/// The exhibit that is shown.
#[derive(Resource, Clone)]
pub struct Exhibit {
    /// What it is made of.
    pub manifest: Arc<Manifest>,
    /// The hash of the manifest's bytes.
    pub revision: ContentHash,
}

impl Exhibit {
    /// The files of a variant.
    pub fn variant(&self, key: &Key) -> Option<&VariantFiles> {
        self.manifest.variants.iter().find(|files| files.variant.key == *key)
    }

    /// The next variant of the switch, round and round.
    pub fn variant_after(&self, key: &Key) -> Key {
        let variants = &self.manifest.variants;
        let shown = variants.iter().position(|files| files.variant.key == *key);
        let next = shown.and_then(|index| variants.get((index + 1) % variants.len()));
        next.map_or_else(|| key.clone(), |files| files.variant.key.clone())
    }
}

/// Where the exhibit's files lie: a folder with `manifest.json` and `blobs/<hash>`.
#[derive(Resource, Clone)]
pub struct ExhibitFiles {
    /// The folder.
    pub folder: PathBuf,
}

impl ExhibitFiles {
    /// The files in that folder.
    pub fn in_folder(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// The manifest's file.
    pub fn manifest(&self) -> PathBuf {
        self.folder.join("manifest.json")
    }

    /// The file of a blob; it is the caller's part to have it there, whole and verified.
    pub fn path_of(&self, hash: ContentHash) -> PathBuf {
        self.folder.join("blobs").join(hash.to_string())
    }
}

/// The variant in sight.
#[derive(Resource, Clone, Debug, PartialEq, Eq)]
pub struct CurrentVariant(pub Key);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, show_first.in_set(Step::Act).run_if(resource_added::<Exhibit>));
    app.add_systems(Update, switch.in_set(Step::World).run_if(resource_exists::<CurrentVariant>));
}

fn show_first(exhibit: Res<Exhibit>, mut commands: Commands) {
    if let Some(first) = exhibit.manifest.variants.first() {
        commands.insert_resource(CurrentVariant(first.variant.key.clone()));
    }
}

fn switch(mut intents: MessageReader<Intent>, exhibit: Res<Exhibit>, mut current: ResMut<CurrentVariant>) {
    for intent in intents.read() {
        if let Intent::ShowVariant(key) = intent
            && exhibit.variant(key).is_some()
        {
            current.set_if_neq(CurrentVariant(key.clone()));
        }
    }
}
