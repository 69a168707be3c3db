use std::convert::Infallible;

use belvedere_domain::id::{ConsultationId, SceneId};
use futures_util::stream::{iter, once, pending};
use uuid::Uuid;

use super::*;

fn id(n: u128) -> ModelId {
    ModelId::from_uuid(Uuid::from_u128(n))
}

fn about(n: u128, by: u128, length_bytes: u64) -> About {
    About {
        id: id(n),
        by: UserId::from_uuid(Uuid::from_u128(by)),
        consultation: ConsultationId::from_uuid(Uuid::from_u128(7)),
        scene: SceneId::from_uuid(Uuid::from_u128(8)),
        variant: "a".parse().unwrap(),
        file_name: "place.glb".into(),
        length_bytes,
        metadata: "filename cGxhY2UuZ2xi".into(),
        scale: Some(0.0254),
        up_axis: None,
    }
}

fn body(text: &'static str) -> impl Stream<Item = std::result::Result<&'static str, Infallible>> + Unpin {
    iter([Ok(text)])
}

/// Uploads in a folder of their own, and one of ten bytes among them.
async fn begun() -> (tempfile::TempDir, Uploads, Kept) {
    let folder = tempfile::tempdir().unwrap();
    let uploads = Uploads::open(folder.path()).unwrap();
    let kept = uploads.make(&about(1, 1, 10), Timestamp::now()).await.unwrap();
    (folder, uploads, kept)
}

async fn append(uploads: &Uploads, kept: &Kept, text: &'static str) -> u64 {
    let mut turn = uploads.turn(kept.about.id).expect("nobody else writes");
    uploads.append(&mut turn, kept, body(text)).await.unwrap()
}

#[tokio::test]
async fn what_arrived_is_known_after_a_restart() {
    let (folder, uploads, kept) = begun().await;
    assert_eq!(append(&uploads, &kept, "hello").await, 5);
    drop(uploads);
    let again = Uploads::open(folder.path()).unwrap();
    let found = again.find(id(1), Timestamp::now()).await.unwrap().unwrap();
    assert_eq!((found.offset, found.is_whole()), (5, false));
    assert_eq!(found.about, kept.about, "and so is what was said of it");
    assert_eq!(append(&again, &found, " world, and more than was announced").await, 10);
    assert_eq!(std::fs::read(again.bytes_of(id(1))).unwrap(), b"hello worl");
    assert!(again.find(id(1), Timestamp::now()).await.unwrap().unwrap().is_whole());
}

#[tokio::test]
async fn a_body_that_breaks_off_leaves_what_it_brought() {
    let (_folder, uploads, kept) = begun().await;
    let mut turn = uploads.turn(id(1)).unwrap();
    let broken = iter([Ok("hel"), Err("reset by peer"), Ok("never")]);
    assert_eq!(uploads.append(&mut turn, &kept, broken).await.unwrap(), 3);
}

#[tokio::test]
async fn a_silent_client_and_one_that_is_asked_back_give_the_turn_back() {
    let (_folder, uploads, kept) = begun().await;
    let silent = |text: &'static str| once(async move { Ok::<_, Infallible>(text) }).chain(pending());
    let mut turn = uploads.turn(id(1)).unwrap();
    let short = Duration::from_millis(20);
    let offset = uploads.append_within(short, &mut turn, &kept, Box::pin(silent("hel"))).await.unwrap();
    assert_eq!(offset, 3, "by its silence");
    drop(turn);
    let found = uploads.find(id(1), Timestamp::now()).await.unwrap().unwrap();
    let (mut turn, writer) = (uploads.turn(id(1)).unwrap(), uploads.clone());
    let writing = tokio::spawn(async move {
        // Far from any silence: only the asking ends it.
        writer.append(&mut turn, &found, Box::pin(silent("lo"))).await.unwrap()
    });
    assert!(uploads.turn(id(1)).is_none(), "one writer at a time");
    assert!(uploads.take_turn(id(1)).await.is_some());
    let offset = writing.await.unwrap();
    assert_eq!(uploads.find(id(1), Timestamp::now()).await.unwrap().unwrap().offset, offset);
}

#[tokio::test]
async fn nobody_fills_the_disk_with_unfinished_uploads() {
    let folder = tempfile::tempdir().unwrap();
    let (uploads, now) = (Uploads::open(folder.path()).unwrap(), Timestamp::now());
    for n in 0..4 {
        uploads.make(&about(n, 1, UNFINISHED_MAX_BYTES / 4), now).await.unwrap();
    }
    assert!(matches!(uploads.make(&about(10, 1, 1), now).await, Err(NotMade::NoRoom)), "by their length");
    uploads.make(&about(11, 2, 1), now).await.expect("others have their own room");
    uploads.remove(id(0)).await.unwrap();
    uploads.make(&about(12, 1, 1), now).await.expect("what is given up makes room");
    for n in 20..20 + UNFINISHED_MAX as u128 - 1 {
        uploads.make(&about(n, 2, 1), now).await.unwrap();
    }
    assert!(matches!(uploads.make(&about(60, 2, 1), now).await, Err(NotMade::NoRoom)), "by their number");
}

#[tokio::test]
async fn an_upload_expires_and_a_finished_one_is_remembered_without_its_bytes() {
    let (_folder, uploads, kept) = begun().await;
    let later = Timestamp::now() + EXPIRES_AFTER + SignedDuration::from_mins(1);
    assert!(uploads.find(id(1), later).await.unwrap().is_none());
    assert!(uploads.unfinished_of(kept.about.by, later).await.unwrap().is_empty());
    append(&uploads, &kept, "helloworld").await;
    uploads.release(id(1)).await.unwrap();
    assert!(uploads.find(id(1), Timestamp::now()).await.unwrap().unwrap().is_whole());
    uploads.sync(id(1)).await.expect("nothing is left to sync");
    uploads.remove(id(1)).await.unwrap();
    assert_eq!(uploads.all().await.unwrap(), []);
}

#[tokio::test]
async fn what_a_stop_left_half_made_or_half_removed_goes_and_nothing_else() {
    let (folder, uploads, kept) = begun().await;
    let half = folder.path().join("uploads").join(id(2).to_string());
    std::fs::create_dir(&half).unwrap();
    std::fs::write(half.join(BYTES), b"hello").unwrap();
    uploads.remove_leftovers().await.unwrap();
    assert!(!half.exists());
    assert_eq!(uploads.all().await.unwrap().len(), 1);
    assert_eq!(append(&uploads, &kept, "hello").await, 5);
}
