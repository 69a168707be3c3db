//! kill -9, again and again, at random instants, to the viewer, the server or both, while residents
//! give one opinion after the other. Each one that was thanked for is in the report in the end,
//! once; none is there that nobody gave.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use belvedere_tests::display::Display;
use belvedere_tests::server::Server;
use belvedere_tests::viewer::{Kiosk, Viewer, WINDOW_PX};

/// How often something is killed.
const KILLS: usize = 36;
/// Opinions that a visit would give if nobody killed it: more than it has time for.
const OPINIONS_PER_VISIT: usize = 60;

#[test]
fn story() {
    let mut server = Server::on_sqlite();
    server.open_yard();
    let consultation = server.manifest().consultation.id;
    let display = Display::open(WINDOW_PX[0], WINDOW_PX[1]);
    let kiosk = Kiosk::new();
    let mut chance = Chance::new();

    let mut thanked: Vec<usize> = Vec::new();
    let mut kills = 0;
    while kills < KILLS {
        let visit = thanked.len();
        let mut viewer = start_visit(&kiosk, &display, &server.url(), visit);
        // A third of the visits die while they start, the others in the midst of giving opinions.
        if chance.below(3) > 0 {
            viewer.wait_for("a thanks", |told| (told.screen == "thanks").then_some(()));
        }
        kills += bring_down(&mut viewer, &mut server, &mut chance);
        thanked.push(receipts(&viewer));
    }

    let viewer = kiosk.start(&display, &server.url());
    viewer.wait_for_scene();
    viewer.wait_until_sent();
    let (_, report) = server.report(consultation);

    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &report.rows {
        *counted.entry(row.text.as_deref().expect("each has words")).or_default() += 1;
    }
    for (visit, thanks) in thanked.iter().enumerate() {
        for number in 0..*thanks {
            let words = words(visit, number);
            assert_eq!(counted.remove(words.as_str()), Some(1), "“{words}” was thanked for");
        }
        // The visit may have died between the disk and the thanks: one more, whole, and no other.
        let words = words(visit, *thanks);
        assert!(counted.remove(words.as_str()).is_none_or(|times| times == 1), "“{words}” twice");
    }
    assert_eq!(counted, BTreeMap::new(), "opinions that nobody gave");
    let total: usize = thanked.iter().sum();
    eprintln!("{kills} kills, {total} thanked opinions, all kept");
    assert!(total >= KILLS / 3, "only {total} opinions were thanked for: the kills came too early to tell");
}

/// Kills the viewer for good, and the server too now and then, before or after it; gives the number
/// of kills.
fn bring_down(viewer: &mut Viewer, server: &mut Server, chance: &mut Chance) -> usize {
    let mut kills = 1;
    if chance.below(2) == 0 {
        chance.wait_up_to_ms(900);
        server.kill();
        kills += 1;
        if chance.below(2) == 0 {
            chance.wait_up_to_ms(600);
            server.start();
        }
    }
    chance.wait_up_to_ms(1200);
    viewer.kill();
    if !server.is_up() {
        server.start();
    }
    kills
}

/// Starts a viewer that gives one opinion after the other by itself.
fn start_visit(kiosk: &Kiosk, display: &Display, url: &str, visit: usize) -> Viewer {
    let mut script = String::from("wait for walk up to 120 s\n");
    for number in 0..OPINIONS_PER_VISIT {
        let words = words(visit, number);
        script += "give opinion\nwait for choose-place\nwhole project\nwait for opinion\n";
        script += &format!("stance +1\ntype {words}\nsend\nwait for thanks\nfinish\nwait for walk\n");
    }
    let file = kiosk.folder().join(format!("visit-{visit}.txt"));
    std::fs::write(&file, script).expect("the folder is ours");
    let file = file.to_str().expect("the folder's name is plain");
    kiosk.start_with(display, &["--server", url, "--windowed", "640x360", "--tell", "--script", file])
}

/// The words of an opinion, by which it is recognised.
fn words(visit: usize, number: usize) -> String {
    format!("visite {visit}, avis {number}")
}

/// How many opinions the viewer thanked for: each time it shows a receipt that it did not show before.
fn receipts(viewer: &Viewer) -> usize {
    let mut shown: Vec<String> = viewer.told().into_iter().filter_map(|told| told.receipt).collect();
    shown.dedup();
    shown.len()
}

/// Random instants; a failure can be told by its seed.
struct Chance(u64);

impl Chance {
    fn new() -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("the clock runs").as_nanos();
        let seed = (now as u64) | 1;
        eprintln!("chance: seed {seed}");
        Self(seed)
    }

    /// A number below `end` (xorshift64).
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % end
    }

    /// Lets a random time pass: the one wait of the stories that is for no state, because the
    /// instant of a power cut is what is drawn here.
    fn wait_up_to_ms(&mut self, end_ms: u64) {
        std::thread::sleep(Duration::from_millis(self.below(end_ms)));
    }
}
