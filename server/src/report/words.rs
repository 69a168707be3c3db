//! Numbers, dates and places as a reader of the language expects them. Texts come from the Fluent files; none
//! is written here.

use belvedere_domain::language::Language;
use belvedere_domain::text::Texts;
use fluent_bundle::FluentValue;
use jiff::Timestamp;
use jiff::civil::Date;

/// The words of one language.
#[derive(Clone, Copy)]
pub struct Words {
    texts: &'static Texts,
}

/// Between a number and its unit or its thousands: narrow, and never a line's end.
const THIN: char = '\u{202f}';

impl Words {
    /// The words of that language.
    pub fn of(language: Language) -> Self {
        Self { texts: Texts::of(language) }
    }

    /// The language.
    pub fn language(self) -> Language {
        self.texts.language()
    }

    /// The text of that key.
    pub fn get(self, key: &str) -> String {
        self.texts.get(key).into_owned()
    }

    /// Whether there is a text of that key.
    pub fn has(self, key: &str) -> bool {
        self.texts.has(key)
    }

    /// The same with values put in: texts as they are, see [`Words::counted`] for plurals.
    pub fn with(self, key: &str, values: &[(&str, &str)]) -> String {
        let values: Vec<_> = values.iter().map(|(name, value)| (*name, FluentValue::from(*value))).collect();
        self.texts.format(key, &values).into_owned()
    }

    /// A text in which `$n` chooses the plural and `$count` is the same number as it is written.
    pub fn counted(self, key: &str, n: u64, values: &[(&str, &str)]) -> String {
        let count = self.count(n);
        let mut all = vec![("n", FluentValue::from(n as f64)), ("count", FluentValue::from(count))];
        all.extend(values.iter().map(|(name, value)| (*name, FluentValue::from(*value))));
        self.texts.format(key, &all).into_owned()
    }

    /// A whole number with its thousands apart.
    pub fn count(self, n: u64) -> String {
        self.grouped(&n.to_string())
    }

    /// A measure with so many decimals.
    pub fn decimal(self, value: f64, decimals: usize) -> String {
        let text = format!("{:.decimals$}", value.abs());
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let sign = if value < 0.0 { "−" } else { "" };
        let point = if self.is_french() { "," } else { "." };
        let fraction = if fraction.is_empty() { String::new() } else { format!("{point}{fraction}") };
        format!("{sign}{}{fraction}", self.grouped(whole))
    }

    /// A measure for a spreadsheet: the language's decimal sign, nothing else.
    pub fn decimal_plain(self, value: f64, decimals: usize) -> String {
        let text = format!("{value:.decimals$}");
        if self.is_french() { text.replace('.', ",") } else { text }
    }

    /// How much of the whole, in whole percents.
    pub fn percent(self, part: u64, whole: u64) -> String {
        let percent = if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 };
        let number = if part > 0 && percent < 1.0 { "< 1".to_owned() } else { self.decimal(percent.round(), 0) };
        if self.is_french() { format!("{number}{THIN}%") } else { format!("{number}%") }
    }

    /// A day in full: “1er mars 2026”, “1 March 2026”.
    pub fn day(self, day: Date) -> String {
        format!("{} {}", self.day_of_month(day), day.year())
    }

    /// The day without its year.
    pub fn day_of_month(self, day: Date) -> String {
        let first = self.is_french() && day.day() == 1;
        let number = if first { "1er".to_owned() } else { day.day().to_string() };
        format!("{number}\u{a0}{}", self.get(&format!("report-month-{}", day.month())))
    }

    /// An instant to the minute, in universal time, which the text names.
    pub fn instant(self, instant: Timestamp) -> String {
        let civil = jiff::tz::Offset::UTC.to_datetime(instant);
        let time = format!("{:02}:{:02}", civil.hour(), civil.minute());
        self.with("report-instant", &[("day", &self.day(civil.date())), ("time", &time)])
    }

    fn is_french(self) -> bool {
        self.language() == Language::Fr
    }

    fn grouped(self, digits: &str) -> String {
        let separator = if self.is_french() { THIN } else { ',' };
        let mut text = String::with_capacity(digits.len() + 4);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                text.push(separator);
            }
            text.push(digit);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_each_language_does() {
        let (fr, en) = (Words::of(Language::Fr), Words::of(Language::En));
        assert_eq!(fr.count(1_234_567), "1\u{202f}234\u{202f}567");
        assert_eq!(en.count(1_234), "1,234");
        assert_eq!(fr.decimal(845_231.466, 2), "845\u{202f}231,47");
        assert_eq!(fr.decimal(-0.5, 1), "−0,5");
        assert_eq!(fr.percent(1, 3), "33\u{202f}%");
        assert_eq!(en.percent(1, 900), "< 1%");
        assert_eq!(en.percent(0, 0), "0%");
    }

    #[test]
    fn the_first_of_the_month_is_ordinal_in_french_alone() {
        let day = "2026-03-01".parse().unwrap();
        assert_eq!(Words::of(Language::Fr).day(day), "1er\u{a0}mars 2026");
        assert_eq!(Words::of(Language::En).day(day), "1\u{a0}March 2026");
    }
}
