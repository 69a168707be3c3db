//! A chunk as the server writes it, made here and read back.

use meshoptimizer_rs::Workspace;
use meshoptimizer_rs::codec::{IndexEncoding, VertexEncoding, encode_index_buffer, encode_vertex_buffer};
use serde_json::json;

use super::*;

/// One triangle in the house format, with a picture of one red pixel.
fn glb() -> Vec<u8> {
    let mut picture = std::io::Cursor::new(Vec::new());
    let red = image::RgbaImage::from_pixel(1, 1, image::Rgba([255, 0, 0, 255]));
    red.write_to(&mut picture, image::ImageFormat::Png).expect("a pixel can be encoded");
    let mut bin = Vec::new();
    let mut views = Vec::new();
    let mut view = |bytes: &[u8]| {
        views.push(json!({"buffer": 0, "byteOffset": bin.len(), "byteLength": bytes.len()}));
        bin.extend_from_slice(bytes);
        bin.resize(bin.len().next_multiple_of(4), 0);
    };
    let floats = |values: &[f32]| values.iter().flat_map(|v| v.to_le_bytes()).collect::<Vec<u8>>();
    view(&floats(&[1.0, 0.0, 0.0, 3.0, 0.0, 0.0, 1.0, 2.0, -4.0]));
    view(&floats(&[0.0, 0.6, 0.8, 0.0, 0.6, 0.8, 0.0, 0.6, 0.8]));
    view(&[10, 20, 30, 255, 40, 50, 60, 255, 70, 80, 90, 255]);
    view(&[0, 0, 1, 0, 2, 0]);
    view(picture.get_ref());
    let accessor = |view: usize, component: u32, kind: &str| json!({"bufferView": view, "componentType": component, "type": kind, "count": 3});
    let mut accessors =
        [accessor(0, 5126, "VEC3"), accessor(1, 5126, "VEC3"), accessor(2, 5121, "VEC4"), accessor(3, 5123, "SCALAR")];
    accessors[0]["min"] = json!([1.0, 0.0, -4.0]);
    accessors[0]["max"] = json!([3.0, 2.0, 0.0]);
    accessors[2]["normalized"] = json!(true);
    let attributes = json!({"POSITION": 0, "NORMAL": 1, "_LIGHT": 2});
    let document = json!({
        "asset": {"version": "2.0", "extras": {"sun_towards": [0.0, 1.0, 0.0]}},
        "buffers": [{"byteLength": bin.len()}], "bufferViews": views, "accessors": accessors,
        "images": [{"bufferView": 4, "mimeType": "image/png"}], "textures": [{"source": 0}],
        "materials": [{
            "pbrMetallicRoughness": {"baseColorTexture": {"index": 0}},
            "alphaMode": "MASK", "alphaCutoff": 0.4, "doubleSided": true,
        }],
        "meshes": [{"primitives": [{"attributes": attributes, "indices": 3, "material": 0}]}],
        "nodes": [{"name": "cell_0_-1/Feuilles", "mesh": 0}],
        "scenes": [{"nodes": [0]}], "scene": 0,
    });
    packed(document.to_string().into_bytes(), &bin)
}

fn packed(mut document: Vec<u8>, bin: &[u8]) -> Vec<u8> {
    document.resize(document.len().next_multiple_of(4), b' ');
    let mut glb = b"glTF".to_vec();
    let length = |bytes: usize| u32::try_from(bytes).expect("small").to_le_bytes();
    glb.extend(2_u32.to_le_bytes());
    glb.extend(length(12 + 8 + document.len() + 8 + bin.len()));
    glb.extend(length(document.len()));
    glb.extend(b"JSON");
    glb.extend(document);
    glb.extend(length(bin.len()));
    glb.extend(b"BIN\0");
    glb.extend(bin);
    glb
}

#[test]
fn a_chunk_is_read_as_it_was_written() {
    let chunk = Chunk::open(&glb()).expect("it is a chunk");
    let look = chunk.looks()[0];
    assert_eq!((look.picture, look.alpha, look.double_sided), (Some(0), Alpha::Mask(0.4), true));
    assert_eq!(chunk.sun_towards(), Some([0.0, 1.0, 0.0]));
    assert_eq!((chunk.nodes(), chunk.looks_of(0)), (vec![0], vec![0]));
    assert_eq!(chunk.middle_of(0), Some([2.0, 1.0, -2.0]));
    let parts = chunk.parts_of(0).expect("the part is whole");
    let part = &parts[0];
    assert_eq!(part.name, "cell_0_-1/Feuilles");
    assert_eq!(part.positions[2], [1.0, 2.0, -4.0]);
    assert_eq!(part.normals[0], [0, 76, 102, 0]);
    assert_eq!(part.light, [[10, 20, 30, 255], [40, 50, 60, 255], [70, 80, 90, 255]]);
    assert_eq!((part.colors[1], part.uvs[1]), ([255; 4], [0.0; 2]));
    assert_eq!(part.indices, [0, 1, 2]);
    assert_eq!(part.bounds_m, [[1.0, 0.0, -4.0], [3.0, 2.0, 0.0]]);
    let red = picture(chunk.picture_bytes(0).expect("one picture"), None).expect("a PNG");
    assert_eq!(red.bytes, [255, 0, 0, 255]);
}

#[test]
fn what_is_no_chunk_is_refused() {
    assert!(matches!(Chunk::open(b"PNG"), Err(ChunkError::Unreadable(_))));
    let cut = &glb()[..200];
    assert!(Chunk::open(cut).is_err());
}

/// A square in one layer, compressed, with a level of a single triangle and one of nothing.
fn compressed_glb() -> Vec<u8> {
    let (mut bin, mut views, mut unpacked) = (Vec::new(), Vec::new(), 0);
    let mut view = |packed: Vec<u8>, count: usize, stride: usize, mode: &str| {
        views.push(json!({
            "buffer": 1, "byteOffset": unpacked, "byteLength": count * stride,
            "extensions": {"EXT_meshopt_compression": {
                "buffer": 0, "byteOffset": bin.len(), "byteLength": packed.len(), "byteStride": stride, "count": count, "mode": mode,
            }},
        }));
        if mode == "ATTRIBUTES" {
            views.last_mut().expect("one")["byteStride"] = stride.into();
        }
        bin.extend(packed);
        bin.resize(bin.len().next_multiple_of(4), 0);
        unpacked += (count * stride).next_multiple_of(4);
    };
    let mut workspace = Workspace::default();
    let mut vertices = |bytes: &[u8], stride: usize| {
        let encoding = VertexEncoding::new(0, 0).expect("known");
        encode_vertex_buffer(bytes, 4, stride, encoding, &mut workspace).expect("encoded")
    };
    let corners = [[0.0_f32, 0.0, 0.0], [0.0, 0.0, 2.0], [2.0, 0.0, 2.0], [2.0, 0.0, 0.0]];
    let corners: Vec<u8> = corners.iter().flatten().flat_map(|value| value.to_le_bytes()).collect();
    view(vertices(&corners, 12), 4, 12, "ATTRIBUTES");
    view(vertices(&[0, 127, 0, 0].repeat(4), 4), 4, 4, "ATTRIBUTES");
    view(vertices(&[9, 8, 7, 255].repeat(4), 4), 4, 4, "ATTRIBUTES");
    let indices = [0, 1, 2, 0, 2, 3, 0, 1, 3];
    let packed_indices =
        encode_index_buffer(&indices, IndexEncoding::DEFAULT, &mut Workspace::default()).expect("encoded");
    view(packed_indices, indices.len(), 2, "TRIANGLES");
    let accessors = json!([
        {"bufferView": 0, "componentType": 5126, "type": "VEC3", "count": 4, "min": [0.0, 0.0, 0.0], "max": [2.0, 0.0, 2.0]},
        {"bufferView": 1, "componentType": 5120, "type": "VEC3", "count": 4, "normalized": true},
        {"bufferView": 2, "componentType": 5121, "type": "VEC4", "count": 4, "normalized": true},
        {"bufferView": 3, "componentType": 5123, "type": "SCALAR", "count": 6},
        {"bufferView": 3, "componentType": 5123, "type": "SCALAR", "count": 3, "byteOffset": 12},
    ]);
    let mesh = |indices: usize| json!({"primitives": [{"attributes": {"POSITION": 0, "NORMAL": 1, "_LIGHT": 2}, "indices": indices}]});
    let extensions = ["EXT_meshopt_compression", "KHR_mesh_quantization"];
    let document = json!({
        "asset": {"version": "2.0"}, "extensionsUsed": extensions, "extensionsRequired": extensions,
        "buffers": [
            {"byteLength": bin.len()},
            {"byteLength": unpacked, "extensions": {"EXT_meshopt_compression": {"fallback": true}}},
        ],
        "bufferViews": views, "accessors": accessors, "meshes": [mesh(3), mesh(4)],
        "nodes": [
            {"name": "cell_0_0/Sol", "mesh": 0, "extras": {"layer": "Sols"}, "extensions": {"MSFT_lod": {"ids": [1, 2]}}},
            {"mesh": 1, "extras": {"error_m": 0.25}},
            {"extras": {"error_m": 1.0}},
            {"name": "Sols", "children": [0], "extras": {"layer": "Sols"}},
        ],
        "scenes": [{"nodes": [3]}], "scene": 0,
    });
    packed(document.to_string().into_bytes(), &bin)
}

#[test]
fn a_compressed_chunk_is_read_with_its_levels() {
    let chunk = Chunk::open(&compressed_glb()).expect("it is a chunk");
    assert_eq!(chunk.nodes(), [0], "neither the layer's group nor a level is a part of its own");
    let part = &chunk.parts_of(0).expect("the part is whole")[0];
    assert_eq!((part.positions[2], part.normals[3], part.light[1]), ([2.0, 0.0, 2.0], [0, 127, 0, 0], [9, 8, 7, 255]));
    assert_eq!(part.indices.len(), 6);
    let levels: Vec<_> = part.levels.iter().map(|level| (level.error_m, level.indices.len())).collect();
    assert_eq!(levels, [(0.25, 3), (1.0, 0)]);
}

#[test]
fn a_chunk_whose_geometry_is_broken_is_refused() {
    let mut broken = compressed_glb();
    let end = broken.len();
    broken[end - 60..].fill(0x5a);
    assert!(matches!(Chunk::open(&broken), Err(ChunkError::Unreadable(PackedError::View(_)))));
}
