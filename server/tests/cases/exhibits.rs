//! Models, exhibits, publishing.

use belvedere_domain::exhibit::Manifest;
use belvedere_domain::hash::ContentHash;
use belvedere_server::publish::{PublishError, publish};
use belvedere_server::store::model::{Conversion, ModelState};
use belvedere_server::store::{exhibit, model, scene};
use jiff::ToSpan;

use crate::Fresh;
use crate::support::{
    BY, converted, fill, noon, sample_consultation, sample_files, sample_model, sample_report, sample_scene,
};

pub async fn a_model_is_kept_whatever_becomes_of_it(fresh: &Fresh) {
    let store = &fresh.state.store;
    fill(store).await;
    let (accepted, mut refused) = (sample_model(10), sample_model(11));
    refused.received_at = noon() + 1.minute();
    let mut tx = store.write().await.unwrap();
    model::receive(&mut tx, &refused, BY).await.unwrap();
    let waiting = model::find(&mut tx, refused.id).await.unwrap().unwrap();
    assert_eq!(waiting, refused);
    let no = Conversion { findings: r#"[{"code":"file-empty"}]"#.into(), made: None, proposal: None, report: None };
    model::convert(&mut tx, refused.id, &no, noon(), BY).await.unwrap();
    model::convert(&mut tx, refused.id, &converted(), noon(), BY).await.unwrap();
    tx.commit().await.unwrap();

    let mut db = store.read().await.unwrap();
    let kept = model::find(&mut db, refused.id).await.unwrap().unwrap();
    assert_eq!(
        (kept.state, kept.findings.as_deref(), kept.files.clone()),
        (ModelState::Refused, Some(no.findings.as_str()), None)
    );
    let current = model::current(&mut db, accepted.scene, &accepted.variant).await.unwrap().unwrap();
    assert_eq!((current.id, current.state), (accepted.id, ModelState::Accepted), "a refused model replaces none");
    assert_eq!((current.files, current.offset_m), (Some(sample_files()), Some([1.5, -2.0, 0.1])));
    assert_eq!((current.proposal, kept.proposal), (Some(sample_scene().placement), None));
    assert_eq!((current.report, kept.report), (Some(sample_report()), None));
    let all = model::of_scene(&mut db, accepted.scene).await.unwrap();
    assert_eq!(all.iter().map(|model| model.id).collect::<Vec<_>>(), [refused.id, accepted.id], "the latest first");
}

pub async fn an_exhibit_is_published_and_its_files_are_to_be_had(fresh: &Fresh) {
    let (store, blobs) = (&fresh.state.store, &fresh.state.blobs);
    fill(store).await;
    let made = publish(store, blobs, sample_scene().id, noon(), BY).await.unwrap();
    let mut db = store.read().await.unwrap();
    assert_eq!(exhibit::find(&mut db, made.revision).await.unwrap(), Some(made.clone()));
    assert_eq!(exhibit::current(&mut db, made.scene).await.unwrap(), Some(made.clone()));
    assert_eq!(exhibit::of_consultation(&mut db, sample_consultation().id).await.unwrap(), Some(made.clone()));
    let bytes = blobs.bytes(made.revision).await.unwrap();
    assert_eq!((ContentHash::of(&bytes), bytes.len() as u64), (made.revision, made.manifest_bytes));
    let manifest = Manifest::from_bytes(&bytes).unwrap();
    assert_eq!((manifest.published_at, &manifest.scene), (noon(), &sample_scene()));
    for blob in manifest.blobs() {
        assert!(exhibit::media_type(&mut db, blob.hash).await.unwrap().is_some(), "{}", blob.hash);
    }
    let png = exhibit::media_type(&mut db, sample_files().plan.image.hash).await.unwrap();
    assert_eq!(png.as_deref(), Some("image/png"));
    assert_eq!(exhibit::media_type(&mut db, sample_model(10).upload.hash).await.unwrap(), None, "uploads are not");
}

pub async fn publishing_says_what_is_missing_and_publishes_nothing_twice(fresh: &Fresh) {
    let (store, blobs) = (&fresh.state.store, &fresh.state.blobs);
    let id = sample_scene().id;
    assert!(matches!(publish(store, blobs, id, noon(), BY).await, Err(PublishError::NoScene(_))));
    fill(store).await;
    let first = publish(store, blobs, id, noon(), BY).await.unwrap();
    let again = publish(store, blobs, id, noon() + 1.hour(), BY).await.unwrap();
    assert_eq!(first, again, "nothing changed: the same exhibit, with its instant");

    let mut wider = sample_scene();
    let mut option = wider.variants[0].clone();
    option.key = "scenario-a".parse().unwrap();
    wider.variants.push(option);
    let mut tx = store.write().await.unwrap();
    scene::put(&mut tx, &wider, noon(), BY).await.unwrap();
    tx.commit().await.unwrap();
    let missing = publish(store, blobs, id, noon() + 1.hour(), BY).await.unwrap_err();
    assert!(missing.to_string().contains("scenario-a"), "{missing}");
    assert_eq!(exhibit::current(&mut store.read().await.unwrap(), id).await.unwrap(), Some(first.clone()));

    wider.variants.truncate(1);
    wider.spawn.yaw_deg = 90.0;
    let mut tx = store.write().await.unwrap();
    scene::put(&mut tx, &wider, noon(), BY).await.unwrap();
    tx.commit().await.unwrap();
    let second = publish(store, blobs, id, noon() + 1.hour(), BY).await.unwrap();
    assert_ne!(second.revision, first.revision);
    assert_eq!(exhibit::current(&mut store.read().await.unwrap(), id).await.unwrap(), Some(second));
}
