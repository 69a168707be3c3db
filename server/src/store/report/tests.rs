//! What the database counts is what the rows hold.

use belvedere_domain::consultation::Consultation;
use belvedere_domain::geodesy::CrsPoint;
use belvedere_domain::opinion::Opinion;
use belvedere_domain::receipt::Receipt;
use belvedere_domain::report::Figures;
use belvedere_domain::territory::Territory;
use jiff::Timestamp;
use serde_json::json;

use super::super::audit::Actor;
use super::super::opinion::{Incoming, insert as keep};
use super::super::{Store, consultation, sqlite_url, territory};
use super::*;

fn id(number: u64) -> String {
    format!("01936e5a-0000-7000-8000-{number:012}")
}

fn consultation_of(number: u64) -> Consultation {
    serde_json::from_value(json!({
        "id": id(number), "territory": id(1), "title": {"fr": "La place"}, "question": {"fr": "Quelle place ?"},
        "presentation": {"fr": ""}, "opens_on": "2026-10-05", "closes_on": "2026-12-18",
        "themes": [{"key": "ombre", "label": {"fr": "L’ombre"}}], "questions": []
    }))
    .unwrap()
}

fn opinion(number: u64, consultation: u64) -> Opinion {
    let channel = ["kiosk", "vr", "web", "paper", "mediator"][number as usize % 5];
    let anchor = (!number.is_multiple_of(3)).then(|| {
        json!({"position_m": [number as f64, 0.25, -3.5], "normal": [0.0, 1.0, 0.0], "node": "Sol", "variant": "garden",
               "revision": "0".repeat(64), "geo": {"longitude_deg": 4.75, "latitude_deg": 46.25, "height_m": 262.0}})
    });
    let given_at: Timestamp = "2026-11-01T23:59:59.999Z".parse().unwrap();
    serde_json::from_value(json!({
        "id": id(1_000 + number), "consultation": id(consultation), "revision": null, "visit": null,
        "given_at": given_at + jiff::SignedDuration::from_hours(number as i64 * 7), "stance": (number % 5) as i64 - 2,
        "theme": (!number.is_multiple_of(4)).then_some("ombre"), "text": (number.is_multiple_of(2)).then_some("Gardez le tilleul"),
        "anchor": anchor, "view": null, "channel": channel, "receipt": Receipt::from_random(number),
        "made_up": number.is_multiple_of(7)
    }))
    .unwrap()
}

async fn filled() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&sqlite_url(&folder.path().join("b.db"))).await.unwrap();
    store.migrate().await.unwrap();
    let now = Timestamp::from_second(1_800_000_000).unwrap();
    let mut tx = store.write().await.unwrap();
    let ours: Territory = serde_json::from_value(json!({"id": id(1), "name": "Essai"})).unwrap();
    territory::put(&mut tx, &ours, now, Actor::CommandLine).await.unwrap();
    for number in [2, 3] {
        consultation::put(&mut tx, &consultation_of(number), now, Actor::CommandLine).await.unwrap();
    }
    for number in 0..60 {
        let opinion = opinion(number, 2 + number / 50);
        let on_grid = opinion.anchor.as_ref().map(|_| CrsPoint { easting_m: 1.5, northing_m: 2.25, height_m: 0.0 });
        let incoming = Incoming { opinion: &opinion, on_grid, received_at: now, kiosk: None, clock_skew_ms: None };
        keep(&mut tx, &incoming).await.unwrap();
    }
    tx.commit().await.unwrap();
    (folder, store)
}

#[tokio::test]
async fn the_database_counts_what_the_rows_hold() {
    let (_folder, store) = filled().await;
    let consultation = consultation_of(2).id;
    let mut db = store.read().await.unwrap();
    let rows = rows(&mut db, consultation).await.unwrap();
    let figures = figures(&mut db, consultation).await.unwrap();
    assert_eq!(figures, Figures::of_rows(&rows));
    assert_eq!((figures.opinions, figures.with_text, figures.with_place, figures.made_up), (50, 25, 33, 8));
    assert_eq!(figures.by_variant["garden"].iter().sum::<u64>(), 33);
    assert!(figures.by_day.contains_key(&"2026-11-01".parse().unwrap()), "the day is that of UTC");
}

#[tokio::test]
async fn frozen_reports_are_numbered_and_never_replaced() {
    let (_folder, store) = filled().await;
    let consultation = consultation_of(3).id;
    let mut tx = store.write().await.unwrap();
    let hash = belvedere_domain::hash::ContentHash::of(b"x");
    let report = |number, id_number| Frozen {
        id: id(id_number).parse().unwrap(),
        consultation,
        number,
        language: Default::default(),
        made_at: Timestamp::from_second(1_800_000_000).unwrap(),
        data: hash,
        pdf: hash,
        opinions: 10,
    };
    assert_eq!(next_number(&mut tx, consultation).await.unwrap(), 1);
    assert!(insert(&mut tx, &report(1, 91), Actor::CommandLine).await.unwrap());
    assert!(!insert(&mut tx, &report(1, 92), Actor::CommandLine).await.unwrap());
    assert_eq!(next_number(&mut tx, consultation).await.unwrap(), 2);
    assert!(insert(&mut tx, &report(2, 93), Actor::CommandLine).await.unwrap());
    assert_eq!(of_consultation(&mut tx, consultation).await.unwrap(), [report(2, 93), report(1, 91)]);
    assert_eq!(find(&mut tx, report(1, 91).id).await.unwrap(), Some(report(1, 91)));
    assert_eq!(find(&mut tx, report(1, 92).id).await.unwrap(), None);
    assert_eq!(next_number(&mut tx, consultation_of(2).id).await.unwrap(), 1);
}
