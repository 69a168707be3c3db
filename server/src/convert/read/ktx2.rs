//! Textures in KTX2 as glTF knows them (`KHR_texture_basisu`): flat, of one layer, ETC1S or UASTC. The header is read and judged
//! here; the transcoder sees a file only after that.
//!
//! Formats: <https://registry.khronos.org/KTX/specs/2.0/ktxspec.v2.html>,
//! <https://github.com/KhronosGroup/glTF/tree/main/extensions/2.0/Khronos/KHR_texture_basisu>

use basisu::{DecodeFlags, TargetFormat, Transcoder};
use image::RgbaImage;

use super::{budget, image_format};
use crate::convert::finding::Finding;

const IDENTIFIER: &[u8] = b"\xABKTX 20\xBB\r\n\x1A\n";
/// The colour models of the data format descriptor that are read.
const ETC1S: u8 = 163;
const UASTC: u8 = 166;
/// The supercompression of UASTC that glTF allows.
const ZSTANDARD: u32 = 2;

/// The width and the height (px), from the header.
///
/// # Errors
/// `image-format` for a kind that glTF does not know, `image-unreadable` for a damaged header.
pub fn size(bytes: &[u8], index: usize) -> Result<(u32, u32), Finding> {
    let header = Header::read(bytes).ok_or_else(|| image_format::unreadable(index))?;
    if !header.is_flat_basis() {
        return Err(Finding::error("image-format").with("index", index).with("kind", "KTX2"));
    }
    // What a level of UASTC announces is fixed by its size; more is a bomb.
    if !header.announces_its_size() {
        return Err(image_format::unreadable(index));
    }
    Ok((header.width, header.height))
}

/// The picture: the largest level, as RGBA.
///
/// # Errors
/// As [`size`]; `image-unreadable` for a damaged file.
pub fn decode(bytes: &[u8], index: usize) -> Result<RgbaImage, Finding> {
    let (width, height) = size(bytes, index)?;
    let unreadable = image_format::unreadable(index);
    let pixels = budget::guarded(&unreadable, || {
        let transcoder = Transcoder::new(bytes).map_err(|_| unreadable.clone())?;
        transcoder.transcode(0, TargetFormat::Rgba32, DecodeFlags::NONE).map_err(|_| unreadable.clone())
    })?;
    RgbaImage::from_raw(width, height, pixels).ok_or(unreadable)
}

/// What the header says.
struct Header {
    format: u32,
    width: u32,
    height: u32,
    depth: u32,
    layers: u32,
    faces: u32,
    supercompression: u32,
    color_model: u8,
    /// The largest level: how long it is in the file, and unpacked (bytes).
    stored_bytes: u64,
    unpacked_bytes: u64,
}

impl Header {
    fn read(bytes: &[u8]) -> Option<Self> {
        let four = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        let eight = |at: usize| Some(u64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?));
        if !bytes.starts_with(IDENTIFIER) {
            return None;
        }
        let descriptor = usize::try_from(four(48)?).ok()?;
        Some(Self {
            format: four(12)?,
            width: four(20)?,
            height: four(24)?,
            depth: four(28)?,
            layers: four(32)?,
            faces: four(36)?,
            supercompression: four(44)?,
            color_model: *bytes.get(descriptor.checked_add(12)?)?,
            stored_bytes: eight(88)?,
            unpacked_bytes: eight(96)?,
        })
    }

    fn is_flat_basis(&self) -> bool {
        let is_flat = self.depth == 0 && self.layers <= 1 && self.faces == 1;
        is_flat && self.format == 0 && matches!(self.color_model, ETC1S | UASTC)
    }

    /// Whether the level of UASTC is as long as its blocks, of 4 × 4 pixels in 16 bytes.
    fn announces_its_size(&self) -> bool {
        let blocks = u64::from(self.width.div_ceil(4)) * u64::from(self.height.div_ceil(4));
        let said = if self.supercompression == ZSTANDARD { self.unpacked_bytes } else { self.stored_bytes };
        self.color_model == ETC1S || said == 16 * blocks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture of 10 × 6 pixels, red on the left and blue on the right, with a hole in the lower right corner, written by the
    /// encoder of Basis Universal.
    const ETC1S_FILE: &[u8] = include_bytes!("fixtures/etc1s.ktx2");
    const UASTC_FILE: &[u8] = include_bytes!("fixtures/uastc.ktx2");
    const ZSTANDARD_FILE: &[u8] = include_bytes!("fixtures/uastc_zstd.ktx2");
    const FILES: [&[u8]; 3] = [ETC1S_FILE, UASTC_FILE, ZSTANDARD_FILE];

    fn code(bytes: &[u8]) -> String {
        decode(bytes, 0).err().map_or(String::from("read"), |finding| finding.code)
    }

    fn with(bytes: &[u8], at: usize, value: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        bytes[at..at + value.len()].copy_from_slice(value);
        bytes
    }

    #[test]
    fn the_picture_comes_out_cropped_with_its_colours_and_its_hole() {
        for file in FILES {
            assert_eq!(size(file, 0), Ok((10, 6)));
            let picture = decode(file, 0).expect("a picture");
            let near = |x, y, wanted: [u8; 4]| {
                let found = picture.get_pixel(x, y).0;
                assert!(found.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) < 40), "{x} {y}: {found:?}");
            };
            near(0, 0, [220, 30, 20, 255]);
            near(9, 0, [20, 40, 200, 255]);
            assert!(picture.get_pixel(9, 5).0[3] < 40, "{:?}", picture.get_pixel(9, 5));
        }
    }

    #[test]
    fn kinds_that_gltf_does_not_know_are_named() {
        for (at, value) in [(12, 147u32), (28, 2), (32, 6), (36, 6)] {
            assert_eq!(code(&with(UASTC_FILE, at, &value.to_le_bytes())), "image-format", "at {at}");
        }
        let descriptor = u32::from_le_bytes([48, 49, 50, 51].map(|at| UASTC_FILE[at])) as usize;
        assert_eq!(code(&with(UASTC_FILE, descriptor + 12, &[167])), "image-format");
    }

    #[test]
    fn what_announces_too_much_is_refused_before_it_is_made() {
        let wide = with(ETC1S_FILE, 20, &100_000u32.to_le_bytes());
        let refused = image_format::Format::Ktx2.size(&wide, 0).expect_err("too wide");
        assert_eq!(refused.code, "image-too-large");
        let bomb = with(ZSTANDARD_FILE, 96, &(4u64 << 30).to_le_bytes());
        assert_eq!(code(&bomb), "image-unreadable");
        assert_eq!(code(&with(UASTC_FILE, 24, &8_000u32.to_le_bytes())), "image-unreadable");
        assert_eq!(code(&with(UASTC_FILE, 20, &0u32.to_le_bytes())), "image-unreadable");
        let flat = image_format::Format::Ktx2.size(&with(ETC1S_FILE, 20, &0u32.to_le_bytes()), 0);
        assert_eq!(flat, Err(image_format::unreadable(0)));
    }

    /// No byte of a file, however wrong, brings it to more than a refusal; nor does any cut.
    #[test]
    fn a_file_that_is_cut_or_has_any_wrong_byte_ends() {
        for file in FILES {
            for len in 0..file.len() {
                assert_ne!(code(&file[..len]), "read", "cut at {len}");
            }
            for at in 0..file.len() {
                let wrong = with(file, at, &[file[at] ^ 0xFF]);
                // A width of millions is for the caller to refuse.
                if size(&wrong, 0).is_ok_and(|(width, height)| width.max(height) <= 8_192) {
                    let code = code(&wrong);
                    let known = ["read", "image-unreadable", "image-format"];
                    assert!(known.contains(&code.as_str()), "{code}");
                }
            }
        }
    }
}
