//! The plan of the village: streets, square, churchyard, lavoir. Plan coordinates: +X east, +Z south, metres.

use super::geom::{V2, p2, polygon_distance, segment_distance, smooth_min};

/// A street: its middle line, half its roadway and the pavement on each side.
pub struct Street {
    pub name: &'static str,
    pub line: Vec<V2>,
    pub half_width_m: f32,
    pub pavement_m: f32,
}

/// What does not change from one variant to another.
pub struct Plan {
    pub streets: Vec<Street>,
}

/// Outline of the square, from façade to façade, streets along it included.
pub const SQUARE: [V2; 8] = [
    p2(-32.3, -19.5),
    p2(-18.0, -22.0),
    p2(0.0, -22.6),
    p2(24.0, -21.4),
    p2(30.0, -14.0),
    p2(30.4, 16.8),
    p2(0.0, 17.2),
    p2(-32.0, 18.2),
];

/// The churchyard, east of the square.
pub const CHURCHYARD: [V2; 6] =
    [p2(30.0, -13.5), p2(40.0, -15.5), p2(69.0, -17.5), p2(72.0, 12.0), p2(56.0, 13.0), p2(30.4, 12.6)];

/// Paved part of the churchyard, before the church's door.
pub const PARVIS: [V2; 4] = [p2(29.0, -9.5), p2(42.5, -9.5), p2(42.5, 9.5), p2(29.4, 9.5)];

/// The lavoir's ground.
pub const LAVOIR: [V2; 4] = [p2(25.0, 39.0), p2(38.0, 36.0), p2(41.0, 48.5), p2(28.5, 51.5)];

/// The mairie's ground.
pub const MAIRIE: [V2; 4] = [p2(-9.4, -35.5), p2(8.4, -35.5), p2(8.4, -21.0), p2(-9.4, -21.0)];

fn street(name: &'static str, half_width_m: f32, pavement_m: f32, points: &[(f32, f32)]) -> Street {
    let points: Vec<V2> = points.iter().map(|&(x, z)| p2(x, z)).collect();
    Street { name, line: smooth(&points), half_width_m, pavement_m }
}

/// A Catmull-Rom curve through the points, sampled about every metre and a half.
fn smooth(points: &[V2]) -> Vec<V2> {
    let at = |i: isize| points[i.clamp(0, points.len() as isize - 1) as usize];
    let mut line = vec![points[0]];
    for i in 0..points.len() as isize - 1 {
        let (a, b, c, d) = (at(i - 1), at(i), at(i + 1), at(i + 2));
        let steps = ((c - b).length() / 1.5).ceil().max(1.0) as usize;
        for k in 1..=steps {
            let t = k as f32 / steps as f32;
            let (t2, t3) = (t * t, t * t * t);
            line.push(
                (b * 2.0 + (c - a) * t + (a * 2.0 - b * 5.0 + c * 4.0 - d) * t2 + (b * 3.0 - a - c * 3.0 + d) * t3)
                    * 0.5,
            );
        }
    }
    line
}

impl Plan {
    /// The village's plan.
    pub fn new() -> Self {
        let streets = vec![
            street(
                "Grande Rue",
                2.75,
                1.5,
                &[
                    (-190.0, -52.0),
                    (-150.0, -24.0),
                    (-116.0, -4.0),
                    (-80.0, 9.0),
                    (-46.0, 14.6),
                    (-25.0, 14.3),
                    (0.0, 13.2),
                    (25.0, 13.0),
                    (50.0, 18.0),
                    (84.0, 31.0),
                    (122.0, 36.0),
                    (160.0, 50.0),
                    (200.0, 78.0),
                ],
            ),
            street(
                "Rue du Lavoir",
                2.1,
                1.3,
                &[(17.0, 13.2), (17.5, 32.0), (21.0, 56.0), (34.0, 86.0), (40.0, 118.0), (58.0, 160.0), (60.0, 200.0)],
            ),
            street(
                "Rue des Vignes",
                2.1,
                1.3,
                &[
                    (-29.6, 14.3),
                    (-28.9, 0.0),
                    (-30.0, -20.0),
                    (-38.0, -45.0),
                    (-56.0, -74.0),
                    (-66.0, -110.0),
                    (-62.0, -160.0),
                    (-80.0, -200.0),
                ],
            ),
            street(
                "Montée du Château",
                2.1,
                1.3,
                &[
                    (27.0, 13.0),
                    (27.2, -4.0),
                    (28.6, -22.0),
                    (39.0, -43.0),
                    (66.0, -62.0),
                    (104.0, -78.0),
                    (150.0, -92.0),
                    (200.0, -125.0),
                ],
            ),
            street(
                "Ruelle des Tonneliers",
                1.6,
                0.9,
                &[(-48.0, -61.0), (-25.0, -56.0), (0.0, -54.5), (22.0, -53.0), (43.0, -46.5)],
            ),
            street(
                "Rue du Puits",
                1.8,
                1.1,
                &[(-46.0, 14.6), (-54.0, 36.0), (-44.0, 60.0), (-14.0, 71.0), (10.0, 66.0), (24.5, 64.0)],
            ),
        ];
        Self { streets }
    }

    /// Signed distances to the roadways and to the outer edge of the pavements, negative inside.
    pub fn street_distances(&self, p: V2) -> (f32, f32) {
        let (mut road, mut edge) = (1e3_f32, 1e3_f32);
        for street in &self.streets {
            let d = line_distance(&street.line, p);
            // Rounded where two streets meet, as kerbs are.
            road = smooth_min(road, d - street.half_width_m, 3.0);
            edge = smooth_min(edge, d - street.half_width_m - street.pavement_m, 2.0);
        }
        (road, edge)
    }
}

impl Default for Plan {
    fn default() -> Self {
        Self::new()
    }
}

/// Distance to a polyline.
pub fn line_distance(line: &[V2], p: V2) -> f32 {
    line.windows(2).map(|pair| segment_distance(pair[0], pair[1], p)).fold(f32::MAX, f32::min)
}

/// Signed distance to the square's outline, negative inside.
pub fn square_distance(p: V2) -> f32 {
    polygon_distance(&SQUARE, p)
}

/// Whether `p` lies in a polygon.
pub fn polygon_inside(polygon: &[V2], p: V2) -> bool {
    polygon_distance(polygon, p) < 0.0
}
