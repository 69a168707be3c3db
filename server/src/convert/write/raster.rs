//! A small software rasteriser that looks straight down: nearest to the sky wins, textures are read from the mip that fits,
//! leaves are cut out, glass is mixed over what lies below. It knows pixels, not scenes.

use std::sync::LazyLock;

use glam::{Vec2, Vec3, Vec4};
use image::RgbaImage;

/// The picture in the making: linear colours with a depth for each pixel.
pub struct Canvas {
    pub width: usize,
    pub height: usize,
    /// Height above ground of what is seen (m); −∞ where nothing is.
    heights: Vec<f32>,
    /// sRGB, so that it takes a fourth of the memory of linear floats.
    pixels: Vec<[u8; 4]>,
}

/// A corner of a triangle, on the canvas.
#[derive(Clone, Copy)]
pub struct Corner {
    /// Pixels from the left and from the top.
    pub at: Vec2,
    /// Height (m).
    pub height_m: f32,
    pub uv: Vec2,
    /// Linear colour of the surface before its texture, with alpha.
    pub color: Vec4,
    /// Linear light that falls on it.
    pub light: Vec3,
}

/// How a surface covers what is below.
#[derive(Clone, Copy)]
pub struct Cover<'a> {
    /// The mips of its texture.
    pub texture: Option<&'a [RgbaImage]>,
    /// Nothing is drawn where alpha is below.
    pub cutoff: f32,
    /// Whether it is mixed with what is below.
    pub blend: bool,
}

impl Canvas {
    /// An empty canvas.
    pub fn new(width: usize, height: usize) -> Self {
        Self { width, height, heights: vec![f32::NEG_INFINITY; width * height], pixels: vec![[0; 4]; width * height] }
    }

    /// Draws a triangle.
    pub fn draw(&mut self, corners: &[Corner; 3], cover: &Cover) {
        let [a, b, c] = corners;
        let area = (b.at - a.at).perp_dot(c.at - a.at);
        if area == 0.0 || !area.is_finite() {
            return;
        }
        let mip = cover.texture.map(|mips| mip(corners, area, mips));
        let (min, max) = (a.at.min(b.at).min(c.at), a.at.max(b.at).max(c.at));
        let range =
            |min: f32, max: f32, size: usize| (min.max(0.0) as usize)..((max.max(-1.0) + 1.0) as usize).min(size);
        for y in range(min.y, max.y, self.height) {
            for x in range(min.x, max.x, self.width) {
                let at = Vec2::new(x as f32 + 0.5, y as f32 + 0.5);
                let weights = Vec3::new(
                    (b.at - at).perp_dot(c.at - at),
                    (c.at - at).perp_dot(a.at - at),
                    (a.at - at).perp_dot(b.at - at),
                ) / area;
                if weights.min_element() >= 0.0 {
                    self.shade(y * self.width + x, corners, weights, mip, cover);
                }
            }
        }
    }

    fn shade(&mut self, pixel: usize, [a, b, c]: &[Corner; 3], w: Vec3, mip: Option<&RgbaImage>, cover: &Cover) {
        let height = a.height_m * w.x + b.height_m * w.y + c.height_m * w.z;
        if height < self.heights[pixel] {
            return;
        }
        let mut color = a.color * w.x + b.color * w.y + c.color * w.z;
        if let Some(mip) = mip {
            color *= texel(mip, a.uv * w.x + b.uv * w.y + c.uv * w.z);
        }
        if color.w < cover.cutoff {
            return;
        }
        let light = a.light * w.x + b.light * w.y + c.light * w.z;
        let mut seen = color.truncate() * light;
        let mut alpha = 1.0;
        if cover.blend {
            let below = self.pixels[pixel];
            let below_color = Vec3::from([below[0], below[1], below[2]].map(linear));
            alpha = color.w + f32::from(below[3]) / 255.0 * (1.0 - color.w);
            seen = seen * color.w + below_color * (1.0 - color.w);
        } else {
            self.heights[pixel] = height;
        }
        let [r, g, b] = seen.to_array().map(encoded);
        self.pixels[pixel] = [r, g, b, (alpha * 255.0).round() as u8];
    }

    /// The picture, `factor` times smaller on each side, smoothed.
    pub fn reduced(&self, factor: usize) -> RgbaImage {
        let (width, height) = (self.width / factor, self.height / factor);
        RgbaImage::from_fn(width as u32, height as u32, |x, y| {
            let mut sum = [0u32; 4];
            for (dx, dy) in (0..factor).flat_map(|dx| (0..factor).map(move |dy| (dx, dy))) {
                let pixel = self.pixels[(y as usize * factor + dy) * self.width + x as usize * factor + dx];
                let alpha = u32::from(pixel[3]);
                (0..3).for_each(|i| sum[i] += u32::from(pixel[i]) * alpha);
                sum[3] += alpha;
            }
            let [r, g, b] = [sum[0], sum[1], sum[2]].map(|value| (value / sum[3].max(1)) as u8);
            image::Rgba([r, g, b, (sum[3] / (factor * factor) as u32) as u8])
        })
    }
}

/// The mip whose texels are about as large as pixels.
fn mip<'a>(corners: &[Corner; 3], area: f32, mips: &'a [RgbaImage]) -> &'a RgbaImage {
    let [a, b, c] = corners;
    let texels = (b.uv - a.uv).perp_dot(c.uv - a.uv).abs() * (mips[0].width() * mips[0].height()) as f32;
    let level = (texels / area.abs()).max(1.0).log2() / 2.0;
    &mips[(level.round() as usize).min(mips.len() - 1)]
}

fn texel(image: &RgbaImage, uv: Vec2) -> Vec4 {
    let place = |value: f32, size: u32| ((value.rem_euclid(1.0) * size as f32) as u32).min(size - 1);
    let [r, g, b, a] = image.get_pixel(place(uv.x, image.width()), place(uv.y, image.height())).0;
    Vec4::new(linear(r), linear(g), linear(b), f32::from(a) / 255.0)
}

/// The linear value of an sRGB byte: close enough to the standard's curve for a picture.
fn linear(value: u8) -> f32 {
    static LINEAR: LazyLock<[f32; 256]> =
        LazyLock::new(|| std::array::from_fn(|value| (value as f32 / 255.0).powf(2.2)));
    LINEAR[usize::from(value)]
}

/// Steps of [`encoded`]'s table for a value of 1, squared: dark values, where the eye sees most, lie closest.
const STEPS: f32 = 2_048.0;

/// The sRGB byte of a linear value up to 4, the brightest softly pressed below white.
fn encoded(value: f32) -> u8 {
    static ENCODED: LazyLock<Vec<u8>> =
        LazyLock::new(|| (0..=2 * STEPS as usize).map(|i| pressed((i as f32 / STEPS).powi(2))).collect());
    ENCODED[(value.clamp(0.0, 4.0).sqrt() * STEPS) as usize]
}

fn pressed(value: f32) -> u8 {
    let pressed = if value > 0.8 { 0.8 + 0.2 * (1.0 - (-(value - 0.8) / 0.2).exp()) } else { value };
    (pressed.powf(1.0 / 2.2) * 255.0).round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corners(height_m: f32, color: Vec4) -> [Corner; 3] {
        [(0.0, 0.0), (16.0, 0.0), (0.0, 16.0)].map(|(x, y)| Corner {
            at: Vec2::new(x, y),
            height_m,
            uv: Vec2::ZERO,
            color,
            light: Vec3::ONE * 0.5,
        })
    }

    const OPAQUE: Cover = Cover { texture: None, cutoff: 0.0, blend: false };

    #[test]
    fn the_highest_is_seen_in_either_order() {
        let (low, high) = (corners(0.0, Vec4::new(1.0, 0.0, 0.0, 1.0)), corners(5.0, Vec4::new(0.0, 1.0, 0.0, 1.0)));
        for order in [[&low, &high], [&high, &low]] {
            let mut canvas = Canvas::new(8, 8);
            order.iter().for_each(|corners| canvas.draw(corners, &OPAQUE));
            let pixel = canvas.reduced(1).get_pixel(1, 1).0;
            assert!(pixel[1] > 150 && pixel[0] == 0, "{pixel:?}");
        }
    }

    #[test]
    fn what_is_not_covered_stays_transparent() {
        let mut canvas = Canvas::new(32, 32);
        canvas.draw(&corners(0.0, Vec4::ONE), &OPAQUE);
        let picture = canvas.reduced(2);
        assert_eq!(picture.get_pixel(15, 15).0[3], 0);
        assert_eq!(picture.get_pixel(1, 1).0[3], 255);
    }

    #[test]
    fn holes_show_what_is_below() {
        let mut canvas = Canvas::new(8, 8);
        canvas.draw(&corners(0.0, Vec4::new(1.0, 0.0, 0.0, 1.0)), &OPAQUE);
        canvas.draw(&corners(1.0, Vec4::new(0.0, 1.0, 0.0, 0.2)), &Cover { cutoff: 0.5, ..OPAQUE });
        assert_eq!(canvas.reduced(1).get_pixel(1, 1).0[1], 0);
    }
}
