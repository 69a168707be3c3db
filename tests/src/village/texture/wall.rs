//! Walls, roofs, wood and glass.

use super::super::rng::{fbm, hash2, noise};
use super::{Rgb, hex, mix, shade};

/// What a point of a tileable stone pattern sees: distance to the joint (0 on it) and a random number for its stone.
pub fn stones(u: f32, v: f32, columns: i32, rows: i32, jitter: f32, seed: u32) -> (f32, f32) {
    let (x, y) = (u * columns as f32, v * rows as f32);
    let (cx, cy) = (x.floor() as i32, y.floor() as i32);
    let (mut first, mut second, mut who) = (9.0_f32, 9.0_f32, 0.0);
    for dy in -2..=2 {
        for dx in -2..=2 {
            let (ix, iy) = (cx + dx, cy + dy);
            let (wx, wy) = (ix.rem_euclid(columns), iy.rem_euclid(rows));
            // Every other course is shifted by half a stone.
            let lift = if wy % 2 == 0 { 0.0 } else { 0.5 };
            let px = ix as f32 + 0.5 + lift + jitter * (hash2(wx, wy, seed) - 0.5);
            let py = iy as f32 + 0.5 + jitter * 0.7 * (hash2(wx, wy, seed + 1) - 0.5);
            // A box-like metric makes courses of blocks instead of pebbles.
            let (ax, ay) = ((x - px).abs(), (y - py).abs());
            let d = (ax.powi(4) + ay.powi(4)).powf(0.25) * 0.75 + 0.25 * (ax + ay);
            if d < first {
                second = first;
                first = d;
                who = hash2(wx, wy, seed + 2);
            } else if d < second {
                second = d;
            }
        }
    }
    (second - first, who)
}

fn pick(colours: &[u32], who: f32) -> Rgb {
    let t = who * (colours.len() - 1) as f32;
    let i = (t as usize).min(colours.len() - 2);
    mix(hex(colours[i]), hex(colours[i + 1]), t - i as f32)
}

/// Golden rubble limestone with a light lime mortar.
pub fn rubble(u: f32, v: f32) -> Rgb {
    let wobble = |s| 0.012 * (fbm(u * 16.0, v * 16.0, 16, 2, s) - 0.5);
    let (edge, who) = stones(u + wobble(1), v + wobble(2), 8, 14, 0.75, 11);
    let grain = fbm(u * 40.0, v * 40.0, 40, 3, 5);
    let stone = shade(pick(&[0xB08A52, 0xCBA667, 0xD8B878, 0xC29A5C, 0xE0C791, 0xBF9C69], who), 0.86 + 0.28 * grain);
    let mortar = shade(hex(0xD6C6A2), 0.86 + 0.2 * grain);
    let joint = 1.0 - ((edge - 0.05) / 0.10).clamp(0.0, 1.0);
    let rim = 1.0 - 0.14 * (1.0 - ((edge - 0.1) / 0.2).clamp(0.0, 1.0));
    let dirt = 0.92 + 0.14 * fbm(u * 3.0, v * 3.0, 3, 3, 9);
    shade(mix(shade(stone, rim), mortar, joint), dirt)
}

/// Dry stone: flat golden-grey stones with dark gaps.
pub fn dry_stone(u: f32, v: f32) -> Rgb {
    let (edge, who) = stones(u, v, 6, 14, 0.8, 31);
    let grain = fbm(u * 32.0, v * 32.0, 32, 3, 3);
    let stone = shade(pick(&[0x9C8A68, 0xBBA67E, 0xC9B78D, 0xA79A7E, 0xB79B6A], who), 0.8 + 0.35 * grain);
    let lichen = ((fbm(u * 8.0, v * 8.0, 8, 3, 8) - 0.6) * 5.0).clamp(0.0, 0.5);
    let gap = 1.0 - ((edge - 0.02) / 0.13).clamp(0.0, 1.0);
    mix(mix(stone, hex(0xA9A891), lichen), hex(0x4A4232), gap * 0.85)
}

/// Dressed limestone blocks with thin joints.
pub fn ashlar(u: f32, v: f32) -> Rgb {
    let row = (v * 4.0).floor() as i32;
    let x = u * 2.0 + if row % 2 == 0 { 0.0 } else { 0.5 };
    let who = hash2((x.floor() as i32).rem_euclid(2), row, 71);
    let (fx, fy) = (x.fract(), (v * 4.0).fract());
    let edge = (fx.min(1.0 - fx) * 0.8).min(fy.min(1.0 - fy) * 0.4);
    let grain = fbm(u * 48.0, v * 48.0, 48, 3, 6);
    let stone = shade(pick(&[0xD9C49A, 0xE3D2AE, 0xD2BB8D, 0xDCCBA6], who), 0.9 + 0.18 * grain);
    let dirt = 0.93 + 0.12 * fbm(u * 4.0, v * 4.0, 4, 3, 2);
    shade(mix(stone, hex(0xB5A47F), 1.0 - (edge / 0.016).clamp(0.0, 1.0)), dirt)
}

/// Lime plaster, near white: the material tints it.
pub fn plaster(u: f32, v: f32) -> Rgb {
    let broad = fbm(u * 4.0, v * 4.0, 4, 4, 21);
    let fine = fbm(u * 64.0, v * 64.0, 64, 2, 22);
    let streak = fbm(u * 24.0, v * 3.0, 24, 2, 23);
    let k = 0.86 + 0.12 * broad + 0.07 * (fine - 0.5) - 0.05 * (streak - 0.55).max(0.0) * 2.0;
    let worn = ((fbm(u * 6.0, v * 6.0, 6, 4, 29) - 0.66) * 8.0).clamp(0.0, 1.0);
    shade(mix([1.0, 1.0, 1.0], [0.93, 0.88, 0.78], worn * 0.6), k)
}

/// Round "canal" tiles: covers and channels down the slope, terracotta of many firings.
pub fn tile(u: f32, v: f32) -> Rgb {
    let (columns, rows) = (12, 6);
    let x = u * columns as f32;
    let column = x.floor() as i32;
    let across = x.fract();
    let cover = across < 0.62;
    let slide = hash2(column, if cover { 1 } else { 2 }, 41) * 0.35;
    let y = (v * rows as f32 + slide).rem_euclid(rows as f32);
    let who = hash2(column * 2 + i32::from(cover), y.floor() as i32, 43);
    let colour = pick(&[0xA9603F, 0xC27B54, 0xB86A48, 0xCF8F66, 0xD9A57C, 0xB0694A, 0x9A5A42, 0xC9855F], who);
    let grain = fbm(u * 60.0, v * 60.0, 60, 2, 44);
    // The lower lip of each tile hides a dark gap; the channel between covers is dirtier than their back.
    let lip = 1.0 - ((1.0 - y.fract()) / 0.09).clamp(0.0, 1.0);
    let round = if cover { 0.80 + 0.28 * (std::f32::consts::PI * across / 0.62).sin() } else { 0.60 };
    let lichen = ((fbm(u * 10.0, v * 10.0, 10, 4, 47) - 0.6) * 5.0).clamp(0.0, 0.4);
    let base = mix(colour, hex(0xA49A84), lichen);
    shade(base, round * (0.88 + 0.22 * grain) * (1.0 - 0.45 * lip))
}

/// Flat stones of a Romanesque roof.
pub fn lauze(u: f32, v: f32) -> Rgb {
    let rows = 10.0;
    let row = (v * rows).floor() as i32;
    let x = u * 6.0 + hash2(row, 3, 51);
    let who = hash2((x.floor() as i32).rem_euclid(6), row, 52);
    let (fx, fy) = (x.fract(), (v * rows).fract());
    let grain = fbm(u * 40.0, v * 40.0, 40, 3, 53);
    let stone = shade(pick(&[0x8F8672, 0xA69B82, 0xB3A88E, 0x9A8F7B, 0xAC9C7C], who), 0.85 + 0.25 * grain);
    let lichen = ((fbm(u * 7.0, v * 7.0, 7, 4, 54) - 0.58) * 6.0).clamp(0.0, 0.6);
    let gap = (1.0 - (fx.min(1.0 - fx) / 0.03).clamp(0.0, 1.0)).max(1.0 - ((1.0 - fy) / 0.14).clamp(0.0, 1.0));
    shade(mix(stone, hex(0xB9AE7E), lichen), 1.0 - 0.5 * gap)
}

/// Grey-brown furrowed bark.
pub fn bark(u: f32, v: f32) -> Rgb {
    let furrow = fbm(u * 16.0, v * 4.0, 16, 4, 61);
    let fine = noise(u * 64.0, v * 32.0, 64, 62);
    shade(mix(hex(0x4E4336), hex(0x8A7A64), furrow), 0.85 + 0.25 * fine)
}

/// The flaking bark of plane trees.
pub fn bark_plane(u: f32, v: f32) -> Rgb {
    let flakes = fbm(u * 6.0, v * 6.0, 6, 3, 63);
    let fine = fbm(u * 32.0, v * 32.0, 32, 2, 64);
    let base = if flakes > 0.56 {
        hex(0xC9C2A4)
    } else if flakes > 0.45 {
        hex(0xA39D82)
    } else {
        hex(0x7B745F)
    };
    shade(base, 0.88 + 0.2 * fine)
}

/// Weathered oak, grain along v.
pub fn oak(u: f32, v: f32) -> Rgb {
    let warp = fbm(u * 4.0, v * 2.0, 4, 2, 65) * 1.5;
    let grain = (0.5 + 0.5 * ((u * 24.0 + warp) * std::f32::consts::TAU).sin()) * 0.35
        + 0.65 * fbm(u * 48.0, v * 4.0, 48, 3, 66);
    mix(hex(0x5E4630), hex(0xA07F58), grain)
}

/// Painted planks, light grey: the material tints them.
pub fn planks(u: f32, v: f32) -> Rgb {
    let x = u * 6.0;
    let gap = 1.0 - (x.fract().min(1.0 - x.fract()) / 0.07).clamp(0.0, 1.0);
    let wear = fbm(u * 12.0, v * 6.0, 12, 3, 67);
    let tone = 0.92 + 0.08 * hash2(x.floor() as i32, 0, 68);
    shade([1.0, 1.0, 1.0], tone * (0.9 + 0.14 * wear) * (1.0 - 0.5 * gap))
}

/// Joinery: a casement of six panes on the left half, a small light and plain glass above a shop front on the right.
pub fn glass(u: f32, v: f32) -> Rgb {
    let cloud = fbm(u * 6.0, v * 6.0, 6, 2, 69);
    let pane = mix(hex(0x262E33), hex(0x5A6870), cloud * 0.6 + 0.3 * (1.0 - v.fract()));
    let (wood, brown) = (hex(0xDDD5C4), hex(0x6E5238));
    let near = |x: f32, at: f32, half: f32| (x - at).abs() < half;
    if u < 0.5 {
        let x = u * 2.0;
        let curtain = mix(pane, hex(0xB9B3A4), if near(x, 0.5, 0.36) { 0.0 } else { 0.45 });
        let frame = !(0.07..0.93).contains(&x) || !(0.05..0.96).contains(&v) || near(x, 0.5, 0.045);
        let bars = near(v, 0.345, 0.011) || near(v, 0.655, 0.011);
        let gap = near(x, 0.5, 0.006);
        return if gap {
            shade(wood, 0.55)
        } else if frame || bars {
            shade(wood, 0.93 + 0.08 * cloud)
        } else {
            curtain
        };
    }
    if v > 0.5 {
        let (x, y) = ((u - 0.5) * 2.0, (v - 0.5) * 2.0);
        let frame =
            !(0.025..0.975).contains(&x) || !(0.04..0.97).contains(&y) || near(x, 0.5, 0.018) || near(y, 0.2, 0.014);
        let goods = y > 0.62 && (fbm(u * 24.0, v * 24.0, 24, 2, 70) + 0.25 * (y - 0.62)) > 0.52;
        let goods_tone = mix(hex(0xA9743F), hex(0xD9C08A), fbm(u * 40.0, v * 40.0, 40, 2, 73));
        return if frame {
            shade(brown, 1.1)
        } else if goods {
            shade(goods_tone, 0.75)
        } else {
            pane
        };
    }
    let (x, y) = ((u - 0.5) * 4.0, v * 2.5);
    let frame = x < 1.0 && y < 1.0 && (!(0.11..0.89).contains(&x) || !(0.11..0.89).contains(&y));
    if frame { brown } else { shade(pane, 0.75) }
}
