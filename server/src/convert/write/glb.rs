//! Builds a GLB: buffer views and accessors are added one by one, then the whole is written. It knows no scene.

use std::io::{self, Write};

use glam::{Vec2, Vec3};
use serde_json::{Map, Value, json};

const UNSIGNED_BYTE: u32 = 5121;
const UNSIGNED_SHORT: u32 = 5123;
const UNSIGNED_INT: u32 = 5125;
const FLOAT: u32 = 5126;
const ARRAY: u32 = 34962;
const ELEMENTS: u32 = 34963;

/// A GLB in the making.
#[derive(Default)]
pub struct Builder {
    bin: Vec<u8>,
    views: Vec<Value>,
    accessors: Vec<Value>,
}

impl Builder {
    /// Adds positions, with the bounds that the standard asks for.
    pub fn positions(&mut self, values: &[Vec3]) -> usize {
        let min = values.iter().fold(Vec3::INFINITY, |min, &p| min.min(p));
        let max = values.iter().fold(Vec3::NEG_INFINITY, |max, &p| max.max(p));
        let bounds = json!({ "min": min.to_array(), "max": max.to_array() });
        self.accessor(bytes(values, |p| p.to_array()), values.len(), "VEC3", FLOAT, ARRAY, bounds)
    }

    /// Adds normals.
    pub fn normals(&mut self, values: &[Vec3]) -> usize {
        self.accessor(bytes(values, |n| n.to_array()), values.len(), "VEC3", FLOAT, ARRAY, json!({}))
    }

    /// Adds texture coordinates.
    pub fn uvs(&mut self, values: &[Vec2]) -> usize {
        self.accessor(bytes(values, |uv| uv.to_array()), values.len(), "VEC2", FLOAT, ARRAY, json!({}))
    }

    /// Adds four bytes for each vertex, to be read as 0 to 1.
    pub fn quads(&mut self, values: &[[u8; 4]]) -> usize {
        self.accessor(values.concat(), values.len(), "VEC4", UNSIGNED_BYTE, ARRAY, json!({ "normalized": true }))
    }

    /// Adds triangles over `vertices` vertices, in the smallest number type that holds them.
    pub fn triangles(&mut self, values: &[[u32; 3]], vertices: usize) -> usize {
        let flat = values.as_flattened();
        // 65535 means "restart" in some graphics interfaces.
        let (bytes, component): (Vec<u8>, u32) = if vertices <= 65_535 {
            (flat.iter().flat_map(|&i| (i as u16).to_le_bytes()).collect(), UNSIGNED_SHORT)
        } else {
            (flat.iter().flat_map(|i| i.to_le_bytes()).collect(), UNSIGNED_INT)
        };
        self.accessor(bytes, flat.len(), "SCALAR", component, ELEMENTS, json!({}))
    }

    /// Adds a file, such as a picture, as a buffer view.
    pub fn file(&mut self, bytes: &[u8]) -> usize {
        self.view(bytes, None)
    }

    fn accessor(
        &mut self,
        bytes: Vec<u8>,
        count: usize,
        kind: &str,
        component: u32,
        target: u32,
        mut accessor: Value,
    ) -> usize {
        let view = self.view(&bytes, Some(target));
        accessor["bufferView"] = view.into();
        accessor["componentType"] = component.into();
        accessor["count"] = count.into();
        accessor["type"] = kind.into();
        self.accessors.push(accessor);
        self.accessors.len() - 1
    }

    fn view(&mut self, bytes: &[u8], target: Option<u32>) -> usize {
        let offset = self.bin.len();
        self.bin.extend_from_slice(bytes);
        self.bin.resize(self.bin.len().next_multiple_of(4), 0);
        let mut view = json!({ "buffer": 0, "byteOffset": offset, "byteLength": bytes.len() });
        if let Some(target) = target {
            view["target"] = target.into();
        }
        self.views.push(view);
        self.views.len() - 1
    }

    /// Writes the GLB: `document` holds the scenes, nodes, meshes and materials.
    ///
    /// # Errors
    /// Whatever writing gives, or `InvalidData` beyond the 4 GiB that the container can tell.
    pub fn write(self, mut document: Map<String, Value>, out: &mut impl Write) -> io::Result<()> {
        document.insert("asset".into(), json!({ "version": "2.0", "generator": "Belvédère" }));
        document.insert("buffers".into(), json!([{ "byteLength": self.bin.len() }]));
        document.insert("bufferViews".into(), self.views.into());
        document.insert("accessors".into(), self.accessors.into());
        let mut text = serde_json::to_vec(&document)?;
        text.resize(text.len().next_multiple_of(4), b' ');
        let length = |n: usize| u32::try_from(n).map_err(|_| io::Error::from(io::ErrorKind::InvalidData));
        out.write_all(b"glTF")?;
        out.write_all(&2u32.to_le_bytes())?;
        out.write_all(&length(28 + text.len() + self.bin.len())?.to_le_bytes())?;
        for (kind, body) in [(b"JSON", &text), (b"BIN\0", &self.bin)] {
            out.write_all(&length(body.len())?.to_le_bytes())?;
            out.write_all(kind)?;
            out.write_all(body)?;
        }
        out.flush()
    }
}

fn bytes<T, const N: usize>(values: &[T], numbers: impl Fn(&T) -> [f32; N]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(values.len() * N * 4);
    values.iter().for_each(|value| numbers(value).iter().for_each(|n| bytes.extend_from_slice(&n.to_le_bytes())));
    bytes
}
