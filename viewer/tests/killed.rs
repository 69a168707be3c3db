//! A kiosk that is killed at any instant keeps every opinion that it gave thanks for.
//!
//! The test starts itself again as the kiosk: a process that writes opinions and says each id after its thanks, until
//! it is killed by the signal that nothing can catch.

use std::collections::BTreeSet;
use std::env;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use belvedere_domain::id::OpinionId;
use belvedere_domain::opinion::{Channel, Opinion, Stance};
use belvedere_domain::receipt::Receipt;
use belvedere_viewer::cache::Cache;
use belvedere_viewer::fresh;
use belvedere_viewer::outbox::Outbox;
use jiff::Timestamp;

const DATA: &str = "BELVEDERE_KILLED_KIOSK";
const KILLS: u32 = 30;

fn opinion() -> Opinion {
    let now = Timestamp::now();
    Opinion {
        id: OpinionId::from_uuid(fresh::uuid(now)),
        consultation: "01936e5a-0000-7000-8000-000000000001".parse().expect("an id"),
        revision: None,
        visit: None,
        given_at: now,
        stance: Stance::ALL[4],
        theme: None,
        text: Some("Il faut garder le tilleul. ".repeat(40)),
        answers: Vec::new(),
        anchor: None,
        view: None,
        channel: Channel::Kiosk,
        receipt: Receipt::from_random(fresh::bits()),
        made_up: false,
    }
}

/// The kiosk: thanks for opinions until it is killed. Only a process that the test below started does anything.
#[test]
fn be_the_kiosk() {
    let Some(data) = env::var_os(DATA) else {
        return;
    };
    let outbox = Outbox::open(&Cache::open(data.as_ref()).expect("a cache")).expect("an outbox");
    loop {
        let opinion = opinion();
        outbox.put(&opinion).expect("it is written down");
        println!("thanked {}", opinion.id);
    }
}

#[test]
fn killed_at_random_instants_it_loses_no_thanked_opinion() {
    if env::var_os(DATA).is_some() {
        return;
    }
    let folder = env::temp_dir().join(format!("belvedere-{}", fresh::uuid(Timestamp::now())));
    let mut thanked = BTreeSet::new();
    for kill in 0..KILLS {
        // From while it starts to deep in its work, at instants that share no rhythm with the disk.
        thanked.extend(killed_after(&folder, Duration::from_micros(u64::from(kill * kill) * 997 % 60_000)));
        let cache = Cache::open(&folder).expect("a cache");
        let outbox = Outbox::open(&cache).expect("an outbox");
        let kept = outbox.first(usize::MAX, &BTreeSet::new()).expect("they can be read");
        for waiting in &kept {
            serde_json::from_value::<Opinion>(waiting.opinion.clone()).expect("each is whole");
        }
        let kept: BTreeSet<_> = kept.iter().map(|waiting| waiting.id).collect();
        let lost: Vec<_> = thanked.difference(&kept).collect();
        assert!(lost.is_empty(), "lost after kill {kill}: {lost:?}");
        assert!(outbox.unsent() <= thanked.len() + kill as usize + 1, "one unthanked opinion per kill at most");
    }
    assert!(thanked.len() > 20, "the kiosk did work: {}", thanked.len());
    std::fs::remove_dir_all(&folder).expect("the folder goes");
}

/// Starts the kiosk, kills it that long after its first thanks, and tells whom it thanked.
fn killed_after(data: &std::path::Path, wait: Duration) -> Vec<OpinionId> {
    let mut kiosk = Command::new(env::current_exe().expect("this program"))
        .args(["--exact", "be_the_kiosk", "--nocapture"])
        .env(DATA, data)
        .stdout(Stdio::piped())
        .spawn()
        .expect("the kiosk starts");
    let mut lines = BufReader::new(kiosk.stdout.take().expect("its output")).lines();
    let mut thanked = Vec::new();
    let mut first_at: Option<Instant> = None;
    for line in lines.by_ref().map_while(Result::ok) {
        // The runner of tests writes its own words before the first.
        let Some((_, id)) = line.split_once("thanked ") else {
            continue;
        };
        thanked.push(id.parse().expect("an id"));
        if first_at.get_or_insert_with(Instant::now).elapsed() >= wait {
            break;
        }
    }
    kiosk.kill().expect("it is killed");
    // What it had said before it died counts too.
    let rest = lines.map_while(Result::ok);
    thanked.extend(rest.filter_map(|line| line.split_once("thanked ")?.1.parse::<OpinionId>().ok()));
    kiosk.wait().expect("it is gone");
    thanked
}
