//! Scene ↔ Earth for one placement that was found valid.
//!
//! **A metre of the scene is a metre on the ground**, at the height of the scene's origin; it is
//! not a metre of the grid. In Lambert-93 the two differ by up to 2.3 m per km (Corsica, the far
//! north) and by 0.9 m per km in the middle, in the CC zones by up to 0.1 m per km. So the scale
//! of the grid at the origin, the height included, is applied on the way out and undone on the
//! way in.
//!
//! What is left: scale and north are those of the origin all over the scene, and the scene is
//! flat where the Earth is round. Within 2 km of the origin that is below 3 cm in plan in every
//! supported system but EPSG:4326 and EPSG:3857, where it is below 50 cm at French latitudes
//! (`tests/geodesy_distances.rs` measures it; within 1 km: below 1 cm and 10 cm). Heights follow the flat scene: 2 km away the
//! horizon has dropped 31 cm, which no kiosk shows and no report counts.

use crate::geodesy::{Crs, CrsPoint, GeoPoint, GeodesyError, PointScale, true_bearing_deg};

/// The way between the scene frame and the Earth; made by [`super::Placement::frame`].
#[derive(Debug, Clone, PartialEq)]
pub struct SceneFrame {
    crs: Crs,
    origin: CrsPoint,
    heading_deg: f64,
    convergence_deg: f64,
    grid_per_metre: PointScale,
}

impl SceneFrame {
    pub(super) fn at(crs: Crs, origin: CrsPoint, heading_deg: f64) -> Result<Self, GeodesyError> {
        let geo = crs.geo_from_crs(origin)?;
        Ok(Self {
            crs,
            origin,
            heading_deg,
            convergence_deg: crs.convergence_deg(geo)?,
            grid_per_metre: crs.ground_scale(geo)?,
        })
    }

    /// The place on the grid of a point of the scene (metres).
    pub fn crs_from_scene(&self, [x, y, z]: [f64; 3]) -> CrsPoint {
        let (sin, cos) = self.heading_deg.to_radians().sin_cos();
        let (east_m, north_m) = (x * cos - z * sin, -x * sin - z * cos);
        CrsPoint {
            easting_m: self.origin.easting_m + east_m * self.grid_per_metre.east,
            northing_m: self.origin.northing_m + north_m * self.grid_per_metre.north,
            height_m: self.origin.height_m + y,
        }
    }

    /// The point of the scene (metres) of a place on the grid.
    pub fn scene_from_crs(&self, point: CrsPoint) -> [f64; 3] {
        let east_m = (point.easting_m - self.origin.easting_m) / self.grid_per_metre.east;
        let north_m = (point.northing_m - self.origin.northing_m) / self.grid_per_metre.north;
        let (sin, cos) = self.heading_deg.to_radians().sin_cos();
        [east_m * cos - north_m * sin, point.height_m - self.origin.height_m, -east_m * sin - north_m * cos]
    }

    /// Longitude, latitude and height of a point of the scene (metres).
    ///
    /// # Errors
    /// As [`Crs::geo_from_crs`]: the point is far outside the scene.
    pub fn geo_from_scene(&self, scene_m: [f64; 3]) -> Result<GeoPoint, GeodesyError> {
        self.crs.geo_from_crs(self.crs_from_scene(scene_m))
    }

    /// The point of the scene (metres) of a longitude, latitude and height.
    ///
    /// # Errors
    /// As [`Crs::crs_from_geo`].
    pub fn scene_from_geo(&self, geo: GeoPoint) -> Result<[f64; 3], GeodesyError> {
        Ok(self.scene_from_crs(self.crs.crs_from_geo(geo)?))
    }

    /// The system that the scene is placed in.
    pub fn crs(&self) -> Crs {
        self.crs
    }

    /// Clockwise angle from *true* north to the scene's −Z axis, in [0°, 360°). The sun is
    /// computed from true north: use this and not the placement's heading.
    pub fn true_heading_deg(&self) -> f64 {
        true_bearing_deg(self.heading_deg, self.convergence_deg)
    }

    /// Meridian convergence at the origin, see [`Crs::convergence_deg`].
    pub fn convergence_deg(&self) -> f64 {
        self.convergence_deg
    }

    /// Ground metres per grid unit towards grid east and grid north. Many models are drawn in grid
    /// coordinates (survey plans, state databases); this is what shows them true.
    pub fn metres_per_grid_unit(&self) -> [f64; 2] {
        [1.0 / self.grid_per_metre.east, 1.0 / self.grid_per_metre.north]
    }
}
