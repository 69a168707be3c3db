//! Saying what one thinks, beside the scene that it is about: a face is enough; all else is free.

mod column;
mod questions;
mod words;

use bevy::prelude::*;
use bevy_egui::EguiPrimaryContextPass;
use bevy_egui::egui::{self, Align, Align2, Context, Layout, Ui, vec2};

use crate::Screen;
use crate::intent::Intent;
use crate::ui::desk::Ask;
use crate::ui::widgets::Look;
use crate::ui::{Desk, Pass, faces, panel, theme, widgets};
use crate::visit::{Draft, SendProblem};

/// The width of the column with the faces and the themes.
const LEFT: f32 = 410.0;
/// The width of the column with the words and the planner's questions.
const RIGHT: f32 = 350.0;
/// Between them.
const GUTTER: f32 = 24.0;
/// The width of both.
const WIDTH: f32 = LEFT + GUTTER + RIGHT;
/// The height of what stands below them.
const FOOT: f32 = 70.0;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(EguiPrimaryContextPass, draw.in_set(Pass::Draw).run_if(in_state(Screen::Opinion)));
}

fn draw(mut desk: Desk, draft: Res<Draft>, problem: Res<SendProblem>) {
    desk.draw(|context, ask| {
        panel::at(context, "opinion", Align2::RIGHT_CENTER, theme::sheet(), |ui| {
            form(context, ui, ask, &draft, *problem);
        });
    });
}

/// What the panel leaves free of the window's width, in points.
pub(super) fn free_width(context: &Context) -> f32 {
    panel::size(context).x - WIDTH - 2.0 * f32::from(theme::INSET) - 2.0 * theme::MARGIN
}

fn form(context: &Context, ui: &mut Ui, ask: &mut Ask, draft: &Draft, problem: SendProblem) {
    let inset = 2.0 * f32::from(theme::INSET);
    let height = panel::size(context).y - 2.0 * theme::MARGIN - inset;
    ui.set_width(WIDTH);
    ui.set_height(height);
    ui.spacing_mut().item_spacing.y = 6.0;
    heading(ui, ask, draft);
    let above = ui.cursor().top() - ui.max_rect().top();
    let body = height - above - FOOT;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GUTTER;
        column::draw(ui, ask, "left", vec2(LEFT, body), |ui, ask| left(ui, ask, draft));
        column::draw(ui, ask, "right", vec2(RIGHT, body), |ui, ask| right(ui, ask, draft));
    });
    ui.with_layout(Layout::bottom_up(Align::Min), |ui| foot(ui, ask, problem));
}

fn heading(ui: &mut Ui, ask: &mut Ask, draft: &Draft) {
    ui.horizontal(|ui| {
        widgets::text(ui, &ask.text("my-opinion"), theme::bold(theme::TITLE), theme::INK);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let label = ask.text("change-place");
            if widgets::button(ui, ask, "change-place", &label, Look::Quiet) {
                ask.say(Intent::StartOpinion);
            }
            widgets::text(ui, &place(ask, draft), theme::regular(theme::BODY), theme::INK_SOFT);
        });
    });
    ui.add(egui::Separator::default().spacing(4.0));
}

fn place(ask: &Ask, draft: &Draft) -> String {
    match &draft.anchor {
        None => ask.text("theme-none"),
        Some(anchor) => {
            super::choose_place::place_name(&anchor.node).map_or_else(|| ask.text("the-place-shown"), str::to_owned)
        }
    }
}

fn left(ui: &mut Ui, ask: &mut Ask, draft: &Draft) {
    label(ui, &ask.text("stance-question"));
    if let Some(stance) = faces::row(ui, ask, draft.stance) {
        ask.say(Intent::ChooseStance(stance));
    }
    ui.add_space(4.0);
    label(ui, &ask.text("theme-question"));
    themes(ui, ask, draft);
}

fn themes(ui: &mut Ui, ask: &mut Ask, draft: &Draft) {
    let Some(manifest) = ask.manifest else { return };
    let themes = &manifest.consultation.themes;
    let choices: Vec<_> = themes
        .iter()
        .map(|theme| {
            let chosen = draft.theme.as_ref() == Some(&theme.key);
            (format!("theme {}", theme.key), ask.local(&theme.label).to_owned(), chosen)
        })
        .collect();
    if let Some(pressed) = widgets::chips(ui, ask, &choices) {
        let theme = (!choices[pressed].2).then(|| themes[pressed].key.clone());
        ask.say(Intent::ChooseTheme(theme));
    }
}

fn right(ui: &mut Ui, ask: &mut Ask, draft: &Draft) {
    words::draw(ui, ask, draft);
    questions::draw(ui, ask, draft);
}

pub(super) fn label(ui: &mut Ui, words: &str) -> egui::Response {
    widgets::text(ui, words, theme::bold(theme::BODY), theme::INK)
}

fn foot(ui: &mut Ui, ask: &mut Ask, problem: SendProblem) {
    ui.horizontal(|ui| {
        let label = ask.text("cancel");
        if widgets::button(ui, ask, "cancel", &label, Look::Quiet) {
            ask.say(Intent::Cancel);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            send(ui, ask);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| note(ui, ask, problem));
        });
    });
}

fn send(ui: &mut Ui, ask: &mut Ask) {
    let label = ask.text("send");
    let button = widgets::Button {
        name: "send",
        label: &label,
        look: Look::Main,
        sign: None,
        enabled: true,
        width: Some(200.0),
    };
    if button.show(ui, ask) {
        ask.say(Intent::Send);
    }
}

/// What is kept and why; or what is in the way, and what to do.
fn note(ui: &mut Ui, ask: &Ask, problem: SendProblem) {
    let Some(words) = problem_text(ask, problem) else {
        widgets::text(ui, &ask.text("what-is-kept"), theme::regular(theme::SMALL), theme::INK_SOFT);
        return;
    };
    let frame = theme::slip().fill(theme::BAD_TINT).shadow(egui::Shadow::NONE);
    frame.show(ui, |ui| widgets::text(ui, &words, theme::bold(theme::SMALL), theme::BAD));
}

fn problem_text(ask: &Ask, problem: SendProblem) -> Option<String> {
    Some(match problem {
        SendProblem::None => return None,
        SendProblem::NoStance => ask.text("problem-no-stance"),
        SendProblem::Disk => ask.text("problem-disk"),
        SendProblem::Refused(refused) => ask.text(&format!("opinion-refused-{}", refused.code())),
    })
}
