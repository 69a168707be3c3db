//! The maps' pictures for documents: each plan cut to what its map shows, no finer than paper needs, as JPEG.

use std::collections::BTreeMap;
use std::io::Cursor;

use belvedere_domain::hash::ContentHash;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::{FilterType, overlay};
use image::{ImageError, ImageFormat, ImageReader, Rgba, RgbaImage};

use super::view::{Map, View};

/// The longest side (px): at the width of a page's text, about 200 dots an inch.
const SIDE_MAX_PX: u32 = 1_400;
const QUALITY: u8 = 82;

/// A picture cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// A plan was not given.
    #[error("the plan view {0} is missing")]
    NoPlan(ContentHash),
    /// A plan does not read.
    #[error("the plan view {0} cannot be read: {1}")]
    Unreadable(ContentHash, ImageError),
}

/// One JPEG a map of the view, in its order. `plans` are the plans' PNGs by hash; slow, so never on the async runtime.
///
/// # Errors
/// When a plan is missing or does not read.
pub fn of_maps(view: &View, plans: &BTreeMap<ContentHash, Vec<u8>>) -> Result<Vec<Vec<u8>>, PictureError> {
    let cut = |map: &Map| {
        let png = plans.get(&map.image).ok_or(PictureError::NoPlan(map.image))?;
        cut(png, map).map_err(|error| PictureError::Unreadable(map.image, error))
    };
    view.places.maps.iter().map(cut).collect()
}

fn cut(png: &[u8], map: &Map) -> Result<Vec<u8>, ImageError> {
    // Bounded by the library's own limits: the child that made the picture had read a stranger's file.
    let plan = ImageReader::with_format(Cursor::new(png), ImageFormat::Png).decode()?;
    let section = map.section;
    let part = plan.crop_imm(section.left_px, section.top_px, section.width_px, section.height_px);
    let longest = part.width().max(part.height());
    let part = if longest > SIDE_MAX_PX { part.resize(SIDE_MAX_PX, SIDE_MAX_PX, FilterType::Triangle) } else { part };
    // Where the plan shows nothing there is paper.
    let mut paper = RgbaImage::from_pixel(part.width(), part.height(), Rgba([255; 4]));
    overlay(&mut paper, &part.into_rgba8(), 0, 0);
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY).encode_image(&image::DynamicImage::from(paper).into_rgb8())?;
    Ok(jpeg)
}

#[cfg(test)]
mod tests {
    use belvedere_domain::language::Language;

    use super::super::sample;
    use super::*;

    #[test]
    fn a_picture_is_of_its_map_s_shape_and_a_lack_is_named() {
        let view = View::of(&sample::report(40), Language::Fr, None, None);
        let pictures = of_maps(&view, &sample::plans()).unwrap();
        assert_eq!(pictures.len(), view.places.maps.len());
        for (jpeg, map) in pictures.iter().zip(&view.places.maps) {
            let read = image::load_from_memory_with_format(jpeg, ImageFormat::Jpeg).unwrap();
            assert_eq!((read.width(), read.height()), (map.section.width_px, map.section.height_px));
        }
        assert!(matches!(of_maps(&view, &BTreeMap::new()), Err(PictureError::NoPlan(_))));
    }
}
