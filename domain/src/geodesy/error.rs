//! What can go wrong with a place; the sentences are for logs and for developers.

use super::Crs;

/// Why coordinates were refused.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum GeodesyError {
    /// The text names no supported coordinate reference system.
    #[error("\"{code}\" is not a supported coordinate reference system; supported are {supported}", supported = Crs::supported())]
    UnknownCrs {
        /// What was given.
        code: String,
    },
    /// A coordinate is NaN or infinite.
    #[error("a coordinate is not a finite number")]
    NotFinite,
    /// Longitude and latitude lie outside the area where the system is used.
    #[error(
        "longitude {longitude_deg}°, latitude {latitude_deg}° lie outside the area of {crs} ({name})",
        name = crs.name()
    )]
    OutsideArea {
        /// The system whose area was left.
        crs: Crs,
        /// Degrees east of Greenwich.
        longitude_deg: f64,
        /// Degrees north of the equator.
        latitude_deg: f64,
    },
    /// Easting and northing name no place in the area of the system.
    #[error(
        "easting {easting_m}, northing {northing_m} is no place in the area of {crs} ({name})",
        name = crs.name()
    )]
    NoSuchPlace {
        /// The system in which the coordinates were read.
        crs: Crs,
        /// Easting in the units of the system.
        easting_m: f64,
        /// Northing in the units of the system.
        northing_m: f64,
    },
}
