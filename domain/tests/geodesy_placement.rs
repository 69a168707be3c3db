//! The axes of the scene, and placements that are refused with their reason.

use belvedere_domain::geodesy::{Crs, GeoPoint};
use belvedere_domain::placement::{HeightReference, Placement, PlacementError, PlacementMethod, UpAxis};

fn cluny() -> Placement {
    Placement {
        crs: Crs::Lambert93,
        easting_m: 827_900.0,
        northing_m: 6_593_500.0,
        height_m: 248.0,
        height_reference: HeightReference::Unstated,
        heading_deg: 0.0,
        scale: 1.0,
        up_axis: UpAxis::Y,
        method: PlacementMethod::OnMap,
        accuracy_m: 2.0,
    }
}

fn assert_close(ours: [f64; 3], wanted: [f64; 3]) {
    for (ours_m, wanted_m) in ours.iter().zip(wanted) {
        assert!((ours_m - wanted_m).abs() < 1e-9, "{ours:?}, wanted {wanted:?}");
    }
}

#[test]
fn at_heading_0_x_is_east_and_minus_z_is_north() {
    let frame = cluny().frame().unwrap();
    let east = frame.crs_from_scene([100.0, 0.0, 0.0]);
    assert!((east.easting_m - 827_999.9).abs() < 0.1 && east.northing_m == 6_593_500.0, "{east:?}");
    let north = frame.crs_from_scene([0.0, 0.0, -100.0]);
    assert!((north.northing_m - 6_593_599.9).abs() < 0.1 && north.easting_m == 827_900.0, "{north:?}");
    let up = frame.crs_from_scene([0.0, 3.5, 0.0]);
    assert_eq!(up.height_m, 251.5);
}

#[test]
fn at_heading_90_minus_z_is_east_and_x_is_south() {
    let frame = Placement { heading_deg: 90.0, ..cluny() }.frame().unwrap();
    let ahead = frame.crs_from_scene([0.0, 0.0, -100.0]);
    assert!((ahead.easting_m - 827_999.9).abs() < 0.1, "{ahead:?}");
    assert!((ahead.northing_m - 6_593_500.0).abs() < 1e-6, "{ahead:?}");
    let right = frame.crs_from_scene([100.0, 0.0, 0.0]);
    assert!((right.northing_m - 6_593_400.1).abs() < 0.1, "{right:?}");
}

#[test]
fn a_model_drawn_in_millimetres_with_z_up_stands_upright() {
    let placement = Placement { scale: 0.001, up_axis: UpAxis::Z, ..cluny() };
    assert_close(placement.scene_from_model([1000.0, 2000.0, 3000.0]), [1.0, 3.0, -2.0]);
    assert_close(placement.model_from_scene([1.0, 3.0, -2.0]), [1000.0, 2000.0, 3000.0]);
}

#[test]
fn the_sun_gets_true_north() {
    let placement = Placement { heading_deg: 359.0, ..cluny() };
    let frame = placement.frame().unwrap();
    let geo = frame.geo_from_scene([0.0; 3]).unwrap();
    let convergence_deg = Crs::Lambert93.convergence_deg(geo).unwrap();
    assert!(convergence_deg > 1.0);
    assert!((frame.true_heading_deg() - (convergence_deg - 1.0)).abs() < 1e-9);
    assert_eq!(frame.convergence_deg(), convergence_deg);
}

#[test]
fn degrees_can_place_a_scene_too() {
    let placement = Placement { crs: Crs::Wgs84, easting_m: 4.6588, northing_m: 46.4345, ..cluny() };
    let frame = placement.frame().unwrap();
    let north = frame.geo_from_scene([0.0, 0.0, -1000.0]).unwrap();
    assert!((north.latitude_deg - 46.4345 - 1.0 / 111.15).abs() < 1e-4, "{north:?}");
    assert_eq!(north.longitude_deg, 4.6588);
}

#[test]
fn figures_that_are_no_numbers_are_named() {
    let bad = f64::NAN;
    let broken = [
        ("easting_m", Placement { easting_m: bad, ..cluny() }),
        ("northing_m", Placement { northing_m: bad, ..cluny() }),
        ("height_m", Placement { height_m: bad, ..cluny() }),
        ("heading_deg", Placement { heading_deg: bad, ..cluny() }),
        ("scale", Placement { scale: f64::INFINITY, ..cluny() }),
        ("accuracy_m", Placement { accuracy_m: bad, ..cluny() }),
    ];
    for (field, placement) in broken {
        assert_eq!(placement.validate(), Err(PlacementError::NotFinite { field }));
    }
}

#[test]
fn impossible_figures_are_refused() {
    assert_eq!(cluny().validate(), Ok(()));
    for scale in [0.0, -1.0] {
        let refused = Placement { scale, ..cluny() }.validate();
        assert_eq!(refused, Err(PlacementError::ScaleNotPositive { scale }));
    }
    let refused = Placement { accuracy_m: -0.5, ..cluny() }.validate();
    assert_eq!(refused, Err(PlacementError::AccuracyNegative { accuracy_m: -0.5 }));
    let at_sea = Placement { easting_m: 0.0, northing_m: 0.0, ..cluny() }.validate().unwrap_err();
    assert!(matches!(at_sea, PlacementError::Origin(_)), "{at_sea}");
    assert!(at_sea.to_string().contains("Lambert-93"), "{at_sea}");
}

#[test]
fn a_placement_is_written_with_its_words() {
    let text = serde_json::to_string(&cluny()).unwrap();
    assert!(text.contains("\"crs\":\"EPSG:2154\""), "{text}");
    assert!(text.contains("\"up_axis\":\"y\"") && text.contains("\"method\":\"on_map\""), "{text}");
    assert_eq!(serde_json::from_str::<Placement>(&text).unwrap(), cluny());
}

#[test]
fn a_point_far_outside_the_scene_has_no_longitude() {
    let frame = cluny().frame().unwrap();
    assert!(frame.geo_from_scene([1.0e9, 0.0, 0.0]).is_err());
    assert!(frame.geo_from_scene([f64::NAN, 0.0, 0.0]).is_err());
    let overseas = GeoPoint { longitude_deg: 55.45, latitude_deg: -20.88, height_m: 0.0 };
    assert!(frame.scene_from_geo(overseas).is_err());
}
