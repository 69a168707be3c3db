//! Choosing the place that the opinion is about: by pointing at it, or the project as a whole.

use bevy::prelude::*;
use bevy_egui::EguiPrimaryContextPass;
use bevy_egui::egui::{self, Align2, Context, Pos2, Stroke, vec2};

use crate::Screen;
use crate::intent::Intent;
use crate::ui::desk::Ask;
use crate::ui::widgets::{Look, Sign};
use crate::ui::{Desk, Pass, panel, theme, widgets};
use crate::world::Aimed;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(EguiPrimaryContextPass, draw.in_set(Pass::Draw).run_if(in_state(Screen::ChoosePlace)));
}

fn draw(mut desk: Desk, aimed: Res<Aimed>) {
    desk.draw(|context, ask| {
        let chosen = aimed.0.as_ref().map(|anchor| anchor.node.as_str());
        let bar = bar(context, ask, chosen.is_some());
        let words = match chosen {
            None => ask.text("choose-place"),
            Some(node) => match place_name(node) {
                Some(name) => ask.texts.format("place-named", &[("name", name.into())]).into_owned(),
                None => ask.text("place-chosen"),
            },
        };
        banner(context, &words, bar);
        if chosen.is_none() {
            cross(context);
        }
    });
}

fn bar(context: &Context, ask: &mut Ask, chosen: bool) -> f32 {
    let (_, rect) = panel::at(context, "place-bar", Align2::CENTER_BOTTOM, theme::slip(), |ui| {
        ui.horizontal(|ui| {
            super::walk::turn(ui, ask, "turn-left", Sign::TurnLeft, -1.0);
            super::walk::turn(ui, ask, "turn-right", Sign::TurnRight, 1.0);
            let aim = ask.text("aim-ahead");
            if !chosen && widgets::button(ui, ask, "aim-ahead", &aim, Look::Plain) {
                ask.say(Intent::AimAhead);
            }
            let confirm = ask.text("confirm-place");
            if chosen && widgets::button(ui, ask, "confirm-place", &confirm, Look::Main) {
                ask.say(Intent::ConfirmPlace);
            }
            let whole = ask.text("theme-none");
            if widgets::button(ui, ask, "place-whole", &whole, Look::Plain) {
                ask.say(Intent::PlaceWhole);
            }
            let cancel = ask.text("cancel");
            if widgets::button(ui, ask, "cancel", &cancel, Look::Quiet) {
                ask.say(Intent::Cancel);
            }
        });
    });
    rect.height() + theme::MARGIN
}

fn banner(context: &Context, words: &str, above: f32) {
    let away = vec2(0.0, -above - 12.0);
    let frame = theme::slip().fill(theme::ACCENT);
    panel::placed(context, "place-banner", Align2::CENTER_BOTTOM, away, frame, |ui| {
        ui.set_max_width(820.0);
        widgets::text(ui, words, theme::bold(theme::HEADING), theme::SHEET);
    });
}

/// Where the keyboard and the gamepad aim: the middle of the window.
fn cross(context: &Context) {
    let middle = context.content_rect().center();
    let painter = context.layer_painter(egui::LayerId::background());
    for (width, colour) in [(5.0, theme::ACCENT_DEEP), (2.0, theme::SHEET)] {
        let stroke = Stroke::new(width, colour);
        for way in [vec2(1.0, 0.0), vec2(-1.0, 0.0), vec2(0.0, 1.0), vec2(0.0, -1.0)] {
            let from: Pos2 = middle + way * 7.0;
            painter.line_segment([from, middle + way * 20.0], stroke);
        }
    }
}

/// The name of a model's node as people can read it; none where a program made it up.
pub(super) fn place_name(node: &str) -> Option<&str> {
    let name = node.rsplit('/').next()?.trim();
    let made_up = [
        "mesh",
        "node",
        "object",
        "group",
        "cube",
        "plane",
        "material",
        "obj",
        "geometry",
        "scene",
        "primitive",
        "component",
        "instance",
    ];
    let stem: String = name.chars().take_while(|c| c.is_alphabetic()).collect::<String>().to_lowercase();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let digits = name.chars().filter(char::is_ascii_digit).count();
    let readable =
        letters >= 3 && digits * 2 < letters && name.chars().count() <= 60 && !name.contains(['_', '#', '{']);
    (readable && !made_up.contains(&stem.as_str())).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_programs_make_up_are_not_shown() {
        assert_eq!(place_name("Place/Tilleul"), Some("Tilleul"));
        assert_eq!(place_name("Halle couverte"), Some("Halle couverte"));
        assert_eq!(place_name("Maison 12"), Some("Maison 12"));
        for made_up in ["", "Mesh.001", "node_17", "Object 4", "Cube", "a/7f3c99e2", "IfcWall_22aF", "12"] {
            assert_eq!(place_name(made_up), None, "{made_up}");
        }
    }
}
