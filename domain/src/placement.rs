//! Calage: where a scene lies on Earth, and how its model's own frame maps to the scene frame.
//!
//! Two frames, always named in full:
//! * the **model frame** is the file's own: its unit is `scale` metres and its up axis is Y or Z;
//! * the **scene frame** is metric, right-handed, Y up, with glTF's axes: at heading 0, +X is grid
//!   east and −Z is grid north. Its origin is the model's origin, or a round place near it where
//!   that is drawn in grid coordinates. It is what viewers, anchors and viewpoints speak.
//!
//! This file holds the data and the way between these two. The way between the scene and the
//! Earth is [`SceneFrame`], made by [`Placement::frame`].

mod frame;
mod height;
mod metric;
mod two_points;

pub use frame::SceneFrame;
pub use height::HeightReference;
pub use two_points::{APART_MAX_M, APART_MIN_M, Fit, KeepError, SCALE_ERROR_MAX, TwoPoints, TwoPointsError};

use serde::{Deserialize, Serialize};

use crate::geodesy::{Crs, CrsPoint, GeoPoint, GeodesyError};

/// Where the scene's origin lies, which way it faces, and how the model maps into it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Placement {
    /// The system of `easting_m` and `northing_m`.
    pub crs: Crs,
    /// Easting of the scene's origin in grid metres (degrees of longitude in EPSG:4326).
    pub easting_m: f64,
    /// Northing of the scene's origin in grid metres (degrees of latitude in EPSG:4326).
    pub northing_m: f64,
    /// Height of the scene's origin, metres above `height_reference`.
    pub height_m: f64,
    /// What `height_m` is measured from.
    #[serde(default, skip_serializing_if = "HeightReference::is_unstated")]
    pub height_reference: HeightReference,
    /// Clockwise angle from grid north to the scene's −Z axis, in degrees.
    pub heading_deg: f64,
    /// Metres per unit of the model. Where a model is drawn in grid coordinates this is still its
    /// unit: that the metre of the grid is not that of the ground (see
    /// [`SceneFrame::metres_per_grid_unit`]) is seen to when it is converted.
    pub scale: f64,
    /// Which axis of the model points up.
    pub up_axis: UpAxis,
    /// How these figures were found.
    pub method: PlacementMethod,
    /// How far off the planner thinks the placement may be, in metres.
    pub accuracy_m: f64,
}

/// The axis of the model that points up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UpAxis {
    /// glTF's own rule.
    Y,
    /// As most GIS and CAD programs draw.
    Z,
}

/// How a placement was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlacementMethod {
    /// Somebody typed the coordinates.
    Typed,
    /// Read from the model file.
    Detected,
    /// Computed from two points known in the model and on Earth.
    TwoPoints,
    /// Pointed at on a map.
    OnMap,
}

/// Why a placement was refused.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PlacementError {
    /// A figure is NaN or infinite.
    #[error("{field} of the placement is not a finite number")]
    NotFinite {
        /// The field's name.
        field: &'static str,
    },
    /// A model cannot be shrunk to nothing or turned inside out.
    #[error("the scale of the placement is {scale}; it must be above 0")]
    ScaleNotPositive {
        /// What was given.
        scale: f64,
    },
    /// An accuracy is a distance.
    #[error("the accuracy of the placement is {accuracy_m} m; it must be 0 or more")]
    AccuracyNegative {
        /// What was given.
        accuracy_m: f64,
    },
    /// The origin is no place in the area of the coordinate reference system.
    #[error("the origin of the placement cannot be used: {0}")]
    Origin(#[from] GeodesyError),
}

impl PlacementMethod {
    /// Every method.
    pub const ALL: [Self; 4] = [Self::Typed, Self::OnMap, Self::TwoPoints, Self::Detected];

    /// The stable name, in data and text keys.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Typed => "typed",
            Self::Detected => "detected",
            Self::TwoPoints => "two_points",
            Self::OnMap => "on_map",
        }
    }
}

impl Placement {
    /// The scene's origin on the grid.
    pub fn origin(&self) -> CrsPoint {
        CrsPoint { easting_m: self.easting_m, northing_m: self.northing_m, height_m: self.height_m }
    }

    /// What a person's placement starts from: this one, but what was read of a file's unit and axis is that file's alone.
    /// What a person gives is said of every model of the scene.
    pub fn as_given(&self) -> Self {
        match self.method {
            PlacementMethod::Detected => Self { scale: 1.0, up_axis: UpAxis::Y, ..self.clone() },
            _ => self.clone(),
        }
    }

    /// The scale that a person gave for every model of the scene (metres in one unit). None for 1, which every scene begins
    /// with, and for what was read from one file, which says nothing of the next.
    pub fn given_scale(&self) -> Option<f64> {
        (self.method != PlacementMethod::Detected && self.scale != 1.0).then_some(self.scale)
    }

    /// Longitude, latitude and height of the scene's origin; none for a placement that is no place.
    pub fn origin_geo(&self) -> Option<GeoPoint> {
        self.frame().ok()?.geo_from_scene([0.0; 3]).ok()
    }

    /// Checks every figure.
    ///
    /// # Errors
    /// The first figure that cannot be used, see [`PlacementError`].
    pub fn validate(&self) -> Result<(), PlacementError> {
        self.frame().map(drop)
    }

    /// The way between scene and Earth.
    ///
    /// # Errors
    /// As [`Placement::validate`].
    pub fn frame(&self) -> Result<SceneFrame, PlacementError> {
        self.check_figures()?;
        Ok(SceneFrame::at(self.crs, self.origin(), self.heading_deg)?)
    }

    /// Whether both put a scene at the same place of the same grid, facing the same way: what lies in the one lies in the
    /// other. How they were found, and how models are read, is not compared.
    pub fn has_frame_of(&self, other: &Self) -> bool {
        self.crs == other.crs
            && self.origin() == other.origin()
            && (self.heading_deg - other.heading_deg).rem_euclid(360.0) == 0.0
    }

    /// Scene coordinates (metres) of a point in the model's own frame and unit.
    pub fn scene_from_model(&self, [x, y, z]: [f64; 3]) -> [f64; 3] {
        let up = match self.up_axis {
            UpAxis::Y => [x, y, z],
            UpAxis::Z => [x, z, -y],
        };
        up.map(|coordinate| coordinate * self.scale)
    }

    /// Model coordinates, in the model's own frame and unit, of a point of the scene (metres).
    pub fn model_from_scene(&self, scene_m: [f64; 3]) -> [f64; 3] {
        let [x, y, z] = scene_m.map(|coordinate| coordinate / self.scale);
        match self.up_axis {
            UpAxis::Y => [x, y, z],
            UpAxis::Z => [x, -z, y],
        }
    }

    fn check_figures(&self) -> Result<(), PlacementError> {
        let figures = [
            ("easting_m", self.easting_m),
            ("northing_m", self.northing_m),
            ("height_m", self.height_m),
            ("heading_deg", self.heading_deg),
            ("scale", self.scale),
            ("accuracy_m", self.accuracy_m),
        ];
        if let Some((field, _)) = figures.into_iter().find(|(_, figure)| !figure.is_finite()) {
            return Err(PlacementError::NotFinite { field });
        }
        if self.scale <= 0.0 {
            return Err(PlacementError::ScaleNotPositive { scale: self.scale });
        }
        if self.accuracy_m < 0.0 {
            return Err(PlacementError::AccuracyNegative { accuracy_m: self.accuracy_m });
        }
        Ok(())
    }
}
