//! The smaller copies of a picture (mipmaps) that keep far surfaces calm.
//!
//! Colours are averaged as light (linear), weighted by alpha, so that neither darkness nor the colour of what
//! is cut away bleeds in. In cut-out pictures (leaves) each copy covers as much as the full one, or far trees
//! would grow thin.

use std::sync::LazyLock;

use image::RgbaImage;

/// The picture in all its sizes, the full one first, the last of one pixel; `cutoff` where alpha is a mask.
pub fn all(full: RgbaImage, cutoff: Option<f32>) -> Vec<RgbaImage> {
    let wanted = cutoff.map(|cutoff| (cutoff, coverage(&full, cutoff, 1.0)));
    let mut levels = vec![full.clone()];
    let mut level = full;
    while level.width() > 1 || level.height() > 1 {
        level = halved(&level);
        let mut shown = level.clone();
        if let Some((cutoff, covered)) = wanted {
            keep_coverage(&mut shown, cutoff, covered);
        }
        levels.push(shown);
    }
    levels
}

/// The linear value of an sRGB byte.
pub fn linear(byte: u8) -> f32 {
    LINEAR[usize::from(byte)]
}

/// Linear values of the sRGB bytes.
static LINEAR: LazyLock<[f32; 256]> = LazyLock::new(|| {
    std::array::from_fn(|byte| {
        let c = byte as f32 / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    })
});

/// sRGB bytes of 4,096 evenly spaced linear values: fine enough to be off by no more than one.
static SRGB: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let encode = |c: f32| {
        if c <= 0.003_130_8 { c * 12.92 } else { 1.055 * c.powf(1.0 / 2.4) - 0.055 }
    };
    (0..4096).map(|i| (encode(i as f32 / 4095.0) * 255.0).round() as u8).collect()
});

/// A picture of half the sides. Colours are averaged as light, weighted by alpha.
pub fn halved(from: &RgbaImage) -> RgbaImage {
    let (width, height) = from.dimensions();
    let (half_width, half_height) = ((width / 2).max(1), (height / 2).max(1));
    let (linear, srgb) = (&*LINEAR, &*SRGB);
    RgbaImage::from_fn(half_width, half_height, |x, y| {
        let columns = [(2 * x).min(width - 1), (2 * x + 1).min(width - 1)];
        let rows = [(2 * y).min(height - 1), (2 * y + 1).min(height - 1)];
        let mut light = [0.0_f32; 3];
        let (mut alpha, mut weights) = (0_u32, 0.0_f32);
        for [r, g, b, a] in rows.iter().flat_map(|y| columns.map(|x| from.get_pixel(x, *y).0)) {
            // A trace of weight keeps the colour of pixels that are all cut away.
            let weight = f32::from(a) + 0.01;
            for (sum, byte) in light.iter_mut().zip([r, g, b]) {
                *sum += linear[usize::from(byte)] * weight;
            }
            weights += weight;
            alpha += u32::from(a);
        }
        let byte = |sum: f32| srgb[((sum / weights * 4095.0).round() as usize).min(4095)];
        image::Rgba([byte(light[0]), byte(light[1]), byte(light[2]), ((alpha + 2) / 4) as u8])
    })
}

/// The share of pixels whose scaled alpha passes the threshold.
fn coverage(image: &RgbaImage, cutoff: f32, scale: f32) -> f32 {
    let passing = image.pixels().filter(|p| f32::from(p.0[3]) * scale >= cutoff * 255.0).count();
    passing as f32 / (image.width() * image.height()) as f32
}

/// Scales alpha so that as much passes the threshold as in the full picture.
fn keep_coverage(image: &mut RgbaImage, cutoff: f32, covered: f32) {
    let (mut low, mut high) = (0.25_f32, 8.0_f32);
    for _ in 0..10 {
        let middle = f32::midpoint(low, high);
        if coverage(image, cutoff, middle) < covered { low = middle } else { high = middle }
    }
    for pixel in image.pixels_mut() {
        pixel.0[3] = (f32::from(pixel.0[3]) * high).min(255.0).round() as u8;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_and_white_average_to_half_the_light() {
        let board = RgbaImage::from_fn(4, 4, |x, y| {
            let byte = if (x + y) % 2 == 0 { 255 } else { 0 };
            image::Rgba([byte, byte, byte, 255])
        });
        let levels = all(board, None);
        assert_eq!(levels.iter().map(RgbaImage::width).collect::<Vec<_>>(), [4, 2, 1]);
        // Half the light is 188 in sRGB, not 128.
        assert!(levels[1..].iter().all(|level| (187..=189).contains(&level.as_raw()[0])), "{levels:?}");
    }

    #[test]
    fn far_leaves_cover_as_much_as_near_ones() {
        let leaves = RgbaImage::from_fn(64, 64, |x, y| {
            let alpha = if (x * 7 + y * 13) % 10 < 3 { 255 } else { 0 };
            image::Rgba([40, 120, 30, alpha])
        });
        let covered = coverage(&leaves, 0.5, 1.0);
        let share = coverage(&all(leaves, Some(0.5))[1], 0.5, 1.0);
        assert!((share - covered).abs() < 0.12, "{covered} became {share}");
    }
}
