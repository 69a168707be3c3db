//! Territories, consultations, scenes.

use belvedere_domain::id::TerritoryId;
use belvedere_server::store::{Db, consultation, scene, territory};
use uuid::Uuid;

use crate::Fresh;
use crate::support::{BY, fill, noon, sample_consultation, sample_scene, sample_territory};

async fn rows(db: &mut Db, sql: &'static str) -> i64 {
    sqlx::query_as::<_, (i64,)>(sql).fetch_one(db).await.unwrap().0
}

pub async fn texts_and_placements_keep_their_revisions(fresh: &Fresh) {
    let store = &fresh.state.store;
    fill(store).await;
    let (mut commune, mut question, mut place) = (sample_territory(), sample_consultation(), sample_scene());
    let mut tx = store.write().await.unwrap();
    assert!(!territory::put(&mut tx, &commune, noon(), BY).await.unwrap(), "unchanged");
    assert!(!consultation::put(&mut tx, &question, noon(), BY).await.unwrap(), "unchanged");
    assert!(!scene::put(&mut tx, &place, noon(), BY).await.unwrap(), "unchanged");
    commune.name = "Commune nouvelle".into();
    question.title.en = None;
    place.placement.height_m = 263.125;
    assert!(territory::put(&mut tx, &commune, noon(), BY).await.unwrap());
    assert!(consultation::put(&mut tx, &question, noon(), BY).await.unwrap());
    assert!(scene::put(&mut tx, &place, noon(), BY).await.unwrap());
    tx.commit().await.unwrap();

    let mut db = store.read().await.unwrap();
    assert_eq!(territory::find(&mut db, commune.id).await.unwrap(), Some(commune.clone()));
    assert_eq!(territory::find_named(&mut db, "Commune nouvelle").await.unwrap(), Some(commune.clone()));
    assert_eq!(territory::find_named(&mut db, "Commune d’Essai").await.unwrap(), None);
    assert_eq!(territory::all(&mut db).await.unwrap(), [commune]);
    assert_eq!(consultation::find(&mut db, question.id).await.unwrap(), Some(question));
    assert_eq!(scene::find(&mut db, place.id).await.unwrap(), Some(place));
    assert_eq!(rows(&mut db, "select count(*) from territory_revision").await, 2);
    assert_eq!(rows(&mut db, "select count(*) from consultation_revision").await, 2);
    assert_eq!(rows(&mut db, "select count(*) from placement").await, 2);
    assert_eq!(rows(&mut db, "select count(*) from scene_revision").await, 1, "its texts did not change");
}

pub async fn a_consultation_is_found_in_its_territory(fresh: &Fresh) {
    let store = &fresh.state.store;
    fill(store).await;
    let mut db = store.read().await.unwrap();
    let question = sample_consultation();
    assert_eq!(consultation::of_territory(&mut db, question.territory).await.unwrap(), std::slice::from_ref(&question));
    let elsewhere = TerritoryId::from_uuid(Uuid::from_u128(99));
    assert_eq!(consultation::of_territory(&mut db, elsewhere).await.unwrap(), []);
    assert_eq!(consultation::all(&mut db).await.unwrap(), std::slice::from_ref(&question));
    assert_eq!(scene::of_consultation(&mut db, question.id).await.unwrap(), [sample_scene()]);
    drop(db);
    let mut orphan = sample_consultation();
    orphan.id = belvedere_domain::id::ConsultationId::from_uuid(Uuid::from_u128(98));
    orphan.territory = elsewhere;
    let mut tx = store.write().await.unwrap();
    let refused = consultation::put(&mut tx, &orphan, noon(), BY).await.unwrap_err();
    assert!(refused.is_of_the_values(), "{refused}");
}

pub async fn a_dropped_transaction_changes_nothing(fresh: &Fresh) {
    let store = &fresh.state.store;
    let mut tx = store.write().await.unwrap();
    territory::put(&mut tx, &sample_territory(), noon(), BY).await.unwrap();
    drop(tx);
    assert_eq!(territory::all(&mut store.read().await.unwrap()).await.unwrap(), []);
    fill(store).await;
}

pub async fn migrating_again_changes_nothing(fresh: &Fresh) {
    fill(&fresh.state.store).await;
    fresh.state.store.migrate().await.unwrap();
    let again = crate::support::opened(&fresh.url).await;
    assert_eq!(territory::all(&mut again.read().await.unwrap()).await.unwrap().len(), 1);
    again.close().await;
}
