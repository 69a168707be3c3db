//! The opinions that are quoted, by the rule of [`verbatims`], in the words of the report.

use belvedere_domain::report::{Report, Row, cut, verbatims};
use serde::Serialize;

use crate::report::words::Words;

/// The quotes of one theme.
#[derive(Clone, Debug, Serialize)]
pub struct QuoteGroup {
    /// The theme.
    pub theme: String,
    /// From against to for.
    pub quotes: Vec<Quote>,
}

/// One opinion in its author's words.
#[derive(Clone, Debug, Serialize)]
pub struct Quote {
    /// Its number in the report.
    pub number: u64,
    /// The number as it is written.
    pub number_text: String,
    /// Its stance, 0 to 4.
    pub stance: usize,
    /// The stance's name.
    pub stance_text: String,
    /// Channel and day.
    pub source: String,
    /// The words; where they were cut, an ellipsis in brackets ends them.
    pub text: String,
    /// Whether it was made up for a demo.
    pub made_up: bool,
}

pub(super) fn groups(report: &Report, words: Words) -> Vec<QuoteGroup> {
    let mut groups: Vec<QuoteGroup> = Vec::new();
    for quote in verbatims(&report.rows, &report.consultation.themes) {
        let theme = quote.theme.and_then(|key| report.consultation.theme(key));
        let theme = theme.map_or_else(|| words.get("theme-none"), |t| t.label.get(words.language()).to_owned());
        // Numbered from 1, in order.
        let Some(row) = report.rows.get(quote.number as usize - 1) else {
            continue;
        };
        match groups.last_mut() {
            Some(group) if group.theme == theme => group.quotes.push(Quote::of(row, words)),
            _ => groups.push(QuoteGroup { theme, quotes: vec![Quote::of(row, words)] }),
        }
    }
    groups
}

impl Quote {
    fn of(row: &Row, words: Words) -> Self {
        let (text, was_cut) = cut(row.text.as_deref().unwrap_or_default());
        let channel = words.get(&format!("channel-{}", row.channel.as_str()));
        Self {
            number: row.number,
            number_text: words.count(row.number),
            stance: (row.stance.value() + 2) as usize,
            stance_text: words.get(&format!("stance-{}", row.stance.name())),
            source: format!("{channel}, {}", words.day(row.day)),
            text: if was_cut { format!("{text} […]") } else { text.to_owned() },
            made_up: row.made_up,
        }
    }
}
