//! Scenario A, "La place jardin": lawns, trees, limestone paths, a fountain, few parking places kept aside.

use std::f32::consts::{FRAC_PI_2, PI, TAU};

use super::super::furniture::{bench, bike_rack, bin, fountain, lamp_post, perennials};
use super::super::geom::{V2, p2};
use super::super::ground::Zone;
use super::super::material::Colour;
use super::super::rng::Rng;
use super::super::scenery::Planting;
use super::Builder;
use super::common::Layers;

const FOUNTAIN: V2 = p2(-1.0, -5.0);

/// Adds the planted square.
pub fn build(b: &mut Builder, layers: &Layers) {
    b.put(layers.square, "Fontaine", fountain, FOUNTAIN, 0.0, 1.0);
    trees(b, layers);
    seats(b, layers);
    flowers(b, layers);
    for (k, colour) in [Colour::CarGrey, Colour::CarBlue, Colour::CarWhite].into_iter().enumerate() {
        b.park(layers.furniture, colour, p2(-22.6 + 5.4 * k as f32, 8.4), if k == 1 { PI } else { 0.0 });
    }
    for k in 0..6 {
        b.put(
            layers.furniture,
            "Réverbère",
            lamp_post,
            [p2(-22.0, -10.6), p2(19.0, -12.6), p2(-10.6, 4.2), p2(10.4, 4.6), p2(21.6, -4.6), p2(-22.4, 1.2)][k],
            0.0,
            1.0,
        );
    }
    for (x, z) in [(13.0, -20.2), (15.4, -20.0)] {
        b.put(layers.furniture, "Arceaux à vélos", bike_rack, p2(x, z), 0.0, 1.0);
    }
    for (x, z) in [(-4.6, -11.8), (12.6, -1.2), (-17.4, -3.4)] {
        b.put(layers.furniture, "Corbeille", bin, p2(x, z), 0.0, 1.0);
    }
}

fn on_bed(b: &Builder, at: V2, clear: f32) -> bool {
    (0..8).all(|k| {
        let (s, c) = (k as f32 / 8.0 * TAU).sin_cos();
        b.ground.zone(at + p2(clear * c, clear * s)) == Zone::Bed
    })
}

fn trees(b: &mut Builder, layers: &Layers) {
    // The two old limes are kept.
    for (x, z) in [(-25.0, 6.5), (19.8, -0.6)] {
        b.plant_all(layers.trees, "Vieux tilleul", 21, &[(x, z)]);
    }
    let mut rng = Rng::new(31);
    let mut placed = vec![p2(-25.0, 6.5), p2(19.8, -0.6)];
    for _ in 0..4000 {
        let at = p2(rng.range(-26.0, 25.0), rng.range(-20.0, 10.0));
        let big = placed.len() < 18;
        let apart = if big { 5.4 } else { 3.8 };
        let old = placed[..2].iter().all(|p| (*p - at).length() > 8.0);
        // The way from the mairie to the fountain stays open to the view.
        let view = (at.x + 1.0).abs() > 3.6;
        if placed.len() < 30 && old && view && on_bed(b, at, 0.7) && placed.iter().all(|p| (*p - at).length() > apart) {
            let kind = if big {
                ["Tilleul", "Platane", "Tilleul"][rng.below(3)]
            } else {
                ["Fruitier", "Jeune tilleul"][rng.below(2)]
            };
            b.plant(layers.trees, Planting::new(kind, at, &mut rng));
            placed.push(at);
        }
    }
}

fn seats(b: &mut Builder, layers: &Layers) {
    // Around the fountain, looking at it; then along the ring, looking inwards.
    for k in 0..6 {
        let angle = k as f32 / 6.0 * TAU + 0.5;
        let at = FOUNTAIN + p2(angle.cos(), angle.sin()) * 4.5;
        let inward = FOUNTAIN - at;
        b.put(layers.furniture, "Banc", bench, at, inward.x.atan2(inward.z), 1.0);
    }
    for (x, z, turn) in [
        (-13.0, -11.2, 0.3),
        (11.0, -11.6, -0.3),
        (-16.4, -5.6, FRAC_PI_2),
        (14.6, -6.2, -FRAC_PI_2),
        (-21.0, 0.6, 2.6),
        (17.4, -0.4, 2.9),
    ] {
        b.put(layers.furniture, "Banc", bench, p2(x, z), turn, 1.0);
    }
}

fn flowers(b: &mut Builder, layers: &Layers) {
    let mut rng = Rng::new(33);
    let mut placed: Vec<V2> = Vec::new();
    for _ in 0..6000 {
        let at = p2(rng.range(-26.0, 25.0), rng.range(-20.0, 10.5));
        // Clumps line the beds' edges: on the bed here, off it one and a half metres away.
        let edge = on_bed(b, at, 0.45) && !on_bed(b, at, 1.2);
        if placed.len() < 95 && edge && placed.iter().all(|p| (*p - at).length() > 0.9) {
            if rng.chance(0.78) {
                b.put(layers.trees, "Vivaces", perennials, at, rng.range(0.0, TAU), rng.range(0.8, 1.15));
            } else {
                let mut bush = Planting::new("Buisson", at, &mut rng);
                bush.scale *= 0.6;
                b.plant(layers.trees, bush);
            }
            placed.push(at);
        }
    }
}
