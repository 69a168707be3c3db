//! The visitor: where they stand, where they look, and what they aimed at.

use belvedere_domain::anchor::Anchor;
use belvedere_domain::scene::Pose;
use bevy::prelude::*;

/// Height of the eye above the feet of a standing adult, in metres.
pub const EYE_HEIGHT_M: f64 = 1.60;

/// Where the visitor is, in the scene frame.
#[derive(Resource, Clone, Copy, Debug, PartialEq)]
pub struct Visitor {
    /// The feet, in metres.
    pub feet_m: [f64; 3],
    /// Degrees clockwise from −Z, seen from above, in −180..180.
    pub yaw_deg: f64,
    /// Degrees above the horizon.
    pub pitch_deg: f64,
    /// The eye above the feet, in metres.
    pub eye_height_m: f64,
}

impl Default for Visitor {
    fn default() -> Self {
        Self { feet_m: [0.0; 3], yaw_deg: 0.0, pitch_deg: 0.0, eye_height_m: EYE_HEIGHT_M }
    }
}

impl Visitor {
    /// How far up and down one can look, in degrees.
    pub const PITCH_MAX_DEG: f64 = 80.0;

    /// The eye, in metres.
    pub fn eye_m(&self) -> [f64; 3] {
        let [x, y, z] = self.feet_m;
        [x, y + self.eye_height_m, z]
    }

    /// Looks in a direction: yaw clockwise from −Z, pitch above the horizon, in degrees.
    pub fn look(&mut self, yaw_deg: f64, pitch_deg: f64) {
        self.yaw_deg = (yaw_deg + 180.0).rem_euclid(360.0) - 180.0;
        self.pitch_deg = pitch_deg.clamp(-Self::PITCH_MAX_DEG, Self::PITCH_MAX_DEG);
    }

    /// Stands and looks as told.
    pub fn stand(&mut self, pose: &Pose) {
        self.feet_m = pose.position_m;
        self.look(pose.yaw_deg, pose.pitch_deg);
    }
}

/// The place that was aimed at, if any; emptied when choosing a place starts.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Aimed(pub Option<Anchor>);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Visitor>().init_resource::<Aimed>();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looking_round_and_up_stays_in_range() {
        let mut visitor = Visitor::default();
        visitor.look(350.0, 120.0);
        assert_eq!((visitor.yaw_deg, visitor.pitch_deg), (-10.0, 80.0));
        visitor.look(-190.0, -90.0);
        assert_eq!((visitor.yaw_deg, visitor.pitch_deg), (170.0, -80.0));
    }
}
