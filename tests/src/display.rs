//! An X display of the story's own, by Xvfb, and pictures of it.

use std::path::Path;
use std::process::Command;

use image::RgbaImage;
use tempfile::TempDir;

use crate::process::{Process, run};

/// A running display. Dropping it closes it.
pub struct Display {
    name: String,
    _server: Process,
    folder: TempDir,
}

impl Display {
    /// Opens a display of that size, on a number that is free.
    ///
    /// # Panics
    /// When Xvfb is not installed or does not start.
    #[track_caller]
    pub fn open(width_px: u32, height_px: u32) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut xvfb = Command::new("Xvfb");
        xvfb.args(["-displayfd", "1", "-nolisten", "tcp", "-noreset", "-screen", "0"]);
        xvfb.arg(format!("{width_px}x{height_px}x24"));
        let server = Process::start("Xvfb", &mut xvfb, &folder.path().join("xvfb.log"));
        let (number, _) = server.wait_for("its number", 0, |line| line.trim().parse::<u32>().ok());
        let display = Self { name: format!(":{number}"), _server: server, folder };
        // A keyboard with keys for the accented letters of French: `xdotool` need not change the map
        // while it types, which programs notice too late.
        let mut keyboard = Command::new("setxkbmap");
        run(display.lead(keyboard.args(["-layout", "ca", "-variant", "multix"])));
        display
    }

    /// The value of `DISPLAY` that leads here.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Leads a program's windows here.
    pub fn lead<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        command.env("DISPLAY", &self.name).env_remove("WAYLAND_DISPLAY")
    }

    /// The whole display as a picture.
    #[track_caller]
    pub fn picture(&self) -> RgbaImage {
        let file = self.folder.path().join("picture.png");
        self.save(&file);
        image::open(&file).expect("import writes PNG").into_rgba8()
    }

    /// The whole display as a PNG file.
    #[track_caller]
    pub fn save(&self, file: &Path) {
        run(self.lead(Command::new("import").args(["-window", "root"])).arg(file));
    }
}

/// Keeps a picture of a display for whoever looks into a failed story, and says where it is: outside
/// the story's own folders, which are gone by then.
pub fn keep_picture_of_failure(display_name: &str) {
    let story = std::thread::current().name().unwrap_or("story").replace("::", "-");
    let file = std::env::temp_dir().join(format!("belvedere-failed-{story}.png"));
    let mut import = Command::new("import");
    import.args(["-display", display_name, "-window", "root"]).arg(&file);
    if import.status().is_ok_and(|status| status.success()) {
        eprintln!("--- what was on screen: {}", file.display());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_display_has_its_size_and_two_do_not_meet() {
        let (first, second) = (Display::open(320, 200), Display::open(200, 320));
        assert_ne!(first.name(), second.name());
        assert_eq!(first.picture().dimensions(), (320, 200));
        assert_eq!(second.picture().dimensions(), (200, 320));
    }
}
