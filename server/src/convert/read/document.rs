//! The parts of a glTF 2.0 document that the conversion reads, as they stand in the file: unchecked indices and raw numbers.
//! What extensions add is in `extended`. Everything else is skipped by the parser. Checks live in `check`, `accessor` and `tree`.

use std::collections::BTreeMap;

use serde::{Deserialize, de::IgnoredAny};

use super::{
    bounded::Bounded,
    claimed::Claimed,
    extended::{
        BufferExtensions, MaterialExtensions, NodeExtensions, PrimitiveExtensions, TextureExtensions, TextureSources,
        ViewExtensions,
    },
    extras::NodeExtras,
};
use crate::convert::limits::{LIST_MAX, NODES_MAX};

type List<T> = Bounded<T, LIST_MAX>;

/// A glTF document.
#[derive(Debug, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[derive(Default)]
pub struct Document {
    pub asset: Asset,
    pub scene: Option<usize>,
    pub scenes: List<Scene>,
    pub nodes: Bounded<Node, NODES_MAX>,
    pub meshes: List<Mesh>,
    pub accessors: List<Accessor>,
    pub buffer_views: List<BufferView>,
    pub buffers: List<Buffer>,
    pub materials: List<Material>,
    pub textures: List<Texture>,
    pub images: List<Image>,
    pub samplers: List<Sampler>,
    pub skins: List<IgnoredAny>,
    pub animations: List<IgnoredAny>,
    pub extensions_used: List<String>,
    pub extensions_required: List<String>,
}

/// Which glTF it is.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Asset {
    pub version: String,
    pub min_version: Option<String>,
}

/// The roots of what is shown.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Scene {
    pub nodes: Bounded<usize, NODES_MAX>,
}

/// A node of the tree.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Node {
    pub name: Option<String>,
    pub children: Bounded<usize, NODES_MAX>,
    pub mesh: Option<usize>,
    pub skin: Option<usize>,
    pub matrix: Option<[f64; 16]>,
    pub translation: Option<[f64; 3]>,
    pub rotation: Option<[f64; 4]>,
    pub scale: Option<[f64; 3]>,
    pub extensions: NodeExtensions,
    pub extras: NodeExtras,
}

/// A mesh: primitives of one material each.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Mesh {
    pub primitives: List<Primitive>,
}

/// A run of triangles, lines or points.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Primitive {
    pub attributes: BTreeMap<String, usize>,
    pub indices: Option<usize>,
    pub material: Option<usize>,
    pub mode: Option<u32>,
    pub targets: List<IgnoredAny>,
    pub extensions: PrimitiveExtensions,
}

/// A typed window on a buffer view.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Accessor {
    pub buffer_view: Option<usize>,
    #[serde(default)]
    pub byte_offset: u64,
    pub component_type: u32,
    #[serde(default)]
    pub normalized: bool,
    pub count: u64,
    #[serde(rename = "type")]
    pub kind: String,
    pub sparse: Option<Sparse>,
    #[serde(default)]
    pub min: Claimed,
    #[serde(default)]
    pub max: Claimed,
}

/// The elements of an accessor that differ from its buffer view.
#[derive(Debug, Deserialize)]
pub struct Sparse {
    pub count: u64,
    pub indices: SparseIndices,
    pub values: SparseValues,
}

/// Which elements differ.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SparseIndices {
    pub buffer_view: usize,
    #[serde(default)]
    pub byte_offset: u64,
    pub component_type: u32,
}

/// The values of those elements.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SparseValues {
    pub buffer_view: usize,
    #[serde(default)]
    pub byte_offset: u64,
}

/// A slice of a buffer.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BufferView {
    pub buffer: usize,
    #[serde(default)]
    pub byte_offset: u64,
    pub byte_length: u64,
    pub byte_stride: Option<u64>,
    #[serde(default)]
    pub extensions: ViewExtensions,
}

/// Where bytes come from: a URI, or the GLB's own.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Buffer {
    pub uri: Option<String>,
    pub byte_length: u64,
    #[serde(default)]
    pub extensions: BufferExtensions,
}

/// How a surface looks.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Material {
    pub name: Option<String>,
    pub pbr_metallic_roughness: Pbr,
    pub emissive_factor: Option<[f64; 3]>,
    pub alpha_mode: Option<String>,
    pub alpha_cutoff: Option<f64>,
    pub double_sided: bool,
    pub extensions: MaterialExtensions,
}

/// The base colour and what shines.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Pbr {
    pub base_color_factor: Option<[f64; 4]>,
    pub base_color_texture: Option<TextureRef>,
    pub metallic_factor: Option<f64>,
    pub roughness_factor: Option<f64>,
}

/// A material's use of a texture.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TextureRef {
    pub index: usize,
    #[serde(default)]
    pub tex_coord: u32,
    #[serde(default)]
    pub extensions: TextureExtensions,
}

/// An image with its way of repeating.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Texture {
    pub source: Option<usize>,
    pub sampler: Option<usize>,
    pub extensions: TextureSources,
}

/// A picture file.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Image {
    pub uri: Option<String>,
    pub buffer_view: Option<usize>,
}

/// How a texture repeats and is filtered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Sampler {
    pub mag_filter: Option<u32>,
    pub min_filter: Option<u32>,
    pub wrap_s: Option<u32>,
    pub wrap_t: Option<u32>,
}
