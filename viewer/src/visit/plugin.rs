//! What intents do to the visit: screens change, the draft grows, the opinion is written down.

use std::sync::Arc;

use belvedere_domain::anchor::View;
use belvedere_domain::id::VisitId;
use belvedere_domain::language::Language;
use belvedere_domain::opinion::{Opinion, OpinionRefused};
use belvedere_domain::receipt::Receipt;
use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use jiff::Timestamp;

use super::draft::{Draft, DraftProblem, Given, Seen};
use crate::intent::Intent;
use crate::outbox::Outbox;
use crate::sync::SyncHandle;
use crate::world::camera::FOV_DEG;
use crate::world::marker::{Mark, Marks};
use crate::world::{Aimed, CurrentVariant, Exhibit, Visitor};
use crate::{Screen, Step, fresh};

/// The anonymous session of whoever stands before the screen.
#[derive(Resource, Clone, Copy, Debug)]
pub struct Visit {
    /// Its id.
    pub id: VisitId,
}

/// Where opinions go, and by which clock they are given.
#[derive(Resource, Clone)]
pub struct Device {
    /// The queue on this disk.
    pub outbox: Arc<Outbox>,
    /// What sends it, where there is a server.
    pub sync: Option<SyncHandle>,
    /// The clock of this device.
    pub now: fn() -> Timestamp,
    /// The language that a visit starts in.
    pub language: Language,
}

/// The receipt of the opinion that was given last in this visit.
#[derive(Resource, Default, Debug)]
pub struct LastReceipt(pub Option<Receipt>);

/// Why the opinion was not taken, until it is, or the visitor does something else.
#[derive(Resource, Clone, Copy, Default, Debug, PartialEq, Eq)]
pub enum SendProblem {
    /// Nothing is wrong.
    #[default]
    None,
    /// No stance was chosen.
    NoStance,
    /// It breaks a rule.
    Refused(OpinionRefused),
    /// This disk does not take it.
    Disk,
}

/// Starts and ends visits, and takes opinions.
pub fn plugin(app: &mut App) {
    app.init_resource::<Draft>().init_resource::<LastReceipt>().init_resource::<SendProblem>();
    app.add_systems(Update, act.in_set(Step::Act).run_if(resource_exists::<Device>));
    app.add_systems(OnEnter(Screen::Walk), begin.run_if(resource_exists::<Device>));
}

/// The desk of the one who takes opinions.
#[derive(SystemParam)]
struct Counter<'w, 's> {
    commands: Commands<'w, 's>,
    device: Res<'w, Device>,
    screen: Res<'w, State<Screen>>,
    next: ResMut<'w, NextState<Screen>>,
    visit: Option<Res<'w, Visit>>,
    exhibit: Option<Res<'w, Exhibit>>,
    variant: Option<Res<'w, CurrentVariant>>,
    visitor: Res<'w, Visitor>,
    aimed: ResMut<'w, Aimed>,
    marks: Option<ResMut<'w, Marks>>,
    draft: ResMut<'w, Draft>,
    receipt: ResMut<'w, LastReceipt>,
    problem: ResMut<'w, SendProblem>,
}

fn begin(mut commands: Commands, device: Res<Device>, visit: Option<Res<Visit>>) {
    if visit.is_none() {
        commands.insert_resource(Visit { id: VisitId::from_uuid(fresh::uuid((device.now)())) });
    }
}

fn act(mut intents: MessageReader<Intent>, mut counter: Counter) {
    // A screen that an intent leaves in this frame takes no further ones.
    let mut screen = *counter.screen.get();
    for intent in intents.read() {
        let next = counter.heed(intent, screen);
        if next != screen {
            screen = next;
            counter.next.set(next);
        }
    }
}

impl Counter<'_, '_> {
    /// Does what is asked for; the screen after it.
    fn heed(&mut self, intent: &Intent, screen: Screen) -> Screen {
        match (screen, intent) {
            (Screen::Walk | Screen::Thanks, Intent::StartOpinion) => self.start(screen),
            (Screen::Opinion, Intent::StartOpinion) => self.choose_again(),
            (Screen::ChoosePlace, Intent::PlaceWhole) => self.place(false),
            (Screen::ChoosePlace, Intent::ConfirmPlace) => self.place(true),
            (Screen::ChoosePlace | Screen::Opinion, Intent::Cancel) => self.leave(),
            (Screen::Opinion, Intent::Send) => self.send(),
            (Screen::Opinion, said) => self.note(said),
            (Screen::Walk | Screen::Thanks, Intent::Finish) | (Screen::Thanks, Intent::Cancel) => self.finish(),
            (Screen::Walk, Intent::Cancel) => self.leave(),
            _ => screen,
        }
    }

    fn start(&mut self, screen: Screen) -> Screen {
        let open =
            self.exhibit.as_ref().is_some_and(|exhibit| exhibit.manifest.consultation.is_open_at((self.device.now)()));
        if !open {
            *self.problem = SendProblem::Refused(OpinionRefused::NotOpen);
            return screen;
        }
        self.choose_again()
    }

    fn choose_again(&mut self) -> Screen {
        self.aimed.0 = None;
        if let Some(marks) = &mut self.marks {
            marks.take(Mark::Place);
        }
        *self.problem = SendProblem::None;
        Screen::ChoosePlace
    }

    fn place(&mut self, aimed: bool) -> Screen {
        if aimed && self.aimed.0.is_none() {
            return Screen::ChoosePlace;
        }
        self.draft.anchor = if aimed { self.aimed.0.clone() } else { None };
        Screen::Opinion
    }

    /// Back to walking. What was said stays until the visit ends: a slip of the finger loses nothing.
    fn leave(&mut self) -> Screen {
        *self.problem = SendProblem::None;
        Screen::Walk
    }

    fn note(&mut self, said: &Intent) -> Screen {
        let draft = &mut self.draft;
        match said {
            Intent::ChooseStance(stance) => {
                draft.stance = Some(*stance);
                *self.problem = SendProblem::None;
            }
            Intent::ChooseTheme(theme) => draft.theme.clone_from(theme),
            Intent::Answer { question, value } => draft.answer(question.clone(), value.clone()),
            Intent::WriteText(text) => draft.write(text),
            _ => {}
        }
        Screen::Opinion
    }

    fn send(&mut self) -> Screen {
        match self.try_send() {
            Ok(opinion) => {
                if let Some(sync) = &self.device.sync {
                    sync.wake();
                }
                self.receipt.0 = Some(opinion.receipt);
                *self.draft = Draft::default();
                *self.problem = SendProblem::None;
                Screen::Thanks
            }
            Err(problem) => {
                *self.problem = problem;
                Screen::Opinion
            }
        }
    }

    /// Makes the opinion and writes it down: when this returns well, it is safe.
    fn try_send(&self) -> Result<Opinion, SendProblem> {
        let (Some(exhibit), Some(variant), Some(visit)) = (&self.exhibit, &self.variant, &self.visit) else {
            return Err(SendProblem::Disk);
        };
        let view = View {
            position_m: self.visitor.eye_m(),
            yaw_deg: self.visitor.yaw_deg,
            pitch_deg: self.visitor.pitch_deg,
            fov_deg: f64::from(FOV_DEG),
            variant: variant.0.clone(),
        };
        let seen = Seen { revision: exhibit.revision, view };
        let given = Given { visit: visit.id, at: (self.device.now)(), bits: fresh::bits() };
        let opinion = self.draft.opinion(&exhibit.manifest.consultation, &seen, given)?;
        self.device.outbox.put(&opinion).map_err(|error| {
            error!(%error, "an opinion could not be written down; its author was told");
            SendProblem::Disk
        })?;
        Ok(opinion)
    }

    /// The visit ends and the next one finds everything as the first did.
    fn finish(&mut self) -> Screen {
        *self.draft = Draft::default();
        self.receipt.0 = None;
        *self.problem = SendProblem::None;
        let id = VisitId::from_uuid(fresh::uuid((self.device.now)()));
        self.commands.insert_resource(Visit { id });
        self.commands.write_message(Intent::Speak(self.device.language));
        if let Some(exhibit) = &self.exhibit {
            let spawn = exhibit.manifest.scene.spawn;
            self.commands.write_message(Intent::GoToPlace { position_m: spawn.position_m });
            let (yaw_deg, pitch_deg) = (spawn.yaw_deg as f32, spawn.pitch_deg as f32);
            self.commands.write_message(Intent::LookAt { yaw_deg, pitch_deg });
            if let Some(first) = exhibit.manifest.variants.first() {
                self.commands.write_message(Intent::ShowVariant(first.variant.key.clone()));
            }
        }
        Screen::Walk
    }
}

impl From<DraftProblem> for SendProblem {
    fn from(problem: DraftProblem) -> Self {
        match problem {
            DraftProblem::NoStance => Self::NoStance,
            DraftProblem::Refused(refused) => Self::Refused(refused),
        }
    }
}

#[cfg(test)]
mod tests;
