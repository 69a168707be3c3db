//! Finds the anchors of opinions again on the collision mesh of a newer model. The mesh is of our own making, and is read in a
//! child process all the same (`worker`), which the server starts and listens to (`parent`).

mod parent;
mod surfaces;
mod worker;

pub use parent::follow_in_child;
pub use worker::{FollowArgs, follow_main};

use belvedere_domain::anchor::Fate;
use serde::{Deserialize, Serialize};

/// An anchor to find again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sought {
    /// Where it may be, in the scene frame of the newer model (m): the same coordinates, and, where the scene was placed
    /// anew, the same place on Earth. The better one counts.
    pub places_m: Vec<[f64; 3]>,
    /// The normal of the surface that it was on.
    pub normal: [f64; 3],
    /// The name of the node that it was on.
    pub node: String,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Followed {
    /// By the rule of [`Fate::of`].
    pub fate: Fate,
    /// Where the anchor is from now on; none for an orphan.
    pub spot: Option<Spot>,
}

/// A point on a surface.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spot {
    /// The point in the scene frame (m).
    pub position_m: [f64; 3],
    /// The surface's normal there, of length 1, on the side that the anchor was on.
    pub normal: [f64; 3],
    /// The name of the node.
    pub node: String,
    /// How far the anchor is from where it was (m).
    pub distance_m: f64,
}
