//! A placement out of two points that are known in the scene and on Earth.
//!
//! Two points give an offset and a heading, and one figure more: how long the way between them is in the model and on the
//! ground. If both agree within [`SCALE_ERROR_MAX`] the model's metre is kept, and what is left is shared between the two
//! points. If they do not, either the coordinates are wrong or the model's unit is: which one, a person must say.
//!
//! Lengths are compared *on the ground*: the way between two coordinates is divided by the grid's scale at the scene's
//! origin, as in [`SceneFrame`]. In Lambert-93 the grid's own metre would hide or add up to 0.23 %.

use serde::{Deserialize, Serialize};

use crate::geodesy::{Crs, CrsPoint, GeodesyError};

use super::{Placement, PlacementError, PlacementMethod, SceneFrame};

/// The largest part by which the model may be too long or too short for its scale to be kept: half a percent.
pub const SCALE_ERROR_MAX: f64 = 0.005;
/// Points nearer to each other than this say nothing of heading and scale, in metres.
pub const APART_MIN_M: f64 = 1.0;
/// Points farther from each other than this are in no scene, in metres.
pub const APART_MAX_M: f64 = 100_000.0;
/// What is claimed at best, in metres.
const ACCURACY_MIN_M: f64 = 0.001;

/// Two points of the scene and where they lie.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TwoPoints {
    /// The system of `grid`.
    pub crs: Crs,
    /// x and z of each point in the scene frame, in metres.
    pub scene_m: [[f64; 2]; 2],
    /// Easting and northing of each point in `crs`: grid metres (degrees in EPSG:4326).
    pub grid: [[f64; 2]; 2],
    /// Height of the scene's origin, in metres.
    pub height_m: f64,
}

/// Why two points give no placement.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum TwoPointsError {
    /// A figure is NaN or infinite.
    #[error("a figure of the two points is not a finite number")]
    NotFinite,
    /// The two points of the model are one, nearly, or are too far apart.
    #[error("the two points of the model are {0} m apart")]
    ModelApart(f64),
    /// The two coordinates are one, nearly, or are too far apart.
    #[error("the two coordinates are {0} m apart")]
    GroundApart(f64),
    /// The coordinates are no place in the area of their system.
    #[error(transparent)]
    Place(#[from] GeodesyError),
}

/// Why the model's scale is not kept.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum KeepError {
    /// It may not be kept without a word: the error, as [`Fit::scale_error`] gives it.
    #[error("the model's lengths are off by {:.2} %, more than {} %", 100.0 * .0, 100.0 * SCALE_ERROR_MAX)]
    ScaleOff(f64),
    /// The scene would lie in no area of its system.
    #[error(transparent)]
    Place(#[from] PlacementError),
}

/// What two points come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    points: TwoPoints,
    /// The way between the two points in the model, in metres as it was read.
    pub measured_m: f64,
    /// The way between the two coordinates, in metres on the ground.
    pub given_m: f64,
}

impl TwoPoints {
    /// Compares the two lengths. Points given in degrees are put on the metric grid first.
    ///
    /// # Errors
    /// [`TwoPointsError`].
    pub fn fit(self) -> Result<Fit, TwoPointsError> {
        let all = self.scene_m.iter().chain(&self.grid).flatten().chain([&self.height_m]);
        if !all.into_iter().all(|figure| figure.is_finite()) {
            return Err(TwoPointsError::NotFinite);
        }
        let points = self.on_metric_grid()?;
        let apart = |[x, z]: [f64; 2]| x.hypot(z);
        let measured_m = apart(points.across_scene());
        if !(APART_MIN_M..=APART_MAX_M).contains(&measured_m) {
            return Err(TwoPointsError::ModelApart(measured_m));
        }
        // A first look with the grid's scale between the points; the origin's own is found while placing.
        let scale = points.crs.ground_scale(points.crs.geo_from_crs(points.middle())?)?;
        let [e, n] = points.across_grid();
        let rough_m = (e / scale.east).hypot(n / scale.north);
        if !(APART_MIN_M..=APART_MAX_M).contains(&rough_m) {
            return Err(TwoPointsError::GroundApart(rough_m));
        }
        let fit = Fit { points, measured_m, given_m: rough_m };
        let given_m = fit.solve(1.0)?.2;
        Ok(Fit { given_m, ..fit })
    }

    fn on_metric_grid(self) -> Result<Self, GeodesyError> {
        let at = |[easting_m, northing_m]: [f64; 2]| CrsPoint { easting_m, northing_m, height_m: self.height_m };
        let (crs, first) = self.crs.to_metric(at(self.grid[0]))?;
        let geo = self.crs.geo_from_crs(at(self.grid[1]))?;
        let second = if crs == self.crs { at(self.grid[1]) } else { crs.crs_from_geo(geo)? };
        let grid = [first, second].map(|point| [point.easting_m, point.northing_m]);
        Ok(Self { crs, grid, ..self })
    }

    fn across_scene(&self) -> [f64; 2] {
        let [a, b] = self.scene_m;
        [b[0] - a[0], b[1] - a[1]]
    }

    fn across_grid(&self) -> [f64; 2] {
        let [a, b] = self.grid;
        [b[0] - a[0], b[1] - a[1]]
    }

    /// Midway between the two coordinates.
    fn middle(&self) -> CrsPoint {
        let [a, b] = self.grid;
        CrsPoint { easting_m: (a[0] + b[0]) / 2.0, northing_m: (a[1] + b[1]) / 2.0, height_m: self.height_m }
    }
}

impl Fit {
    /// By what part the model is too long (above 0) or too short: measured over given, minus 1.
    pub fn scale_error(&self) -> f64 {
        self.measured_m / self.given_m - 1.0
    }

    /// By how much it is too long between the two points, in metres.
    pub fn length_error_m(&self) -> f64 {
        self.measured_m - self.given_m
    }

    /// How far each of the two points lies from its coordinates when the scale is kept, in metres.
    pub fn residual_m(&self) -> f64 {
        self.length_error_m().abs() / 2.0
    }

    /// Whether the model's scale may be kept.
    pub fn is_within(&self) -> bool {
        self.scale_error().abs() <= SCALE_ERROR_MAX
    }

    /// What the lengths of the model are to be multiplied by to agree with the ground.
    pub fn factor(&self) -> f64 {
        self.given_m / self.measured_m
    }

    /// The unit, in metres, that the model was drawn in if it was read as metres by mistake: millimetre, centimetre, inch
    /// or foot. None if no such mistake is as large as the error, within 2 %.
    pub fn likely_unit_m(&self) -> Option<f64> {
        [0.001, 0.01, 0.0254, 0.3048].into_iter().find(|unit_m| (self.factor() / unit_m - 1.0).abs() < 0.02)
    }

    /// The placement with the model's scale kept. `accuracy_m` is that of the coordinates.
    ///
    /// # Errors
    /// [`KeepError::ScaleOff`] when the error is above [`SCALE_ERROR_MAX`]: it is not to be hidden.
    pub fn keeping_scale(&self, like: &Placement, accuracy_m: f64) -> Result<Placement, KeepError> {
        if !self.is_within() {
            return Err(KeepError::ScaleOff(self.scale_error()));
        }
        Ok(self.placement(1.0, like.scale, like, accuracy_m.max(self.residual_m()))?)
    }

    /// The placement with the model's scale corrected, once its models are converted by it. They were read with
    /// `read_scale` metres a unit, and turn and grow around the scene's origin.
    ///
    /// # Errors
    /// When the scene then lies in no area of its system.
    pub fn correcting_scale(
        &self,
        read_scale: f64,
        like: &Placement,
        accuracy_m: f64,
    ) -> Result<Placement, PlacementError> {
        self.placement(self.factor(), read_scale * self.factor(), like, accuracy_m)
    }

    fn placement(
        &self,
        factor: f64,
        scale: f64,
        like: &Placement,
        accuracy_m: f64,
    ) -> Result<Placement, PlacementError> {
        let (origin, heading_deg, _) = self.solve(factor)?;
        let placement = Placement {
            crs: self.points.crs,
            easting_m: origin.easting_m,
            northing_m: origin.northing_m,
            height_m: self.points.height_m,
            heading_deg,
            scale,
            method: PlacementMethod::TwoPoints,
            accuracy_m: ((accuracy_m * 1_000.0).ceil() / 1_000.0).max(ACCURACY_MIN_M),
            ..like.clone()
        };
        placement.validate()?;
        Ok(placement)
    }

    /// The origin, the heading (degrees) and the length on the ground (metres) with the scene's lengths times `factor`: the
    /// points' middles are laid on each other, then one is turned onto the other. The grid's scale is that of the origin,
    /// which is only known in the end: each round is a thousand times nearer.
    fn solve(&self, factor: f64) -> Result<(CrsPoint, f64, f64), GeodesyError> {
        let points = &self.points;
        let middle = points.middle();
        let ([dx, dz], [de, dn]) = (points.across_scene(), points.across_grid());
        let [x, z] = [0, 1].map(|axis| factor * (points.scene_m[0][axis] + points.scene_m[1][axis]) / 2.0);
        let (mut origin, mut heading_deg, mut given_m) = (middle, 0.0, self.given_m);
        for _ in 0..4 {
            let frame = SceneFrame::at(points.crs, origin, heading_deg)?;
            let [east, north] = frame.metres_per_grid_unit();
            let bearing = (de * east).atan2(dn * north);
            heading_deg = (bearing - dx.atan2(-dz)).to_degrees().rem_euclid(360.0);
            given_m = (de * east).hypot(dn * north);
            let reached = SceneFrame::at(points.crs, origin, heading_deg)?.crs_from_scene([x, 0.0, z]);
            origin.easting_m += middle.easting_m - reached.easting_m;
            origin.northing_m += middle.northing_m - reached.northing_m;
        }
        Ok((origin, heading_deg, given_m))
    }
}
