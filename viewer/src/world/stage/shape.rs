//! From the parts of a chunk to meshes of the renderer.

use bevy::asset::RenderAssetUsages;
use bevy::mesh::{Indices, PrimitiveTopology, VertexAttributeValues};
use bevy::prelude::*;

use super::arrival::Arrival;
use crate::world::chunk::Part;
use crate::world::surface;

/// A simpler form is drawn if it has at most this share of the triangles of the form before.
const WORTHWHILE: f32 = 0.85;

/// The meshes of a part: the whole, and the simpler forms that are worth having, each with its own vertices.
pub(super) fn of_part(variant: usize, part: Part) -> Arrival {
    let mut left = part.indices.len();
    let mut levels = Vec::new();
    let mut bytes = bytes(&part);
    for level in &part.levels {
        if !level.indices.is_empty() && level.indices.len() as f32 <= WORTHWHILE * left as f32 {
            left = level.indices.len();
            let simpler = over(&part, &level.indices);
            bytes += self::bytes(&simpler);
            levels.push((level.error_m, mesh(simpler)));
        }
    }
    let (look, bounds_m) = (part.look, part.bounds_m);
    Arrival::Part { variant, mesh: Box::new(mesh(part)), levels, look, bounds_m, bytes }
}

/// What a part takes of the graphics memory.
fn bytes(part: &Part) -> usize {
    part.positions.len() * 32 + part.indices.len() * 4
}

/// The vertices of `part` that `indices` use, and those.
fn over(part: &Part, indices: &[u32]) -> Part {
    const NONE: u32 = u32::MAX;
    let mut places = vec![NONE; part.positions.len()];
    let mut simpler = Part { bounds_m: part.bounds_m, ..Part::default() };
    simpler.indices.reserve(indices.len());
    for &index in indices {
        let from = index as usize;
        if places[from] == NONE {
            places[from] = u32::try_from(simpler.positions.len()).unwrap_or(NONE);
            simpler.positions.push(part.positions[from]);
            simpler.normals.push(part.normals[from]);
            simpler.uvs.push(part.uvs[from]);
            simpler.light.push(part.light[from]);
            simpler.colors.push(part.colors[from]);
        }
        simpler.indices.push(places[from]);
    }
    simpler
}

fn mesh(part: Part) -> Mesh {
    let Part { positions, normals, uvs, colors, light, indices, .. } = part;
    Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::RENDER_WORLD)
        .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, positions)
        .with_inserted_attribute(surface::NORMAL, VertexAttributeValues::Snorm8x4(normals))
        .with_inserted_attribute(Mesh::ATTRIBUTE_UV_0, uvs)
        .with_inserted_attribute(surface::LIGHT, VertexAttributeValues::Unorm8x4(light))
        .with_inserted_attribute(surface::COLOR, VertexAttributeValues::Unorm8x4(colors))
        .with_inserted_indices(Indices::U32(indices))
}
