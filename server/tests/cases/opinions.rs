//! Opinions, as rows.

use belvedere_domain::geodesy::CrsPoint;
use belvedere_domain::id::ConsultationId;
use belvedere_domain::opinion::{Channel, Opinion};
use belvedere_domain::receipt::Receipt;
use belvedere_server::store::opinion::list::{self, Filter};
use belvedere_server::store::opinion::{self, Incoming, Stored};
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};
use sqlx::Connection;
use uuid::Uuid;

use crate::Fresh;
use crate::support::{fill, kiosk_id, noon, opinion as sample, opinion_json, sample_consultation};

fn incoming(opinion: &Opinion, received_at: Timestamp) -> Incoming<'_> {
    let on_grid = Some(CrsPoint { easting_m: 835_149.123, northing_m: 6_578_262.75, height_m: 262.65 });
    let on_grid = on_grid.filter(|_| opinion.anchor.is_some());
    Incoming { opinion, on_grid, received_at, kiosk: Some(kiosk_id()), clock_skew_ms: Some(-1_500) }
}

pub async fn an_opinion_comes_back_as_it_was_given(fresh: &Fresh) {
    let store = &fresh.state.store;
    fill(store).await;
    let whole = sample(1);
    let mut value = opinion_json(2);
    for absent in ["revision", "visit", "theme", "text", "anchor", "view"] {
        value[absent] = Value::Null;
    }
    value["answers"] = json!([]);
    let bare: Opinion = serde_json::from_value(value).unwrap();
    let mut tx = store.write().await.unwrap();
    // The bare one first: a database that learns a statement's types from absent values must take present ones too.
    for given in [&bare, &whole] {
        assert_eq!(opinion::insert(&mut tx, &incoming(given, noon())).await.unwrap(), Stored::Now);
    }
    tx.commit().await.unwrap();

    let mut db = store.read().await.unwrap();
    for given in [&whole, &bare] {
        let kept = opinion::find(&mut db, given.id).await.unwrap().unwrap();
        assert_eq!((kept.consultation, kept.revision, kept.visit), (given.consultation, given.revision, given.visit));
        assert_eq!((kept.given_at, kept.received_at), (given.given_at, noon()));
        assert_eq!((kept.kiosk, kept.clock_skew_ms), (Some(kiosk_id()), Some(-1_500)));
        assert_eq!((kept.channel, kept.stance, &kept.theme), (given.channel, given.stance, &given.theme));
        assert_eq!((&kept.text, &kept.answers, kept.made_up), (&given.text, &given.answers, given.made_up));
        assert_eq!((&kept.anchor, &kept.view), (&given.anchor, &given.view));
        let grid = given.anchor.as_ref().map(|_| [835_149.123, 6_578_262.75]);
        assert_eq!(kept.on_grid_m, grid, "to the last digit");
        assert_eq!(kept.variant.is_some(), given.view.is_some());
    }
    assert_eq!(opinion::received_at(&mut db, &whole.receipt).await.unwrap(), Some(noon()));
    assert_eq!(opinion::received_at(&mut db, &Receipt::from_random(77)).await.unwrap(), None);
    let kept: (String,) =
        sqlx::query_as("select receipt_hash from opinion order by id limit 1").fetch_one(&mut *db).await.unwrap();
    assert!(kept.0.len() == 64 && !kept.0.contains(&whole.receipt.to_string()));
}

pub async fn an_opinion_sent_twice_is_stored_once(fresh: &Fresh) {
    let store = &fresh.state.store;
    fill(store).await;
    let first = sample(1);
    let mut tx = store.write().await.unwrap();
    assert_eq!(opinion::insert(&mut tx, &incoming(&first, noon())).await.unwrap(), Stored::Now);
    let later = noon() + 1.hour();
    assert_eq!(opinion::insert(&mut tx, &incoming(&first, later)).await.unwrap(), Stored::Before);
    let mut other = first.clone();
    other.text = Some("Tout autre chose".into());
    assert_eq!(opinion::insert(&mut tx, &incoming(&other, later)).await.unwrap(), Stored::BeforeOtherwise);
    let mut forged = sample(2);
    forged.receipt = first.receipt.clone();
    assert_eq!(opinion::insert(&mut tx, &incoming(&forged, later)).await.unwrap(), Stored::ReceiptTaken);
    tx.commit().await.unwrap();
    let mut db = store.read().await.unwrap();
    let kept = opinion::find(&mut db, first.id).await.unwrap().unwrap();
    assert_eq!((kept.text, kept.received_at), (first.text, noon()), "the first one stays");
    assert_eq!(opinion::count(&mut db, first.consultation).await.unwrap(), 1);
}

pub async fn a_list_is_read_page_by_page(fresh: &Fresh) {
    let store = &fresh.state.store;
    fill(store).await;
    let mut tx = store.write().await.unwrap();
    for number in 0..25 {
        // Several in the same instant: the order is theirs all the same.
        let received_at = noon() + i64::from(number / 10).minutes();
        opinion::insert(&mut tx, &incoming(&sample(number), received_at)).await.unwrap();
    }
    tx.commit().await.unwrap();
    let mut db = store.read().await.unwrap();
    let id = sample_consultation().id;
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = opinion::page(&mut db, id, after, 7).await.unwrap();
        let Some(last) = page.last() else { break };
        after = Some((last.received_at, last.id));
        seen.extend(page.into_iter().map(|opinion| opinion.id));
    }
    assert_eq!(seen, (0..25).map(|number| sample(number).id).collect::<Vec<_>>());
    let latest = opinion::latest(&mut db, id, 3, 1).await.unwrap();
    let latest: Vec<_> = latest.into_iter().map(|opinion| opinion.id).collect();
    assert_eq!(latest, [sample(23).id, sample(22).id, sample(21).id]);
    let elsewhere = ConsultationId::from_uuid(Uuid::from_u128(99));
    assert_eq!(opinion::count(&mut db, elsewhere).await.unwrap(), 0);
}

pub async fn a_filter_narrows_a_list_and_no_number(fresh: &Fresh) {
    let store = &fresh.state.store;
    fill(store).await;
    let mut tx = store.write().await.unwrap();
    for number in 0..20 {
        let mut given = sample(number);
        if number.is_multiple_of(2) {
            given.theme = None;
        }
        if number.is_multiple_of(4) {
            (given.anchor, given.view, given.channel) = (None, None, Channel::Web);
        }
        opinion::insert(&mut tx, &incoming(&given, noon() + i64::from(number).seconds())).await.unwrap();
    }
    tx.commit().await.unwrap();

    let mut db = store.read().await.unwrap();
    let id = sample_consultation().id;
    let filters: [(Filter, &[u64]); 5] = [
        (Filter::default(), &[20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]),
        (Filter { stance: Some(sample(1).stance), ..Filter::default() }, &[17, 12, 7, 2]),
        (Filter { theme: Some(sample(1).theme), stance: Some(sample(1).stance), ..Filter::default() }, &[12, 2]),
        (
            Filter { theme: Some(None), variant: Some("existing".parse().unwrap()), ..Filter::default() },
            &[19, 15, 11, 7, 3],
        ),
        (Filter { channel: Some(Channel::Web), ..Filter::default() }, &[17, 13, 9, 5, 1]),
    ];
    for (filter, expected) in filters {
        let numbers = |page: Vec<list::Numbered>| page.into_iter().map(|opinion| opinion.number).collect::<Vec<_>>();
        let page = list::page(&mut db, id, &filter, 100, 0).await.unwrap();
        let placed = page.iter().filter(|numbered| numbered.opinion.anchor.is_some()).count();
        assert_eq!(numbers(page), expected, "{filter:?}");
        assert_eq!(numbers(list::page(&mut db, id, &filter, 2, 1).await.unwrap()), expected[1..3.min(expected.len())]);
        assert_eq!(list::count_of(&mut db, id, &filter).await.unwrap(), expected.len() as u64);
        assert_eq!(list::places(&mut db, id, &filter, 100).await.unwrap(), vec![(10.0, -3.5); placed]);
    }
    assert_eq!(list::stances(&mut db, id).await.unwrap(), [4; 5]);
    let elsewhere = ConsultationId::from_uuid(Uuid::from_u128(99));
    assert_eq!(list::stances(&mut db, elsewhere).await.unwrap(), [0; 5]);
}

pub async fn what_the_database_refuses_takes_nothing_with_it(fresh: &Fresh) {
    let store = &fresh.state.store;
    fill(store).await;
    let mut orphan = sample(2);
    orphan.consultation = ConsultationId::from_uuid(Uuid::from_u128(99));
    let mut tx = store.write().await.unwrap();
    opinion::insert(&mut tx, &incoming(&sample(1), noon())).await.unwrap();
    let mut savepoint = tx.begin().await.unwrap();
    let refused = opinion::insert(&mut savepoint, &incoming(&orphan, noon())).await.unwrap_err();
    assert!(refused.is_of_the_values(), "{refused}");
    savepoint.rollback().await.unwrap();
    opinion::insert(&mut tx, &incoming(&sample(3), noon())).await.unwrap();
    tx.commit().await.unwrap();
    let count = opinion::count(&mut store.read().await.unwrap(), sample(1).consultation).await.unwrap();
    assert_eq!(count, 2);
}
