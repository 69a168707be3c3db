//! Where each coordinate reference system is used, from the EPSG registry.

use super::{Crs, GeoPoint};

/// A rectangle of longitudes and latitudes, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Western bound, degrees east of Greenwich.
    pub west_deg: f64,
    /// Southern bound, degrees north of the equator.
    pub south_deg: f64,
    /// Eastern bound, degrees east of Greenwich.
    pub east_deg: f64,
    /// Northern bound, degrees north of the equator.
    pub north_deg: f64,
}

/// How far outside its area a system is still accepted: a project on the edge of a conic zone
/// keeps the zone of its authority, and half a degree later the numbers are a mistake.
const MARGIN_DEG: f64 = 0.5;

impl Area {
    const fn new(west_deg: f64, south_deg: f64, east_deg: f64, north_deg: f64) -> Self {
        Self { west_deg, south_deg, east_deg, north_deg }
    }

    /// Whether the place lies in the area, bounds included.
    pub fn contains(&self, geo: GeoPoint) -> bool {
        (self.west_deg..=self.east_deg).contains(&geo.longitude_deg)
            && (self.south_deg..=self.north_deg).contains(&geo.latitude_deg)
    }
}

impl Crs {
    /// The area of use that EPSG states for this system.
    pub const fn area(self) -> Area {
        match self {
            Self::Lambert93 => Area::new(-9.86, 41.15, 10.38, 51.56),
            Self::Cc42 => Area::new(-1.06, 41.31, 9.63, 43.07),
            Self::Cc43 => Area::new(-1.79, 42.33, 7.65, 44.01),
            Self::Cc44 => Area::new(-1.79, 42.92, 7.71, 45.0),
            Self::Cc45 => Area::new(-1.46, 44.0, 7.71, 46.0),
            Self::Cc46 => Area::new(-2.21, 45.0, 7.16, 47.0),
            Self::Cc47 => Area::new(-4.77, 46.0, 7.63, 48.0),
            Self::Cc48 => Area::new(-4.87, 47.0, 8.23, 49.0),
            Self::Cc49 => Area::new(-4.87, 48.0, 8.23, 50.0),
            Self::Cc50 => Area::new(-2.03, 49.0, 8.08, 51.14),
            Self::Rgaf09Utm20n => Area::new(-63.66, 14.08, -60.0, 18.31),
            Self::Rgfg95Utm22n => Area::new(-54.0, 2.17, -49.45, 8.88),
            Self::Rgr92Utm40s => Area::new(54.0, -24.72, 58.24, -18.28),
            Self::Rgm04Utm38s => Area::new(43.68, -14.49, 46.7, -11.33),
            Self::Wgs84 => Area::new(-180.0, -90.0, 180.0, 90.0),
            Self::WebMercator => Area::new(-180.0, -85.06, 180.0, 85.06),
        }
    }

    /// The area in which conversions are made: [`Crs::area`] and half a degree around it, except
    /// for the two systems that cover the whole Earth.
    pub(super) fn accepted_area(self) -> Area {
        let area = self.area();
        match self {
            Self::Wgs84 | Self::WebMercator => area,
            _ => Area::new(
                area.west_deg - MARGIN_DEG,
                area.south_deg - MARGIN_DEG,
                area.east_deg + MARGIN_DEG,
                area.north_deg + MARGIN_DEG,
            ),
        }
    }
}
