//! What a GLB costs: its bytes, and what its document says is drawn.

use std::path::Path;

use serde_json::Value;

/// The cost of a file.
#[derive(Debug, PartialEq, Eq)]
pub struct Cost {
    /// Its length.
    pub bytes: u64,
    /// Primitives of meshes, each time a node shows them; instances of one node count once.
    pub draws: u64,
    /// Triangles of those; instances count each.
    pub triangles: u64,
}

/// The cost of the file at `path`; none where it is no GLB. Of levels of detail only the finest is counted.
pub fn cost(path: &Path) -> Option<Cost> {
    let bytes = std::fs::read(path).ok()?;
    let document = document(&bytes)?;
    let mut cost = Cost { bytes: bytes.len() as u64, draws: 0, triangles: 0 };
    let scene = document["scene"].as_u64().unwrap_or(0) as usize;
    let mut ahead = indices(&document["scenes"][scene]["nodes"]);
    while let Some(node) = ahead.pop() {
        let node = &document["nodes"][node];
        ahead.extend(indices(&node["children"]));
        let Some(mesh) = node["mesh"].as_u64() else { continue };
        let times = instances(&document, node);
        for primitive in document["meshes"][mesh as usize]["primitives"].as_array().into_iter().flatten() {
            cost.draws += 1;
            cost.triangles += times * triangles(&document, primitive);
        }
    }
    Some(cost)
}

fn document(bytes: &[u8]) -> Option<Value> {
    let length = u32::from_le_bytes(bytes.strip_prefix(b"glTF")?.get(8..12)?.try_into().ok()?);
    serde_json::from_slice(bytes.get(20..20 + length as usize)?).ok()
}

fn indices(list: &Value) -> Vec<usize> {
    list.as_array().into_iter().flatten().filter_map(Value::as_u64).map(|index| index as usize).collect()
}

fn count(document: &Value, accessor: &Value) -> Option<u64> {
    document["accessors"][accessor.as_u64()? as usize]["count"].as_u64()
}

fn instances(document: &Value, node: &Value) -> u64 {
    let attributes = node["extensions"]["EXT_mesh_gpu_instancing"]["attributes"].as_object();
    attributes.and_then(|all| count(document, all.values().next()?)).unwrap_or(1)
}

/// Strips and fans hold a triangle for each index but two.
fn triangles(document: &Value, primitive: &Value) -> u64 {
    let corners =
        count(document, &primitive["indices"]).or_else(|| count(document, &primitive["attributes"]["POSITION"]));
    match primitive["mode"].as_u64().unwrap_or(4) {
        4 => corners.unwrap_or(0) / 3,
        5 | 6 => corners.unwrap_or(0).saturating_sub(2),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::super::grid;
    use super::*;

    #[test]
    fn a_made_model_costs_what_it_was_made_of() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("grid.glb");
        std::fs::write(&path, grid::glb(10_000)).unwrap();
        let cost = cost(&path).unwrap();
        assert_eq!((cost.draws, cost.bytes), (grid::TILES * grid::TILES, path.metadata().unwrap().len()));
        assert!((9_000..=11_000).contains(&cost.triangles), "{}", cost.triangles);
        std::fs::write(&path, b"no GLB").unwrap();
        assert_eq!(super::cost(&path), None);
    }
}
