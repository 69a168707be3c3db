//! Values of one kind on their way into a compressed buffer view: see `glb`.
//!
//! Specification: <https://github.com/KhronosGroup/glTF/tree/main/extensions/2.0/Vendor/EXT_meshopt_compression>

use meshoptimizer_rs::{
    Error, Workspace,
    codec::{IndexEncoding, VertexEncoding, encode_filter_oct, encode_index_buffer, encode_vertex_buffer},
};
use serde_json::{Value, json};

const ARRAY: u32 = 34962;
const ELEMENTS: u32 = 34963;

/// Values of one kind, as they lie before the compression.
pub struct Stream {
    /// What the extension does to the values after unpacking.
    pub filter: Option<&'static str>,
    /// Whether they are corners of triangles.
    pub is_elements: bool,
    /// Bytes of a value once it is unpacked.
    pub stride: usize,
    /// Whether no other values may join it.
    pub is_own: bool,
    /// Filtered values; normals as four floats, and numbers of vertices as four bytes each.
    pub bytes: Vec<u8>,
    /// How many values there are.
    pub count: usize,
}

impl Stream {
    /// Three fixed-point words.
    pub const POSITIONS: Self = Self::of(12, Some("EXPONENTIAL"), false);
    /// Two fixed-point words.
    pub const UVS: Self = Self::of(8, Some("EXPONENTIAL"), false);
    /// Directions.
    pub const NORMALS: Self = Self::of(4, Some("OCTAHEDRAL"), false);
    /// Four bytes.
    pub const QUADS: Self = Self::of(4, None, false);
    /// Corners of triangles over few vertices.
    pub const SHORTS: Self = Self::of(2, None, true);
    /// Corners of triangles.
    pub const INTS: Self = Self::of(4, None, true);

    const fn of(stride: usize, filter: Option<&'static str>, is_elements: bool) -> Self {
        Self { filter, is_elements, stride, is_own: false, bytes: Vec::new(), count: 0 }
    }

    /// Whether values of `kind` may join it.
    pub fn is_like(&self, kind: &Self) -> bool {
        let of = |stream: &Self| (stream.stride, stream.filter, stream.is_elements, stream.is_own);
        of(self) == of(kind)
    }

    /// Its bytes in the file.
    ///
    /// # Errors
    /// What the encoder gives; only for more values than memory holds.
    pub fn packed(&self) -> Result<Vec<u8>, Error> {
        let workspace = &mut Workspace::default();
        let words = || self.bytes.as_chunks::<4>().0.iter();
        if self.is_elements {
            let corners: Vec<u32> = words().map(|word| u32::from_le_bytes(*word)).collect();
            return encode_index_buffer(&corners, IndexEncoding::DEFAULT, workspace);
        }
        // The only version that this extension knows.
        let encoding = VertexEncoding::new(0, 0)?;
        if self.filter == Some("OCTAHEDRAL") {
            let values: Vec<f32> = words().map(|word| f32::from_le_bytes(*word)).collect();
            let filtered = encode_filter_oct(self.count, self.stride, 8, &values, workspace)?;
            return encode_vertex_buffer(&filtered, self.count, self.stride, encoding, workspace);
        }
        encode_vertex_buffer(&self.bytes, self.count, self.stride, encoding, workspace)
    }

    /// The buffer view: `unpacked` is its offset in the buffer that is not in the file, `offset` and `length` tell of the file.
    pub fn view(&self, unpacked: usize, offset: usize, length: usize) -> Value {
        let mode = if self.is_elements { "TRIANGLES" } else { "ATTRIBUTES" };
        let mut compressed = json!({
            "buffer": 0, "byteOffset": offset, "byteLength": length, "byteStride": self.stride, "count": self.count, "mode": mode,
        });
        if let Some(filter) = self.filter {
            compressed["filter"] = filter.into();
        }
        let mut view = json!({
            "buffer": 1, "byteOffset": unpacked, "byteLength": self.count * self.stride,
            "target": if self.is_elements { ELEMENTS } else { ARRAY },
            "extensions": { "EXT_meshopt_compression": compressed },
        });
        if !self.is_elements {
            view["byteStride"] = self.stride.into();
        }
        view
    }
}

/// Numbers as whole multiples of a power of two, in the form of the extension's exponential filter: a signed byte of exponent
/// over three bytes of a signed whole.
pub mod fixed {
    /// The exponent of the finest step in which numbers up to `largest` can be written.
    pub fn finest(largest: f32) -> i32 {
        let bits = (f64::from(largest) + 1e-9).log2().floor() as i32 + 1;
        bits - 23 + i32::from(f64::from(largest) * f64::from(23 - bits).exp2() > 8_388_607.0)
    }

    fn whole(value: f32, step: i32) -> i32 {
        (f64::from(value) * f64::from(-step).exp2()).round() as i32
    }

    /// The number that is nearest to `value`.
    pub fn rounded(value: f32, step: i32) -> f32 {
        (f64::from(whole(value, step)) * f64::from(step).exp2()) as f32
    }

    /// That number in the filter's form.
    pub fn word(value: f32, step: i32) -> [u8; 4] {
        let [low, middle, high, _] = whole(value, step).to_le_bytes();
        [low, middle, high, (step as i8).to_le_bytes()[0]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use meshoptimizer_rs::codec::{decode_filter_exp, decode_vertex_buffer};

    #[test]
    fn numbers_are_read_back_as_they_were_rounded() {
        for (values, largest) in [([0.0f32, -17.3004, 4_095.9], 4_095.9), ([250_000.3, -1.0, 0.0007], 250_000.3)] {
            let step = fixed::finest(largest).max(-11);
            let mut stream = Stream::POSITIONS;
            stream.bytes = values.iter().flat_map(|&value| fixed::word(value, step)).collect();
            stream.count = 1;
            let workspace = &mut Workspace::default();
            let packed = stream.packed().expect("packed");
            let mut read = decode_vertex_buffer(1, 12, &packed, workspace).expect("read");
            decode_filter_exp(&mut read, 1, 12, workspace).expect("read");
            for (value, bytes) in values.iter().zip(read.as_chunks::<4>().0) {
                let read = f32::from_le_bytes(*bytes);
                assert_eq!(read, fixed::rounded(*value, step));
                assert!((read - value).abs() <= f64::from(step).exp2() as f32, "{value}: {read}");
            }
        }
    }

    #[test]
    fn the_step_is_as_fine_as_the_largest_number_allows() {
        assert_eq!([0.5, 1.0, 4_000.0, 4_096.0, 0.0].map(fixed::finest), [-23, -22, -11, -10, -52]);
    }
}
