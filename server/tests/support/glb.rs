//! Opens what the conversion writes with another reader than ours: `gltf`, once the views that it does not know are unpacked and
//! textures in KTX2 stand where it looks for pictures.

use std::path::Path;

use belvedere_server::convert::Converted;
use meshoptimizer_rs::Workspace;
use meshoptimizer_rs::codec::{Filter, Mode, decode_buffer_view};
use serde_json::{Value, json};

/// Opens a GLB; plain ones are opened as they are.
pub fn opened(path: &Path) -> Result<gltf::Gltf, String> {
    let told = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let bytes = std::fs::read(path).map_err(|error| told(&error))?;
    let glb = gltf::binary::Glb::from_slice(&bytes).map_err(|error| told(&error))?;
    let mut text: Value = serde_json::from_slice(&glb.json).map_err(|error| told(&error))?;
    let mut blob = glb.bin.unwrap_or_default().into_owned();
    for view in text["bufferViews"].as_array_mut().into_iter().flatten() {
        let packed = &view["extensions"]["EXT_meshopt_compression"];
        if packed.is_object() {
            let unpacked = unpacked(packed, &blob).map_err(|error| told(&error))?;
            view["buffer"] = 0.into();
            view["byteOffset"] = blob.len().into();
            blob.extend(unpacked);
            blob.resize(blob.len().next_multiple_of(4), 0);
        }
    }
    for texture in text.get_mut("textures").and_then(Value::as_array_mut).into_iter().flatten() {
        let source = texture["extensions"]["KHR_texture_basisu"]["source"].clone();
        if !source.is_null() {
            texture["source"] = source;
        }
    }
    text["buffers"] = json!([{ "byteLength": blob.len() }]);
    text["extensionsRequired"] = json!([]);
    let root = serde_json::from_slice(&serde_json::to_vec(&text).expect("a text")).map_err(|error| told(&error))?;
    let document = gltf::Document::from_json(root).map_err(|error| told(&error))?;
    Ok(gltf::Gltf { document, blob: Some(blob) })
}

fn unpacked(packed: &Value, blob: &[u8]) -> Result<Vec<u8>, meshoptimizer_rs::Error> {
    let number = |key: &str| packed[key].as_u64().expect("a number") as usize;
    let stream = &blob[number("byteOffset")..][..number("byteLength")];
    let mode = Mode::parse(packed["mode"].as_str().expect("a mode"))?;
    let filter = Filter::parse(packed["filter"].as_str().unwrap_or("NONE"))?;
    decode_buffer_view(mode, filter, number("count"), number("byteStride"), stream, &mut Workspace::default())
}

/// The triangles and the draws of a chunk in full detail: what its scene shows, by layer.
pub fn shown(visual: &gltf::Gltf) -> Vec<(String, u64, u64)> {
    let scene = visual.default_scene().expect("a scene");
    let layer = |group: gltf::Node| {
        let primitives: Vec<_> =
            group.children().filter_map(|node| node.mesh()).flat_map(|mesh| mesh.primitives()).collect();
        let triangles =
            primitives.iter().map(|one| one.indices().map_or(0, |indices| indices.count() as u64 / 3)).sum();
        (group.name().unwrap_or_default().to_owned(), triangles, primitives.len() as u64)
    };
    scene.nodes().map(layer).collect()
}

/// What the conversion says of the same.
pub fn counted(model: &Converted) -> Vec<(String, u64, u64)> {
    model.layers.iter().map(|layer| (layer.name.clone(), layer.triangles, layer.draws)).collect()
}
