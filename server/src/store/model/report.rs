//! What the import report says of an accepted model: figures that the conversion gave and that nothing else needs. Older
//! models have none or less of it, and every field may be absent.

use belvedere_domain::exhibit::Blob;
use belvedere_domain::layer::LayerCost;
use belvedere_domain::tour::Bounds;
use serde::{Deserialize, Serialize};

use crate::convert::{Axis, Counts};

/// The figures of one conversion.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportReport {
    /// What the file held.
    pub source: Counts,
    /// What was made of it.
    pub made: Counts,
    /// What each layer costs, the most triangles first.
    pub layers: Vec<LayerCost>,
    /// The least and the greatest corner in the scene frame (metres, Y up).
    pub box_m: Option<[[f64; 3]; 2]>,
    /// How the file's unit and axis were read.
    pub read_as: Option<UnitAndAxis>,
    /// The views from the air that were drawn.
    pub thumbs: Vec<Thumb>,
}

/// How the file was read.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct UnitAndAxis {
    /// Metres in one unit of the file.
    pub scale: f64,
    /// Which axis of the file points up.
    pub up_axis: Axis,
}

/// A small picture of the model, a JPEG.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thumb {
    /// One of [`crate::convert::THUMB_FILES`].
    pub name: String,
    /// The picture.
    pub image: Blob,
}

impl ImportReport {
    /// The model's box, where it is known.
    pub fn bounds(&self) -> Option<Bounds> {
        self.box_m.map(|[min_m, max_m]| Bounds { min_m, max_m })
    }
}
