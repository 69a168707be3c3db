//! Buffer views compressed by `EXT_meshopt_compression` or its successor `KHR_meshopt_compression`. Each is decoded once, after
//! it was checked that a stream of its length can hold what it announces.
//!
//! Specification: <https://github.com/KhronosGroup/glTF/tree/main/extensions/2.0/Khronos/KHR_meshopt_compression>

use std::collections::BTreeMap;

use meshoptimizer_rs::{
    Error, Limits, Workspace,
    codec::{
        decode_filter_color, decode_filter_exp, decode_filter_oct, decode_filter_quat, decode_index_buffer,
        decode_index_sequence, decode_vertex_buffer,
    },
};

use super::{
    accessor::Model,
    budget::{self, Budget},
    extended::Meshopt,
};
use crate::convert::{finding::Finding, limits};

/// The name of the compression in sentences.
pub const NAME: &str = "Meshopt";

/// The most bytes that one byte of a stream of attributes stands for: one control byte tells of four bytes of 256 elements.
const DENSEST: u64 = 1_024;

/// What a buffer view held.
pub struct View {
    pub bytes: Vec<u8>,
    /// From one element to the next (bytes).
    pub stride: u64,
}

/// All compressed buffer views, decoded, by index.
///
/// # Errors
/// `decoded-too-large`, `compressed-unreadable`, or what reading a buffer may refuse.
pub fn views(model: &Model, budget: &mut Budget) -> Result<BTreeMap<usize, View>, Finding> {
    let views = model.document.buffer_views.iter().enumerate();
    views
        .filter_map(|(index, view)| Some((index, view.extensions.meshopt()?)))
        .map(|(index, compressed)| Ok((index, view(model, compressed, budget)?)))
        .collect()
}

fn view(model: &Model, compressed: &Meshopt, budget: &mut Budget) -> Result<View, Finding> {
    let stream = model.range(compressed.buffer, compressed.byte_offset, compressed.byte_length)?;
    budget.charge(compressed.count, compressed.byte_stride)?;
    let unreadable = budget::unreadable(NAME);
    if !can_hold(stream, compressed) {
        return Err(unreadable);
    }
    let bytes = budget::guarded(&unreadable, || decoded(stream, compressed).map_err(|_| unreadable.clone()))?;
    Ok(View { bytes, stride: compressed.byte_stride })
}

/// Whether so short a stream can stand for so much: a triangle and an index take a byte each, at the least.
fn can_hold(stream: &[u8], compressed: &Meshopt) -> bool {
    let len = stream.len() as u64;
    match compressed.mode.as_str() {
        "TRIANGLES" => compressed.count / 3 <= len,
        "INDICES" => compressed.count <= len,
        _ => compressed.count.saturating_mul(compressed.byte_stride) <= len.saturating_mul(DENSEST),
    }
}

/// The bytes of the view. Strides that a mode or a filter does not allow are refused by the decoder.
fn decoded(stream: &[u8], compressed: &Meshopt) -> Result<Vec<u8>, Error> {
    let size = |value: u64| usize::try_from(value).map_err(|_| Error::SizeOverflow);
    let (count, stride) = (size(compressed.count)?, size(compressed.byte_stride)?);
    let mut workspace = Workspace::new(Limits { max_bytes: limits::DECODED_MAX_BYTES as usize, ..Limits::default() });
    let workspace = &mut workspace;
    let mut bytes = match compressed.mode.as_str() {
        "ATTRIBUTES" => decode_vertex_buffer(count, stride, stream, workspace)?,
        "TRIANGLES" => decode_index_buffer(count, stride, stream, workspace)?,
        "INDICES" => decode_index_sequence(count, stride, stream, workspace)?,
        _ => return Err(Error::InvalidParameter),
    };
    let filter = compressed.filter.as_deref().unwrap_or("NONE");
    match filter {
        "NONE" => {}
        // A filter of indices would make other indices of them.
        _ if compressed.mode != "ATTRIBUTES" => return Err(Error::InvalidParameter),
        "OCTAHEDRAL" => decode_filter_oct(&mut bytes, count, stride, workspace)?,
        "QUATERNION" => decode_filter_quat(&mut bytes, count, stride, workspace)?,
        "EXPONENTIAL" => decode_filter_exp(&mut bytes, count, stride, workspace)?,
        "COLOR" => decode_filter_color(&mut bytes, count, stride, workspace)?,
        _ => return Err(Error::InvalidParameter),
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::read::check;

    /// Mode, filter, stride, count, stream and what it holds: made by the encoder of meshoptimizer 1.3 (npm), and read by its
    /// decoder. Attributes are there in the stream's versions 0 and 1.
    const SAMPLES: [(&str, &str, u64, u64, &str, &str); 15] = [
        (
            "ATTRIBUTES",
            "NONE",
            8,
            5,
            "a0013fc00000141430c8010200000001030000000c000100c000000e0000000000000000000000000000000000000000000000000000000000010002000000",
            "00000100020000000a0001000200000014000100020000002c010700020000009001070009000000",
        ),
        (
            "ATTRIBUTES",
            "NONE",
            8,
            5,
            "a197a900141430c8000800020008000c0010000e000000000000000000000000000000000100020000000000",
            "00000100020000000a0001000200000014000100020000002c010700020000009001070009000000",
        ),
        (
            "ATTRIBUTES",
            "OCTAHEDRAL",
            4,
            4,
            "a0013f000000fdfe910133000000fefd0000000000000000000000000000000000000000000000000000000000007f007f00",
            "7f000000007f0000000081004c006600",
        ),
        (
            "ATTRIBUTES",
            "OCTAHEDRAL",
            4,
            4,
            "a1af00fdfe9100fe00fd000000000000000000000000000000000000007f007f0000",
            "7f000000007f0000000081004c006600",
        ),
        (
            "ATTRIBUTES",
            "OCTAHEDRAL",
            8,
            4,
            "a00127000000dc013f0000000d0e07011200000001330000000e0d00000000000000000000000000000000000000000000000000000000ff070000ff070000",
            "ff7f0000000000000000ff7f000000000000000001800000c54c00006b660000",
        ),
        (
            "ATTRIBUTES",
            "OCTAHEDRAL",
            8,
            4,
            "a1ffaa000201dc000d0e0700010002000e000d0000000000000000000000000000ff070000ff0700000000",
            "ff7f0000000000000000ff7f000000000000000001800000c54c00006b660000",
        ),
        (
            "ATTRIBUTES",
            "QUATERNION",
            8,
            3,
            "a000000108000000010c000000ff0118000000013c000000fefd01380000000500000000000000000000000000000000000000000000000000000000000000ff7f",
            "000000000000ff7f825a00000000825a0000825a00007ea5",
        ),
        (
            "ATTRIBUTES",
            "QUATERNION",
            8,
            3,
            "a1fabf0000020000ff00010200fefd0005020000000000000000000000000000000000000000ff7f0000",
            "000000000000ff7f825a00000000825a0000825a00007ea5",
        ),
        (
            "ATTRIBUTES",
            "EXPONENTIAL",
            12,
            2,
            "a001300000002f01200000000001300000000d0130000000480120000000012000000001300000000d0130000000ff0130000000eb011000000001300000000d0000000000000000000000000000000000000000180000fcdcfffffc803e00fc",
            "0000c03f000010c000007a440000003e000000000000e0c0",
        ),
        (
            "ATTRIBUTES",
            "EXPONENTIAL",
            12,
            2,
            "a1effbff002f0002000d004800fd000f00ff00eb0001000d000000000000000000180000fcdcfffffc803e00fc000100",
            "0000c03f000010c000007a440000003e000000000000e0c0",
        ),
        (
            "ATTRIBUTES",
            "COLOR",
            4,
            3,
            "a0013c0000007e17013c000000fd97013c00000083e8013c0000007d7e00000000000000000000000000000000000000000000000000000000407fc1ff",
            "fe0100ff00fe00803466ccff",
        ),
        (
            "ATTRIBUTES",
            "COLOR",
            4,
            3,
            "a1ff007e1700fd970083e8007d7e00000000000000000000000000000000000000407fc1ff00",
            "fe0100ff00fe00803466ccff",
        ),
        ("TRIANGLES", "NONE", 2, 9, "e1f01010007687566778a9866589689801690000", "000001000200020001000300030001000400"),
        (
            "TRIANGLES",
            "NONE",
            4,
            9,
            "e1f0101fe0c508007687566778a9866589689801690000",
            "000000000100000002000000020000000100000003000000030000000100000070110100",
        ),
        ("INDICES", "NONE", 4, 5, "d114061800c18b1100000000", "0500000003000000090000000900000070110100"),
    ];

    fn bytes(hex: &str) -> Vec<u8> {
        let digits = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).expect("two digits");
        (0..hex.len()).step_by(2).map(digits).collect()
    }

    fn compressed(mode: &str, filter: &str, stride: u64, count: u64) -> Meshopt {
        let (mode, filter) = (mode.to_owned(), Some(filter.to_owned()));
        Meshopt { buffer: 0, byte_offset: 0, byte_length: 0, byte_stride: stride, count, mode, filter }
    }

    #[test]
    fn every_mode_and_filter_gives_what_was_encoded() {
        for (mode, filter, stride, count, stream, expected) in SAMPLES {
            let found = decoded(&bytes(stream), &compressed(mode, filter, stride, count));
            assert_eq!(found, Ok(bytes(expected)), "{mode} {filter} {stride}");
        }
    }

    #[test]
    fn a_stream_that_is_cut_or_laid_out_otherwise_is_refused() {
        for (mode, filter, stride, count, stream, _) in SAMPLES {
            let stream = bytes(stream);
            for len in 0..stream.len() {
                assert!(
                    decoded(&stream[..len], &compressed(mode, filter, stride, count)).is_err(),
                    "{mode} cut at {len}"
                );
            }
            assert!(decoded(&stream, &compressed(mode, filter, 3, count)).is_err(), "{mode} with a stride of 3");
            assert!(decoded(&stream, &compressed("LINES", filter, stride, count)).is_err());
            assert!(decoded(&stream, &compressed(mode, "ROUND", stride, count)).is_err());
        }
        assert!(decoded(&bytes(SAMPLES[14].4), &compressed("INDICES", "EXPONENTIAL", 4, 5)).is_err());
    }

    /// No byte of a stream, however wrong, brings the decoder to panic: it ends as read or as refused.
    #[test]
    fn a_stream_with_any_wrong_byte_ends() {
        let mut refused = 0;
        for (mode, filter, stride, count, stream, _) in SAMPLES {
            let whole = bytes(stream);
            for (at, flip) in (0..whole.len()).flat_map(|at| [0x01, 0x80, 0xFF].map(|flip| (at, flip))) {
                let mut wrong = whole.clone();
                wrong[at] ^= flip;
                refused += usize::from(decoded(&wrong, &compressed(mode, filter, stride, count)).is_err());
            }
        }
        assert!(refused > 100, "{refused}");
    }

    /// The code of reading a model with one compressed view of that text over 64 bytes.
    fn code(view: &str) -> String {
        let json = format!(
            r#"{{"asset":{{"version":"2.0"}},"buffers":[{{"byteLength":64}},{{"byteLength":9000000000}}],"bufferViews":[{{"buffer":1,
            "byteLength":9,"extensions":{{"KHR_meshopt_compression":{{"buffer":0,"byteLength":64,{view}}}}}}}]}}"#
        );
        let document = check::parse(json.as_bytes()).expect("a document");
        let model = Model { document, buffers: vec![vec![0xA0; 64], Vec::new()], ..Model::default() };
        views(&model, &mut Budget::default()).err().map_or(String::from("read"), |finding| finding.code)
    }

    #[test]
    fn what_announces_too_much_is_refused_before_it_is_made() {
        assert_eq!(code(r#""mode":"ATTRIBUTES","byteStride":12,"count":300000000"#), "decoded-too-large");
        assert_eq!(code(r#""mode":"ATTRIBUTES","byteStride":256,"count":18446744073709551615"#), "decoded-too-large");
        assert_eq!(code(r#""mode":"TRIANGLES","byteStride":4,"count":3000000000"#), "decoded-too-large");
        // Within what may be decoded, and more than 64 bytes can stand for.
        assert_eq!(code(r#""mode":"ATTRIBUTES","byteStride":4,"count":16385"#), "compressed-unreadable");
        assert_eq!(code(r#""mode":"TRIANGLES","byteStride":4,"count":195"#), "compressed-unreadable");
        assert_eq!(code(r#""mode":"INDICES","byteStride":2,"count":65"#), "compressed-unreadable");
        assert_eq!(code(r#""mode":"INDICES","byteStride":2,"count":6,"byteOffset":1"#), "accessor-out-of-bounds");
    }
}
