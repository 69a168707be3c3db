//! The report as it is shown: every word and number written out, small cells hidden. The page's template and the
//! PDF's draw the same [`View`], so neither can say what the other does not; they only lay it out.

mod labels;
mod method;
mod opening;
mod participation;
mod places;
mod quotes;
mod stances;

use belvedere_domain::hash::ContentHash;
use belvedere_domain::language::Language;
use belvedere_domain::report::Report;
use serde::Serialize;

use super::words::Words;

pub use labels::Labels;
pub use method::{Fact, Method};
pub use opening::{Number, Opening};
pub use participation::{Bar, Bars};
pub use places::{Map, ObjectLine, PlaceLine, Places, VariantText};
pub use quotes::{Quote, QuoteGroup};
pub use stances::{Distribution, Part, StanceTable};

/// What becomes of the report once it is frozen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Freeze {
    /// Its number among the consultation's frozen reports, from 1.
    pub number: u64,
}

/// A report in one language, ready to be laid out.
#[derive(Clone, Debug, Serialize)]
pub struct View {
    /// The BCP 47 tag.
    pub lang: &'static str,
    /// Headings and column titles.
    pub labels: Labels,
    /// The page for élus.
    pub opening: Opening,
    /// What the project is.
    pub presentation: String,
    /// The variants with their certainty.
    pub variants: Vec<VariantText>,
    /// Opinions by channel.
    pub channels: Bars,
    /// Opinions by day, or by week where there are many days.
    pub days: Bars,
    /// Stances by variant shown.
    pub by_variant: StanceTable,
    /// Stances by theme.
    pub by_theme: StanceTable,
    /// Where.
    pub places: Places,
    /// In their words.
    pub quotes: Vec<QuoteGroup>,
    /// Moderation, method, data.
    pub method: Method,
}

impl View {
    /// Writes the report out. `data_hash` is the SHA-256 of its data file, where there is one.
    pub fn of(report: &Report, language: Language, freeze: Option<Freeze>, data_hash: Option<ContentHash>) -> Self {
        let words = Words::of(language);
        let by_theme = StanceTable::by_theme(report, words);
        let places = Places::of(report, words);
        Self {
            lang: language.tag(),
            labels: Labels::of(words),
            opening: Opening::of(report, words, freeze, &by_theme, &places),
            presentation: report.consultation.presentation.get(language).to_owned(),
            variants: places::variants(report, words),
            channels: participation::by_channel(report, words),
            days: participation::by_day(report, words),
            by_variant: StanceTable::by_variant(report, words),
            by_theme,
            places,
            quotes: quotes::groups(report, words),
            method: Method::of(report, words, freeze, data_hash),
        }
    }
}
