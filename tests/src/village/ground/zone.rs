//! What the ground is made of at a point, and by how much it stands above road level.

use super::super::geom::{V2, p2, polygon_distance, smooth_min, smoothstep};
use super::super::material::Mat;
use super::super::plan::{CHURCHYARD, LAVOIR, PARVIS, Plan, line_distance, square_distance};
use super::field::village_distance;
use super::{DISTANCES, Distances};

/// A state of the square.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variant {
    Existing,
    Garden,
    Market,
}

impl Variant {
    /// All three, in the order shown.
    pub const ALL: [Variant; 3] = [Variant::Existing, Variant::Garden, Variant::Market];
}

/// A kind of ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    Road,
    SquareRoad,
    Kerb,
    Pavement,
    CarPark,
    Paths,
    Edging,
    Bed,
    Paving,
    PavingBand,
    HallFloor,
    Parvis,
    ChurchGrass,
    LavoirFloor,
    Garden,
    Land,
}

const ROAD: usize = 0;
const EDGE: usize = 1;
const SQUARE_IN: usize = 2;
const PARVIS_IN: usize = 3;
const YARD: usize = 4;
const LAVOIR_IN: usize = 5;
const VILLAGE: usize = 6;
const OWN_A: usize = 7;
const OWN_B: usize = 8;

const KERB_M: f32 = 0.12;
const KERB_WIDTH_M: f32 = 0.2;

/// The distances a vertex carries.
pub fn distances(variant: Variant, plan: &Plan, p: V2) -> Distances {
    let mut d = [1e3; DISTANCES];
    d[VILLAGE] = village_distance(p);
    if p.length() > 175.0 {
        return d;
    }
    (d[ROAD], d[EDGE]) = plan.street_distances(p);
    d[SQUARE_IN] = square_distance(p);
    d[PARVIS_IN] = polygon_distance(&PARVIS, p);
    d[YARD] = polygon_distance(&CHURCHYARD, p);
    d[LAVOIR_IN] = polygon_distance(&LAVOIR, p);
    // Just over a cell's diagonal: what is farther from the square is not to be cut for it.
    if d[SQUARE_IN] > 2.0 {
        return d;
    }
    match variant {
        Variant::Existing => d[OWN_A] = car_park(p),
        Variant::Garden => d[OWN_A] = beds(p, d[ROAD], d[SQUARE_IN]),
        Variant::Market => {
            d[OWN_A] = hall_floor(p);
            d[OWN_B] = paving_bands(p);
        }
    }
    d
}

fn rectangle(p: V2, centre: V2, half: V2) -> f32 {
    let q = p2((p.x - centre.x).abs() - half.x, (p.z - centre.z).abs() - half.z);
    p2(q.x.max(0.0), q.z.max(0.0)).length() + q.x.max(q.z).min(0.0)
}

/// The asphalt where cars stand; the rest of the square is pavement.
fn car_park(p: V2) -> f32 {
    polygon_distance(
        &[
            p2(-27.4, -15.6),
            p2(-17.0, -18.2),
            p2(0.0, -19.0),
            p2(22.0, -18.0),
            p2(25.2, -14.0),
            p2(25.5, 13.0),
            p2(-27.2, 13.6),
        ],
        p,
    )
}

/// The planted square's paths: what is within them is not a bed.
pub fn garden_paths() -> Vec<(Vec<V2>, f32)> {
    let ring: Vec<V2> = (0..=24)
        .map(|i| {
            let (s, c) = (i as f32 / 24.0 * std::f32::consts::TAU).sin_cos();
            p2(-1.0 + 15.2 * c, -4.6 + 8.4 * s)
        })
        .collect();
    vec![
        (ring, 1.5),
        (vec![p2(-1.0, -24.0), p2(-1.0, -13.0)], 2.0),
        (vec![p2(-26.0, -15.0), p2(-19.0, -10.0), p2(-12.5, -9.6)], 1.4),
        (vec![p2(24.5, -15.0), p2(17.0, -11.0), p2(10.5, -10.0)], 1.4),
        (vec![p2(-26.5, 3.0), p2(-19.0, -1.0), p2(-15.5, -2.6)], 1.5),
        (vec![p2(25.0, -1.0), p2(19.0, -2.4), p2(14.0, -3.4)], 1.8),
        (vec![p2(-6.0, 10.6), p2(-5.0, 6.0), p2(-3.0, 3.2)], 1.6),
        (vec![p2(8.0, 10.4), p2(6.5, 5.0), p2(4.0, 3.0)], 1.6),
        (vec![p2(-14.5, -5.0), p2(12.5, -5.0)], 1.3),
    ]
}

fn beds(p: V2, road: f32, square: f32) -> f32 {
    let mut path = 1e3_f32;
    for (line, half) in garden_paths() {
        path = smooth_min(path, line_distance(&line, p) - half, 2.0);
    }
    let fountain = (p - p2(-1.0, -5.0)).length() - 5.2;
    path = smooth_min(path, fountain, 1.5);
    // Parking places moved aside stand in the south-west corner.
    path = path.min(rectangle(p, p2(-18.2, 8.6), p2(7.2, 3.4)));
    let margin = (2.3 - road).max(square + 3.4);
    (-path).max(margin)
}

fn hall_floor(p: V2) -> f32 {
    rectangle(p, HALL_AT, p2(10.6, 6.0))
}

/// Middle of the market hall.
pub const HALL_AT: V2 = p2(-10.5, -6.5);

/// Bands of slabs that cross the paving. They follow lines of the ground's grid (1.24 m × 1.2 m), which keeps them sharp.
fn paving_bands(p: V2) -> f32 {
    let across = |v: f32, step: f32| ((v / step + 0.5).rem_euclid(1.0) - 0.5).abs() * step;
    across(p.x, 7.44).min(across(p.z, 7.2)) - 0.42
}

/// The zone at a point whose distances are `d`.
pub fn zone(variant: Variant, d: &Distances, p: V2) -> Zone {
    let within = p.x.abs() < 101.0 && p.z.abs() < 101.0;
    if d[ROAD] < 0.0 && within {
        let shared = variant == Variant::Market && d[SQUARE_IN] < 0.0;
        return if shared { Zone::SquareRoad } else { Zone::Road };
    }
    if d[SQUARE_IN] < 0.0 {
        return square_zone(variant, d);
    }
    if d[PARVIS_IN] < 0.0 {
        return Zone::Parvis;
    }
    if d[EDGE] < 0.0 && d[VILLAGE] < -4.0 && within {
        return if d[ROAD] < KERB_WIDTH_M { Zone::Kerb } else { Zone::Pavement };
    }
    if d[YARD] < 0.0 {
        return Zone::ChurchGrass;
    }
    if d[LAVOIR_IN] < 0.0 {
        return Zone::LavoirFloor;
    }
    if d[VILLAGE] < 0.0 { Zone::Garden } else { Zone::Land }
}

fn square_zone(variant: Variant, d: &Distances) -> Zone {
    let kerb = d[ROAD] < KERB_WIDTH_M;
    match variant {
        Variant::Existing if d[OWN_A] < 0.0 => Zone::CarPark,
        Variant::Existing if kerb || d[OWN_A] < KERB_WIDTH_M => Zone::Kerb,
        Variant::Existing => Zone::Pavement,
        Variant::Garden if kerb => Zone::Kerb,
        Variant::Garden if d[OWN_A] < -KERB_WIDTH_M => Zone::Bed,
        Variant::Garden if d[OWN_A] < 0.0 => Zone::Edging,
        Variant::Garden => Zone::Paths,
        Variant::Market if kerb => Zone::Kerb,
        Variant::Market if d[OWN_A] < 0.0 => Zone::HallFloor,
        Variant::Market if d[OWN_B] < 0.0 => Zone::PavingBand,
        Variant::Market => Zone::Paving,
    }
}

/// The values at which each distance cuts the triangles.
pub fn cuts(variant: Variant) -> Vec<(usize, f32)> {
    let mut cuts = vec![
        (ROAD, 0.0),
        (ROAD, KERB_WIDTH_M),
        (SQUARE_IN, 0.0),
        (PARVIS_IN, 0.0),
        (EDGE, 0.0),
        (YARD, 0.0),
        (LAVOIR_IN, 0.0),
        (VILLAGE, 0.0),
    ];
    match variant {
        Variant::Existing => cuts.extend([(OWN_A, 0.0), (OWN_A, KERB_WIDTH_M)]),
        Variant::Garden => cuts.extend([(OWN_A, 0.0), (OWN_A, -KERB_WIDTH_M)]),
        Variant::Market => cuts.extend([(OWN_A, 0.0), (OWN_B, 0.0)]),
    }
    cuts
}

impl Zone {
    /// The material.
    pub fn mat(self) -> Mat {
        match self {
            Zone::Road => Mat::Asphalt,
            Zone::SquareRoad | Zone::Paving | Zone::Parvis | Zone::LavoirFloor => Mat::Setts,
            Zone::Kerb | Zone::Edging => Mat::Kerb,
            Zone::Pavement | Zone::PavingBand | Zone::HallFloor => Mat::Pavement,
            Zone::CarPark => Mat::AsphaltWorn,
            Zone::Paths => Mat::Gravel,
            Zone::Bed | Zone::ChurchGrass | Zone::Garden | Zone::Land => Mat::Lawn,
        }
    }

    /// Whether it belongs to the square's own ground.
    pub fn in_square(self) -> bool {
        use Zone::*;
        matches!(self, CarPark | Paths | Edging | Bed | Paving | PavingBand | HallFloor | SquareRoad)
    }

    /// Metres above road level at `p`.
    pub fn lift(self, variant: Variant, d: &Distances, p: V2) -> f32 {
        let in_square = smoothstep(1.0, -3.0, d[SQUARE_IN]);
        let square_kerb = if variant == Variant::Market { 0.03 } else { KERB_M };
        let town = KERB_M * (1.0 - smoothstep(66.0, 80.0, p.length()));
        let kerb = town + (square_kerb - town) * in_square;
        match self {
            Zone::Road | Zone::SquareRoad | Zone::CarPark => 0.0,
            Zone::Bed => kerb + 0.05,
            Zone::Edging => kerb + 0.06,
            Zone::HallFloor => kerb + 0.12,
            Zone::Land => 0.0,
            _ => kerb,
        }
    }
}
