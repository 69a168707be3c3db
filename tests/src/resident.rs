//! What a resident does at the kiosk's window, gesture by gesture, with real keys and clicks.

use belvedere_domain::anchor::Anchor;
use belvedere_domain::receipt::Receipt;

use crate::viewer::{Viewer, WINDOW_PX};
use crate::window::Window;

/// What the opinion is about.
#[derive(Debug, Clone, Copy)]
pub enum Place {
    /// What is seen in the middle of the window.
    Ahead,
    /// The project as a whole.
    Whole,
}

/// A resident before the kiosk.
pub struct Resident<'v, 'd> {
    /// The kiosk's viewer.
    pub viewer: &'v Viewer,
    /// Its window.
    pub window: Window<'d>,
}

impl Resident<'_, '_> {
    /// Presses a control by the mouse.
    #[track_caller]
    pub fn press(&self, control: &str) {
        self.viewer.press(&self.window, control);
    }

    /// Walks ahead by the keyboard, at least so far, and stands still.
    #[track_caller]
    pub fn walk(&self, metres: f64) {
        let feet = |told: &crate::viewer::Told| told.pose.as_ref().map(|pose| pose.position_m);
        let start = self.viewer.now().as_ref().and_then(feet).expect("the visitor stands somewhere");
        self.window.key_down("w");
        self.viewer.wait_for("a walk", |told| {
            let [x, _, z] = feet(told)?;
            ((x - start[0]).hypot(z - start[2]) >= metres).then_some(())
        });
        self.window.key_up("w");
    }

    /// Chooses the place of an opinion and gives the anchor that the kiosk shows for it.
    #[track_caller]
    pub fn choose_place(&self, place: Place) -> Option<Anchor> {
        self.press("give-opinion");
        self.viewer.wait_for_screen("choose-place");
        let anchor = match place {
            Place::Whole => {
                self.press("place-whole");
                None
            }
            Place::Ahead => {
                self.window.click(WINDOW_PX.map(|side| f64::from(side) / 2.0));
                let anchor = self.viewer.wait_for("a place", |told| told.anchor.clone());
                self.press("confirm-place");
                Some(anchor)
            }
        };
        self.viewer.wait_for_screen("opinion");
        anchor
    }

    /// Fills in the opinion; `words` are typed on the keyboard.
    #[track_caller]
    pub fn fill_in(&self, stance: i8, theme: Option<&str>, words: Option<&str>) {
        self.press(&format!("stance {stance:+}"));
        if let Some(theme) = theme {
            self.press(&format!("theme {theme}"));
        }
        if let Some(words) = words {
            self.press("text");
            self.window.type_until(words, || self.viewer.typed());
        }
    }

    /// Sends the opinion and gives the receipt that the thanks screen shows.
    #[track_caller]
    pub fn send(&self) -> Receipt {
        self.press("send");
        let receipt = self.viewer.wait_for("thanks with a receipt", |told| {
            (told.screen == "thanks").then(|| told.receipt.clone()).flatten()
        });
        receipt.parse().unwrap_or_else(|e| panic!("“{receipt}”: {e}"))
    }
}
