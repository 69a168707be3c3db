//! A backup moves between databases of either kind, and a damaged one changes nothing.

mod support;

use std::path::Path;

use belvedere_domain::batch::OpinionBatch;
use belvedere_domain::language::Language;
use belvedere_domain::text::Texts;
use belvedere_server::commands::backup::{restore_into, write_to};
use belvedere_server::intake::{Origin, take};
use belvedere_server::publish::publish;
use belvedere_server::state::AppState;
use belvedere_server::store::{audit, exhibit, opinion, scene};
use belvedere_tests::postgres::Cluster;
use support::{BY, config, fill, kiosk_id, noon, opinion as sample, opinion_json, sample_consultation, sample_scene};

async fn full(data: &Path, url: Option<&str>) -> AppState {
    let state = AppState::open(config(data, url)).await.unwrap();
    fill(&state.store).await;
    publish(&state.store, &state.blobs, sample_scene().id, noon(), BY).await.unwrap();
    let batch = OpinionBatch { kiosk: kiosk_id(), sent_at: noon(), opinions: (0..50).map(opinion_json).collect() };
    take(&state.store, &state.blobs, batch, Origin::Public, noon(), Texts::of(Language::Fr)).await.unwrap();
    state
}

async fn same(one: &AppState, other: &AppState) {
    let (mut a, mut b) = (one.store.read().await.unwrap(), other.store.read().await.unwrap());
    let id = sample_consultation().id;
    let opinions = opinion::page(&mut a, id, None, 1_000).await.unwrap();
    assert_eq!(opinions.len(), 50);
    assert_eq!(opinions, opinion::page(&mut b, id, None, 1_000).await.unwrap());
    assert_eq!(scene::find(&mut b, sample_scene().id).await.unwrap(), Some(sample_scene()));
    let published = exhibit::of_consultation(&mut a, id).await.unwrap().unwrap();
    assert_eq!(exhibit::of_consultation(&mut b, id).await.unwrap().as_ref(), Some(&published));
    let manifest = other.blobs.bytes(published.revision).await.unwrap();
    assert_eq!(manifest, one.blobs.bytes(published.revision).await.unwrap());
    assert_eq!(audit::after(&mut a, 0, 1_000).await.unwrap(), audit::after(&mut b, 0, 1_000).await.unwrap());
    assert_eq!(audit::first_broken(&mut b).await.unwrap(), None);
}

/// From the first database to the second, which then goes on: what is sent again is known there.
async fn moves(folder: &Path, from: Option<&str>, to: Option<&str>) {
    let before = full(&folder.join("before"), from).await;
    let file = folder.join("backup.zip");
    write_to(&before, &file).await.unwrap();
    let manifest = restore_into(config(&folder.join("after"), to), &file).await.unwrap();
    assert!(manifest.rows() > 50);
    let after = AppState::open(config(&folder.join("after"), to)).await.unwrap();
    same(&before, &after).await;
    let batch = OpinionBatch { kiosk: kiosk_id(), sent_at: noon(), opinions: vec![opinion_json(1), opinion_json(99)] };
    take(&after.store, &after.blobs, batch, Origin::Public, noon(), Texts::of(Language::Fr)).await.unwrap();
    let count = opinion::count(&mut after.store.read().await.unwrap(), sample(1).consultation).await.unwrap();
    assert_eq!(count, 51);
    before.store.close().await;
    after.store.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_restored_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    moves(folder.path(), None, None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_moves_between_sqlite_and_postgres() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    moves(folders[0].path(), None, Some(&cluster.database())).await;
    moves(folders[1].path(), Some(&cluster.database()), None).await;
}

async fn refused(file: &Path, data: &Path) -> String {
    match restore_into(config(data, None), file).await {
        Ok(_) => panic!("{} was restored", file.display()),
        Err(failure) => failure.to_string(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_backup_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let before = full(&folder.path().join("before"), None).await;
    let (file, broken) = (folder.path().join("backup.zip"), folder.path().join("broken.zip"));
    write_to(&before, &file).await.unwrap();
    let bytes = std::fs::read(&file).unwrap();
    let data = folder.path().join("after");
    // Cut short anywhere, and one bit turned at every 211th byte.
    for length in (0..bytes.len()).step_by(bytes.len() / 7) {
        std::fs::write(&broken, &bytes[..length]).unwrap();
        refused(&broken, &data).await;
    }
    let mut noticed = 0;
    for at in (0..bytes.len()).step_by(211) {
        let mut turned = bytes.clone();
        turned[at] ^= 4;
        std::fs::write(&broken, &turned).unwrap();
        // A few bytes mean nothing, such as the archive's dates: then the whole is read as it was.
        if restore_into(config(&data, None), &broken).await.is_ok() {
            let after = AppState::open(config(&data, None)).await.unwrap();
            same(&before, &after).await;
            after.store.close().await;
            std::fs::remove_dir_all(&data).unwrap();
        } else {
            noticed += 1;
        }
        assert!(!data.exists(), "nothing is left of a refused backup (byte {at})");
    }
    assert!(noticed > bytes.len() / 211 / 2, "{noticed}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let before = full(&folder.path().join("before"), None).await;
    let file = folder.path().join("backup.zip");
    write_to(&before, &file).await.unwrap();
    let again = write_to(&before, &file).await.err().map(|failure| failure.to_string());
    assert!(again.is_some_and(|text| text.contains("is there already")));
    before.store.close().await;
    assert!(refused(&file, &folder.path().join("before")).await.contains("not empty"));
}
