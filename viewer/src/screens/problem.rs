//! Something is in the way: one sentence, and a way on.

use bevy::prelude::*;
use bevy_egui::EguiPrimaryContextPass;
use bevy_egui::egui::{Align2, Margin};

use crate::intent::Intent;
use crate::ui::widgets::Look;
use crate::ui::{Desk, Pass, panel, theme, widgets};
use crate::world::{CurrentVariant, News};
use crate::{Screen, Step};

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (hear, go_on).in_set(Step::Act));
    app.add_systems(EguiPrimaryContextPass, draw.in_set(Pass::Draw).run_if(in_state(Screen::Problem)));
}

/// Without the variant in sight there is nothing to walk in.
fn hear(mut news: MessageReader<News>, shown: Option<Res<CurrentVariant>>, mut next: ResMut<NextState<Screen>>) {
    for news in news.read() {
        if let (News::VariantFailed { variant, .. }, Some(shown)) = (news, &shown)
            && *variant == shown.0
        {
            next.set(Screen::Problem);
        }
    }
}

fn go_on(mut intents: MessageReader<Intent>, screen: Res<State<Screen>>, mut next: ResMut<NextState<Screen>>) {
    for intent in intents.read() {
        let goes_on = matches!(intent, Intent::Retry | Intent::Cancel | Intent::ShowVariant(_));
        if *screen.get() == Screen::Problem && goes_on {
            next.set(Screen::Walk);
        }
    }
}

fn draw(mut desk: Desk) {
    desk.draw(|context, ask| {
        panel::veil(context, 0.7);
        let frame = theme::sheet().inner_margin(Margin::same(36));
        panel::at(context, "problem", Align2::CENTER_CENTER, frame, |ui| {
            ui.set_width(620.0);
            ui.spacing_mut().item_spacing.y = 14.0;
            widgets::text(ui, &ask.text("problem-title"), theme::bold(theme::TITLE), theme::INK);
            widgets::text(ui, &ask.text("problem-scene"), theme::regular(theme::BODY), theme::INK);
            others(ui, ask);
            let label = ask.text("retry");
            if widgets::button(ui, ask, "retry", &label, Look::Main) {
                ask.say(Intent::Retry);
            }
        });
    });
}

/// The other variants may be whole.
fn others(ui: &mut bevy_egui::egui::Ui, ask: &mut crate::ui::desk::Ask) {
    let Some(manifest) = ask.manifest else { return };
    for files in &manifest.variants {
        let variant = &files.variant;
        let label = ask.local(&variant.name).to_owned();
        if widgets::button(ui, ask, &format!("variant {}", variant.key), &label, Look::Plain) {
            ask.say(Intent::ShowVariant(variant.key.clone()));
        }
    }
}
