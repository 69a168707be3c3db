//! Thanks, and the code by which the resident follows or withdraws the opinion. When it is shown, the
//! opinion is safe on this disk.

use bevy::prelude::*;
use bevy_egui::EguiPrimaryContextPass;
use bevy_egui::egui::{Align2, Context, CornerRadius, Frame, Margin, Sense, Ui, vec2};

use crate::Screen;
use crate::intent::Intent;
use crate::ui::desk::Ask;
use crate::ui::widgets::Look;
use crate::ui::{Desk, Pass, panel, theme, widgets};
use crate::visit::LastReceipt;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(EguiPrimaryContextPass, draw.in_set(Pass::Draw).run_if(in_state(Screen::Thanks)));
}

fn draw(mut desk: Desk, receipt: Res<LastReceipt>) {
    let Some(receipt) = receipt.0.as_ref().map(ToString::to_string) else {
        return;
    };
    desk.draw(|context, ask| card(context, ask, &receipt));
}

fn card(context: &Context, ask: &mut Ask, receipt: &str) {
    let frame = theme::sheet().inner_margin(Margin::same(36));
    panel::at(context, "thanks", Align2::CENTER_CENTER, frame, |ui| {
        ui.set_width(640.0);
        ui.spacing_mut().item_spacing.y = 14.0;
        widgets::text(ui, &ask.text("thanks"), theme::bold(34.0), theme::INK);
        widgets::text(ui, &ask.text("thanks-safe"), theme::regular(theme::HEADING), theme::INK);
        code(ui, receipt);
        widgets::text(ui, &ask.text("receipt-use"), theme::regular(theme::BODY), theme::INK_SOFT);
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            let label = ask.text("another-opinion");
            if widgets::button(ui, ask, "another-opinion", &label, Look::Plain) {
                ask.say(Intent::StartOpinion);
            }
            let label = ask.text("finish");
            if widgets::button(ui, ask, "finish", &label, Look::Main) {
                ask.say(Intent::Finish);
            }
        });
    });
}

/// In groups of four, as people copy it.
fn code(ui: &mut Ui, receipt: &str) {
    let frame = Frame::new()
        .fill(theme::PAPER)
        .corner_radius(CornerRadius::same(theme::RADIUS))
        .inner_margin(Margin::symmetric(24, 18));
    frame.show(ui, |ui| {
        ui.set_width(640.0 - 48.0);
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.horizontal(|ui| {
            for (index, group) in receipt.split('-').enumerate() {
                if index > 0 {
                    let (rect, _) = ui.allocate_exact_size(vec2(46.0, theme::CODE), Sense::hover());
                    let line = rect.center();
                    ui.painter().hline(line.x - 9.0..=line.x + 9.0, line.y, (3.0, theme::EDGE));
                }
                widgets::text(ui, group, theme::bold(theme::CODE), theme::ACCENT);
            }
        });
    });
}
