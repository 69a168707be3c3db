//! What a conversion comes to: an accepted model with its figures, or a refusal with its findings. These types cross
//! the pipe between child and server, and are kept by the store; they hold no geometry.

use belvedere_domain::{exhibit::PlanBounds, layer::LayerCost};
use serde::{Deserialize, Serialize};

use super::{finding::Finding, frame::ReadAs, sandbox::Containment};

/// The name of the chunk for the viewer, in the output folder.
pub const VISUAL_FILE: &str = "visual.glb";
/// The name of the collision mesh, in the output folder.
pub const COLLISION_FILE: &str = "collision.glb";
/// The name of the view from above, in the output folder.
pub const PLAN_FILE: &str = "plan.png";

/// The names of the views from the air, in the output folder: from the south-east and from the north-west. One that would take
/// too long to draw is left empty.
pub const THUMB_FILES: [&str; 2] = ["thumb-south-east.jpg", "thumb-north-west.jpg"];

/// How a conversion ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The three files are in the output folder.
    Accepted(Box<Converted>),
    /// Nothing is to be used; each finding says why and what to do.
    Refused(Vec<Finding>),
}

/// The figures of an accepted model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Converted {
    /// Warnings and remarks.
    pub findings: Vec<Finding>,
    /// What was made.
    pub counts: Counts,
    /// What the file held, to compare. All zero in outcomes that were kept before it was counted.
    #[serde(default)]
    pub source: Counts,
    /// What each layer costs, the most triangles first. They sum up to `counts`, but for shared textures.
    #[serde(default)]
    pub layers: Vec<LayerCost>,
    /// The least corner in the scene frame (metres, Y up).
    pub bounds_min_m: [f64; 3],
    /// The greatest corner in the scene frame (metres, Y up).
    pub bounds_max_m: [f64; 3],
    /// What was subtracted from the source coordinates, after scale and axis (metres, Y up): the scene's origin lies there.
    /// Zero unless the file holds real-world coordinates.
    pub offset_m: [f64; 3],
    /// Unit, axis and, for real-world coordinates, the proposed placement.
    #[serde(flatten)]
    pub read_as: ReadAs,
    /// What `plan.png` covers.
    pub plan: PlanExtent,
}

/// How much there is to draw, for the gauge of the scene budgets: of the file before the conversion, or of what was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Triangles drawn, all in full detail.
    pub triangles: u64,
    /// Draw calls when all is in view; in a file, its primitives each time that they are drawn.
    pub draws: u64,
    /// Nodes of the source that carry geometry, instances counted.
    pub nodes: u64,
    /// Materials; in what was made, after like ones are joined.
    pub materials: u64,
    /// Images; in what was made, those that are kept.
    pub textures: u64,
    /// Memory of the images on a graphics card with their smaller copies, in bytes. The card is one that reads BC7, as those of the
    /// last ten years do; without it (software Vulkan) compressed images take four times as much.
    pub texture_bytes: u64,
    /// Length of the file as received, or of the files that were made, in bytes.
    #[serde(default)]
    pub bytes: u64,
}

/// Memory of an image on the graphics card: four bytes a pixel, and a third more for the smaller copies.
pub fn texture_memory(width_px: u32, height_px: u32) -> u64 {
    u64::from(width_px) * u64::from(height_px) * 16 / 3
}

/// What `plan.png` covers, and its size.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanExtent {
    /// The rectangle of the scene's ground; the picture's top is `z_min_m`.
    #[serde(flatten)]
    pub bounds: PlanBounds,
    /// The picture's width (px).
    pub width_px: u32,
    /// The picture's height (px).
    pub height_px: u32,
}

impl From<Counts> for belvedere_domain::exhibit::Counts {
    fn from(counts: Counts) -> Self {
        Self { triangles: counts.triangles, draws: counts.draws, texture_bytes: counts.texture_bytes }
    }
}

/// A step of the conversion, told while it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// The file is opened and checked.
    Reading,
    /// The geometry is brought into the scene frame and joined.
    Joining,
    /// Sun and sky are baked.
    Lighting,
    /// What is seen from afar is simplified.
    Simplifying,
    /// The three files are written.
    Writing,
}

impl Stage {
    /// The key of its name in the texts.
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::Reading => "stage-reading",
            Self::Joining => "stage-joining",
            Self::Lighting => "stage-lighting",
            Self::Simplifying => "stage-simplifying",
            Self::Writing => "stage-writing",
        }
    }
}

/// One line that the child writes to the parent.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Line {
    /// What holds the child in; the first line.
    Contained(Containment),
    /// Where the conversion is.
    Progress {
        /// 0 to 100.
        percent: u8,
        /// What is being done.
        stage: Stage,
    },
    /// The end.
    Outcome(Outcome),
}
