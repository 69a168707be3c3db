//! The field for the visitor's own words.

use belvedere_domain::opinion::TEXT_MAX_CHARS;
use bevy_egui::egui::{Align, Layout, Margin, RichText, TextEdit, Ui};

use crate::intent::Intent;
use crate::ui::desk::{Ask, Control};
use crate::ui::{theme, widgets};
use crate::visit::Draft;

/// From here on the count is shown: before, it would only be in the way.
const COUNT_FROM: usize = 3_000;

pub(super) fn draw(ui: &mut Ui, ask: &mut Ask, draft: &Draft) {
    let label = ask.text("text-question");
    super::label(ui, &label);
    let mut text = draft.text.clone();
    let hint = RichText::new(ask.text("text-hint")).color(theme::INK_SOFT);
    let field = TextEdit::multiline(&mut text)
        .id_salt("words")
        .hint_text(hint)
        .char_limit(TEXT_MAX_CHARS)
        .font(theme::regular(theme::BODY))
        .margin(Margin::symmetric(12, 10))
        .desired_rows(5)
        .desired_width(ui.available_width());
    let response = ui.add(field);
    let seen = response.rect.intersect(ui.clip_rect());
    ask.list(Control { name: "text".to_owned(), label, rect: seen, enabled: true });
    if response.changed() {
        ask.say(Intent::WriteText(text));
    }
    let count = draft.text.chars().count();
    if count >= COUNT_FROM {
        let left = TEXT_MAX_CHARS.saturating_sub(count);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let words = ask.texts.format("characters-left", &[("count", left.into())]);
            widgets::text(ui, &words, theme::regular(theme::SMALL), theme::INK_SOFT);
        });
    }
}
