//! The limits of the demo's commune and of its neighbours: invented like all of the village. Each limit follows ridges and
//! streams that nobody surveyed: the same points for the communes on both sides of it.

use std::f64::consts::TAU;

use belvedere_domain::geodesy::{Crs, CrsPoint};
use serde_json::{Value, json};

use super::NAME;
use super::rng::Rng;

/// No commune bears these names.
const NEIGHBOURS: [&str; 6] = [
    "Saint-Orens-des-Vignes",
    "Chazelles-le-Haut",
    "La Fontaine-aux-Grives",
    "Brissy-sous-Roche",
    "Germoles-les-Prés",
    "Montavert",
];
/// Where the village's square lies (EPSG:2154, metres).
const SQUARE_M: [f64; 2] = [835_140.0, 6_578_260.0];
/// How far the limits are from the square, and those of the neighbours (metres).
const RADII_M: [f64; 2] = [1_900.0, 4_600.0];
/// Points on the limit with one neighbour.
const PIECES: usize = 9;

/// `communes.geojson`.
///
/// # Panics
/// Never: the places are constants, and lie in the area of their system.
pub fn communes() -> Value {
    let mut rng = Rng::new(71);
    let count = NEIGHBOURS.len() * PIECES;
    // A ring whose radius wanders: never far, and back where it began.
    let mut ring = |radius_m: f64, roughness: f64| -> Vec<[f64; 2]> {
        let waves: Vec<[f64; 3]> =
            (2..7).map(|wave| [f64::from(wave), f64::from(rng.unit()) * TAU, roughness / f64::from(wave)]).collect();
        let at = |index: usize| {
            let angle = index as f64 / count as f64 * TAU;
            let swell: f64 = waves.iter().map(|[wave, phase, height]| height * (wave * angle + phase).sin()).sum();
            let far_m = radius_m * (1.0 + swell + 0.03 * (f64::from(rng.unit()) - 0.5));
            [SQUARE_M[0] + far_m * angle.sin(), SQUARE_M[1] + far_m * angle.cos()]
        };
        (0..count).map(at).collect()
    };
    let (inner, outer) = (ring(RADII_M[0], 0.22), ring(RADII_M[1], 0.16));
    let mut features = vec![feature(NAME, &inner)];
    for (index, name) in NEIGHBOURS.iter().enumerate() {
        let from = index * PIECES;
        let along = (from..=from + PIECES).map(|point| outer[point % count]);
        let back = (from..=from + PIECES).rev().map(|point| inner[point % count]);
        features.push(feature(name, &along.chain(back).collect::<Vec<_>>()));
    }
    json!({ "type": "FeatureCollection", "features": features })
}

fn feature(name: &str, ring_m: &[[f64; 2]]) -> Value {
    let degrees = |[easting_m, northing_m]: [f64; 2]| {
        let point = CrsPoint { easting_m, northing_m, height_m: 0.0 };
        let geo = Crs::Lambert93.geo_from_crs(point).expect("the village lies in France");
        // A centimetre.
        [geo.longitude_deg, geo.latitude_deg].map(|degrees| (degrees * 1e7).round() / 1e7)
    };
    let ring: Vec<_> = ring_m.iter().chain(ring_m.first()).map(|point| degrees(*point)).collect();
    json!({
        "type": "Feature",
        "properties": { "name": name },
        "geometry": { "type": "Polygon", "coordinates": [ring] },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_share_their_limits() {
        let communes = communes();
        let rings: Vec<Vec<Value>> = communes["features"]
            .as_array()
            .unwrap()
            .iter()
            .map(|feature| feature["geometry"]["coordinates"][0].as_array().unwrap().clone())
            .collect();
        assert_eq!(rings.len(), 1 + NEIGHBOURS.len());
        assert!(rings.iter().all(|ring| ring.first() == ring.last()));
        for neighbour in &rings[1..] {
            let shared = neighbour.iter().filter(|point| rings[0].contains(point)).count();
            assert_eq!(shared, PIECES + 1);
        }
    }
}
