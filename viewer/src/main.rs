//! `belvedere-viewer`: the kiosk's viewer.

use std::process::ExitCode;

use belvedere_viewer::{app, window};
use bevy::app::AppExit;

fn main() -> ExitCode {
    match app(&window::Options::default()).run() {
        AppExit::Success => ExitCode::SUCCESS,
        AppExit::Error(code) => ExitCode::from(code.get()),
    }
}
