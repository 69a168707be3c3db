//! A window, driven by real key strokes and clicks (`xdotool`). Positions are physical pixels from
//! the window's top left.

use std::process::Command;
use std::time::Duration;

use crate::display::Display;
use crate::process::run;
use crate::wait;

/// Between key strokes when typing, as a quick typist. A letter that the display's keyboard has no key
/// for makes `xdotool` change the map, and a program that reads the new one too late sees an unknown
/// key: it may be lost.
const TYPING_DELAY_MS: &str = "25";

/// A window of a program on a display.
pub struct Window<'d> {
    display: &'d Display,
    id: String,
}

impl<'d> Window<'d> {
    /// Waits for the visible window of a process and gives it the keyboard.
    ///
    /// # Panics
    /// When no window appears.
    #[track_caller]
    pub fn of_process(display: &'d Display, pid: u32) -> Self {
        let id = wait::until("a window", || {
            let mut search = Command::new("xdotool");
            search.args(["search", "--onlyvisible", "--pid", &pid.to_string()]);
            let found = display.lead(&mut search).output().expect("xdotool is installed");
            let ids = String::from_utf8_lossy(&found.stdout).into_owned();
            ids.lines().last().map(str::to_owned)
        });
        let window = Self { display, id };
        // Without a window manager nobody else gives it the keyboard.
        window.xdotool(&["windowfocus", "--sync", &window.id]);
        window
    }

    /// Moves the mouse there.
    #[track_caller]
    pub fn point_at(&self, [x, y]: [f64; 2]) {
        let (x, y) = (format!("{x:.0}"), format!("{y:.0}"));
        self.xdotool(&["mousemove", "--sync", "--window", &self.id, &x, &y]);
    }

    /// Moves the mouse there and clicks its left button.
    #[track_caller]
    pub fn click(&self, at: [f64; 2]) {
        self.point_at(at);
        self.xdotool(&["click", "1"]);
    }

    /// Presses the left button at `from`, moves to `to` and lets go.
    #[track_caller]
    pub fn drag(&self, from: [f64; 2], to: [f64; 2]) {
        self.point_at(from);
        self.xdotool(&["mousedown", "1"]);
        self.point_at(to);
        self.xdotool(&["mouseup", "1"]);
    }

    /// Presses a key and lets go; keys have X names: `w`, `Return`, `Escape`, `ctrl+a`.
    #[track_caller]
    pub fn key(&self, key: &str) {
        self.xdotool(&["key", key]);
    }

    /// Holds a key until [`Window::key_up`].
    #[track_caller]
    pub fn key_down(&self, key: &str) {
        self.xdotool(&["keydown", key]);
    }

    /// Lets go of a key.
    #[track_caller]
    pub fn key_up(&self, key: &str) {
        self.xdotool(&["keyup", key]);
    }

    /// Types a text, accents included. A letter may be lost, so look at what arrived:
    /// [`Window::type_until`].
    #[track_caller]
    pub fn type_text(&self, text: &str) {
        self.xdotool(&["type", "--delay", TYPING_DELAY_MS, "--", text]);
    }

    /// Types a text into the focused field until `arrived` shows exactly that text. After a loss the
    /// field is emptied by Ctrl+A and BackSpace, as a person would.
    ///
    /// # Panics
    /// When it does not arrive whole within twelve tries.
    #[track_caller]
    pub fn type_until(&self, text: &str, mut arrived: impl FnMut() -> Option<String>) {
        let mut seen = None;
        for _ in 0..12 {
            self.type_text(text);
            let patience = Duration::from_secs(5);
            let whole = wait::within(patience, || {
                seen = arrived();
                (seen.as_deref() == Some(text)).then_some(())
            });
            if whole.is_some() {
                return;
            }
            self.empty_field(&mut arrived);
        }
        panic!("typed “{text}” twelve times, and what arrived is {seen:?}");
    }

    /// Empties the focused field.
    #[track_caller]
    fn empty_field(&self, arrived: &mut impl FnMut() -> Option<String>) {
        wait::until("the field empty", || {
            self.key("ctrl+a");
            self.key("BackSpace");
            wait::within(Duration::from_secs(1), || arrived().is_none_or(|left| left.is_empty()).then_some(()))
        });
    }

    #[track_caller]
    fn xdotool(&self, arguments: &[&str]) {
        run(self.display.lead(Command::new("xdotool").args(arguments)));
    }
}
