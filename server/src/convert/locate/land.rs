//! Roughly where France lies, to tell a place from the open sea: figures that are a place in two systems are mostly the sea
//! in one of them.

use belvedere_domain::geodesy::{Area, Crs, GeoPoint};

const fn area(south_deg: f64, north_deg: f64, west_deg: f64, east_deg: f64) -> Area {
    Area { west_deg, south_deg, east_deg, north_deg }
}

/// Mainland France, its islands and Corsica, in bands of latitude, about a fifth of a degree wider than the land. Closer
/// where Lambert-93's Corsica and Brittany in CC47 have nearly the same figures: north of Cap Corse, south of Belle-Île.
const MAINLAND: [Area; 21] = [
    area(41.2, 43.1, 8.4, 9.7),
    area(42.2, 42.6, 1.2, 3.4),
    area(42.6, 43.0, -1.0, 3.4),
    area(42.9, 43.2, -1.7, 6.7),
    area(43.2, 43.5, -2.0, 7.2),
    area(43.5, 44.0, -2.0, 7.8),
    area(44.0, 44.5, -1.6, 7.9),
    area(44.5, 45.0, -1.6, 7.3),
    area(45.0, 45.5, -1.5, 7.4),
    area(45.5, 46.0, -1.8, 7.4),
    area(46.0, 46.5, -2.1, 7.2),
    area(46.5, 47.0, -2.6, 7.3),
    area(47.0, 47.25, -2.8, 7.8),
    area(47.25, 47.5, -3.5, 7.8),
    area(47.5, 48.0, -4.8, 7.9),
    area(48.0, 48.5, -5.3, 8.1),
    area(48.5, 49.0, -5.3, 8.5),
    area(49.0, 49.5, -2.2, 8.4),
    area(49.5, 50.0, -2.2, 6.7),
    area(50.0, 50.5, 1.1, 5.0),
    area(50.5, 51.3, 1.3, 4.4),
];
const MARTINIQUE: Area = area(14.3, 15.0, -61.4, -60.7);
const LA_REUNION: Area = area(-21.5, -20.8, 55.1, 56.0);
const MAYOTTE: Area = area(-13.1, -12.5, 44.9, 45.4);
/// The northern islands' figures, like those of Guadeloupe, are a place of the mainland in Lambert II étendu.
const GUADELOUPE: [Area; 2] = [area(15.7, 16.7, -61.9, -60.9), area(17.7, 18.2, -63.3, -62.7)];
/// Its figures are a place in the national grids of Great Britain and the Netherlands too, and near those of the abolished
/// Lambert zones.
const GUYANE: Area = area(2.0, 6.0, -54.7, -51.4);

/// Whether `geo` lies in the part of France where `crs` is in use: none if not; else whether no other system that French
/// plans are drawn in, abolished ones included, has a place with the same figures.
///
/// Longitude and latitude in degrees are no coordinates of a model, and the web map's grid overlaps Lambert-93's without
/// being a system that plans are drawn in: neither is looked for.
pub fn of(crs: Crs, geo: GeoPoint) -> Option<bool> {
    let within = |areas: &[Area], alone: bool| areas.iter().any(|area| area.contains(geo)).then_some(alone);
    match crs {
        Crs::Wgs84 | Crs::WebMercator => None,
        Crs::Rgaf09Utm20n => within(&[MARTINIQUE], true).or_else(|| within(&GUADELOUPE, false)),
        Crs::Rgfg95Utm22n => within(&[GUYANE], false),
        Crs::Rgr92Utm40s => within(&[LA_REUNION], true),
        Crs::Rgm04Utm38s => within(&[MAYOTTE], true),
        _ => within(&MAINLAND, true),
    }
}
