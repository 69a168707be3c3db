//! Languages of the interface, and texts that planners write in several of them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language that the interface speaks. French first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// French.
    #[default]
    Fr,
    /// English.
    En,
}

impl Language {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Fr, Self::En];

    /// The BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    /// The language's name in itself, as a chooser shows it.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::Fr => "Français",
            Self::En => "English",
        }
    }

    /// The first language of an `Accept-Language` header that is spoken here, else French.
    /// Weights are read; an unreadable weight counts as 0.
    pub fn from_accept_language(header: &str) -> Self {
        let mut wanted: Vec<(f32, Self)> = header
            .split(',')
            .filter_map(|item| {
                let (tag, weight) = item.split_once(";q=").unwrap_or((item, "1"));
                let primary = tag.trim().split('-').next()?;
                Some((weight.trim().parse().unwrap_or(0.0), primary.parse().ok()?))
            })
            .collect();
        wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
        wanted.first().map_or(Self::default(), |(_, language)| *language)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// The tag is of no language spoken here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this language is not spoken here: fr and en are")]
pub struct UnknownLanguage;

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(tag: &str) -> Result<Self, UnknownLanguage> {
        Self::ALL.into_iter().find(|l| l.tag() == tag.to_ascii_lowercase()).ok_or(UnknownLanguage)
    }
}

/// A text written by a planner: French always, other languages where given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalText {
    /// In French.
    pub fr: String,
    /// In English, where the planner gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl LocalText {
    /// The text in `language`, or in French where it was not translated.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Fr => &self.fr,
            Language::En => self.en.as_deref().unwrap_or(&self.fr),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_with_most_weight_wins() {
        assert_eq!(Language::from_accept_language("en-GB,en;q=0.9,fr;q=0.8"), Language::En);
        assert_eq!(Language::from_accept_language("en;q=0.3, fr-FR;q=0.8"), Language::Fr);
        assert_eq!(Language::from_accept_language("de, *;q=0.1"), Language::Fr);
        assert_eq!(Language::from_accept_language(""), Language::Fr);
    }

    #[test]
    fn a_missing_translation_falls_back_to_french() {
        let text = LocalText { fr: "La place".into(), en: None };
        assert_eq!(text.get(Language::En), "La place");
    }
}
