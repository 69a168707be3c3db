//! Walking: which state is shown, where to go, and the way to give an opinion.

use std::time::Duration;

use belvedere_domain::exhibit::Manifest;
use belvedere_domain::id::Key;
use bevy::prelude::*;
use bevy_egui::EguiPrimaryContextPass;
use bevy_egui::egui::{Align, Align2, Context, Layout, Ui, vec2};

use crate::Screen;
use crate::intent::Intent;
use crate::ui::desk::Ask;
use crate::ui::widgets::{Look, Sign};
use crate::ui::{Desk, Pass, panel, theme, widgets};
use crate::visit::SendProblem;
use crate::world::{Awake, CurrentVariant, News, Visitor};

/// How fast a held arrow turns, in degrees per second.
const TURN_DEG_PER_S: f32 = 60.0;
/// A short press turns by this much, in degrees.
const TURN_STEP_DEG: f32 = 15.0;
/// Somebody who went so far knows how to move, in metres.
const KNOWS_M: f64 = 4.0;
/// How long something that happened is told.
const NEWS: Duration = Duration::from_secs(4);

/// What this screen remembers between frames.
#[derive(Resource, Default)]
pub(super) struct WalkPanel {
    viewpoints_open: bool,
    moved_m: f64,
    last_feet_m: Option<[f64; 3]>,
    no_way_until: Duration,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<WalkPanel>();
    app.add_systems(Update, follow.in_set(crate::Step::Show));
    app.add_systems(EguiPrimaryContextPass, draw.in_set(Pass::Draw).run_if(in_state(Screen::Walk)));
}

/// Learns whether the visitor knows how to move, and what to tell them.
fn follow(
    mut panel: ResMut<WalkPanel>,
    mut intents: MessageReader<Intent>,
    mut news: MessageReader<News>,
    (visitor, time): (Res<Visitor>, Res<Time<Real>>),
    mut awake: ResMut<Awake>,
) {
    for intent in intents.read() {
        match intent {
            Intent::Finish => *panel = WalkPanel::default(),
            Intent::GoToViewpoint(_) | Intent::StartOpinion | Intent::GoTo { .. } => panel.viewpoints_open = false,
            _ => {}
        }
    }
    if news.read().any(|news| *news == News::NoWayThere) {
        panel.no_way_until = time.elapsed() + NEWS;
    }
    if time.elapsed() < panel.no_way_until {
        awake.keep();
    }
    if panel.last_feet_m != Some(visitor.feet_m) {
        if let Some([x, _, z]) = panel.last_feet_m {
            panel.moved_m += (x - visitor.feet_m[0]).hypot(z - visitor.feet_m[2]);
        }
        panel.last_feet_m = Some(visitor.feet_m);
    }
}

pub(super) fn draw(
    mut desk: Desk,
    mut memory: ResMut<WalkPanel>,
    variant: Option<Res<CurrentVariant>>,
    problem: Res<SendProblem>,
    time: Res<Time<Real>>,
) {
    let no_way = time.elapsed() < memory.no_way_until;
    let hint = hint(*problem, no_way, memory.moved_m);
    desk.draw(|context, ask| {
        let Some(manifest) = ask.manifest else { return };
        let bar = bar(context, ask, manifest, variant.as_ref().map(|variant| &variant.0), &mut memory);
        if memory.viewpoints_open {
            viewpoints(context, ask, manifest, bar);
        } else if let Some(hint) = hint {
            tell(context, &ask.text(hint), bar);
        }
    });
}

fn hint(problem: SendProblem, no_way: bool, moved_m: f64) -> Option<&'static str> {
    match problem {
        SendProblem::Refused(_) => Some("walk-not-open"),
        _ if no_way => Some("walk-no-way"),
        _ if moved_m < KNOWS_M => Some("walk-hint"),
        _ => None,
    }
}

/// The bar at the bottom; its height with its margin, in points.
fn bar(context: &Context, ask: &mut Ask, manifest: &Manifest, shown: Option<&Key>, memory: &mut WalkPanel) -> f32 {
    let width = panel::size(context).x - 2.0 * theme::MARGIN - 2.0 * f32::from(theme::SLIP_INSET);
    let (_, rect) = panel::at(context, "walk-bar", Align2::CENTER_BOTTOM, theme::slip(), |ui| {
        ui.set_width(width);
        // The switch is the tallest: all others stand in its middle.
        let row = vec2(width, theme::PRESS + 6.0);
        ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
            turn(ui, ask, "turn-left", Sign::TurnLeft, -1.0);
            turn(ui, ask, "turn-right", Sign::TurnRight, 1.0);
            let look = if memory.viewpoints_open { Look::Chosen } else { Look::Plain };
            let label = ask.text("viewpoints");
            if !manifest.scene.viewpoints.is_empty() && widgets::button(ui, ask, "viewpoints", &label, look) {
                memory.viewpoints_open = !memory.viewpoints_open;
            }
            variants(ui, ask, manifest, shown);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let label = ask.text("give-opinion");
                if widgets::button(ui, ask, "give-opinion", &label, Look::Main) {
                    ask.say(Intent::StartOpinion);
                }
            });
        });
    });
    rect.height() + theme::MARGIN
}

/// An arrow that turns by a step when it is pressed, and on and on while it is held.
pub(super) fn turn(ui: &mut Ui, ask: &mut Ask, name: &str, sign: Sign, side: f32) {
    let label = ask.text(name);
    let response = widgets::sign_button(ui, ask, name, &label, sign);
    let held = response.is_pointer_button_down_on()
        && ui.input(|input| input.pointer.press_start_time().is_some_and(|start| input.time - start > 0.25));
    let yaw_deg = if held {
        ui.ctx().request_repaint();
        side * TURN_DEG_PER_S * ui.input(|input| input.stable_dt).min(0.1)
    } else if response.clicked() {
        side * TURN_STEP_DEG
    } else {
        return;
    };
    ask.say(Intent::Turn { yaw_deg, pitch_deg: 0.0 });
}

fn variants(ui: &mut Ui, ask: &mut Ask, manifest: &Manifest, shown: Option<&Key>) {
    if manifest.variants.len() < 2 {
        return;
    }
    let choices: Vec<(String, String, Key)> = manifest
        .variants
        .iter()
        .map(|files| {
            let variant = &files.variant;
            (format!("variant {}", variant.key), ask.local(&variant.name).to_owned(), variant.key.clone())
        })
        .collect();
    if let Some(pressed) = widgets::switch(ui, ask, &choices, shown) {
        ask.say(Intent::ShowVariant(choices[pressed].2.clone()));
    }
}

fn viewpoints(context: &Context, ask: &mut Ask, manifest: &Manifest, above: f32) {
    let away = vec2(theme::MARGIN, -above - 10.0);
    panel::placed(context, "viewpoints", Align2::LEFT_BOTTOM, away, theme::sheet(), |ui| {
        let most = panel::size(context).y - above - 130.0;
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        bevy_egui::egui::ScrollArea::vertical().max_height(most).show(ui, |ui| {
            for pair in manifest.scene.viewpoints.chunks(2) {
                ui.horizontal(|ui| {
                    for viewpoint in pair {
                        let label = ask.local(&viewpoint.name).to_owned();
                        let name = format!("viewpoint {}", viewpoint.key);
                        let button = widgets::Button {
                            name: &name,
                            label: &label,
                            look: Look::Plain,
                            sign: Some(Sign::Pin),
                            enabled: true,
                            width: Some(280.0),
                        };
                        if button.show(ui, ask) {
                            ask.say(Intent::GoToViewpoint(viewpoint.key.clone()));
                        }
                    }
                });
            }
        });
        let label = ask.text("take-me-back");
        if widgets::button(ui, ask, "take-me-back", &label, Look::Quiet) {
            ask.say(Intent::TakeMeBack);
        }
    });
}

/// A line in the middle above the bar.
pub(super) fn tell(context: &Context, words: &str, above: f32) {
    let away = vec2(0.0, -above - 10.0);
    panel::placed(context, "hint", Align2::CENTER_BOTTOM, away, theme::slip(), |ui| {
        ui.set_max_width(760.0);
        widgets::text(ui, words, theme::regular(theme::BODY), theme::INK);
    });
}
