//! The parts of a chunk: vertices ready to be drawn.

use std::collections::BTreeMap;

use gltf::accessor::Iter;
use gltf::mesh::{Mode, Semantic};

use super::ChunkError;

/// Triangles of one material in one cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    /// The node's name.
    pub name: String,
    /// Which of the chunk's looks.
    pub look: usize,
    /// In the scene frame, in metres.
    pub positions: Vec<[f32; 3]>,
    /// Of length 1, as signed bytes.
    pub normals: Vec<[i8; 4]>,
    /// Of the picture.
    pub uvs: Vec<[f32; 2]>,
    /// Linear, white where the chunk has none.
    pub colors: Vec<[u8; 4]>,
    /// Red: how much of the sun is seen; green: of the sky; blue: of sunlit ground and walls.
    pub light: Vec<[u8; 4]>,
    /// Three for each triangle.
    pub indices: Vec<u32>,
    /// The lowest and the highest corner, in metres.
    pub bounds_m: [[f32; 3]; 2],
}

/// What is seen of sun, sky and ground where nothing was baked: the open field.
const OPEN_FIELD: [u8; 4] = [255, 255, 64, 255];
const WHITE: [u8; 4] = [255; 4];

pub(super) fn read(node: &gltf::Node<'_>, blob: &[u8]) -> Result<Vec<Part>, ChunkError> {
    let name = node.name().unwrap_or_default();
    let Some(mesh) = node.mesh() else {
        return Ok(Vec::new());
    };
    let triangles = mesh.primitives().filter(|primitive| primitive.mode() == Mode::Triangles);
    triangles.map(|primitive| read_primitive(name, &primitive, blob)).collect()
}

fn read_primitive(name: &str, primitive: &gltf::Primitive<'_>, blob: &[u8]) -> Result<Part, ChunkError> {
    let reader = primitive.reader(|_| Some(blob));
    let lacks = |what| ChunkError::Lacks { part: name.to_owned(), what };
    let positions: Vec<_> = reader.read_positions().ok_or_else(|| lacks("positions"))?.collect();
    let count = positions.len();
    let normals = reader.read_normals().ok_or_else(|| lacks("normals"))?.map(packed).collect();
    let colors = reader.read_colors(0).map(|colors| colors.into_rgba_u8().collect());
    let indices = reader.read_indices().map(|indices| indices.into_u32().collect());
    Ok(Part {
        name: name.to_owned(),
        look: look_of(primitive),
        uvs: reader.read_tex_coords(0).map_or_else(|| vec![[0.0; 2]; count], |uvs| uvs.into_f32().collect()),
        colors: colors.unwrap_or_else(|| vec![WHITE; count]),
        light: light(primitive, blob).unwrap_or_else(|| vec![OPEN_FIELD; count]),
        indices: indices.unwrap_or_else(|| (0..u32::try_from(count).unwrap_or(0)).collect()),
        bounds_m: bounds(&positions),
        normals,
        positions,
    })
}

/// A primitive without a material takes the look after the last.
pub(super) fn look_of(primitive: &gltf::Primitive<'_>) -> usize {
    primitive.material().index().unwrap_or(usize::MAX)
}

fn light(primitive: &gltf::Primitive<'_>, blob: &[u8]) -> Option<Vec<[u8; 4]>> {
    let accessor = primitive.get(&Semantic::Extras("LIGHT".into()))?;
    (accessor.data_type() == gltf::accessor::DataType::U8).then_some(())?;
    Some(Iter::<[u8; 4]>::new(accessor, |_| Some(blob))?.collect())
}

fn packed(normal: [f32; 3]) -> [i8; 4] {
    #[expect(clippy::cast_possible_truncation, reason = "clamped to the range of i8 just before")]
    let byte = |x: f32| (x.clamp(-1.0, 1.0) * 127.0).round() as i8;
    [byte(normal[0]), byte(normal[1]), byte(normal[2]), 0]
}

fn bounds(positions: &[[f32; 3]]) -> [[f32; 3]; 2] {
    let mut bounds = [[f32::INFINITY; 3], [f32::NEG_INFINITY; 3]];
    for position in positions {
        for axis in 0..3 {
            bounds[0][axis] = bounds[0][axis].min(position[axis]);
            bounds[1][axis] = bounds[1][axis].max(position[axis]);
        }
    }
    bounds
}

pub(super) fn middle(node: &gltf::Node<'_>) -> Option<[f32; 3]> {
    let bounds = node.mesh()?.primitives().next()?.bounding_box();
    Some([0, 1, 2].map(|i| (bounds.min[i] + bounds.max[i]) / 2.0))
}

/// Nodes that are drawn at once: those of one look in one square of the ground.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    /// The look of all.
    pub look: usize,
    /// Which nodes.
    pub nodes: Vec<usize>,
    /// How far the nearest of their middles is from the visitor's feet, in metres.
    pub distance_m: f64,
}

/// Side of a square, in metres. A cell of the file for itself would be a draw call for a handful of triangles,
/// and draw calls are what a weak machine has least of.
const SQUARE_M: f32 = 160.0;

/// The nodes in batches, what is nearest to the visitor's feet first.
pub fn batches(nodes: &[(usize, Option<[f32; 3]>)], feet_m: [f64; 3]) -> Vec<Batch> {
    let mut batches: BTreeMap<(usize, i32, i32), Batch> = BTreeMap::new();
    for (node, (look, middle)) in nodes.iter().enumerate() {
        let [x, _, z] = middle.unwrap_or_default();
        let distance_m = (f64::from(x) - feet_m[0]).hypot(f64::from(z) - feet_m[2]);
        let square = [x, z].map(|c| (c / SQUARE_M).round() as i32);
        let batch = batches.entry((*look, square[0], square[1])).or_insert_with(|| Batch {
            look: *look,
            nodes: Vec::new(),
            distance_m,
        });
        batch.distance_m = batch.distance_m.min(distance_m);
        batch.nodes.push(node);
    }
    let mut batches: Vec<Batch> = batches.into_values().collect();
    batches.sort_by(|a, b| a.distance_m.total_cmp(&b.distance_m));
    batches
}

impl Part {
    /// Adds the triangles of another part of the same look.
    pub fn join(&mut self, other: Self) {
        if self.positions.is_empty() {
            *self = other;
            return;
        }
        let first = u32::try_from(self.positions.len()).unwrap_or(u32::MAX);
        self.indices.extend(other.indices.into_iter().map(|index| index + first));
        self.positions.extend(other.positions);
        self.normals.extend(other.normals);
        self.uvs.extend(other.uvs);
        self.colors.extend(other.colors);
        self.light.extend(other.light);
        for axis in 0..3 {
            self.bounds_m[0][axis] = self.bounds_m[0][axis].min(other.bounds_m[0][axis]);
            self.bounds_m[1][axis] = self.bounds_m[1][axis].max(other.bounds_m[1][axis]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_near_comes_first_and_neighbours_are_drawn_at_once() {
        let at = |look, x| (look, Some([x, 0.0, 0.0]));
        let nodes = [at(0, 900.0), at(0, 5.0), at(1, 20.0), at(0, 30.0)];
        let found = batches(&nodes, [0.0; 3]);
        let nodes: Vec<_> = found.iter().map(|batch| batch.nodes.as_slice()).collect();
        assert_eq!(nodes, [&[1, 3][..], &[2], &[0]]);
    }

    #[test]
    fn joined_parts_keep_their_triangles_and_their_bounds() {
        let part = |x: f32| Part {
            positions: vec![[x, 0.0, 0.0], [x + 1.0, 0.0, 0.0], [x, 1.0, 0.0]],
            indices: vec![0, 1, 2],
            bounds_m: [[x, 0.0, 0.0], [x + 1.0, 1.0, 0.0]],
            ..Part::default()
        };
        let mut joined = Part::default();
        joined.join(part(0.0));
        joined.join(part(5.0));
        assert_eq!(joined.indices, [0, 1, 2, 3, 4, 5]);
        assert_eq!(joined.bounds_m, [[0.0; 3], [6.0, 1.0, 0.0]]);
    }
}
