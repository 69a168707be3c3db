//! The relief, as a function of the plan: a hillside village, vineyards around it, a rock on the horizon.
//! Heights are metres above the middle of the square, at road level: kerbs are added by [`super::ground`].

use super::geom::{V2, V3, p2, p3, smoothstep};
use super::rng::fbm;

/// Half the side of the modelled square of land, in metres.
pub const EXTENT_M: f32 = 620.0;

/// A ramp that turns smoothly from 0 to slope 1 around `t = 0`, over about `k` metres.
fn soft_ramp(t: f32, k: f32) -> f32 {
    if t > 12.0 * k { t } else { k * (t / k).exp().ln_1p() }
}

/// Height of the road-level ground.
pub fn base_height(p: V2) -> f32 {
    raw(p) - raw(p2(0.0, 0.0))
}

fn raw(p: V2) -> f32 {
    let r = p.length();
    // `up` grows uphill, towards the north-west; the square has 2 % of slope.
    let up = -(p.x * 0.62 + p.z * 0.78);
    let hill = 0.02 * up.clamp(-170.0, 400.0) + 0.085 * (soft_ramp(up - 36.0, 9.0) - soft_ramp(up - 330.0, 40.0))
        - 0.055 * (soft_ramp(-up - 34.0, 9.0) - soft_ramp(-up - 190.0, 30.0));
    let away = smoothstep(32.0, 90.0, r);
    let undulation = away * 2.4 * (fbm(p.x / 70.0 + 9.0, p.z / 70.0 + 4.0, 0, 2, 301) - 0.5);
    hill + undulation + rim(p, r)
}

/// The hills that close the view.
fn rim(p: V2, r: f32) -> f32 {
    let far = smoothstep(170.0, 560.0, r);
    let angle = p.x.atan2(-p.z);
    let (s, c) = angle.sin_cos();
    let wave = fbm(s * 2.2 + 20.0, c * 2.2 + 20.0, 0, 4, 311);
    let east = smoothstep(-0.5, 0.9, (s - c) * 0.7);
    let knolls = smoothstep(150.0, 260.0, r) * 16.0 * (fbm(p.x / 130.0, p.z / 130.0, 0, 3, 317) - 0.5);
    far * (14.0 + 46.0 * wave + 26.0 * east) + knolls
}

/// Upward normal of the relief.
pub fn normal(p: V2, reach: f32) -> V3 {
    let dx = base_height(p + p2(reach, 0.0)) - base_height(p - p2(reach, 0.0));
    let dz = base_height(p + p2(0.0, reach)) - base_height(p - p2(0.0, reach));
    p3(-dx, 2.0 * reach, -dz).unit()
}
