//! Small models made by code, for `limits` and `corpus`: one that is right in everything, and ways to change a piece of it.
#![allow(dead_code, reason = "each test program uses its part")]

use std::io::{Cursor, Write};

use base64::{Engine, engine::general_purpose::STANDARD};
use belvedere_tests::yard;
use serde_json::{Map, Value, json};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// A model: its glTF text and the one buffer behind it.
#[derive(Clone)]
pub struct Small {
    pub text: Value,
    pub bytes: Vec<u8>,
}

/// A floor of 10 × 8 m with a wall of 3 m across it: positions, normals, texture coordinates and indices, each in a buffer view
/// and an accessor of its own (0 to 3), on one node called "Mur".
pub fn wall() -> Small {
    let corners: [[f32; 3]; 8] = [
        [-5.0, 0.0, 4.0],
        [5.0, 0.0, 4.0],
        [5.0, 0.0, -4.0],
        [-5.0, 0.0, -4.0],
        [-5.0, 0.0, 0.0],
        [5.0, 0.0, 0.0],
        [5.0, 3.0, 0.0],
        [-5.0, 3.0, 0.0],
    ];
    of_corners(&corners)
}

/// Two faces of four corners each, with the normals of [`wall`].
pub fn of_corners(corners: &[[f32; 3]; 8]) -> Small {
    let normals = [[[0.0f32, 1.0, 0.0]; 4], [[0.0, 0.0, 1.0]; 4]].concat();
    let uvs = [[0.0f32, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]].repeat(2);
    let indices = [0u16, 1, 2, 0, 2, 3, 4, 5, 6, 4, 6, 7];
    let bound = |pick: fn(f32, f32) -> f32| -> Vec<f32> {
        (0..3).map(|c| corners.iter().map(|corner| corner[c]).reduce(pick).expect("corners")).collect()
    };
    let (min, max) = (bound(f32::min), bound(f32::max));
    let mut small = Small {
        text: json!({
            "asset": {"version": "2.0"}, "scene": 0, "scenes": [{"nodes": [0]}], "nodes": [{"name": "Mur", "mesh": 0}],
            "meshes": [{"primitives": [{"attributes": {"POSITION": 0, "NORMAL": 1, "TEXCOORD_0": 2}, "indices": 3, "material": 0}]}],
            "materials": [{"name": "Crépi", "pbrMetallicRoughness": {"baseColorFactor": [0.8, 0.7, 0.6, 1.0], "metallicFactor": 0}}],
            "accessors": [], "bufferViews": [], "buffers": [{"byteLength": 0}],
        }),
        bytes: Vec::new(),
    };
    small.accessor(floats(corners.as_flattened()), 5126, "VEC3", 8);
    small.accessor(floats(normals.as_flattened()), 5126, "VEC3", 8);
    small.accessor(floats(uvs.as_flattened()), 5126, "VEC2", 8);
    small.accessor(indices.map(u16::to_le_bytes).concat(), 5123, "SCALAR", 12);
    small.set("/accessors/0/min", json!(min)).set("/accessors/0/max", json!(max))
}

/// Numbers as a buffer has them.
pub fn floats(numbers: &[f32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

impl Small {
    /// The same with `value` at `pointer` (RFC 6901); objects on the way, and one item after the last, are made.
    #[must_use]
    pub fn set(mut self, pointer: &str, value: Value) -> Self {
        let mut at = &mut self.text;
        for step in pointer.split('/').skip(1) {
            at = match (at, step.parse::<usize>()) {
                (Value::Array(items), Ok(index)) => {
                    items.resize(items.len().max(index + 1), Value::Null);
                    &mut items[index]
                }
                (other, _) => {
                    if !other.is_object() {
                        *other = Value::Object(Map::new());
                    }
                    other.as_object_mut().expect("an object").entry(step).or_insert(Value::Null)
                }
            };
        }
        *at = value;
        self
    }

    /// Adds bytes to the buffer with a view of their own; its index.
    pub fn view(&mut self, bytes: &[u8]) -> usize {
        let offset = self.bytes.len().next_multiple_of(4);
        self.bytes.resize(offset, 0);
        self.bytes.extend(bytes);
        self.text["buffers"][0]["byteLength"] = json!(self.bytes.len());
        let views = self.text["bufferViews"].as_array_mut().expect("views");
        views.push(json!({"buffer": 0, "byteOffset": offset, "byteLength": bytes.len()}));
        views.len() - 1
    }

    /// Adds an accessor with a view of its own; its index.
    pub fn accessor(&mut self, bytes: Vec<u8>, component: u32, kind: &str, count: usize) -> usize {
        let view = self.view(&bytes);
        let accessors = self.text["accessors"].as_array_mut().expect("accessors");
        accessors.push(json!({"bufferView": view, "componentType": component, "type": kind, "count": count}));
        accessors.len() - 1
    }

    /// The same with a picture as the base colour, in the buffer.
    #[must_use]
    pub fn with_picture(mut self, picture: &[u8]) -> Self {
        let view = self.view(picture);
        self.set("/images", json!([{"bufferView": view, "mimeType": "image/png"}])).textured()
    }

    /// The same with the first image as the base colour.
    #[must_use]
    pub fn textured(self) -> Self {
        self.set("/textures", json!([{"source": 0}]))
            .set("/materials/0/pbrMetallicRoughness/baseColorTexture", json!({"index": 0}))
    }

    /// As a GLB.
    pub fn glb(&self) -> Vec<u8> {
        yard::container(self.text.to_string().into_bytes(), self.bytes.clone())
    }

    /// As a glTF text with the buffer written in place.
    pub fn gltf(&self) -> Vec<u8> {
        let uri = format!("data:application/octet-stream;base64,{}", STANDARD.encode(&self.bytes));
        self.linked(&uri).into_bytes()
    }

    /// As a glTF text that names its buffer so.
    pub fn linked(&self, uri: &str) -> String {
        self.clone().set("/buffers/0/uri", json!(uri)).text.to_string()
    }
}

/// A ZIP of those files, packed or not.
pub fn zipped(files: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).expect("a name");
        zip.write_all(bytes).expect("memory takes everything");
    }
    zip.finish().expect("memory takes everything").into_inner()
}

/// A tree whose nodes draw the mesh 2^`levels` times: each is the child of the one before, twice.
pub fn lattice(levels: usize) -> Vec<Value> {
    let mut nodes: Vec<Value> = (1..=levels).map(|next| json!({"children": [next, next]})).collect();
    nodes.push(json!({"mesh": 0}));
    nodes
}
