//! The opinion: what a resident says of the project, where, and from what view.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::anchor::{Anchor, View};
use crate::consultation::{Consultation, QuestionKind};
use crate::hash::ContentHash;
use crate::id::{ConsultationId, Key, OpinionId, VisitId};
use crate::receipt::Receipt;

/// An opinion, as the device that took it made it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Opinion {
    /// Its id (UUIDv7), made on the device.
    pub id: OpinionId,
    /// The consultation that it answers.
    pub consultation: ConsultationId,
    /// The exhibit revision that the resident saw; none for one given without a scene.
    pub revision: Option<ContentHash>,
    /// The visit that it was given in; none outside a kiosk.
    pub visit: Option<VisitId>,
    /// When it was given, by the device's clock, which is noted and not trusted.
    pub given_at: Timestamp,
    /// From against to for.
    pub stance: Stance,
    /// What it is about; none for the project as a whole.
    pub theme: Option<Key>,
    /// The resident's words; none where only a stance was given.
    pub text: Option<String>,
    /// Answers to the planner's questions.
    #[serde(default)]
    pub answers: Vec<Answer>,
    /// The place; none for the project as a whole.
    pub anchor: Option<Anchor>,
    /// What the resident saw meanwhile.
    pub view: Option<View>,
    /// How it came.
    pub channel: Channel,
    /// The code by which the resident follows or withdraws it.
    pub receipt: Receipt,
    /// Set on made-up opinions of a demo, and shown wherever they are shown.
    #[serde(default)]
    pub made_up: bool,
}

/// From strongly against (−2) to strongly for (+2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Stance(i8);

/// The number is not a stance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a stance is a whole number from -2 to 2, not {0}")]
pub struct NotAStance(i64);

impl Stance {
    /// Every stance, from against to for.
    pub const ALL: [Self; 5] = [Self(-2), Self(-1), Self(0), Self(1), Self(2)];

    /// The number, from −2 to 2.
    pub const fn value(self) -> i8 {
        self.0
    }

    /// A stable name for text keys: `against-strongly`, `against`, `neutral`, `for`, `for-strongly`.
    pub const fn name(self) -> &'static str {
        match self.0 {
            ..=-2 => "against-strongly",
            -1 => "against",
            0 => "neutral",
            1 => "for",
            _ => "for-strongly",
        }
    }
}

impl TryFrom<i64> for Stance {
    type Error = NotAStance;

    fn try_from(value: i64) -> Result<Self, NotAStance> {
        Self::ALL.into_iter().find(|s| i64::from(s.0) == value).ok_or(NotAStance(value))
    }
}

impl<'de> Deserialize<'de> for Stance {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        i64::deserialize(deserializer)?.try_into().map_err(serde::de::Error::custom)
    }
}

/// How an opinion came. All count the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// At an exhibition kiosk's screen.
    Kiosk,
    /// In a headset.
    Vr,
    /// On the web.
    Web,
    /// On paper, entered by a mediator.
    Paper,
    /// Entered by a mediator under a mandate.
    Mediator,
}

impl Channel {
    /// Every channel, in the order of the report.
    pub const ALL: [Self; 5] = [Self::Kiosk, Self::Vr, Self::Web, Self::Paper, Self::Mediator];

    /// The stable name, in data and text keys.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Kiosk => "kiosk",
            Self::Vr => "vr",
            Self::Web => "web",
            Self::Paper => "paper",
            Self::Mediator => "mediator",
        }
    }
}

/// An answer to one of the planner's questions: the key of an option, or words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Which question.
    pub question: Key,
    /// The option's key, or the words.
    pub value: String,
}

/// Longest text of an opinion or of an answer in words, in characters.
pub const TEXT_MAX_CHARS: usize = 4_000;

/// Why an opinion is refused. Each has a sentence under `opinion-refused-<code>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpinionRefused {
    /// It answers another consultation.
    #[error("the opinion answers another consultation")]
    OtherConsultation,
    /// The consultation was not open when it was given.
    #[error("the consultation was not open when the opinion was given")]
    NotOpen,
    /// The theme is not one of the consultation's.
    #[error("the theme is not one of this consultation's")]
    UnknownTheme,
    /// An answer is not to one of the questions, or not one of its options.
    #[error("an answer does not fit its question")]
    AnswerDoesNotFit,
    /// A text is too long.
    #[error("the text is longer than {TEXT_MAX_CHARS} characters")]
    TextTooLong,
    /// A text holds control characters.
    #[error("the text holds characters that cannot be shown")]
    TextNotShowable,
    /// A number is not finite, or the normal has no direction.
    #[error("the place or the view is not a place")]
    PlaceNotFinite,
}

impl OpinionRefused {
    /// A stable code for clients and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::OtherConsultation => "other-consultation",
            Self::NotOpen => "not-open",
            Self::UnknownTheme => "unknown-theme",
            Self::AnswerDoesNotFit => "answer-does-not-fit",
            Self::TextTooLong => "text-too-long",
            Self::TextNotShowable => "text-not-showable",
            Self::PlaceNotFinite => "place-not-finite",
        }
    }
}

impl Opinion {
    /// Checks the opinion against the consultation that it claims to answer.
    ///
    /// # Errors
    /// The first rule that it breaks.
    pub fn check(&self, consultation: &Consultation) -> Result<(), OpinionRefused> {
        if self.consultation != consultation.id {
            return Err(OpinionRefused::OtherConsultation);
        }
        if !consultation.is_open_at(self.given_at) {
            return Err(OpinionRefused::NotOpen);
        }
        if self.theme.as_ref().is_some_and(|key| consultation.theme(key).is_none()) {
            return Err(OpinionRefused::UnknownTheme);
        }
        self.text.as_deref().map_or(Ok(()), check_text)?;
        self.answers.iter().try_for_each(|answer| check_answer(answer, consultation))?;
        self.check_place()
    }

    fn check_place(&self) -> Result<(), OpinionRefused> {
        let finite = |numbers: &[f64]| numbers.iter().all(|n| n.is_finite() && n.abs() < 1e7);
        let anchor_ok = self.anchor.as_ref().is_none_or(|anchor| {
            let length = anchor.normal.iter().map(|n| n * n).sum::<f64>().sqrt();
            let named = anchor.node.len() <= 500 && !anchor.node.contains(char::is_control);
            finite(&anchor.position_m) && (length - 1.0).abs() < 0.01 && named
        });
        let view_ok = self
            .view
            .as_ref()
            .is_none_or(|view| finite(&view.position_m) && finite(&[view.yaw_deg, view.pitch_deg, view.fov_deg]));
        if anchor_ok && view_ok { Ok(()) } else { Err(OpinionRefused::PlaceNotFinite) }
    }
}

fn check_text(text: &str) -> Result<(), OpinionRefused> {
    if text.chars().count() > TEXT_MAX_CHARS {
        return Err(OpinionRefused::TextTooLong);
    }
    let showable = |c: char| !c.is_control() || matches!(c, '\n' | '\t' | '\r');
    if text.chars().all(showable) { Ok(()) } else { Err(OpinionRefused::TextNotShowable) }
}

fn check_answer(answer: &Answer, consultation: &Consultation) -> Result<(), OpinionRefused> {
    match consultation.question_of(&answer.question).map(|question| &question.kind) {
        Some(QuestionKind::Choice { options }) => options
            .iter()
            .any(|option| option.key.as_str() == answer.value)
            .then_some(())
            .ok_or(OpinionRefused::AnswerDoesNotFit),
        Some(QuestionKind::Text) => check_text(&answer.value),
        None => Err(OpinionRefused::AnswerDoesNotFit),
    }
}
