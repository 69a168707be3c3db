//! An exhibit that comes over a bad line, a newer one, a kept one without a server, a damaged one.

use std::sync::{Arc, Mutex};

use serde_json::json;

use super::*;
use crate::net::test_server::{Answer, Asked, start as serve};
use crate::sample::{FILES, Folder, manifest};
use belvedere_domain::language::Language;

/// A server that publishes what it is told to.
struct Published {
    manifest: Vec<u8>,
    on: bool,
    /// Blobs break off after so many bytes.
    cut_after: usize,
}

fn server(published: Published) -> (Server, Arc<Mutex<Published>>) {
    let shared = Arc::new(Mutex::new(published));
    let told = shared.clone();
    let address = serve(move |asked| answer(asked, &told.lock().unwrap()));
    (Server::at(&address, Language::Fr), shared)
}

fn answer(asked: &Asked, published: &Published) -> Answer {
    let revision = ContentHash::of(&published.manifest);
    if !published.on {
        return Answer::silence();
    }
    if asked.path == "/api/v1/exhibits/current" {
        return Answer::with(200, json!({"revision": revision, "more": 1}).to_string());
    }
    if asked.path == format!("/api/v1/exhibits/{revision}/manifest") {
        return Answer::with(200, published.manifest.clone());
    }
    let file = FILES.iter().find(|file| asked.path == format!("/api/v1/blobs/{}", ContentHash::of(file)));
    file.map_or_else(|| Answer::with(404, "{}"), |file| Answer::bytes(asked, file).cut(published.cut_after))
}

fn fetch(server: &Server, folder: &std::path::Path, known: Option<KeptExhibit>) -> Receiver<FetchEvent> {
    let cache = Cache::open(folder).unwrap();
    let fetch = Fetch { server: server.clone(), cache, consultation: None, known };
    let millisecond = Duration::from_millis(1);
    start_with(fetch, Backoff::between(millisecond, millisecond), millisecond)
}

/// The first event that is wanted; the others go by.
fn wait_for<T>(events: &Receiver<FetchEvent>, wanted: impl Fn(FetchEvent) -> Option<T>) -> T {
    loop {
        let event = events.recv_timeout(Duration::from_secs(30)).expect("an event comes");
        if let Some(found) = wanted(event) {
            return found;
        }
    }
}

fn ready(event: FetchEvent) -> Option<KeptExhibit> {
    if let FetchEvent::Ready(exhibit) = event { Some(exhibit) } else { None }
}

#[test]
fn it_comes_over_a_line_that_breaks_every_five_bytes() {
    let (server, _) = server(Published { manifest: manifest(1), on: true, cut_after: 5 });
    let folder = Folder::new();
    let exhibit = wait_for(&fetch(&server, folder.path(), None), ready);
    assert_eq!(exhibit.revision, ContentHash::of(&manifest(1)));
    assert!(exhibit.damaged().is_empty());
    let kept = Cache::open(folder.path()).unwrap().current(None).unwrap();
    assert_eq!(kept.revision, exhibit.revision);
}

#[test]
fn a_newer_one_comes_while_the_older_is_shown_and_stays_the_next_time() {
    let (server, published) = server(Published { manifest: manifest(1), on: true, cut_after: 999 });
    let folder = Folder::new();
    let events = fetch(&server, folder.path(), None);
    let older = wait_for(&events, ready);
    published.lock().unwrap().manifest = manifest(2);
    let newer = wait_for(&events, ready);
    assert_ne!(newer.revision, older.revision);
    published.lock().unwrap().on = false;
    drop(events);
    let cache = Cache::open(folder.path()).unwrap();
    assert_eq!(cache.current(None).unwrap().revision, newer.revision);
    cache.clear_before(&newer).unwrap();
    assert!(cache.exhibit(older.revision).is_err());
    assert!(cache.current(None).unwrap().damaged().is_empty());
}

#[test]
fn without_a_server_it_says_so_and_goes_on_when_it_is_back() {
    let (server, published) = server(Published { manifest: manifest(1), on: false, cut_after: 999 });
    let folder = Folder::new();
    let events = fetch(&server, folder.path(), None);
    let trouble = wait_for(&events, |event| match event {
        FetchEvent::Trouble(trouble) => Some(trouble),
        _ => None,
    });
    assert_eq!(trouble, Trouble::NoServer);
    published.lock().unwrap().on = true;
    wait_for(&events, ready);
}

#[test]
fn a_damaged_file_is_found_and_fetched_again() {
    let (server, _) = server(Published { manifest: manifest(1), on: true, cut_after: 999 });
    let folder = Folder::new();
    let kept = wait_for(&fetch(&server, folder.path(), None), ready);
    let spoilt = kept.path_of(ContentHash::of(FILES[1]));
    std::fs::write(&spoilt, b"what is walked 0n").unwrap();
    assert_eq!(kept.damaged().len(), 1, "its length is right, its content is not");
    let events = fetch(&server, folder.path(), Some(kept.clone()));
    let whole = |event| matches!(event, FetchEvent::Progress { here, all } if here == all).then_some(());
    wait_for(&events, whole);
    wait_for(&events, |event| matches!(event, FetchEvent::Reached).then_some(()));
    assert!(kept.damaged().is_empty());
}

#[test]
fn of_several_kept_the_newest_whole_one_is_shown_where_the_pointer_is_lost() {
    let folder = Folder::new();
    let cache = Cache::open(folder.path()).unwrap();
    assert!(matches!(cache.current(None), Err(crate::cache::CacheError::Nothing)));
    for second in [5, 9, 7] {
        cache.keep_manifest(ContentHash::of(&manifest(second)), &manifest(second)).unwrap();
    }
    assert!(matches!(cache.current(None), Err(crate::cache::CacheError::Spoilt(_))));
    for file in FILES {
        let blob = Blob { hash: ContentHash::of(file), bytes: file.len() as u64 };
        let mut part = cache.part(blob).unwrap();
        part.add(file).unwrap();
        part.finish().unwrap();
    }
    assert_eq!(cache.current(None).unwrap().revision, ContentHash::of(&manifest(9)));
    std::fs::write(folder.path().join("current.json"), b"{").unwrap();
    assert_eq!(cache.current(None).unwrap().revision, ContentHash::of(&manifest(9)));
    let other = "01936e5a-0000-7000-8000-0000000000ff".parse().unwrap();
    assert!(cache.current(Some(other)).is_err());
}
