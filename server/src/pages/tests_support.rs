//! Made-up things for the tests of pages.

use axum::http::{HeaderMap, Uri};
use belvedere_domain::consultation::{Consultation, Theme};
use belvedere_domain::exhibit::{Blob, Counts, PlanBounds, PlanView};
use belvedere_domain::geodesy::Crs;
use belvedere_domain::hash::ContentHash;
use belvedere_domain::id::{ConsultationId, ModelId, SceneId, TerritoryId, UserId};
use belvedere_domain::language::LocalText;
use belvedere_domain::placement::{HeightReference, Placement, PlacementMethod, UpAxis};
use belvedere_domain::role::Role;
use belvedere_domain::scene::Scene;
use jiff::Timestamp;
use serde_json::json;
use uuid::Uuid;

use super::shell::Shell;
use crate::auth::{FormSecret, Staff, Token};
use crate::http::language::Lang;
use crate::store::model::{Model, ModelFiles, ModelState};

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

/// Where a made-up scene lies.
pub fn placement() -> Placement {
    Placement {
        crs: Crs::Lambert93,
        easting_m: 835_140.0,
        northing_m: 6_578_260.0,
        height_m: 262.4,
        height_reference: HeightReference::NgfIgn69,
        heading_deg: 12.5,
        scale: 1.0,
        up_axis: UpAxis::Y,
        method: PlacementMethod::Typed,
        accuracy_m: 0.05,
    }
}

/// An accepted model of the variant `a`, 40 m by 30 m.
pub fn model() -> Model {
    let blob = |name: &str| Blob { hash: ContentHash::of(name.as_bytes()), bytes: 12_340_000 };
    let bounds = PlanBounds { x_min_m: -20.0, x_max_m: 20.0, z_min_m: -15.0, z_max_m: 15.0 };
    Model {
        id: ModelId::from_uuid(Uuid::from_u128(1)),
        scene: SceneId::from_uuid(Uuid::from_u128(2)),
        variant: "a".parse().unwrap(),
        file_name: "<b>.glb".into(),
        upload: blob("upload"),
        received_at: Timestamp::UNIX_EPOCH,
        state: ModelState::Accepted,
        findings: None,
        files: Some(ModelFiles {
            visual: blob("visual"),
            collision: blob("collision"),
            plan: PlanView { image: blob("plan"), bounds, width_px: 800, height_px: 600 },
            counts: Counts::default(),
        }),
        offset_m: Some([0.0; 3]),
        proposal: None,
        report: None,
    }
}

/// A scene of that consultation with one variant and a tour of two viewpoints.
pub fn scene() -> Scene {
    let place = |key: &str, name: &str| {
        json!({"key": key, "name": {"fr": name}, "text": {"fr": ""}, "position_m": [0.5, 0.25, -20.6],
               "yaw_deg": 178.0, "pitch_deg": -3.0})
    };
    serde_json::from_value(json!({
        "id": Uuid::from_u128(2), "consultation": consultation().id,
        "placement": placement(),
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
