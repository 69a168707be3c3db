//! The flow of a visit without a window: what is asked for, and what comes of it on the disk.

use std::collections::BTreeSet;

use belvedere_domain::exhibit::Manifest;
use belvedere_domain::hash::ContentHash;
use belvedere_domain::opinion::Stance;

use super::*;
use crate::cache::Cache;
use crate::sample::{self, Folder};

struct Hall {
    app: App,
    folder: Folder,
}

fn in_november() -> Timestamp {
    "2026-11-20T10:00:00Z".parse().expect("an instant")
}

fn next_year() -> Timestamp {
    "2027-11-20T10:00:00Z".parse().expect("an instant")
}

fn hall(now: fn() -> Timestamp) -> Hall {
    let folder = Folder::new();
    let outbox = Arc::new(Outbox::open(&Cache::open(folder.path()).unwrap()).unwrap());
    let bytes = sample::manifest(1);
    let manifest = Arc::new(Manifest::from_bytes(&bytes).unwrap());
    let mut app = App::new();
    app.add_plugins((MinimalPlugins, bevy::state::app::StatesPlugin, plugin));
    app.configure_sets(Update, (Step::Devices, Step::Act, Step::World, Step::Show).chain());
    app.init_state::<Screen>().add_message::<Intent>();
    app.init_resource::<Visitor>().init_resource::<Aimed>();
    app.insert_resource(CurrentVariant("existing".parse().unwrap()));
    app.insert_resource(Exhibit { manifest, revision: ContentHash::of(&bytes) });
    app.insert_resource(Device { outbox, sync: None, now, language: Language::Fr });
    app.world_mut().resource_mut::<NextState<Screen>>().set(Screen::Walk);
    app.update();
    Hall { app, folder }
}

impl Hall {
    fn say(&mut self, intent: Intent) -> Screen {
        self.app.world_mut().write_message(intent);
        self.app.update();
        self.app.update();
        *self.app.world().resource::<State<Screen>>().get()
    }

    fn written(&self) -> Vec<Opinion> {
        let outbox = Outbox::open(&Cache::open(self.folder.path()).unwrap()).unwrap();
        let waiting = outbox.first(usize::MAX, &BTreeSet::new()).unwrap();
        waiting.into_iter().map(|w| serde_json::from_value(w.opinion).unwrap()).collect()
    }

    fn get<R: Resource>(&self) -> &R {
        self.app.world().resource()
    }
}

#[test]
fn an_opinion_is_on_the_disk_when_the_thanks_are_shown() {
    let mut hall = hall(in_november);
    assert_eq!(hall.say(Intent::StartOpinion), Screen::ChoosePlace);
    assert_eq!(hall.say(Intent::ConfirmPlace), Screen::ChoosePlace, "nothing was aimed at");
    assert_eq!(hall.say(Intent::PlaceWhole), Screen::Opinion);
    assert_eq!(hall.say(Intent::Send), Screen::Opinion);
    assert_eq!(*hall.get::<SendProblem>(), SendProblem::NoStance);
    hall.say(Intent::ChooseStance(Stance::ALL[0]));
    assert_eq!(*hall.get::<SendProblem>(), SendProblem::None);
    hall.say(Intent::ChooseTheme("ombre".parse().ok()));
    hall.say(Intent::WriteText("Gardez le tilleul".to_owned()));
    assert_eq!(hall.written(), []);
    assert_eq!(hall.say(Intent::Send), Screen::Thanks);
    let written = hall.written();
    let [opinion] = written.as_slice() else { panic!("{written:?}") };
    assert_eq!(opinion.text.as_deref(), Some("Gardez le tilleul"));
    assert_eq!(opinion.visit, Some(hall.get::<Visit>().id));
    assert_eq!(opinion.view.as_ref().map(|view| view.position_m[1]), Some(1.6));
    assert_eq!(hall.get::<LastReceipt>().0.as_ref(), Some(&opinion.receipt));
    assert_eq!(*hall.get::<Draft>(), Draft::default());
}

#[test]
fn sending_twice_in_one_frame_writes_one() {
    let mut hall = hall(in_november);
    hall.say(Intent::StartOpinion);
    hall.say(Intent::PlaceWhole);
    hall.say(Intent::ChooseStance(Stance::ALL[3]));
    hall.app.world_mut().write_message(Intent::Send);
    assert_eq!(hall.say(Intent::Send), Screen::Thanks);
    assert_eq!(hall.written().len(), 1);
}

#[test]
fn leaving_keeps_what_was_said_and_finishing_does_not() {
    let mut hall = hall(in_november);
    hall.say(Intent::StartOpinion);
    hall.say(Intent::PlaceWhole);
    hall.say(Intent::WriteText("Un banc".to_owned()));
    assert_eq!(hall.say(Intent::Cancel), Screen::Walk);
    hall.say(Intent::StartOpinion);
    hall.say(Intent::PlaceWhole);
    assert_eq!(hall.get::<Draft>().text, "Un banc");
    hall.say(Intent::ChooseStance(Stance::ALL[1]));
    hall.say(Intent::Send);
    let first = hall.get::<Visit>().id;
    assert_eq!(hall.say(Intent::Finish), Screen::Walk);
    assert_ne!(hall.get::<Visit>().id, first);
    assert_eq!(hall.get::<LastReceipt>().0, None);
    assert_eq!(*hall.get::<Draft>(), Draft::default());
}

#[test]
fn a_disk_that_refuses_is_told_and_nobody_is_thanked() {
    let mut hall = hall(in_november);
    hall.say(Intent::StartOpinion);
    hall.say(Intent::PlaceWhole);
    hall.say(Intent::WriteText("Un banc".to_owned()));
    hall.say(Intent::ChooseStance(Stance::ALL[1]));
    std::fs::remove_dir_all(hall.folder.path().join("outbox")).unwrap();
    assert_eq!(hall.say(Intent::Send), Screen::Opinion);
    assert_eq!(*hall.get::<SendProblem>(), SendProblem::Disk);
    assert_eq!(hall.get::<Draft>().text, "Un banc", "it is not lost");
    std::fs::create_dir(hall.folder.path().join("outbox")).unwrap();
    assert_eq!(hall.say(Intent::Send), Screen::Thanks);
    assert_eq!(hall.written().len(), 1);
}

#[test]
fn a_closed_consultation_says_so_before_anybody_writes() {
    let mut hall = hall(next_year);
    assert_eq!(hall.say(Intent::StartOpinion), Screen::Walk);
    assert_eq!(*hall.get::<SendProblem>(), SendProblem::Refused(OpinionRefused::NotOpen));
}
