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
    /// Simpler forms over the same vertices, the finest first.
    pub levels: Vec<Level>,
    /// The lowest and the highest corner, in metres.
    pub bounds_m: [[f32; 3]; 2],
}

/// A simpler form of a part.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Level {
    /// How far its surface lies from the true one, in metres.
    pub error_m: f32,
    /// Three for each triangle; none where all is smaller than the error.
    pub indices: Vec<u32>,
}

/// What is seen of sun, sky and ground where nothing was baked: the open field.
const OPEN_FIELD: [u8; 4] = [255, 255, 64, 255];
const WHITE: [u8; 4] = [255; 4];

pub(super) fn read(node: &gltf::Node<'_>, simpler: &[gltf::Node<'_>], blob: &[u8]) -> Result<Vec<Part>, ChunkError> {
    let name = node.name().unwrap_or_default();
    let Some(mesh) = node.mesh() else {
        return Ok(Vec::new());
    };
    let triangles = mesh.primitives().filter(|primitive| primitive.mode() == Mode::Triangles);
    let with_levels = |(place, primitive): (usize, gltf::Primitive<'_>)| {
        let mut part = read_primitive(name, &primitive, blob)?;
        part.levels = simpler.iter().filter_map(|node| level(node, place, &primitive, blob)).collect();
        Ok(part)
    };
    triangles.enumerate().map(with_levels).collect()
}

fn read_primitive(name: &str, primitive: &gltf::Primitive<'_>, blob: &[u8]) -> Result<Part, ChunkError> {
    let reader = primitive.reader(|_| Some(blob));
    let lacks = |what| ChunkError::Lacks { part: name.to_owned(), what };
    let positions: Vec<_> = reader.read_positions().ok_or_else(|| lacks("positions"))?.collect();
    let count = positions.len();
    let normals = normals(primitive, blob).ok_or_else(|| lacks("normals"))?;
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
        levels: Vec::new(),
        normals,
        positions,
    })
}

/// A simpler form, if it tells its error and stands on the same vertices.
fn level(node: &gltf::Node<'_>, place: usize, whole: &gltf::Primitive<'_>, blob: &[u8]) -> Option<Level> {
    let extras: serde_json::Value = serde_json::from_str(node.extras().as_ref()?.get()).ok()?;
    #[expect(clippy::cast_possible_truncation, reason = "metres, to be shown")]
    let error_m = extras.get("error_m")?.as_f64()? as f32;
    let Some(mesh) = node.mesh() else {
        return Some(Level { error_m, indices: Vec::new() });
    };
    let primitive = mesh.primitives().nth(place)?;
    let vertices = |one: &gltf::Primitive<'_>| one.get(&Semantic::Positions).map(|accessor| accessor.index());
    (vertices(&primitive) == vertices(whole)).then_some(())?;
    let indices = primitive.reader(|_| Some(blob)).read_indices()?.into_u32().collect();
    Some(Level { error_m, indices })
}

/// As bytes, or as floats in what older programs wrote.
fn normals(primitive: &gltf::Primitive<'_>, blob: &[u8]) -> Option<Vec<[i8; 4]>> {
    let accessor = primitive.get(&Semantic::Normals)?;
    if accessor.data_type() == gltf::accessor::DataType::I8 {
        let bytes = Iter::<[i8; 3]>::new(accessor, |_| Some(blob))?;
        return Some(bytes.map(|[x, y, z]| [x, y, z, 0]).collect());
    }
    Some(primitive.reader(|_| Some(blob)).read_normals()?.map(packed).collect())
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

/// The nodes, each with its look and its middle, in batches, what is nearest to the visitor's feet first. Layers are joined, for
/// nobody can switch them yet.
pub fn batches(nodes: &[(usize, usize, Option<[f32; 3]>)], feet_m: [f64; 3]) -> Vec<Batch> {
    let mut batches: BTreeMap<(usize, i32, i32), Batch> = BTreeMap::new();
    for (node, look, middle) in nodes {
        let [x, _, z] = middle.unwrap_or_default();
        let distance_m = (f64::from(x) - feet_m[0]).hypot(f64::from(z) - feet_m[2]);
        let square = [x, z].map(|c| (c / SQUARE_M).round() as i32);
        let batch = batches.entry((*look, square[0], square[1])).or_insert_with(|| Batch {
            look: *look,
            nodes: Vec::new(),
            distance_m,
        });
        batch.distance_m = batch.distance_m.min(distance_m);
        batch.nodes.push(*node);
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
        self.levels = self.joined_levels(&other, first);
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

    /// The levels of both: each with what either shows at that error. The vertices of `other` begin at `first`.
    fn joined_levels(&self, other: &Self, first: u32) -> Vec<Level> {
        let mut errors: Vec<f32> = self.levels.iter().chain(&other.levels).map(|level| level.error_m).collect();
        errors.sort_by(f32::total_cmp);
        errors.dedup();
        let joined = |error_m| {
            let mut indices = self.at_error(error_m).to_vec();
            indices.extend(other.at_error(error_m).iter().map(|index| index + first));
            Level { error_m, indices }
        };
        errors.into_iter().map(joined).collect()
    }

    /// The simplest form whose error is not larger.
    fn at_error(&self, error_m: f32) -> &[u32] {
        let level = self.levels.iter().rfind(|level| level.error_m <= error_m);
        level.map_or(&self.indices, |level| &level.indices)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_near_comes_first_and_neighbours_are_drawn_at_once() {
        let at = |node, look, x| (node, look, Some([x, 0.0, 0.0]));
        let nodes = [at(0, 0, 900.0), at(1, 0, 5.0), at(4, 1, 20.0), at(5, 0, 30.0)];
        let found = batches(&nodes, [0.0; 3]);
        let nodes: Vec<_> = found.iter().map(|batch| batch.nodes.as_slice()).collect();
        assert_eq!(nodes, [&[1, 5][..], &[4], &[0]]);
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

    #[test]
    fn a_joined_level_shows_of_each_part_the_simplest_form_that_it_may() {
        let part = |errors_m: &[f32]| Part {
            positions: vec![[0.0; 3]; 3],
            indices: vec![0, 1, 2, 0, 1, 2],
            levels: errors_m.iter().map(|&error_m| Level { error_m, indices: vec![0, 1, 2] }).collect(),
            ..Part::default()
        };
        let mut joined = part(&[0.04, 0.64]);
        joined.join(part(&[0.16]));
        let levels: Vec<_> = joined.levels.iter().map(|level| (level.error_m, level.indices.len())).collect();
        assert_eq!(levels, [(0.04, 9), (0.16, 6), (0.64, 6)]);
        assert_eq!(joined.levels[1].indices, [0, 1, 2, 3, 4, 5]);
    }
}
