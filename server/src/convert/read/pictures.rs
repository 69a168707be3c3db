//! Reads the images of a model: only those that give a base colour are kept, all others are only checked.

use belvedere_domain::hash::ContentHash;
use belvedere_domain::mipmap::{self, Pixels};
use image::{DynamicImage, RgbaImage};

use super::{
    accessor::Model,
    document::Image,
    image_format::{self, Format},
    materials::Looks,
    package::Package,
};
use crate::convert::{
    finding::{Finding, Findings},
    limits,
    outcome::{Counts, texture_memory},
    scene::Picture,
    textures,
};

/// A picture that was read, with what became known of it.
struct Read {
    picture: Picture,
    /// The linear colour of all its pixels, if it is one.
    flat: Option<[f32; 4]>,
    /// The hash of its pixels.
    digest: ContentHash,
}

/// The pictures that the looks of a model show; all other images are only checked. Pictures of one flat colour go into the
/// factors of their materials, like ones are kept once, and `looks` points at what is left. `source` counts all.
pub fn read(
    model: &Model,
    package: &mut Package,
    looks: &mut Looks,
    source: &mut Counts,
    findings: &mut Findings,
) -> Result<Vec<Picture>, Finding> {
    let wanted = &looks.images;
    let small_side = small_side(wanted.len());
    let mut pictures: Vec<Option<Read>> = wanted.iter().map(|_| None).collect();
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
            pictures[place] = Some(kept(bytes, format, small_side, index, findings)?);
        }
    }
    let pictures = pictures.into_iter().zip(wanted);
    let pictures: Result<Vec<Read>, Finding> =
        pictures.map(|(picture, &index)| picture.ok_or_else(|| super::accessor::missing("image", index))).collect();
    Ok(settle(pictures?, looks, findings))
}

/// Takes flat and like pictures out of the looks, and tells how many.
fn settle(read: Vec<Read>, looks: &mut Looks, findings: &mut Findings) -> Vec<Picture> {
    let (mut kept, mut digests): (Vec<Picture>, Vec<(u32, ContentHash)>) = Default::default();
    let (mut flat, mut alike) = (0usize, 0usize);
    let mut places = Vec::new();
    for one in read {
        let digest = (one.picture.width, one.digest);
        if let Some(color) = one.flat {
            flat += 1;
            places.push(Err(color));
        } else if let Some(place) = digests.iter().position(|known| *known == digest) {
            alike += 1;
            places.push(Ok(place));
        } else {
            places.push(Ok(kept.len()));
            kept.push(one.picture);
            digests.push(digest);
        }
    }
    looks.put_pictures(&places);
    for (count, code) in [(flat, Finding::info("images-flat")), (alike, Finding::info("images-alike"))] {
        if count > 0 {
            findings.add(code.with("count", count));
        }
    }
    kept
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
    small_side: u32,
    index: usize,
    findings: &mut Findings,
) -> Result<Read, Finding> {
    let decoded = format.decode(&bytes, index)?;
    let had_alpha = decoded.color().has_alpha();
    let mut pixels = decoded.into_rgba8();
    let is_opaque = pixels.pixels().all(|pixel| pixel.0[3] == 255);
    let most = limits::TEXTURE_MAX_SIDE_PX;
    let is_small = pixels.width().max(pixels.height()) <= most;
    while pixels.width().max(pixels.height()) > most {
        pixels = halved(pixels);
    }
    let mips = mips(&pixels, small_side);
    let (flat, digest) = (flat(&pixels), ContentHash::of(pixels.as_raw()));
    let (width, height) = pixels.dimensions();
    if !is_small {
        findings.add(Finding::info("image-downscaled").with("limit", most));
    }
    let (bytes, mime) = match format.mime() {
        Some("image/png") if is_small && had_alpha && is_opaque => {
            (textures::without_alpha(pixels).map_err(|_| image_format::unreadable(index))?, "image/png")
        }
        Some(mime) if is_small => (bytes, mime),
        _ if is_opaque => {
            let picture = DynamicImage::ImageRgba8(pixels).into_rgb8();
            image_format::encoded(&DynamicImage::ImageRgb8(picture), format, &bytes, index)?
        }
        _ => image_format::encoded(&DynamicImage::ImageRgba8(pixels), format, &bytes, index)?,
    };
    Ok(Read { picture: Picture { bytes, mime, width, height, mips }, flat, digest })
}

fn halved(image: RgbaImage) -> RgbaImage {
    let (width, height) = image.dimensions();
    let Pixels { width, height, rgba } = Pixels { width, height, rgba: image.into_raw() }.halved();
    RgbaImage::from_raw(width, height, rgba).expect("four bytes a pixel")
}

/// How far the bytes of a flat colour may be apart: lossy formats waver by one or two.
const FLAT_MAX: u8 = 2;

/// The linear colour of `pixels`, if all have the same.
fn flat(pixels: &RgbaImage) -> Option<[f32; 4]> {
    let (mut low, mut high) = ([255; 4], [0; 4]);
    for pixel in pixels.pixels() {
        for (i, &byte) in pixel.0.iter().enumerate() {
            low[i] = byte.min(low[i]);
            high[i] = byte.max(high[i]);
            if high[i] - low[i] > FLAT_MAX {
                return None;
            }
        }
    }
    let [r, g, b, a]: [u8; 4] = std::array::from_fn(|i| low[i].midpoint(high[i]));
    Some([mipmap::linear(r), mipmap::linear(g), mipmap::linear(b), f32::from(a) / 255.0])
}

/// Ever smaller copies from `small_side` on.
fn mips(image: &RgbaImage, small_side: u32) -> Vec<RgbaImage> {
    let first = match image.width().max(image.height()) > small_side {
        true => {
            let share = f64::from(small_side) / f64::from(image.width().max(image.height()));
            let side = |side: u32| ((f64::from(side) * share).round() as u32).max(1);
            image::imageops::thumbnail(image, side(image.width()), side(image.height()))
        }
        false => image.clone(),
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
        kept(bytes, format, 256, 0, &mut Findings::default()).expect("kept").picture
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

    fn png(pixels: &RgbaImage) -> Vec<u8> {
        let mut bytes = Vec::new();
        pixels.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).expect("encoded");
        bytes
    }

    fn kept_png(pixels: &RgbaImage) -> Read {
        kept(png(pixels), Format::Png, 256, 0, &mut Findings::default()).expect("kept")
    }

    #[test]
    fn a_picture_that_is_all_opaque_loses_its_alpha() {
        let color = |alpha: u8| {
            let pixels =
                RgbaImage::from_fn(16, 4, |x, _| image::Rgba([x as u8 * 10, 7, 7, if x == 3 { alpha } else { 255 }]));
            image::load_from_memory(&kept_png(&pixels).picture.bytes).expect("readable").color()
        };
        assert_eq!((color(255), color(254)), (image::ColorType::Rgb8, image::ColorType::Rgba8));
    }

    #[test]
    fn one_colour_is_known_whatever_a_lossy_format_made_of_it() {
        let pixels =
            |step: u32| RgbaImage::from_fn(9, 9, |x, _| image::Rgba([188 + (x % 2 * step) as u8, 0, 255, 255]));
        let color = flat(&pixels(2)).expect("flat");
        assert!((color[0] - 0.5).abs() < 0.01 && color[1..] == [0.0, 1.0, 1.0], "{color:?}");
        assert_eq!(flat(&pixels(3)), None);
    }

    #[test]
    fn flat_pictures_become_factors_and_like_ones_are_kept_once() {
        let json = br#"{"asset":{"version":"2.0"},"textures":[{"source":0},{"source":1},{"source":2}],"materials":[
            {"pbrMetallicRoughness":{"baseColorTexture":{"index":0},"baseColorFactor":[0.5,1,1,1]}},
            {"pbrMetallicRoughness":{"baseColorTexture":{"index":1}}},{"pbrMetallicRoughness":{"baseColorTexture":{"index":2}}}]}"#;
        let mut looks =
            super::super::materials::read(&super::super::check::parse(json).expect("a document")).expect("looks");
        let stripes = RgbaImage::from_fn(8, 8, |x, _| image::Rgba([x as u8 * 30, 0, 0, 255]));
        let white = RgbaImage::from_pixel(8, 8, image::Rgba([255; 4]));
        let mut findings = Findings::default();
        let read = vec![kept_png(&white), kept_png(&stripes), kept_png(&stripes)];
        let pictures = settle(read, &mut looks, &mut findings);
        assert_eq!(pictures.len(), 1);
        assert_eq!(looks.looks.iter().map(|look| look.material).collect::<Vec<_>>(), [0, 1, 1, 2]);
        assert_eq!((looks.materials[0].base_color, &looks.materials[0].texture), ([0.5, 1.0, 1.0, 1.0], &None));
        assert!(looks.looks[0].uv.is_none() && looks.looks[2].uv.is_some());
        assert_eq!(looks.materials[1].texture.as_ref().map(|texture| texture.picture), Some(0));
        let codes: Vec<_> = findings.into_sorted().into_iter().map(|finding| finding.code).collect();
        assert_eq!(codes, ["images-flat", "images-alike"]);
    }
}
