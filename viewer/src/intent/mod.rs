//! What a visitor wants, whatever device they said it with. Touch, mouse, keyboard, gamepad, the
//! screens' buttons and a script all write [`Intent`]s; features read intents and nothing else.
//!
//! A device's file here turns its events into intents and never changes the world.

pub mod gamepad;
pub mod keyboard;
pub mod pointer;

use belvedere_domain::id::Key;
use belvedere_domain::language::Language;
use belvedere_domain::opinion::Stance;
use bevy::prelude::*;

use crate::world::Aimed;

/// Something that the visitor wants. Positions on the screen are logical pixels from the top left.
#[derive(Message, Clone, Debug, PartialEq)]
pub enum Intent {
    /// Walk while it is repeated, one per frame: 1 is walking pace, 2 is a brisk one.
    Walk {
        /// From −2 (backwards) to 2.
        forward: f32,
        /// From −2 (to the left) to 2.
        right: f32,
    },
    /// Turn the head by these amounts, in degrees: clockwise seen from above, and upwards.
    Turn {
        /// Clockwise.
        yaw_deg: f32,
        /// Upwards.
        pitch_deg: f32,
    },
    /// Go to the ground seen at this point of the screen.
    GoTo {
        /// Where it was tapped.
        screen_px: Vec2,
    },
    /// Be at a place at once, feet on the ground nearest to it.
    GoToPlace {
        /// In the scene frame, in metres.
        position_m: [f64; 3],
    },
    /// Be at a viewpoint of the tour at once.
    GoToViewpoint(Key),
    /// Look in a direction at once: degrees clockwise from −Z, and above the horizon.
    LookAt {
        /// Clockwise from −Z.
        yaw_deg: f32,
        /// Above the horizon.
        pitch_deg: f32,
    },
    /// Back to where the visit started or to the last viewpoint: for someone who is lost.
    TakeMeBack,
    /// Show another state of the scene.
    ShowVariant(Key),
    /// Give an opinion.
    StartOpinion,
    /// While choosing the place: this one.
    Aim {
        /// Where it was tapped.
        screen_px: Vec2,
    },
    /// While choosing the place: what is in the middle of the screen, for keyboard and gamepad.
    AimAhead,
    /// The opinion is about the project as a whole.
    PlaceWhole,
    /// The place that was aimed at is the one.
    ConfirmPlace,
    /// How much one is for or against.
    ChooseStance(Stance),
    /// What it is about; none to take it back.
    ChooseTheme(Option<Key>),
    /// An answer to one of the planner's questions.
    Answer {
        /// Which question.
        question: Key,
        /// The option's key, or the words.
        value: String,
    },
    /// The opinion's whole text as it now is.
    WriteText(String),
    /// Send the opinion.
    Send,
    /// Leave what is being done.
    Cancel,
    /// End the visit: the next one finds everything as the first did.
    Finish,
    /// Go on after a problem.
    Retry,
    /// Speak another language.
    Speak(Language),
    /// Take a picture of the window, under this name (no extension).
    Picture(String),
    /// End the program.
    Quit,
}

/// What the panels claim for themselves in this frame; the screens set it, the devices heed it.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Attention {
    /// Where the panels are, in logical pixels. Places and not a hover: a finger is over nothing before it
    /// presses.
    pub panels_px: Vec<Rect>,
    /// Keys go to a text field or move among buttons.
    pub keyboard_is_taken: bool,
}

impl Attention {
    fn is_on_panel(&self, at_px: Vec2) -> bool {
        self.panels_px.iter().any(|panel| panel.contains(at_px))
    }

    fn keyboard_is_free(attention: Res<Self>) -> bool {
        !attention.keyboard_is_taken
    }
}

/// For devices without a pointer: aims ahead first, then takes what was aimed at.
fn take_place(aimed: &Aimed) -> Intent {
    if aimed.0.is_some() { Intent::ConfirmPlace } else { Intent::AimAhead }
}

pub(super) fn plugin(app: &mut App) {
    app.add_message::<Intent>().init_resource::<Attention>();
    app.add_plugins((keyboard::plugin, pointer::plugin, gamepad::plugin));
}
