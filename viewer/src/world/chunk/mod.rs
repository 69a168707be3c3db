//! Chunks: the house format in which the server writes what is seen of a variant (a GLB whose nodes are
//! named `cell_x_z/material`, with light baked into `_LIGHT`).
//!
//! Pure functions from bytes to plain data: no assets, no disk, no clock. Safe to run on any thread.

mod part;
mod picture;
mod textures;

pub use part::{Batch, Part, batches};
pub use picture::{Form, Picture, PictureError, picture};

use gltf::Document;
use gltf::material::AlphaMode;

/// A chunk that was opened; its parts and pictures are read one by one.
pub struct Chunk {
    document: Document,
    blob: Vec<u8>,
}

/// How a material looks, without its picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// Linear RGBA, multiplied with the picture.
    pub base_color: [f32; 4],
    /// Which picture; none for a plain colour.
    pub picture: Option<usize>,
    /// What alpha does.
    pub alpha: Alpha,
    /// Seen from behind as well.
    pub double_sided: bool,
}

/// What alpha does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Alpha {
    /// Nothing.
    Opaque,
    /// There or not there, around this threshold: leaves, grilles.
    Mask(f32),
    /// Glass.
    Blend,
}

/// The chunk cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ChunkError {
    /// Not a GLB, or a broken one.
    #[error("the chunk is no glTF: {0}")]
    Gltf(#[from] gltf::Error),
    /// Its binary part is missing.
    #[error("the chunk has no binary part")]
    NoBlob,
    /// A mesh lacks what the house format has.
    #[error("the part “{part}” lacks {what}")]
    Lacks {
        /// The node's name.
        part: String,
        /// What is missing.
        what: &'static str,
    },
    /// A picture cannot be decoded.
    #[error("picture {0} cannot be read: {1}")]
    Picture(usize, #[source] PictureError),
}

impl Chunk {
    /// Opens a chunk.
    ///
    /// # Errors
    /// [`ChunkError::Gltf`] and [`ChunkError::NoBlob`].
    pub fn open(bytes: &[u8]) -> Result<Self, ChunkError> {
        let glb = gltf::binary::Glb::from_slice(bytes)?;
        let blob = glb.bin.ok_or(ChunkError::NoBlob)?.into_owned();
        let document = textures::plain(&glb.json)?;
        Ok(Self { document, blob })
    }

    /// The looks of its materials, in the order that [`Part::look`] counts in, and one more for
    /// what has none.
    pub fn looks(&self) -> Vec<Look> {
        let plain = Look { base_color: [0.8, 0.8, 0.8, 1.0], picture: None, alpha: Alpha::Opaque, double_sided: false };
        self.document.materials().map(|material| look(&material)).chain([plain]).collect()
    }

    /// The encoded bytes of a picture; none where the chunk points outside itself.
    pub fn picture_bytes(&self, index: usize) -> Option<&[u8]> {
        let gltf::image::Source::View { view, .. } = self.document.images().nth(index)?.source() else {
            return None;
        };
        self.blob.get(view.offset()..view.offset() + view.length())
    }

    /// Where the light that was baked comes from, in the scene frame; none where none was noted.
    pub fn sun_towards(&self) -> Option<[f32; 3]> {
        let extras = self.document.as_json().asset.extras.as_ref()?;
        let value: serde_json::Value = serde_json::from_str(extras.get()).ok()?;
        serde_json::from_value(value.get("sun_towards")?.clone()).ok()
    }

    /// Its parts, unread, in the order of the file.
    pub fn part_count(&self) -> usize {
        self.document.nodes().count()
    }

    /// Reads the parts of a node: one for each of its mesh's primitives.
    ///
    /// # Errors
    /// [`ChunkError::Lacks`].
    pub fn parts_of(&self, node: usize) -> Result<Vec<Part>, ChunkError> {
        let Some(node) = self.document.nodes().nth(node) else {
            return Ok(Vec::new());
        };
        part::read(&node, &self.blob)
    }

    /// The looks that a node's parts will have, without reading them.
    pub fn looks_of(&self, node: usize) -> Vec<usize> {
        let mesh = self.document.nodes().nth(node).and_then(|node| node.mesh());
        let primitives = mesh.into_iter().flat_map(|mesh| mesh.primitives());
        primitives.map(|primitive| part::look_of(&primitive)).collect()
    }

    /// The middle of a node, in metres: enough to sort by distance before anything is read.
    pub fn middle_of(&self, node: usize) -> Option<[f32; 3]> {
        part::middle(&self.document.nodes().nth(node)?)
    }
}

fn look(material: &gltf::Material<'_>) -> Look {
    let surface = material.pbr_metallic_roughness();
    let picture = surface.base_color_texture().map(|info| info.texture().source().index());
    let alpha = match material.alpha_mode() {
        AlphaMode::Opaque => Alpha::Opaque,
        AlphaMode::Mask => Alpha::Mask(material.alpha_cutoff().unwrap_or(0.5)),
        AlphaMode::Blend => Alpha::Blend,
    };
    Look { base_color: surface.base_color_factor(), picture, alpha, double_sided: material.double_sided() }
}

#[cfg(test)]
mod tests;
