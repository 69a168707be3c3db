//! The projects of one's territories: what each asks, how many opinions came, what is published.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use belvedere_domain::consultation::Consultation;
use belvedere_domain::id::Key;
use belvedere_domain::role::Right;
use belvedere_domain::scene::Scene;
use jiff::Timestamp;

use super::shell::{Shell, answer};
use super::stance::{StanceMark, bar};
use super::welcome::dates;
use crate::auth::rights::right::SeeProjects;
use crate::auth::{Anywhere, Staff};
use crate::convert::one_line;
use crate::error::AppError;
use crate::state::AppState;
use crate::store::exhibit::Exhibit;
use crate::store::model::{self, Model};
use crate::store::opinion::list;
use crate::store::{consultation, exhibit, scene, territory};

/// The page.
#[derive(Template)]
#[template(path = "projects.html")]
struct ProjectsPage {
    s: Shell,
    projects: Vec<Project>,
    stances: Vec<StanceMark>,
}

/// One line of the list.
#[derive(Debug)]
struct Project {
    id: String,
    territory: String,
    title: String,
    question: String,
    dates: String,
    open: bool,
    opinions: String,
    counts: Vec<String>,
    bar: Vec<(usize, f64, f64)>,
    bar_text: String,
    published: String,
    revision: Option<String>,
    variants: Vec<Variant>,
    may_read_opinions: bool,
    may_read_report: bool,
}

#[derive(Debug, PartialEq, Eq)]
struct Variant {
    name: String,
    model: Option<String>,
}

/// What a line is made from.
struct Facts<'a> {
    consultation: &'a Consultation,
    territory: String,
    stances: [u64; 5],
    exhibit: Option<Exhibit>,
    variants: Vec<(&'a Scene, Vec<Model>)>,
    now: Timestamp,
}

impl Project {
    fn from_domain(facts: &Facts<'_>, staff: &Staff, s: &Shell) -> Self {
        let (consultation, language) = (facts.consultation, s.language());
        let may = |right| staff.role_in(consultation.territory).is_some_and(|role| role.may(right));
        let published = match &facts.exhibit {
            Some(exhibit) => s.words.with("page-published-at", &[("at", &s.words.instant(exhibit.published_at))]),
            None => s.get("page-published-never"),
        };
        Self {
            id: consultation.id.to_string(),
            territory: facts.territory.clone(),
            title: consultation.title.get(language).to_owned(),
            question: consultation.question.get(language).to_owned(),
            dates: dates(consultation, s),
            open: consultation.is_open_at(facts.now),
            opinions: s.words.counted("page-opinions-count", facts.stances.iter().sum(), &[]),
            counts: facts.stances.iter().map(|n| s.words.count(*n)).collect(),
            bar: bar(facts.stances),
            bar_text: stances_text(facts.stances, s),
            published,
            revision: facts.exhibit.as_ref().map(|exhibit| short(&exhibit.revision.to_string())),
            variants: facts.variants.iter().flat_map(|(scene, models)| variants(scene, models, s)).collect(),
            may_read_opinions: may(Right::ReadOpinions),
            may_read_report: may(Right::ReadReport),
        }
    }
}

/// The first digits of a hash, enough to compare by eye.
pub fn short(hash: &str) -> String {
    hash.chars().take(12).collect()
}

/// The bar in words, for who cannot see it.
pub fn stances_text(counts: [u64; 5], s: &Shell) -> String {
    let part = |(mark, count): (StanceMark, u64)| format!("{} {}", s.words.count(count), mark.name);
    StanceMark::all(s).into_iter().zip(counts).map(part).collect::<Vec<_>>().join(", ")
}

fn variants(scene: &Scene, models: &[Model], s: &Shell) -> Vec<Variant> {
    let current = |key: &Key| models.iter().find(|model| model.variant == *key && model.files.is_some());
    let line = |variant: &belvedere_domain::scene::Variant| Variant {
        name: variant.name.get(s.language()).to_owned(),
        model: current(&variant.key).map(|model| one_line(&model.file_name, 120)),
    };
    scene.variants.iter().map(line).collect()
}

/// The page.
///
/// # Errors
/// When the database cannot do it.
pub async fn show(
    State(state): State<AppState>,
    reader: Anywhere<SeeProjects>,
    s: Shell,
) -> Result<Response, AppError> {
    let s = s.with(&reader.staff);
    let (mut db, mut projects) = (state.store.snapshot().await?, Vec::new());
    for id in &reader.territories {
        let name = territory::find(&mut db, *id).await?.map_or(String::new(), |territory| territory.name);
        for consultation in consultation::of_territory(&mut db, *id).await? {
            let scenes = scene::of_consultation(&mut db, consultation.id).await?;
            let mut variants = Vec::new();
            for scene in &scenes {
                variants.push((scene, model::of_scene(&mut db, scene.id).await?));
            }
            let facts = Facts {
                stances: list::stances(&mut db, consultation.id).await?,
                exhibit: exhibit::of_consultation(&mut db, consultation.id).await?,
                consultation: &consultation,
                territory: name.clone(),
                variants,
                now: Timestamp::now(),
            };
            projects.push(Project::from_domain(&facts, &reader.staff, &s));
        }
    }
    answer(&ProjectsPage { stances: StanceMark::all(&s), s, projects })
}

#[cfg(test)]
mod tests {
    use belvedere_domain::role::Role;

    use super::*;
    use crate::pages::tests_support::{consultation, shell, staff};

    fn page(role: Role) -> String {
        let (s, asked) = (shell("fr"), consultation());
        let staff = staff(asked.territory, role);
        let facts = Facts {
            consultation: &asked,
            territory: "Saint-<i>Exemple".into(),
            stances: [1_200, 0, 0, 0, 34],
            exhibit: None,
            variants: vec![],
            now: Timestamp::UNIX_EPOCH,
        };
        let project = Project::from_domain(&facts, &staff, &s);
        assert_eq!(project.opinions, "1\u{202f}234 avis");
        ProjectsPage { stances: StanceMark::all(&s), projects: vec![project], s: s.with(&staff) }.render().unwrap()
    }

    #[test]
    fn an_elu_gets_the_report_and_no_link_to_single_opinions() {
        let id = consultation().id;
        let (elu, planner) = (page(Role::Official), page(Role::Planner));
        assert!(elu.contains(&format!("/projects/{id}/report")));
        assert!(!elu.contains(&format!("/projects/{id}/opinions")));
        assert!(planner.contains(&format!("/projects/{id}/opinions")));
        assert!(!planner.contains("<i>Exemple"));
    }
}
