//! Hilly ground of as many triangles as wanted, in tiles of a node each: what a model is made of when only its size matters.

use serde_json::json;

use crate::yard::container;

/// Tiles along one side.
pub const TILES: u64 = 8;
/// The ground's side (m).
const SIDE_M: f32 = 500.0;

/// A place (m) and its normal.
type Point = ([f32; 3], [f32; 3]);

/// A GLB of about `triangles` triangles, the same at each call: positions, normals, indices of 32 bits.
pub fn glb(triangles: u64) -> Vec<u8> {
    let quads = ((triangles as f64 / 2.0).sqrt() / TILES as f64).round().max(1.0) as u32;
    let mut buffer = Vec::new();
    let (mut views, mut accessors, mut meshes, mut nodes) = (vec![], vec![], vec![], vec![]);
    let mut add = |buffer: &mut Vec<u8>, bytes: Vec<u8>, mut accessor: serde_json::Value| {
        views.push(json!({"buffer": 0, "byteOffset": buffer.len(), "byteLength": bytes.len()}));
        buffer.extend(bytes);
        accessor["bufferView"] = (views.len() - 1).into();
        accessors.push(accessor);
        accessors.len() - 1
    };
    for tile in 0..TILES * TILES {
        let points = points((tile % TILES) as f32, (tile / TILES) as f32, quads);
        let bounds = |pick: fn(f32, f32) -> f32, from: f32| {
            (0..3).map(|axis| points.iter().fold(from, |all, (p, _)| pick(all, p[axis]))).collect::<Vec<_>>()
        };
        let (min, max) = (bounds(f32::min, f32::INFINITY), bounds(f32::max, f32::NEG_INFINITY));
        let bytes = |of: fn(&Point) -> [f32; 3]| points.iter().flat_map(of).flat_map(f32::to_le_bytes).collect();
        let vector = |bounds: serde_json::Value| {
            let mut accessor = json!({"componentType": 5126, "count": points.len(), "type": "VEC3"});
            accessor.as_object_mut().expect("an object").extend(bounds.as_object().expect("an object").clone());
            accessor
        };
        let positions = add(&mut buffer, bytes(|point| point.0), vector(json!({"min": min, "max": max})));
        let normals = add(&mut buffer, bytes(|point| point.1), vector(json!({})));
        let corners = corners(quads);
        let accessor = json!({"componentType": 5125, "count": corners.len(), "type": "SCALAR"});
        let indices = add(&mut buffer, corners.into_iter().flat_map(u32::to_le_bytes).collect(), accessor);
        meshes.push(json!({"primitives": [{"attributes": {"POSITION": positions, "NORMAL": normals}, "indices": indices, "material": 0}]}));
        nodes.push(json!({"name": format!("Terrain {tile}"), "mesh": tile}));
    }
    let material = json!({"name": "Prairie", "pbrMetallicRoughness": {"baseColorFactor": [0.3, 0.4, 0.2, 1.0], "metallicFactor": 0.0}});
    let document = json!({
        "asset": {"version": "2.0", "generator": "belvedere-tests"}, "scene": 0,
        "scenes": [{"nodes": (0..nodes.len()).collect::<Vec<_>>()}], "nodes": nodes, "meshes": meshes,
        "materials": [material], "accessors": accessors, "bufferViews": views, "buffers": [{"byteLength": buffer.len()}],
    });
    container(document.to_string().into_bytes(), buffer)
}

/// Positions and normals of one tile, row after row.
fn points(tile_x: f32, tile_z: f32, quads: u32) -> Vec<Point> {
    let step = SIDE_M / (TILES as f32 * quads as f32);
    let at = |tile: f32, i: u32| (tile * quads as f32 + i as f32) * step - SIDE_M / 2.0;
    let point = |i: u32, j: u32| {
        let (x, z) = (at(tile_x, i), at(tile_z, j));
        // Hills of 90 m, with ripples of 5 m that a simplification cannot leave out at once.
        let (hill, ripple) = ((x / 15.0).sin() * 4.0 * (z / 14.0).cos(), (x * 1.3).sin() * (z * 1.2).cos() * 0.3);
        let slope_x = (x / 15.0).cos() * (4.0 / 15.0) * (z / 14.0).cos() + 0.39 * (x * 1.3).cos() * (z * 1.2).cos();
        let slope_z = -(x / 15.0).sin() * (4.0 / 14.0) * (z / 14.0).sin() - 0.36 * (x * 1.3).sin() * (z * 1.2).sin();
        let length = (slope_x * slope_x + slope_z * slope_z + 1.0).sqrt();
        ([x, hill + ripple, z], [-slope_x / length, 1.0 / length, -slope_z / length])
    };
    (0..=quads).flat_map(|j| (0..=quads).map(move |i| point(i, j))).collect()
}

fn corners(quads: u32) -> Vec<u32> {
    let row = quads + 1;
    let quad = |i: u32, j: u32| {
        let a = j * row + i;
        [a, a + row, a + 1, a + 1, a + row, a + row + 1]
    };
    (0..quads).flat_map(|j| (0..quads).flat_map(move |i| quad(i, j))).collect()
}
