//! Files that come over a bad line, and answers that are none.

use std::collections::VecDeque;

use belvedere_domain::exhibit::Blob;

use super::test_server::{Answer, start};
use super::*;
use crate::cache::Cache;
use crate::sample::Folder;

fn picture() -> (Vec<u8>, Blob) {
    let bytes: Vec<u8> = (0..300_000u32).map(|n| (n % 253) as u8).collect();
    let blob = Blob { hash: ContentHash::of(&bytes), bytes: bytes.len() as u64 };
    (bytes, blob)
}

fn bring(address: &str, cache: &Cache, blob: Blob, here: &mut i64) -> Result<(), NetError> {
    let server = Server::at(address, Language::Fr);
    server.bring(blob.hash, cache.part(blob).unwrap(), |more| *here += more)
}

#[test]
fn a_file_that_is_cut_twice_continues_where_it_was_cut() {
    let (bytes, blob) = picture();
    let mut cuts = VecDeque::from([100_000, 50_000, usize::MAX]);
    let asked_from = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let log = asked_from.clone();
    let address = start(move |asked| {
        log.lock().unwrap().push(asked.from_byte.unwrap_or(0));
        Answer::bytes(asked, &bytes).cut(cuts.pop_front().unwrap())
    });
    let folder = Folder::new();
    let cache = Cache::open(folder.path()).unwrap();
    let mut here = 0;
    assert!(matches!(bring(&address, &cache, blob, &mut here), Err(NetError::Cut(_))));
    assert!(matches!(bring(&address, &cache, blob, &mut here), Err(NetError::Cut(_))));
    bring(&address, &cache, blob, &mut here).unwrap();
    assert_eq!(*asked_from.lock().unwrap(), [0, 100_000, 150_000]);
    assert_eq!(here, 300_000, "each byte is counted once");
    assert!(cache.has(blob));
}

#[test]
fn a_server_without_ranges_sends_the_whole_again() {
    let (bytes, blob) = picture();
    let mut cuts = VecDeque::from([100_000, usize::MAX]);
    let address = start(move |_| Answer::with(200, bytes.clone()).cut(cuts.pop_front().unwrap()));
    let folder = Folder::new();
    let cache = Cache::open(folder.path()).unwrap();
    let mut here = 0;
    assert!(bring(&address, &cache, blob, &mut here).is_err());
    bring(&address, &cache, blob, &mut here).unwrap();
    assert_eq!(here, 300_000);
}

#[test]
fn a_damaged_file_is_not_kept() {
    let (mut bytes, blob) = picture();
    bytes[7] ^= 1;
    let address = start(move |asked| Answer::bytes(asked, &bytes));
    let folder = Folder::new();
    let cache = Cache::open(folder.path()).unwrap();
    let mut here = 0;
    assert!(matches!(bring(&address, &cache, blob, &mut here), Err(NetError::Damaged(hash)) if hash == blob.hash));
    assert!(!cache.has(blob) && cache.part(blob).unwrap().here() == 0);
}

#[test]
fn a_manifest_that_is_not_its_revision_is_refused() {
    let address = start(|_| Answer::with(200, "{}"));
    let server = Server::at(&address, Language::Fr);
    assert_eq!(server.manifest(ContentHash::of(b"{}")).unwrap(), b"{}");
    assert!(matches!(server.manifest(ContentHash::of(b"other")), Err(NetError::Damaged(_))));
}

#[test]
fn refusals_say_why_and_how_long_to_wait() {
    let address = start(|asked| Answer {
        headers: vec!["retry-after: 7".to_owned()],
        ..Answer::with(
            if asked.path.contains('?') { 404 } else { 429 },
            r#"{"type":"/problems/x","title":"Trop","status":429,"detail":"Patientez."}"#,
        )
    });
    let server = Server::at(&address, Language::Fr);
    let refused = server.current(None).unwrap_err();
    assert_eq!(refused.to_string(), "the server refused with status 429: Patientez.");
    assert_eq!(refused.wait(), Some(Duration::from_secs(7)));
    assert!(refused.server_answered() && !refused.nothing_there() && !refused.is_of_the_request());
    let id = "01936e5a-0000-7000-8000-000000000001".parse().unwrap();
    assert!(server.current(Some(id)).unwrap_err().nothing_there());
}

#[test]
fn a_server_that_is_off_is_unreachable() {
    let address = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    };
    let refused = Server::at(&address, Language::Fr).current(None).unwrap_err();
    assert!(matches!(refused, NetError::Unreachable(_)) && !refused.server_answered());
}
