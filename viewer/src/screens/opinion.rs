//! Saying what one thinks, beside the scene that it is about: a face is enough; all else is free.

mod questions;
mod words;

use bevy::prelude::*;
use bevy_egui::EguiPrimaryContextPass;
use bevy_egui::egui::{self, Align, Align2, Context, Layout, ScrollArea, Ui, vec2};

use crate::Screen;
use crate::intent::Intent;
use crate::ui::desk::Ask;
use crate::ui::widgets::Look;
use crate::ui::{Desk, Pass, faces, panel, theme, widgets};
use crate::visit::{Draft, SendProblem};

/// The width of one of the two columns.
const COLUMN: f32 = 356.0;
/// Between them.
const GUTTER: f32 = 28.0;

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

fn form(context: &Context, ui: &mut Ui, ask: &mut Ask, draft: &Draft, problem: SendProblem) {
    let inset = 2.0 * f32::from(theme::INSET);
    let height = panel::size(context).y - 2.0 * theme::MARGIN - inset;
    ui.set_width(COLUMN * 2.0 + GUTTER);
    ui.set_height(height);
    heading(ui, ask, draft);
    let footer = 132.0;
    let top = ui.cursor().top();
    let body = height - (top - ui.max_rect().top()) - footer;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GUTTER;
        column(ui, "left", body, |ui| left(ui, ask, draft));
        column(ui, "right", body, |ui| right(ui, ask, draft));
    });
    ui.with_layout(Layout::bottom_up(Align::Min), |ui| foot(ui, ask, draft, problem));
}

fn column(ui: &mut Ui, name: &str, height: f32, draw: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(vec2(COLUMN, height), Layout::top_down(Align::Min), |ui| {
        ui.set_width(COLUMN);
        ScrollArea::vertical().id_salt(name).max_height(height).auto_shrink([false, false]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 10.0;
            draw(ui);
        });
    });
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
    ui.separator();
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
    ui.add_space(8.0);
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

fn foot(ui: &mut Ui, ask: &mut Ask, draft: &Draft, problem: SendProblem) {
    ui.horizontal(|ui| {
        let label = ask.text("cancel");
        if widgets::button(ui, ask, "cancel", &label, Look::Quiet) {
            ask.say(Intent::Cancel);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let label = ask.text("send");
            let send = widgets::Button {
                name: "send",
                label: &label,
                look: Look::Main,
                sign: None,
                enabled: true,
                width: Some(220.0),
            };
            if send.show(ui, ask) {
                ask.say(Intent::Send);
            }
        });
    });
    let width = COLUMN * 2.0 + GUTTER;
    match problem_text(ask, problem) {
        Some(words) => {
            let frame = theme::slip().fill(theme::BAD_TINT).shadow(egui::Shadow::NONE);
            frame.show(ui, |ui| {
                ui.set_width(width - 28.0);
                widgets::text(ui, &words, theme::bold(theme::BODY), theme::BAD);
            });
        }
        None => {
            widgets::text(ui, &ask.text("what-is-kept"), theme::regular(theme::SMALL), theme::INK_SOFT);
            if let Some(words) = summary(ask, draft) {
                widgets::text(ui, &words, theme::regular(theme::SMALL), theme::INK_SOFT);
            }
        }
    }
}

/// What would be sent, in one line; none while no face was chosen.
fn summary(ask: &Ask, draft: &Draft) -> Option<String> {
    let stance = ask.text(&format!("stance-{}", draft.stance?.name()));
    let mut parts = vec![place(ask, draft), stance];
    let consultation = ask.manifest.map(|manifest| &manifest.consultation);
    if let Some(theme) = draft.theme.as_ref().and_then(|key| consultation?.theme(key)) {
        parts.push(ask.local(&theme.label).to_owned());
    }
    let opinion = parts.join(" · ");
    Some(ask.texts.format("summary", &[("opinion", opinion.into())]).into_owned())
}

fn problem_text(ask: &Ask, problem: SendProblem) -> Option<String> {
    Some(match problem {
        SendProblem::None => return None,
        SendProblem::NoStance => ask.text("problem-no-stance"),
        SendProblem::Disk => ask.text("problem-disk"),
        SendProblem::Refused(refused) => ask.text(&format!("opinion-refused-{}", refused.code())),
    })
}
