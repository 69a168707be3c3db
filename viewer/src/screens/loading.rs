//! While the exhibit comes: how far it is, in plain words, and what is in the way, if something is.

use bevy::prelude::*;
use bevy_egui::EguiPrimaryContextPass;
use bevy_egui::egui::{Align2, Context, Margin, Sense, Ui, vec2};

use crate::Screen;
use crate::fetch::Trouble;
use crate::link::Link;
use crate::ui::desk::Ask;
use crate::ui::{Desk, Pass, panel, theme, widgets};
use crate::world::Exhibit;

/// The card's width.
const WIDTH: f32 = 560.0;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(EguiPrimaryContextPass, draw.in_set(Pass::Draw).run_if(in_state(Screen::Loading)));
}

fn draw(mut desk: Desk, link: Res<Link>, exhibit: Option<Res<Exhibit>>) {
    desk.draw(|context, ask| {
        panel::veil(context, 1.0);
        card(context, ask, &link, exhibit.is_some());
    });
}

fn card(context: &Context, ask: &mut Ask, link: &Link, is_here: bool) {
    let frame = theme::sheet().inner_margin(Margin::same(36));
    panel::at(context, "loading", Align2::CENTER_CENTER, frame, |ui| {
        ui.set_width(WIDTH);
        ui.spacing_mut().item_spacing.y = 14.0;
        let title = match ask.manifest {
            Some(manifest) => ask.local(&manifest.consultation.title).to_owned(),
            None => ask.text("app-name"),
        };
        widgets::text(ui, &title, theme::bold(34.0), theme::INK);
        let (words, done) = state(ask, link, is_here);
        widgets::text(ui, &words, theme::regular(theme::HEADING), theme::INK);
        if let Some(done) = done {
            bar(ui, done);
        }
    });
}

/// What is said, and how far it is from 0 to 1.
fn state(ask: &Ask, link: &Link, is_here: bool) -> (String, Option<f32>) {
    if is_here {
        return (ask.text("loading-preparing"), None);
    }
    if let Some(trouble) = link.trouble {
        let key = match trouble {
            Trouble::NoServer => "loading-no-server",
            Trouble::NoExhibit => "loading-no-exhibit",
            Trouble::WhichConsultation => "loading-which-consultation",
            Trouble::BadAnswer => "loading-bad-answer",
            Trouble::Disk => "loading-disk",
        };
        return (ask.text(key), None);
    }
    match link.progress {
        None => (ask.text("loading-asking"), None),
        Some((here, all)) => {
            let megabytes = |bytes: u64| bytes.div_ceil(1_000_000);
            let values = [("here", megabytes(here).into()), ("all", megabytes(all).into())];
            let done = here as f32 / all.max(1) as f32;
            (ask.texts.format("loading-progress", &values).into_owned(), Some(done))
        }
    }
}

fn bar(ui: &mut Ui, done: f32) {
    let (rect, _) = ui.allocate_exact_size(vec2(WIDTH, 16.0), Sense::hover());
    let mut filled = rect;
    filled.set_width(rect.width() * done.clamp(0.0, 1.0));
    ui.painter().rect_filled(rect, 8.0, theme::SHADE);
    ui.painter().rect_filled(filled, 8.0, theme::ACCENT);
}
