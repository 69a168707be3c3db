//! The collision file: a GLB whose nodes bear the model's names.

use gltf::mesh::Mode;

use super::{GroundError, NamedMesh};
use crate::world::packed;

/// Every mesh of the file, placed by its nodes.
pub(super) fn meshes(bytes: &[u8]) -> Result<Vec<NamedMesh>, GroundError> {
    let opened = packed::open(bytes)?;
    Ok(opened.document.nodes().flat_map(|node| of_node(&node, &opened.blob)).collect())
}

/// The house format is flat: the nodes are roots, and what they hold is in the scene frame already.
fn of_node(node: &gltf::Node<'_>, blob: &[u8]) -> Vec<NamedMesh> {
    let Some(mesh) = node.mesh() else {
        return Vec::new();
    };
    let triangles = mesh.primitives().filter(|primitive| primitive.mode() == Mode::Triangles);
    triangles.filter_map(|primitive| of_primitive(node, &primitive, blob)).collect()
}

fn of_primitive(node: &gltf::Node<'_>, primitive: &gltf::Primitive<'_>, blob: &[u8]) -> Option<NamedMesh> {
    let reader = primitive.reader(|_| Some(blob));
    let positions: Vec<[f32; 3]> = reader.read_positions()?.collect();
    let flat: Vec<u32> = match reader.read_indices() {
        Some(indices) => indices.into_u32().collect(),
        None => (0..u32::try_from(positions.len()).ok()?).collect(),
    };
    let indices = flat.as_chunks::<3>().0.to_vec();
    let in_range = |triangle: &[u32; 3]| triangle.iter().all(|i| (*i as usize) < positions.len());
    Some(NamedMesh {
        node: node.name().unwrap_or_default().to_owned(),
        solid: stops_walkers(node),
        indices: indices.into_iter().filter(in_range).collect(),
        positions,
    })
}

/// All do, but those that say `{"walk": false}`.
fn stops_walkers(node: &gltf::Node<'_>) -> bool {
    let extras = node.extras().as_ref().map(|raw| raw.get());
    let value = extras.and_then(|json| serde_json::from_str::<serde_json::Value>(json).ok());
    value.and_then(|value| value.get("walk")?.as_bool()).unwrap_or(true)
}
