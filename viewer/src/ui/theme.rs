//! Colours, sizes and letters of every panel: the only place where they stand. The colours are those of the
//! pages (`server/static/app.css`); text has a contrast of 7:1 and more on what it stands on.

use std::sync::Arc;

use bevy::prelude::*;
use bevy::window::PrimaryWindow;
use bevy_egui::egui::{
    self, Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Shadow, Stroke, TextStyle,
};
use bevy_egui::{EguiContext, PrimaryEguiContext};

/// Limestone.
pub const PAPER: Color32 = Color32::from_rgb(0xf4, 0xef, 0xe4);
/// What panels are made of.
pub const SHEET: Color32 = Color32::from_rgb(0xff, 0xfd, 0xf8);
/// A button at rest.
pub const SHADE: Color32 = Color32::from_rgb(0xee, 0xe7, 0xd8);
/// The edge of things to act on.
pub const EDGE: Color32 = Color32::from_rgb(0x85, 0x7a, 0x66);
/// A line between parts.
pub const LINE: Color32 = Color32::from_rgb(0xcf, 0xc4, 0xad);
/// Text.
pub const INK: Color32 = Color32::from_rgb(0x1d, 0x25, 0x26);
/// Text beside the main thing.
pub const INK_SOFT: Color32 = Color32::from_rgb(0x46, 0x48, 0x3f);
/// What is chosen, and the main button.
pub const ACCENT: Color32 = Color32::from_rgb(0x0b, 0x4a, 0x52);
/// The same, pressed.
pub const ACCENT_DEEP: Color32 = Color32::from_rgb(0x07, 0x34, 0x39);
/// A button under the pointer.
pub const ACCENT_TINT: Color32 = Color32::from_rgb(0xdc, 0xeb, 0xe9);
/// Something is not as it should be.
pub const BAD: Color32 = Color32::from_rgb(0x7d, 0x1d, 0x12);
/// Behind it.
pub const BAD_TINT: Color32 = Color32::from_rgb(0xf8, 0xe0, 0xda);
/// Something to know.
pub const WARN: Color32 = Color32::from_rgb(0x6b, 0x3a, 0x00);
/// Behind it.
pub const WARN_TINT: Color32 = Color32::from_rgb(0xfb, 0xec, 0xd2);
/// From strongly against to strongly for; never alone, a face and a word say the same.
pub const STANCES: [Color32; 5] = [
    Color32::from_rgb(0x9a, 0x3a, 0x05),
    Color32::from_rgb(0xdd, 0x8a, 0x3d),
    Color32::from_rgb(0xb9, 0xb0, 0x9c),
    Color32::from_rgb(0x55, 0xa3, 0xa6),
    Color32::from_rgb(0x07, 0x56, 0x5f),
];

/// The least height of what a finger presses, in points; a window of 1280 × 720 points fills a kiosk's
/// screen, on which that is about 20 mm.
pub const PRESS: f32 = 56.0;
/// Between things.
pub const GAP: f32 = 12.0;
/// Round a panel, inside.
pub const INSET: i8 = 20;
/// The same at the sides of a panel with less air in it.
pub const SLIP_INSET: i8 = 14;
/// Between panels and the window's edge.
pub const MARGIN: f32 = 16.0;
/// Corners of panels.
pub const PANEL_RADIUS: u8 = 14;
/// Corners of buttons.
pub const RADIUS: u8 = 10;
/// Sizes of letters.
pub const TITLE: f32 = 28.0;
/// See [`TITLE`].
pub const HEADING: f32 = 21.0;
/// See [`TITLE`].
pub const BODY: f32 = 18.0;
/// See [`TITLE`].
pub const SMALL: f32 = 15.0;
/// See [`TITLE`].
pub const CAPTION: f32 = 14.0;
/// See [`TITLE`].
pub const CODE: f32 = 46.0;

/// The window that everything is drawn for, in points.
const DESIGN: Vec2 = Vec2::new(1280.0, 720.0);

/// The upright letters of that size.
pub fn regular(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// The bold letters of that size.
pub fn bold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("bold".into()))
}

/// A panel.
pub fn sheet() -> egui::Frame {
    egui::Frame::new()
        .fill(SHEET)
        .inner_margin(Margin::same(INSET))
        .corner_radius(CornerRadius::same(PANEL_RADIUS))
        .shadow(Shadow { offset: [0, 3], blur: 18, spread: 0, color: Color32::from_black_alpha(70) })
}

/// A panel with less air in it.
pub fn slip() -> egui::Frame {
    sheet().inner_margin(Margin::symmetric(SLIP_INSET, 9))
}

/// Dresses a new context, before it draws anything.
pub(super) fn dress(mut contexts: Query<&mut EguiContext, Added<EguiContext>>) {
    for mut context in &mut contexts {
        let context = context.get_mut();
        context.set_fonts(fonts());
        context.set_theme(egui::Theme::Light);
        context.all_styles_mut(style);
    }
}

/// Fits the panels to the window: as large on every screen of the same shape. In a very small window they take
/// more of it, so that letters keep their form.
pub(super) fn fit(
    window: Option<Single<&Window, With<PrimaryWindow>>>,
    mut contexts: Query<&mut EguiContext, With<PrimaryEguiContext>>,
) {
    let Some(window) = window else { return };
    let zoom = zoom(window.size());
    for mut context in &mut contexts {
        let context = context.get_mut();
        if (context.zoom_factor() - zoom).abs() > 0.001 {
            context.set_zoom_factor(zoom);
        }
    }
}

fn zoom(window: Vec2) -> f32 {
    let fits = (window / DESIGN).min_element();
    // In steps, so that letters are not cut anew while a window is drawn larger.
    ((fits * 20.0).round() / 20.0).clamp(0.6, 4.0)
}

fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    let mut add = |name: &str, bytes: &'static [u8], family| {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
        fonts.families.insert(family, vec![name.to_owned()]);
    };
    let regular: &[u8] = include_bytes!("../../../assets/fonts/AtkinsonHyperlegibleNext-Regular.ttf");
    let bold: &[u8] = include_bytes!("../../../assets/fonts/AtkinsonHyperlegibleNext-Bold.ttf");
    add("regular", regular, FontFamily::Proportional);
    add("regular", regular, FontFamily::Monospace);
    add("bold", bold, FontFamily::Name("bold".into()));
    fonts
}

fn style(style: &mut egui::Style) {
    style.text_styles = [
        (TextStyle::Small, regular(SMALL)),
        (TextStyle::Body, regular(BODY)),
        (TextStyle::Button, regular(BODY)),
        (TextStyle::Heading, bold(HEADING)),
        (TextStyle::Monospace, regular(BODY)),
    ]
    .into();
    style.spacing.item_spacing = egui::vec2(GAP, GAP);
    style.spacing.interact_size = egui::vec2(PRESS, PRESS);
    style.spacing.scroll = egui::style::ScrollStyle::solid();
    style.spacing.scroll.bar_width = 14.0;
    style.animation_time = 0.0;
    style.interaction.selectable_labels = false;
    let visuals = &mut style.visuals;
    visuals.override_text_color = Some(INK);
    visuals.weak_text_color = Some(INK_SOFT);
    visuals.weak_text_alpha = 1.0;
    visuals.extreme_bg_color = Color32::WHITE;
    visuals.selection.bg_fill = ACCENT_TINT;
    visuals.selection.stroke = Stroke::new(2.0, ACCENT);
    visuals.text_cursor.stroke = Stroke::new(2.5, ACCENT);
    for widget in [
        &mut visuals.widgets.inactive,
        &mut visuals.widgets.hovered,
        &mut visuals.widgets.active,
        &mut visuals.widgets.open,
        &mut visuals.widgets.noninteractive,
    ] {
        widget.corner_radius = CornerRadius::same(RADIUS);
        widget.fg_stroke = Stroke::new(1.5, INK);
        widget.expansion = 0.0;
    }
    visuals.widgets.inactive.bg_stroke = Stroke::new(1.5, EDGE);
    visuals.widgets.hovered.bg_stroke = Stroke::new(2.0, ACCENT);
    visuals.widgets.active.bg_stroke = Stroke::new(3.0, ACCENT);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(colour: Color32) -> f32 {
        let [r, g, b, _] = egui::Rgba::from(colour).to_array();
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    fn contrast(a: Color32, b: Color32) -> f32 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_can_be_read_by_almost_everyone() {
        for (text, behind) in [
            (INK, SHEET),
            (INK, PAPER),
            (INK, SHADE),
            (INK, ACCENT_TINT),
            (INK_SOFT, SHEET),
            (INK_SOFT, PAPER),
            (SHEET, ACCENT),
            (SHEET, ACCENT_DEEP),
            (ACCENT, SHEET),
            (BAD, BAD_TINT),
            (WARN, WARN_TINT),
        ] {
            assert!(contrast(text, behind) >= 7.0, "{text:?} on {behind:?}: {}", contrast(text, behind));
        }
        assert!(contrast(EDGE, SHEET) >= 3.0 && contrast(EDGE, SHADE) >= 3.0, "edges are seen");
    }

    #[test]
    fn panels_are_as_large_on_every_screen() {
        assert_eq!(zoom(Vec2::new(1280.0, 720.0)), 1.0);
        assert_eq!(zoom(Vec2::new(1920.0, 1080.0)), 1.5);
        assert_eq!(zoom(Vec2::new(640.0, 360.0)), 0.6);
        assert_eq!(zoom(Vec2::new(1080.0, 1920.0)), 0.85);
    }
}
