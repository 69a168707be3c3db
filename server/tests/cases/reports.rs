//! Reports: what the database counts is what the rows hold; what is frozen stays.

use belvedere_domain::consultation::Consultation;
use belvedere_domain::geodesy::CrsPoint;
use belvedere_domain::hash::ContentHash;
use belvedere_domain::id::{ConsultationId, ReportId};
use belvedere_domain::opinion::{Channel, Opinion};
use belvedere_domain::report::Figures;
use belvedere_server::store::report::{self, Frozen};
use belvedere_server::store::{consultation, opinion};
use jiff::{Timestamp, ToSpan};

use crate::Fresh;
use crate::support::{BY, at, fill, id, noon, opinion as sample, sample_consultation};

/// Another consultation of the same territory.
fn other_consultation() -> Consultation {
    Consultation { id: ConsultationId::from_uuid(id(9).parse().unwrap()), ..sample_consultation() }
}

/// The samples, made unlike each other in everything that a report counts.
fn varied(number: u32) -> Opinion {
    let mut opinion = sample(number);
    let evening: Timestamp = at("2026-11-01T23:59:59.999Z");
    opinion.given_at = evening + (i64::from(number) * 7).hours();
    opinion.channel =
        [Channel::Kiosk, Channel::Vr, Channel::Web, Channel::Paper, Channel::Mediator][number as usize % 5];
    opinion.text = opinion.text.filter(|_| number.is_multiple_of(2));
    opinion.theme = opinion.theme.filter(|_| !number.is_multiple_of(4));
    opinion.made_up = number.is_multiple_of(7);
    if number.is_multiple_of(3) {
        (opinion.anchor, opinion.view) = (None, None);
    }
    opinion
}

async fn fill_with_opinions(fresh: &Fresh) {
    fill(&fresh.state.store).await;
    let mut tx = fresh.state.store.write().await.unwrap();
    consultation::put(&mut tx, &other_consultation(), noon(), BY).await.unwrap();
    for number in 0..60 {
        let mut given = varied(number);
        if number >= 50 {
            given.consultation = other_consultation().id;
        }
        let on_grid = given.anchor.as_ref().map(|_| CrsPoint { easting_m: 1.5, northing_m: 2.25, height_m: 0.0 });
        let incoming =
            opinion::Incoming { opinion: &given, on_grid, received_at: noon(), kiosk: None, clock_skew_ms: None };
        opinion::insert(&mut tx, &incoming).await.unwrap();
    }
    tx.commit().await.unwrap();
}

pub async fn the_database_counts_what_the_rows_hold(fresh: &Fresh) {
    fill_with_opinions(fresh).await;
    let mut db = fresh.state.store.read().await.unwrap();
    let rows = report::rows(&mut db, sample_consultation().id).await.unwrap();
    let figures = report::figures(&mut db, sample_consultation().id).await.unwrap();
    assert_eq!(figures, Figures::of_rows(&rows));
    assert_eq!((figures.opinions, figures.with_text, figures.with_place, figures.made_up), (50, 25, 33, 8));
    assert_eq!(figures.by_variant["existing"].iter().sum::<u64>(), 33);
    assert_eq!(figures.by_theme["ombre"].iter().sum::<u64>(), 37);
    assert_eq!(figures.by_channel[&Channel::Paper], 10);
    assert_eq!(figures.by_day[&"2026-11-01".parse().unwrap()], 1, "the day is that of UTC");
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), (1..=50).collect::<Vec<_>>());

    let nobody = ConsultationId::from_uuid(id(99).parse().unwrap());
    assert_eq!(report::rows(&mut db, nobody).await.unwrap(), []);
    assert_eq!(report::figures(&mut db, nobody).await.unwrap(), Figures::of_rows(&[]));
}

pub async fn frozen_reports_are_numbered_and_never_replaced(fresh: &Fresh) {
    fill_with_opinions(fresh).await;
    let consultation = other_consultation().id;
    let of = |number, id_number| Frozen {
        id: ReportId::from_uuid(id(id_number).parse().unwrap()),
        consultation,
        number,
        language: Default::default(),
        made_at: noon(),
        data: ContentHash::of(b"data"),
        pdf: ContentHash::of(b"pdf"),
        opinions: 10,
    };
    let mut tx = fresh.state.store.write().await.unwrap();
    assert_eq!(report::next_number(&mut tx, consultation).await.unwrap(), 1);
    assert!(report::insert(&mut tx, &of(1, 91), BY).await.unwrap());
    assert!(!report::insert(&mut tx, &of(1, 92), BY).await.unwrap());
    assert_eq!(report::next_number(&mut tx, consultation).await.unwrap(), 2);
    assert!(report::insert(&mut tx, &of(2, 93), BY).await.unwrap());
    assert_eq!(report::of_consultation(&mut tx, consultation).await.unwrap(), [of(2, 93), of(1, 91)]);
    assert_eq!(report::find(&mut tx, of(1, 91).id).await.unwrap(), Some(of(1, 91)));
    assert_eq!(report::find(&mut tx, of(1, 92).id).await.unwrap(), None);
    assert_eq!(report::next_number(&mut tx, sample_consultation().id).await.unwrap(), 1);
}
