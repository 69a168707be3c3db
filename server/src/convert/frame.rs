//! The scene frame: metres, Y up, near its origin. It settles the file's unit and axis by what the planner says, else by the
//! evidence of coordinates (`locate`) and shapes (`hints`), and moves real-world coordinates close to zero in f64.

mod settle;
#[cfg(test)]
mod tests;

use belvedere_domain::placement::{Placement, UpAxis};
use clap::ValueEnum;
use glam::{DMat3, DMat4, DVec3};
use serde::{Deserialize, Serialize};

use super::finding::{Finding, Findings};
use super::hints::Unit;
use super::limits;
use super::locate::{self, Located, Place, Sight};

/// Beyond this distance from the origin, f32 resolves less than a millimetre: the model is moved (m).
const FAR_M: f64 = 10_000.0;

/// Which axis of the source points up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Axis {
    /// As glTF says.
    #[default]
    Y,
    /// As many CAD programs have it.
    Z,
}

impl std::fmt::Display for Axis {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(match self {
            Self::Y => "y",
            Self::Z => "z",
        })
    }
}

impl From<UpAxis> for Axis {
    fn from(axis: UpAxis) -> Self {
        match axis {
            UpAxis::Y => Self::Y,
            UpAxis::Z => Self::Z,
        }
    }
}

impl From<Axis> for UpAxis {
    fn from(axis: Axis) -> Self {
        match axis {
            Axis::Y => Self::Y,
            Axis::Z => Self::Z,
        }
    }
}

/// What the planner says of the file; what is left open is looked for in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    /// Metres in one unit of the file.
    pub scale: Option<f64>,
    /// Which axis of the file points up.
    pub up_axis: Option<Axis>,
    /// Where the scene lies that the model belongs to: real-world coordinates near it are put into its frame.
    pub placement: Option<Placement>,
}

/// The word that leaves a unit or an axis to the evidence.
pub const AUTO: &str = "auto";

/// A unit or an axis in a word; none for [`AUTO`].
///
/// # Errors
/// The words that there are, for people, when it is none of them.
pub fn said_word<T: ValueEnum>(word: &str) -> Result<Option<T>, String> {
    if word == AUTO {
        return Ok(None);
    }
    T::from_str(word, true).map(Some).map_err(|_| {
        let known = T::value_variants().iter().filter_map(T::to_possible_value);
        let words: Vec<_> = known.map(|value| value.get_name().to_owned()).collect();
        format!("one of {AUTO}, {}", words.join(", "))
    })
}

/// How the file was read in the end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReadAs {
    /// Metres in one unit of the file.
    pub scale: f64,
    /// Which axis of the file points up.
    pub up_axis: Axis,
    /// Where the scene's origin lies, by the file's own coordinates: for the planner to take or leave. None for a model in
    /// coordinates of its own, and for one that was put into the frame of its scene.
    pub proposal: Option<Placement>,
}

impl Default for ReadAs {
    fn default() -> Self {
        Self { scale: 1.0, up_axis: Axis::Y, proposal: None }
    }
}

/// The way from the file to the scene.
pub struct Frame {
    /// The scene's axes and unit from the file's, before the move.
    pub scene_from_model: DMat4,
    /// What is subtracted after that (m).
    pub offset: DVec3,
    /// Where the scene's origin lies in the file's coordinates, in metres, Y up.
    origin: DVec3,
    read_as: ReadAs,
    is_located: bool,
    /// Whether the planner is asked about the unit: what lies far away in metres may then be near.
    is_unit_open: bool,
}

/// Metres and Y up from the file's unit and axes.
pub fn scene_from_model(scale: f64, up_axis: Axis) -> DMat4 {
    let turn = match up_axis {
        Axis::Y => DMat4::IDENTITY,
        Axis::Z => DMat4::from_cols(
            DVec3::X.extend(0.0),
            DVec3::NEG_Z.extend(0.0),
            DVec3::Y.extend(0.0),
            DVec3::ZERO.extend(1.0),
        ),
    };
    DMat4::from_scale(DVec3::splat(scale)) * turn
}

impl Frame {
    /// The frame by what the planner says and by where `points` of the file (in its own frame and unit) lie. Shapes are not
    /// known yet: see [`Frame::settle`].
    ///
    /// # Errors
    /// When the model lies where nothing can.
    pub fn of(points: &[DVec3], said: &Said, findings: &mut Findings) -> Result<Self, Finding> {
        let middle = middle(points);
        if !middle.is_finite() {
            return Err(Finding::error("transform-overflow"));
        }
        match locate::sight(middle, said) {
            Sight::Sure(located) => {
                if let Some(place) = located.place(said.placement.as_ref()) {
                    tell_located(&located, &place, said, findings);
                    return Ok(Self::located(&located, place));
                }
            }
            Sight::Unsure(systems) => {
                let named: Vec<_> = systems.iter().map(|crs| format!("{} ({crs})", crs.name())).collect();
                findings.add(Finding::warning("coordinates-unsure").with("systems", named.join(", ")));
            }
            Sight::Unknown => {}
        }
        Self::own(middle, said)
    }

    fn located(located: &Located, place: Place) -> Self {
        let turn = DMat4::from_mat3(place.turn);
        Self {
            scene_from_model: turn * scene_from_model(located.scale, located.up_axis),
            offset: place.offset,
            origin: place.origin,
            read_as: ReadAs { scale: located.scale, up_axis: located.up_axis, proposal: place.proposal },
            is_located: true,
            is_unit_open: false,
        }
    }

    /// The frame of a model in coordinates of its own.
    fn own(middle: DVec3, said: &Said) -> Result<Self, Finding> {
        let (scale, up_axis) = (said.scale.unwrap_or(1.0), said.up_axis.unwrap_or_default());
        let scene_from_model = scene_from_model(scale, up_axis);
        let offset = offset(scene_from_model.transform_point3(middle))?;
        let read_as = ReadAs { scale, up_axis, proposal: None };
        Ok(Self { scene_from_model, offset, origin: offset, read_as, is_located: false, is_unit_open: false })
    }
}

fn middle(points: &[DVec3]) -> DVec3 {
    let median = |axis: fn(&DVec3) -> f64| {
        let mut values: Vec<f64> = points.iter().map(axis).collect();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied().unwrap_or(0.0)
    };
    DVec3::new(median(|p| p.x), median(|p| p.y), median(|p| p.z))
}

/// What to subtract so that a model around `middle` (m) lies near the origin: whole hundreds of metres on each axis that is
/// far away. Zero for a model in local coordinates.
fn offset(middle: DVec3) -> Result<DVec3, Finding> {
    if middle.abs().max_element() > limits::COORDINATE_MAX_M {
        return Err(Finding::error("transform-overflow"));
    }
    let rounded = |value: f64| {
        if value.abs() > FAR_M { (value / 100.0).round() * 100.0 } else { 0.0 }
    };
    Ok(DVec3::new(rounded(middle.x), rounded(middle.y), rounded(middle.z)))
}

fn tell_located(located: &Located, place: &Place, said: &Said, findings: &mut Findings) {
    let system = format!("{} ({})", located.crs.name(), located.crs);
    let (east, north) = (located.middle.easting_m.round(), located.middle.northing_m.round());
    let told = |finding: Finding| finding.with("system", system.as_str()).with("east", east).with("north", north);
    findings.add(told(match place.proposal {
        Some(_) => Finding::warning("coordinates-located"),
        None => Finding::info("coordinates-in-scene"),
    }));
    if said.up_axis.is_none() && located.up_axis == Axis::Z {
        findings.add(told(Finding::warning("axis-corrected").with("reason", "coordinates")));
    }
    if said.scale.is_none() && located.scale != 1.0 {
        let unit = Unit::OTHERS.into_iter().find(|unit| unit.metres() == located.scale).unwrap_or(Unit::M);
        findings
            .add(told(Finding::warning("unit-corrected").with("reason", "coordinates").with("unit", unit.to_string())));
    }
}

/// Turns directions as `turn` turns points; for the corrections, which neither mirror nor stretch.
fn linear(turn: &DMat4) -> DMat3 {
    DMat3::from_mat4(*turn)
}
