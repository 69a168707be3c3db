//! Draws `thumb-*.jpg`, the scene seen obliquely from the air by parallel rays, with its baked light: small pictures by which
//! a planner knows a model again. What takes too long to draw is left out whole.

use std::io::{self, Seek, Write};

use glam::{Vec2, Vec3, Vec4};
use image::{ExtendedColorType, ImageEncoder, RgbImage, RgbaImage, codecs::jpeg::JpegEncoder};

use super::{
    plan::{cover, light},
    raster::{Canvas, Corner},
};
use crate::convert::{
    join::Chunk,
    light::Sun,
    outcome::PlanExtent,
    scene::{Alpha, Scene},
};

/// Where the pictures of [`crate::convert::THUMB_FILES`] are seen from: degrees clockwise from the scene's north (−Z).
pub const FROM_DEG: [f32; 2] = [150.0, 330.0];

/// How far down one looks (degrees).
const DOWN_DEG: f32 = 32.0;
/// The longest side of a picture (px).
const SIDE_MAX_PX: f32 = 800.0;
/// How high a picture may be beside its width.
const HEIGHT_MAX: f32 = 0.75;
/// How many samples a pixel has along each side.
const SAMPLES: usize = 2;
/// The most pixels that are looked at for one picture: about three seconds.
const WORK_MAX_PX: f64 = 3.0e8;
/// Behind everything: a pale sky that shades into haze (sRGB).
const BEHIND: [[u8; 3]; 2] = [[205, 221, 236], [238, 236, 228]];

/// How the scene falls on a picture.
struct Sight {
    right: Vec3,
    up: Vec3,
    towards_eye: Vec3,
    /// What falls on the left upper corner, along `right` and `up` (m).
    corner: Vec2,
    /// Pixels in a metre.
    scale: f32,
    width_px: usize,
    height_px: usize,
}

/// Draws the picture from that direction, if it does not take too long; says whether it is written.
pub fn write(
    scene: &Scene,
    chunks: &[Chunk],
    (sun, from_deg): (Sun, f32),
    plan: &PlanExtent,
    out: &mut (impl Write + Seek),
) -> io::Result<bool> {
    let sight = Sight::of(chunks, plan, from_deg);
    if sight.work(chunks) > WORK_MAX_PX {
        return Ok(false);
    }
    let mut canvas = Canvas::new(sight.width_px, sight.height_px);
    // Glass last, over what is behind it.
    for blend in [false, true] {
        for chunk in chunks.iter().filter(|chunk| (scene.materials[chunk.material].alpha == Alpha::Blend) == blend) {
            sight.draw(&mut canvas, scene, chunk, sun.direction());
        }
    }
    let picture = before_sky(&canvas.reduced(SAMPLES));
    let encoder = JpegEncoder::new_with_quality(&mut *out, 74);
    let written = encoder.write_image(picture.as_raw(), picture.width(), picture.height(), ExtendedColorType::Rgb8);
    written.map_err(io::Error::other)?;
    out.flush()?;
    Ok(true)
}

impl Sight {
    /// The sight that just holds what stands on the plan's ground.
    fn of(chunks: &[Chunk], plan: &PlanExtent, from_deg: f32) -> Self {
        let (azimuth, down) = (from_deg.to_radians(), DOWN_DEG.to_radians());
        let towards_eye = Vec3::new(azimuth.sin() * down.cos(), down.sin(), -azimuth.cos() * down.cos());
        let right = Vec3::Y.cross(towards_eye).normalize();
        let up = towards_eye.cross(right);
        let bounds = plan.bounds;
        let [x_min, x_max, z_min, z_max] =
            [bounds.x_min_m, bounds.x_max_m, bounds.z_min_m, bounds.z_max_m].map(|edge| edge as f32);
        let inside = |p: &&Vec3| (x_min..=x_max).contains(&p.x) && (z_min..=z_max).contains(&p.z);
        let all = chunks.iter().flat_map(|chunk| &chunk.positions).filter(inside);
        let (min, max) = all.fold((Vec2::INFINITY, Vec2::NEG_INFINITY), |(min, max), p| {
            let at = Vec2::new(p.dot(right), p.dot(up));
            (min.min(at), max.max(at))
        });
        let size = (max - min).max(Vec2::splat(0.5)) * 1.04;
        let middle = (min + max) / 2.0;
        // A tower is cut neither in width nor in height.
        let scale = SAMPLES as f32 * (SIDE_MAX_PX / size.x).min(SIDE_MAX_PX * HEIGHT_MAX / size.y);
        let pixels = |metres: f32| ((metres * scale).ceil() as usize).next_multiple_of(SAMPLES).max(64 * SAMPLES);
        let (width_px, height_px) = (pixels(size.x), pixels(size.y));
        let shown = Vec2::new(width_px as f32, height_px as f32) / scale;
        let corner = Vec2::new(middle.x - shown.x / 2.0, middle.y + shown.y / 2.0);
        Self { right, up, towards_eye, corner, scale, width_px, height_px }
    }

    fn at(&self, position: Vec3) -> Vec2 {
        Vec2::new(position.dot(self.right) - self.corner.x, self.corner.y - position.dot(self.up)) * self.scale
    }

    /// How many pixels will be looked at: the boxes around all triangles, as far as they are on the picture.
    fn work(&self, chunks: &[Chunk]) -> f64 {
        let edge = Vec2::new(self.width_px as f32, self.height_px as f32);
        let of_triangle = |chunk: &Chunk, triangle: &[u32; 3]| {
            let [a, b, c] = triangle.map(|i| self.at(chunk.positions[i as usize]).clamp(Vec2::ZERO, edge));
            let size = a.max(b).max(c) - a.min(b).min(c) + Vec2::ONE;
            f64::from(size.x) * f64::from(size.y)
        };
        chunks.iter().map(|chunk| chunk.triangles.iter().map(|one| of_triangle(chunk, one)).sum::<f64>()).sum()
    }

    fn draw(&self, canvas: &mut Canvas, scene: &Scene, chunk: &Chunk, to_sun: Vec3) {
        let material = &scene.materials[chunk.material];
        let cover = cover(scene, material);
        let corner = |i: u32| {
            let i = i as usize;
            let position = chunk.positions[i];
            Corner {
                at: self.at(position),
                height_m: position.dot(self.towards_eye),
                uv: chunk.uvs.get(i).copied().unwrap_or_default(),
                color: Vec4::from(material.base_color)
                    * chunk.colors.get(i).map_or(Vec4::ONE, |c| Vec4::from(c.map(|v| f32::from(v) / 255.0))),
                light: light(chunk, i, material, to_sun),
            }
        };
        for triangle in &chunk.triangles {
            let corners = triangle.map(corner);
            let turns_away = (corners[1].at - corners[0].at).perp_dot(corners[2].at - corners[0].at) > 0.0;
            if material.double_sided || !turns_away {
                canvas.draw(&corners, &cover);
            }
        }
    }
}

/// The picture on a pale sky.
fn before_sky(picture: &RgbaImage) -> RgbImage {
    RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let [r, g, b, alpha] = picture.get_pixel(x, y).0.map(f32::from);
        let down = y as f32 / picture.height() as f32;
        let behind = |i: usize| f32::from(BEHIND[0][i]) * (1.0 - down) + f32::from(BEHIND[1][i]) * down;
        let mixed = |value: f32, i: usize| ((value * alpha + behind(i) * (255.0 - alpha)) / 255.0).round() as u8;
        image::Rgb([mixed(r, 0), mixed(g, 1), mixed(b, 2)])
    })
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::convert::{
        join,
        scene::{Material, Part},
        write::extent::extent,
    };

    /// A floor of 20 × 20 m, grey, and a red wall at its north edge that faces south.
    fn yard() -> Scene {
        let material = |base_color| Material {
            name: String::new(),
            base_color,
            texture: None,
            emissive: [0.0; 3],
            metallic: 0.0,
            roughness: 1.0,
            alpha: Alpha::Opaque,
            double_sided: false,
            unlit: true,
        };
        let square = |material, normal, corners: [[f32; 3]; 4]| Part {
            material,
            positions: corners.map(Vec3::from).to_vec(),
            normals: vec![normal; 4],
            triangles: vec![[0, 1, 2], [0, 2, 3]],
            ..Part::default()
        };
        let floor = [[-10.0, 0.0, -10.0], [-10.0, 0.0, 10.0], [10.0, 0.0, 10.0], [10.0, 0.0, -10.0]];
        let wall = [[-10.0, 0.0, -10.0], [10.0, 0.0, -10.0], [10.0, 8.0, -10.0], [-10.0, 8.0, -10.0]];
        Scene {
            parts: vec![square(0, Vec3::Y, floor), square(1, Vec3::Z, wall)],
            materials: vec![material([0.4, 0.4, 0.4, 1.0]), material([0.6, 0.0, 0.0, 1.0])],
            objects: vec![String::new()],
            ..Scene::default()
        }
    }

    fn drawn(scene: &Scene, from_deg: f32, copies: usize) -> Option<RgbImage> {
        let mut chunks = join::join(scene);
        chunks.iter_mut().for_each(|chunk| chunk.triangles = chunk.triangles.repeat(copies));
        chunks.iter_mut().for_each(|chunk| chunk.light = vec![[255; 4]; chunk.positions.len()]);
        let mut jpeg = Cursor::new(Vec::new());
        let made = write(scene, &chunks, (Sun::default(), from_deg), &extent(&chunks), &mut jpeg).unwrap();
        made.then(|| image::load_from_memory(jpeg.get_ref()).unwrap().into_rgb8())
    }

    fn red(picture: &RgbImage) -> usize {
        picture.pixels().filter(|pixel| pixel.0[0] > 150 && pixel.0[1] < 90).count()
    }

    #[test]
    fn a_wall_is_seen_from_its_own_side_only() {
        let [south, north] = FROM_DEG.map(|from| drawn(&yard(), from, 1).unwrap());
        assert!(south.width().max(south.height()) <= 802, "{:?}", south.dimensions());
        assert!(red(&south) > 10_000, "{}", red(&south));
        assert_eq!(red(&north), 0);
        assert!(south.get_pixel(2, 2).0[2] > 200, "sky in the corner");
    }

    #[test]
    fn what_would_take_too_long_is_left_out() {
        assert!(drawn(&yard(), FROM_DEG[0], 2_000).is_none());
    }
}
