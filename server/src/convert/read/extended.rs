//! The extensions of a glTF document that carry data, as they stand in the file: unchecked indices and raw numbers.
//! An extension that is not listed here is skipped by the parser; what is then done with it is said in `extensions`.

use std::collections::BTreeMap;

use serde::{Deserialize, de::IgnoredAny};

use super::document::TextureRef;

/// The extensions of a node that are read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct NodeExtensions {
    #[serde(rename = "EXT_mesh_gpu_instancing")]
    pub instancing: Option<Instancing>,
}

/// `EXT_mesh_gpu_instancing`: where a mesh is repeated.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Instancing {
    /// Accessors by name: `TRANSLATION`, `ROTATION`, `SCALE`, and others that are not read.
    pub attributes: BTreeMap<String, usize>,
}

/// The extensions of a primitive that are read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PrimitiveExtensions {
    #[serde(rename = "KHR_draco_mesh_compression")]
    pub draco: Option<Draco>,
}

/// `KHR_draco_mesh_compression`: a stream that holds the triangles and some of the attributes.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Draco {
    pub buffer_view: usize,
    /// The stream's own number of each attribute.
    #[serde(default)]
    pub attributes: BTreeMap<String, u32>,
}

/// The extensions of a buffer view that are read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ViewExtensions {
    #[serde(rename = "KHR_meshopt_compression")]
    khr_meshopt: Option<Meshopt>,
    #[serde(rename = "EXT_meshopt_compression")]
    ext_meshopt: Option<Meshopt>,
}

impl ViewExtensions {
    /// The compressed form of the view, under the older or the newer name of the extension.
    pub fn meshopt(&self) -> Option<&Meshopt> {
        self.khr_meshopt.as_ref().or(self.ext_meshopt.as_ref())
    }
}

/// `EXT_meshopt_compression` and its successor `KHR_meshopt_compression`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Meshopt {
    pub buffer: usize,
    #[serde(default)]
    pub byte_offset: u64,
    pub byte_length: u64,
    pub byte_stride: u64,
    pub count: u64,
    pub mode: String,
    pub filter: Option<String>,
}

/// The extensions of a buffer that are read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct BufferExtensions {
    #[serde(rename = "KHR_meshopt_compression")]
    khr_meshopt: Fallback,
    #[serde(rename = "EXT_meshopt_compression")]
    ext_meshopt: Fallback,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Fallback {
    fallback: bool,
}

impl BufferExtensions {
    /// Whether the buffer only holds a plain copy of what is also there compressed.
    pub fn is_fallback(&self) -> bool {
        self.khr_meshopt.fallback || self.ext_meshopt.fallback
    }
}

/// The extensions of a material that are read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct MaterialExtensions {
    #[serde(rename = "KHR_materials_unlit")]
    pub unlit: Option<IgnoredAny>,
    #[serde(rename = "KHR_materials_pbrSpecularGlossiness")]
    pub specular_glossiness: Option<SpecularGlossiness>,
    #[serde(rename = "KHR_materials_emissive_strength")]
    pub emissive_strength: Option<EmissiveStrength>,
}

/// `KHR_materials_pbrSpecularGlossiness`, which older exporters write.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct SpecularGlossiness {
    pub diffuse_factor: Option<[f64; 4]>,
    pub diffuse_texture: Option<TextureRef>,
    pub glossiness_factor: Option<f64>,
}

/// `KHR_materials_emissive_strength`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct EmissiveStrength {
    pub emissive_strength: Option<f64>,
}

/// The extensions of a texture that name another picture.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct TextureSources {
    #[serde(rename = "EXT_texture_webp")]
    pub webp: Option<Source>,
    #[serde(rename = "KHR_texture_basisu")]
    pub basisu: Option<Source>,
    #[serde(rename = "EXT_texture_avif")]
    pub avif: Option<IgnoredAny>,
    #[serde(rename = "MSFT_texture_dds")]
    pub dds: Option<IgnoredAny>,
}

/// Which picture.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Source {
    pub source: Option<usize>,
}

/// The extensions of a texture's use that are read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct TextureExtensions {
    #[serde(rename = "KHR_texture_transform")]
    pub transform: Option<TextureTransform>,
}

/// `KHR_texture_transform`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct TextureTransform {
    pub offset: [f32; 2],
    /// Counter-clockwise (radians).
    pub rotation: f32,
    pub scale: Option<[f32; 2]>,
    pub tex_coord: Option<u32>,
}
