//! Headings, column titles and fixed sentences: the texts that hold no value of the report.

use std::collections::BTreeMap;

use belvedere_domain::opinion::Stance;
use serde::Serialize;

use crate::report::words::Words;

/// The texts by the name that the templates use: their Fluent key without `report-`.
#[derive(Clone, Debug, Serialize)]
pub struct Labels {
    /// The stances' names, from against to for.
    pub stance_names: Vec<String>,
    /// Under every picture of the project.
    pub not_contractual: String,
    /// The others.
    #[serde(flatten)]
    others: BTreeMap<&'static str, String>,
}

/// In the order of the report.
const KEYS: [&str; 47] = [
    "report-kind",
    "report-summary-stances",
    "report-summary-themes",
    "report-summary-map",
    "report-limits",
    "report-contents",
    "report-question",
    "report-presentation",
    "report-variants",
    "report-participation",
    "report-channels",
    "report-channel",
    "report-opinions",
    "report-share",
    "report-total",
    "report-stances",
    "report-stances-overall",
    "report-stances-by-variant",
    "report-variant",
    "report-themes",
    "report-theme",
    "report-hidden-note",
    "report-withheld",
    "report-where",
    "report-where-none",
    "report-map-legend",
    "report-map-north",
    "report-object",
    "report-objects",
    "report-number",
    "report-easting",
    "report-northing",
    "report-quotes",
    "report-quotes-rule",
    "report-quotes-none",
    "report-made-up",
    "report-moderation",
    "report-method",
    "report-places-annex",
    "report-stance",
    "report-day",
    "report-page",
    "report-detail-hidden",
    "report-no-opinion",
    "report-fact",
    "report-value",
    "report-unprintable",
];

impl Labels {
    pub(super) fn of(words: Words) -> Self {
        let name = |key: &'static str| key.trim_start_matches("report-");
        Self {
            stance_names: Stance::ALL.iter().map(|stance| words.get(&format!("stance-{}", stance.name()))).collect(),
            not_contractual: words.get("not-contractual"),
            others: KEYS.iter().map(|key| (name(key), words.get(key))).collect(),
        }
    }

    /// The text of that name, such as `themes`.
    pub fn get(&self, name: &str) -> &str {
        self.others.get(name).map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use belvedere_domain::language::Language;
    use belvedere_domain::text::Texts;

    use super::*;

    #[test]
    fn every_label_is_written() {
        for language in Language::ALL {
            for key in KEYS {
                assert!(Texts::of(language).has(key), "{language} lacks {key}");
            }
        }
    }
}
