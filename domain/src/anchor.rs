//! The anchor: a point on a surface that an opinion is about. Never a triangle's index. And what becomes of it when a newer
//! model takes the place of the one that it was set on.

use serde::{Deserialize, Serialize};

use crate::geodesy::GeoPoint;
use crate::hash::ContentHash;
use crate::id::Key;

/// A point on a surface of the scene, in a given exhibit revision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Anchor {
    /// The point, in the scene frame, in metres.
    pub position_m: [f64; 3],
    /// The surface's outward normal there, of length 1, in the scene frame.
    pub normal: [f64; 3],
    /// The name of the model's node that was pointed at.
    pub node: String,
    /// The variant that was shown.
    pub variant: Key,
    /// The exhibit's revision.
    pub revision: ContentHash,
    /// The same point on Earth (RGF93 or its overseas equals; height as the placement's).
    pub geo: GeoPoint,
}

/// An anchor is kept where the object of its name has a surface this near (m).
pub const KEPT_WITHIN_M: f64 = 0.25;
/// An anchor is moved to the nearest surface of any object up to this far (m).
pub const MOVED_WITHIN_M: f64 = 2.0;

/// What became of an anchor on a newer model of its variant. None is ever dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Fate {
    /// The object of the same name is still there.
    Kept,
    /// Another surface is near, or the same object has moved a little.
    Moved,
    /// Nothing is near any more: the opinion stays, and its anchor stays where it was, on nothing.
    Orphaned,
}

impl Fate {
    /// Every fate, in the order of how little remains.
    pub const ALL: [Self; 3] = [Self::Kept, Self::Moved, Self::Orphaned];

    /// The rule: by how far away the object of the same name is, and the nearest surface of all (m); none where there is none.
    pub fn of(same_name_m: Option<f64>, nearest_m: Option<f64>) -> Self {
        let within = |distance_m: Option<f64>, most_m: f64| distance_m.is_some_and(|distance_m| distance_m <= most_m);
        if within(same_name_m, KEPT_WITHIN_M) {
            Self::Kept
        } else if within(nearest_m, MOVED_WITHIN_M) {
            Self::Moved
        } else {
            Self::Orphaned
        }
    }

    /// The stable name, in data and text keys.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Moved => "moved",
            Self::Orphaned => "orphaned",
        }
    }
}

/// The camera and the state of the scene in which an opinion was given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// The eye, in the scene frame, in metres.
    pub position_m: [f64; 3],
    /// Degrees clockwise from −Z, seen from above.
    pub yaw_deg: f64,
    /// Degrees above the horizon.
    pub pitch_deg: f64,
    /// The vertical field of view, in degrees.
    pub fov_deg: f64,
    /// The variant that was shown.
    pub variant: Key,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_holds_at_its_bounds() {
        let cases = [
            (Some(0.25), Some(0.0), Fate::Kept),
            (Some(0.251), Some(0.1), Fate::Moved),
            (Some(0.251), Some(0.251), Fate::Moved),
            (None, Some(2.0), Fate::Moved),
            (None, Some(2.001), Fate::Orphaned),
            (None, None, Fate::Orphaned),
        ];
        for (same_name_m, nearest_m, fate) in cases {
            assert_eq!(Fate::of(same_name_m, nearest_m), fate, "{same_name_m:?} {nearest_m:?}");
        }
    }
}
