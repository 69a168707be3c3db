//! What became of the places of opinions on the models that were published since: a table, the orphans first. Nothing can be
//! changed here, and nothing is left out.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use belvedere_domain::anchor::Fate;
use belvedere_domain::consultation::Consultation;
use belvedere_domain::scene::Scene;
use serde::Deserialize;

use super::paging::{self, PER_PAGE, Paging};
use super::shell::{Shell, answer};
use crate::auth::Allowed;
use crate::auth::rights::right::ReadOpinions;
use crate::convert::one_line;
use crate::error::AppError;
use crate::state::AppState;
use crate::store::anchor::{self, Tally, table};
use crate::store::scene;

/// The address's query, as it came. What does not read counts as not set.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    fate: String,
    #[serde(default)]
    page: String,
}

/// The page.
#[derive(Template)]
#[template(path = "anchors.html")]
struct AnchorsPage {
    s: Shell,
    consultation: String,
    title: String,
    given: String,
    fates: Vec<FateChoice>,
    is_filtered: bool,
    lines: Vec<Line>,
    paging: Paging,
}

/// A fate with how many anchors met it, as the filter offers it.
#[derive(Debug)]
struct FateChoice {
    name: &'static str,
    count: String,
    rule: String,
    is_chosen: bool,
}

/// One anchor.
#[derive(Debug)]
struct Line {
    number: String,
    variant: String,
    given_node: String,
    fate: String,
    class: &'static str,
    distance: Option<String>,
    node: String,
    published: String,
}

impl Line {
    fn from_domain(line: &table::Line, scenes: &[Scene], s: &Shell) -> Self {
        let mut variants = scenes.iter().flat_map(|scene| &scene.variants);
        let variant = variants.find(|variant| variant.key == line.variant);
        Self {
            number: s.words.count(line.number),
            variant: variant.map_or_else(|| line.variant.to_string(), |one| one.name.get(s.language()).to_owned()),
            given_node: one_line(&line.given_node, 120),
            fate: s.get(&format!("anchor-fate-{}", line.fate.as_str())),
            class: line.fate.as_str(),
            distance: line.distance_m.map(|distance_m| format!("{}\u{202f}m", s.words.decimal(distance_m, 2))),
            node: one_line(&line.node, 120),
            published: s.words.instant(line.published_at),
        }
    }
}

/// What the page is made from.
struct Facts {
    consultation: Consultation,
    scenes: Vec<Scene>,
    tally: Tally,
    fate: Option<Fate>,
    page: u64,
    lines: Vec<table::Line>,
}

impl AnchorsPage {
    fn from_domain(facts: &Facts, s: Shell) -> Self {
        let count = |fate: Fate| facts.tally.fates[fate as usize];
        let all = facts.fate.map_or_else(|| facts.tally.fates.iter().sum(), count);
        let query = |page: u64| format!("fate={}&page={page}", facts.fate.map_or("", Fate::as_str));
        let choice = |fate: Fate| FateChoice {
            name: fate.as_str(),
            count: s.words.counted(&format!("anchors-{}", fate.as_str()), count(fate), &[]),
            rule: s.get(&format!("anchors-{}-rule", fate.as_str())),
            is_chosen: facts.fate == Some(fate),
        };
        Self {
            consultation: facts.consultation.id.to_string(),
            title: facts.consultation.title.get(s.language()).to_owned(),
            given: s.words.counted("anchors-given", facts.tally.given, &[]),
            fates: Fate::ALL.map(choice).into(),
            is_filtered: facts.fate.is_some(),
            lines: facts.lines.iter().map(|line| Line::from_domain(line, &facts.scenes, &s)).collect(),
            paging: Paging::of(facts.page, all, &s, query),
            s,
        }
    }
}

/// The page.
///
/// # Errors
/// When the database cannot do it.
pub async fn show(
    State(state): State<AppState>,
    reader: Allowed<ReadOpinions>,
    Query(asked): Query<Asked>,
    s: Shell,
) -> Result<Response, AppError> {
    let s = s.with(&reader.staff);
    let id = reader.consultation.id;
    let fate = Fate::ALL.into_iter().find(|fate| fate.as_str() == asked.fate);
    let page = paging::asked(&asked.page);
    // One state of the database for the counts and the lines.
    let mut db = state.store.snapshot().await?;
    let facts = Facts {
        tally: anchor::tally(&mut db, id).await?,
        lines: table::page(&mut db, id, fate, PER_PAGE as i64, paging::offset(page)).await?,
        scenes: scene::of_consultation(&mut db, id).await?,
        consultation: reader.consultation,
        fate,
        page,
    };
    answer(&AnchorsPage::from_domain(&facts, s))
}

#[cfg(test)]
mod tests {
    use belvedere_domain::id::OpinionId;
    use jiff::Timestamp;
    use uuid::Uuid;

    use super::*;
    use crate::pages::tests_support::{consultation, shell};

    fn facts(fate: Option<Fate>, page: u64) -> Facts {
        let line = table::Line {
            number: 1_234,
            opinion: OpinionId::from_uuid(Uuid::from_u128(1)),
            variant: "a".parse().unwrap(),
            given_node: "<b>Mur</b>".into(),
            fate: Fate::Moved,
            node: "Sol".into(),
            distance_m: Some(0.456),
            revisions: 1,
            published_at: Timestamp::UNIX_EPOCH,
        };
        let tally = Tally { given: 7, fates: [1, 60, 0] };
        Facts { consultation: consultation(), scenes: vec![], tally, fate, page, lines: vec![line] }
    }

    #[test]
    fn names_from_a_file_are_escaped_and_figures_are_french() {
        let page = AnchorsPage::from_domain(&facts(None, 1), shell("fr")).render().unwrap();
        assert!(page.contains("&#60;b&#62;Mur"), "{page}");
        assert!(page.contains("0,46\u{202f}m") && page.contains("1\u{202f}234") && page.contains("Déplacé"), "{page}");
    }

    #[test]
    fn pages_keep_the_filter_and_end() {
        let page = |fate, page| {
            let page = AnchorsPage::from_domain(&facts(fate, page), shell("fr"));
            (page.paging.newer, page.paging.older)
        };
        assert_eq!(page(None, 1), (None, Some("fate=&page=2".to_owned())));
        assert_eq!(page(Some(Fate::Moved), 3), (Some("fate=moved&page=2".to_owned()), None));
        assert_eq!(page(Some(Fate::Kept), 1), (None, None));
    }
}
