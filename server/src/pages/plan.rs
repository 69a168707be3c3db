//! The views from above, small for cards. The public gets those of what is published only.

use std::collections::VecDeque;
use std::io::Cursor;
use std::sync::{Mutex, PoisonError};

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use belvedere_domain::exhibit::{Manifest, PlanView};
use belvedere_domain::hash::ContentHash;
use belvedere_domain::id::ConsultationId;
use image::codecs::jpeg::JpegEncoder;
use image::{ImageFormat, ImageReader, RgbImage, RgbaImage};

use crate::error::AppError;
use crate::state::AppState;
use crate::store::exhibit;

/// The longest side of a small view, in pixels.
const SMALL_PX: u32 = 720;
/// Small views kept in memory, some 100 kB each: a first page stays below 200 kB with one of them.
const KEPT: usize = 32;

/// The small view of what a consultation shows now: of its last variant, which is what is planned.
///
/// # Errors
/// [`AppError::NotFound`] while nothing is published.
pub async fn published(
    State(state): State<AppState>,
    Path(consultation): Path<ConsultationId>,
) -> Result<Response, AppError> {
    let mut db = state.store.read().await?;
    let exhibit = exhibit::of_consultation(&mut db, consultation).await?.ok_or(AppError::NotFound)?;
    drop(db);
    let manifest = Manifest::from_bytes(&state.blobs.bytes(exhibit.revision).await?).map_err(AppError::internal)?;
    let plan = manifest.variants.last().ok_or(AppError::NotFound)?.plan;
    let headers = [(CACHE_CONTROL, "public, max-age=300"), (CONTENT_TYPE, "image/jpeg")];
    Ok((headers, small(&state, plan).await?).into_response())
}

/// A small view from above, as a JPEG.
///
/// # Errors
/// When the view cannot be had or read.
pub(super) async fn small(state: &AppState, plan: PlanView) -> Result<Bytes, AppError> {
    static MADE: Mutex<VecDeque<(ContentHash, Bytes)>> = Mutex::new(VecDeque::new());
    let hash = plan.image.hash;
    let made = || MADE.lock().unwrap_or_else(PoisonError::into_inner);
    let known = made().iter().find(|(of, _)| *of == hash).map(|(_, bytes)| bytes.clone());
    if let Some(bytes) = known {
        return Ok(bytes);
    }
    let png = state.blobs.bytes(hash).await?;
    let jpeg = tokio::task::spawn_blocking(move || shrink(&png)).await.map_err(AppError::internal)?;
    let jpeg = Bytes::from(jpeg.map_err(AppError::internal)?);
    let mut kept = made();
    kept.push_front((hash, jpeg.clone()));
    kept.truncate(KEPT);
    Ok(jpeg)
}

fn shrink(png: &[u8]) -> Result<Vec<u8>, image::ImageError> {
    // Bounded by the library's own limits: the child that made the picture had read a stranger's file.
    let picture = ImageReader::with_format(Cursor::new(png), ImageFormat::Png).decode()?;
    let small = on_paper(&picture.thumbnail(SMALL_PX, SMALL_PX).into_rgba8());
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, 68).encode_image(&small)?;
    Ok(jpeg)
}

/// A JPEG has no transparency: where the plan shows nothing, it shows the pages' paper.
fn on_paper(picture: &RgbaImage) -> RgbImage {
    const PAPER: [u8; 3] = [0xe9, 0xe1, 0xd0];
    RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let [r, g, b, alpha] = picture.get_pixel(x, y).0;
        let mixed = |value: u8, paper: u8| {
            ((u32::from(value) * u32::from(alpha) + u32::from(paper) * (255 - u32::from(alpha))) / 255) as u8
        };
        image::Rgb([mixed(r, PAPER[0]), mixed(g, PAPER[1]), mixed(b, PAPER[2])])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_view_is_small_and_a_broken_one_an_error() {
        let picture = image::RgbImage::from_fn(2_000, 1_000, |x, y| image::Rgb([x as u8, y as u8, 90]));
        let mut png = Vec::new();
        picture.write_to(&mut Cursor::new(&mut png), ImageFormat::Png).unwrap();
        let jpeg = shrink(&png).unwrap();
        let read = image::load_from_memory_with_format(&jpeg, ImageFormat::Jpeg).unwrap();
        assert_eq!((read.width(), read.height()), (720, 360));
        assert!(shrink(&png[..100]).is_err());
    }
}
