//! The five faces from strongly against to strongly for, drawn as shapes: no language is needed to choose one.

use belvedere_domain::opinion::Stance;
use bevy_egui::egui::{self, Color32, Pos2, Response, Sense, Shape, Stroke, StrokeKind, Ui, vec2};

use super::desk::Ask;
use super::{theme, widgets};

/// The height of a face with its word.
const HEIGHT: f32 = 106.0;
/// The radius of a face.
const RADIUS: f32 = 27.0;

/// The row of faces; the one that was pressed.
pub fn row(ui: &mut Ui, ask: &mut Ask, chosen: Option<Stance>) -> Option<Stance> {
    let gap = 6.0;
    let width = (ui.available_width() - gap * 4.0) / 5.0;
    let mut pressed = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        for stance in Stance::ALL {
            if face(ui, ask, stance, chosen == Some(stance), width).clicked() {
                pressed = Some(stance);
            }
        }
    });
    pressed
}

fn face(ui: &mut Ui, ask: &mut Ask, stance: Stance, chosen: bool, width: f32) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::click());
    let (fill, edge) = match (chosen, response.hovered()) {
        (true, _) => (theme::ACCENT_TINT, Stroke::new(3.0, theme::ACCENT)),
        (false, true) => (theme::ACCENT_TINT, Stroke::new(1.5, theme::EDGE)),
        (false, false) => (theme::SHEET, Stroke::new(1.5, theme::LINE)),
    };
    ui.painter().rect(rect, theme::RADIUS, fill, edge, StrokeKind::Inside);
    draw(ui, Pos2::new(rect.center().x, rect.top() + RADIUS + 9.0), RADIUS, stance);
    let label = ask.text(&format!("stance-{}", stance.name()));
    let font = theme::regular(theme::CAPTION);
    let mut job = egui::text::LayoutJob::simple(label.clone(), font, theme::INK, width - 4.0);
    job.halign = egui::Align::Center;
    let galley = ui.painter().layout_job(job);
    let middle = rect.top() + RADIUS * 2.0 + 16.0 + (HEIGHT - RADIUS * 2.0 - 20.0 - galley.size().y) / 2.0;
    ui.painter().galley(Pos2::new(rect.center().x, middle), galley, theme::INK);
    if response.has_focus() {
        widgets::focus_ring(ui, rect, f32::from(theme::RADIUS));
    }
    widgets::list(ui, ask, &format!("stance {:+}", stance.value()), &label, &response, rect, true);
    response
}

/// A face alone.
pub fn draw(ui: &Ui, at: Pos2, radius: f32, stance: Stance) {
    let value = f32::from(stance.value());
    let dark = stance.value().abs() == 2;
    let ink = if dark { theme::SHEET } else { theme::INK };
    let colour = theme::STANCES[index(stance)];
    let painter = ui.painter();
    painter.circle_filled(at, radius, colour);
    for side in [-1.0, 1.0] {
        painter.circle_filled(at + vec2(side * 0.36, -0.22) * radius, radius * 0.11, ink);
    }
    painter.add(Shape::line(mouth(at, radius, value), Stroke::new(radius * 0.12, ink)));
    if dark {
        brows(ui, at, radius, value, ink);
    }
}

fn index(stance: Stance) -> usize {
    Stance::ALL.iter().position(|other| *other == stance).unwrap_or(2)
}

/// From turned down to turned up.
fn mouth(at: Pos2, radius: f32, value: f32) -> Vec<Pos2> {
    (0..=12u8)
        .map(|step| {
            let x = f32::from(step) / 6.0 - 1.0;
            let bend = value * 0.15 * (1.0 - x * x);
            at + vec2(x * 0.45, 0.38 + bend - value * 0.07) * radius
        })
        .collect()
}

fn brows(ui: &Ui, at: Pos2, radius: f32, value: f32, ink: Color32) {
    for side in [-1.0, 1.0] {
        let inner = at + vec2(side * 0.2, -0.48 - value * 0.035) * radius;
        let outer = at + vec2(side * 0.55, -0.52 + value * 0.035) * radius;
        ui.painter().line_segment([inner, outer], Stroke::new(radius * 0.1, ink));
    }
}
