//! Grid ↔ longitude/latitude, by `proj4rs` with the parameters of the EPSG registry.
//!
//! Nothing else in the program may name a projection parameter.

use std::sync::LazyLock;

use proj4rs::Proj;
use proj4rs::adaptors::transform_vertex_2d;

use super::{Crs, CrsPoint, GeoPoint, GeodesyError};

/// Beyond this a grid point came back as another one: it was not on the map at all. In units of
/// the grid (metres, or degrees for EPSG:4326, where nothing is computed).
const ALIAS_TOLERANCE: f64 = 1e-3;

impl Crs {
    /// The place on the grid for a longitude and latitude.
    ///
    /// # Errors
    /// [`GeodesyError::NotFinite`], or [`GeodesyError::OutsideArea`] farther than half a degree
    /// from the area of use.
    pub fn crs_from_geo(self, geo: GeoPoint) -> Result<CrsPoint, GeodesyError> {
        if !geo.is_finite() {
            return Err(GeodesyError::NotFinite);
        }
        let outside =
            GeodesyError::OutsideArea { crs: self, longitude_deg: geo.longitude_deg, latitude_deg: geo.latitude_deg };
        if !self.accepted_area().contains(geo) {
            return Err(outside);
        }
        let (easting_m, northing_m) =
            self.forward(geo.longitude_deg.to_radians(), geo.latitude_deg.to_radians()).ok_or(outside)?;
        Ok(CrsPoint { easting_m, northing_m, height_m: geo.height_m })
    }

    /// Longitude and latitude of a place on the grid.
    ///
    /// # Errors
    /// [`GeodesyError::NotFinite`], or [`GeodesyError::NoSuchPlace`] farther than half a degree
    /// from the area of use (typically coordinates of another system).
    pub fn geo_from_crs(self, point: CrsPoint) -> Result<GeoPoint, GeodesyError> {
        if !point.is_finite() {
            return Err(GeodesyError::NotFinite);
        }
        self.inverse(point.easting_m, point.northing_m)
            .map(|(longitude, latitude)| GeoPoint {
                longitude_deg: longitude.to_degrees(),
                latitude_deg: latitude.to_degrees(),
                height_m: point.height_m,
            })
            .filter(|geo| self.accepted_area().contains(*geo) && self.is_image(*geo, point))
            .ok_or(GeodesyError::NoSuchPlace { crs: self, easting_m: point.easting_m, northing_m: point.northing_m })
    }

    /// Whether `geo` projects to `point`. The inverse formulas wrap around: an easting of twice
    /// the Earth's girth has a longitude too.
    fn is_image(self, geo: GeoPoint, point: CrsPoint) -> bool {
        self.crs_from_geo(geo).is_ok_and(|again| {
            (again.easting_m - point.easting_m).hypot(again.northing_m - point.northing_m) < ALIAS_TOLERANCE
        })
    }

    /// Grid units from radians, without a look at the area.
    pub(super) fn forward(self, longitude_rad: f64, latitude_rad: f64) -> Option<(f64, f64)> {
        if self == Self::Wgs84 {
            return Some((longitude_rad.to_degrees(), latitude_rad.to_degrees()));
        }
        transform(&GEOGRAPHIC, &PROJECTIONS[self as usize], (longitude_rad, latitude_rad))
    }

    fn inverse(self, easting: f64, northing: f64) -> Option<(f64, f64)> {
        if self == Self::Wgs84 {
            return Some((easting.to_radians(), northing.to_radians()));
        }
        transform(&PROJECTIONS[self as usize], &GEOGRAPHIC, (easting, northing))
    }

    fn proj_string(self) -> String {
        let zone = |lat: i32, northing: i32| {
            format!(
                "+proj=lcc +lat_0={lat} +lon_0=3 +lat_1={} +lat_2={} \
                 +x_0=1700000 +y_0={northing} +ellps=GRS80",
                f64::from(lat) - 0.75,
                f64::from(lat) + 0.75,
            )
        };
        match self {
            Self::Lambert93 => "+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 \
                                +x_0=700000 +y_0=6600000 +ellps=GRS80"
                .to_owned(),
            Self::Cc42 => zone(42, 1_200_000),
            Self::Cc43 => zone(43, 2_200_000),
            Self::Cc44 => zone(44, 3_200_000),
            Self::Cc45 => zone(45, 4_200_000),
            Self::Cc46 => zone(46, 5_200_000),
            Self::Cc47 => zone(47, 6_200_000),
            Self::Cc48 => zone(48, 7_200_000),
            Self::Cc49 => zone(49, 8_200_000),
            Self::Cc50 => zone(50, 9_200_000),
            Self::Rgaf09Utm20n => "+proj=utm +zone=20 +ellps=GRS80".to_owned(),
            Self::Rgfg95Utm22n => "+proj=utm +zone=22 +ellps=GRS80".to_owned(),
            Self::Rgr92Utm40s => "+proj=utm +zone=40 +south +ellps=GRS80".to_owned(),
            Self::Rgm04Utm38s => "+proj=utm +zone=38 +south +ellps=GRS80".to_owned(),
            Self::Wgs84 => "+proj=longlat +ellps=WGS84".to_owned(),
            Self::WebMercator => "+proj=merc +a=6378137 +b=6378137".to_owned(),
        }
    }
}

/// No datum is named, here or above, so that `proj4rs` applies no datum shift (see the module's
/// parent for why that is right).
static GEOGRAPHIC: LazyLock<Proj> = LazyLock::new(|| proj("+proj=longlat +ellps=GRS80"));

static PROJECTIONS: LazyLock<[Proj; Crs::ALL.len()]> = LazyLock::new(|| Crs::ALL.map(|crs| proj(&crs.proj_string())));

fn proj(text: &str) -> Proj {
    Proj::from_proj_string(text).expect("the strings are constants, and a test converts in each")
}

fn transform(from: &Proj, to: &Proj, point: (f64, f64)) -> Option<(f64, f64)> {
    transform_vertex_2d(from, to, point).ok().filter(|(x, y)| x.is_finite() && y.is_finite())
}
