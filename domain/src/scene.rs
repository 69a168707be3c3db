//! The scene: what is walked through. A local metric frame, Y up, right-handed (glTF axes):
//! +X east and −Z north when the placement's heading is 0.

use serde::{Deserialize, Serialize};

use crate::id::{ConsultationId, Key, SceneId};
use crate::language::LocalText;
use crate::placement::Placement;

/// What is walked through, in a frame placed on Earth.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scene {
    /// Its id.
    pub id: SceneId,
    /// The consultation that shows it.
    pub consultation: ConsultationId,
    /// Where its origin lies.
    pub placement: Placement,
    /// Its states, in the order of the switch.
    pub variants: Vec<Variant>,
    /// The guided tour, in order.
    pub viewpoints: Vec<Viewpoint>,
    /// Where a visit starts.
    pub spawn: Pose,
}

/// One state of the scene.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    /// Its stable name.
    pub key: Key,
    /// Its name on the switch.
    pub name: LocalText,
    /// What it changes, in a few sentences.
    pub text: LocalText,
    /// How certain what it shows is.
    pub certainty: Certainty,
}

/// How certain what is shown is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// It stands today.
    Existing,
    /// It was decided.
    Decided,
    /// It is one option among others.
    Option,
    /// It only helps to imagine.
    Illustration,
}

impl Certainty {
    /// The stable name, in data and text keys.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Existing => "existing",
            Self::Decided => "decided",
            Self::Option => "option",
            Self::Illustration => "illustration",
        }
    }
}

/// Where a visitor's feet stand and where they look, in the scene frame.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pose {
    /// The feet, on the ground, in metres.
    pub position_m: [f64; 3],
    /// Where they look: degrees clockwise from −Z, seen from above.
    pub yaw_deg: f64,
    /// Degrees above the horizon.
    pub pitch_deg: f64,
}

/// A named camera pose with a text; an ordered list of them is the guided tour.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Viewpoint {
    /// Its stable name.
    pub key: Key,
    /// Its name on the button.
    pub name: LocalText,
    /// What is seen from there.
    pub text: LocalText,
    /// Where one stands and looks.
    #[serde(flatten)]
    pub pose: Pose,
}
