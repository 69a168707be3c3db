//! The exhibit: the immutable package that kiosks download. Its revision is the hash of its
//! manifest's bytes; every file in it is a blob named by its own hash.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::consultation::Consultation;
use crate::hash::ContentHash;
use crate::id::ModelId;
use crate::scene::{Scene, Variant};
use crate::territory::Territory;

/// What a kiosk needs to know of an exhibit; the bytes served are [`Manifest::to_bytes`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// The layout of this document; see [`Manifest::FORMAT`].
    pub format: u32,
    /// When it was published, by the server's clock.
    pub published_at: Timestamp,
    /// Who consults.
    pub territory: Territory,
    /// What is asked.
    pub consultation: Consultation,
    /// The scene with its placement, viewpoints and spawn.
    pub scene: Scene,
    /// The files of each variant, in the order of `scene.variants`.
    pub variants: Vec<VariantFiles>,
}

/// The converted files of one variant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VariantFiles {
    /// Which variant; its key is one of the scene's.
    #[serde(flatten)]
    pub variant: Variant,
    /// The model revision it was converted from.
    pub model: ModelId,
    /// The hash of the upload, as received.
    pub model_hash: ContentHash,
    /// What is seen: a GLB in the scene frame with baked light.
    pub visual: Blob,
    /// What is walked on and pointed at: a GLB whose nodes bear the model's names.
    pub collision: Blob,
    /// The plan view.
    pub plan: PlanView,
    /// What it costs to draw.
    pub counts: Counts,
}

/// A file, named by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blob {
    /// SHA-256 of its bytes.
    pub hash: ContentHash,
    /// Its length in bytes.
    pub bytes: u64,
}

/// The scene seen from above: a PNG whose top is the scene's −Z.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanView {
    /// The picture.
    pub image: Blob,
    /// What it covers, in the scene frame.
    pub bounds: PlanBounds,
    /// Its width in pixels.
    pub width_px: u32,
    /// Its height in pixels.
    pub height_px: u32,
}

/// A rectangle of the scene's ground, in metres: x is the scene's +X, z its +Z (south when the
/// heading is 0).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanBounds {
    /// Left edge.
    pub x_min_m: f64,
    /// Right edge.
    pub x_max_m: f64,
    /// Top edge.
    pub z_min_m: f64,
    /// Bottom edge.
    pub z_max_m: f64,
}

impl PlanBounds {
    /// Where a point of the scene lies on the picture: fractions of its width and height from
    /// the top left; outside 0..1 where the point is off the picture.
    pub fn fraction_of(&self, position_m: [f64; 3]) -> [f64; 2] {
        [
            (position_m[0] - self.x_min_m) / (self.x_max_m - self.x_min_m),
            (position_m[2] - self.z_min_m) / (self.z_max_m - self.z_min_m),
        ]
    }
}

/// What a variant costs to draw.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Triangles drawn when all is in view.
    pub triangles: u64,
    /// Draw calls when all is in view.
    pub draws: u64,
    /// Bytes of textures once on the GPU, uncompressed RGBA with mipmaps.
    pub texture_bytes: u64,
}

/// A manifest cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
    /// The bytes are not a manifest.
    #[error("the exhibit's manifest cannot be read: {0}")]
    Unreadable(#[from] serde_json::Error),
    /// It was written by a newer server.
    #[error("the exhibit has format {0}, this program reads format {expected}", expected = Manifest::FORMAT)]
    Format(u32),
}

impl Manifest {
    /// The layout that this version writes and reads.
    pub const FORMAT: u32 = 1;

    /// The bytes that are hashed, stored and served.
    ///
    /// # Errors
    /// When a number is not finite, which JSON cannot hold.
    pub fn to_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }

    /// Reads a manifest.
    ///
    /// # Errors
    /// [`ManifestError`] when the bytes are not one, or of another format.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ManifestError> {
        #[derive(Deserialize)]
        struct Head {
            format: u32,
        }
        let head: Head = serde_json::from_slice(bytes)?;
        if head.format != Self::FORMAT {
            return Err(ManifestError::Format(head.format));
        }
        Ok(serde_json::from_slice(bytes)?)
    }

    /// Every blob that the exhibit needs, once each.
    pub fn blobs(&self) -> Vec<Blob> {
        let mut blobs: Vec<Blob> = self.variants.iter().flat_map(|v| [v.visual, v.collision, v.plan.image]).collect();
        blobs.sort_by_key(|blob| blob.hash);
        blobs.dedup();
        blobs
    }
}
