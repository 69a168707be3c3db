//! The layer: what a planner groups in the modelling tool and may want to hide, and what a certainty can be said of. It is
//! known by its name alone: the same name in a newer model, or in another variant, is the same layer.
//!
//! Where it comes from, in a glTF file, the nearest first: what an exporter wrote of it on the object or on a group around
//! it (`extras`: `layer`, `tag`, `category`, `calque`); the topmost group that tells objects apart, below the groups that
//! hold all (Rhino's and Blender's exporters write layers and collections so; a SketchUp group at the top is one); for
//! objects without a group, the family that Revit and IFC exporters write before the first colon of `family:type:number`.
//! What is in none of these belongs to no layer.

use serde::{Deserialize, Serialize};

/// How many layers of one model are told apart at most. The smallest of more count as no layer.
pub const LAYERS_MAX: usize = 64;

/// What a layer costs to draw.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayerCost {
    /// Its name in the file: text to show, never markup. Empty for what belongs to no layer.
    pub name: String,
    /// Triangles drawn when all of it is in view.
    pub triangles: u64,
    /// Draw calls when all of it is in view.
    pub draws: u64,
    /// Objects of the file in it, instances counted.
    pub objects: u64,
    /// Bytes of the textures that it uses, once on the GPU. A texture that several layers use counts in each.
    pub texture_bytes: u64,
}
