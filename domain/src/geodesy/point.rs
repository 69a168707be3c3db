//! A place, in degrees or on a grid. Plain data: nothing is checked here.

use serde::{Deserialize, Serialize};

/// A place by longitude and latitude (WGS84 and its French realisations alike).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct GeoPoint {
    /// Degrees east of Greenwich.
    pub longitude_deg: f64,
    /// Degrees north of the equator.
    pub latitude_deg: f64,
    /// Metres above the planner's vertical reference; not converted.
    pub height_m: f64,
}

/// A place on the grid of a [`Crs`](super::Crs).
///
/// EPSG:4326 has no grid: there, `easting_m` holds the longitude and `northing_m` the latitude,
/// both in degrees. This is the one exception to the unit in the name.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CrsPoint {
    /// Easting in grid metres.
    pub easting_m: f64,
    /// Northing in grid metres.
    pub northing_m: f64,
    /// Metres above the planner's vertical reference; not converted.
    pub height_m: f64,
}

impl GeoPoint {
    /// Whether every coordinate is a number.
    pub fn is_finite(&self) -> bool {
        self.longitude_deg.is_finite() && self.latitude_deg.is_finite() && self.height_m.is_finite()
    }
}

impl CrsPoint {
    /// Whether every coordinate is a number.
    pub fn is_finite(&self) -> bool {
        self.easting_m.is_finite() && self.northing_m.is_finite() && self.height_m.is_finite()
    }
}
