//! Reads the images of a model: only those that give a base colour are kept, all others are only checked.

use image::{DynamicImage, RgbaImage, imageops::FilterType};

use super::{
    accessor::Model,
    document::Image,
    image_format::{self, Format},
    package::Package,
};
use crate::convert::{
    finding::{Finding, Findings},
    limits,
    outcome::{Counts, texture_memory},
    scene::Picture,
};

/// The pictures that `wanted` names by image index, in the order of `wanted`. All others are only checked. `source` counts all.
pub fn read(
    model: &Model,
    package: &mut Package,
    wanted: &[usize],
    source: &mut Counts,
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
        let format = match image_format::recognise(&bytes, index) {
            // The other form of a picture that is also there as one that is read.
            Err(finding) if place.is_none() && is_other_form(&finding) => continue,
            other => other?,
        };
        let size = format.size(&bytes, index)?;
        source.textures += 1;
        source.texture_bytes += texture_memory(size.0, size.1);
        if let Some(place) = place {
            pictures[place] = Some(kept(bytes, format, size, small_side, index, findings)?);
        }
    }
    pictures
        .into_iter()
        .zip(wanted)
        .map(|(picture, &index)| picture.ok_or_else(|| super::accessor::missing("image", index)))
        .collect()
}

fn is_other_form(finding: &Finding) -> bool {
    ["AVIF", "DDS"].iter().any(|kind| finding.args.get("kind") == Some(&(*kind).into()))
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

fn kept(
    bytes: Vec<u8>,
    format: Format,
    (width, height): (u32, u32),
    small_side: u32,
    index: usize,
    findings: &mut Findings,
) -> Result<Picture, Finding> {
    let mut picture = format.decode(&bytes, index)?;
    let most = limits::TEXTURE_MAX_SIDE_PX;
    let is_small = width.max(height) <= most;
    if let (true, Some(mime)) = (is_small, format.mime()) {
        return Ok(Picture { bytes, mime, width, height, mips: mips(&picture, small_side) });
    }
    if !is_small {
        picture = picture.resize(most, most, FilterType::Triangle);
        findings.add(Finding::info("image-downscaled").with("limit", most));
    }
    let (bytes, mime) = image_format::encoded(&picture, format, &bytes, index)?;
    Ok(Picture { bytes, mime, width: picture.width(), height: picture.height(), mips: mips(&picture, small_side) })
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

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::ImageFormat;

    use super::*;

    fn large(format: Format, as_written: ImageFormat) -> Picture {
        let mut bytes = Vec::new();
        DynamicImage::new_rgb8(4_096, 16).write_to(&mut Cursor::new(&mut bytes), as_written).expect("encoded");
        kept(bytes, format, (4_096, 16), 256, 0, &mut Findings::default()).expect("kept")
    }

    #[test]
    fn a_large_picture_becomes_smaller_and_stays_readable() {
        for (format, as_written) in
            [(Format::Png, ImageFormat::Png), (Format::Jpeg, ImageFormat::Jpeg), (Format::WebP, ImageFormat::WebP)]
        {
            let picture = large(format, as_written);
            assert_eq!((picture.width, picture.height), (2_048, 8));
            assert_eq!(picture.mips[0].dimensions(), (256, 1));
            assert_eq!(picture.mips.last().expect("mips").dimensions(), (1, 1));
            let again = image::load_from_memory(&picture.bytes).expect("readable");
            assert_eq!((again.width(), again.height()), (2_048, 8));
        }
    }
}
