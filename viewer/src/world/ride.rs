//! Tap to go: a gentle ride to the ground that was tapped, along a way that could be walked.

use std::sync::Arc;

use bevy::prelude::*;
use bevy::tasks::{AsyncComputeTaskPool, Task, futures::check_ready};

use super::aim::ray_through;
use super::ground::{Body, Ground, Hit};
use super::grounds::Footing;
use super::marker::{Mark, Marks};
use super::news::News;
use super::pace::Awake;
use super::path;
use super::visitor::Visitor;
use super::walk::{Walker, Walking};
use crate::Step;
use crate::intent::Intent;

/// The fastest of a ride: brisk, yet nobody grows dizzy.
const RIDE_M_PER_S: f64 = 4.0;
const GAIN_M_PER_S2: f64 = 3.0;
/// As far as one can tap.
const REACH_M: f64 = 120.0;

/// A way being looked for (feet after feet; none where there is no way), and where to.
type Wanted = (Task<Option<Vec<[f64; 3]>>>, [f64; 3]);

/// The ride under way, if any.
#[derive(Resource, Default)]
pub struct Ride {
    wanted: Option<Wanted>,
    track: Option<Track>,
}

/// Feet after feet, and how far along one is.
#[derive(Clone, Debug, PartialEq)]
struct Track {
    feet: Vec<[f64; 3]>,
    /// How far each lies from the start, along the way.
    at_m: Vec<f64>,
    done_m: f64,
    speed_m_per_s: f64,
}

impl Ride {
    /// Whether the visitor is being carried.
    pub fn is_under_way(&self) -> bool {
        self.track.is_some()
    }

    /// Stops where one is.
    pub fn cancel(&mut self) {
        if self.wanted.is_some() || self.track.is_some() {
            *self = Self::default();
        }
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Ride>();
    let walking = resource_exists::<Footing>.and_then(resource_exists::<Walker>);
    app.add_systems(Update, (ask, set_out, ride).chain().in_set(Step::World).after(Walking).run_if(walking));
}

fn ask(
    mut intents: MessageReader<Intent>,
    window: Single<&Window>,
    footing: Res<Footing>,
    (visitor, walker): (Res<Visitor>, Res<Walker>),
    (mut ride, mut marks, mut news): (ResMut<Ride>, ResMut<Marks>, MessageWriter<News>),
) {
    for intent in intents.read() {
        let Intent::GoTo { screen_px } = *intent else {
            continue;
        };
        ride.cancel();
        let (from_m, towards) = ray_through(&visitor, window.size(), screen_px);
        let Some(hit) = footing.0.cast_solid(from_m, towards, REACH_M) else {
            news.write(News::NoWayThere);
            continue;
        };
        let Some(to_m) = foot_of(&footing.0, &hit) else {
            marks.put(Mark::Refused, hit.position_m, hit.normal);
            news.write(News::NoWayThere);
            continue;
        };
        marks.put(Mark::Destination, to_m, [0.0, 1.0, 0.0]);
        let (ground, feet_m) = (Arc::clone(&footing.0), walker.body.feet_m);
        let search = async move { path::way(&ground, feet_m, to_m) };
        ride.wanted = Some((AsyncComputeTaskPool::get().spawn(search), to_m));
    }
}

/// The ground that was meant: where it was tapped, or at the foot of the wall that was tapped.
fn foot_of(ground: &Ground, hit: &Hit) -> Option<[f64; 3]> {
    if hit.normal[1] > 0.7 {
        return Some(hit.position_m);
    }
    let out_m = 0.6;
    let [x, y, z] = [0, 1, 2].map(|i| hit.position_m[i] + hit.normal[i] * out_m);
    let foot = ground.below([x, y + 0.1, z], 6.0)?;
    (foot.normal[1] > 0.7).then_some(foot.position_m)
}

fn set_out(mut ride: ResMut<Ride>, mut awake: ResMut<Awake>, mut marks: ResMut<Marks>, mut news: MessageWriter<News>) {
    let Some((search, to_m)) = &mut ride.wanted else {
        return;
    };
    awake.keep();
    let to_m = *to_m;
    let Some(found) = check_ready(search) else {
        return;
    };
    ride.wanted = None;
    match found.and_then(Track::along) {
        Some(track) => ride.track = Some(track),
        None => {
            marks.put(Mark::Refused, to_m, [0.0, 1.0, 0.0]);
            news.write(News::NoWayThere);
        }
    }
}

fn ride(
    time: Res<Time>,
    footing: Res<Footing>,
    mut ride: ResMut<Ride>,
    (mut walker, mut visitor): (ResMut<Walker>, ResMut<Visitor>),
    (mut marks, mut awake): (ResMut<Marks>, ResMut<Awake>),
) {
    let Some(track) = &mut ride.track else { return };
    awake.keep();
    let feet_m = track.advance(time.delta_secs_f64().min(0.1));
    let arrived = track.is_done();
    visitor.feet_m = feet_m;
    walker.body.feet_m = feet_m;
    if arrived {
        walker.body = Body::at(feet_m, &footing.0);
        walker.velocity_m_per_s = [0.0; 2];
        marks.take(Mark::Destination);
        ride.track = None;
    }
}

impl Track {
    /// None where there is nothing to ride along.
    fn along(feet: Vec<[f64; 3]>) -> Option<Self> {
        let mut at_m = vec![0.0];
        for pair in feet.windows(2) {
            let length = (0..3).map(|i| (pair[1][i] - pair[0][i]).powi(2)).sum::<f64>().sqrt();
            at_m.push(at_m.last()? + length);
        }
        (feet.len() > 1).then_some(Self { feet, at_m, done_m: 0.0, speed_m_per_s: 0.0 })
    }

    fn length_m(&self) -> f64 {
        self.at_m.last().copied().unwrap_or(0.0)
    }

    fn is_done(&self) -> bool {
        self.length_m() - self.done_m < 0.02
    }

    /// The feet after that long: faster at first, slower towards the end.
    fn advance(&mut self, seconds: f64) -> [f64; 3] {
        let left_m = self.length_m() - self.done_m;
        let faster = self.speed_m_per_s + GAIN_M_PER_S2 * seconds;
        let brake = (2.0 * GAIN_M_PER_S2 * left_m).sqrt();
        self.speed_m_per_s = faster.min(brake).clamp(0.15, RIDE_M_PER_S);
        self.done_m = (self.done_m + self.speed_m_per_s * seconds).min(self.length_m());
        let after = self.at_m.partition_point(|at| *at <= self.done_m).clamp(1, self.at_m.len() - 1);
        let (a, b) = (self.at_m[after - 1], self.at_m[after]);
        let share = if b > a { (self.done_m - a) / (b - a) } else { 1.0 };
        [0, 1, 2].map(|i| {
            let (from, to) = (self.feet[after - 1][i], self.feet[after][i]);
            from + (to - from) * share
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ride_starts_gently_keeps_its_pace_and_arrives() {
        let feet = (0..=80).map(|i| [f64::from(i) * 0.25, 0.0, 0.0]).collect();
        let mut track = Track::along(feet).expect("20 m of way");
        let (mut last, mut fastest, mut frames) = (0.0, 0.0_f64, 0);
        while !track.is_done() {
            let [x, ..] = track.advance(1.0 / 30.0);
            fastest = fastest.max((x - last) * 30.0);
            assert!(x >= last, "never backwards");
            (last, frames) = (x, frames + 1);
            assert!(frames < 400, "it must arrive");
        }
        assert!((last - 20.0).abs() < 0.05 && fastest <= RIDE_M_PER_S + 1e-6);
        assert!((150..300).contains(&frames), "{frames}");
    }
}
