//! Meshes compressed by `KHR_draco_mesh_compression`. A stream that several primitives use is decoded once, and only if
//! something that is drawn uses it. What it holds is taken from the stream, not from what the document claims of it.
//!
//! Specification: <https://github.com/KhronosGroup/glTF/tree/main/extensions/2.0/Khronos/KHR_draco_mesh_compression>

use std::collections::BTreeMap;

use draco_core::{
    DataType, DecodeLimits, DecoderBuffer, DracoError, ErrorKind, MeshDecoder, PointAttribute, PointIndex,
};

use super::{
    accessor::{Component, Model, Values, missing},
    budget::{self, Budget},
    tree::{self, Instance},
};
use crate::convert::{finding::Finding, limits};

/// The name of the compression in sentences.
pub const NAME: &str = "Draco";

/// The bytes of a triangle: three indices.
const TRIANGLE_BYTES: u64 = 12;

/// What a stream held.
pub struct Mesh {
    pub triangles: Vec<[u32; 3]>,
    /// By the stream's own number.
    attributes: BTreeMap<u32, Attribute>,
    points: usize,
}

struct Attribute {
    bytes: Vec<u8>,
    component: Component,
    arity: usize,
}

impl Mesh {
    /// The attribute that the stream numbers `id`, one element for each vertex.
    pub fn values(&self, id: u32, normalized: bool) -> Option<Values<'_>> {
        let one = self.attributes.get(&id)?;
        Some(Values::packed(&one.bytes, one.component, one.arity, self.points).normalized(normalized))
    }
}

/// The streams of everything that is drawn, decoded, by the index of their buffer view.
///
/// # Errors
/// `decoded-too-large`, `compressed-unreadable`, or what reading a buffer may refuse.
pub fn meshes(model: &Model, instances: &[Instance], budget: &mut Budget) -> Result<BTreeMap<usize, Mesh>, Finding> {
    let mut meshes = BTreeMap::new();
    for instance in instances {
        let mesh = model.document.meshes.get(instance.mesh).ok_or_else(|| missing("mesh", instance.mesh))?;
        for compressed in mesh.primitives.iter().filter_map(|primitive| primitive.extensions.draco.as_ref()) {
            if meshes.contains_key(&compressed.buffer_view) {
                continue;
            }
            let node = &model.document.nodes[instance.node];
            let decoded = model.view(compressed.buffer_view).and_then(|stream| decoded(stream, budget));
            let decoded = decoded.map_err(|finding| tree::at(finding, node, instance.node))?;
            meshes.insert(compressed.buffer_view, decoded);
        }
    }
    Ok(meshes)
}

/// Decodes one stream. The decoder stops where the stream announces more than is left.
fn decoded(stream: &[u8], budget: &mut Budget) -> Result<Mesh, Finding> {
    let faces = limits::TRIANGLES_MAX.min(budget.left_bytes() / TRIANGLE_BYTES);
    let limits = DecodeLimits::default().with_max_faces(faces).with_max_decoded_bytes(budget.left_bytes());
    let mesh = budget::guarded(&budget::unreadable(NAME), || {
        let mut mesh = draco_core::Mesh::new();
        let decoded = MeshDecoder::new().decode(&mut DecoderBuffer::new(stream).with_limits(limits), &mut mesh);
        decoded.map(|()| mesh).map_err(|error| refusal(&error))
    })?;
    budget.charge(mesh.num_faces() as u64, TRIANGLE_BYTES)?;
    let points = mesh.num_points();
    let mut attributes = BTreeMap::new();
    for one in (0..mesh.num_attributes()).map(|i| mesh.attribute(i)) {
        if let Some(component) = component(one).filter(|_| (1..=4).contains(&one.num_components())) {
            let attribute = attribute(one, component, points, budget)?;
            attributes.insert(one.unique_id(), attribute);
        }
    }
    let triangles = mesh.faces().iter().map(|face| face.map(|point| point.0)).collect();
    Ok(Mesh { triangles, attributes, points })
}

fn refusal(error: &DracoError) -> Finding {
    match error.kind() {
        ErrorKind::LimitExceeded => budget::too_large(),
        _ => budget::unreadable(NAME),
    }
}

/// The number type of an attribute, if it is one that glTF knows.
fn component(one: &PointAttribute) -> Option<Component> {
    Some(match one.data_type() {
        DataType::Int8 => Component::I8,
        DataType::Uint8 => Component::U8,
        DataType::Int16 => Component::I16,
        DataType::Uint16 => Component::U16,
        DataType::Uint32 => Component::U32,
        DataType::Float32 => Component::F32,
        _ => return None,
    })
}

/// The values of an attribute, one for each point: a stream keeps like values once.
fn attribute(
    one: &PointAttribute,
    component: Component,
    points: usize,
    budget: &mut Budget,
) -> Result<Attribute, Finding> {
    let arity = usize::from(one.num_components());
    let size = arity * component.size();
    budget.charge(points as u64, size as u64)?;
    let stride = usize::try_from(one.byte_stride()).map_err(|_| budget::unreadable(NAME))?;
    let data = one.buffer().data();
    let mut bytes = Vec::with_capacity(points * size);
    for point in 0..points as u32 {
        let start = (one.mapped_index(PointIndex(point)).0 as usize).checked_mul(stride);
        let value = start.and_then(|start| data.get(start..)?.get(..size));
        bytes.extend_from_slice(value.ok_or_else(|| budget::unreadable(NAME))?);
    }
    Ok(Attribute { bytes, component, arity })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tent of four triangles on five points, with normals, texture coordinates and colours, written by Google's encoder.
    const EDGEBREAKER: &[u8] = include_bytes!("fixtures/edgebreaker.drc");
    const SEQUENTIAL: &[u8] = include_bytes!("fixtures/sequential.drc");

    fn code(stream: &[u8]) -> String {
        decoded(stream, &mut Budget::default()).err().map_or(String::from("read"), |finding| finding.code)
    }

    /// The tent's corners in the order of its triangles, to the nearest tenth, with the colour of the highest.
    fn corners(stream: &[u8]) -> (Vec<[i32; 3]>, [f32; 4]) {
        let mesh = decoded(stream, &mut Budget::default()).expect("a mesh");
        let (positions, colors) = (mesh.values(0, false).expect("positions"), mesh.values(3, true).expect("colours"));
        assert_eq!(mesh.values(1, false).expect("normals").vector::<3>(0).map(f32::round), [0.0, 1.0, 0.0]);
        assert_eq!(mesh.values(2, false).expect("coordinates").arity, 2);
        assert!(mesh.values(4, false).is_none());
        let tenths = |i: u32| positions.vector::<3>(i as usize).map(|value| (10.0 * value).round() as i32);
        let top = (0..positions.count).find(|&i| positions.get(i, 1) > 1.0).expect("a top");
        let mut corners: Vec<_> = mesh.triangles.iter().flatten().map(|&i| tenths(i)).collect();
        corners.sort_unstable();
        (corners, colors.vector(top))
    }

    #[test]
    fn both_kinds_of_stream_give_the_same_mesh() {
        let (found, top) = corners(EDGEBREAKER);
        let mut expected: Vec<[i32; 3]> = [[0, 0, 0], [40, 0, 0], [40, 0, 40], [0, 0, 40]].repeat(2);
        expected.extend([[20, 30, 20]; 4]);
        expected.sort_unstable();
        assert_eq!((&found, top), (&expected, [1.0; 4]));
        assert_eq!(corners(SEQUENTIAL), (expected, [1.0; 4]));
    }

    #[test]
    fn a_stream_that_is_cut_or_not_one_is_refused() {
        for whole in [EDGEBREAKER, SEQUENTIAL] {
            for len in 0..whole.len() {
                assert_eq!(code(&whole[..len]), "compressed-unreadable", "cut at {len}");
            }
        }
        assert_eq!(code(&[0x5A; 512]), "compressed-unreadable");
    }

    /// No byte of a stream, however wrong, brings the decoder to panic or to hang: it ends as read or as refused.
    #[test]
    fn a_stream_with_any_wrong_byte_ends() {
        for whole in [EDGEBREAKER, SEQUENTIAL] {
            for at in 0..whole.len() {
                for flip in [0x01, 0x80, 0xFF] {
                    let mut wrong = whole.to_vec();
                    wrong[at] ^= flip;
                    let code = code(&wrong);
                    assert!(["read", "compressed-unreadable", "decoded-too-large"].contains(&code.as_str()), "{code}");
                }
            }
        }
    }

    #[test]
    fn more_triangles_than_are_left_are_not_made() {
        let mut budget = Budget::default();
        budget.charge(limits::DECODED_MAX_BYTES - 40, 1).expect("almost all");
        let refused = decoded(EDGEBREAKER, &mut budget).err().expect("refused");
        assert_eq!(refused, budget::too_large());
    }
}
