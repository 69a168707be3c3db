//! What becomes of what a visitor says.

use belvedere_domain::id::VisitId;
use belvedere_domain::opinion::{OpinionRefused, Stance};
use jiff::Timestamp;
use serde_json::json;

use super::draft::DraftProblem;
use super::*;
use crate::fresh;
use crate::sample::consultation;
use belvedere_domain::hash::ContentHash;

fn seen() -> Seen {
    let view = json!({"position_m": [0.0, 1.6, 0.0], "yaw_deg": 0.0, "pitch_deg": 0.0, "fov_deg": 65.0, "variant": "existing"});
    Seen { revision: ContentHash::of(b"m"), view: serde_json::from_value(view).unwrap() }
}

fn given() -> Given {
    let at: Timestamp = "2026-11-20T10:00:00Z".parse().unwrap();
    Given { visit: VisitId::from_uuid(fresh::uuid(at)), at, bits: 42 }
}

#[test]
fn what_was_said_is_in_the_opinion() {
    let mut draft = Draft { stance: Some(Stance::ALL[4]), theme: "ombre".parse().ok(), ..Draft::default() };
    draft.write("  Il faut garder le tilleul :\n\u{7}œuvre d’un siècle. ");
    draft.answer("autre".parse().unwrap(), "  ".to_owned());
    draft.answer("venir".parse().unwrap(), "a-pied".to_owned());
    let given = given();
    let opinion = draft.opinion(&consultation(), &seen(), given).unwrap();
    assert_eq!(opinion.text.as_deref(), Some("Il faut garder le tilleul :\n œuvre d’un siècle."));
    assert_eq!(opinion.stance.value(), 2);
    let answers: Vec<_> = opinion.answers.iter().map(|a| (a.question.as_str(), a.value.as_str())).collect();
    assert_eq!(answers, [("venir", "a-pied")], "an answer of blanks is none");
    assert_eq!((opinion.visit, opinion.given_at), (Some(given.visit), given.at));
    assert_eq!(opinion.receipt, belvedere_domain::receipt::Receipt::from_random(42));
}

#[test]
fn without_a_stance_nothing_is_sent_and_with_it_alone_something_is() {
    let refused = Draft::default().opinion(&consultation(), &seen(), given());
    assert_eq!(refused, Err(DraftProblem::NoStance));
    let bare = Draft { stance: Some(Stance::ALL[2]), ..Draft::default() };
    let opinion = bare.opinion(&consultation(), &seen(), given()).unwrap();
    assert_eq!((opinion.text, opinion.theme, opinion.anchor), (None, None, None));
}

#[test]
fn a_closed_consultation_says_so() {
    let draft = Draft { stance: Some(Stance::ALL[2]), ..Draft::default() };
    let late = Given { at: "2027-01-20T10:00:00Z".parse().unwrap(), ..given() };
    let refused = draft.opinion(&consultation(), &seen(), late);
    assert_eq!(refused, Err(DraftProblem::Refused(OpinionRefused::NotOpen)));
}

#[test]
fn a_draft_that_says_nothing_is_empty_wherever_it_points() {
    let mut draft = Draft::default();
    assert!(draft.is_empty());
    draft.write("Oui");
    assert!(!draft.is_empty());
    draft.write(&"é".repeat(5_000));
    assert_eq!(draft.text.chars().count(), 4_000);
}
