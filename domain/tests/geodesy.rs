//! Every coordinate reference system against PROJ, and refusals instead of nonsense.

use belvedere_domain::geodesy::{Crs, CrsPoint, GeoPoint, GeodesyError};

/// 1 cm, the promise.
const TOLERANCE_M: f64 = 0.01;
/// 1 cm on the Earth's surface, as degrees of latitude.
const TOLERANCE_DEG: f64 = TOLERANCE_M / 111_000.0;

struct Row {
    crs: Crs,
    geo: GeoPoint,
    point: CrsPoint,
    convergence_deg: f64,
    scale: Option<[f64; 2]>,
}

/// The table computed once with pyproj; its header says how.
fn rows() -> Vec<Row> {
    include_str!("fixtures/geodesy.csv")
        .lines()
        .filter(|line| line.starts_with("EPSG:"))
        .map(|line| {
            let fields: Vec<&str> = line.split(',').collect();
            let number = |index: usize| fields[index].parse::<f64>();
            Row {
                crs: fields[0].parse().unwrap(),
                geo: geo(number(1).unwrap(), number(2).unwrap()),
                point: grid(number(3).unwrap(), number(4).unwrap()),
                convergence_deg: number(5).unwrap(),
                scale: number(6).ok().zip(number(7).ok()).map(|(east, north)| [east, north]),
            }
        })
        .collect()
}

fn geo(longitude_deg: f64, latitude_deg: f64) -> GeoPoint {
    GeoPoint { longitude_deg, latitude_deg, height_m: 231.5 }
}

fn grid(easting_m: f64, northing_m: f64) -> CrsPoint {
    CrsPoint { easting_m, northing_m, height_m: 231.5 }
}

#[test]
fn the_table_covers_every_system() {
    let rows = rows();
    assert!(rows.len() >= 60, "{} rows", rows.len());
    for crs in Crs::ALL {
        let of_crs = rows.iter().filter(|row| row.crs == crs);
        assert!(of_crs.clone().count() >= 4, "{crs} has too few rows");
        for row in of_crs {
            assert!(crs.area().contains(row.geo), "{crs}: {:?} lies outside", row.geo);
        }
    }
}

#[test]
fn grid_coordinates_are_those_of_proj() {
    for Row { crs, geo, point, .. } in rows() {
        let ours = crs.crs_from_geo(geo).unwrap();
        let tolerance = if crs == Crs::Wgs84 { TOLERANCE_DEG } else { TOLERANCE_M };
        let off = (ours.easting_m - point.easting_m).hypot(ours.northing_m - point.northing_m);
        assert!(off <= tolerance, "{crs} {geo:?}: {ours:?}, PROJ says {point:?}");
        assert_eq!(ours.height_m, geo.height_m);
    }
}

#[test]
fn longitude_and_latitude_are_those_of_proj() {
    for Row { crs, geo, point, .. } in rows() {
        let ours = crs.geo_from_crs(point).unwrap();
        let off = (ours.longitude_deg - geo.longitude_deg).hypot(ours.latitude_deg - geo.latitude_deg);
        assert!(off <= TOLERANCE_DEG, "{crs} {point:?}: {ours:?}, PROJ says {geo:?}");
        assert_eq!(ours.height_m, point.height_m);
    }
}

#[test]
fn convergence_and_point_scale_are_those_of_proj() {
    for Row { crs, geo, convergence_deg, scale, .. } in rows() {
        let ours = crs.convergence_deg(geo).unwrap();
        assert!((ours - convergence_deg).abs() <= 1e-7, "{crs} {geo:?}: {ours}, PROJ says {convergence_deg}");
        if let Some([east, north]) = scale {
            let ours = crs.point_scale(geo).unwrap();
            assert!((ours.east - east).abs() <= 1e-8, "{crs} {geo:?}: {ours:?}, PROJ says {east}");
            assert!((ours.north - north).abs() <= 1e-8, "{crs} {geo:?}: {ours:?}, PROJ says {north}");
        }
    }
}

#[test]
fn what_is_no_number_is_refused() {
    for crs in Crs::ALL {
        for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let inside = rows().into_iter().find(|row| row.crs == crs).unwrap();
            for geo in [
                GeoPoint { longitude_deg: bad, ..inside.geo },
                GeoPoint { latitude_deg: bad, ..inside.geo },
                GeoPoint { height_m: bad, ..inside.geo },
            ] {
                assert_eq!(crs.crs_from_geo(geo), Err(GeodesyError::NotFinite));
            }
            for point in [
                CrsPoint { easting_m: bad, ..inside.point },
                CrsPoint { northing_m: bad, ..inside.point },
                CrsPoint { height_m: bad, ..inside.point },
            ] {
                assert_eq!(crs.geo_from_crs(point), Err(GeodesyError::NotFinite));
            }
        }
    }
}

#[test]
fn coordinates_of_another_system_are_refused() {
    let macon = geo(4.8281, 46.3069);
    let lambert = Crs::Lambert93.crs_from_geo(macon).unwrap();
    // Read as the zone of Corsica, as degrees, or as another island's zone, they name no place.
    for crs in [Crs::Cc42, Crs::Cc46, Crs::Wgs84, Crs::Rgaf09Utm20n, Crs::Rgr92Utm40s] {
        let refused = crs.geo_from_crs(lambert).unwrap_err();
        assert!(matches!(refused, GeodesyError::NoSuchPlace { .. }), "{crs}: {refused}");
        assert!(refused.to_string().contains(crs.name()), "{refused}");
    }
    let refused = Crs::Cc42.crs_from_geo(macon).unwrap_err();
    assert!(matches!(refused, GeodesyError::OutsideArea { .. }), "{refused}");
}

#[test]
fn an_easting_around_the_earth_is_no_place() {
    let girth_m = 2.0 * std::f64::consts::PI * 6_378_137.0;
    let paris = Crs::WebMercator.crs_from_geo(geo(2.35, 48.85)).unwrap();
    let around = CrsPoint { easting_m: paris.easting_m + girth_m, ..paris };
    assert!(matches!(Crs::WebMercator.geo_from_crs(around), Err(GeodesyError::NoSuchPlace { .. })));
}

#[test]
fn the_ground_of_a_high_valley_is_longer_than_its_ellipsoid() {
    let sea = GeoPoint { height_m: 0.0, ..geo(6.6, 45.5) };
    let valley = GeoPoint { height_m: 1000.0, ..sea };
    let at_sea = Crs::Lambert93.ground_scale(sea).unwrap();
    let in_valley = Crs::Lambert93.ground_scale(valley).unwrap();
    assert_eq!(at_sea, Crs::Lambert93.point_scale(sea).unwrap());
    let per_km_m = (at_sea.north / in_valley.north - 1.0) * 1000.0;
    assert!((per_km_m - 0.157).abs() < 0.001, "{per_km_m} m per km");
}
