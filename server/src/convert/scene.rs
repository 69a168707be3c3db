//! The model as the conversion works on it: parts in the scene frame (metres, Y up), with their materials and images.
//! Nothing here knows glTF.

use glam::{Vec2, Vec3};
use image::RgbaImage;

use super::{frame::ReadAs, outcome::Counts, read::document::Sampler};

/// A whole model in the scene frame.
#[derive(Default)]
pub struct Scene {
    pub parts: Vec<Part>,
    pub materials: Vec<Material>,
    pub pictures: Vec<Picture>,
    /// The names of the source's nodes, one for each node that carries geometry and each time it is drawn.
    pub objects: Vec<String>,
    /// The names of the layers, see `belvedere_domain::layer`. The first is the empty name: what belongs to none.
    pub layers: Vec<String>,
    /// What the file held.
    pub source: Counts,
    /// What was subtracted from the source's coordinates (metres, Y up).
    pub offset_m: [f64; 3],
    /// How the file was read.
    pub read_as: ReadAs,
}

/// Triangles of one material in one node. All lists of vertices are as long as `positions`, or empty.
#[derive(Default)]
pub struct Part {
    /// Index into `Scene::objects`.
    pub object: usize,
    /// Index into `Scene::layers`.
    pub layer: usize,
    /// Index into `Scene::materials`.
    pub material: usize,
    pub positions: Vec<Vec3>,
    pub normals: Vec<Vec3>,
    /// Empty if the material has no texture.
    pub uvs: Vec<Vec2>,
    /// Linear colours; empty if all are white.
    pub colors: Vec<[u8; 4]>,
    pub triangles: Vec<[u32; 3]>,
}

/// How a surface looks.
#[derive(Clone, Debug, PartialEq)]
pub struct Material {
    pub name: String,
    /// Linear, with alpha.
    pub base_color: [f32; 4],
    pub texture: Option<TextureUse>,
    pub emissive: [f32; 3],
    pub metallic: f32,
    pub roughness: f32,
    pub alpha: Alpha,
    pub double_sided: bool,
    pub unlit: bool,
}

/// What is done with the alpha of a surface.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Alpha {
    Opaque,
    /// Cut out below this value, as leaves are.
    Mask(f32),
    Blend,
}

/// A picture with its way of repeating.
#[derive(Clone, Debug, PartialEq)]
pub struct TextureUse {
    /// Index into `Scene::pictures`.
    pub picture: usize,
    pub sampler: Sampler,
}

/// A picture as it leaves the conversion, and small for the view from above.
pub struct Picture {
    /// PNG or JPEG.
    pub bytes: Vec<u8>,
    pub mime: &'static str,
    pub width: u32,
    pub height: u32,
    /// Ever smaller copies, the largest first; never empty.
    pub mips: Vec<RgbaImage>,
}

impl Material {
    /// Whether one sees through the surface's holes or body: such a surface does not stop who walks, and lets light through.
    pub fn is_foliage(&self) -> bool {
        matches!(self.alpha, Alpha::Mask(_))
    }
}

impl Scene {
    /// The least and the greatest corner (m). Zero for a scene without geometry.
    pub fn bounds(&self) -> (Vec3, Vec3) {
        let all = self.parts.iter().flat_map(|part| &part.positions);
        let (min, max) = all.fold((Vec3::INFINITY, Vec3::NEG_INFINITY), |(min, max), &p| (min.min(p), max.max(p)));
        if min.is_finite() { (min, max) } else { (Vec3::ZERO, Vec3::ZERO) }
    }

    /// The number of triangles.
    pub fn triangles(&self) -> usize {
        self.parts.iter().map(|part| part.triangles.len()).sum()
    }
}
