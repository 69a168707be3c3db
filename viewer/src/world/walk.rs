//! Walking and looking round: the one locomotion of all devices.

use bevy::prelude::*;

use super::exhibit::Exhibit;
use super::ground::{Body, BodyStep, Ground};
use super::grounds::Footing;
use super::pace::Awake;
use super::ride::Ride;
use super::visitor::Visitor;
use crate::Step;
use crate::intent::Intent;

/// Walking pace, in metres per second.
pub const WALK_M_PER_S: f64 = 1.4;
/// The briskest that is asked for, as a multiple of it.
const BRISK: f32 = 2.0;
/// How soon one walks at full pace and comes to rest, in seconds.
const EASE_S: f64 = 0.09;
/// The longest moment that is computed at once: a slow frame must not become a leap.
const MOMENT_MAX_S: f64 = 0.1;

/// The visitor's body; the world's own record behind [`Visitor`].
#[derive(Resource, Clone, Copy, Debug)]
pub struct Walker {
    /// It.
    pub body: Body,
    /// How fast it goes towards +X and +Z, in metres per second.
    pub velocity_m_per_s: [f64; 2],
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(
        Update,
        (
            land.run_if(resource_exists_and_changed::<Footing>),
            turn,
            walk.run_if(resource_exists::<Footing>.and_then(resource_exists::<Walker>)),
        )
            .chain()
            .in_set(Step::World)
            .in_set(Walking),
    );
}

/// The systems that move the visitor by their own steps.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Walking;

/// On the first ground the visit begins; on another variant's, one stands where one stood, or beside it.
fn land(
    mut commands: Commands,
    footing: Res<Footing>,
    exhibit: Res<Exhibit>,
    walker: Option<ResMut<Walker>>,
    mut visitor: ResMut<Visitor>,
) {
    let Some(mut walker) = walker else {
        visitor.stand(&exhibit.manifest.scene.spawn);
        let body = Body::at(visitor.feet_m, &footing.0);
        visitor.feet_m = body.feet_m;
        commands.insert_resource(Walker { body, velocity_m_per_s: [0.0; 2] });
        return;
    };
    if !footing.0.is_free(walker.body.feet_m) {
        let spawn = Body::at(exhibit.manifest.scene.spawn.position_m, &footing.0);
        walker.body = free_beside(&footing.0, walker.body).unwrap_or(spawn);
    }
    walker.body = Body::at(walker.body.feet_m, &footing.0);
    visitor.feet_m = walker.body.feet_m;
}

/// The nearest free place round a body that a new wall stands in.
fn free_beside(ground: &Ground, body: Body) -> Option<Body> {
    let ring = |step: u32| {
        let (radius_m, angle) = (0.5 * f64::from(step / 12 + 1), f64::from(step) * std::f64::consts::FRAC_PI_6);
        let [x, y, z] = body.feet_m;
        Body::at([x + radius_m * angle.sin(), y + 1.0, z + radius_m * angle.cos()], ground)
    };
    (0..240).map(ring).find(|there| ground.is_free(there.feet_m))
}

fn turn(mut intents: MessageReader<Intent>, mut visitor: ResMut<Visitor>) {
    for intent in intents.read() {
        let (yaw_deg, pitch_deg) = match *intent {
            Intent::Turn { yaw_deg, pitch_deg } => {
                (visitor.yaw_deg + f64::from(yaw_deg), visitor.pitch_deg + f64::from(pitch_deg))
            }
            Intent::LookAt { yaw_deg, pitch_deg } => (f64::from(yaw_deg), f64::from(pitch_deg)),
            _ => continue,
        };
        visitor.look(yaw_deg, pitch_deg);
    }
}

fn walk(
    mut intents: MessageReader<Intent>,
    time: Res<Time>,
    footing: Res<Footing>,
    mut walker: ResMut<Walker>,
    mut visitor: ResMut<Visitor>,
    (mut ride, mut awake): (ResMut<Ride>, ResMut<Awake>),
) {
    let wanted = wanted(intents.read(), visitor.yaw_deg);
    if wanted != [0.0; 2] {
        ride.cancel();
    }
    let resting = walker.velocity_m_per_s == [0.0; 2] && wanted == [0.0; 2];
    if ride.is_under_way() || (resting && walker.body.stands) {
        return;
    }
    awake.keep();
    let seconds = time.delta_secs_f64().min(MOMENT_MAX_S);
    let velocity = eased(walker.velocity_m_per_s, wanted, seconds);
    let step = BodyStep { x_m: velocity[0] * seconds, z_m: velocity[1] * seconds, seconds };
    let body = footing.0.step(walker.body, step);
    *walker = Walker { body, velocity_m_per_s: velocity };
    if visitor.feet_m != body.feet_m {
        visitor.feet_m = body.feet_m;
    }
}

/// What all devices together ask for, as metres per second towards +X and +Z.
fn wanted<'a>(intents: impl Iterator<Item = &'a Intent>, yaw_deg: f64) -> [f64; 2] {
    let asked: Vec2 = intents
        .filter_map(|intent| match *intent {
            Intent::Walk { forward, right } => Some(Vec2::new(right, forward)),
            _ => None,
        })
        .sum();
    // Two devices or two keys are not faster than one.
    let most = asked.abs().max_element().min(BRISK);
    let asked = asked.clamp_length_max(most) * WALK_M_PER_S as f32;
    let (sin, cos) = yaw_deg.to_radians().sin_cos();
    let (right, forward) = (f64::from(asked.x), f64::from(asked.y));
    [right * cos + forward * sin, right * sin - forward * cos]
}

fn eased(velocity: [f64; 2], wanted: [f64; 2], seconds: f64) -> [f64; 2] {
    let share = 1.0 - (-seconds / EASE_S).exp();
    let next = [0, 1].map(|i| velocity[i] + (wanted[i] - velocity[i]) * share);
    if wanted == [0.0; 2] && next[0].hypot(next[1]) < 0.03 { [0.0; 2] } else { next }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forward_is_where_one_looks_and_two_keys_are_no_faster() {
        let forward = Intent::Walk { forward: 1.0, right: 0.0 };
        let right = Intent::Walk { forward: 0.0, right: 1.0 };
        let near = |a: [f64; 2], b: [f64; 2]| (a[0] - b[0]).hypot(a[1] - b[1]) < 1e-6;
        assert!(near(wanted([&forward].into_iter(), 0.0), [0.0, -1.4]));
        assert!(near(wanted([&forward].into_iter(), 90.0), [1.4, 0.0]));
        assert!(near(wanted([&right].into_iter(), 0.0), [1.4, 0.0]));
        let [x, z] = wanted([&forward, &right].into_iter(), 30.0);
        assert!((x.hypot(z) - 1.4).abs() < 1e-5);
        assert_eq!(wanted([].into_iter(), 30.0), [0.0; 2]);
    }

    #[test]
    fn one_comes_to_rest() {
        let mut velocity = [1.4, 0.0];
        for _ in 0..30 {
            velocity = eased(velocity, [0.0; 2], 1.0 / 30.0);
        }
        assert_eq!(velocity, [0.0; 2]);
    }
}
