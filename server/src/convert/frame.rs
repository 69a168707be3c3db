//! The scene frame: metres, Y up, near its origin. It applies the planner's scale and axis, moves real-world coordinates
//! close to zero in f64, and tells when unit, axis or precision look wrong. It never changes a model by a guess.

use glam::{DMat4, DVec3};
use serde::{Deserialize, Serialize};

use super::{
    finding::{Finding, Findings},
    hints, limits,
    scene::Scene,
};

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

/// The scene's frame from the model's: unit to metres, then Y up.
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

/// What to subtract so that the model lies near the origin: whole hundreds of metres by the median of `points`, on each axis
/// that is far away. Zero for a model in local coordinates.
pub fn offset(points: &[DVec3]) -> Result<DVec3, Finding> {
    let median = |axis: fn(&DVec3) -> f64| {
        let mut values: Vec<f64> = points.iter().map(axis).collect();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied().unwrap_or(0.0)
    };
    let middle = DVec3::new(median(|p| p.x), median(|p| p.y), median(|p| p.z));
    if !middle.is_finite() || middle.abs().max_element() > limits::COORDINATE_MAX_M {
        return Err(Finding::error("transform-overflow"));
    }
    let rounded = |value: f64| {
        if value.abs() > FAR_M { (value / 100.0).round() * 100.0 } else { 0.0 }
    };
    Ok(DVec3::new(rounded(middle.x), rounded(middle.y), rounded(middle.z)))
}

/// Tells what looks wrong with place, precision, unit and axis.
pub fn tell(scene: &Scene, coarsest_step_m: f64, findings: &mut Findings) {
    let [x, y, z] = scene.offset_m;
    if scene.offset_m != [0.0; 3] {
        findings.add(Finding::warning("coordinates-recentred").with("x", x).with("y", y).with("z", z));
    }
    if coarsest_step_m > 0.01 {
        findings.add(Finding::warning("coordinates-imprecise").with("step_m", coarsest_step_m));
    }
    hints::ask(scene, findings);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn z_up_becomes_y_up_without_mirroring() {
        let turn = scene_from_model(0.001, Axis::Z);
        assert!(
            (turn.transform_point3(DVec3::new(1000.0, 2000.0, 3000.0)) - DVec3::new(1.0, 3.0, -2.0)).length() < 1e-12
        );
        assert!(turn.determinant() > 0.0);
    }

    #[test]
    fn lambert_93_is_brought_near_and_local_models_stay() {
        let lambert = DVec3::new(842_012.5, 200.0, -6_520_007.0);
        assert_eq!(offset(&[lambert; 3]), Ok(DVec3::new(842_000.0, 0.0, -6_520_000.0)));
        assert_eq!(offset(&[DVec3::new(500.0, 40.0, -900.0)]), Ok(DVec3::ZERO));
        assert!(offset(&[DVec3::splat(1e38)]).is_err());
    }
}
