//! Joins the triangles of a scene by layer and material inside the cells of a horizontal grid, so that the viewer draws little
//! and leaves out what is not in view. Vertices alike in everything are made one; triangles without area, and those that lie
//! twice in the same place, are left out.

use std::collections::{HashMap, HashSet};

use glam::{Vec2, Vec3};

use super::{
    lod::Level,
    scene::{Part, Scene},
};

/// The side of the smallest cells (m).
const CELL_MIN_M: f32 = 48.0;
/// The most cells along one side that are tried.
const CELLS_MAX: f32 = 64.0;
/// How many chunks are wanted at most: what a low kiosk may draw. Cells grow until it is so, or until there is one.
pub const CHUNKS_WANTED: usize = 500;

/// What is drawn at once: triangles of one layer and material in one cell. Lists of vertices are as long as `positions`, or empty.
#[derive(Default)]
pub struct Chunk {
    /// The cell's place in the grid, along X and Z.
    pub cell: (i32, i32),
    /// Index into the scene's layers.
    pub layer: usize,
    /// Index into the scene's materials.
    pub material: usize,
    pub positions: Vec<Vec3>,
    pub normals: Vec<Vec3>,
    pub uvs: Vec<Vec2>,
    pub colors: Vec<[u8; 4]>,
    /// Baked light, filled by `light`: sun, sky, bounce, 255.
    pub light: Vec<[u8; 4]>,
    pub triangles: Vec<[u32; 3]>,
    /// Simpler forms of it, the finest first, filled by `lod`.
    pub levels: Vec<Level>,
}

/// Layer, cell and material.
type Key = (u32, i32, i32, u32);

/// A triangle on its way to a chunk.
struct Sorted {
    key: Key,
    part: u32,
    triangle: u32,
}

/// The chunks of `scene`, by layer, cell and material.
pub fn join(scene: &Scene) -> Vec<Chunk> {
    let cell_m = cell_side(scene);
    let mut sorted = Vec::with_capacity(scene.triangles());
    for (part_index, part) in scene.parts.iter().enumerate() {
        for (triangle, corners) in part.triangles.iter().enumerate() {
            if let Some((x, z)) = cell(part, corners, cell_m) {
                let key = (part.layer as u32, x, z, part.material as u32);
                sorted.push(Sorted { key, part: part_index as u32, triangle: triangle as u32 });
            }
        }
    }
    // Stable, so that like inputs give like bytes.
    sorted.sort_by_key(|one| one.key);
    sorted.chunk_by(|a, b| a.key == b.key).map(|run| chunk(scene, run)).collect()
}

/// The smallest side by which the scene comes to no more chunks than wanted. What lies far away is then drawn with what
/// is near, which costs less than drawing in many small pieces.
fn cell_side(scene: &Scene) -> f32 {
    let (min, max) = scene.bounds();
    let widest = (max.x - min.x).max(max.z - min.z);
    let sides = std::iter::successors(Some(CELL_MIN_M), |side| Some(side * 1.5));
    let mut sides = sides.skip_while(|side| widest / side > CELLS_MAX);
    sides.find(|&side| side > widest || are_few(scene, side)).unwrap_or(widest)
}

/// Whether cells of that side give no more chunks than wanted; what follows the first one too many is not looked at.
fn are_few(scene: &Scene, cell_m: f32) -> bool {
    let mut keys = HashSet::new();
    for part in &scene.parts {
        for (x, z) in part.triangles.iter().filter_map(|corners| cell(part, corners, cell_m)) {
            if keys.insert((part.layer, x, z, part.material)) && keys.len() > CHUNKS_WANTED {
                return false;
            }
        }
    }
    true
}

/// The cell of a triangle's middle; none for a triangle without area.
fn cell(part: &Part, corners: &[u32; 3], cell_m: f32) -> Option<(i32, i32)> {
    let [a, b, c] = corners.map(|i| part.positions[i as usize]);
    if (b - a).cross(c - a).length_squared() < 1e-16 {
        return None;
    }
    let middle = (a + b + c) / (3.0 * cell_m);
    Some((middle.x.floor() as i32, middle.z.floor() as i32))
}

fn chunk(scene: &Scene, run: &[Sorted]) -> Chunk {
    let (layer, x, z, material) = run[0].key;
    let mut chunk = Chunk { cell: (x, z), layer: layer as usize, material: material as usize, ..Chunk::default() };
    let part = |one: &Sorted| &scene.parts[one.part as usize];
    let has_uvs = run.iter().any(|one| !part(one).uvs.is_empty());
    let has_colors = run.iter().any(|one| !part(one).colors.is_empty());
    let mut places: HashMap<[u32; 9], u32> = HashMap::new();
    let mut there: HashSet<[u32; 3]> = HashSet::with_capacity(run.len());
    for one in run {
        let part = part(one);
        let corner = |i: u32| {
            let i = i as usize;
            let uv = part.uvs.get(i).copied().unwrap_or_default();
            let color = part.colors.get(i).copied().unwrap_or([255; 4]);
            let key = key(part.positions[i], part.normals[i], uv, color);
            *places.entry(key).or_insert_with(|| {
                chunk.positions.push(part.positions[i]);
                chunk.normals.push(part.normals[i]);
                if has_uvs {
                    chunk.uvs.push(uv);
                }
                if has_colors {
                    chunk.colors.push(color);
                }
                chunk.positions.len() as u32 - 1
            })
        };
        let triangle = part.triangles[one.triangle as usize].map(corner);
        if there.insert(turned(triangle)) {
            chunk.triangles.push(triangle);
        }
    }
    chunk
}

/// The same triangle from its lowest corner on, so that like ones are equal.
fn turned([a, b, c]: [u32; 3]) -> [u32; 3] {
    if a <= b && a <= c {
        [a, b, c]
    } else if b <= c {
        [b, c, a]
    } else {
        [c, a, b]
    }
}

/// What tells two vertices apart. Normals count to a part in 32,000: exporters round them differently.
fn key(position: Vec3, normal: Vec3, uv: Vec2, color: [u8; 4]) -> [u32; 9] {
    let bits = |value: f32| (value + 0.0).to_bits();
    let part = |value: f32| ((value * 32_000.0).round() as i32) as u32;
    let [p, n] = [position.to_array().map(bits), normal.to_array().map(part)];
    [p[0], p[1], p[2], n[0], n[1], n[2], bits(uv.x), bits(uv.y), u32::from_le_bytes(color)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(at: Vec3, material: usize) -> Part {
        let corner = |x, z| at + Vec3::new(x, 0.0, z);
        // Six corners for two triangles, as exporters that do not share vertices write them.
        let positions = [(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (0.0, 0.0), (1.0, 1.0), (1.0, 0.0)]
            .map(|(x, z)| corner(x, z))
            .to_vec();
        Part {
            material,
            normals: vec![Vec3::Y; 6],
            positions,
            triangles: vec![[0, 1, 2], [3, 4, 5]],
            ..Part::default()
        }
    }

    #[test]
    fn like_vertices_become_one_and_cells_stay_apart() {
        let parts = vec![
            square(Vec3::ZERO, 0),
            square(Vec3::new(1.0, 0.0, 0.0), 0),
            square(Vec3::new(60.0, 0.0, 0.0), 0),
            square(Vec3::ZERO, 1),
        ];
        let chunks = join(&Scene { parts, ..Scene::default() });
        let shape: Vec<_> = chunks.iter().map(|c| (c.cell, c.material, c.positions.len(), c.triangles.len())).collect();
        assert_eq!(shape, [((0, 0), 0, 6, 4), ((0, 0), 1, 4, 2), ((1, 0), 0, 4, 2)]);
    }

    #[test]
    fn cells_grow_until_there_is_little_to_draw() {
        let square = |material: usize| [0.0, 60.0, 120.0].map(|x| square(Vec3::new(x, 0.0, 0.0), material));
        let joined =
            |materials: usize| join(&Scene { parts: (0..materials).flat_map(square).collect(), ..Scene::default() });
        assert_eq!(joined(100).len(), 300);
        assert_eq!(joined(300).len(), 300, "900 in the smallest cells");
        assert_eq!(joined(CHUNKS_WANTED + 1).len(), CHUNKS_WANTED + 1, "no fewer than there are materials");
    }

    #[test]
    fn layers_stay_apart() {
        let parts = vec![square(Vec3::ZERO, 0), Part { layer: 1, ..square(Vec3::ZERO, 0) }, square(Vec3::X, 0)];
        let chunks = join(&Scene { parts, ..Scene::default() });
        let shape: Vec<_> = chunks.iter().map(|chunk| (chunk.layer, chunk.triangles.len())).collect();
        assert_eq!(shape, [(0, 4), (1, 2)]);
    }

    #[test]
    fn what_lies_twice_in_one_place_is_drawn_once() {
        let mut twice = square(Vec3::ZERO, 0);
        twice.triangles.extend([[2, 0, 1], [0, 2, 1]]);
        let chunks = join(&Scene { parts: vec![twice, square(Vec3::ZERO, 0)], ..Scene::default() });
        assert_eq!(chunks[0].triangles.len(), 3, "the one that faces down is another");
    }

    #[test]
    fn triangles_without_area_are_left_out() {
        let part = Part {
            positions: vec![Vec3::ZERO; 3],
            normals: vec![Vec3::Y; 3],
            triangles: vec![[0, 1, 2]],
            ..Part::default()
        };
        assert!(join(&Scene { parts: vec![part], ..Scene::default() }).is_empty());
    }
}
