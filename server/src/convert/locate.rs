//! Recognises real-world coordinates by their figures, and says where the scene's origin lies. What is known of France's
//! systems is in `land`; nothing here touches geometry.

mod land;

use belvedere_domain::geodesy::{Crs, CrsPoint};
use belvedere_domain::placement::{HeightReference, Placement, PlacementMethod, SceneFrame};
use glam::{DMat3, DVec3};

use super::frame::{Axis, Said, scene_from_model};
use super::hints::Unit;

/// Figures below this are a model's own (m).
const FAR_M: f64 = 10_000.0;
/// Heights of France with its mines and its mountains (m).
const HEIGHTS_M: std::ops::RangeInclusive<f64> = -300.0..=5_000.0;
/// A model that lies this near the scene's origin belongs to that scene (m, in plan): DESIGN.md's few kilometres, and a margin.
const NEAR_M: f64 = 20_000.0;
/// The accuracy below which none is claimed (m).
const ACCURACY_MIN_M: f64 = 0.001;

/// Coordinates that read as a place of France in one way only.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Located {
    /// The system.
    pub crs: Crs,
    /// The model's middle in it.
    pub middle: CrsPoint,
    /// Metres in one unit of the file.
    pub scale: f64,
    /// The file's up axis.
    pub up_axis: Axis,
}

/// What coordinates tell.
#[derive(Clone, Debug, PartialEq)]
pub enum Sight {
    /// They are a model's own, or of a system that is not known here.
    Unknown,
    /// One system, unit and axis.
    Sure(Located),
    /// Several systems have a place there, or one that an abolished system has as well. To be asked.
    Unsure(Vec<Crs>),
}

/// Reads `middle`, in the file's own frame and unit, as a place: in metres first, since that is glTF's unit, then in the
/// units that exports leave by mistake. What the planner says is not tried otherwise.
pub fn sight(middle: DVec3, said: &Said) -> Sight {
    let scales = match said.scale {
        Some(scale) => vec![scale],
        None => [Unit::M, Unit::Mm, Unit::Cm, Unit::In, Unit::Ft].map(Unit::metres).to_vec(),
    };
    let axes = match said.up_axis {
        Some(axis) => vec![axis],
        None => vec![Axis::Y, Axis::Z],
    };
    for scale in scales {
        let read = |&up_axis: &Axis| (up_axis, grid(scene_from_model(scale, up_axis).transform_point3(middle)));
        let places: Vec<(Located, bool)> =
            axes.iter().map(read).flat_map(|(up_axis, at)| places(at, scale, up_axis)).collect();
        match places.as_slice() {
            [] => {}
            [(located, true)] => return Sight::Sure(*located),
            several => return Sight::Unsure(several.iter().map(|(located, _)| located.crs).collect()),
        }
    }
    Sight::Unknown
}

/// The grid coordinates of a point whose axes are east, up and south.
fn grid(point: DVec3) -> CrsPoint {
    CrsPoint { easting_m: point.x, northing_m: -point.z, height_m: point.y }
}

/// The systems in which `middle` lies in France, each with whether it can be nothing else.
fn places(middle: CrsPoint, scale: f64, up_axis: Axis) -> Vec<(Located, bool)> {
    let far = middle.easting_m.abs() > FAR_M && middle.northing_m.abs() > FAR_M;
    if !far || !HEIGHTS_M.contains(&middle.height_m) {
        return Vec::new();
    }
    let place = |crs: Crs| {
        let geo = crs.geo_from_crs(middle).ok().filter(|geo| crs.area().contains(*geo))?;
        let alone = land::of(crs, geo)?;
        Some((Located { crs, middle, scale, up_axis }, alone))
    };
    Crs::ALL.into_iter().filter_map(place).collect()
}

/// Where a located model goes: its placed frame, and the way into it.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The scene's axes from east, up and south, without the move: grid metres become metres on the ground.
    pub turn: DMat3,
    /// What is subtracted after that.
    pub offset: DVec3,
    /// The scene's origin as east, up and south.
    pub origin: DVec3,
    /// The placement to propose; none if the scene's own was used.
    pub proposal: Option<Placement>,
}

impl Located {
    /// The place in the frame of the scene, if that lies near; else around an origin of the model's own, on whole hundreds
    /// of metres and whole tens of metres of height.
    pub fn place(&self, scene: Option<&Placement>) -> Option<Place> {
        scene.and_then(|scene| self.within(&scene.frame().ok()?)).or_else(|| self.alone())
    }

    fn alone(&self) -> Option<Place> {
        let CrsPoint { easting_m, northing_m, height_m } = self.middle;
        let placement = Placement {
            crs: self.crs,
            easting_m: (easting_m / 100.0).round() * 100.0,
            northing_m: (northing_m / 100.0).round() * 100.0,
            height_m: (height_m / 10.0).round() * 10.0,
            height_reference: HeightReference::Unstated,
            heading_deg: 0.0,
            scale: self.scale,
            up_axis: self.up_axis.into(),
            method: PlacementMethod::Detected,
            accuracy_m: ACCURACY_MIN_M,
        };
        let place = self.within(&placement.frame().ok()?)?;
        Some(Place { proposal: Some(placement), ..place })
    }

    /// The way into `frame`, exact where that is placed in the model's system. From one system to another it is the best
    /// straight one around the model's middle: 2 km away that is off by centimetres.
    fn within(&self, frame: &SceneFrame) -> Option<Place> {
        let CrsPoint { easting_m: e, northing_m: n, height_m } = self.middle;
        let at = |east: f64, south: f64| -> Option<DVec3> {
            let point = CrsPoint { easting_m: e + east, northing_m: n - south, height_m };
            let scene = match frame.crs() == self.crs {
                true => frame.scene_from_crs(point),
                false => frame.scene_from_geo(self.crs.geo_from_crs(point).ok()?).ok()?,
            };
            Some(DVec3::from(scene))
        };
        const STEP_M: f64 = 500.0;
        let middle = at(0.0, 0.0)?;
        if middle.with_y(0.0).length() > NEAR_M {
            return None;
        }
        let slope = |east: f64, south: f64| Some((at(east, south)? - at(-east, -south)?) / (2.0 * STEP_M));
        let turn = DMat3::from_cols(slope(STEP_M, 0.0)?, DVec3::Y, slope(0.0, STEP_M)?);
        let offset = turn * DVec3::new(e, height_m, -n) - middle;
        Some(Place { turn, offset, origin: self.origin(frame, turn, offset), proposal: None })
    }

    /// The scene's origin as east, up and south in the model's system.
    fn origin(&self, frame: &SceneFrame, turn: DMat3, offset: DVec3) -> DVec3 {
        if frame.crs() == self.crs {
            let CrsPoint { easting_m, northing_m, height_m } = frame.crs_from_scene([0.0; 3]);
            return DVec3::new(easting_m, height_m, -northing_m);
        }
        turn.inverse() * offset
    }
}

/// The accuracy to claim for coordinates stored in steps of `step_m`, in whole millimetres.
pub fn accuracy_m(step_m: f64) -> f64 {
    ((step_m * 1_000.0).round() / 1_000.0).max(ACCURACY_MIN_M)
}

#[cfg(test)]
mod tests;
