//! Where the houses stand: along every street and around the square, side by side, never on a street or on each other.

use super::geom::{Frame, V2, p2, polygon_distance};
use super::house::{House, Kind};
use super::material::Mat;
use super::plan::{CHURCHYARD, LAVOIR, MAIRIE, Plan, SQUARE};
use super::rng::Rng;
use super::terrain::base_height;

/// A house and its place.
pub struct Lot {
    pub house: House,
    pub frame: Frame,
}

/// A rectangle on the plan, in a frame like a house's: x ∈ [−w/2, w/2], z ∈ [−d, 0].
#[derive(Clone, Copy, Debug)]
pub struct Footprint {
    pub frame: Frame,
    pub w: f32,
    pub d: f32,
}

impl Footprint {
    /// The corners, each moved outwards by `grow`.
    pub fn corners(&self, grow: f32) -> [V2; 4] {
        let (x, f, b) = (self.w / 2.0 + grow, grow, -self.d - grow);
        [(-x, f), (x, f), (x, b), (-x, b)].map(|(x, z)| self.frame.plan(x, z))
    }

    fn crosses(&self, other: &Footprint, grow: f32) -> bool {
        let (a, b) = (self.corners(grow), other.corners(0.0));
        let apart = |axis: V2| {
            let span = |c: &[V2; 4]| {
                c.iter().map(|v| v.dot(axis)).fold((f32::MAX, f32::MIN), |(l, h), v| (l.min(v), h.max(v)))
            };
            let ((a0, a1), (b0, b1)) = (span(&a), span(&b));
            a1 <= b0 || b1 <= a0
        };
        ![a[1] - a[0], a[3] - a[0], b[1] - b[0], b[3] - b[0]].into_iter().any(apart)
    }

    /// Distance from `p` to the rectangle, negative inside.
    pub fn distance(&self, p: V2) -> f32 {
        polygon_distance(&self.corners(0.0), p)
    }
}

/// The houses of the village.
pub struct Settlement {
    pub lots: Vec<Lot>,
    /// Gaps between neighbours on a street: where a garden wall stands, as segments.
    pub gaps: Vec<(V2, V2)>,
    pub prints: Vec<Footprint>,
}

struct Frontage {
    line: Vec<V2>,
    /// From the line to the façades, to the right of the line.
    offset: f32,
    dense: f32,
    shops: &'static [(f32, usize)],
}

/// The houses that frame the square, then those of each street, outwards from the middle.
fn frontages(plan: &Plan) -> Vec<Frontage> {
    let mut out = vec![
        Frontage { line: vec![p2(26.4, -21.7), p2(8.6, -22.9)], offset: 0.0, dense: 1.0, shops: &[(1.0, 5)] },
        Frontage { line: vec![p2(-9.6, -22.6), p2(-27.0, -20.8)], offset: 0.0, dense: 1.0, shops: &[(1.0, 3)] },
    ];
    for street in &plan.streets {
        let offset = street.half_width_m + street.pavement_m + 0.12;
        let shops: &[(f32, usize)] =
            if street.name == "Grande Rue" { &[(-14.0, 2), (3.0, 4), (20.0, 6), (-38.0, 7)] } else { &[] };
        out.push(Frontage { line: street.line.clone(), offset, dense: 0.84, shops });
        out.push(Frontage { line: street.line.iter().rev().copied().collect(), offset, dense: 0.84, shops: &[] });
    }
    out
}

impl Settlement {
    /// Places the houses.
    pub fn new(plan: &Plan) -> Self {
        let mut rng = Rng::new(2026);
        let mut all = Self { lots: Vec::new(), gaps: Vec::new(), prints: Vec::new() };
        for frontage in frontages(plan) {
            all.fill(plan, &frontage, &mut rng);
        }
        all.free_sides();
        all
    }

    /// Whether `p` lies in a building (or within `margin` of one).
    pub fn covers(&self, p: V2, margin: f32) -> bool {
        self.prints.iter().any(|print| {
            let near = (print.frame.at.plan() - p).length() < print.d + print.w + margin;
            near && print.distance(p) < margin
        })
    }

    fn fill(&mut self, plan: &Plan, frontage: &Frontage, rng: &mut Rng) {
        let length: f32 = frontage.line.windows(2).map(|w| (w[1] - w[0]).length()).sum();
        let mut s = 0.3;
        let mut last: Option<V2> = None;
        while s < length - 4.0 {
            let w = rng.range(6.2, 10.8);
            let (at, along) = walk(&frontage.line, s + w / 2.0);
            let r = at.length();
            if r > 104.0 {
                s += 3.0;
                last = None;
                continue;
            }
            let dense = if r < 42.0 { 1.0 } else { frontage.dense - ((r - 55.0) / 55.0).clamp(0.0, 1.0) * 0.5 };
            if !rng.chance(dense) {
                s += rng.range(3.0, 6.0);
                continue;
            }
            let setback = frontage.offset + if rng.chance(0.4) { rng.range(0.0, 0.35) } else { 0.0 };
            let front = at + along.right() * setback;
            let print =
                Footprint { frame: Frame::facing(front.at(0.0), along.right() * -1.0), w, d: rng.range(7.2, 10.4) };
            if let Some(lot) = self.lot(plan, frontage, print, r, rng) {
                let end = lot.frame.plan(lot.house.w / 2.0, 0.0);
                let start = lot.frame.plan(-lot.house.w / 2.0, 0.0);
                // Walking along the line with houses on the right, the façade's right end comes first.
                if let Some(previous) = last {
                    let gap = (previous - end).length();
                    if gap > 0.9 && gap < 22.0 {
                        self.gaps.push((previous, end));
                    }
                }
                last = Some(start);
                s +=
                    lot.house.w + if rng.chance(if r < 42.0 { 0.9 } else { 0.7 }) { 0.05 } else { rng.range(2.6, 6.0) };
                self.lots.push(lot);
            } else {
                s += 0.8;
            }
        }
    }

    fn lot(&mut self, plan: &Plan, frontage: &Frontage, mut print: Footprint, r: f32, rng: &mut Rng) -> Option<Lot> {
        let mut fits = false;
        for d in [print.d, 7.0, 6.0] {
            print.d = d;
            if self.fits(plan, &print) {
                fits = true;
                break;
            }
        }
        if !fits {
            return None;
        }
        self.prints.push(print);
        let corner_height = |p: V2| base_height(p) + 0.12;
        let ends = [-0.5, 0.0, 0.5].map(|k| corner_height(print.frame.plan(print.w * k, 0.3)));
        let floor = ends[1].max(ends[0].max(ends[2]) - 0.25) + 0.03;
        let lowest = print.corners(0.3).map(corner_height).into_iter().fold(f32::MAX, f32::min);
        let frame = Frame { at: print.frame.at.plan().at(floor), turn: print.frame.turn };
        let x = print.frame.at.x;
        let shop = frontage
            .shops
            .iter()
            .find(|(sx, _)| frontage.line.len() == 2 || ((x - sx).abs() < print.w / 2.0 && r < 45.0));
        let taken = |sign: usize| self.lots.iter().any(|l| l.house.kind == Kind::Shop(sign));
        let shop = shop.map(|&(_, sign)| sign).filter(|&sign| !taken(sign));
        Some(Lot { house: house(&print, floor - lowest + 0.5, shop, r, rng), frame })
    }

    fn fits(&self, plan: &Plan, print: &Footprint) -> bool {
        let corners = print.corners(0.0);
        let mut probes: Vec<V2> = corners.to_vec();
        for k in 0..4 {
            let (a, b) = (corners[k], corners[(k + 1) % 4]);
            for t in [0.2, 0.4, 0.6, 0.8] {
                probes.push(a + (b - a) * t);
            }
        }
        probes.push(print.frame.plan(0.0, -print.d / 2.0));
        let blocked = |&p: &V2| {
            plan.street_distances(p).1 < 0.0
                || polygon_distance(&SQUARE, p) < 0.05
                || [&CHURCHYARD[..], &LAVOIR[..], &MAIRIE[..]].into_iter().any(|area| polygon_distance(area, p) < 0.3)
        };
        !probes.iter().any(blocked) && !self.prints.iter().any(|other| print.crosses(other, 0.03))
    }

    fn free_sides(&mut self) {
        for i in 0..self.lots.len() {
            for (side, sign) in [(0, -1.0), (1, 1.0)] {
                let print = self.prints[i];
                let free = [0.25, 0.5, 0.75].iter().all(|k| {
                    let p = print.frame.plan(sign * (print.w / 2.0 + 1.0), -print.d * k);
                    !self.prints.iter().enumerate().any(|(j, other)| j != i && other.distance(p) < 0.0)
                });
                self.lots[i].house.free[side] = free;
            }
            let lot = &mut self.lots[i];
            let open = lot.house.free[0] && lot.house.free[1];
            lot.house.hip = open && lot.house.seed % 10 < 4 && lot.house.kind != Kind::Gallery && lot.house.w > 7.5;
        }
    }
}

fn house(print: &Footprint, buried: f32, shop: Option<usize>, r: f32, rng: &mut Rng) -> House {
    let kind = match shop {
        Some(sign) => Kind::Shop(sign),
        None if print.w > 7.6 && r > 26.0 && rng.chance(0.2) => Kind::Gallery,
        None if r > 48.0 && rng.chance(0.16) => Kind::Barn,
        None => Kind::Plain,
    };
    let floors = if r < 40.0 { 2 + u32::from(rng.chance(0.12)) } else { 1 + u32::from(rng.chance(0.72)) };
    let floors = if kind == Kind::Gallery || matches!(kind, Kind::Shop(_)) { 2 } else { floors };
    let walls =
        [Mat::Rubble, Mat::PlasterCream, Mat::PlasterOchre, Mat::PlasterRose, Mat::PlasterSand, Mat::PlasterWhite];
    let wall = match kind {
        Kind::Barn | Kind::Gallery => Mat::Rubble,
        _ => walls[rng.weighted(&[0.42, 0.16, 0.13, 0.1, 0.13, 0.06])],
    };
    House {
        kind,
        w: print.w,
        d: print.d,
        floors,
        attic: kind != Kind::Gallery && rng.chance(0.5),
        hip: false,
        wall,
        roof: if rng.chance(0.55) { Mat::Tile } else { Mat::TileOld },
        shutter: [Mat::ShutterSage, Mat::ShutterBlue, Mat::ShutterWine, Mat::ShutterTaupe, Mat::ShutterGrey]
            [rng.weighted(&[0.24, 0.22, 0.14, 0.2, 0.2])],
        free: [true, true],
        buried,
        seed: rng.below(100_000) as u64,
    }
}

/// The point at distance `s` along a line, and the direction there.
pub fn walk(line: &[V2], s: f32) -> (V2, V2) {
    let mut left = s;
    for pair in line.windows(2) {
        let step = pair[1] - pair[0];
        let length = step.length();
        if left <= length {
            return (pair[0] + step.unit() * left, step.unit());
        }
        left -= length;
    }
    let n = line.len();
    (line[n - 1], (line[n - 1] - line[n - 2]).unit())
}
