//! Where panels lie over the scene.

use bevy_egui::egui::{self, Align2, Context, Frame, Id, Order, Rect, Ui, Vec2};

use super::theme;

/// A place for a panel: the corner or edge of the window that it keeps to.
pub fn at<R>(context: &Context, name: &str, align: Align2, frame: Frame, draw: impl FnOnce(&mut Ui) -> R) -> (R, Rect) {
    let margin = theme::MARGIN;
    let away = Vec2::new(-align.x().to_sign() * margin, -align.y().to_sign() * margin);
    placed(context, name, align, away, frame, draw)
}

/// The same, with the distance to that corner or edge given.
pub fn placed<R>(
    context: &Context,
    name: &str,
    align: Align2,
    away: Vec2,
    frame: Frame,
    draw: impl FnOnce(&mut Ui) -> R,
) -> (R, Rect) {
    let id = Id::new(name);
    let size_is_unknown = context.memory(|memory| memory.area_rect(id)).is_none();
    let shown = egui::Area::new(id)
        .anchor(align, away)
        .order(Order::Middle)
        .movable(false)
        .fade_in(false)
        .interactable(true)
        .show(context, |ui| frame.show(ui, draw).inner);
    if size_is_unknown {
        // Drawn for its size only, and not where it belongs: once more before anybody sees it, or taps where it lies.
        context.request_discard("a new panel");
    }
    (shown.inner, shown.response.rect)
}

/// The window's size in points.
pub fn size(context: &Context) -> Vec2 {
    context.content_rect().size()
}

/// Everything behind a panel that wants all the attention.
pub fn veil(context: &Context, opacity: f32) {
    let painter = context.layer_painter(egui::LayerId::background());
    painter.rect_filled(context.content_rect(), 0.0, theme::ACCENT_DEEP.gamma_multiply(opacity));
}
