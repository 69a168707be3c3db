//! The catalogue of real models, made by others and not part of the project: named by
//! `BELVEDERE_MODELS`, or in `../shared/models` beside the checkout. A story that needs it says so
//! where it is absent.

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use serde_json::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::programs::checkout;

/// A file of the catalogue.
#[derive(Debug, Clone)]
pub struct Model {
    /// Its path in the catalogue.
    pub name: String,
    /// Its path on this machine.
    pub path: PathBuf,
    /// What the server must do with it.
    pub expected: Expected,
}

/// What the server must do with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Take it.
    Accept,
    /// Refuse it.
    Reject,
    /// One or the other.
    Either,
}

/// The folder of the catalogue; none, and a word on the standard error, where it is absent.
pub fn folder() -> Option<PathBuf> {
    let named = std::env::var_os("BELVEDERE_MODELS").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| checkout().join("../shared/models"));
    if !folder.join("index.json").exists() {
        eprintln!("SKIPPED: the catalogue of real models is not there (BELVEDERE_MODELS names it)");
        return None;
    }
    Some(folder)
}

/// Every file of the catalogue; none where it is absent.
pub fn catalogue() -> Option<Vec<Model>> {
    let folder = folder()?;
    let index = std::fs::read(folder.join("index.json")).expect("the catalogue's index reads");
    let index: Value = serde_json::from_slice(&index).expect("the catalogue's index reads");
    let files = index["files"].as_array().expect("the index lists files").iter();
    Some(files.map(|file| read(&folder, file)).collect())
}

fn read(folder: &Path, file: &Value) -> Model {
    let name = file["name"].as_str().expect("a file has a name").to_owned();
    Model {
        path: folder.join(&name),
        name,
        expected: match file["expected"].as_str() {
            Some("accept") => Expected::Accept,
            Some("reject") => Expected::Reject,
            _ => Expected::Either,
        },
    }
}

impl Model {
    /// The bytes that a planner would upload: the GLB itself, or a ZIP with the glTF and its files.
    pub fn upload(&self) -> Vec<u8> {
        if !self.is_text() {
            return std::fs::read(&self.path).expect("the catalogue is whole");
        }
        let folder = self.path.parent().expect("a file lies in a folder");
        // Only a model in a folder of its own has files beside it that belong to it.
        let mut files = files_below(folder);
        if files.iter().filter(|path| is_gltf(path)).count() > 1 {
            files = vec![self.path.clone()];
        }
        let files: Vec<(String, Vec<u8>)> = files
            .iter()
            .map(|path| {
                let name = path.strip_prefix(folder).expect("it lies below").to_string_lossy().into_owned();
                (name, std::fs::read(path).expect("the catalogue is whole"))
            })
            .collect();
        zipped(&files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>())
    }

    /// The name of [`Model::upload`] as a file.
    pub fn upload_name(&self) -> String {
        self.name.replace('/', " ") + if self.is_text() { ".zip" } else { "" }
    }

    fn is_text(&self) -> bool {
        is_gltf(&self.path)
    }
}

fn is_gltf(path: &Path) -> bool {
    path.extension().is_some_and(|kind| kind == "gltf")
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder).expect("the folder is there").flatten().map(|entry| entry.path()).collect()
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let (folders, files): (Vec<_>, Vec<_>) = entries(folder).into_iter().partition(|path| path.is_dir());
    files.into_iter().chain(folders.iter().flat_map(|folder| files_below(folder))).collect()
}

/// A ZIP of those files.
pub fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let quick = SimpleFileOptions::default().compression_level(Some(1));
    for (name, bytes) in files {
        zip.start_file(*name, quick).expect("the name can be written");
        zip.write_all(bytes).expect("memory takes everything");
    }
    zip.finish().expect("memory takes everything").into_inner()
}
