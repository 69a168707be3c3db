//! The walker's body: a capsule that slides along walls, climbs steps and slopes, and stays in the world.

use rapier3d::control::{CharacterAutostep, CharacterLength, KinematicCharacterController};
use rapier3d::math::{Pose, Vector};
use rapier3d::parry::shape::Capsule;
use rapier3d::prelude::QueryFilter;

use super::{Ground, vector};

/// Half a walker's width.
pub const RADIUS_M: f64 = 0.25;
/// From the soles to the top of the head.
const HEIGHT_M: f64 = 1.75;
/// The highest step that is climbed.
pub const STEP_MAX_M: f32 = 0.35;
const SLOPE_MAX_DEG: f32 = 45.0;
/// Kept between the body and everything: the library needs a gap.
const GAP_M: f32 = 0.02;
const GRAVITY_M_PER_S2: f64 = 9.81;
const FALL_MAX_M_PER_S: f64 = 20.0;
/// How far from the edge of the world one is held.
const BORDER_M: f64 = 0.4;

/// A body in the world.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Body {
    /// The feet, in metres.
    pub feet_m: [f64; 3],
    /// How fast it falls.
    pub fall_m_per_s: f64,
    /// The last place where it stood.
    pub safe_m: [f64; 3],
    /// Whether it stands on something.
    pub stands: bool,
}

/// What a body tries in a moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Towards +X, in metres.
    pub x_m: f64,
    /// Towards +Z, in metres.
    pub z_m: f64,
    /// How long it takes.
    pub seconds: f64,
}

pub(super) fn controller() -> KinematicCharacterController {
    KinematicCharacterController {
        offset: CharacterLength::Absolute(GAP_M),
        autostep: Some(CharacterAutostep {
            max_height: CharacterLength::Absolute(STEP_MAX_M),
            // Nearly the radius: less, and the round foot would stand on the edge; more, and the step after the next is in the way on stairs.
            min_width: CharacterLength::Absolute(0.20),
            include_dynamic_bodies: false,
        }),
        max_slope_climb_angle: SLOPE_MAX_DEG.to_radians(),
        min_slope_slide_angle: (SLOPE_MAX_DEG + 3.0).to_radians(),
        snap_to_ground: Some(CharacterLength::Absolute(STEP_MAX_M)),
        ..KinematicCharacterController::default()
    }
}

fn capsule() -> Capsule {
    Capsule::new_y(((HEIGHT_M - 2.0 * RADIUS_M) / 2.0) as f32, RADIUS_M as f32)
}

/// The middle of a body whose soles are there.
fn middle(feet_m: [f64; 3]) -> Vector {
    vector([feet_m[0], feet_m[1] + HEIGHT_M / 2.0 + f64::from(GAP_M), feet_m[2]])
}

impl Body {
    /// A body whose feet are put on the ground at or below that place.
    pub fn at(place_m: [f64; 3], ground: &Ground) -> Self {
        // From knee height: a place that a planner typed may lie a little below the surface.
        let from_m = [place_m[0], place_m[1] + 0.5, place_m[2]];
        let feet_m = ground.below(from_m, 50.0).map_or(place_m, |hit| hit.position_m);
        Self { feet_m, fall_m_per_s: 0.0, safe_m: feet_m, stands: true }
    }
}

impl Ground {
    /// The body after a step.
    pub fn step(&self, body: Body, step: Step) -> Body {
        // Who stands is held to the ground by the library; pressing them into it at every step makes them stumble.
        let fall_m_per_s =
            if body.stands { 0.0 } else { (body.fall_m_per_s + GRAVITY_M_PER_S2 * step.seconds).min(FALL_MAX_M_PER_S) };
        let wanted = vector([step.x_m, -fall_m_per_s * step.seconds, step.z_m]);
        let queries = self.queries(QueryFilter::default().exclude_sensors());
        let pose = Pose::from_translation(middle(body.feet_m));
        let moved = self.controller.move_shape(step.seconds as f32, &queries, &capsule(), &pose, wanted, |_| {});
        let [dx, dy, dz] = moved.translation.to_array().map(f64::from);
        let feet_m = self.inside([body.feet_m[0] + dx, body.feet_m[1] + dy, body.feet_m[2] + dz]);
        let stands = moved.grounded;
        if !self.has_ground_below(feet_m) {
            return self.held(body);
        }
        let fall_m_per_s = if stands { 0.0 } else { fall_m_per_s };
        let safe_m = if stands { feet_m } else { body.safe_m };
        Body { feet_m, fall_m_per_s, safe_m, stands }
    }

    /// Whether nothing stops a body that stands there, steps that it would climb not counted.
    pub fn is_free(&self, feet_m: [f64; 3]) -> bool {
        let lift = f64::from(STEP_MAX_M);
        let half = (HEIGHT_M - lift - 2.0 * RADIUS_M) / 2.0;
        let shape = Capsule::new_y(half as f32, RADIUS_M as f32);
        let middle_m = [feet_m[0], feet_m[1] + lift + half + RADIUS_M, feet_m[2]];
        let pose = Pose::from_translation(vector(middle_m));
        let queries = self.queries(QueryFilter::default().exclude_sensors());
        queries.intersect_shape(pose, &shape).next().is_none()
    }

    /// The border of the world cannot be crossed.
    pub fn inside(&self, [x, y, z]: [f64; 3]) -> [f64; 3] {
        let [low, high] = self.bounds_m;
        let held = |value: f64, axis: usize| {
            let (least, most) = (low[axis] + BORDER_M, high[axis] - BORDER_M);
            if least < most { value.clamp(least, most) } else { f64::midpoint(least, most) }
        };
        [held(x, 0), y, held(z, 2)]
    }

    fn has_ground_below(&self, feet_m: [f64; 3]) -> bool {
        let reach_m = self.bounds_m[1][1] - self.bounds_m[0][1] + 10.0;
        self.below([feet_m[0], feet_m[1] + 0.5, feet_m[2]], reach_m).is_some()
    }

    /// Where the next place would be no place: stay, or go back to where one last stood.
    fn held(&self, body: Body) -> Body {
        let feet_m = if self.has_ground_below(body.feet_m) { body.feet_m } else { body.safe_m };
        Body { feet_m, fall_m_per_s: 0.0, ..body }
    }
}
