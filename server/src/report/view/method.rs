//! How the figures came about, and what they can be checked against.

use belvedere_domain::hash::ContentHash;
use belvedere_domain::report::{QUOTE_MAX_CHARS, QUOTE_MIN_CHARS, Report, ReportExhibit};
use serde::Serialize;

use super::{Freeze, places};
use crate::report::words::Words;

/// What the last section says.
#[derive(Clone, Debug, Serialize)]
pub struct Method {
    /// The rule by which opinions are quoted.
    pub quotes_rule: String,
    /// What a hidden cell means.
    pub hidden_note: String,
    /// What was moderated.
    pub moderation: String,
    /// How figures are computed, what is public, what is kept.
    pub paragraphs: Vec<String>,
    /// Revisions and hashes.
    pub facts: Vec<Fact>,
}

/// A name and its value.
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    /// The name.
    pub term: String,
    /// The value.
    pub value: String,
    /// Whether it is to be set as code: a hash.
    pub is_code: bool,
}

impl Fact {
    fn text(words: Words, key: &str, value: String) -> Self {
        Self { term: words.get(key), value, is_code: false }
    }

    fn hash(term: String, hash: ContentHash) -> Self {
        Self { term, value: hash.to_string(), is_code: true }
    }
}

impl Method {
    pub(super) fn of(report: &Report, words: Words, freeze: Option<Freeze>, data_hash: Option<ContentHash>) -> Self {
        let threshold = words.count(report.threshold.get());
        let chars = [("min", words.count(QUOTE_MIN_CHARS as u64)), ("max", words.count(QUOTE_MAX_CHARS as u64))];
        let figures = if freeze.is_some() { "report-method-frozen" } else { "report-method-live" };
        Self {
            quotes_rule: words.with("report-verbatims-rule", &chars.each_ref().map(|(name, n)| (*name, n.as_str()))),
            hidden_note: words.with("report-suppression", &[("k", &threshold)]),
            moderation: words.get("report-moderation-none"),
            paragraphs: [figures, "report-method-days", "report-method-public"].map(|key| words.get(key)).into(),
            facts: facts(report, words, data_hash),
        }
    }
}

fn facts(report: &Report, words: Words, data_hash: Option<ContentHash>) -> Vec<Fact> {
    let mut facts = vec![Fact::text(words, "report-fact-made-at", words.instant(report.made_at))];
    facts.extend(data_hash.map(|hash| Fact::hash(words.get("report-fact-data"), hash)));
    facts.push(Fact::text(words, "report-fact-threshold", words.count(report.threshold.get())));
    match &report.exhibit {
        Some(exhibit) => facts.extend(exhibit_facts(exhibit, words)),
        None => facts.push(Fact::text(words, "report-fact-exhibit", words.get("report-fact-no-exhibit"))),
    }
    facts
}

fn exhibit_facts(exhibit: &ReportExhibit, words: Words) -> Vec<Fact> {
    let placement = &exhibit.scene.placement;
    let accuracy = words.decimal(placement.accuracy_m, 2);
    let values = [("crs", places::crs(exhibit, words)), ("accuracy", accuracy)];
    let mut facts = vec![
        Fact::hash(words.get("report-fact-exhibit"), exhibit.revision),
        Fact::text(words, "report-fact-published-at", words.instant(exhibit.published_at)),
        Fact {
            term: words.get("report-fact-placement"),
            value: words.with("report-placement", &values.each_ref().map(|(name, text)| (*name, text.as_str()))),
            is_code: false,
        },
    ];
    facts.extend(exhibit.variants.iter().map(|files| {
        let name = files.variant.name.get(words.language());
        Fact::hash(words.with("report-fact-model", &[("variant", name)]), files.model_hash)
    }));
    facts
}
