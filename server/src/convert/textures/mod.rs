//! Makes the pictures of a scene textures as graphics cards hold them: all their sizes, in blocks, as KTX2 in ETC1S. A picture
//! that does not come out well, or that would take too long, stays the PNG or JPEG that it is.
//!
//! It sees only pictures that were read, checked and brought to size; it knows no glTF.

mod etc1s;
pub mod ktx2;

use std::{
    io::{self, Cursor},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use basisu::{DecodeFlags, TargetFormat, Transcoder};
use belvedere_domain::mipmap::{self, Pixels};
use image::{DynamicImage, ImageFormat, RgbaImage, imageops::FilterType};

use super::{
    finding::{Finding, Findings},
    join::Chunk,
    limits,
    scene::{Alpha, Picture, Scene},
};

/// The MIME type of what this module makes.
pub const MIME: &str = "image/ktx2";
/// The quality asked of the encoder (1 to 255). By looking at it: walls of stone and roofs of tiles are sound from 64 on, small
/// leaves and flowers with holes from 128.
const QUALITY: u32 = 80;
const QUALITY_WITH_HOLES: u32 = 128;
/// How far a texture may be from its picture, as the signal's ratio to the error over what is seen (dB). Leaves and flowers come to
/// 24 and more and look as they did; what lies below is drawn in lines thinner than a block.
const LEAST_DB: f64 = 26.0;
const LEAST_WITH_HOLES_DB: f64 = 22.0;
/// Pictures up to here stay as they are: they are palettes, and weigh nothing (pixels).
const TINY_PX: u64 = 64 * 64;
/// Encoding a picture larger than this takes 300 MB: one at a time (pixels).
const LARGE_PX: u64 = 1 << 20;

/// A texture to be made.
struct Job {
    picture: usize,
    pixels: u64,
    /// The threshold of alpha where it is a mask.
    cutoff: Option<f32>,
}

/// Makes textures of the pictures that `chunks` show, on `threads` threads, and tells of those that stay pictures.
///
/// # Errors
/// When a picture that was read before cannot be read again.
pub fn compress(scene: &mut Scene, chunks: &[Chunk], threads: usize, findings: &mut Findings) -> io::Result<()> {
    let wanted = wanted(scene, chunks);
    let mut stay = wanted.len();
    let jobs = in_time(wanted);
    stay -= jobs.len();
    let made = Mutex::new(Vec::new());
    let (next_large, next_small) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let (large, small): (Vec<&Job>, Vec<&Job>) = jobs.iter().partition(|job| job.pixels > LARGE_PX);
    let pictures = &scene.pictures;
    let work = |queue: &[&Job], next: &AtomicUsize| {
        while let Some(job) = queue.get(next.fetch_add(1, Ordering::Relaxed)) {
            let texture = texture(&pictures[job.picture], job.cutoff);
            made.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push((job.picture, texture));
        }
    };
    std::thread::scope(|scope| {
        for thread in 0..threads.max(1) {
            let (work, large, small, next_large, next_small) = (&work, &large, &small, &next_large, &next_small);
            scope.spawn(move || {
                if thread == 0 {
                    work(large, next_large);
                }
                work(small, next_small);
            });
        }
    });
    for (picture, texture) in made.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner) {
        match texture? {
            Some(texture) => replace(&mut scene.pictures[picture], texture),
            None => stay += 1,
        }
    }
    if stay > 0 {
        findings.add(Finding::info("images-not-compressed").with("count", stay));
    }
    Ok(())
}

/// The pictures shown that are worth a texture, each with the threshold of its first mask.
fn wanted(scene: &Scene, chunks: &[Chunk]) -> Vec<Job> {
    let mut jobs: Vec<Job> = Vec::new();
    for material in chunks.iter().map(|chunk| &scene.materials[chunk.material]) {
        let Some(picture) = material.texture.as_ref().map(|texture| texture.picture) else { continue };
        let cutoff = if let Alpha::Mask(cutoff) = material.alpha { Some(cutoff) } else { None };
        if let Some(job) = jobs.iter_mut().find(|job| job.picture == picture) {
            job.cutoff = job.cutoff.or(cutoff);
            continue;
        }
        let pixels = u64::from(scene.pictures[picture].width) * u64::from(scene.pictures[picture].height);
        if pixels > TINY_PX {
            jobs.push(Job { picture, pixels, cutoff });
        }
    }
    jobs
}

/// What there is time for: the smallest are taken first, the largest are begun first.
fn in_time(mut jobs: Vec<Job>) -> Vec<Job> {
    jobs.sort_by_key(|job| (job.pixels, job.picture));
    let mut left = limits::TEXTURE_PIXELS_MAX;
    jobs.retain(|job| {
        let rest = left.checked_sub(job.pixels);
        left = rest.unwrap_or(left);
        rest.is_some()
    });
    // The largest takes longest: it is begun first.
    jobs.reverse();
    jobs
}

/// A texture with the size of its largest level.
struct Texture {
    bytes: Vec<u8>,
    width: u32,
    height: u32,
}

/// The texture of a picture; none where it would not look like it.
fn texture(picture: &Picture, cutoff: Option<f32>) -> io::Result<Option<Texture>> {
    let full = image::load_from_memory(&picture.bytes).map_err(io::Error::other)?.into_rgba8();
    let full = in_whole_blocks(full);
    let has_holes = full.pixels().any(|pixel| pixel.0[3] < 255);
    let (quality, least_db) = if has_holes { (QUALITY_WITH_HOLES, LEAST_WITH_HOLES_DB) } else { (QUALITY, LEAST_DB) };
    let (width, height) = full.dimensions();
    let levels = mipmap::levels(Pixels { width, height, rgba: full.into_raw() }, cutoff.filter(|_| has_holes));
    let Some(bytes) = etc1s::encode(&levels, quality) else { return Ok(None) };
    let is_alike = likeness_db(&levels[0].rgba, &bytes).is_some_and(|db| db >= least_db);
    Ok(is_alike.then_some(Texture { bytes, width, height }))
}

/// The picture with sides that are multiples of four, as `KHR_texture_basisu` asks: moved by at most two pixels in all.
fn in_whole_blocks(picture: RgbaImage) -> RgbaImage {
    let [width, height] = [picture.width(), picture.height()].map(|side| (side.saturating_add(2) / 4 * 4).max(4));
    if (width, height) == picture.dimensions() {
        return picture;
    }
    image::imageops::resize(&picture, width, height, FilterType::Triangle)
}

/// How like the texture's largest level is to `picture` (red, green, blue and alpha), over what is seen of it (dB).
fn likeness_db(picture: &[u8], texture: &[u8]) -> Option<f64> {
    let transcoder = Transcoder::new(texture).ok()?;
    let shown = transcoder.transcode(0, TargetFormat::Rgba32, DecodeFlags::NONE).ok()?;
    let (mut squares, mut count) = (0u64, 0u64);
    for (wanted, found) in picture.chunks_exact(4).zip(shown.chunks_exact(4)) {
        if wanted[3] >= 128 {
            squares += (0..3).map(|i| u64::from(wanted[i].abs_diff(found[i])).pow(2)).sum::<u64>();
            count += 3;
        }
    }
    Some(10.0 * (255.0 * 255.0 * count.max(1) as f64 / squares.max(1) as f64).log10())
}

fn replace(picture: &mut Picture, texture: Texture) {
    picture.bytes = texture.bytes;
    picture.mime = MIME;
    (picture.width, picture.height) = (texture.width, texture.height);
}

/// `picture` as a PNG without its alpha, where all of that is opaque.
///
/// # Errors
/// What the encoder gives.
pub fn without_alpha(picture: RgbaImage) -> image::ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    DynamicImage::ImageRgba8(picture).into_rgb8().write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests;
