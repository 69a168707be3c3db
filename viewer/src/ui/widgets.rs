//! Buttons and chips: large, with a focus that is seen, and listed under a stable name.

use bevy_egui::egui::{
    self, Align2, Color32, CornerRadius, FontId, Galley, Pos2, Rect, Response, Sense, Shape, Stroke, StrokeKind, Ui,
    Vec2, WidgetInfo, WidgetType, vec2,
};
use std::sync::Arc;

use super::desk::{Ask, Control};
use super::theme;

/// How much a button wants to be pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// The one thing to do next.
    Main,
    /// One among others.
    Plain,
    /// One among others, and the chosen one.
    Chosen,
    /// A way out.
    Quiet,
}

/// A sign drawn beside or instead of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Turn to the left.
    TurnLeft,
    /// Turn to the right.
    TurnRight,
    /// It is chosen.
    Check,
    /// A place.
    Pin,
    /// There is more above.
    Up,
    /// There is more below.
    Down,
}

/// A button with words.
pub fn button(ui: &mut Ui, ask: &mut Ask, name: &str, label: &str, look: Look) -> bool {
    Button { name, label, look, sign: None, enabled: true, width: None }.show(ui, ask)
}

/// A button that bears a sign only; `label` is for those who do not see it.
pub fn sign_button(ui: &mut Ui, ask: &mut Ask, name: &str, label: &str, sign: Sign) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(theme::PRESS), Sense::click_and_drag());
    let colours = Colours::of(Look::Plain, &response, true);
    colours.paint(ui, rect, &response);
    draw_sign(ui, sign, rect.center(), 13.0, colours.text);
    list(ui, ask, name, label, &response, rect, true);
    response
}

/// A button in all its variety.
pub struct Button<'a> {
    /// Its stable name.
    pub name: &'a str,
    /// What it says.
    pub label: &'a str,
    /// How much it wants to be pressed.
    pub look: Look,
    /// A sign before the words.
    pub sign: Option<Sign>,
    /// Whether it can be pressed.
    pub enabled: bool,
    /// Its width, where it is not that of its words.
    pub width: Option<f32>,
}

impl Button<'_> {
    /// Draws it; whether it was pressed.
    pub fn show(self, ui: &mut Ui, ask: &mut Ask) -> bool {
        let sign_width = if self.sign.is_some() { 26.0 } else { 0.0 };
        let wrap = self.width.unwrap_or_else(|| ui.available_width().max(120.0)) - sign_width - 36.0;
        let galley = words(ui, self.label, font(self.look), wrap);
        let width = self.width.unwrap_or(galley.size().x + sign_width + 40.0);
        let height = (galley.size().y + 20.0).max(theme::PRESS);
        let sense = if self.enabled { Sense::click() } else { Sense::hover() };
        let (rect, response) = ui.allocate_exact_size(vec2(width, height), sense);
        let colours = Colours::of(self.look, &response, self.enabled);
        colours.paint(ui, rect, &response);
        let start = rect.center().x - (galley.size().x + sign_width) / 2.0;
        if let Some(sign) = self.sign {
            draw_sign(ui, sign, Pos2::new(start + 9.0, rect.center().y), 9.0, colours.text);
        }
        let at = Pos2::new(start + sign_width, rect.center().y - galley.size().y / 2.0);
        ui.painter().galley_with_override_text_color(at, galley, colours.text);
        list(ui, ask, self.name, self.label, &response, rect, self.enabled);
        response.clicked()
    }
}

/// A row of choices of which one is chosen, joined like a switch.
pub fn switch<T: PartialEq>(
    ui: &mut Ui,
    ask: &mut Ask,
    choices: &[(String, String, T)],
    chosen: Option<&T>,
) -> Option<usize> {
    let mut pressed = None;
    let frame =
        egui::Frame::new().fill(theme::SHADE).corner_radius(CornerRadius::same(theme::RADIUS + 2)).inner_margin(3);
    frame.show(ui, |ui| {
        ui.spacing_mut().item_spacing.x = 3.0;
        ui.horizontal(|ui| {
            for (index, (name, label, value)) in choices.iter().enumerate() {
                let look = if chosen == Some(value) { Look::Chosen } else { Look::Quiet };
                if button(ui, ask, name, label, look) {
                    pressed = Some(index);
                }
            }
        });
    });
    pressed
}

/// Choices as chips over as many lines as they need; pressing the chosen one takes it back.
pub fn chips(ui: &mut Ui, ask: &mut Ask, choices: &[(String, String, bool)]) -> Option<usize> {
    let mut pressed = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(8.0);
        for (index, (name, label, chosen)) in choices.iter().enumerate() {
            let (look, sign) = if *chosen { (Look::Chosen, Some(Sign::Check)) } else { (Look::Plain, None) };
            let chip = Button { name, label, look, sign, enabled: true, width: None };
            if chip.show(ui, ask) {
                pressed = Some(index);
            }
        }
    });
    pressed
}

/// A text of that size, over as many lines as it needs.
pub fn text(ui: &mut Ui, text: &str, font: FontId, colour: Color32) -> Response {
    ui.add(egui::Label::new(egui::RichText::new(text).font(font).color(colour)).wrap())
}

/// Lists a control and shows where the keyboard is.
pub fn list(ui: &Ui, ask: &mut Ask, name: &str, label: &str, response: &Response, rect: Rect, enabled: bool) {
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, enabled, label));
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    // What is scrolled out of sight cannot be pressed.
    let seen = rect.intersect(ui.clip_rect());
    if seen.width() > 8.0 && seen.height() > 8.0 {
        ask.list(Control { name: name.to_owned(), label: label.to_owned(), rect: seen, enabled });
    }
}

/// The ring round what the keyboard is on.
pub fn focus_ring(ui: &Ui, rect: Rect, radius: f32) {
    let painter = ui.painter();
    painter.rect_stroke(rect.expand(4.0), radius + 4.0, Stroke::new(3.0, theme::ACCENT), StrokeKind::Middle);
    painter.rect_stroke(rect.expand(1.5), radius + 1.5, Stroke::new(2.0, Color32::WHITE), StrokeKind::Middle);
}

fn font(look: Look) -> FontId {
    match look {
        Look::Main | Look::Chosen => theme::bold(theme::BODY),
        Look::Plain | Look::Quiet => theme::regular(theme::BODY),
    }
}

fn words(ui: &Ui, label: &str, font: FontId, wrap: f32) -> Arc<Galley> {
    ui.painter().layout(label.to_owned(), font, theme::INK, wrap.max(40.0))
}

struct Colours {
    fill: Color32,
    edge: Stroke,
    text: Color32,
}

impl Colours {
    fn of(look: Look, response: &Response, enabled: bool) -> Self {
        let down = response.is_pointer_button_down_on();
        let over = response.hovered();
        if !enabled {
            return Self { fill: theme::SHADE, edge: Stroke::new(1.5, theme::LINE), text: theme::INK_SOFT };
        }
        match look {
            Look::Main | Look::Chosen => {
                let fill = if down || (over && look == Look::Main) { theme::ACCENT_DEEP } else { theme::ACCENT };
                Self { fill, edge: Stroke::NONE, text: theme::SHEET }
            }
            Look::Plain if down => Self::pressed(),
            Look::Plain => {
                let fill = if over { theme::ACCENT_TINT } else { theme::SHEET };
                Self { fill, edge: Stroke::new(1.5, theme::EDGE), text: theme::INK }
            }
            Look::Quiet if down => Self::pressed(),
            Look::Quiet => {
                let fill = if over { theme::ACCENT_TINT } else { Color32::TRANSPARENT };
                Self { fill, edge: Stroke::NONE, text: theme::INK }
            }
        }
    }

    fn pressed() -> Self {
        Self { fill: theme::ACCENT_TINT, edge: Stroke::new(2.5, theme::ACCENT), text: theme::INK }
    }

    fn paint(&self, ui: &Ui, rect: Rect, response: &Response) {
        ui.painter().rect(rect, theme::RADIUS, self.fill, self.edge, StrokeKind::Inside);
        if response.has_focus() {
            focus_ring(ui, rect, f32::from(theme::RADIUS));
        }
    }
}

/// Draws a sign with that radius.
pub fn draw_sign(ui: &Ui, sign: Sign, at: Pos2, radius: f32, colour: Color32) {
    let stroke = Stroke::new(2.5, colour);
    let to = |x: f32, y: f32| at + vec2(x, y) * radius;
    let painter = ui.painter();
    match sign {
        Sign::TurnLeft | Sign::TurnRight => {
            let side = if sign == Sign::TurnLeft { -1.0 } else { 1.0 };
            painter.add(Shape::line(vec![to(-side * 0.45, -0.9), to(side * 0.55, 0.0), to(-side * 0.45, 0.9)], stroke));
        }
        Sign::Up | Sign::Down => {
            let side = if sign == Sign::Up { -1.0 } else { 1.0 };
            painter.add(Shape::line(vec![to(-0.8, -side * 0.4), to(0.0, side * 0.45), to(0.8, -side * 0.4)], stroke));
        }
        Sign::Check => {
            painter.add(Shape::line(vec![to(-0.8, 0.05), to(-0.2, 0.65), to(0.85, -0.6)], stroke));
        }
        Sign::Pin => {
            painter.circle_stroke(to(0.0, -0.3), radius * 0.55, stroke);
            painter.add(Shape::line(vec![to(-0.45, 0.1), to(0.0, 1.0), to(0.45, 0.1)], stroke));
        }
    }
}

/// A line of text painted at a place, for drawings.
pub fn paint_text(ui: &Ui, at: Pos2, align: Align2, text: &str, font: FontId, colour: Color32) -> Rect {
    ui.painter().text(at, align, text, font, colour)
}
