//! Aiming: which place of the scene a point of the screen shows.

use belvedere_domain::anchor::Anchor;
use bevy::prelude::*;

use super::camera::FOV_DEG;
use super::exhibit::{CurrentVariant, Exhibit};
use super::ground::Hit;
use super::grounds::Footing;
use super::marker::{Mark, Marks};
use super::pace::Awake;
use super::visitor::{Aimed, Visitor};
use crate::intent::Intent;
use crate::{Screen, Step};

/// As far as one can point.
const REACH_M: f64 = 2_000.0;

pub(super) fn plugin(app: &mut App) {
    let there = resource_exists::<Footing>.and_then(resource_exists::<CurrentVariant>);
    app.add_systems(Update, aim.in_set(Step::World).run_if(there));
    app.add_systems(OnEnter(Screen::Walk), forget);
}

/// The ray from the visitor's eye through a point of the screen, in the scene frame; f64 all the way.
pub fn ray_through(visitor: &Visitor, window_px: Vec2, screen_px: Vec2) -> ([f64; 3], [f64; 3]) {
    let half = (f64::from(FOV_DEG) / 2.0).to_radians().tan();
    let (width, height) = (f64::from(window_px.x.max(1.0)), f64::from(window_px.y.max(1.0)));
    let right = (f64::from(screen_px.x) / width * 2.0 - 1.0) * half * width / height;
    let up = (1.0 - f64::from(screen_px.y) / height * 2.0) * half;
    let (sin_pitch, cos_pitch) = visitor.pitch_deg.to_radians().sin_cos();
    let (sin_yaw, cos_yaw) = visitor.yaw_deg.to_radians().sin_cos();
    let forward = cos_pitch - up * sin_pitch;
    let rise = sin_pitch + up * cos_pitch;
    let towards = [right * cos_yaw + forward * sin_yaw, rise, right * sin_yaw - forward * cos_yaw];
    let length = towards.iter().map(|c| c * c).sum::<f64>().sqrt();
    (visitor.eye_m(), towards.map(|c| c / length))
}

fn aim(
    mut intents: MessageReader<Intent>,
    window: Single<&Window>,
    (exhibit, current): (Res<Exhibit>, Res<CurrentVariant>),
    (footing, visitor): (Res<Footing>, Res<Visitor>),
    (mut aimed, mut marks, mut awake): (ResMut<Aimed>, ResMut<Marks>, ResMut<Awake>),
) {
    for intent in intents.read() {
        let screen_px = match *intent {
            Intent::Aim { screen_px } => screen_px,
            Intent::AimAhead => window.size() / 2.0,
            Intent::PlaceWhole => {
                clear(&mut aimed, &mut marks);
                continue;
            }
            _ => continue,
        };
        let (from_m, towards) = ray_through(&visitor, window.size(), screen_px);
        let Some(hit) = footing.0.pick(from_m, towards, REACH_M) else {
            continue;
        };
        let Some(anchor) = anchor(&hit, &exhibit, &current) else {
            continue;
        };
        marks.put(Mark::Place, anchor.position_m, anchor.normal);
        aimed.0 = Some(anchor);
        awake.keep();
    }
}

/// None where the placement cannot say where on Earth that is, which the server would refuse.
fn anchor(hit: &Hit, exhibit: &Exhibit, current: &CurrentVariant) -> Option<Anchor> {
    let frame = exhibit.manifest.scene.placement.frame();
    let geo = frame.ok().and_then(|frame| frame.geo_from_scene(hit.position_m).ok());
    if geo.is_none() {
        warn!("the placement of the scene cannot place {:?} on Earth", hit.position_m);
    }
    Some(Anchor {
        position_m: hit.position_m,
        normal: hit.normal,
        node: hit.node.to_string(),
        variant: current.0.clone(),
        revision: exhibit.revision,
        geo: geo?,
    })
}

fn forget(mut aimed: ResMut<Aimed>, mut marks: ResMut<Marks>) {
    clear(&mut aimed, &mut marks);
}

fn clear(aimed: &mut Aimed, marks: &mut Marks) {
    aimed.0 = None;
    marks.take(Mark::Place);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_the_screen_is_straight_ahead() {
        let mut visitor = Visitor::default();
        visitor.look(90.0, 0.0);
        let (from_m, towards) = ray_through(&visitor, Vec2::new(1280.0, 720.0), Vec2::new(640.0, 360.0));
        assert_eq!(from_m, [0.0, 1.6, 0.0]);
        assert!((towards[0] - 1.0).abs() < 1e-12, "{towards:?}");
    }

    #[test]
    fn the_ray_is_the_one_that_the_camera_draws_with() {
        let mut visitor = Visitor { feet_m: [3.0, 1.0, -2.0], ..Visitor::default() };
        visitor.look(37.0, -12.0);
        let (window_px, screen_px) = (Vec2::new(1280.0, 720.0), Vec2::new(200.0, 650.0));
        let (from_m, towards) = ray_through(&visitor, window_px, screen_px);
        let view = super::super::camera::eye_transform(&visitor).to_matrix().inverse();
        let projection = Mat4::perspective_infinite_reverse_rh(FOV_DEG.to_radians(), 1280.0 / 720.0, 0.05);
        let ahead = [0, 1, 2].map(|i| (from_m[i] + towards[i] * 10.0) as f32);
        let ndc = (projection * view).project_point3(Vec3::from_array(ahead));
        let drawn_px = Vec2::new((ndc.x + 1.0) * 640.0, (1.0 - ndc.y) * 360.0);
        assert!(drawn_px.distance(screen_px) < 0.05, "{drawn_px}");
    }
}
