//! Placements and how models were read.

use belvedere_domain::placement::{HeightReference, Placement, PlacementMethod, TwoPoints, UpAxis};
use belvedere_server::store::audit::{self, Actor};
use belvedere_server::store::model::reading::{self, Reading};
use belvedere_server::store::placement::{self, Evidence};
use belvedere_server::store::user::{self, User};
use belvedere_server::store::{model, scene};
use jiff::ToSpan;

use crate::Fresh;
use crate::support::{BY, fill, id, noon, sample_model, sample_scene};

pub async fn placements_are_appended_with_author_method_and_evidence(fresh: &Fresh) {
    let store = &fresh.state.store;
    fill(store).await;
    let (scene, first) = (sample_scene().id, sample_scene().placement);
    let anne = User { id: id(77).parse().unwrap(), email: "anne@example.org".into(), password_hash: "x".into() };
    let points = TwoPoints {
        crs: first.crs,
        scene_m: [[0.0, 0.0], [40.0, 0.0]],
        grid: [[835_140.0, 6_578_260.0], [835_180.0, 6_578_260.0]],
        height_m: 262.4,
    };
    let by_points = Evidence::TwoPoints { points, measured_m: 40.0, given_m: 39.98 };
    let second = Placement {
        method: PlacementMethod::TwoPoints,
        height_reference: HeightReference::Ellipsoid,
        heading_deg: 90.0,
        ..first.clone()
    };
    let of_model = Evidence::Model { model: sample_model(10).id, file_name: "état.glb".into() };
    let third =
        Placement { method: PlacementMethod::Detected, height_reference: HeightReference::Unstated, ..first.clone() };
    let later = noon() + 1.minute();
    let mut tx = store.write().await.unwrap();
    user::add(&mut tx, &anne, noon(), BY).await.unwrap();
    placement::append(&mut tx, scene, &second, Some(&by_points), later, Actor::User(anne.id)).await.unwrap();
    placement::append(&mut tx, scene, &third, Some(&of_model), later, BY).await.unwrap();
    tx.commit().await.unwrap();

    let mut db = store.read().await.unwrap();
    assert_eq!(scene::find(&mut db, scene).await.unwrap().unwrap().placement, third);
    let history = placement::history(&mut db, scene).await.unwrap();
    assert_eq!(history.iter().map(|one| one.number).collect::<Vec<_>>(), [3, 2, 1], "the current one first");
    assert_eq!(history.iter().map(|one| &one.placement).collect::<Vec<_>>(), [&third, &second, &first]);
    assert_eq!((history[1].evidence.clone(), history[1].email.as_deref()), (Some(by_points), Some("anne@example.org")));
    assert_eq!((history[0].evidence.clone(), history[0].email.clone()), (Some(of_model), None));
    assert_eq!((history[2].evidence.clone(), history[2].made_at, history[1].made_at), (None, noon(), later));
    let log = audit::after(&mut db, 0, 100).await.unwrap();
    let last = log.iter().rfind(|entry| entry.action == "placement.put").unwrap();
    assert!(last.details.contains("état.glb") && last.details.contains("detected"), "{}", last.details);
}

pub async fn how_a_model_was_read_is_noted_once(fresh: &Fresh) {
    let store = &fresh.state.store;
    fill(store).await;
    let model = sample_model(10).id;
    let read = Reading { scale: 0.0254, up_axis: UpAxis::Z, frame: Some(sample_scene().placement) };
    let mut tx = store.write().await.unwrap();
    assert_eq!(reading::of(&mut tx, model).await.unwrap(), None);
    reading::put(&mut tx, model, &read).await.unwrap();
    reading::put(&mut tx, model, &Reading { scale: 1.0, ..read.clone() }).await.unwrap();
    tx.commit().await.unwrap();
    let mut db = store.read().await.unwrap();
    assert_eq!(reading::of(&mut db, model).await.unwrap(), Some(read));
    assert_eq!(reading::of(&mut db, sample_model(99).id).await.unwrap(), None);
    assert!(model::find(&mut db, model).await.unwrap().is_some());
}
