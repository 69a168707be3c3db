//! The opinion that is being given.

use std::collections::BTreeMap;

use belvedere_domain::anchor::{Anchor, View};
use belvedere_domain::consultation::{Consultation, QuestionKind};
use belvedere_domain::hash::ContentHash;
use belvedere_domain::id::{Key, OpinionId, VisitId};
use belvedere_domain::opinion::{Answer, Channel, Opinion, OpinionRefused, Stance, TEXT_MAX_CHARS};
use belvedere_domain::receipt::Receipt;
use bevy::prelude::Resource;
use jiff::Timestamp;

use crate::fresh;

/// What the visitor said so far.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// The place; none for the project as a whole.
    pub anchor: Option<Anchor>,
    /// From against to for; none while nothing was chosen.
    pub stance: Option<Stance>,
    /// What it is about; none for the project as a whole.
    pub theme: Option<Key>,
    /// Answers to the planner's questions.
    pub answers: BTreeMap<Key, String>,
    /// The words.
    pub text: String,
}

/// What the visitor had before their eyes.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The exhibit's revision.
    pub revision: ContentHash,
    /// The camera and the state of the scene.
    pub view: View,
}

/// The circumstances of giving it.
#[derive(Clone, Copy, Debug)]
pub struct Given {
    /// In which visit.
    pub visit: VisitId,
    /// When, by this device's clock.
    pub at: Timestamp,
    /// 64 random bits, for the receipt.
    pub bits: u64,
}

/// The opinion cannot be sent as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DraftProblem {
    /// No stance was chosen.
    #[error("a stance must be chosen")]
    NoStance,
    /// It breaks a rule.
    #[error(transparent)]
    Refused(#[from] OpinionRefused),
}

impl Draft {
    /// Whether anything was said that would be lost.
    pub fn is_empty(&self) -> bool {
        *self == Self { anchor: self.anchor.clone(), ..Self::default() }
    }

    /// Answers a question, or takes the answer back with an empty value.
    pub fn answer(&mut self, question: Key, value: String) {
        if value.is_empty() {
            self.answers.remove(&question);
        } else {
            self.answers.insert(question, value);
        }
    }

    /// Replaces the words. Longer ones are cut at the limit, and control characters (a paste brings them)
    /// become spaces.
    pub fn write(&mut self, text: &str) {
        self.text = clean(text);
    }

    /// The opinion made of it.
    ///
    /// # Errors
    /// `DraftProblem`: what the visitor can still put right.
    pub fn opinion(&self, consultation: &Consultation, seen: &Seen, given: Given) -> Result<Opinion, DraftProblem> {
        let stance = self.stance.ok_or(DraftProblem::NoStance)?;
        let opinion = Opinion {
            id: OpinionId::from_uuid(fresh::uuid(given.at)),
            consultation: consultation.id,
            revision: Some(seen.revision),
            visit: Some(given.visit),
            given_at: given.at,
            stance,
            theme: self.theme.clone(),
            text: words(&self.text),
            answers: self.answers_in_order(consultation),
            anchor: self.anchor.clone(),
            view: Some(seen.view.clone()),
            channel: Channel::Kiosk,
            receipt: Receipt::from_random(given.bits),
            made_up: false,
        };
        opinion.check(consultation)?;
        Ok(opinion)
    }

    fn answers_in_order(&self, consultation: &Consultation) -> Vec<Answer> {
        let answered = consultation.questions.iter().filter_map(|question| {
            let value = self.answers.get(&question.key)?;
            let value = match question.kind {
                QuestionKind::Choice { .. } => value.clone(),
                QuestionKind::Text => words(&clean(value))?,
            };
            Some(Answer { question: question.key.clone(), value })
        });
        answered.collect()
    }
}

fn clean(text: &str) -> String {
    let shown = |c: char| if c.is_control() && c != '\n' { ' ' } else { c };
    text.chars().take(TEXT_MAX_CHARS).map(shown).collect()
}

/// The text without the blanks around it; none where nothing is left.
fn words(text: &str) -> Option<String> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
}
