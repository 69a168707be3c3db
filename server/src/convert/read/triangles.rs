//! The triangles of a primitive, from a list, a strip or a fan, with every index checked. It also counts without reading.

use super::{
    accessor::{Component, Model},
    document::Primitive,
    draco,
};
use crate::convert::finding::Finding;

const STRIP: u32 = 5;
const FAN: u32 = 6;

/// How many triangles `primitive` has: by its claims, or as they came out of its Draco stream once that was read.
pub fn count(model: &Model, primitive: &Primitive) -> u64 {
    if let Some(mesh) = mesh(model, primitive) {
        return mesh.triangles.len() as u64;
    }
    let accessor = primitive.indices.or(primitive.attributes.get("POSITION").copied());
    let corners = accessor.and_then(|index| model.document.accessors.get(index)).map_or(0, |accessor| accessor.count);
    match primitive.mode.unwrap_or(4) {
        0..=3 => 0,
        STRIP | FAN => corners.saturating_sub(2),
        _ => corners / 3,
    }
}

/// The triangles of `primitive`, whose vertices are `vertices` long.
///
/// # Errors
/// `index-out-of-range`, or what reading an accessor may refuse.
pub fn read(model: &Model, primitive: &Primitive, vertices: usize) -> Result<Vec<[u32; 3]>, Finding> {
    if let Some(mesh) = mesh(model, primitive) {
        check(mesh.triangles.iter().flatten().copied(), vertices)?;
        return Ok(mesh.triangles.clone());
    }
    let Some(index) = primitive.indices else {
        return Ok(assembled(primitive, vertices, |i| i as u32));
    };
    let values = model.values(index)?;
    if !matches!(values.component(), Component::U8 | Component::U16 | Component::U32) {
        return Err(Finding::error("accessor-invalid").with("index", index));
    }
    check((0..values.count).map(|i| values.index(i)), vertices)?;
    Ok(assembled(primitive, values.count, |i| values.index(i)))
}

fn mesh<'a>(model: &'a Model, primitive: &Primitive) -> Option<&'a draco::Mesh> {
    primitive.extensions.draco.as_ref().and_then(|compressed| model.meshes.get(&compressed.buffer_view))
}

fn check(mut indices: impl Iterator<Item = u32>, vertices: usize) -> Result<(), Finding> {
    match indices.find(|&index| index as usize >= vertices) {
        Some(wrong) => Err(Finding::error("index-out-of-range").with("index", wrong).with("count", vertices)),
        None => Ok(()),
    }
}

fn assembled(primitive: &Primitive, corners: usize, index: impl Fn(usize) -> u32) -> Vec<[u32; 3]> {
    let triangle = |[a, b, c]: [usize; 3]| [index(a), index(b), index(c)];
    match primitive.mode.unwrap_or(4) {
        STRIP => (2..corners).map(|i| triangle([i - 2, i - 1 + i % 2, i - i % 2])).collect(),
        FAN => (2..corners).map(|i| triangle([0, i - 1, i])).collect(),
        _ => (0..corners / 3).map(|i| triangle([3 * i, 3 * i + 1, 3 * i + 2])).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strips_keep_their_winding() {
        let strip = Primitive { mode: Some(STRIP), ..Primitive::default() };
        assert_eq!(assembled(&strip, 4, |i| i as u32), [[0, 1, 2], [1, 3, 2]]);
    }

    #[test]
    fn incomplete_triangles_are_left_out() {
        assert_eq!(assembled(&Primitive::default(), 5, |i| i as u32), [[0, 1, 2]]);
    }
}
