//! Whole files from bytes to a scene, each small enough to be written here: what is compressed comes out as what is not.

use base64::{Engine, engine::general_purpose::STANDARD};
use glam::Vec3;
use meshoptimizer_rs::{
    Workspace,
    codec::{IndexEncoding, VertexEncoding, encode_index_buffer, encode_vertex_buffer},
};

use super::*;

/// The parts of a glTF text in the scene frame.
fn read(json: &str) -> Result<Scene, Vec<Finding>> {
    scene(json.as_bytes().to_vec(), &Said::default(), &mut Findings::default())
}

fn code(json: &str) -> String {
    read(json).err().map_or(String::from("read"), |findings| findings[0].code.clone())
}

fn buffer(bytes: &[u8]) -> String {
    let data = STANDARD.encode(bytes);
    format!(r#"{{"byteLength":{},"uri":"data:application/octet-stream;base64,{data}"}}"#, bytes.len())
}

/// A triangle of quantised corners (0 0 0, 1 000 0 0, 0 0 −1 000), compressed by meshopt, on a node that makes millimetres of
/// them; its plain form is in the buffer `fallback`, with `node` added to the node.
fn meshopt(fallback: &str, node: &str) -> String {
    let corners = [0i16, 0, 0, 0, 1_000, 0, 0, 0, 0, 0, -1_000, 0].map(i16::to_le_bytes).concat();
    let mut workspace = Workspace::default();
    let vertices = encode_vertex_buffer(&corners, 3, 8, VertexEncoding::DEFAULT, &mut workspace).expect("encoded");
    let indices = encode_index_buffer(&[0, 1, 2], IndexEncoding::DEFAULT, &mut workspace).expect("encoded");
    let places = [0f32, 0.0, 0.0, 0.0, 2_000.0, 0.0].map(f32::to_le_bytes).concat();
    let (first, second) = (vertices.len(), indices.len());
    let bytes = [vertices, indices, places].concat();
    let view = |at: usize, len: usize, stride: usize, mode: &str| {
        format!(
            r#"{{"buffer":1,"byteLength":24,"extensions":{{"EXT_meshopt_compression":{{"buffer":0,"byteOffset":{at},"byteLength":{len},
            "byteStride":{stride},"count":3,"mode":"{mode}"}}}}}}"#
        )
    };
    let views = [view(0, first, 8, "ATTRIBUTES"), view(first, second, 2, "TRIANGLES")].join(",");
    format!(
        r#"{{"asset":{{"version":"2.0"}},"extensionsUsed":["EXT_meshopt_compression","KHR_mesh_quantization","EXT_mesh_gpu_instancing"],
        "extensionsRequired":["EXT_meshopt_compression","KHR_mesh_quantization"],"scenes":[{{"nodes":[0]}}],
        "nodes":[{{"mesh":0,"scale":[0.001,0.001,0.001]{node}}}],
        "meshes":[{{"primitives":[{{"attributes":{{"POSITION":0}},"indices":1}}]}}],
        "accessors":[{{"bufferView":0,"componentType":5122,"type":"VEC3","count":3}},
        {{"bufferView":1,"componentType":5123,"type":"SCALAR","count":3}},{{"bufferView":2,"componentType":5126,"type":"VEC3","count":2}}],
        "bufferViews":[{views},{{"buffer":0,"byteOffset":{},"byteLength":24}}],"buffers":[{},{fallback}]}}"#,
        first + second,
        buffer(&bytes)
    )
}

#[test]
fn a_compressed_triangle_is_read_without_its_fallback() {
    for fallback in [
        r#"{"byteLength":48}"#,
        r#"{"byteLength":48,"uri":"absent.bin","extensions":{"EXT_meshopt_compression":{"fallback":true}}}"#,
    ] {
        let scene = read(&meshopt(fallback, "")).expect("a scene");
        assert_eq!(scene.parts[0].positions, [Vec3::ZERO, Vec3::X, Vec3::NEG_Z]);
        assert_eq!(scene.parts[0].normals, [Vec3::Y; 3]);
    }
}

#[test]
fn a_fallback_may_not_lead_astray() {
    let fallback = r#"{"byteLength":48,"uri":"http://169.254.169.254/","extensions":{"EXT_meshopt_compression":{"fallback":true}}}"#;
    assert_eq!(code(&meshopt(fallback, "")), "uri-remote");
    assert_eq!(code(&meshopt(r#"{"byteLength":48,"uri":"absent.bin"}"#, "")), "uri-missing");
}

#[test]
fn instances_are_drawn_each_in_its_place() {
    let node = r#","name":"Tilleul","extensions":{"EXT_mesh_gpu_instancing":{"attributes":{"TRANSLATION":2}}}"#;
    let scene = read(&meshopt(r#"{"byteLength":48}"#, node)).expect("a scene");
    assert_eq!(scene.objects, ["Tilleul", "Tilleul"]);
    assert_eq!(scene.parts[1].positions, [Vec3::ZERO, Vec3::X, Vec3::NEG_Z].map(|p| p + 2.0 * Vec3::Y));
}

/// The tent of the fixtures, whose document claims `indices` corners, with more said of it in `rest`.
fn draco(stream: &[u8], indices: u64, rest: &str) -> String {
    format!(
        r#"{{"asset":{{"version":"2.0"}},"extensionsRequired":["KHR_draco_mesh_compression"],"scenes":[{{"nodes":[0]}}],"nodes":[{{"mesh":0}}],
        "meshes":[{{"primitives":[{{"attributes":{{"POSITION":0,"COLOR_0":2}},"indices":1,"extensions":{{"KHR_draco_mesh_compression":
        {{"bufferView":0,"attributes":{{"POSITION":0{rest}}}}}}}}}]}}],"accessors":[{{"componentType":5126,"type":"VEC3","count":5}},
        {{"componentType":5125,"type":"SCALAR","count":{indices}}},{{"componentType":5121,"normalized":true,"type":"VEC4","count":5}}],
        "bufferViews":[{{"buffer":0,"byteLength":{}}}],"buffers":[{}]}}"#,
        stream.len(),
        buffer(stream)
    )
}

#[test]
fn a_draco_stream_says_more_than_the_document_about_it() {
    let stream = include_bytes!("fixtures/edgebreaker.drc");
    let scene = read(&draco(stream, 3, r#","COLOR_0":3"#)).expect("a scene");
    assert_eq!(scene.triangles(), 4);
    let (min, max) = scene.bounds();
    assert!((min - Vec3::ZERO).length() < 0.01 && (max - Vec3::new(4.0, 3.0, 4.0)).length() < 0.01, "{min} {max}");
    assert!(scene.parts[0].colors.contains(&[10, 20, 30, 40]), "{:?}", scene.parts[0].colors);
}

#[test]
fn a_draco_stream_that_is_not_what_it_should_be_is_refused() {
    let stream = include_bytes!("fixtures/edgebreaker.drc");
    assert_eq!(code(&draco(stream, 3_000_000_000, "")), "triangles-too-many");
    assert_eq!(code(&draco(&stream[..100], 3, r#","COLOR_0":3"#)), "compressed-unreadable");
    assert_eq!(code(&draco(stream, 3, r#","COLOR_0":9"#)), "compressed-unreadable", "no such attribute");
    assert_eq!(code(&draco(stream, 3, "")), "compressed-unreadable", "an attribute that is nowhere");
}
