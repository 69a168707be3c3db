//! Scenario B, "La place halle": a timber market hall on a paved square, a café terrace, trees in line.

use std::f32::consts::{FRAC_PI_2, PI};

use super::super::furniture::{bench, bike_rack, bin, bollard, cafe_table, lamp_post, parasol, planter, stall};
use super::super::geom::{Frame, p2};
use super::super::ground::HALL_AT;
use super::super::landmark::hall;
use super::super::material::Colour;
use super::Builder;
use super::common::Layers;

/// Adds the market square.
pub fn build(b: &mut Builder, layers: &Layers) {
    let frame = Frame { at: b.ground.point(HALL_AT), turn: 0.0 };
    b.scene.place(layers.square, "Halle", hall(), frame);
    b.plant_all(layers.trees, "Vieux tilleul", 21, &[(-25.0, 6.5), (19.8, -0.6)]);
    let row: Vec<(f32, f32)> =
        (0..7).map(|k| (-17.5 + 6.0 * k as f32, 9.0 - 0.05 * k as f32)).filter(|p| (p.0 - 0.5).abs() > 1.0).collect();
    b.plant_all(layers.trees, "Tilleul", 41, &row);
    b.plant_all(layers.trees, "Platane", 42, &[(10.5, -16.0), (17.5, -15.2)]);
    b.plant_all(layers.trees, "Jeune tilleul", 43, &[(24.0, -12.0), (24.2, -7.0), (24.2, 5.0), (24.0, 9.6)]);
    terrace(b, layers);
    market(b, layers);
    for &(x, z) in &row {
        b.put(layers.furniture, "Banc", bench, p2(x + 3.0, z), PI, 1.0);
    }
    for (x, z) in [(-26.2, -11.0), (3.0, -10.5), (3.0, 2.5), (14.0, 6.4), (-14.0, 6.2)] {
        b.put(layers.furniture, "Réverbère", lamp_post, p2(x, z), 0.0, 1.0);
    }
    for k in 0..14 {
        b.put(layers.furniture, "Borne", bollard, p2(-22.0 + 3.2 * k as f32, 10.25), 0.0, 1.0);
    }
    for x in [10.0, 12.4, 14.8] {
        b.put(layers.furniture, "Arceaux à vélos", bike_rack, p2(x, -19.6), 0.0, 1.0);
    }
    for (x, z) in [(1.8, -13.5), (5.0, 7.2)] {
        b.put(layers.furniture, "Corbeille", bin, p2(x, z), 0.0, 1.0);
    }
}

/// Tables and parasols before the café, on the north side.
fn terrace(b: &mut Builder, layers: &Layers) {
    for (k, &(x, z)) in
        [(-23.4, -16.6), (-19.6, -17.4), (-15.8, -18.0), (-21.5, -13.4), (-17.7, -14.2)].iter().enumerate()
    {
        let colour = if k % 2 == 0 { Colour::ParasolEcru } else { Colour::ParasolTerracotta };
        let at = p2(x, z);
        let frame = Frame { at: b.ground.point(at), turn: 0.3 * k as f32 };
        b.put_at(layers.furniture, "Parasol", &format!("Parasol {colour:?}"), || parasol(colour), frame, 1.0);
        for (dx, dz) in [(-1.05, 0.2), (1.05, -0.2)] {
            b.put(layers.furniture, "Table de café", cafe_table, at + p2(dx, dz), 0.9 * k as f32 + dx, 1.0);
        }
    }
    for x in [-24.6, -14.2] {
        b.put(layers.furniture, "Jardinière", planter, p2(x, -11.6), FRAC_PI_2, 1.0);
    }
}

/// Stalls under the hall and before it.
fn market(b: &mut Builder, layers: &Layers) {
    let colours = [Colour::ParasolEcru, Colour::ParasolTerracotta, Colour::AwningGreen];
    let places = [
        (-15.2, -6.8, 0.0),
        (-10.4, -6.8, 0.0),
        (-5.6, -6.8, 0.0),
        (7.6, -6.5, -FRAC_PI_2),
        (7.8, -2.2, -FRAC_PI_2),
        (7.6, 2.2, -FRAC_PI_2),
        (-13.0, 3.2, PI),
        (-8.6, 3.2, PI),
    ];
    for (k, (x, z, turn)) in places.into_iter().enumerate() {
        let colour = colours[k % 3];
        let frame = Frame { at: b.ground.point(p2(x, z)), turn };
        b.put_at(layers.furniture, "Étal", &format!("Étal {}", k % 3), || stall(colour, k as u64 % 3), frame, 1.0);
    }
}
