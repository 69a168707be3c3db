//! Which opinions a report quotes, by a rule that the report states in words
//! (`report-verbatims-rule`): who changes one changes the other.

use std::collections::{BTreeMap, BTreeSet};

use crate::consultation::Theme;
use crate::id::Key;
use crate::opinion::{Channel, Stance};
use crate::report::Row;

/// Fewer characters say little; they are quoted only where a stance has nothing longer.
pub const QUOTE_MIN_CHARS: usize = 40;

/// Longer texts are cut, and the cut is marked.
pub const QUOTE_MAX_CHARS: usize = 600;

/// One opinion that is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote<'a> {
    /// The theme it is quoted under.
    pub theme: Option<&'a Key>,
    /// Its row.
    pub number: u64,
}

/// For each theme, in the planner's order, then for the project as a whole, and for each stance taken
/// on it: one opinion. Among those of at least [`QUOTE_MIN_CHARS`] characters (where there is none,
/// among all with words), that of the channel least quoted so far, and the earliest of that
/// channel. The same words are quoted once. So every stance is heard, however few took it, and the number
/// of quotes says nothing of the weight of a stance.
pub fn verbatims<'a>(rows: &'a [Row], themes: &'a [Theme]) -> Vec<Quote<'a>> {
    let mut choice = Choice { quoted: BTreeMap::new(), said: BTreeSet::new() };
    let mut quotes = Vec::new();
    for theme in themes.iter().map(|theme| Some(&theme.key)).chain([None]) {
        for stance in Stance::ALL {
            let of_cell = |row: &&Row| row.theme.as_ref() == theme && row.stance == stance;
            let cell: Vec<&Row> = rows.iter().filter(of_cell).collect();
            quotes.extend(choice.of(&cell).map(|number| Quote { theme, number }));
        }
    }
    quotes
}

/// What was quoted so far.
struct Choice {
    quoted: BTreeMap<Channel, usize>,
    said: BTreeSet<String>,
}

impl Choice {
    fn of(&mut self, cell: &[&Row]) -> Option<u64> {
        let row = self.among(cell, QUOTE_MIN_CHARS).or_else(|| self.among(cell, 1))?;
        *self.quoted.entry(row.channel).or_default() += 1;
        self.said.insert(plain(row.text.as_deref()?));
        Some(row.number)
    }

    fn among<'a>(&self, cell: &[&'a Row], min_chars: usize) -> Option<&'a Row> {
        let long = |text: &&str| text.trim().chars().count() >= min_chars;
        let can_be_quoted =
            |row: &&&Row| row.text.as_deref().filter(long).is_some_and(|text| !self.said.contains(&plain(text)));
        let times = |channel: Channel| self.quoted.get(&channel).copied().unwrap_or(0);
        let rank = |row: &&&Row| (times(row.channel), row.channel, row.number);
        cell.iter().filter(can_be_quoted).min_by_key(rank).copied()
    }
}

/// The words without case or spacing, to know a text that came twice.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The text as it is quoted, and whether it was cut: at most [`QUOTE_MAX_CHARS`] characters, cut
/// between words where a word ends in the last tenth.
pub fn cut(text: &str) -> (&str, bool) {
    let text = text.trim();
    let Some((end, _)) = text.char_indices().nth(QUOTE_MAX_CHARS) else {
        return (text, false);
    };
    let (head, last_tenth) = (&text[..end], end - end / 10);
    let at = head.rfind(char::is_whitespace).filter(|at| *at >= last_tenth).unwrap_or(end);
    (head[..at].trim_end(), true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::LocalText;

    fn theme(key: &str) -> Theme {
        Theme { key: key.parse().unwrap(), label: LocalText::default() }
    }

    fn row(number: u64, theme: Option<&str>, stance: i64, channel: Channel, text: &str) -> Row {
        Row {
            number,
            day: "2026-03-01".parse().unwrap(),
            channel,
            stance: stance.try_into().unwrap(),
            theme: theme.map(|key| key.parse().unwrap()),
            variant: None,
            text: (!text.is_empty()).then(|| text.to_owned()),
            place: None,
            made_up: false,
        }
    }

    fn numbers(rows: &[Row], themes: &[Theme]) -> Vec<u64> {
        verbatims(rows, themes).iter().map(|quote| quote.number).collect()
    }

    const LONG: &str = "La place doit rester ouverte aux marchés, aux enfants et aux anciens";

    #[test]
    fn every_stance_on_every_theme_is_heard_once() {
        let text = |n: u64| format!("{LONG} {n}");
        let mut rows: Vec<Row> = (1..=50).map(|n| row(n, Some("trees"), 2, Channel::Kiosk, &text(n))).collect();
        rows.push(row(51, Some("trees"), -2, Channel::Kiosk, "Non."));
        rows.push(row(52, None, 0, Channel::Kiosk, &text(52)));
        rows.push(row(53, Some("cars"), 1, Channel::Kiosk, &text(53)));
        assert_eq!(numbers(&rows, &[theme("cars"), theme("trees")]), [53, 51, 1, 52]);
    }

    #[test]
    fn channels_are_quoted_in_turn_and_longer_words_first() {
        let rows = [
            row(1, Some("trees"), -1, Channel::Kiosk, &format!("{LONG} 1")),
            row(2, Some("trees"), 1, Channel::Kiosk, &format!("{LONG} 2")),
            row(3, Some("trees"), 1, Channel::Paper, "Trop court."),
            row(4, Some("trees"), 1, Channel::Paper, &format!("{LONG} 4")),
        ];
        assert_eq!(numbers(&rows, &[theme("trees")]), [1, 4]);
    }

    #[test]
    fn the_same_words_are_quoted_once() {
        let shouted = LONG.to_uppercase().replace(' ', "  ");
        let rows = [
            row(1, Some("trees"), 1, Channel::Web, LONG),
            row(2, Some("trees"), 2, Channel::Web, &shouted),
            row(3, Some("trees"), 2, Channel::Web, "Oui"),
        ];
        assert_eq!(numbers(&rows, &[theme("trees")]), [1, 3]);
        assert_eq!(numbers(&rows[..2], &[theme("trees")]), [1]);
    }

    #[test]
    fn opinions_without_words_are_not_quoted() {
        assert_eq!(numbers(&[row(1, None, 1, Channel::Vr, "")], &[]), [0u64; 0]);
    }

    #[test]
    fn a_long_text_is_cut_between_words_and_says_so() {
        let text = "été ".repeat(400);
        let (head, was_cut) = cut(&text);
        assert!(was_cut && head.ends_with("été") && head.chars().count() <= QUOTE_MAX_CHARS);
        assert_eq!(cut(&"é".repeat(601)).0.chars().count(), 600);
        assert_eq!(cut(" court "), ("court", false));
    }
}
