//! The planner's questions: chips to choose from, or a line to write on.

use belvedere_domain::consultation::{Question, QuestionKind};
use belvedere_domain::opinion::TEXT_MAX_CHARS;
use bevy_egui::egui::{TextEdit, Ui};

use crate::intent::Intent;
use crate::ui::desk::{Ask, Control};
use crate::ui::{theme, widgets};
use crate::visit::Draft;

pub(super) fn draw(ui: &mut Ui, ask: &mut Ask, draft: &Draft) {
    let Some(manifest) = ask.manifest else { return };
    for question in &manifest.consultation.questions {
        ui.add_space(6.0);
        let label = ask.local(&question.label).to_owned();
        super::label(ui, &label);
        match &question.kind {
            QuestionKind::Choice { options } => {
                let given = draft.answers.get(&question.key).map(String::as_str);
                let choices: Vec<_> = options
                    .iter()
                    .map(|option| {
                        let name = format!("answer {} {}", question.key, option.key);
                        (name, ask.local(&option.label).to_owned(), given == Some(option.key.as_str()))
                    })
                    .collect();
                if let Some(pressed) = widgets::chips(ui, ask, &choices) {
                    let taken_back = choices[pressed].2;
                    let value = if taken_back { String::new() } else { options[pressed].key.to_string() };
                    ask.say(Intent::Answer { question: question.key.clone(), value });
                }
            }
            QuestionKind::Text => line(ui, ask, draft, question, &label),
        }
    }
}

fn line(ui: &mut Ui, ask: &mut Ask, draft: &Draft, question: &Question, label: &str) {
    let mut value = draft.answers.get(&question.key).cloned().unwrap_or_default();
    let field = TextEdit::singleline(&mut value)
        .id_salt(question.key.as_str())
        .char_limit(TEXT_MAX_CHARS)
        .font(theme::regular(theme::BODY))
        .margin(bevy_egui::egui::Margin::symmetric(12, 14))
        .desired_width(ui.available_width());
    let response = ui.add(field);
    let name = format!("answer {}", question.key);
    ask.list(Control { name, label: label.to_owned(), rect: response.rect, enabled: true });
    if response.changed() {
        ask.say(Intent::Answer { question: question.key.clone(), value });
    }
}
