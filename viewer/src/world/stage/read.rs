//! The reading threads: chunk after chunk, what is near first, meshes and pictures side by side.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

use bevy::asset::RenderAssetUsages;
use bevy::image::{ImageAddressMode, ImageFilterMode, ImageSampler, ImageSamplerDescriptor};
use bevy::prelude::*;
use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat};

use super::arrival::Arrival;
use super::shape;
use crate::window::Quality;
use crate::world::chunk::{Alpha, Batch, Chunk, ChunkError, Look, Part, Picture, batches, picture};
use crate::world::exhibit::{Exhibit, ExhibitFiles};

/// What lies within this distance of the first place is waited for before anything is shown.
const NEAR_M: f64 = 70.0;

#[derive(Debug, thiserror::Error)]
enum ReadError {
    #[error("{}: {cause}", path.display())]
    File {
        #[source]
        cause: std::io::Error,
        path: PathBuf,
    },
    #[error(transparent)]
    Chunk(#[from] ChunkError),
}

/// What one chunk is read for.
struct Job {
    variant: usize,
    path: PathBuf,
    feet_m: [f64; 3],
    quality: Quality,
}

pub(super) fn start(exhibit: &Exhibit, files: &ExhibitFiles, quality: Quality, out: Sender<Arrival>) {
    let feet_m = exhibit.manifest.scene.spawn.position_m;
    let job = |(variant, of): (usize, &belvedere_domain::exhibit::VariantFiles)| Job {
        variant,
        path: files.path_of(of.visual.hash),
        feet_m,
        quality,
    };
    let jobs: Vec<Job> = exhibit.manifest.variants.iter().enumerate().map(job).collect();
    std::thread::spawn(move || {
        let mut sent = HashSet::new();
        for job in jobs {
            let variant = job.variant;
            let last = match read(&job, &mut sent, &out) {
                Ok(()) => Arrival::Whole { variant },
                Err(error) => Arrival::Failed { variant, cause: error.to_string() },
            };
            // Nobody listens any more: the window was closed.
            if out.send(last).is_err() {
                return;
            }
        }
    });
}

fn read(job: &Job, sent: &mut HashSet<u64>, out: &Sender<Arrival>) -> Result<(), ReadError> {
    let chunk = open(&job.path)?;
    let looks = chunk.looks();
    let variant = job.variant;
    let sun_towards = chunk.sun_towards();
    let _ = out.send(Arrival::Looks { variant, looks: looks.clone(), sun_towards });
    let first_look = |node| chunk.looks_of(node).first().copied().unwrap_or(usize::MAX);
    let told = |node| (node, first_look(node), chunk.middle_of(node));
    let nodes: Vec<_> = chunk.nodes().into_iter().map(told).collect();
    let order = batches(&nodes, job.feet_m);
    let pictures = pictures_in_order(&looks, &order);
    std::thread::scope(|scope| {
        let reading = scope.spawn(|| send_pictures(job, &chunk, &looks, &pictures, sent, out));
        send_parts(job, &chunk, &looks, &order, out)?;
        reading.join().unwrap_or(Ok(()))
    })
}

fn open(path: &Path) -> Result<Chunk, ReadError> {
    let bytes = std::fs::read(path).map_err(|cause| ReadError::File { cause, path: path.to_owned() })?;
    Ok(Chunk::open(&bytes)?)
}

fn pictures_in_order(looks: &[Look], order: &[Batch]) -> Vec<usize> {
    let mut seen = HashSet::new();
    let pictures = order.iter().filter_map(|batch| looks.get(batch.look)?.picture);
    pictures.filter(|picture| seen.insert(*picture)).collect()
}

fn send_parts(
    job: &Job,
    chunk: &Chunk,
    looks: &[Look],
    order: &[Batch],
    out: &Sender<Arrival>,
) -> Result<(), ReadError> {
    let variant = job.variant;
    let (near, far) = order.split_at(order.partition_point(|batch| batch.distance_m < NEAR_M));
    for batch in near {
        send_batch(variant, chunk, batch, out)?;
    }
    let pictures = pictures_in_order(looks, near);
    let _ = out.send(Arrival::Near { variant, pictures });
    far.iter().try_for_each(|batch| send_batch(variant, chunk, batch, out))
}

fn send_batch(variant: usize, chunk: &Chunk, batch: &Batch, out: &Sender<Arrival>) -> Result<(), ReadError> {
    let mut whole = Part::default();
    for node in &batch.nodes {
        for part in chunk.parts_of(*node)? {
            whole.join(part);
        }
    }
    whole.look = batch.look;
    if !whole.indices.is_empty() {
        let _ = out.send(shape::of_part(variant, whole));
    }
    Ok(())
}

fn send_pictures(
    job: &Job,
    chunk: &Chunk,
    looks: &[Look],
    pictures: &[usize],
    sent: &mut HashSet<u64>,
    out: &Sender<Arrival>,
) -> Result<(), ReadError> {
    for &index in pictures {
        let Some(bytes) = chunk.picture_bytes(index) else {
            continue;
        };
        let cutoff = looks.iter().find(|look| look.picture == Some(index)).and_then(cutoff);
        let mut hasher = DefaultHasher::new();
        (bytes, cutoff.map(f32::to_bits)).hash(&mut hasher);
        let hash = hasher.finish();
        let image = if sent.insert(hash) {
            let picture = picture(bytes, cutoff).map_err(|error| ChunkError::Picture(index, error))?;
            Some(Box::new(of_picture(picture, job.quality)))
        } else {
            None
        };
        let _ = out.send(Arrival::Picture { variant: job.variant, index, hash, image });
    }
    Ok(())
}

fn cutoff(look: &Look) -> Option<f32> {
    if let Alpha::Mask(cutoff) = look.alpha { Some(cutoff) } else { None }
}

fn of_picture(picture: Picture, quality: Quality) -> Image {
    let size = Extent3d { width: picture.width_px, height: picture.height_px, depth_or_array_layers: 1 };
    let mut image =
        Image::new_uninit(size, TextureDimension::D2, TextureFormat::Rgba8UnormSrgb, RenderAssetUsages::RENDER_WORLD);
    image.data = Some(picture.bytes);
    image.texture_descriptor.mip_level_count = picture.levels;
    image.sampler = ImageSampler::Descriptor(sampler(quality));
    image
}

fn sampler(quality: Quality) -> ImageSamplerDescriptor {
    ImageSamplerDescriptor {
        address_mode_u: ImageAddressMode::Repeat,
        address_mode_v: ImageAddressMode::Repeat,
        mag_filter: ImageFilterMode::Linear,
        min_filter: ImageFilterMode::Linear,
        mipmap_filter: ImageFilterMode::Linear,
        anisotropy_clamp: if quality == Quality::High { 8 } else { 1 },
        ..default()
    }
}
