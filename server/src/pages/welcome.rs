//! The first page, for everybody: what this is, what is being asked now, and how a kiosk is started.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use belvedere_domain::consultation::Consultation;
use jiff::Timestamp;

use super::shell::{Shell, answer};
use crate::auth::staff::Visitor;
use crate::error::AppError;
use crate::state::AppState;
use crate::store::{consultation, exhibit, territory};

/// The page.
#[derive(Template)]
#[template(path = "welcome.html")]
struct WelcomePage {
    s: Shell,
    open: Vec<OpenConsultation>,
}

/// A consultation that takes opinions now.
#[derive(Debug, PartialEq, Eq)]
struct OpenConsultation {
    id: String,
    title: String,
    question: String,
    presentation: String,
    territory: String,
    dates: String,
    is_published: bool,
}

impl OpenConsultation {
    fn from_domain(consultation: &Consultation, territory: String, is_published: bool, s: &Shell) -> Self {
        let language = s.language();
        Self {
            id: consultation.id.to_string(),
            title: consultation.title.get(language).to_owned(),
            question: consultation.question.get(language).to_owned(),
            presentation: consultation.presentation.get(language).to_owned(),
            territory,
            dates: dates(consultation, s),
            is_published,
        }
    }
}

/// From when to when, in words.
pub fn dates(consultation: &Consultation, s: &Shell) -> String {
    let (from, to) = (s.words.day(consultation.opens_on), s.words.day(consultation.closes_on));
    s.words.with("page-dates", &[("from", &from), ("to", &to)])
}

/// The page.
///
/// # Errors
/// When the database cannot do it.
pub async fn show(State(state): State<AppState>, visitor: Visitor, s: Shell) -> Result<Response, AppError> {
    let s = visitor.0.iter().fold(s, |s, staff| s.with(staff));
    let (now, mut open) = (Timestamp::now(), Vec::new());
    let mut db = state.store.read().await?;
    for consultation in consultation::all(&mut db).await?.iter().filter(|one| one.is_open_at(now)) {
        let territory = territory::find(&mut db, consultation.territory).await?.map_or(String::new(), |one| one.name);
        let published = exhibit::of_consultation(&mut db, consultation.id).await?.is_some();
        open.push(OpenConsultation::from_domain(consultation, territory, published, &s));
    }
    answer(&WelcomePage { s, open })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::tests_support::{consultation, shell};

    #[test]
    fn what_planners_wrote_is_shown_in_the_readers_language_and_escaped() {
        let (s, mut asked) = (shell("fr"), consultation());
        asked.title.fr = "La place <b>& l’église</b>".into();
        let shown = OpenConsultation::from_domain(&asked, "Saint-Exemple".into(), true, &s);
        assert!(shown.dates.contains("1er\u{a0}mars 2026"), "{}", shown.dates);
        let html = WelcomePage { s, open: vec![shown] }.render().unwrap();
        assert!(!html.contains("<b>&") && html.contains("l’église"), "{html}");
        assert!(html.contains(&format!("/consultations/{}/plan.jpg", asked.id)));
    }

    #[test]
    fn without_a_consultation_the_page_says_so() {
        let s = shell("en");
        let none = s.get("page-open-none");
        assert!(WelcomePage { s, open: vec![] }.render().unwrap().contains(&none));
    }
}
