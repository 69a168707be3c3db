//! The page for élus: what was asked, five numbers, the stances, the strongest themes, the map, the limits.

use belvedere_domain::report::Report;
use serde::Serialize;

use super::{Distribution, Freeze, Places, StanceTable};
use crate::report::words::Words;

/// How many themes the first page names.
const THEMES: usize = 3;

/// What the first page shows.
#[derive(Clone, Debug, Serialize)]
pub struct Opening {
    /// The consultation.
    pub title: String,
    /// Who consults.
    pub territory: String,
    /// The question put.
    pub question: String,
    /// From when to when.
    pub dates: String,
    /// Frozen under which number, or live as of when.
    pub status: String,
    /// That opinions were made up for a demo, where some were.
    pub made_up: Option<String>,
    /// Five numbers.
    pub numbers: Vec<Number>,
    /// All stances.
    pub stances: Distribution,
    /// The stances in one sentence.
    pub sentence: String,
    /// The themes most spoken of.
    pub themes: Vec<Distribution>,
    /// Which of the maps has most opinions.
    pub map: Option<usize>,
    /// What the figures cannot say.
    pub limits: Vec<String>,
}

/// A number and what it counts.
#[derive(Clone, Debug, Serialize)]
pub struct Number {
    /// As it is written.
    pub value: String,
    /// What it counts, in the number's plural.
    pub label: String,
}

impl Opening {
    pub(super) fn of(
        report: &Report,
        words: Words,
        freeze: Option<Freeze>,
        by_theme: &StanceTable,
        places: &Places,
    ) -> Self {
        let language = words.language();
        let consultation = &report.consultation;
        let days = [("from", words.day(consultation.opens_on)), ("to", words.day(consultation.closes_on))];
        Self {
            title: consultation.title.get(language).to_owned(),
            territory: report.territory.name.clone(),
            question: consultation.question.get(language).to_owned(),
            dates: words.with("report-dates", &days.each_ref().map(|(name, day)| (*name, day.as_str()))),
            status: status(report, words, freeze),
            made_up: made_up(report, words),
            numbers: numbers(report, words),
            stances: by_theme.all.clone(),
            sentence: sentence(report, words),
            themes: strongest(by_theme),
            map: places.busiest(),
            limits: vec![words.get("report-limit-volunteers"), words.get("report-limit-moderation")],
        }
    }
}

fn status(report: &Report, words: Words, freeze: Option<Freeze>) -> String {
    let at = words.instant(report.made_at);
    match freeze {
        Some(Freeze { number }) => words.with("report-status-frozen", &[("number", &words.count(number)), ("at", &at)]),
        None => words.with("report-status-live", &[("at", &at)]),
    }
}

fn made_up(report: &Report, words: Words) -> Option<String> {
    let count = report.figures.made_up;
    let total = words.count(report.figures.opinions);
    (count > 0).then(|| words.counted("report-made-up-notice", count, &[("total", &total)]))
}

fn numbers(report: &Report, words: Words) -> Vec<Number> {
    let figures = &report.figures;
    [
        ("report-number-opinions", figures.opinions),
        ("report-number-with-text", figures.with_text),
        ("report-number-with-place", figures.with_place),
        ("report-number-channels", figures.by_channel.len() as u64),
        ("report-number-days", figures.by_day.len() as u64),
    ]
    .into_iter()
    .map(|(key, n)| Number { value: words.count(n), label: words.counted(key, n, &[]) })
    .collect()
}

fn sentence(report: &Report, words: Words) -> String {
    let [against_strongly, against, neutral, favour, favour_strongly] = report.figures.by_stance;
    let total = report.figures.opinions;
    let side = |n: u64| format!("{} ({})", words.count(n), words.percent(n, total));
    words.counted(
        "report-stances-sentence",
        total,
        &[
            ("for", &side(favour + favour_strongly)),
            ("against", &side(against_strongly + against)),
            ("neutral", &side(neutral)),
        ],
    )
}

/// The lines are in that order already; the project as a whole is a theme like the others.
fn strongest(by_theme: &StanceTable) -> Vec<Distribution> {
    by_theme.lines.iter().filter(|line| line.total > Some(0)).take(THEMES).cloned().collect()
}
