//! What is always in sight while the scene is: who consults on what, that the picture is no promise, how
//! certain it is and of when; the language; what is not sent yet.

use bevy::prelude::*;
use bevy_egui::EguiPrimaryContextPass;
use bevy_egui::egui::{Align2, Context, Ui};

use belvedere_domain::exhibit::Manifest;
use belvedere_domain::id::Key;
use belvedere_domain::language::Language;

use crate::Screen;
use crate::intent::Intent;
use crate::link::Link;
use crate::ui::desk::Ask;
use crate::ui::{Desk, Pass, panel, theme, widgets};
use crate::visit::Device;
use crate::world::CurrentVariant;

pub(super) fn plugin(app: &mut App) {
    let over_the_scene = not(in_state(Screen::Loading)).and_then(not(in_state(Screen::Problem)));
    app.add_systems(EguiPrimaryContextPass, draw.in_set(Pass::Draw).before(super::walk::draw).run_if(over_the_scene));
}

fn draw(
    mut desk: Desk,
    variant: Option<Res<CurrentVariant>>,
    device: Option<Res<Device>>,
    link: Res<Link>,
    screen: Res<State<Screen>>,
) {
    let unsent = device.as_ref().map_or(0, |device| device.outbox.unsent());
    let offline = link.trouble.is_some();
    desk.draw(|context, ask| {
        if let (Some(manifest), Some(variant)) = (ask.manifest, &variant) {
            what_is_shown(context, ask, manifest, &variant.0, width(context, *screen.get()));
        }
        // The opinion's panel stands where these are, and has its own work to do.
        if *screen.get() != Screen::Opinion {
            right(context, ask, unsent, offline);
        }
    });
}

/// The least and the most that the panel's words are wide, in points.
const WIDTH: [f32; 2] = [160.0, 520.0];

/// How wide they may be: beside the opinion there is less room, and the panel must be in sight there too.
fn width(context: &Context, screen: Screen) -> f32 {
    let [least, most] = WIDTH;
    if screen != Screen::Opinion {
        return most;
    }
    let inset = 2.0 * f32::from(theme::SLIP_INSET);
    (super::opinion::free_width(context) - theme::MARGIN - inset).clamp(least, most)
}

fn what_is_shown(context: &Context, ask: &mut Ask, manifest: &Manifest, shown: &Key, width: f32) {
    panel::at(context, "what-is-shown", Align2::LEFT_TOP, theme::slip(), |ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        ui.set_max_width(width);
        let title = ask.local(&manifest.consultation.title);
        let line = format!("{} · {}", manifest.territory.name, title);
        widgets::text(ui, &line, theme::bold(theme::BODY), theme::INK);
        widgets::text(ui, &promise(ask, manifest, shown), theme::regular(theme::SMALL), theme::INK_SOFT);
    });
}

/// “Illustration, not contractual · option under study · of 12 November 2026”.
fn promise(ask: &Ask, manifest: &Manifest, shown: &Key) -> String {
    let mut parts = vec![ask.text("not-contractual")];
    if let Some(files) = manifest.variants.iter().find(|files| files.variant.key == *shown) {
        parts.push(ask.text(&format!("certainty-{}", files.variant.certainty.as_str())));
    }
    let day = jiff::tz::Offset::UTC.to_datetime(manifest.published_at).date();
    let month = ask.text(&format!("month-{}", day.month()));
    let values = [("day", day.day().into()), ("month", month.into()), ("year", day.year().to_string().into())];
    parts.push(ask.texts.format("published-on", &values).into_owned());
    parts.join(" · ")
}

fn right(context: &Context, ask: &mut Ask, unsent: usize, offline: bool) {
    panel::at(context, "corner", Align2::RIGHT_TOP, theme::slip(), |ui| {
        ui.horizontal(|ui| {
            if unsent > 0 || offline {
                state_of_sending(ui, ask, unsent, offline);
            }
            languages(ui, ask);
        });
    });
}

/// Discreet: it is for the mediator, and nothing is wrong with what the visitor does.
fn state_of_sending(ui: &mut Ui, ask: &Ask, unsent: usize, offline: bool) {
    let key = match (unsent, offline) {
        (0, _) => "offline",
        (_, true) => "unsent-offline",
        (_, false) => "unsent",
    };
    let words = ask.texts.format(key, &[("count", unsent.into())]);
    widgets::text(ui, &words, theme::regular(theme::SMALL), theme::INK_SOFT);
    ui.add_space(4.0);
}

fn languages(ui: &mut Ui, ask: &mut Ask) {
    let choices: Vec<(String, String, Language)> = Language::ALL
        .iter()
        .map(|language| (format!("language {language}"), language.own_name().to_owned(), *language))
        .collect();
    let spoken = ask.texts.language();
    if let Some(pressed) = widgets::switch(ui, ask, &choices, Some(&spoken)) {
        ask.say(Intent::Speak(choices[pressed].2));
    }
}
