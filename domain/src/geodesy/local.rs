//! How a grid lies on the ground around one place: which way its north points and how long its
//! metre is there.

use std::f64::consts::PI;

use super::{Crs, GeoPoint, GeodesyError};

/// Semi-major axis and squared eccentricity of GRS80 (WGS84 differs by 0.1 mm).
const SEMI_MAJOR_M: f64 = 6_378_137.0;
const ECCENTRICITY_SQUARED: f64 = 0.006_694_380_022_900_79;

/// Half the base of the central differences below: about 64 m, where the error of the formula and
/// that of f64 are both under 1e-9.
const STEP_RAD: f64 = 1e-5;

/// Grid units per metre, along grid east and along grid north.
///
/// Both are the same in a conformal system (all but EPSG:4326 and EPSG:3857). In EPSG:4326 they
/// are degrees per metre.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PointScale {
    /// Grid units for one metre towards grid east.
    pub east: f64,
    /// Grid units for one metre towards grid north.
    pub north: f64,
}

impl Crs {
    /// Meridian convergence in degrees: the angle from true north to grid north, positive when
    /// grid north lies clockwise (east) of true north. So
    /// `true bearing = grid bearing + convergence`. North of the equator it is positive east of
    /// the central meridian.
    ///
    /// # Errors
    /// As [`Crs::crs_from_geo`].
    pub fn convergence_deg(self, geo: GeoPoint) -> Result<f64, GeodesyError> {
        let slope = self.slope(geo)?;
        // `0.0 -` rather than a minus sign: a convergence of -0 would show as "-0°".
        Ok(0.0 - slope.along_meridian.0.atan2(slope.along_meridian.1).to_degrees())
    }

    /// Grid units per metre *of the ellipsoid* (the point scale factor of surveyors).
    ///
    /// # Errors
    /// As [`Crs::crs_from_geo`].
    pub fn point_scale(self, geo: GeoPoint) -> Result<PointScale, GeodesyError> {
        self.scale_at_height(geo, 0.0)
    }

    /// Grid units per metre *of the ground at the height of `geo`* (the combined factor of
    /// surveyors): up there a metre spans a little less of the ellipsoid, 0.16 m/km at 1,000 m.
    ///
    /// # Errors
    /// As [`Crs::crs_from_geo`].
    pub fn ground_scale(self, geo: GeoPoint) -> Result<PointScale, GeodesyError> {
        self.scale_at_height(geo, geo.height_m)
    }

    fn scale_at_height(self, geo: GeoPoint, height_m: f64) -> Result<PointScale, GeodesyError> {
        let slope = self.slope(geo)?;
        let latitude = geo.latitude_deg.to_radians();
        // Radii of curvature: M along the meridian, N across it.
        let w_squared = 1.0 - ECCENTRICITY_SQUARED * latitude.sin().powi(2);
        let n_m = SEMI_MAJOR_M / w_squared.sqrt();
        let m_m = n_m * (1.0 - ECCENTRICITY_SQUARED) / w_squared;
        let (parallel, meridian) = (slope.along_parallel, slope.along_meridian);
        Ok(PointScale {
            east: parallel.0.hypot(parallel.1) / ((n_m + height_m) * latitude.cos()),
            north: meridian.0.hypot(meridian.1) / (m_m + height_m),
        })
    }

    fn slope(self, geo: GeoPoint) -> Result<Slope, GeodesyError> {
        self.crs_from_geo(geo)?;
        let (lon, lat) = (geo.longitude_deg.to_radians(), geo.latitude_deg.to_radians());
        // One-sided at the poles, where there is nothing farther on.
        let (south, north) = ((lat - STEP_RAD).max(-PI / 2.0), (lat + STEP_RAD).min(PI / 2.0));
        let along_parallel = self.difference((lon - STEP_RAD, lat), (lon + STEP_RAD, lat), 2.0 * STEP_RAD);
        let along_meridian = self.difference((lon, south), (lon, north), north - south);
        along_parallel
            .zip(along_meridian)
            .map(|(along_parallel, along_meridian)| Slope { along_parallel, along_meridian })
            .ok_or(GeodesyError::OutsideArea {
                crs: self,
                longitude_deg: geo.longitude_deg,
                latitude_deg: geo.latitude_deg,
            })
    }

    fn difference(self, from: (f64, f64), to: (f64, f64), span_rad: f64) -> Option<(f64, f64)> {
        let (from, to) = self.forward(from.0, from.1).zip(self.forward(to.0, to.1))?;
        Some(((to.0 - from.0) / span_rad, (to.1 - from.1) / span_rad))
    }
}

/// Grid units (easting, northing) per radian of longitude and of latitude.
struct Slope {
    along_parallel: (f64, f64),
    along_meridian: (f64, f64),
}

/// The bearing from true north of a bearing from grid north; both clockwise, in [0°, 360°).
pub fn true_bearing_deg(grid_bearing_deg: f64, convergence_deg: f64) -> f64 {
    turn_deg(grid_bearing_deg + convergence_deg)
}

/// The bearing from grid north of a bearing from true north; both clockwise, in [0°, 360°).
pub fn grid_bearing_deg(true_bearing_deg: f64, convergence_deg: f64) -> f64 {
    turn_deg(true_bearing_deg - convergence_deg)
}

fn turn_deg(angle_deg: f64) -> f64 {
    let turned = angle_deg.rem_euclid(360.0);
    // rem_euclid rounds up to the divisor itself for a tiny negative angle.
    if turned == 360.0 { 0.0 } else { turned }
}
