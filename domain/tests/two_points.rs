//! Two points known in the scene and on Earth give back the placement that they came from; the scale error is that of the
//! ground, and is never hidden.

use belvedere_domain::geodesy::{Crs, CrsPoint, GeoPoint};
use belvedere_domain::placement::{
    HeightReference, KeepError, Placement, PlacementMethod, SCALE_ERROR_MAX, TwoPoints, TwoPointsError, UpAxis,
};
use proptest::prelude::*;

fn cluny() -> Placement {
    Placement {
        crs: Crs::Lambert93,
        easting_m: 827_900.0,
        northing_m: 6_593_500.0,
        height_m: 248.0,
        height_reference: HeightReference::NgfIgn69,
        heading_deg: 31.0,
        scale: 1.0,
        up_axis: UpAxis::Y,
        method: PlacementMethod::Typed,
        accuracy_m: 0.05,
    }
}

/// The two points of a scene that lies by `placement`, as a survey would give them, with the model drawn `longer` times.
fn surveyed(placement: &Placement, ground_m: [[f64; 2]; 2], longer: f64) -> TwoPoints {
    let frame = placement.frame().unwrap();
    let grid = ground_m.map(|[x, z]| {
        let CrsPoint { easting_m, northing_m, .. } = frame.crs_from_scene([x, 0.0, z]);
        [easting_m, northing_m]
    });
    let scene_m = ground_m.map(|point| point.map(|figure| figure * longer));
    TwoPoints { crs: placement.crs, scene_m, grid, height_m: placement.height_m }
}

fn turn_deg(a: f64, b: f64) -> f64 {
    ((a - b + 180.0).rem_euclid(360.0) - 180.0).abs()
}

#[test]
fn the_placement_comes_back() {
    let fit = surveyed(&cluny(), [[-20.0, 4.0], [35.0, -18.0]], 1.0).fit().unwrap();
    assert!(fit.scale_error().abs() < 1e-9 && fit.is_within(), "{fit:?}");
    let placed = fit.keeping_scale(&cluny(), 0.02).unwrap();
    assert!(
        (placed.easting_m - 827_900.0).abs() < 1e-6 && (placed.northing_m - 6_593_500.0).abs() < 1e-6,
        "{placed:?}"
    );
    assert!(turn_deg(placed.heading_deg, 31.0) < 1e-6, "{placed:?}");
    let expected = (PlacementMethod::TwoPoints, 0.02, HeightReference::NgfIgn69, 248.0, 1.0);
    let kept = (placed.method, placed.accuracy_m, placed.height_reference, placed.height_m, placed.scale);
    assert_eq!(kept, expected);
}

#[test]
fn a_small_error_is_shared_and_told() {
    let fit = surveyed(&cluny(), [[0.0, 0.0], [100.0, 0.0]], 1.004).fit().unwrap();
    assert!((fit.scale_error() - 0.004).abs() < 1e-9 && (fit.length_error_m() - 0.4).abs() < 1e-6, "{fit:?}");
    let placed = fit.keeping_scale(&cluny(), 0.02).unwrap();
    assert_eq!((placed.scale, placed.accuracy_m), (1.0, 0.2));
    // Each end is 20 cm off, on the line between the two.
    let frame = placed.frame().unwrap();
    let truth = cluny().frame().unwrap();
    for (model_m, ground_m) in [(0.0, 0.0), (100.4, 100.0)] {
        let [x, _, z] = truth.scene_from_crs(frame.crs_from_scene([model_m, 0.0, 0.0]));
        assert!(((x - ground_m).hypot(z) - 0.2).abs() < 1e-4, "{x} {z}");
    }
}

#[test]
fn a_large_error_is_not_hidden() {
    let fit = surveyed(&cluny(), [[0.0, 0.0], [100.0, 0.0]], 1.018).fit().unwrap();
    let refused = fit.keeping_scale(&cluny(), 0.02).unwrap_err();
    assert!(matches!(refused, KeepError::ScaleOff(error) if (error - 0.018).abs() < 1e-9), "{refused}");
    assert_eq!(fit.likely_unit_m(), None);
    // Corrected, the two points lie on their coordinates once the model is converted by that scale.
    let placed = fit.correcting_scale(1.0, &cluny(), 0.02).unwrap();
    assert!((placed.scale * 1.018 - 1.0).abs() < 1e-9, "{placed:?}");
    assert!((placed.easting_m - 827_900.0).abs() < 1e-6 && turn_deg(placed.heading_deg, 31.0) < 1e-6, "{placed:?}");
}

#[test]
fn half_a_percent_is_the_limit() {
    for (error, within) in [(0.0049, true), (-0.0049, true), (0.0051, false), (-0.0051, false)] {
        let fit = surveyed(&cluny(), [[0.0, 0.0], [0.0, 50.0]], 1.0 + error).fit().unwrap();
        assert_eq!((fit.is_within(), fit.keeping_scale(&cluny(), 0.1).is_ok()), (within, within), "{error}");
    }
    assert_eq!(SCALE_ERROR_MAX, 0.005);
}

#[test]
fn a_unit_read_as_metres_is_recognised() {
    for unit_m in [0.001, 0.01, 0.0254, 0.3048] {
        let fit = surveyed(&cluny(), [[2.0, 0.0], [3.0, 40.0]], 1.005 / unit_m).fit().unwrap();
        assert_eq!(fit.likely_unit_m(), Some(unit_m));
        let read = fit.correcting_scale(1.0, &cluny(), 0.1).unwrap().scale;
        assert!((read / unit_m - 1.0).abs() < 0.006, "{read}");
    }
}

#[test]
fn the_grids_own_metre_is_not_the_ground() {
    // In the far north of Lambert-93 the grid is 0.23 % longer than the ground: nearly half of what is let pass.
    let dunkirk = GeoPoint { longitude_deg: 2.37, latitude_deg: 51.03, height_m: 0.0 };
    let origin = Crs::Lambert93.crs_from_geo(dunkirk).unwrap();
    let placement = Placement { easting_m: origin.easting_m, northing_m: origin.northing_m, height_m: 0.0, ..cluny() };
    let points = surveyed(&placement, [[0.0, 0.0], [200.0, 0.0]], 1.0);
    let [a, b] = points.grid;
    assert!((b[0] - a[0]).hypot(b[1] - a[1]) > 200.4);
    assert!(points.fit().unwrap().scale_error().abs() < 1e-9);
}

#[test]
fn degrees_are_put_on_the_grid_of_the_country() {
    let frame = cluny().frame().unwrap();
    let ground_m = [[-20.0, 4.0], [35.0, -18.0]];
    let grid = ground_m.map(|[x, z]| {
        let geo = frame.geo_from_scene([x, 0.0, z]).unwrap();
        [geo.longitude_deg, geo.latitude_deg]
    });
    let points = TwoPoints { crs: Crs::Wgs84, scene_m: ground_m, grid, height_m: 248.0 };
    let placed = points.fit().unwrap().keeping_scale(&cluny(), 0.02).unwrap();
    assert_eq!(placed.crs, Crs::Lambert93);
    assert!((placed.easting_m - 827_900.0).abs() < 1e-3 && turn_deg(placed.heading_deg, 31.0) < 1e-3, "{placed:?}");
}

#[test]
fn a_placement_in_degrees_is_kept_in_metres_where_it_was() {
    let degrees = Placement { crs: Crs::Wgs84, easting_m: 4.6588, northing_m: 46.4345, heading_deg: 10.0, ..cluny() };
    let metric = degrees.clone().on_metric_grid().unwrap();
    assert_eq!(metric.crs, Crs::Lambert93);
    let (before, after) = (degrees.frame().unwrap(), metric.frame().unwrap());
    assert!(turn_deg(before.true_heading_deg(), after.true_heading_deg()) < 1e-9);
    let far = after.scene_from_geo(before.geo_from_scene([300.0, 0.0, -400.0]).unwrap()).unwrap();
    assert!((far[0] - 300.0).abs() < 0.05 && (far[2] + 400.0).abs() < 0.05, "{far:?}");
    let abroad = Placement { crs: Crs::Wgs84, easting_m: -70.0, northing_m: -33.0, ..cluny() };
    assert_eq!(abroad.clone().on_metric_grid().unwrap(), abroad, "no grid of ours is in use there");
    assert_eq!(cluny().on_metric_grid().unwrap(), cluny());
}

#[test]
fn points_that_say_nothing_are_refused() {
    let good = surveyed(&cluny(), [[0.0, 0.0], [30.0, 0.0]], 1.0);
    let one = TwoPoints { scene_m: [[5.0, 5.0], [5.2, 5.2]], ..good };
    assert!(matches!(one.fit(), Err(TwoPointsError::ModelApart(apart)) if apart < 1.0));
    let same = TwoPoints { grid: [good.grid[0], good.grid[0]], ..good };
    assert_eq!(same.fit(), Err(TwoPointsError::GroundApart(0.0)));
    let far = TwoPoints { scene_m: [[0.0, 0.0], [1e6, 0.0]], ..good };
    assert!(matches!(far.fit(), Err(TwoPointsError::ModelApart(_))));
    assert_eq!(TwoPoints { height_m: f64::NAN, ..good }.fit(), Err(TwoPointsError::NotFinite));
    let at_sea = TwoPoints { grid: [[0.0, 0.0], [0.0, 30.0]], ..good };
    assert!(matches!(at_sea.fit(), Err(TwoPointsError::Place(_))));
}

/// Against geodesics of pyproj: an origin and the place reached from it by a true azimuth and a distance on the ground are
/// two points whose scale has no error, and whose heading is known.
#[test]
fn geodesics_have_no_scale_error() {
    let mut rows = 0;
    for line in include_str!("fixtures/geodesy_distances.csv").lines().filter(|line| line.starts_with("EPSG:")) {
        let fields: Vec<&str> = line.split(',').collect();
        let number = |index: usize| fields[index].parse::<f64>().unwrap();
        let crs: Crs = fields[0].parse().unwrap();
        if !crs.is_metric() {
            continue;
        }
        let (height_m, azimuth_deg, distance_m) = (number(3), number(4), number(5));
        let arrival = GeoPoint { longitude_deg: number(6), latitude_deg: number(7), height_m };
        let reached = crs.crs_from_geo(arrival).unwrap();
        let grid = [[number(1), number(2)], [reached.easting_m, reached.northing_m]];
        let points = TwoPoints { crs, scene_m: [[0.0, 0.0], [0.0, -distance_m]], grid, height_m };
        let fit = points.fit().unwrap();
        assert!(fit.length_error_m().abs() < 0.03, "{line}: {fit:?}");
        let frame = fit.keeping_scale(&Placement { height_m, ..cluny() }, 0.0).unwrap().frame().unwrap();
        let aside_m = distance_m * turn_deg(frame.true_heading_deg(), azimuth_deg).to_radians();
        assert!(aside_m < 0.03, "{line}: {aside_m} m aside");
        rows += 1;
    }
    assert!(rows > 200);
}

prop_compose! {
    fn placement()(
        crs in proptest::sample::select(Crs::ALL.into_iter().filter(|crs| crs.is_metric()).collect::<Vec<_>>()),
        east in 0.05..0.95,
        north in 0.05..0.95,
        heading_deg in -360.0..720.0,
        height_m in -50.0..3000.0,
    ) -> Placement {
        let area = crs.area();
        let geo = GeoPoint {
            longitude_deg: area.west_deg + east * (area.east_deg - area.west_deg),
            latitude_deg: area.south_deg + north * (area.north_deg - area.south_deg),
            height_m,
        };
        let CrsPoint { easting_m, northing_m, .. } = crs.crs_from_geo(geo).expect("the place is inside the area");
        Placement { crs, easting_m, northing_m, heading_deg, height_m, ..cluny() }
    }
}

proptest! {
    #[test]
    fn any_placement_comes_back(
        placement in placement(),
        a in prop::array::uniform2(-800.0..800.0),
        b in prop::array::uniform2(-800.0..800.0),
        longer in 0.8..1.25,
    ) {
        let apart_m = f64::hypot(a[0] - b[0], a[1] - b[1]);
        prop_assume!(apart_m > 10.0);
        let fit = surveyed(&placement, [a, b], longer).fit().unwrap();
        // The grid's scale at the origin, a little elsewhere while the model is too long: steep in the corners of the areas.
        prop_assert!((fit.scale_error() - (longer - 1.0)).abs() < 1e-5 * longer, "{fit:?}");
        let placed = fit.correcting_scale(1.0, &placement, 0.05).unwrap();
        prop_assert!((placed.scale * longer - 1.0).abs() < 1e-5);
        let off_m = f64::hypot(placed.easting_m - placement.easting_m, placed.northing_m - placement.northing_m);
        prop_assert!(off_m < 0.01, "{off_m}");
        prop_assert!(turn_deg(placed.heading_deg, placement.heading_deg) < 1e-4, "{placed:?}");
    }

    #[test]
    fn nothing_panics(figures in prop::array::uniform9(proptest::num::f64::ANY)) {
        let [a, b, c, d, e, f, g, h, height_m] = figures;
        for crs in Crs::ALL {
            let points = TwoPoints { crs, scene_m: [[a, b], [c, d]], grid: [[e, f], [g, h]], height_m };
            if let Ok(fit) = points.fit() {
                prop_assert!(fit.scale_error().is_finite() && fit.factor().is_finite());
            }
        }
    }
}
