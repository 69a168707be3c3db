//! Reads the images of a model. Each is recognised by its first bytes, not by what the file claims; its size is checked
//! before it is decoded; only those that give a base colour are kept. PNG and JPEG only.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, RgbaImage, imageops::FilterType};

use super::{accessor::Model, document::Image, package::Package};
use crate::convert::{
    finding::{Finding, Findings},
    limits,
    scene::Picture,
};

/// The pictures that `wanted` names by image index, in the order of `wanted`. All others are only checked.
pub fn read(
    model: &Model,
    package: &mut Package,
    wanted: &[usize],
    findings: &mut Findings,
) -> Result<Vec<Picture>, Finding> {
    let small_side = small_side(wanted.len());
    let mut pictures: Vec<Option<Picture>> = wanted.iter().map(|_| None).collect();
    for (index, image) in model.document.images.iter().enumerate() {
        let place = wanted.iter().position(|&one| one == index);
        let bytes = match bytes_of(model, package, image) {
            // A missing map that is not shown anyway is no reason to refuse; one that leads astray is.
            Err(finding) if place.is_none() && finding.code == "uri-missing" => continue,
            other => other?,
        };
        let format = format_of(&bytes, index)?;
        let (width, height) = size_of(&bytes, format, index)?;
        if let Some(place) = place {
            pictures[place] = Some(kept(bytes, format, (width, height), small_side, index, findings)?);
        }
    }
    pictures
        .into_iter()
        .zip(wanted)
        .map(|(picture, &index)| picture.ok_or_else(|| super::accessor::missing("image", index)))
        .collect()
}

/// The longest side of the copies for the view from above, so that they stay below 64 MiB together.
fn small_side(pictures: usize) -> u32 {
    match pictures {
        0..=16 => 1_024,
        17..=64 => 512,
        _ => 128,
    }
}

fn bytes_of(model: &Model, package: &mut Package, image: &Image) -> Result<Vec<u8>, Finding> {
    match (&image.uri, image.buffer_view) {
        (Some(uri), _) => package.fetch(uri),
        (None, Some(view)) => Ok(model.view(view)?.to_vec()),
        (None, None) => Err(Finding::error("uri-missing").with("uri", "image")),
    }
}

fn format_of(bytes: &[u8], index: usize) -> Result<ImageFormat, Finding> {
    let refused = |kind: &str| Finding::error("image-format").with("index", index).with("kind", kind);
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Ok(ImageFormat::Png),
        [0xFF, 0xD8, 0xFF, ..] => Ok(ImageFormat::Jpeg),
        [0xAB, b'K', b'T', b'X', ..] => Err(refused("KTX2")),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Err(refused("WebP")),
        _ if bytes.trim_ascii_start().starts_with(b"<") => Err(refused("SVG")),
        _ => Err(refused("other")),
    }
}

fn size_of(bytes: &[u8], format: ImageFormat, index: usize) -> Result<(u32, u32), Finding> {
    let decoder = reader(bytes, format).into_decoder().map_err(|error| image_finding(&error, index))?;
    let (width, height) = decoder.dimensions();
    if width.max(height) > limits::IMAGE_MAX_SIDE_PX {
        let finding = too_large(index).with("width", width).with("height", height);
        return Err(finding);
    }
    Ok((width, height))
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

fn kept(
    bytes: Vec<u8>,
    format: ImageFormat,
    (width, height): (u32, u32),
    small_side: u32,
    index: usize,
    findings: &mut Findings,
) -> Result<Picture, Finding> {
    let decoded = reader(&bytes, format).decode().map_err(|error| image_finding(&error, index))?;
    let mime = if format == ImageFormat::Png { "image/png" } else { "image/jpeg" };
    let most = limits::TEXTURE_MAX_SIDE_PX;
    if width.max(height) <= most {
        return Ok(Picture { bytes, mime, width, height, mips: mips(&decoded, small_side) });
    }
    drop(bytes);
    let smaller = decoded.resize(most, most, FilterType::Triangle);
    drop(decoded);
    let mut bytes = Vec::new();
    smaller.write_to(&mut Cursor::new(&mut bytes), format).map_err(|error| image_finding(&error, index))?;
    findings.add(Finding::info("image-downscaled").with("limit", most));
    Ok(Picture { bytes, mime, width: smaller.width(), height: smaller.height(), mips: mips(&smaller, small_side) })
}

fn mips(image: &DynamicImage, small_side: u32) -> Vec<RgbaImage> {
    let first = match image.width().max(image.height()) > small_side {
        true => image.thumbnail(small_side, small_side).into_rgba8(),
        false => image.to_rgba8(),
    };
    let mut mips = vec![first];
    while let Some(last) = mips.last().filter(|last| last.width().max(last.height()) > 1) {
        let (width, height) = ((last.width() / 2).max(1), (last.height() / 2).max(1));
        mips.push(image::imageops::thumbnail(last, width, height));
    }
    mips
}

fn image_finding(error: &ImageError, index: usize) -> Finding {
    match error {
        ImageError::Limits(_) => too_large(index),
        _ => Finding::error("image-unreadable").with("index", index),
    }
}

fn too_large(index: usize) -> Finding {
    Finding::error("image-too-large").with("index", index).with("limit", limits::IMAGE_MAX_SIDE_PX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_known_by_its_bytes() {
        assert_eq!(format_of(b"\x89PNG\r\n", 0), Ok(ImageFormat::Png));
        let code = |bytes: &[u8]| format_of(bytes, 0).expect_err("refused").args["kind"].clone();
        assert_eq!(code(b"<svg xmlns="), "SVG".into());
        assert_eq!(code(b"\xABKTX 20"), "KTX2".into());
    }

    #[test]
    fn a_large_picture_becomes_smaller_and_stays_readable() {
        let mut bytes = Vec::new();
        let large = DynamicImage::new_rgb8(4_096, 16);
        large.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).expect("encoded");
        let picture = kept(bytes, ImageFormat::Png, (4_096, 16), 256, 0, &mut Findings::default()).expect("kept");
        assert_eq!((picture.width, picture.height), (2_048, 8));
        assert_eq!(picture.mips[0].dimensions(), (256, 1));
        assert_eq!(picture.mips.last().expect("mips").dimensions(), (1, 1));
        image::load_from_memory(&picture.bytes).expect("readable");
    }
}
