//! The page that says what went wrong, in the same frame as all others, with a way on.

use askama::Template;
use axum::http::{StatusCode, Uri};
use belvedere_domain::problem::Problem;

use super::shell::Shell;
use crate::http::language::Lang;

/// The page.
#[derive(Template)]
#[template(path = "problem.html")]
pub struct ProblemPage {
    s: Shell,
    status: u16,
    title: String,
    detail: String,
    ways: Vec<(&'static str, String)>,
}

impl ProblemPage {
    /// The page of a problem that arose at `uri`.
    pub fn of(problem: &Problem, lang: Lang, uri: &Uri) -> Self {
        let s = Shell::public(lang, uri);
        let to = |address, key: &str| (address, s.get(key));
        let ways = match StatusCode::from_u16(problem.status).unwrap_or_default() {
            StatusCode::UNAUTHORIZED => {
                vec![to("/login", "page-staff-entry"), to("/", "page-way-home")]
            }
            _ if s.is_within("/projects") => vec![to("/projects", "page-way-projects"), to("/", "page-way-home")],
            _ => vec![to("/", "page-way-home")],
        };
        let detail = problem.detail.clone().unwrap_or_default();
        Self { status: problem.status, title: problem.title.clone(), detail, ways, s }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_offers_a_way_on_and_escapes_what_it_repeats() {
        let problem = Problem {
            kind: "/problems/bad-request".into(),
            title: "Demande illisible".into(),
            status: 400,
            detail: Some("<script>alert(1)</script>".into()),
        };
        let uri = Uri::from_static("/projects/x");
        let html = ProblemPage::of(&problem, Lang::of(&axum::http::HeaderMap::new()), &uri).render().unwrap();
        assert!(html.contains("href=\"/projects\"") && html.contains("href=\"/\""));
        assert!(!html.contains("<script>alert"), "{html}");
    }
}
