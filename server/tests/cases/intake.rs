//! Batches of opinions.

use belvedere_domain::batch::{ItemOutcome, OpinionBatch};
use belvedere_domain::language::Language;
use belvedere_domain::text::Texts;
use belvedere_server::intake::{Origin, take};
use belvedere_server::publish::publish;
use belvedere_server::store::{audit, kiosk, opinion};
use jiff::ToSpan;
use serde_json::{Value, json};

use crate::Fresh;
use crate::support::{
    BY, fill, kiosk_id, noon, opinion as sample, opinion_json, sample_consultation, sample_scene, sample_territory,
};

fn batch(opinions: Vec<Value>) -> OpinionBatch<Value> {
    OpinionBatch { kiosk: kiosk_id(), sent_at: noon() + 90.seconds(), opinions }
}

async fn codes(fresh: &Fresh, opinions: Vec<Value>) -> Vec<String> {
    let answer =
        take(&fresh.state.store, &fresh.state.blobs, batch(opinions), Origin::Public, noon(), Texts::of(Language::Fr))
            .await;
    let code = |outcome| match outcome {
        ItemOutcome::Stored => "stored".to_owned(),
        ItemOutcome::AlreadyThere => "already-there".to_owned(),
        ItemOutcome::Refused { code, reason } => {
            assert!(!reason.contains('⟨'), "{code} has no sentence");
            code
        }
    };
    answer.unwrap().items.into_iter().map(|item| code(item.outcome)).collect()
}

pub async fn each_item_is_answered_for_itself(fresh: &Fresh) {
    fill(&fresh.state.store).await;
    let with = |number, field: &str, value: Value| {
        let mut opinion = opinion_json(number);
        opinion[field] = value;
        opinion
    };
    let sent = vec![
        opinion_json(1),
        json!({"id": "not an opinion"}),
        with(2, "theme", json!("bruit")),
        with(3, "consultation", json!(crate::support::id(99))),
        with(4, "text", json!("a\u{0}b")),
        with(5, "receipt", opinion_json(1)["receipt"].clone()),
        opinion_json(6),
        opinion_json(1),
        with(7, "channel", json!("paper")),
        with(8, "made_up", json!(true)),
    ];
    let expected = [
        "stored",
        "unreadable",
        "unknown-theme",
        "other-consultation",
        "text-not-showable",
        "receipt-taken",
        "stored",
        "already-there",
        "not-a-residents",
        "not-a-residents",
    ];
    assert_eq!(codes(fresh, sent.clone()).await, expected);
    let again = expected.map(|code| if code == "stored" { "already-there" } else { code });
    assert_eq!(codes(fresh, sent).await, again);
    assert_eq!(codes(fresh, vec![json!(1), json!(null)]).await, ["unreadable", "unreadable"]);
    assert_eq!(codes(fresh, vec![with(1, "stance", json!(2))]).await, ["already-there"]);

    let mut db = fresh.state.store.read().await.unwrap();
    assert_eq!(opinion::count(&mut db, sample_consultation().id).await.unwrap(), 2);
    let log = audit::after(&mut db, 0, 100).await.unwrap();
    let resent: Vec<_> = log.iter().filter(|entry| entry.action == "opinion.resent-otherwise").collect();
    assert_eq!(resent.len(), 1);
    assert_eq!(
        (&resent[0].subject, resent[0].actor.as_str()),
        (&sample(1).id.to_string(), format!("kiosk:{}", kiosk_id()).as_str())
    );
    let kiosks = kiosk::of_territory(&mut db, sample_territory().id).await.unwrap();
    assert_eq!((kiosks.len(), kiosks[0].clock_skew_ms), (1, 90_000), "its clock is noted");
    let kept = opinion::find(&mut db, sample(1).id).await.unwrap().unwrap();
    assert_eq!((kept.received_at, kept.clock_skew_ms), (noon(), Some(90_000)));
}

pub async fn an_anchor_lies_where_the_placement_says(fresh: &Fresh) {
    let state = &fresh.state;
    fill(&state.store).await;
    let exhibit = publish(&state.store, &state.blobs, sample_scene().id, noon(), BY).await.unwrap();
    let mut seen = opinion_json(1);
    seen["anchor"]["revision"] = json!(exhibit.revision);
    // A device that lies about where it is: the placement decides.
    seen["anchor"]["geo"] = json!({"longitude_deg": 0.0, "latitude_deg": 0.0, "height_m": 0.0});
    assert_eq!(codes(fresh, vec![seen, opinion_json(2)]).await, ["stored", "stored"]);
    let grid = sample_scene().placement.frame().unwrap().crs_from_scene([10.0, 0.25, -3.5]);
    let mut db = state.store.read().await.unwrap();
    for number in [1, 2] {
        let kept = opinion::find(&mut db, sample(number).id).await.unwrap().unwrap();
        assert_eq!(kept.on_grid_m, Some([grid.easting_m, grid.northing_m]), "of an exhibit that is known, and of none");
    }
}

pub async fn many_kiosks_send_the_same_opinions_at_once(fresh: &Fresh) {
    let state = &fresh.state;
    fill(&state.store).await;
    let sending = (0..8).map(|_| {
        let state = state.clone();
        tokio::spawn(async move {
            let mut stored = 0;
            for start in (0..60).step_by(20) {
                let opinions = (start..start + 20).map(opinion_json).collect();
                let texts = Texts::of(Language::Fr);
                let answer =
                    take(&state.store, &state.blobs, batch(opinions), Origin::Public, noon(), texts).await.unwrap();
                assert!(answer.items.iter().all(|item| !matches!(item.outcome, ItemOutcome::Refused { .. })));
                stored += answer.items.iter().filter(|item| item.outcome == ItemOutcome::Stored).count();
            }
            stored
        })
    });
    let mut stored = 0;
    for task in sending.collect::<Vec<_>>() {
        stored += task.await.unwrap();
    }
    let mut db = state.store.read().await.unwrap();
    assert_eq!(opinion::count(&mut db, sample_consultation().id).await.unwrap(), 60);
    assert_eq!(stored, 60, "each opinion was stored for one of them, and there already for the others");
    assert_eq!(audit::first_broken(&mut db).await.unwrap(), None);
}
