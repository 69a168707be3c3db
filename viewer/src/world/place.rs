//! Being somewhere at once: a viewpoint of the tour, a place that a script names, or back where one knows the way.

use belvedere_domain::scene::Pose;
use bevy::prelude::*;

use super::exhibit::Exhibit;
use super::ground::Body;
use super::grounds::Footing;
use super::pace::Awake;
use super::ride::Ride;
use super::visitor::Visitor;
use super::walk::{Walker, Walking};
use crate::Step;
use crate::intent::Intent;

/// Where `TakeMeBack` leads: the last viewpoint, or else where the visit started.
#[derive(Resource, Default)]
struct KnownPlace(Option<Pose>);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<KnownPlace>();
    let walking = resource_exists::<Footing>.and_then(resource_exists::<Walker>);
    app.add_systems(Update, go.in_set(Step::World).before(Walking).run_if(walking));
}

fn go(
    mut intents: MessageReader<Intent>,
    (exhibit, footing): (Res<Exhibit>, Res<Footing>),
    mut known: ResMut<KnownPlace>,
    (mut walker, mut visitor): (ResMut<Walker>, ResMut<Visitor>),
    (mut ride, mut awake): (ResMut<Ride>, ResMut<Awake>),
) {
    for intent in intents.read() {
        let scene = &exhibit.manifest.scene;
        let pose = match intent {
            Intent::GoToPlace { position_m } => {
                Pose { position_m: *position_m, yaw_deg: visitor.yaw_deg, pitch_deg: visitor.pitch_deg }
            }
            Intent::GoToViewpoint(key) => {
                let Some(viewpoint) = scene.viewpoints.iter().find(|v| v.key == *key) else {
                    continue;
                };
                known.0 = Some(viewpoint.pose);
                viewpoint.pose
            }
            Intent::TakeMeBack => known.0.unwrap_or(scene.spawn),
            _ => continue,
        };
        ride.cancel();
        visitor.stand(&pose);
        let body = Body::at(footing.0.inside(pose.position_m), &footing.0);
        *walker = Walker { body, velocity_m_per_s: [0.0; 2] };
        visitor.feet_m = body.feet_m;
        awake.keep();
    }
}
