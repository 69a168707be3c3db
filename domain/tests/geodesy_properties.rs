//! Every way there has its way back, wherever it starts; and nothing panics, whatever is asked.

use belvedere_domain::geodesy::{Crs, CrsPoint, GeoPoint};
use belvedere_domain::placement::{HeightReference, Placement, PlacementMethod, UpAxis};
use proptest::prelude::*;

fn any_crs() -> impl Strategy<Value = Crs> {
    proptest::sample::select(Crs::ALL.to_vec())
}

/// A place inside the area of its system, clear of the poles, where a longitude means nothing.
fn place() -> impl Strategy<Value = (Crs, GeoPoint)> {
    (any_crs(), 0.001..0.999, 0.001..0.999, -400.0..4800.0).prop_map(|(crs, east, north, height_m)| {
        let area = crs.area();
        let (south_deg, north_deg) = (area.south_deg.max(-85.0), area.north_deg.min(85.0));
        let longitude_deg = area.west_deg + east * (area.east_deg - area.west_deg);
        let latitude_deg = south_deg + north * (north_deg - south_deg);
        (crs, GeoPoint { longitude_deg, latitude_deg, height_m })
    })
}

prop_compose! {
    fn placement()(
        (crs, geo) in place(),
        heading_deg in -720.0..720.0,
        scale in 0.0005..100.0,
        up_axis in proptest::sample::select(vec![UpAxis::Y, UpAxis::Z]),
    ) -> Placement {
        let origin = crs.crs_from_geo(geo).expect("the place is inside the area");
        Placement {
            crs,
            easting_m: origin.easting_m,
            northing_m: origin.northing_m,
            height_m: origin.height_m,
            height_reference: HeightReference::Unstated,
            heading_deg,
            scale,
            up_axis,
            method: PlacementMethod::Detected,
            accuracy_m: 0.5,
        }
    }
}

/// Up to 3 km from the origin.
fn scene_point() -> impl Strategy<Value = [f64; 3]> {
    (-3000.0..3000.0, -500.0..500.0, -3000.0..3000.0).prop_map(|(x, y, z)| [x, y, z])
}

fn distance(a: [f64; 3], b: [f64; 3]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

proptest! {
    #[test]
    fn degrees_to_grid_and_back((crs, geo) in place()) {
        let again = crs.geo_from_crs(crs.crs_from_geo(geo).unwrap()).unwrap();
        prop_assert!((again.longitude_deg - geo.longitude_deg).abs() < 1e-9, "{geo:?} {again:?}");
        prop_assert!((again.latitude_deg - geo.latitude_deg).abs() < 1e-9, "{geo:?} {again:?}");
        prop_assert_eq!(again.height_m, geo.height_m);
    }

    #[test]
    fn scene_to_grid_and_back(placement in placement(), scene_m in scene_point()) {
        let frame = placement.frame().unwrap();
        let again = frame.scene_from_crs(frame.crs_from_scene(scene_m));
        prop_assert!(distance(again, scene_m) < 1e-6, "{scene_m:?} {again:?}");
    }

    #[test]
    fn scene_to_degrees_and_back(placement in placement(), scene_m in scene_point()) {
        let frame = placement.frame().unwrap();
        let again = frame.scene_from_geo(frame.geo_from_scene(scene_m).unwrap()).unwrap();
        prop_assert!(distance(again, scene_m) < 1e-3, "{scene_m:?} {again:?}");
    }

    #[test]
    fn model_to_scene_and_back(placement in placement(), model in scene_point()) {
        let again = placement.model_from_scene(placement.scene_from_model(model));
        prop_assert!(distance(again, model) < 1e-9, "{model:?} {again:?}");
    }

    #[test]
    fn a_model_is_turned_and_scaled_but_never_mirrored(placement in placement()) {
        let [right, up, back] = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
            .map(|axis| placement.scene_from_model(axis));
        let volume = right[0] * (up[1] * back[2] - up[2] * back[1])
            - right[1] * (up[0] * back[2] - up[2] * back[0])
            + right[2] * (up[0] * back[1] - up[1] * back[0]);
        prop_assert!((volume / placement.scale.powi(3) - 1.0).abs() < 1e-9, "{volume}");
    }

    #[test]
    fn a_placement_survives_being_written(placement in placement()) {
        let text = serde_json::to_string(&placement).unwrap();
        prop_assert_eq!(serde_json::from_str::<Placement>(&text).unwrap(), placement);
    }

    #[test]
    fn nothing_panics(crs in any_crs(), x in proptest::num::f64::ANY, y in proptest::num::f64::ANY) {
        let geo = crs.geo_from_crs(CrsPoint { easting_m: x, northing_m: y, height_m: 0.0 });
        prop_assert!(geo.is_err() || geo.is_ok_and(|geo| geo.is_finite()));
        let odd = GeoPoint { longitude_deg: x, latitude_deg: y, height_m: 0.0 };
        let point = crs.crs_from_geo(odd);
        prop_assert!(point.is_err() || point.is_ok_and(|point| point.is_finite()));
        let scale = crs.ground_scale(odd);
        prop_assert!(scale.is_err() || crs.convergence_deg(odd).is_ok());
    }
}
