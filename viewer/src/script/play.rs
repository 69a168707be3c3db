//! Plays a script: says its intents, one line after the other, and waits where a person would.

use std::collections::VecDeque;
use std::num::NonZero;
use std::time::Duration;

use bevy::app::AppExit;
use bevy::ecs::system::SystemParam;
use bevy::prelude::*;

use super::{Awaited, Gesture, Line};
use crate::intent::Intent;
use crate::picture::Pictures;
use crate::visit::Device;
use crate::world::ride::Ride;
use crate::world::stage::Stage;
use crate::world::{Aimed, Awake, CurrentVariant, Visitor};
use crate::{Screen, Step};

/// The exit code of a script that waited for something that never came.
pub const NEVER_CAME: u8 = 4;
/// How long walking and taking a picture may last.
const PATIENCE: Duration = Duration::from_secs(120);
/// How long one may stand still while walking before it is given up.
const STUCK: Duration = Duration::from_secs(3);

/// A script that is being played.
#[derive(Resource)]
pub struct Player {
    lines: VecDeque<Line>,
    /// What the first line waits for, since when, and where one stood.
    under_way: Option<UnderWay>,
}

#[derive(Clone, Copy, Debug)]
struct UnderWay {
    since: Duration,
    /// The feet in the last frame, in metres.
    feet_m: [f64; 3],
    walked_m: f64,
    moved_at: Duration,
    /// In how many frames it was looked at.
    frames: u32,
}

impl Player {
    /// Plays those lines.
    pub fn new(lines: Vec<Line>) -> Self {
        Self { lines: lines.into(), under_way: None }
    }
}

pub(in crate::script) enum Done {
    /// The next line, please.
    Yes,
    /// Not yet.
    NotYet,
    /// It never comes.
    Never(String),
}

/// Plays, where a script is there.
pub fn plugin(app: &mut App) {
    app.add_systems(Update, play.in_set(Step::Devices).run_if(resource_exists::<Player>));
}

/// What a script looks at.
#[derive(SystemParam)]
struct Stand<'w> {
    time: Res<'w, Time<Real>>,
    screen: Res<'w, State<Screen>>,
    visitor: Res<'w, Visitor>,
    aimed: Res<'w, Aimed>,
    ride: Option<Res<'w, Ride>>,
    device: Option<Res<'w, Device>>,
    pictures: Option<Res<'w, Pictures>>,
    stage: Option<Res<'w, Stage>>,
    variant: Option<Res<'w, CurrentVariant>>,
}

fn play(
    mut player: ResMut<Player>,
    stand: Stand,
    mut awake: ResMut<Awake>,
    mut said: MessageWriter<Intent>,
    mut exit: MessageWriter<AppExit>,
) {
    awake.keep();
    let Some(line) = player.lines.front().cloned() else {
        exit.write(AppExit::Success);
        return;
    };
    let begun = player.under_way.is_none();
    let mut under_way = player.under_way.unwrap_or_else(|| stand.begin());
    stand.follow(&mut under_way);
    match stand.play(&line.gesture, &under_way, begun, &mut said) {
        Done::Yes if line.gesture == Gesture::Quit => player.lines.clear(),
        Done::Yes => {
            info!("script line {}: {}", line.number, line.text);
            player.lines.pop_front();
            player.under_way = None;
        }
        Done::NotYet => player.under_way = Some(under_way),
        Done::Never(why) => {
            error!("script line {}: {}: {why}", line.number, line.text);
            eprintln!("line {}: {}: {why}", line.number, line.text);
            player.lines.clear();
            exit.write(AppExit::Error(NonZero::new(NEVER_CAME).unwrap_or(NonZero::<u8>::MIN)));
        }
    }
}

impl Stand<'_> {
    fn begin(&self) -> UnderWay {
        let now = self.time.elapsed();
        UnderWay { since: now, feet_m: self.visitor.feet_m, walked_m: 0.0, moved_at: now, frames: 0 }
    }

    fn follow(&self, under_way: &mut UnderWay) {
        under_way.frames += 1;
        let [x, _, z] = self.visitor.feet_m;
        let step_m = (x - under_way.feet_m[0]).hypot(z - under_way.feet_m[2]);
        if step_m > 0.002 {
            under_way.moved_at = self.time.elapsed();
        }
        under_way.walked_m += step_m;
        under_way.feet_m = self.visitor.feet_m;
    }

    fn play(&self, gesture: &Gesture, way: &UnderWay, begun: bool, said: &mut MessageWriter<Intent>) -> Done {
        match gesture {
            Gesture::Quit => Done::Yes,
            Gesture::Say(intent) => {
                said.write(intent.clone());
                Done::Yes
            }
            Gesture::Pause(wait) if self.since(way) >= *wait => Done::Yes,
            Gesture::Pause(_) => Done::NotYet,
            Gesture::WaitFor(awaited, patience) => self.wait_for(awaited, *patience, way),
            Gesture::Walk { ahead, right, metres } => self.walk(*ahead, *right, *metres, way, said),
            Gesture::GoToTap(screen_px) => {
                if begun {
                    said.write(Intent::GoTo { screen_px: *screen_px });
                }
                self.arrive(way)
            }
            Gesture::Picture(name) => {
                if begun {
                    said.write(Intent::Picture(name.clone()));
                }
                self.picture(way)
            }
        }
    }

    fn since(&self, way: &UnderWay) -> Duration {
        self.time.elapsed().saturating_sub(way.since)
    }

    fn wait_for(&self, awaited: &Awaited, patience: Duration, way: &UnderWay) -> Done {
        let is_so = match awaited {
            Awaited::Screen(screen) => self.screen.get() == screen,
            Awaited::Place => self.aimed.0.is_some(),
            Awaited::Sent => self.device.as_ref().is_some_and(|device| device.outbox.unsent() == 0),
            Awaited::Variant(key) => {
                self.variant.as_ref().is_some_and(|variant| variant.0 == *key)
                    && self.stage.as_ref().is_some_and(|stage| stage.is_whole(key))
            }
        };
        if is_so {
            return Done::Yes;
        }
        let waited = self.since(way);
        if waited < patience {
            return Done::NotYet;
        }
        let screen = self.screen.get().name();
        Done::Never(format!("waited {} s in vain; the screen is {screen}", waited.as_secs()))
    }

    fn walk(&self, ahead: f32, right: f32, metres: f64, way: &UnderWay, said: &mut MessageWriter<Intent>) -> Done {
        if way.walked_m >= metres {
            return Done::Yes;
        }
        if self.time.elapsed().saturating_sub(way.moved_at) > STUCK {
            return Done::Never(format!("something is in the way after {:.1} m", way.walked_m));
        }
        said.write(Intent::Walk { forward: ahead, right });
        Done::NotYet
    }

    /// A ride has ended: it did begin (or could not), and is not under way any more.
    fn arrive(&self, way: &UnderWay) -> Done {
        let rides = self.ride.as_ref().is_some_and(|ride| ride.is_under_way());
        let still = self.time.elapsed().saturating_sub(way.moved_at);
        match rides {
            _ if self.since(way) > PATIENCE => Done::Never("one is still on the way".to_owned()),
            false if way.walked_m > 0.05 => Done::Yes,
            false if still > STUCK => Done::Never("there is no way to there".to_owned()),
            _ => Done::NotYet,
        }
    }

    fn picture(&self, way: &UnderWay) -> Done {
        let Some(pictures) = &self.pictures else {
            return Done::Never("no pictures are taken here".to_owned());
        };
        if let Some(why) = pictures.failed() {
            return Done::Never(why.to_owned());
        }
        // In the first frame it is only asked for.
        if way.frames > 2 && pictures.are_taken() {
            return Done::Yes;
        }
        if self.since(way) > PATIENCE {
            return Done::Never(format!("the picture is not complete: it waits for {}", pictures.awaits()));
        }
        Done::NotYet
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    fn player(script: &str) -> App {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, bevy::state::app::StatesPlugin, plugin));
        app.init_state::<Screen>().add_message::<Intent>();
        app.init_resource::<Visitor>().init_resource::<Aimed>().init_resource::<Awake>();
        app.insert_resource(Player::new(parse(script).unwrap()));
        app
    }

    fn said(app: &mut App) -> Vec<Intent> {
        app.world_mut().resource_mut::<Messages<Intent>>().drain().collect()
    }

    #[test]
    fn lines_are_said_one_by_one_and_the_end_is_the_end() {
        let mut app = player("give opinion\nstance -2\n");
        app.update();
        assert_eq!(said(&mut app), [Intent::StartOpinion]);
        app.update();
        assert_eq!(said(&mut app), [Intent::ChooseStance(belvedere_domain::opinion::Stance::ALL[0])]);
        assert_eq!(app.should_exit(), None);
        app.update();
        assert_eq!(app.should_exit(), Some(AppExit::Success));
    }

    #[test]
    fn a_wait_goes_on_when_it_comes_true() {
        let mut app = player("wait for walk\nsend\n");
        app.update();
        app.update();
        assert_eq!(said(&mut app), []);
        app.world_mut().resource_mut::<NextState<Screen>>().set(Screen::Walk);
        app.update();
        app.update();
        assert_eq!(said(&mut app), [Intent::Send]);
    }

    #[test]
    fn a_wait_in_vain_ends_with_its_code() {
        let mut app = player("wait for thanks up to 0.01 s\nquit\n");
        for _ in 0..100_000 {
            app.update();
            if app.should_exit().is_some() {
                break;
            }
        }
        assert_eq!(app.should_exit(), Some(AppExit::from_code(NEVER_CAME)));
    }

    #[test]
    fn walking_is_counted_in_metres() {
        let mut app = player("walk left 0.5 m\nquit\n");
        let mut steps = 0;
        while app.should_exit().is_none() {
            app.update();
            let walks = said(&mut app);
            if walks.is_empty() {
                continue;
            }
            assert_eq!(walks, [Intent::Walk { forward: 0.0, right: -1.0 }]);
            app.world_mut().resource_mut::<Visitor>().feet_m[0] -= 0.1;
            steps += 1;
        }
        assert_eq!(steps, 5);
    }
}
