//! Grounds: streets, square, gardens, fields and water.

use super::super::rng::{fbm, hash2, noise};
use super::wall::stones;
use super::{Rgb, hex, mix, shade};

fn speckle(u: f32, v: f32, seed: u32) -> f32 {
    noise(u * 170.0, v * 170.0, 170, seed)
}

/// Street asphalt, warm grey with pale aggregates.
pub fn asphalt(u: f32, v: f32) -> Rgb {
    let broad = fbm(u * 4.0, v * 4.0, 4, 4, 101);
    let grit = speckle(u, v, 102);
    let base = mix(hex(0x6A675F), hex(0x827E74), broad);
    shade(mix(base, hex(0xA8A194), (grit - 0.72).max(0.0) * 1.6), 0.88 + 0.2 * grit)
}

/// Tired asphalt: bleached, patched, cracked.
pub fn asphalt_worn(u: f32, v: f32) -> Rgb {
    let broad = fbm(u * 3.0, v * 3.0, 3, 4, 111);
    let grit = speckle(u, v, 112);
    let mut base = mix(hex(0x75726A), hex(0x97928A), broad);
    let patch = ((fbm(u * 2.0, v * 2.0, 2, 2, 113) - 0.60) * 40.0).clamp(0.0, 1.0);
    base = mix(base, hex(0x5C5A56), patch * 0.35);
    let (crack, _) = stones(u + 0.02 * broad, v + 0.03 * fbm(u * 8.0, v * 8.0, 8, 3, 114), 4, 5, 1.0, 115);
    let gate = ((fbm(u * 3.0, v * 3.0, 3, 2, 116) - 0.42) * 8.0).clamp(0.0, 1.0);
    let line = (1.0 - (crack / 0.02).clamp(0.0, 1.0)) * gate;
    let oil = ((fbm(u * 5.0, v * 5.0, 5, 3, 117) - 0.68) * 7.0).clamp(0.0, 0.2);
    shade(mix(mix(base, hex(0x3E3C38), line * 0.8), hex(0x4B4844), oil), 0.88 + 0.2 * grit)
}

/// Limestone setts in staggered courses.
pub fn setts(u: f32, v: f32) -> Rgb {
    let rows = 12;
    let y = v * rows as f32 + 0.05 * fbm(u * 12.0, v * 12.0, 12, 2, 121);
    let row = (y.floor() as i32).rem_euclid(rows);
    let x = u * 9.0 + hash2(row, 0, 122) + 0.08 * fbm(u * 12.0, v * 12.0, 12, 2, 123);
    let who = hash2((x.floor() as i32).rem_euclid(9), row, 124);
    let (fx, fy) = (x.fract(), y.fract());
    let edge = (fx.min(1.0 - fx) * 1.33).min(fy.min(1.0 - fy));
    let grain = fbm(u * 64.0, v * 64.0, 64, 3, 125);
    let tones = [hex(0xBFAF90), hex(0xD3C4A4), hex(0xB5A484), hex(0xC9B48E), hex(0xDACDB0)];
    let stone = shade(tones[(who * 4.99) as usize], 0.86 + 0.24 * grain);
    let joint = 1.0 - ((edge - 0.03) / 0.09).clamp(0.0, 1.0);
    let dirt = 0.9 + 0.16 * fbm(u * 3.0, v * 3.0, 3, 3, 126);
    shade(mix(stone, hex(0x8A7E66), joint), dirt)
}

/// Pavement slabs.
pub fn pavement(u: f32, v: f32) -> Rgb {
    let y = v * 4.0;
    let row = y.floor() as i32;
    let x = u * 3.0 + if row % 2 == 0 { 0.0 } else { 0.5 };
    let who = hash2((x.floor() as i32).rem_euclid(3), row, 131);
    let (fx, fy) = (x.fract(), y.fract());
    let edge = (fx.min(1.0 - fx) * 0.8).min(fy.min(1.0 - fy) * 0.6);
    let grit = speckle(u, v, 132);
    let stone = shade(mix(hex(0xA79C86), hex(0xC0B49A), who), 0.9 + 0.16 * grit);
    let stain = ((fbm(u * 5.0, v * 5.0, 5, 4, 133) - 0.55) * 3.0).clamp(0.0, 0.35);
    mix(mix(stone, hex(0x7D7463), stain), hex(0x6F6655), 0.8 * (1.0 - (edge / 0.012).clamp(0.0, 1.0)))
}

/// Stabilised limestone gravel, pale and warm.
pub fn gravel(u: f32, v: f32) -> Rgb {
    let (edge, who) = stones(u, v, 70, 70, 1.0, 141);
    let broad = fbm(u * 4.0, v * 4.0, 4, 4, 142);
    let base = mix(hex(0xCDB98F), hex(0xDFCFA9), broad);
    shade(base, 0.82 + 0.2 * who + 0.1 * edge.min(0.5))
}

/// Lawn.
pub fn grass(u: f32, v: f32) -> Rgb {
    let blades = fbm(u * 90.0, v * 60.0, 30, 2, 151) * 0.5 + noise(u * 150.0, v * 150.0, 150, 152) * 0.5;
    let broad = fbm(u * 4.0, v * 4.0, 4, 4, 153);
    let base = mix(hex(0x5E7636), hex(0x7F9148), broad);
    shade(mix(base, hex(0xA39C5C), (broad - 0.6).max(0.0)), 0.62 + 0.7 * blades)
}

/// Meadow seen from afar.
pub fn meadow(u: f32, v: f32) -> Rgb {
    let broad = fbm(u * 3.0, v * 3.0, 3, 5, 161);
    let fine = fbm(u * 40.0, v * 40.0, 40, 2, 162);
    let base = mix(hex(0x6E7F42), hex(0x9CA05E), broad);
    shade(mix(base, hex(0xB9AE70), ((broad - 0.55) * 2.0).clamp(0.0, 0.6)), 0.78 + 0.4 * fine)
}

/// Vine rows along v, four to a repeat, with pale soil between.
pub fn vines(u: f32, v: f32) -> Rgb {
    let ragged = 0.10 * (fbm(u * 24.0, v * 24.0, 24, 3, 171) - 0.5);
    let across = ((u * 4.0).fract() - 0.5).abs() + ragged;
    let leaf = fbm(u * 64.0, v * 64.0, 64, 3, 172);
    let plant = ((0.27 - across) / 0.05).clamp(0.0, 1.0);
    let soil = mix(hex(0xA98F63), hex(0xC5AE7F), fbm(u * 30.0, v * 30.0, 30, 3, 173));
    let weeds = ((fbm(u * 14.0, v * 14.0, 14, 3, 174) - 0.5) * 3.0).clamp(0.0, 0.6);
    let ground = mix(soil, hex(0x81864E), weeds);
    mix(ground, shade(mix(hex(0x4E6B2C), hex(0x7C8F40), leaf), 0.7 + 0.5 * leaf), plant)
}

/// Bare limestone soil.
pub fn soil(u: f32, v: f32) -> Rgb {
    let broad = fbm(u * 4.0, v * 4.0, 4, 4, 181);
    let clods = fbm(u * 40.0, v * 40.0, 40, 3, 182);
    shade(mix(hex(0x9A8058), hex(0xBCA477), broad), 0.7 + 0.5 * clods)
}

/// Bedded limestone cliff.
pub fn rock(u: f32, v: f32) -> Rgb {
    let bed = fbm(u * 3.0, v * 18.0, 3, 4, 191);
    let fissure = fbm(u * 16.0, v * 5.0, 16, 3, 192);
    let base = mix(hex(0x94866D), hex(0xD4C5A2), bed);
    mix(shade(base, 0.75 + 0.4 * fissure), hex(0x7A7F58), ((fissure - 0.62) * 4.0).clamp(0.0, 0.5))
}

/// Tree tops and undergrowth seen from afar.
pub fn woods(u: f32, v: f32) -> Rgb {
    let (edge, who) = stones(u, v, 9, 9, 1.0, 201);
    let leaf = fbm(u * 32.0, v * 32.0, 32, 3, 202);
    shade(mix(hex(0x3C5227), hex(0x68793A), who), (0.55 + 0.5 * leaf) * (0.75 + 0.4 * edge.min(0.6)))
}

/// Still water over pale stone.
pub fn water(u: f32, v: f32) -> Rgb {
    let ripple = fbm(u * 8.0, v * 8.0, 8, 3, 211);
    mix(hex(0x4C6A66), hex(0x8FA9A0), ripple)
}
