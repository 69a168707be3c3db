//! Pictures of materials, with the smaller copies (mipmaps) that keep far surfaces calm.
//!
//! A texture in KTX2 (ETC1S or UASTC) brings its copies along and is unpacked into what the graphics card holds. A PNG or a JPEG
//! has none; they are made on arrival.

use basisu::{DecodeFlags, TargetFormat, Transcoder};
use belvedere_domain::mipmap::{self, Pixels};
use image::{ImageError, RgbaImage};

/// How the pixels of a picture lie in memory; sRGB with alpha in either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Four bytes for each pixel.
    Rgba8,
    /// Blocks of 4 × 4 pixels in 16 bytes, for graphics cards.
    Bc7,
}

/// A picture cannot be decoded.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// A PNG or a JPEG that is broken, or something else.
    #[error(transparent)]
    Image(#[from] ImageError),
    /// A broken KTX2, or one of another kind.
    #[error("the texture is broken: {0:?}")]
    Texture(basisu::Error),
}

/// A decoded picture: all its sizes, one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The full width.
    pub width_px: u32,
    /// The full height.
    pub height_px: u32,
    /// How many sizes, the full one among them.
    pub levels: u32,
    /// How `bytes` are to be read.
    pub form: Form,
    /// The pixels, the full size first.
    pub bytes: Vec<u8>,
}

/// Decodes a PNG, a JPEG or a KTX2; `cutoff` where alpha is a mask. A KTX2 comes in `form`, any other as pixels.
///
/// # Errors
/// When the bytes are none of them, or broken.
pub fn picture(encoded: &[u8], cutoff: Option<f32>, form: Form) -> Result<Picture, PictureError> {
    if encoded.starts_with(b"\xABKTX 20\xBB") {
        return unpacked(encoded, form).map_err(PictureError::Texture);
    }
    let full = image::load_from_memory(encoded)?.into_rgba8();
    Ok(with_levels(full, cutoff))
}

fn unpacked(encoded: &[u8], wanted: Form) -> Result<Picture, basisu::Error> {
    let transcoder = Transcoder::new(encoded)?;
    let (width_px, height_px) = transcoder.base_dimensions();
    // A card takes blocks only if they are whole.
    let form = if width_px % 4 == 0 && height_px % 4 == 0 { wanted } else { Form::Rgba8 };
    let target = match form {
        Form::Rgba8 => TargetFormat::Rgba32,
        Form::Bc7 => TargetFormat::Bc7Rgba,
    };
    let levels = transcoder.level_count();
    let mut bytes = Vec::new();
    for level in 0..levels {
        bytes.extend(transcoder.transcode(level, target, DecodeFlags::NONE)?);
    }
    Ok(Picture { width_px, height_px, levels, form, bytes })
}

fn with_levels(full: RgbaImage, cutoff: Option<f32>) -> Picture {
    let (width_px, height_px) = full.dimensions();
    let levels = mipmap::levels(Pixels { width: width_px, height: height_px, rgba: full.into_raw() }, cutoff);
    let bytes = levels.iter().map(|level| level.rgba.as_slice()).collect::<Vec<_>>().concat();
    Picture { width_px, height_px, levels: levels.len() as u32, form: Form::Rgba8, bytes }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_and_white_average_to_half_the_light() {
        let board = RgbaImage::from_fn(4, 4, |x, y| {
            let byte = if (x + y) % 2 == 0 { 255 } else { 0 };
            image::Rgba([byte, byte, byte, 255])
        });
        let picture = with_levels(board, None);
        assert_eq!((picture.levels, picture.bytes.len()), (3, 4 * (16 + 4 + 1)));
        // Half the light is 188 in sRGB, not 128.
        assert!((187..=189).contains(&picture.bytes[64]), "{}", picture.bytes[64]);
        assert!((187..=189).contains(&picture.bytes[80]), "{}", picture.bytes[80]);
    }

    #[test]
    fn what_is_cut_away_lends_no_colour() {
        let leaf = RgbaImage::from_fn(2, 1, |x, _| image::Rgba([[0, 200, 0, 255], [255, 0, 255, 0]][x as usize]));
        let picture = with_levels(leaf, None);
        let [r, g, b, a] = picture.bytes[8..12] else { panic!("one pixel is left") };
        assert!(r < 4 && (198..=202).contains(&g) && b < 4, "{r} {g} {b}");
        assert_eq!(a, 128);
    }

    #[test]
    fn far_leaves_cover_as_much_as_near_ones() {
        let leaves = RgbaImage::from_fn(64, 64, |x, y| {
            let alpha = if (x * 7 + y * 13) % 10 < 3 { 255 } else { 0 };
            image::Rgba([40, 120, 30, alpha])
        });
        let covered = leaves.pixels().filter(|p| p.0[3] >= 128).count() as f32 / 4096.0;
        let picture = with_levels(leaves, Some(0.5));
        let second = &picture.bytes[4 * 64 * 64..][..4 * 32 * 32];
        let passing = second.chunks_exact(4).filter(|p| p[3] >= 128).count();
        let share = passing as f32 / 1024.0;
        assert!((share - covered).abs() < 0.12, "{covered} became {share}");
    }

    #[test]
    fn any_size_ends_in_one_pixel() {
        let picture = with_levels(RgbaImage::new(5, 3), None);
        assert_eq!(picture.levels, 3);
        assert_eq!(picture.bytes.len(), 4 * (15 + 2 + 1));
    }

    /// 96 × 80 pixels with a round hole at (40, 40), as the server writes it.
    const KTX2: &[u8] = include_bytes!("fixtures/hole.ktx2");

    #[test]
    fn a_texture_brings_its_sizes_along_in_the_form_that_is_asked_for() {
        let plain = picture(KTX2, None, Form::Rgba8).expect("a texture");
        assert_eq!((plain.width_px, plain.height_px, plain.levels, plain.form), (96, 80, 7, Form::Rgba8));
        assert_eq!(plain.bytes.len(), 4 * (96 * 80 + 48 * 40 + 24 * 20 + 12 * 10 + 6 * 5 + 3 * 2 + 1));
        let alpha = |x: usize, y: usize| plain.bytes[4 * (y * 96 + x) + 3];
        assert!(alpha(40, 40) < 40 && alpha(90, 70) > 215, "{} {}", alpha(40, 40), alpha(90, 70));
        let blocks = picture(KTX2, None, Form::Bc7).expect("a texture");
        assert_eq!((blocks.levels, blocks.form), (7, Form::Bc7));
        assert_eq!(blocks.bytes.len(), 16 * (24 * 20 + 12 * 10 + 6 * 5 + 3 * 3 + 2 * 2 + 1 + 1));
    }

    #[test]
    fn a_texture_that_is_cut_is_refused() {
        assert!(matches!(picture(&KTX2[..KTX2.len() / 2], None, Form::Bc7), Err(PictureError::Texture(_))));
        assert!(matches!(picture(b"neither", None, Form::Bc7), Err(PictureError::Image(_))));
    }
}
