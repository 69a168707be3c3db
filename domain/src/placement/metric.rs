//! From degrees to metres: a placement that was given by longitude and latitude is kept on the metric grid of its country.

use super::{Placement, PlacementError};
use crate::geodesy::{Crs, CrsPoint, GeoPoint, GeodesyError, grid_bearing_deg, true_bearing_deg};

/// The grids of the French territories, none of which overlaps another.
const GRIDS: [Crs; 5] = [Crs::Lambert93, Crs::Rgaf09Utm20n, Crs::Rgfg95Utm22n, Crs::Rgr92Utm40s, Crs::Rgm04Utm38s];

impl Crs {
    /// Whether a unit of the system is a metre, so that survey plans are drawn in it.
    pub const fn is_metric(self) -> bool {
        !matches!(self, Self::Wgs84 | Self::WebMercator)
    }

    /// The metric grid in use at a place; none outside France.
    pub fn metric_at(geo: GeoPoint) -> Option<Self> {
        GRIDS.into_iter().find(|crs| crs.area().contains(geo))
    }

    /// The same place on the metric grid in use there. What is on a metric grid, or outside France, stays as it is.
    ///
    /// # Errors
    /// As [`Crs::geo_from_crs`].
    pub fn to_metric(self, point: CrsPoint) -> Result<(Self, CrsPoint), GeodesyError> {
        if self.is_metric() {
            return Ok((self, point));
        }
        let geo = self.geo_from_crs(point)?;
        match Self::metric_at(geo) {
            Some(crs) => Ok((crs, crs.crs_from_geo(geo)?)),
            None => Ok((self, point)),
        }
    }
}

impl Placement {
    /// The same placement on the metric grid in use there: the scene lies where it lay, and points the same way.
    ///
    /// # Errors
    /// The first figure that cannot be used, see [`PlacementError`].
    pub fn on_metric_grid(self) -> Result<Self, PlacementError> {
        self.validate()?;
        let (crs, origin) = self.crs.to_metric(self.origin())?;
        if crs == self.crs {
            return Ok(self);
        }
        let convergence = |crs: Crs, at: CrsPoint| crs.convergence_deg(crs.geo_from_crs(at)?);
        let bearing = true_bearing_deg(self.heading_deg, convergence(self.crs, self.origin())?);
        let heading_deg = grid_bearing_deg(bearing, convergence(crs, origin)?);
        Ok(Self { crs, easting_m: origin.easting_m, northing_m: origin.northing_m, heading_deg, ..self })
    }
}
