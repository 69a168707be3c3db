//! The anchor: a point on a surface that an opinion is about. Never a triangle's index.

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
