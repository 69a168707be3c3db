//! GLB files whose geometry is compressed by `EXT_meshopt_compression`, as the server writes them, opened as if they were not.
//! Files that are not compressed are opened as well: an exhibit that was kept by an older program is still shown.
//!
//! Pure functions from bytes to plain data, as in `chunk` and `ground`.

use std::collections::HashMap;

use gltf::binary::Glb;
use gltf::{Document, json};
use meshoptimizer_rs::Workspace;
use meshoptimizer_rs::codec::{Filter, Mode, decode_buffer_view};
use serde_json::Value;

/// What is read here, and so need not be refused.
const KNOWN: [&str; 2] = ["EXT_meshopt_compression", "KHR_mesh_quantization"];

/// An opened file.
pub struct Opened {
    /// What it says.
    pub document: Document,
    /// What its only buffer holds.
    pub blob: Vec<u8>,
    /// The simpler forms of its nodes, the finest first (`MSFT_lod`): nodes that stand outside of the scene.
    pub levels: HashMap<usize, Vec<usize>>,
}

/// The file cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum PackedError {
    /// Not a GLB, or a broken one.
    #[error(transparent)]
    Gltf(#[from] gltf::Error),
    /// Its text is broken.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// Its binary part is missing.
    #[error("it has no binary part")]
    NoBlob,
    /// A compressed part of it is broken.
    #[error("its buffer view {0} cannot be unpacked")]
    View(usize),
}

/// Opens a file.
///
/// # Errors
/// [`PackedError`].
pub fn open(bytes: &[u8]) -> Result<Opened, PackedError> {
    let glb = Glb::from_slice(bytes)?;
    let mut text: Value = serde_json::from_slice(&glb.json)?;
    let mut blob = glb.bin.ok_or(PackedError::NoBlob)?.into_owned();
    unpack(&mut text, &mut blob)?;
    let levels = levels(&text);
    // By way of its text, since what stands in `extras` is kept as text.
    let root: json::Root = serde_json::from_slice(&serde_json::to_vec(&text)?)?;
    Ok(Opened { document: Document::from_json(root)?, blob, levels })
}

/// Appends what is compressed to the buffer, and has its views look there.
fn unpack(text: &mut Value, blob: &mut Vec<u8>) -> Result<(), PackedError> {
    if let Some(required) = text.get_mut("extensionsRequired").and_then(Value::as_array_mut) {
        required.retain(|name| name.as_str().is_none_or(|name| !KNOWN.contains(&name)));
    }
    let workspace = &mut Workspace::default();
    let views = text.get_mut("bufferViews").and_then(Value::as_array_mut).into_iter().flatten();
    for (index, view) in views.enumerate() {
        let Some(compressed) = view.pointer("/extensions/EXT_meshopt_compression") else {
            continue;
        };
        let unpacked = unpacked(compressed, blob, workspace).ok_or(PackedError::View(index))?;
        view["buffer"] = 0.into();
        view["byteOffset"] = blob.len().into();
        view["byteLength"] = unpacked.len().into();
        blob.extend(unpacked);
        blob.resize(blob.len().next_multiple_of(4), 0);
    }
    text["buffers"] = serde_json::json!([{ "byteLength": blob.len() }]);
    Ok(())
}

fn unpacked(compressed: &Value, blob: &[u8], workspace: &mut Workspace) -> Option<Vec<u8>> {
    let number = |key: &str| compressed.get(key).map_or(Some(0), Value::as_u64).and_then(|n| usize::try_from(n).ok());
    let offset = number("byteOffset")?;
    let stream = blob.get(offset..offset.checked_add(number("byteLength")?)?)?;
    let mode = Mode::parse(compressed.get("mode")?.as_str()?).ok()?;
    let filter = compressed.get("filter").map_or(Some("NONE"), Value::as_str)?;
    let filter = Filter::parse(filter).ok()?;
    decode_buffer_view(mode, filter, number("count")?, number("byteStride")?, stream, workspace).ok()
}

fn levels(text: &Value) -> HashMap<usize, Vec<usize>> {
    let nodes = text.get("nodes").and_then(Value::as_array).into_iter().flatten().enumerate();
    let ids = |node: &Value| -> Option<Vec<usize>> {
        let ids = node.pointer("/extensions/MSFT_lod/ids")?.as_array()?;
        Some(ids.iter().filter_map(|id| usize::try_from(id.as_u64()?).ok()).collect())
    };
    nodes.filter_map(|(index, node)| Some((index, ids(node)?))).collect()
}
