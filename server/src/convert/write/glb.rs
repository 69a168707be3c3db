//! Builds a GLB: accessors are added one by one, then the whole is written. It knows no scene.
//!
//! Geometry is compressed by `EXT_meshopt_compression`; values of one kind share a buffer view. Positions are whole multiples
//! of one step in the whole file, so that what met before still meets; texture coordinates are rounded to a small part of a
//! texel, and normals to a byte, which is what the viewer draws with.

use std::io::{self, Write};

use glam::{Vec2, Vec3};
use serde_json::{Map, Value, json};

use super::stream::{Stream, fixed};

const UNSIGNED_BYTE: u32 = 5121;
const BYTE: u32 = 5120;
const UNSIGNED_SHORT: u32 = 5123;
const UNSIGNED_INT: u32 = 5125;
const FLOAT: u32 = 5126;

/// The finest step of positions: 2⁻¹¹ m, half a millimetre. It is coarser beyond 4 km from the origin.
const POSITION_STEP: i32 = -11;
/// The finest step of texture coordinates: a sixteenth of a texel of the largest pictures, in either direction.
const UV_STEP: i32 = -14;
/// From so many triangles on, a list of them is a stream of its own, which is shorter; fewer are not worth the text.
const OWN_STREAM_TRIANGLES: usize = 500;

/// A GLB in the making.
pub struct Builder {
    bin: Vec<u8>,
    files: Vec<Value>,
    accessors: Vec<Value>,
    streams: Vec<Stream>,
    /// The exponent of two of the positions' step (m).
    step: i32,
}

impl Builder {
    /// For positions up to `extent_m` from the origin along an axis.
    pub fn new(extent_m: f32) -> Self {
        let step = POSITION_STEP.max(fixed::finest(extent_m));
        Self { bin: Vec::new(), files: Vec::new(), accessors: Vec::new(), streams: Vec::new(), step }
    }

    /// Adds positions, with the bounds that the standard asks for.
    pub fn positions(&mut self, values: &[Vec3]) -> usize {
        let step = self.step;
        let rounded = values.iter().map(|position| position.to_array().map(|value| fixed::rounded(value, step)));
        let (min, max) = rounded.fold(([f32::INFINITY; 3], [f32::NEG_INFINITY; 3]), |(min, max), at| {
            (std::array::from_fn(|i| min[i].min(at[i])), std::array::from_fn(|i| max[i].max(at[i])))
        });
        let words = values.iter().flat_map(|position| position.to_array().map(|value| fixed::word(value, step)));
        let accessor = json!({ "componentType": FLOAT, "type": "VEC3", "min": min, "max": max });
        self.vertices(Stream::POSITIONS, words.flatten(), values.len(), accessor)
    }

    /// Adds normals.
    pub fn normals(&mut self, values: &[Vec3]) -> usize {
        let bytes = values.iter().flat_map(|normal| normal.extend(0.0).to_array()).flat_map(f32::to_le_bytes);
        let accessor = json!({ "componentType": BYTE, "type": "VEC3", "normalized": true });
        self.vertices(Stream::NORMALS, bytes, values.len(), accessor)
    }

    /// Adds texture coordinates.
    pub fn uvs(&mut self, values: &[Vec2]) -> usize {
        let largest = values.iter().fold(0.0f32, |largest, uv| largest.max(uv.abs().max_element()));
        let step = UV_STEP.max(fixed::finest(largest));
        let words = values.iter().flat_map(|uv| uv.to_array().map(|value| fixed::word(value, step)));
        let accessor = json!({ "componentType": FLOAT, "type": "VEC2" });
        self.vertices(Stream::UVS, words.flatten(), values.len(), accessor)
    }

    /// Adds four bytes for each vertex, to be read as 0 to 1.
    pub fn quads(&mut self, values: &[[u8; 4]]) -> usize {
        let accessor = json!({ "componentType": UNSIGNED_BYTE, "type": "VEC4", "normalized": true });
        self.vertices(Stream::QUADS, values.iter().flatten().copied(), values.len(), accessor)
    }

    fn vertices(&mut self, kind: Stream, bytes: impl Iterator<Item = u8>, count: usize, accessor: Value) -> usize {
        let place = self.stream(kind);
        let offset = self.streams[place].count * self.streams[place].stride;
        self.streams[place].bytes.extend(bytes);
        self.streams[place].count += count;
        self.accessor(place, offset, count, accessor)
    }

    /// Adds triangles over `vertices` vertices, in the smallest number type that holds them. None for no triangle.
    pub fn triangles(&mut self, values: &[[u32; 3]], vertices: usize) -> Option<usize> {
        if values.is_empty() {
            return None;
        }
        // 65535 means "restart" in some graphics interfaces.
        let (kind, component) =
            if vertices <= 65_535 { (Stream::SHORTS, UNSIGNED_SHORT) } else { (Stream::INTS, UNSIGNED_INT) };
        let place = match values.len() >= OWN_STREAM_TRIANGLES {
            true => self.new_stream(Stream { is_own: true, ..kind }),
            false => self.stream(kind),
        };
        let stream = &mut self.streams[place];
        let offset = stream.count * stream.stride;
        let count = values.len() * 3;
        stream.bytes.extend(values.as_flattened().iter().flat_map(|index| index.to_le_bytes()));
        stream.count += count;
        Some(self.accessor(place, offset, count, json!({ "componentType": component, "type": "SCALAR" })))
    }

    /// The stream that values of that kind share.
    fn stream(&mut self, kind: Stream) -> usize {
        let known = self.streams.iter().position(|stream| stream.is_like(&kind));
        known.unwrap_or_else(|| self.new_stream(kind))
    }

    fn new_stream(&mut self, kind: Stream) -> usize {
        self.streams.push(kind);
        self.streams.len() - 1
    }

    /// The view's number is that of the stream until all is written: files stand before streams.
    fn accessor(&mut self, stream: usize, offset: usize, count: usize, mut accessor: Value) -> usize {
        accessor["bufferView"] = stream.into();
        accessor["byteOffset"] = offset.into();
        accessor["count"] = count.into();
        self.accessors.push(accessor);
        self.accessors.len() - 1
    }

    /// Adds a file, such as a picture, as a buffer view.
    pub fn file(&mut self, bytes: &[u8]) -> usize {
        let offset = self.put(bytes);
        self.files.push(json!({ "buffer": 0, "byteOffset": offset, "byteLength": bytes.len() }));
        self.files.len() - 1
    }

    fn put(&mut self, bytes: &[u8]) -> usize {
        let offset = self.bin.len();
        self.bin.extend_from_slice(bytes);
        self.bin.resize(self.bin.len().next_multiple_of(4), 0);
        offset
    }

    /// Writes the GLB: `document` holds the scenes, nodes, meshes and materials, and the extensions that it uses itself.
    ///
    /// # Errors
    /// Whatever writing gives, or `InvalidData` beyond the 4 GiB that the container can tell.
    pub fn write(mut self, mut document: Map<String, Value>, out: &mut impl Write) -> io::Result<()> {
        document.insert("asset".into(), json!({ "version": "2.0", "generator": "Belvédère" }));
        let first = self.files.len();
        for accessor in &mut self.accessors {
            let view = accessor["bufferView"].as_u64().unwrap_or_default() as usize + first;
            accessor["bufferView"] = view.into();
        }
        let extensions: Vec<&str> = match self.streams.iter().any(|stream| stream.is_like(&Stream::NORMALS)) {
            true => vec!["EXT_meshopt_compression", "KHR_mesh_quantization"],
            false => vec!["EXT_meshopt_compression"],
        };
        let unpacked = self.compress()?;
        document.insert(
            "buffers".into(),
            json!([
                { "byteLength": self.bin.len() },
                { "byteLength": unpacked, "extensions": { "EXT_meshopt_compression": { "fallback": true } } },
            ]),
        );
        document.insert("bufferViews".into(), self.files.into());
        document.insert("accessors".into(), self.accessors.into());
        if let Value::Array(used) = document.entry("extensionsUsed").or_insert_with(|| json!([])) {
            used.extend(extensions.iter().map(|&name| Value::from(name)));
        }
        document.insert("extensionsRequired".into(), json!(extensions));
        written(&document, &self.bin, out)
    }

    /// Puts the streams, compressed, behind the files. Returns how long they are unpacked.
    fn compress(&mut self) -> io::Result<usize> {
        let mut unpacked = 0;
        for stream in std::mem::take(&mut self.streams) {
            let packed = stream.packed().map_err(io::Error::other)?;
            let offset = self.put(&packed);
            self.files.push(stream.view(unpacked, offset, packed.len()));
            unpacked += (stream.count * stream.stride).next_multiple_of(4);
        }
        Ok(unpacked)
    }
}

fn written(document: &Map<String, Value>, bin: &[u8], out: &mut impl Write) -> io::Result<()> {
    let mut text = serde_json::to_vec(document)?;
    text.resize(text.len().next_multiple_of(4), b' ');
    let length = |n: usize| u32::try_from(n).map_err(|_| io::Error::from(io::ErrorKind::InvalidData));
    out.write_all(b"glTF")?;
    out.write_all(&2u32.to_le_bytes())?;
    out.write_all(&length(28 + text.len() + bin.len())?.to_le_bytes())?;
    for (kind, body) in [(b"JSON", text.as_slice()), (b"BIN\0", bin)] {
        out.write_all(&length(body.len())?.to_le_bytes())?;
        out.write_all(kind)?;
        out.write_all(body)?;
    }
    out.flush()
}
