//! Draws `plan.png`, the scene seen straight from above with its baked light, north (−Z) up, on a transparent ground.

use std::io::{self, Seek, Write};

use glam::{Vec2, Vec3, Vec4};
use image::{
    ExtendedColorType, ImageEncoder,
    codecs::png::{CompressionType, FilterType, PngEncoder},
};

use super::{
    extent::extent,
    raster::{Canvas, Corner, Cover},
};
use crate::convert::{
    join::Chunk,
    light::Sun,
    outcome::PlanExtent,
    scene::{Alpha, Material, Scene},
};

/// How many samples a pixel has along each side.
const SAMPLES: usize = 2;
/// The most samples that are looked at, the same ones once for each triangle that may cover them: some twenty floors as wide as
/// the picture. Beyond, the picture is coarser, for a few large triangles over each other would take minutes.
const LOOKS_MAX: f64 = 3e8;
/// The shortest side of a picture (px).
const SIDE_MIN_PX: u32 = 16;

/// Draws the picture and writes it; tells what it covers.
pub fn write(scene: &Scene, chunks: &[Chunk], sun: Sun, out: &mut (impl Write + Seek)) -> io::Result<PlanExtent> {
    let (plan, samples) = within_looks(extent(chunks), chunks);
    let mut canvas = Canvas::new(plan.width_px as usize * samples, plan.height_px as usize * samples);
    let to_sun = sun.direction();
    // Glass last, over what is below it.
    for blend in [false, true] {
        for chunk in chunks.iter().filter(|chunk| (scene.materials[chunk.material].alpha == Alpha::Blend) == blend) {
            draw(&mut canvas, scene, chunk, &plan, to_sun);
        }
    }
    let mut picture = canvas.reduced(samples);
    drop(canvas);
    // Six bits a colour look the same on textured ground, and halve the file.
    picture
        .pixels_mut()
        .for_each(|pixel| pixel.0[..3].iter_mut().for_each(|value| *value = *value & 0xFC | *value >> 6));
    let encoder = PngEncoder::new_with_quality(&mut *out, CompressionType::Default, FilterType::Adaptive);
    let written = encoder.write_image(picture.as_raw(), picture.width(), picture.height(), ExtendedColorType::Rgba8);
    written.map_err(io::Error::other)?;
    out.flush()?;
    Ok(plan)
}

/// The picture's size and its samples along a pixel's side, as fine as [`LOOKS_MAX`] allows.
fn within_looks(plan: PlanExtent, chunks: &[Chunk]) -> (PlanExtent, usize) {
    let room = LOOKS_MAX / looks(&plan, chunks);
    if room >= 1.0 {
        return (plan, if room >= (SAMPLES * SAMPLES) as f64 { SAMPLES } else { 1 });
    }
    let side = |pixels: u32| ((f64::from(pixels) * room.sqrt()) as u32).max(SIDE_MIN_PX);
    (PlanExtent { width_px: side(plan.width_px), height_px: side(plan.height_px), ..plan }, 1)
}

/// How many pixels lie in the rectangles around all triangles.
fn looks(plan: &PlanExtent, chunks: &[Chunk]) -> f64 {
    let bounds = &plan.bounds;
    let x_px_per_m = f64::from(plan.width_px) / (bounds.x_max_m - bounds.x_min_m);
    let z_px_per_m = f64::from(plan.height_px) / (bounds.z_max_m - bounds.z_min_m);
    let length = |values: [f32; 3], least: f64, most: f64| {
        let [a, b, c] = values.map(|value| f64::from(value).clamp(least, most));
        a.max(b).max(c) - a.min(b).min(c)
    };
    let one = |corners: [Vec3; 3]| {
        let x_m = length(corners.map(|corner| corner.x), bounds.x_min_m, bounds.x_max_m);
        let z_m = length(corners.map(|corner| corner.z), bounds.z_min_m, bounds.z_max_m);
        (x_m * x_px_per_m + 1.0) * (z_m * z_px_per_m + 1.0)
    };
    let of_chunk = |chunk: &Chunk| -> f64 {
        chunk.triangles.iter().map(|triangle| one(triangle.map(|i| chunk.positions[i as usize]))).sum()
    };
    chunks.iter().map(of_chunk).sum()
}

fn draw(canvas: &mut Canvas, scene: &Scene, chunk: &Chunk, plan: &PlanExtent, to_sun: Vec3) {
    let material = &scene.materials[chunk.material];
    let cover = cover(scene, material);
    let scale = Vec2::new(
        (canvas.width as f64 / (plan.bounds.x_max_m - plan.bounds.x_min_m)) as f32,
        (canvas.height as f64 / (plan.bounds.z_max_m - plan.bounds.z_min_m)) as f32,
    );
    let corner = |i: u32| {
        let i = i as usize;
        let position = chunk.positions[i];
        let from_corner = Vec2::new(position.x - plan.bounds.x_min_m as f32, position.z - plan.bounds.z_min_m as f32);
        Corner {
            at: from_corner * scale,
            height_m: position.y,
            uv: chunk.uvs.get(i).copied().unwrap_or_default(),
            color: Vec4::from(material.base_color)
                * chunk.colors.get(i).map_or(Vec4::ONE, |c| Vec4::from(c.map(|v| f32::from(v) / 255.0))),
            light: light(chunk, i, material, to_sun),
        }
    };
    for triangle in &chunk.triangles {
        canvas.draw(&triangle.map(corner), &cover);
    }
}

/// How a material covers what is behind it.
pub fn cover<'a>(scene: &'a Scene, material: &Material) -> Cover<'a> {
    let texture = material.texture.as_ref().map(|texture| scene.pictures[texture.picture].mips.as_slice());
    match material.alpha {
        Alpha::Opaque => Cover { texture, cutoff: 0.0, blend: false },
        Alpha::Mask(cutoff) => Cover { texture, cutoff, blend: false },
        Alpha::Blend => Cover { texture, cutoff: 0.01, blend: true },
    }
}

/// The light on a vertex: warm sun, blue sky, earth from below.
pub fn light(chunk: &Chunk, i: usize, material: &Material, to_sun: Vec3) -> Vec3 {
    if material.unlit {
        return Vec3::ONE;
    }
    let [sun, sky, bounce, _] = chunk.light[i].map(|value| f32::from(value) / 255.0);
    let facing = chunk.normals[i].dot(to_sun);
    let facing = if material.double_sided { facing.abs() } else { facing.max(0.0) };
    let emitted = Vec3::from(material.emissive) * 0.5;
    Vec3::new(1.15, 1.05, 0.9) * sun * facing
        + Vec3::new(0.38, 0.44, 0.55) * sky
        + Vec3::new(0.22, 0.2, 0.17) * bounce
        + emitted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_triangles_over_each_other_make_the_picture_coarser() {
        let sized = |floors: usize| {
            let positions = vec![Vec3::ZERO, Vec3::new(300.0, 0.0, 0.0), Vec3::new(0.0, 0.0, 300.0)];
            let chunk = Chunk { positions, triangles: vec![[0, 2, 1]; floors], ..Chunk::default() };
            let chunks = [chunk];
            let (plan, samples) = within_looks(extent(&chunks), &chunks);
            assert!(looks(&plan, &chunks) * ((samples * samples) as f64) < 1.01 * LOOKS_MAX, "{floors}");
            (plan.width_px, samples)
        };
        assert_eq!([sized(1), sized(50)], [(2_048, 2), (2_048, 1)]);
        let (width_px, samples) = sized(20_000);
        assert!((100..130).contains(&width_px) && samples == 1, "{width_px}");
    }
}
