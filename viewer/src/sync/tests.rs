//! A server that fails in every way that servers fail: none lost, none doubled.

use std::collections::HashMap;

use belvedere_domain::batch::ItemAnswer;
use rand::prelude::*;

use super::*;
use crate::cache::Cache;
use crate::net::test_server::{Answer, Asked, start as serve};
use crate::sample::{Folder, opinion};
use belvedere_domain::language::Language;
use serde_json::Value;

type Stored = Arc<Mutex<HashMap<OpinionId, usize>>>;

struct Kiosk {
    _folder: Folder,
    cache: Cache,
    outbox: Arc<Outbox>,
}

fn kiosk(opinions: usize) -> Kiosk {
    let folder = Folder::new();
    let cache = Cache::open(folder.path()).unwrap();
    let outbox = Arc::new(Outbox::open(&cache).unwrap());
    for n in 0..opinions {
        outbox.put(&opinion(&format!("Avis {n}"))).unwrap();
    }
    Kiosk { _folder: folder, cache, outbox }
}

fn sync(kiosk: &Kiosk, address: &str) -> Sync {
    let id = kiosk.cache.kiosk(Timestamp::now()).unwrap();
    Sync::new(Server::at(address, Language::Fr), kiosk.outbox.clone(), id)
}

/// What a right server answers, storing what it takes.
fn answer_to(asked: &Asked, stored: &Stored, mut refuse: impl FnMut(&Value) -> bool) -> Answer {
    assert_eq!((asked.method.as_str(), asked.path.as_str()), ("POST", "/api/v1/opinions"));
    let batch: OpinionBatch<Value> = serde_json::from_slice(&asked.body).unwrap();
    assert!(batch.opinions.len() <= BATCH_MAX);
    let mut stored = stored.lock().unwrap();
    let items = batch.opinions.iter().map(|opinion| {
        let id: OpinionId = serde_json::from_value(opinion["id"].clone()).unwrap();
        let outcome = if refuse(opinion) {
            ItemOutcome::Refused { code: "not-open".into(), reason: "Trop tard.".into() }
        } else if stored.insert(id, 1).is_some() {
            ItemOutcome::AlreadyThere
        } else {
            ItemOutcome::Stored
        };
        ItemAnswer { id: Some(id), outcome }
    });
    let answer = BatchAnswer { received_at: Timestamp::now(), items: items.collect() };
    Answer::with(200, serde_json::to_vec(&answer).unwrap())
}

#[test]
fn five_thousand_opinions_reach_a_server_that_fails_at_random() {
    let kiosk = kiosk(5_000);
    let stored = Stored::default();
    let seen = stored.clone();
    let mut dice = StdRng::seed_from_u64(7);
    let address = serve(move |asked| match dice.random_range(0..6) {
        0 => Answer::silence(),
        1 => Answer::with(503, "{}"),
        2 => Answer::with(200, "not json"),
        // Stored, and the answer is lost on its way.
        3 => answer_to(asked, &seen, |_| false).cut(dice.random_range(0..300)),
        _ => answer_to(asked, &seen, |_| false),
    });
    let mut sync = sync(&kiosk, &address);
    let (mut failures, mut turns) = (0, 0);
    loop {
        turns += 1;
        assert!(turns < 2_000, "it comes to an end");
        match sync.turn() {
            Turn::Empty => break,
            Turn::Failed(_) => failures += 1,
            Turn::Sent { .. } | Turn::Smaller => {}
        }
    }
    assert!(failures > 5, "the server did fail");
    assert_eq!(stored.lock().unwrap().len(), 5_000);
    assert_eq!(Outbox::open(&kiosk.cache).unwrap().unsent(), 0);
}

#[test]
fn what_is_refused_is_kept_with_its_reason_and_the_others_go() {
    let kiosk = kiosk(5);
    let stored = Stored::default();
    let seen = stored.clone();
    let address = serve(move |asked| answer_to(asked, &seen, |opinion| opinion["text"] == "Avis 2"));
    let turn = sync(&kiosk, &address).turn();
    assert!(matches!(turn, Turn::Sent { stored: 4, refused: 1 }), "{turn:?}");
    let refused = std::fs::read_dir(kiosk.cache.refused()).unwrap().flatten().next().unwrap();
    let text = std::fs::read_to_string(refused.path()).unwrap();
    assert!(text.contains("Trop tard.") && text.contains("Avis 2"), "{text}");
    assert_eq!(kiosk.outbox.unsent(), 0);
}

#[test]
fn one_that_the_server_cannot_read_does_not_keep_the_others() {
    let kiosk = kiosk(9);
    let stored = Stored::default();
    let seen = stored.clone();
    let address = serve(move |asked| {
        let poison = String::from_utf8_lossy(&asked.body).contains("Avis 4");
        if poison { Answer::with(413, "{}") } else { answer_to(asked, &seen, |_| false) }
    });
    let mut sync = sync(&kiosk, &address);
    let ended = (0..40).map(|_| sync.turn()).find(|turn| matches!(turn, Turn::Empty | Turn::Failed(_)));
    assert!(matches!(ended, Some(Turn::Failed(_))), "{ended:?}");
    assert_eq!(stored.lock().unwrap().len(), 8);
    assert_eq!(kiosk.outbox.unsent(), 1, "it still waits");
}

#[test]
fn an_answer_for_other_opinions_removes_none() {
    let kiosk = kiosk(3);
    let address = serve(|_| {
        let id = OpinionId::from_uuid(crate::fresh::uuid(Timestamp::now()));
        let items = vec![ItemAnswer { id: Some(id), outcome: ItemOutcome::Stored }; 3];
        let answer = BatchAnswer { received_at: Timestamp::now(), items };
        Answer::with(200, serde_json::to_vec(&answer).unwrap())
    });
    assert!(matches!(sync(&kiosk, &address).turn(), Turn::Failed(SyncError::Strange)));
    assert_eq!(kiosk.outbox.unsent(), 3);
}

#[test]
fn the_thread_waits_for_a_wake_and_then_sends_at_once() {
    let kiosk = kiosk(0);
    let (told, hears) = channel();
    let stored = Stored::default();
    let mut asked_before = false;
    let address = serve(move |asked| {
        // The first try fails: the thread must come back by itself.
        if !std::mem::replace(&mut asked_before, true) {
            return Answer::silence();
        }
        let answer = answer_to(asked, &stored, |_| false);
        told.send(stored.lock().unwrap().len()).unwrap();
        answer
    });
    let millisecond = Duration::from_millis(1);
    let handle = start_with(sync(&kiosk, &address), Backoff::between(millisecond, millisecond));
    kiosk.outbox.put(&opinion("Bonjour")).unwrap();
    handle.wake();
    assert_eq!(hears.recv_timeout(Duration::from_secs(20)), Ok(1));
}
