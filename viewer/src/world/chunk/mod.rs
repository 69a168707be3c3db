//! Chunks: the house format in which the server writes what is seen of a variant (a GLB whose nodes are
//! named `cell_x_z/material`, with light baked into `_LIGHT`, and with simpler forms of them by `MSFT_lod`).
//!
//! Pure functions from bytes to plain data: no assets, no disk, no clock. Safe to run on any thread.

mod part;
mod picture;

pub use part::{Batch, Level, Part, batches};
pub use picture::{Picture, picture};

use std::collections::HashSet;

use gltf::material::AlphaMode;

use super::packed::{self, Opened, PackedError};

/// A chunk that was opened; its parts and pictures are read one by one.
pub struct Chunk {
    opened: Opened,
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
    Unreadable(#[from] PackedError),
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
    Picture(usize, #[source] image::ImageError),
}

impl Chunk {
    /// Opens a chunk.
    ///
    /// # Errors
    /// [`ChunkError::Unreadable`].
    pub fn open(bytes: &[u8]) -> Result<Self, ChunkError> {
        Ok(Self { opened: packed::open(bytes)? })
    }

    /// The looks of its materials, in the order that [`Part::look`] counts in, and one more for
    /// what has none.
    pub fn looks(&self) -> Vec<Look> {
        let plain = Look { base_color: [0.8, 0.8, 0.8, 1.0], picture: None, alpha: Alpha::Opaque, double_sided: false };
        self.opened.document.materials().map(|material| look(&material)).chain([plain]).collect()
    }

    /// The encoded bytes of a picture; none where the chunk points outside itself.
    pub fn picture_bytes(&self, index: usize) -> Option<&[u8]> {
        let gltf::image::Source::View { view, .. } = self.opened.document.images().nth(index)?.source() else {
            return None;
        };
        self.opened.blob.get(view.offset()..view.offset() + view.length())
    }

    /// Where the light that was baked comes from, in the scene frame; none where none was noted.
    pub fn sun_towards(&self) -> Option<[f32; 3]> {
        let extras = self.opened.document.as_json().asset.extras.as_ref()?;
        let value: serde_json::Value = serde_json::from_str(extras.get()).ok()?;
        serde_json::from_value(value.get("sun_towards")?.clone()).ok()
    }

    /// The nodes that have parts, in the order of the file; none that is a simpler form of another.
    pub fn nodes(&self) -> Vec<usize> {
        let simpler: HashSet<usize> = self.opened.levels.values().flatten().copied().collect();
        let drawn = self.opened.document.nodes().filter(|node| node.mesh().is_some());
        drawn.map(|node| node.index()).filter(|node| !simpler.contains(node)).collect()
    }

    /// Reads the parts of a node: one for each of its mesh's primitives, with their simpler forms.
    ///
    /// # Errors
    /// [`ChunkError::Lacks`].
    pub fn parts_of(&self, node: usize) -> Result<Vec<Part>, ChunkError> {
        let nodes = &self.opened.document;
        let Some(whole) = nodes.nodes().nth(node) else {
            return Ok(Vec::new());
        };
        let simpler = self.opened.levels.get(&node).into_iter().flatten();
        let simpler: Vec<_> = simpler.filter_map(|&level| nodes.nodes().nth(level)).collect();
        part::read(&whole, &simpler, &self.opened.blob)
    }

    /// The looks that a node's parts will have, without reading them.
    pub fn looks_of(&self, node: usize) -> Vec<usize> {
        let mesh = self.opened.document.nodes().nth(node).and_then(|node| node.mesh());
        let primitives = mesh.into_iter().flat_map(|mesh| mesh.primitives());
        primitives.map(|primitive| part::look_of(&primitive)).collect()
    }

    /// The middle of a node, in metres: enough to sort by distance before anything is read.
    pub fn middle_of(&self, node: usize) -> Option<[f32; 3]> {
        part::middle(&self.opened.document.nodes().nth(node)?)
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
