//! The smaller copies of a picture (mipmaps) that keep far surfaces calm: made by the server for textures, by the viewer for
//! pictures that come without.
//!
//! Colours are averaged as light (linear), weighted by alpha, so that neither darkness nor the colour of what is cut away
//! bleeds in. In cut-out pictures (leaves) each copy covers as much as the full one, or far trees would grow thin.

use std::sync::LazyLock;

/// A picture as plain bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// Its width (px).
    pub width: u32,
    /// Its height (px).
    pub height: u32,
    /// Red, green and blue in sRGB, and alpha: a byte each, row after row from the top.
    pub rgba: Vec<u8>,
}

/// The picture in all its sizes, the full one first, the last of one pixel; `cutoff` where alpha is a mask (0 to 1).
pub fn levels(full: Pixels, cutoff: Option<f32>) -> Vec<Pixels> {
    let wanted = cutoff.map(|cutoff| (cutoff, full.coverage(cutoff, 1.0)));
    let mut level = full.clone();
    let mut levels = vec![full];
    while level.width > 1 || level.height > 1 {
        level = level.halved();
        let mut shown = level.clone();
        if let Some((cutoff, covered)) = wanted {
            shown.keep_coverage(cutoff, covered);
        }
        levels.push(shown);
    }
    levels
}

/// The linear value (0 to 1) of an sRGB byte (IEC 61966-2-1).
pub fn linear(byte: u8) -> f32 {
    LINEAR[usize::from(byte)]
}

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

impl Pixels {
    /// The picture at half the sides, of one pixel at least.
    #[must_use]
    pub fn halved(&self) -> Self {
        let (width, height) = ((self.width / 2).max(1), (self.height / 2).max(1));
        let (linear, srgb) = (&*LINEAR, &*SRGB);
        let pixel = |x: u32, y: u32| {
            let columns = [(2 * x).min(self.width - 1), (2 * x + 1).min(self.width - 1)];
            let rows = [(2 * y).min(self.height - 1), (2 * y + 1).min(self.height - 1)];
            let mut light = [0.0_f32; 3];
            let (mut alpha, mut weights) = (0_u32, 0.0_f32);
            for [r, g, b, a] in rows.iter().flat_map(|y| columns.map(|x| self.at(x, *y))) {
                // A trace of weight keeps the colour of pixels that are all cut away.
                let weight = f32::from(a) + 0.01;
                for (sum, byte) in light.iter_mut().zip([r, g, b]) {
                    *sum += linear[usize::from(byte)] * weight;
                }
                weights += weight;
                alpha += u32::from(a);
            }
            let byte = |sum: f32| srgb[((sum / weights * 4095.0).round() as usize).min(4095)];
            [byte(light[0]), byte(light[1]), byte(light[2]), ((alpha + 2) / 4) as u8]
        };
        let rgba = (0..height).flat_map(|y| (0..width).flat_map(move |x| pixel(x, y))).collect();
        Self { width, height, rgba }
    }

    fn at(&self, x: u32, y: u32) -> [u8; 4] {
        self.rgba.as_chunks().0[y as usize * self.width as usize + x as usize]
    }

    /// The share of pixels whose scaled alpha passes the threshold.
    fn coverage(&self, cutoff: f32, scale: f32) -> f32 {
        let pixels = self.rgba.as_chunks::<4>().0;
        let passing = pixels.iter().filter(|pixel| f32::from(pixel[3]) * scale >= cutoff * 255.0).count();
        passing as f32 / pixels.len() as f32
    }

    /// Scales alpha so that as much passes the threshold as in the full picture.
    fn keep_coverage(&mut self, cutoff: f32, covered: f32) {
        let (mut low, mut high) = (0.25_f32, 8.0_f32);
        for _ in 0..10 {
            let middle = f32::midpoint(low, high);
            if self.coverage(cutoff, middle) < covered { low = middle } else { high = middle }
        }
        for pixel in self.rgba.as_chunks_mut::<4>().0 {
            pixel[3] = (f32::from(pixel[3]) * high).min(255.0).round() as u8;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(width: u32, height: u32, pixel: impl Fn(u32, u32) -> [u8; 4]) -> Pixels {
        let rgba = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).flat_map(|(x, y)| pixel(x, y)).collect();
        Pixels { width, height, rgba }
    }

    #[test]
    fn black_and_white_average_to_half_the_light() {
        let levels = levels(drawn(4, 4, |x, y| if (x + y) % 2 == 0 { [255; 4] } else { [0, 0, 0, 255] }), None);
        assert_eq!(
            levels.iter().map(|level| (level.width, level.rgba.len())).collect::<Vec<_>>(),
            [(4, 64), (2, 16), (1, 4)]
        );
        // Half the light is 188 in sRGB, not 128.
        assert!(levels[1..].iter().all(|level| (187..=189).contains(&level.rgba[0])), "{levels:?}");
    }

    #[test]
    fn what_is_cut_away_lends_no_colour() {
        let leaf = drawn(2, 1, |x, _| [[0, 200, 0, 255], [255, 0, 255, 0]][x as usize]);
        let [r, g, b, a] = leaf.halved().rgba[..] else { panic!("one pixel is left") };
        assert!(r < 4 && (198..=202).contains(&g) && b < 4, "{r} {g} {b}");
        assert_eq!(a, 128);
    }

    #[test]
    fn far_leaves_cover_as_much_as_near_ones() {
        let leaves = drawn(64, 64, |x, y| [40, 120, 30, if (x * 7 + y * 13) % 10 < 3 { 255 } else { 0 }]);
        let covered = leaves.coverage(0.5, 1.0);
        let share = levels(leaves, Some(0.5))[1].coverage(0.5, 1.0);
        assert!((share - covered).abs() < 0.12, "{covered} became {share}");
    }

    #[test]
    fn any_size_ends_in_one_pixel() {
        let levels = levels(drawn(5, 3, |_, _| [0; 4]), None);
        assert_eq!(
            levels.iter().map(|level| (level.width, level.height)).collect::<Vec<_>>(),
            [(5, 3), (2, 1), (1, 1)]
        );
    }
}
