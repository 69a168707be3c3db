//! Places on Earth: coordinate reference systems of the French authorities and the way between
//! them and longitude/latitude, in f64 and to 1 cm of PROJ.
//!
//! It must not know scenes or models (that is [`crate::placement`]), and nothing here may be
//! rounded to f32.
//!
//! Two accepted simplifications, both common practice at this accuracy:
//! * **The datum shift is null.** RGF93, RGAF09, RGFG95, RGR92 and RGM04 are realisations of the
//!   same terrestrial system as WGS84; EPSG publishes their transformations to WGS84 as zero
//!   (accuracy 1 m, which is how well WGS84 itself is defined). Longitude and latitude are thus
//!   shared by all systems below.
//! * **Heights pass through.** They are metres in whatever vertical reference the planner used
//!   (in mainland France NGF-IGN69); no geoid model is applied.

mod area;
mod crs;
mod error;
mod local;
mod point;
mod projection;

pub use area::Area;
pub use crs::Crs;
pub use error::GeodesyError;
pub use local::{PointScale, grid_bearing_deg, true_bearing_deg};
pub use point::{CrsPoint, GeoPoint};
