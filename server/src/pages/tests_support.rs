//! Made-up things for the tests of pages.

use axum::http::{HeaderMap, Uri};
use belvedere_domain::consultation::{Consultation, Theme};
use belvedere_domain::id::{ConsultationId, TerritoryId, UserId};
use belvedere_domain::language::LocalText;
use belvedere_domain::role::Role;
use belvedere_domain::scene::Scene;
use serde_json::json;
use uuid::Uuid;

use super::shell::Shell;
use crate::auth::{FormSecret, Staff, Token};
use crate::http::language::Lang;

/// A text in French alone.
pub fn text(french: &str) -> LocalText {
    LocalText { fr: french.to_owned(), en: None }
}

/// The frame of a page at `/projects`.
pub fn shell(tag: &str) -> Shell {
    let mut headers = HeaderMap::new();
    headers.insert("accept-language", tag.parse().unwrap());
    Shell::public(Lang::of(&headers), &Uri::from_static("/projects"))
}

/// A consultation with one theme.
pub fn consultation() -> Consultation {
    Consultation {
        id: ConsultationId::from_uuid(Uuid::from_u128(7)),
        territory: TerritoryId::from_uuid(Uuid::from_u128(8)),
        title: text("La place du village"),
        question: text("Que voulez-vous pour la place ?"),
        presentation: text("Deux idées."),
        opens_on: "2026-03-01".parse().unwrap(),
        closes_on: "2026-04-30".parse().unwrap(),
        themes: vec![Theme { key: "trees".parse().unwrap(), label: text("Les arbres") }],
        questions: vec![],
    }
}

/// A scene of that consultation with one variant and a tour of two viewpoints.
pub fn scene() -> Scene {
    let place = |key: &str, name: &str| {
        json!({"key": key, "name": {"fr": name}, "text": {"fr": ""}, "position_m": [0.5, 0.25, -20.6],
               "yaw_deg": 178.0, "pitch_deg": -3.0})
    };
    serde_json::from_value(json!({
        "id": Uuid::from_u128(4), "consultation": consultation().id,
        "placement": {"crs": "EPSG:2154", "easting_m": 835140.0, "northing_m": 6578260.0, "height_m": 262.4,
                      "heading_deg": 0.0, "scale": 1.0, "up_axis": "y", "method": "typed", "accuracy_m": 0.05},
        "variants": [{"key": "a", "name": {"fr": "Idée A"}, "text": {"fr": "Des arbres."}, "certainty": "option"}],
        "viewpoints": [place("mairie", "Devant la mairie"), place("eglise", "Devant l’église")],
        "spawn": {"position_m": [1.0, 0.0, 2.0], "yaw_deg": 51.0, "pitch_deg": 0.0}
    }))
    .unwrap()
}

/// Somebody with one role.
pub fn staff(territory: TerritoryId, role: Role) -> Staff {
    Staff {
        id: UserId::from_uuid(Uuid::from_u128(9)),
        email: "anne@example.org".into(),
        roles: vec![(territory, role)],
        session: Token::random().kept(),
        form_secret: FormSecret::random(),
    }
}
