//! `belvedere-viewer`: the kiosk's viewer.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use belvedere_domain::exhibit::Manifest;
use belvedere_domain::hash::ContentHash;
use belvedere_viewer::world::{Exhibit, ExhibitFiles};
use belvedere_viewer::{app, window};
use bevy::app::AppExit;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().collect();
    let value = |name: &str| {
        args.iter()
            .position(|a| a == name)
            .and_then(|i| args.get(i + 1))
    };
    let mut options = window::Options {
        windowed: true,
        ..Default::default()
    };
    if let Some((w, h)) = value("--windowed").and_then(|s| s.split_once('x')) {
        options.size_px = [w.parse().unwrap_or(1280), h.parse().unwrap_or(720)];
    }
    if value("--quality").is_some_and(|q| q == "high") {
        options.quality = window::Quality::High;
    }
    let mut app = app(&options);
    if let Some(folder) = value("--exhibit") {
        let files = ExhibitFiles::in_folder(&PathBuf::from(folder));
        let bytes = std::fs::read(files.manifest()).expect("manifest.json");
        let manifest = Arc::new(Manifest::from_bytes(&bytes).expect("a manifest"));
        app.insert_resource(Exhibit {
            manifest,
            revision: ContentHash::of(&bytes),
        });
        app.insert_resource(files);
    }
    match app.run() {
        AppExit::Success => ExitCode::SUCCESS,
        AppExit::Error(code) => ExitCode::from(code.get()),
    }
}
