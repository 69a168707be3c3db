//! A metre of the scene is a metre on the ground: scenes all over the map against geodesics.

use belvedere_domain::geodesy::{Crs, CrsPoint, GeoPoint, grid_bearing_deg, true_bearing_deg};
use belvedere_domain::placement::{HeightReference, Placement, PlacementMethod, UpAxis};

struct Row {
    crs: Crs,
    origin: CrsPoint,
    true_azimuth_deg: f64,
    distance_m: f64,
    arrival: GeoPoint,
}

/// The table computed once with pyproj; its header says how.
fn rows() -> Vec<Row> {
    include_str!("fixtures/geodesy_distances.csv")
        .lines()
        .filter(|line| line.starts_with("EPSG:"))
        .map(|line| {
            let fields: Vec<&str> = line.split(',').collect();
            let number = |index: usize| fields[index].parse::<f64>().unwrap();
            let height_m = number(3);
            Row {
                crs: fields[0].parse().unwrap(),
                origin: CrsPoint { easting_m: number(1), northing_m: number(2), height_m },
                true_azimuth_deg: number(4),
                distance_m: number(5),
                arrival: GeoPoint { longitude_deg: number(6), latitude_deg: number(7), height_m },
            }
        })
        .collect()
}

fn placement(crs: Crs, origin: CrsPoint, heading_deg: f64) -> Placement {
    Placement {
        crs,
        easting_m: origin.easting_m,
        northing_m: origin.northing_m,
        height_m: origin.height_m,
        height_reference: HeightReference::Unstated,
        heading_deg,
        scale: 1.0,
        up_axis: UpAxis::Y,
        method: PlacementMethod::Typed,
        accuracy_m: 1.0,
    }
}

/// How far the scene puts the arrival from where a true bearing and a distance put it.
fn error_m(row: &Row, heading_deg: f64) -> f64 {
    let frame = placement(row.crs, row.origin, heading_deg).frame().unwrap();
    let [x, _, z] = frame.scene_from_geo(row.arrival).unwrap();
    // Clockwise from the scene's -Z axis.
    let turn = (row.true_azimuth_deg - frame.true_heading_deg()).to_radians();
    (x - row.distance_m * turn.sin()).hypot(z + row.distance_m * turn.cos())
}

#[test]
fn a_walk_in_the_scene_is_as_long_as_on_the_ground() {
    let rows = rows();
    assert!(rows.len() > 300);
    for row in &rows {
        for heading_deg in [0.0, 33.25, -120.0, 270.0] {
            let error_m = error_m(row, heading_deg);
            let conformal = !matches!(row.crs, Crs::Wgs84 | Crs::WebMercator);
            let limit_m = if conformal { 0.03 } else { 0.5 };
            assert!(
                error_m <= limit_m,
                "{} from {:?}, {}° for {} m: {error_m} m off",
                row.crs,
                row.origin,
                row.true_azimuth_deg,
                row.distance_m
            );
        }
    }
}

#[test]
fn the_walk_back_ends_where_it_began() {
    for row in rows() {
        let frame = placement(row.crs, row.origin, 12.5).frame().unwrap();
        let scene_m = frame.scene_from_geo(row.arrival).unwrap();
        let again = frame.geo_from_scene(scene_m).unwrap();
        assert!((again.longitude_deg - row.arrival.longitude_deg).abs() < 1e-8);
        assert!((again.latitude_deg - row.arrival.latitude_deg).abs() < 1e-8);
    }
}

#[test]
fn the_grids_own_metre_would_have_been_wrong() {
    // In the far north of Lambert-93 a kilometre on the grid is 2.3 m shorter on the ground.
    let origin =
        Crs::Lambert93.crs_from_geo(GeoPoint { longitude_deg: 2.54, latitude_deg: 51.08, height_m: 0.0 }).unwrap();
    let frame = placement(Crs::Lambert93, origin, 0.0).frame().unwrap();
    let north = frame.crs_from_scene([0.0, 0.0, -1000.0]);
    assert!((north.northing_m - origin.northing_m - 1002.3).abs() < 0.1, "{north:?}");
    let [east_m, north_m] = frame.metres_per_grid_unit();
    assert!((east_m - 0.9977).abs() < 1e-4 && (north_m - east_m).abs() < 1e-8);
}

#[test]
fn bearings_turn_by_the_convergence() {
    // Strasbourg lies east of the central meridian: grid north points east of true north.
    let strasbourg = GeoPoint { longitude_deg: 7.7521, latitude_deg: 48.5734, height_m: 0.0 };
    let convergence_deg = Crs::Lambert93.convergence_deg(strasbourg).unwrap();
    assert!(convergence_deg > 3.4 && convergence_deg < 3.5, "{convergence_deg}");
    assert!((true_bearing_deg(0.0, convergence_deg) - convergence_deg).abs() < 1e-12);
    assert!((grid_bearing_deg(0.0, convergence_deg) - (360.0 - convergence_deg)).abs() < 1e-12);
    assert_eq!(grid_bearing_deg(convergence_deg, convergence_deg), 0.0);
    assert_eq!(true_bearing_deg(-1e-20, 0.0), 0.0);
}
