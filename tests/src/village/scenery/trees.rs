//! Where trees and bushes stand outside the square.

use super::super::geom::{V2, p2};
use super::super::ground::{Ground, Zone};
use super::super::plan::{CHURCHYARD, polygon_inside};
use super::super::rng::Rng;
use super::super::settlement::Settlement;

/// Which tree, and where.
#[derive(Clone, Copy, Debug)]
pub struct Planting {
    pub kind: &'static str,
    pub at: V2,
    pub turn: f32,
    pub scale: f32,
}

impl Planting {
    /// A tree of a kind at a place, turned and sized at random.
    pub fn new(kind: &'static str, at: V2, rng: &mut Rng) -> Self {
        Self { kind, at, turn: rng.range(0.0, std::f32::consts::TAU), scale: rng.range(0.86, 1.14) }
    }
}

/// Trees of gardens, churchyard, street ends and lavoir.
pub fn village_trees(ground: &Ground, settlement: &Settlement) -> Vec<Planting> {
    let mut rng = Rng::new(404);
    let mut out: Vec<Planting> = Vec::new();
    for (x, z) in [(46.0, -12.0), (62.0, -13.5), (66.0, 8.5)] {
        out.push(Planting::new("Tilleul", p2(x, z), &mut rng));
    }
    for (x, z) in [(24.0, 36.5), (43.0, 43.0), (42.5, 51.0)] {
        out.push(Planting::new("Platane", p2(x, z), &mut rng));
    }
    let mut tries = 0;
    while out.len() < 84 && tries < 9000 {
        tries += 1;
        let (angle, r) = (rng.range(0.0, std::f32::consts::TAU), 30.0 + 78.0 * rng.unit().powf(0.8));
        let at = p2(r * angle.cos(), r * angle.sin());
        let kind = ["Fruitier", "Tilleul", "Jeune tilleul", "Platane"][rng.weighted(&[0.5, 0.22, 0.2, 0.08])];
        let (clear, apart) = match kind {
            "Fruitier" | "Jeune tilleul" => (2.0, 4.2),
            _ => (3.3, 6.5),
        };
        let near_street = [(clear, 0.0), (-clear, 0.0), (0.0, clear), (0.0, -clear)]
            .iter()
            .any(|&(dx, dz)| !matches!(ground.zone(at + p2(dx, dz)), Zone::Garden | Zone::Land));
        if ground.zone(at) == Zone::Garden
            && !near_street
            && !settlement.covers(at, clear)
            && !polygon_inside(&CHURCHYARD, at)
            && out.iter().all(|p| (p.at - at).length() > apart)
        {
            out.push(Planting::new(kind, at, &mut rng));
        }
    }
    out
}

/// Bushes along garden edges and walls.
pub fn bushes(ground: &Ground, settlement: &Settlement) -> Vec<Planting> {
    let mut rng = Rng::new(505);
    let mut out: Vec<Planting> = Vec::new();
    let mut tries = 0;
    while out.len() < 90 && tries < 8000 {
        tries += 1;
        let (angle, r) = (rng.range(0.0, std::f32::consts::TAU), 24.0 + 80.0 * rng.unit());
        let at = p2(r * angle.cos(), r * angle.sin());
        let beside = settlement.covers(at, 1.5) || rng.chance(0.15);
        if matches!(ground.zone(at), Zone::Garden | Zone::ChurchGrass)
            && beside
            && !settlement.covers(at, 0.6)
            && (at - p2(52.0, -1.5)).length() > 17.0
            && out.iter().all(|p| (p.at - at).length() > 1.3)
        {
            let mut bush = Planting::new("Buisson", at, &mut rng);
            bush.scale *= rng.range(0.7, 1.35);
            out.push(bush);
        }
    }
    out
}
