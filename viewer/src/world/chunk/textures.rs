//! Textures in KTX2 (`KHR_texture_basisu`), which the reader of glTF does not know: they are put where it looks for pictures, so
//! that the rest of the chunk can do with one kind.

use gltf::Document;
use gltf::json::{Root, deserialize};
use serde_json::Value;

const BASISU: &str = "KHR_texture_basisu";

/// The document of a chunk's text, checked.
///
/// # Errors
/// When it is no glTF.
pub(super) fn plain(json: &[u8]) -> Result<Document, gltf::Error> {
    let mut text: Value = deserialize::from_slice(json)?;
    for texture in text["textures"].as_array_mut().into_iter().flatten() {
        if let Some(source) = texture["extensions"][BASISU].get("source").cloned() {
            texture["source"] = source;
        }
        // Indexing leaves nothing behind: what is not there was read as null.
        if let Some(fields) = texture.as_object_mut() {
            fields.remove("extensions");
        }
    }
    for list in ["extensionsUsed", "extensionsRequired"] {
        if let Some(names) = text.get_mut(list).and_then(Value::as_array_mut) {
            names.retain(|name| name != BASISU);
        }
    }
    let root: Root = deserialize::from_value(text)?;
    Document::from_json(root)
}
