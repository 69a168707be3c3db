//! The consultation: one question put to the public about a project.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::id::{ConsultationId, Key, TerritoryId};
use crate::language::LocalText;

/// One question put to the public, with its dates, themes and questions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consultation {
    /// Its id.
    pub id: ConsultationId,
    /// Who consults.
    pub territory: TerritoryId,
    /// The title on pages and at the kiosk.
    pub title: LocalText,
    /// The question put.
    pub question: LocalText,
    /// What the project is, in a few sentences.
    pub presentation: LocalText,
    /// The first day, local to the territory.
    pub opens_on: Date,
    /// The last day, included.
    pub closes_on: Date,
    /// What opinions can be about, in the planner's order.
    pub themes: Vec<Theme>,
    /// What the planner also asks.
    pub questions: Vec<Question>,
}

/// A subject that an opinion can be about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Theme {
    /// Its stable name.
    pub key: Key,
    /// Its label.
    pub label: LocalText,
}

/// A question of the planner's beside the opinion itself. Never required.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its stable name.
    pub key: Key,
    /// The question.
    pub label: LocalText,
    /// How it is answered.
    #[serde(flatten)]
    pub kind: QuestionKind,
}

/// How a question is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum QuestionKind {
    /// One of the options.
    Choice {
        /// What can be chosen.
        options: Vec<AnswerOption>,
    },
    /// Free words.
    Text,
}

/// One answer that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerOption {
    /// Its stable name.
    pub key: Key,
    /// Its label.
    pub label: LocalText,
}

impl Consultation {
    /// Whether opinions given at `instant` are within the dates, with a day's leave on both sides: the
    /// territory may be overseas, and a kiosk's clock is noted, never trusted.
    pub fn is_open_at(&self, instant: Timestamp) -> bool {
        let day = jiff::tz::Offset::UTC.to_datetime(instant).date();
        let yesterday = day.yesterday().unwrap_or(day);
        let tomorrow = day.tomorrow().unwrap_or(day);
        self.opens_on <= tomorrow && yesterday <= self.closes_on
    }

    /// The theme of that key.
    pub fn theme(&self, key: &Key) -> Option<&Theme> {
        self.themes.iter().find(|theme| theme.key == *key)
    }

    /// The question of that key.
    pub fn question_of(&self, key: &Key) -> Option<&Question> {
        self.questions.iter().find(|question| question.key == *key)
    }
}
