//! Leaf sprays (with alpha) and dense foliage: many small leaves stamped on a canvas.

use std::f32::consts::TAU;

use super::super::rng::Rng;
use super::{Canvas, Rgb, hex, mix, shade, to_byte};

struct Spray {
    size: i32,
    leaves: usize,
    /// Length and width of a leaf in pixels.
    leaf_px: [f32; 2],
    colours: [u32; 3],
    seed: u64,
    /// Leaves wrap around the edges (a dense tile) instead of keeping inside a round spray.
    wrap: bool,
}

/// Lime: heart-shaped, fresh green.
pub fn lime() -> Canvas {
    rgba(&Spray {
        size: 256,
        leaves: 170,
        leaf_px: [30.0, 22.0],
        colours: [0x47652B, 0x6B8A3C, 0x8CA652],
        seed: 1,
        wrap: false,
    })
}

/// Plane: larger, duller leaves.
pub fn plane() -> Canvas {
    rgba(&Spray {
        size: 256,
        leaves: 120,
        leaf_px: [38.0, 32.0],
        colours: [0x4A6130, 0x6E8440, 0x93A05A],
        seed: 2,
        wrap: false,
    })
}

/// Fruit trees and shrubs: small leaves.
pub fn fruit() -> Canvas {
    rgba(&Spray {
        size: 256,
        leaves: 240,
        leaf_px: [24.0, 11.0],
        colours: [0x51682F, 0x7C9046, 0xA0AC66],
        seed: 3,
        wrap: false,
    })
}

/// Perennials: green blades with lavender, white and yellow heads.
pub fn flowers() -> Canvas {
    let mut canvas = stamp(&Spray {
        size: 256,
        leaves: 260,
        leaf_px: [26.0, 7.0],
        colours: [0x56703A, 0x7F9A58, 0xA3B27A],
        seed: 4,
        wrap: false,
    });
    let mut rng = Rng::new(44);
    for _ in 0..150 {
        let (angle, radius) = (rng.range(0.0, TAU), 112.0 * rng.unit().sqrt());
        let colour = hex(rng.pick(&[0x8C78B4, 0x7A68A8, 0xE9E4D4, 0xD9B84A, 0xB46A86]));
        let spot = [128.0 + radius * angle.cos(), 128.0 + radius * angle.sin()];
        leaf(&mut canvas, 256, spot, 0.0, [rng.range(7.0, 12.0), rng.range(7.0, 11.0)], colour, false);
    }
    to_rgba(canvas, 256)
}

/// An opaque tile of foliage.
pub fn dense() -> Canvas {
    let canvas = stamp(&Spray {
        size: 256,
        leaves: 900,
        leaf_px: [26.0, 18.0],
        colours: [0x34491F, 0x587331, 0x7F9548],
        seed: 5,
        wrap: true,
    });
    let data = canvas.iter().flat_map(|&(colour, _)| colour.map(to_byte)).collect();
    Canvas { width: 256, height: 256, data }
}

type Pixels = Vec<(Rgb, f32)>;

fn rgba(spray: &Spray) -> Canvas {
    to_rgba(stamp(spray), spray.size)
}

fn to_rgba(pixels: Pixels, size: i32) -> Canvas {
    let mut data = Vec::with_capacity(pixels.len() * 4);
    for (colour, alpha) in pixels {
        data.extend(colour.map(to_byte));
        data.push(to_byte(alpha));
    }
    Canvas { width: size as u32, height: size as u32, data }
}

fn stamp(spray: &Spray) -> Pixels {
    let mut rng = Rng::new(spray.seed);
    // What shows between leaves (and bleeds into mipmaps) is leaf-coloured, never black.
    let mut canvas: Pixels = vec![(shade(hex(spray.colours[0]), 0.8), 0.0); (spray.size * spray.size) as usize];
    let half = spray.size as f32 / 2.0;
    for i in 0..spray.leaves {
        let depth = i as f32 / spray.leaves as f32;
        let angle = rng.range(0.0, TAU);
        let reach = (half - spray.leaf_px[0] * 0.55) * rng.unit().powf(0.6);
        let spot = if spray.wrap {
            [rng.range(0.0, spray.size as f32), rng.range(0.0, spray.size as f32)]
        } else {
            [half + reach * angle.cos(), half + reach * angle.sin()]
        };
        let scale = rng.range(0.75, 1.1);
        let tone = mix(hex(spray.colours[0]), hex(spray.colours[1]), depth + rng.range(-0.2, 0.2));
        let tone = mix(tone, hex(spray.colours[2]), rng.unit() * depth * 0.8);
        leaf(
            &mut canvas,
            spray.size,
            spot,
            angle + rng.range(-0.9, 0.9),
            spray.leaf_px.map(|v| v * scale),
            tone,
            spray.wrap,
        );
    }
    canvas
}

fn leaf(
    canvas: &mut Pixels,
    size: i32,
    [cx, cy]: [f32; 2],
    turn: f32,
    [length, width]: [f32; 2],
    tone: Rgb,
    wrap: bool,
) {
    let (s, c) = turn.sin_cos();
    let reach = length.max(width) as i32 / 2 + 1;
    for dy in -reach..=reach {
        for dx in -reach..=reach {
            let (x, y) = (cx as i32 + dx, cy as i32 + dy);
            let (x, y) = if wrap { (x.rem_euclid(size), y.rem_euclid(size)) } else { (x, y) };
            if x < 0 || y < 0 || x >= size || y >= size {
                continue;
            }
            let (dx, dy) = (dx as f32, dy as f32);
            let along = (dx * c + dy * s) / (length * 0.5);
            let across = (-dx * s + dy * c) / (width * 0.5);
            // Wider near the stem, pointed at the tip.
            let outline = across * across / (1.0 - 0.45 * along).max(0.2) + along * along;
            if outline < 1.0 {
                let vein = 1.0 - 0.22 * (1.0 - (across.abs() / 0.14).min(1.0));
                let rim = 0.88 + 0.16 * (1.0 - outline);
                canvas[(y * size + x) as usize] = (shade(tone, vein * rim), 1.0);
            }
        }
    }
}
