//! Vectors and frames. Metres, Y up, +X east, −Z north; angles in radians unless the name says degrees.

use std::ops::{Add, Mul, Neg, Sub};

/// A point or direction of the plan (seen from above).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct V2 {
    pub x: f32,
    pub z: f32,
}

/// A point or direction in space.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct V3 {
    pub x: f32,
    pub y: f32,
    pub z: f32,
}

/// Shorthand for a [`V2`].
pub const fn p2(x: f32, z: f32) -> V2 {
    V2 { x, z }
}

/// Shorthand for a [`V3`].
pub const fn p3(x: f32, y: f32, z: f32) -> V3 {
    V3 { x, y, z }
}

/// Upward.
pub const UP: V3 = p3(0.0, 1.0, 0.0);

impl V2 {
    pub fn dot(self, o: V2) -> f32 {
        self.x * o.x + self.z * o.z
    }
    pub fn length(self) -> f32 {
        self.dot(self).sqrt()
    }
    pub fn unit(self) -> V2 {
        self * (1.0 / self.length().max(1e-9))
    }
    /// A quarter turn to the right as seen from above, walking along `self`.
    pub fn right(self) -> V2 {
        p2(-self.z, self.x)
    }
    pub fn at(self, y: f32) -> V3 {
        p3(self.x, y, self.z)
    }
}

impl V3 {
    pub fn dot(self, o: V3) -> f32 {
        self.x * o.x + self.y * o.y + self.z * o.z
    }
    pub fn cross(self, o: V3) -> V3 {
        p3(self.y * o.z - self.z * o.y, self.z * o.x - self.x * o.z, self.x * o.y - self.y * o.x)
    }
    pub fn length(self) -> f32 {
        self.dot(self).sqrt()
    }
    pub fn unit(self) -> V3 {
        let length = self.length();
        if length < 1e-9 { UP } else { self * (1.0 / length) }
    }
    pub fn lerp(self, o: V3, t: f32) -> V3 {
        self + (o - self) * t
    }
    pub fn plan(self) -> V2 {
        p2(self.x, self.z)
    }
    pub fn array(self) -> [f32; 3] {
        [self.x, self.y, self.z]
    }
}

impl Add for V2 {
    type Output = V2;
    fn add(self, o: V2) -> V2 {
        p2(self.x + o.x, self.z + o.z)
    }
}
impl Sub for V2 {
    type Output = V2;
    fn sub(self, o: V2) -> V2 {
        p2(self.x - o.x, self.z - o.z)
    }
}
impl Mul<f32> for V2 {
    type Output = V2;
    fn mul(self, k: f32) -> V2 {
        p2(self.x * k, self.z * k)
    }
}
impl Add for V3 {
    type Output = V3;
    fn add(self, o: V3) -> V3 {
        p3(self.x + o.x, self.y + o.y, self.z + o.z)
    }
}
impl Sub for V3 {
    type Output = V3;
    fn sub(self, o: V3) -> V3 {
        p3(self.x - o.x, self.y - o.y, self.z - o.z)
    }
}
impl Mul<f32> for V3 {
    type Output = V3;
    fn mul(self, k: f32) -> V3 {
        p3(self.x * k, self.y * k, self.z * k)
    }
}
impl Neg for V3 {
    type Output = V3;
    fn neg(self) -> V3 {
        self * -1.0
    }
}

/// A place to stand a thing: `turn` is about +Y; a turn of 0 faces +Z (south), π/2 faces +X (east).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Frame {
    pub at: V3,
    pub turn: f32,
}

impl Frame {
    /// A frame at `at` whose local +Z looks along `facing`.
    pub fn facing(at: V3, facing: V2) -> Self {
        Self { at, turn: facing.x.atan2(facing.z) }
    }
    /// A local direction in the scene.
    pub fn turn_v(&self, v: V3) -> V3 {
        let (s, c) = self.turn.sin_cos();
        p3(v.x * c + v.z * s, v.y, -v.x * s + v.z * c)
    }
    /// A local point in the scene.
    pub fn to_scene(&self, v: V3) -> V3 {
        self.at + self.turn_v(v)
    }
    /// A local plan point in the scene's plan.
    pub fn plan(&self, x: f32, z: f32) -> V2 {
        self.to_scene(p3(x, 0.0, z)).plan()
    }
}

/// 0 below `low`, 1 above `high`, smooth between.
pub fn smoothstep(low: f32, high: f32, x: f32) -> f32 {
    let t = ((x - low) / (high - low)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// Signed distance to a polygon, negative inside.
pub fn polygon_distance(polygon: &[V2], p: V2) -> f32 {
    let mut best = f32::MAX;
    let mut inside = false;
    for (i, &a) in polygon.iter().enumerate() {
        let b = polygon[(i + 1) % polygon.len()];
        best = best.min(segment_distance(a, b, p));
        if (a.z > p.z) != (b.z > p.z) && p.x < (b.x - a.x) * (p.z - a.z) / (b.z - a.z) + a.x {
            inside = !inside;
        }
    }
    if inside { -best } else { best }
}

/// Distance from `p` to the segment `a`–`b`.
pub fn segment_distance(a: V2, b: V2, p: V2) -> f32 {
    let ab = b - a;
    let t = ((p - a).dot(ab) / ab.dot(ab).max(1e-9)).clamp(0.0, 1.0);
    (p - a - ab * t).length()
}

/// The smaller of two distances with the crease between them rounded over `k` metres.
pub fn smooth_min(a: f32, b: f32, k: f32) -> f32 {
    let h = (k - (a - b).abs()).max(0.0) / k;
    a.min(b) - h * h * k * 0.25
}
