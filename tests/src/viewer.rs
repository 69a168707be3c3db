//! The real viewer in a real window, and what it tells of itself (`--tell`): where its buttons are,
//! which screen it shows. A story reads positions there and then clicks them like a person.

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::time::{Duration, Instant};

use serde::Deserialize;
use tempfile::TempDir;

use crate::display::{Display, keep_picture_of_failure};
use crate::process::Process;
use crate::programs::{checkout, program};
use crate::wait;
use crate::window::Window;

/// A kiosk: a data folder that outlives the runs of its viewer.
pub struct Kiosk {
    folder: TempDir,
    runs: Cell<u32>,
}

/// A running viewer.
pub struct Viewer {
    process: Process,
    display_name: String,
    /// The line that the story has come to.
    at: Cell<usize>,
}

/// One line of `--tell`: the state after a change.
#[derive(Debug, Clone, Deserialize)]
pub struct Told {
    /// `loading`, `walk`, `choose-place`, `opinion`, `thanks` or `problem`.
    pub screen: String,
    /// What can be pressed now.
    #[serde(default)]
    pub controls: Vec<Control>,
    /// Where the visitor stands and looks.
    pub pose: Option<belvedere_domain::scene::Pose>,
    /// The variant that is shown.
    pub variant: Option<String>,
    /// The opinions on this disk.
    #[serde(default)]
    pub outbox: Outbox,
    /// The receipt on the thanks screen.
    pub receipt: Option<String>,
    /// The place that the opinion is about.
    pub anchor: Option<belvedere_domain::anchor::Anchor>,
    /// The words of the opinion under way.
    #[serde(default)]
    pub text: String,
    /// All of the variant in sight is up.
    #[serde(default)]
    pub loaded: bool,
}

/// Something that can be pressed.
#[derive(Debug, Clone, Deserialize)]
pub struct Control {
    /// Its stable name.
    pub name: String,
    /// Whether it can be pressed now.
    #[serde(default)]
    pub enabled: bool,
    /// Left, top, right, bottom in physical pixels of the window.
    pub rect: [f64; 4],
}

/// What waits on the kiosk's disk.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Outbox {
    /// Opinions not yet acknowledged by the server.
    pub unsent: u64,
}

/// How long a person looks at a button before they press it.
const A_GLANCE: Duration = Duration::from_millis(300);

/// The size of the window in stories, in pixels.
pub const WINDOW_PX: [u32; 2] = [1280, 720];

impl Kiosk {
    /// A kiosk that never ran.
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder"), runs: Cell::new(0) }
    }

    /// Starts its viewer on a display; `server` is where exhibits come from and opinions go.
    #[track_caller]
    pub fn start(&self, display: &Display, server: &str) -> Viewer {
        let [width_px, height_px] = WINDOW_PX;
        let size = format!("{width_px}x{height_px}");
        self.start_with(display, &["--server", server, "--windowed", &size, "--tell"])
    }

    /// Starts its viewer with other arguments.
    #[track_caller]
    pub fn start_with(&self, display: &Display, arguments: &[&str]) -> Viewer {
        self.runs.set(self.runs.get() + 1);
        let log = self.folder.path().join(format!("viewer-{}.log", self.runs.get()));
        let mut command = Command::new(program("belvedere-viewer"));
        command.args(arguments).arg("--data-dir").arg(self.data_dir()).current_dir(checkout());
        // A pixel told is a pixel clicked, whatever the machine thinks of its screen.
        display.lead(&mut command).env("WINIT_X11_SCALE_FACTOR", "1");
        Viewer {
            process: Process::start("the viewer", &mut command, &log),
            display_name: display.name().to_owned(),
            at: Cell::new(0),
        }
    }

    /// Its data folder.
    pub fn data_dir(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A folder for the story's own files.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

impl Default for Kiosk {
    fn default() -> Self {
        Self::new()
    }
}

impl Viewer {
    /// Waits until a state for which `pick` has an answer was told, starting with the one that the
    /// story has come to.
    #[track_caller]
    pub fn wait_for<T>(&self, what: &str, mut pick: impl FnMut(&Told) -> Option<T>) -> T {
        let (answer, next) =
            self.process.wait_for(what, self.at.get(), |line| parse(line).and_then(|told| pick(&told)));
        self.at.set(next - 1);
        answer
    }

    /// Waits for a screen.
    #[track_caller]
    pub fn wait_for_screen(&self, screen: &str) -> Told {
        self.wait_for(&format!("the screen {screen}"), |told| (told.screen == screen).then(|| told.clone()))
    }

    /// Waits until the visitor can walk and sees all of the scene.
    #[track_caller]
    pub fn wait_for_scene(&self) -> Told {
        self.wait_for("the scene", |told| (told.screen == "walk" && told.loaded).then(|| told.clone()))
    }

    /// Waits until nothing waits on the kiosk's disk.
    #[track_caller]
    pub fn wait_until_sent(&self) {
        self.wait_for("all opinions sent", |told| (told.outbox.unsent == 0).then_some(()));
    }

    /// The latest state told, if any.
    pub fn now(&self) -> Option<Told> {
        self.process.lines_from(self.at.get()).iter().rev().find_map(|line| parse(line))
    }

    /// Its window, with the keyboard.
    #[track_caller]
    pub fn window<'d>(&self, display: &'d Display) -> Window<'d> {
        Window::of_process(display, self.process.pid())
    }

    /// Waits until there is a control of that name that can be pressed and keeps its place, and clicks
    /// its middle. A panel settles in its first frames, and nobody presses what they have not yet seen.
    #[track_caller]
    pub fn press(&self, window: &Window<'_>, name: &str) {
        let found = |told: &Told| told.control(name).filter(|control| control.enabled).map(Control::middle);
        self.wait_for(&format!("a control “{name}”"), found);
        let mut seen: Option<([f64; 2], Instant)> = None;
        let middle = wait::until(&format!("the control “{name}” at rest"), || {
            let middle = self.now().as_ref().and_then(found)?;
            let (_, since) = *seen.insert(seen.filter(|(at, _)| *at == middle).unwrap_or((middle, Instant::now())));
            (since.elapsed() > A_GLANCE).then_some(middle)
        });
        window.click(middle);
    }

    /// The words in the field of the opinion now.
    pub fn typed(&self) -> Option<String> {
        Some(self.now()?.text)
    }

    /// Ends it at this instant (SIGKILL).
    pub fn kill(&mut self) {
        self.process.kill();
    }

    /// Asks it to end (SIGTERM) and gives its exit status.
    #[track_caller]
    pub fn terminate(&mut self) -> ExitStatus {
        self.process.terminate()
    }

    /// Waits until it ends by itself (a script played to its end).
    #[track_caller]
    pub fn wait_for_end(&mut self) -> ExitStatus {
        self.process.wait_for_end()
    }

    /// Every line told so far.
    pub fn told(&self) -> Vec<Told> {
        self.process.lines_from(0).iter().filter_map(|line| parse(line)).collect()
    }
}

impl Drop for Viewer {
    fn drop(&mut self) {
        if std::thread::panicking() {
            keep_picture_of_failure(&self.display_name);
        }
    }
}

impl Told {
    /// The control of that name.
    pub fn control(&self, name: &str) -> Option<&Control> {
        self.controls.iter().find(|control| control.name == name)
    }
}

impl Control {
    /// Its middle, in physical pixels of the window.
    pub fn middle(&self) -> [f64; 2] {
        let [left, top, right, bottom] = self.rect;
        [f64::midpoint(left, right), f64::midpoint(top, bottom)]
    }
}

/// A line of `--tell`; other lines (of a driver, say) are none.
fn parse(line: &str) -> Option<Told> {
    let told = line.starts_with('{').then(|| serde_json::from_str(line))?;
    Some(told.unwrap_or_else(|e| panic!("a line of --tell cannot be read ({e}): {line}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_and_its_control_is_where_it_says() {
        let line = r#"{"screen":"opinion","controls":[{"name":"send","enabled":true,"rect":[10,20,30,60]}],
            "pose":{"position_m":[1,2,3],"yaw_deg":90,"pitch_deg":0},"variant":"existing",
            "outbox":{"unsent":2},"receipt":null,"anchor":null}"#;
        let told = parse(line).unwrap();
        assert_eq!(told.control("send").unwrap().middle(), [20.0, 40.0]);
        assert_eq!((told.outbox.unsent, told.variant.as_deref()), (2, Some("existing")));
        assert!(parse("libEGL warning").is_none());
    }
}
