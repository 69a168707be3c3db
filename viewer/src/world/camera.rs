//! The camera: the visitor's eye.

use bevy::core_pipeline::tonemapping::{DebandDither, Tonemapping};
use bevy::prelude::*;

use super::pace::Awake;
use super::visitor::Visitor;
use crate::Step;
use crate::window::{Options, Quality};

/// The vertical field of view, in degrees.
pub const FOV_DEG: f32 = 64.0;

/// The eye.
#[derive(Component)]
pub struct Eye;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Startup, open);
    app.add_systems(Update, follow.in_set(Step::Show).run_if(resource_changed::<Visitor>));
}

fn open(mut commands: Commands, options: Option<Res<Options>>) {
    let quality = options.map_or(Quality::Low, |options| options.quality);
    commands.spawn((
        Eye,
        Camera3d::default(),
        Projection::Perspective(PerspectiveProjection {
            fov: FOV_DEG.to_radians(),
            near: 0.05,
            far: 6_000.0,
            ..default()
        }),
        match quality {
            Quality::Low => Msaa::Off,
            Quality::High => Msaa::Sample4,
        },
        // The tone curve is in the material: a pass over the whole screen less.
        Tonemapping::None,
        DebandDither::Disabled,
    ));
}

/// Where a visitor's eye is and how it is turned, for the renderer.
pub fn eye_transform(visitor: &Visitor) -> Transform {
    let [x, y, z] = visitor.eye_m().map(|metres| metres as f32);
    let (yaw, pitch) = (visitor.yaw_deg.to_radians(), visitor.pitch_deg.to_radians());
    let rotation = Quat::from_rotation_y(-yaw as f32) * Quat::from_rotation_x(pitch as f32);
    Transform::from_xyz(x, y, z).with_rotation(rotation)
}

/// The eye rises over a step and sinks after it within this time, in seconds.
const STEP_S: f32 = 0.12;
/// What is more than a step is a jump to another place, and is not softened.
const LEAP_M: f32 = 1.0;

fn follow(
    visitor: Res<Visitor>,
    time: Res<Time>,
    mut eye: Single<&mut Transform, With<Eye>>,
    mut awake: ResMut<Awake>,
) {
    let mut wanted = eye_transform(&visitor);
    let (from, to) = (eye.translation, wanted.translation);
    let rise = to.y - from.y;
    if rise.abs() > 0.004 && rise.abs() < LEAP_M && from.xz().distance(to.xz()) < LEAP_M {
        wanted.translation.y = from.y + rise * (1.0 - (-time.delta_secs() / STEP_S).exp());
        awake.keep();
    }
    eye.set_if_neq(wanted);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaw_is_clockwise_from_minus_z_and_pitch_is_up() {
        let mut visitor = Visitor::default();
        visitor.look(90.0, 0.0);
        let forward = eye_transform(&visitor).forward();
        assert!(forward.distance(Vec3::X) < 1e-6, "{forward}");
        visitor.look(0.0, 45.0);
        assert!(eye_transform(&visitor).forward().y > 0.7);
    }
}
