//! Territories, consultations, scenes.

use belvedere_domain::id::{SceneId, TerritoryId, UserId};
use belvedere_domain::language::LocalText;
use belvedere_domain::scene::{Certainty, Pose, Viewpoint};
use belvedere_domain::tour::{Edit, TourError};
use belvedere_server::store::audit::{self, Actor};
use belvedere_server::store::scene::EditError;
use belvedere_server::store::{Db, consultation, scene, territory};
use uuid::Uuid;

use crate::Fresh;
use crate::support::{BY, fill, noon, sample_consultation, sample_report, sample_scene, sample_territory};

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

pub async fn a_change_of_the_tour_keeps_what_was_and_who_changed_it(fresh: &Fresh) {
    let store = &fresh.state.store;
    fill(store).await;
    let place = sample_scene();
    let (planner, bounds) = (Actor::User(UserId::from_uuid(Uuid::from_u128(44))), sample_report().bounds().unwrap());
    let pose = Pose { position_m: [1.0, 0.5, 2.0], yaw_deg: 90.0, pitch_deg: 0.0 };
    let text = |fr: &str| LocalText { fr: fr.into(), en: None };
    let add = Edit::Add { name: text("L’église"), text: text("Vue du parvis."), pose };
    let mark = Edit::Certainty {
        variant: "existing".parse().unwrap(),
        layers: vec![("Sol".into(), Some(Certainty::Decided))],
    };
    let nothing = Edit::Start(place.spawn);
    let mut tx = store.write().await.unwrap();
    for edit in [&add, &mark, &nothing] {
        scene::edit(&mut tx, place.id, edit, Some(&bounds), noon(), planner).await.unwrap();
    }
    tx.commit().await.unwrap();

    let mut tx = store.write().await.unwrap();
    let far = Edit::Start(Pose { position_m: [900.0, 0.0, 0.0], ..pose });
    let refused = scene::edit(&mut tx, place.id, &far, Some(&bounds), noon(), planner).await;
    assert!(matches!(refused, Err(EditError::Tour(TourError::Outside))), "{refused:?}");
    let nowhere = SceneId::from_uuid(Uuid::from_u128(45));
    let refused = scene::edit(&mut tx, nowhere, &add, None, noon(), planner).await;
    assert!(matches!(refused, Err(EditError::NoScene(id)) if id == nowhere), "{refused:?}");
    drop(tx);

    let mut db = store.read().await.unwrap();
    let now = scene::find(&mut db, place.id).await.unwrap().unwrap();
    assert_eq!((now.viewpoints[1].key.as_str(), now.viewpoints[1].pose), ("l-eglise", pose));
    assert_eq!(now.variants[0].certainty_of("Sol"), Certainty::Decided);
    assert_eq!((&now.placement, now.spawn), (&place.placement, place.spawn));
    let sql = "select revision, viewpoints, made_by from scene_revision order by revision";
    let kept: Vec<(i64, String, String)> = sqlx::query_as(sql).fetch_all(&mut *db).await.unwrap();
    assert_eq!(kept.iter().map(|row| row.0).collect::<Vec<_>>(), [1, 2, 3], "what changes nothing leaves no trace");
    assert_eq!(serde_json::from_str::<Vec<Viewpoint>>(&kept[0].1).unwrap(), place.viewpoints);
    assert_eq!((kept[0].2.clone(), kept[1].2.clone()), (BY.to_string(), planner.to_string()));
    let log = audit::after(&mut db, 0, 100).await.unwrap();
    let ours: Vec<_> = log.iter().filter(|entry| entry.actor == planner.to_string()).collect();
    assert_eq!(ours.iter().map(|entry| entry.action.as_str()).collect::<Vec<_>>(), ["viewpoint.add", "certainty.set"]);
    assert!(ours[0].details.contains("L’église") && ours[0].details.contains("\"revision\":2"), "{}", ours[0].details);
    assert_eq!(audit::first_broken(&mut db).await.unwrap(), None);
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
