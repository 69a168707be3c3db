//! The formats of images: each is recognised by its first bytes, not by what the file claims; its size is checked before it is
//! decoded; what leaves is PNG or JPEG, since the viewer reads no other.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, codecs::jpeg::JpegEncoder};

use super::{budget, ktx2};
use crate::convert::{finding::Finding, limits};

/// How well a picture of a lossy format is kept when it becomes a JPEG (1 to 100).
const JPEG_QUALITY: u8 = 90;
/// Pictures of at most this side stay without loss: they may be palettes, whose colours must not run into each other (px).
const PALETTE_MAX_SIDE_PX: u32 = 256;

/// A format that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Png,
    Jpeg,
    WebP,
    Ktx2,
}

/// The format of the image number `index`.
///
/// # Errors
/// `image-format`, with what it is instead.
pub fn recognise(bytes: &[u8], index: usize) -> Result<Format, Finding> {
    let refused = |kind: &str| Finding::error("image-format").with("index", index).with("kind", kind);
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Ok(Format::Png),
        [0xFF, 0xD8, 0xFF, ..] => Ok(Format::Jpeg),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok(Format::WebP),
        [0xAB, b'K', b'T', b'X', ..] => Ok(Format::Ktx2),
        [b'D', b'D', b'S', b' ', ..] => Err(refused("DDS")),
        [_, _, _, _, b'f', b't', b'y', b'p', b'a', b'v', b'i', ..] => Err(refused("AVIF")),
        _ if bytes.trim_ascii_start().starts_with(b"<") => Err(refused("SVG")),
        _ => Err(refused("other")),
    }
}

impl Format {
    /// The name of the format for the viewer; none if it cannot go there as it is.
    pub fn mime(self) -> Option<&'static str> {
        match self {
            Self::Png => Some("image/png"),
            Self::Jpeg => Some("image/jpeg"),
            Self::WebP | Self::Ktx2 => None,
        }
    }

    /// The width and the height (px), from the header alone.
    ///
    /// # Errors
    /// `image-too-large` and `image-unreadable`; `image-format` for a KTX2 of a kind that glTF does not know.
    pub fn size(self, bytes: &[u8], index: usize) -> Result<(u32, u32), Finding> {
        let (width, height) = match self.other() {
            Some(format) => budget::guarded(&unreadable(index), || {
                let decoder = reader(bytes, format).into_decoder().map_err(|error| finding(&error, index))?;
                Ok(decoder.dimensions())
            })?,
            None => ktx2::size(bytes, index)?,
        };
        if width == 0 || height == 0 {
            return Err(unreadable(index));
        }
        if width.max(height) > limits::IMAGE_MAX_SIDE_PX {
            return Err(too_large(index).with("width", width).with("height", height));
        }
        Ok((width, height))
    }

    /// The picture.
    ///
    /// # Errors
    /// `image-too-large` if it takes too much memory, `image-unreadable`.
    pub fn decode(self, bytes: &[u8], index: usize) -> Result<DynamicImage, Finding> {
        match self.other() {
            Some(format) => budget::guarded(&unreadable(index), || {
                reader(bytes, format).decode().map_err(|error| finding(&error, index))
            }),
            None => ktx2::decode(bytes, index).map(DynamicImage::ImageRgba8),
        }
    }

    /// The format as the `image` crate calls it; none for KTX2.
    fn other(self) -> Option<ImageFormat> {
        match self {
            Self::Png => Some(ImageFormat::Png),
            Self::Jpeg => Some(ImageFormat::Jpeg),
            Self::WebP => Some(ImageFormat::WebP),
            Self::Ktx2 => None,
        }
    }
}

/// `picture`, which came as `format`, as a file that the viewer reads, with its MIME type: PNG where it has to stay as it is
/// (holes, palettes, no loss so far), JPEG otherwise.
///
/// # Errors
/// `image-unreadable`.
pub fn encoded(
    picture: &DynamicImage,
    format: Format,
    source: &[u8],
    index: usize,
) -> Result<(Vec<u8>, &'static str), Finding> {
    let unreadable = |error: ImageError| finding(&error, index);
    let mut bytes = Vec::new();
    let as_jpeg = match format {
        Format::Png => false,
        Format::Jpeg => true,
        Format::WebP | Format::Ktx2 => {
            let is_palette = picture.width().max(picture.height()) <= PALETTE_MAX_SIDE_PX;
            !is_palette && !is_lossless_webp(source) && is_opaque(picture)
        }
    };
    if as_jpeg {
        let encoder = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
        picture.to_rgb8().write_with_encoder(encoder).map_err(unreadable)?;
        return Ok((bytes, "image/jpeg"));
    }
    picture.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).map_err(unreadable)?;
    Ok((bytes, "image/png"))
}

fn is_opaque(picture: &DynamicImage) -> bool {
    !picture.color().has_alpha() || picture.to_rgba8().pixels().all(|pixel| pixel.0[3] == 255)
}

/// Whether the first frame is a `VP8L` chunk. An extended file with one counts as lossy: few exporters write them.
fn is_lossless_webp(source: &[u8]) -> bool {
    source.get(12..16) == Some(b"VP8L")
}

fn reader(bytes: &[u8], format: ImageFormat) -> ImageReader<Cursor<&[u8]>> {
    let mut limits = image::Limits::default();
    limits.max_image_width = Some(limits::IMAGE_MAX_SIDE_PX);
    limits.max_image_height = Some(limits::IMAGE_MAX_SIDE_PX);
    limits.max_alloc = Some(limits::IMAGE_MAX_BYTES);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    reader
}

fn finding(error: &ImageError, index: usize) -> Finding {
    match error {
        ImageError::Limits(_) => too_large(index),
        _ => unreadable(index),
    }
}

/// The refusal of an image with too many pixels.
pub fn too_large(index: usize) -> Finding {
    Finding::error("image-too-large").with("index", index).with("limit", limits::IMAGE_MAX_SIDE_PX)
}

/// The refusal of a damaged image.
pub fn unreadable(index: usize) -> Finding {
    Finding::error("image-unreadable").with("index", index)
}

#[cfg(test)]
mod tests {
    use image::{Rgba, RgbaImage};

    use super::*;

    #[test]
    fn a_picture_is_known_by_its_bytes() {
        assert_eq!(recognise(b"\x89PNG\r\n", 0), Ok(Format::Png));
        assert_eq!(recognise(b"\xABKTX 20", 0), Ok(Format::Ktx2));
        assert_eq!(recognise(b"RIFF\0\0\0\0WEBPVP8 ", 0), Ok(Format::WebP));
        let code = |bytes: &[u8]| recognise(bytes, 0).expect_err("refused").args["kind"].clone();
        assert_eq!(code(b"<svg xmlns="), "SVG".into());
        assert_eq!(code(b"DDS |\0\0\0"), "DDS".into());
        assert_eq!(code(b"\0\0\0\x20ftypavif"), "AVIF".into());
    }

    fn webp(picture: &RgbaImage) -> Vec<u8> {
        let mut bytes = Vec::new();
        picture.write_to(&mut Cursor::new(&mut bytes), ImageFormat::WebP).expect("encoded");
        bytes
    }

    #[test]
    fn a_webp_is_read_and_leaves_as_png_without_loss() {
        let picture = RgbaImage::from_fn(300, 2, |x, y| Rgba([x as u8, y as u8, 7, 255 - (x % 2) as u8]));
        let bytes = webp(&picture);
        assert_eq!(Format::WebP.size(&bytes, 0), Ok((300, 2)));
        let decoded = Format::WebP.decode(&bytes, 0).expect("a picture");
        let (png, mime) = encoded(&decoded, Format::WebP, &bytes, 0).expect("encoded");
        assert_eq!(mime, "image/png");
        assert_eq!(image::load_from_memory(&png).expect("readable").into_rgba8(), picture);
    }

    #[test]
    fn what_was_lossy_and_is_opaque_leaves_as_jpeg_and_palettes_do_not() {
        let mime = |width: u32, alpha: u8| {
            let picture = DynamicImage::ImageRgba8(RgbaImage::from_pixel(width, 4, Rgba([200, 100, 50, alpha])));
            encoded(&picture, Format::Ktx2, &[], 0).expect("encoded").1
        };
        assert_eq!([mime(512, 255), mime(512, 254), mime(256, 255)], ["image/jpeg", "image/png", "image/png"]);
    }

    #[test]
    fn a_webp_that_is_cut_lies_or_is_too_large_is_refused() {
        let whole = webp(&RgbaImage::from_fn(64, 64, |x, y| Rgba([x as u8, y as u8, (x * y) as u8, 255])));
        for len in [13, 20, 30, whole.len() / 2] {
            let read = |bytes| Format::WebP.size(bytes, 3).and_then(|_| Format::WebP.decode(bytes, 3)).map(|_| ());
            assert_eq!(read(&whole[..len]), Err(unreadable(3)), "cut at {len}");
        }
        // The header of a lossless picture: 14 bits of width and of height, less one each.
        let code = |size: u32| {
            let header = [&b"RIFF\x20\0\0\0WEBPVP8L\x14\0\0\0\x2F"[..], &size.to_le_bytes(), &[0; 15]].concat();
            Format::WebP.size(&header, 3).map_err(|finding| finding.code)
        };
        assert_eq!(code(0x0FFF_BFFE), Err(String::from("image-too-large")));
        assert_eq!(code(0x0007_C03F), Ok((64, 32)));
        // The reader takes the largest width for none.
        assert_eq!(code(0x0007_FFFF), Err(String::from("image-unreadable")));
    }
}
