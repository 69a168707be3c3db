//! A visit written down: one gesture per line, read here, played by [`play`] through the same intents as a
//! person's devices.
//!
//! ```text
//! # a note, and empty lines, are left out
//! wait for walk                 until this screen: loading, walk, choose-place, opinion, thanks, problem
//! wait for sent up to 90 s      until no opinion waits; 60 s unless said
//! wait for variant scenario-a   until all of it is in sight
//! wait 1.5 s
//! go to viewpoint halle         at once
//! go to 12 0 -3.5               at once, in metres of the scene
//! go to tap 640 500             walk to the ground at this point of the window
//! look at 120 -5                degrees clockwise from north of the scene, and above the horizon
//! turn -30                      degrees, and upwards with a second number
//! walk forward 3 m              or back, left, right
//! variant scenario-a
//! give opinion
//! point at 640 380              pixels of the window from its top left; or: point ahead
//! confirm                       or: whole project
//! stance +1                     from -2 to +2
//! theme ombre                   or: theme none
//! answer venir a-pied           the option's key, or words
//! type Il faut garder le tilleul.
//! send
//! another                       another opinion; or: finish, cancel, back to start, retry
//! language en
//! screenshot 03-merci           when the picture is complete
//! quit                          as at the end of the file
//! ```

mod parse;
pub mod play;

use std::time::Duration;

use belvedere_domain::id::Key;
use bevy::math::Vec2;

pub use parse::{ScriptError, parse};

use crate::Screen;
use crate::intent::Intent;

/// A line of a script.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its number, from 1.
    pub number: usize,
    /// As it is written.
    pub text: String,
    /// What it asks for.
    pub gesture: Gesture,
}

/// What a line asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Gesture {
    /// Something that a device could have said.
    Say(Intent),
    /// Walk so far, in metres; `ahead` and `right` are −1, 0 or 1.
    Walk {
        /// Forwards or backwards.
        ahead: f32,
        /// To the right or to the left.
        right: f32,
        /// How far.
        metres: f64,
    },
    /// Walk to the ground at this point of the window, and wait to be there.
    GoToTap(Vec2),
    /// Wait until this is so, at most so long.
    WaitFor(Awaited, Duration),
    /// Wait.
    Pause(Duration),
    /// Take a picture and wait until it is on the disk.
    Picture(String),
    /// End.
    Quit,
}

/// What can be waited for.
#[derive(Clone, Debug, PartialEq)]
pub enum Awaited {
    /// This screen.
    Screen(Screen),
    /// No opinion waits to be sent.
    Sent,
    /// All of this variant is in sight.
    Variant(Key),
    /// A place was aimed at.
    Place,
}
