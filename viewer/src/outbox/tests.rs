//! Power cuts at every step, files cut short at every length, and what must be left.

use std::fs;

use proptest::prelude::*;

use super::*;
use crate::cache::disk::tests::{cut_after, power_on};
use crate::fresh;
use crate::sample::{Folder, opinion};

fn everything(outbox: &Outbox) -> Vec<Waiting> {
    outbox.first(usize::MAX, &BTreeSet::new()).unwrap()
}

#[test]
fn a_cut_at_any_step_loses_no_thanked_opinion() {
    let folder = Folder::new();
    let cache = Cache::open(folder.path()).unwrap();
    let (mut thanked, mut cuts) = (BTreeSet::new(), 0);
    for steps in 0..10 {
        let outbox = Outbox::open(&cache).unwrap();
        let opinion = opinion("Gardez le tilleul !");
        cut_after(steps);
        let put = outbox.put(&opinion);
        cuts += usize::from(power_on());
        if put.is_ok() {
            thanked.insert(opinion.id);
        }
        let found: BTreeSet<_> = everything(&Outbox::open(&cache).unwrap()).iter().map(|w| w.id).collect();
        assert!(found.is_superset(&thanked), "after {steps} steps");
    }
    assert!(cuts >= 5 && thanked.len() >= 4, "{cuts} cuts, {} thanked", thanked.len());
}

#[test]
fn a_cut_while_refusing_leaves_it_in_one_place_or_both() {
    let folder = Folder::new();
    let cache = Cache::open(folder.path()).unwrap();
    for steps in 0..10 {
        let outbox = Outbox::open(&cache).unwrap();
        let given = opinion("Non.");
        outbox.put(&given).unwrap();
        let waiting = everything(&outbox).into_iter().find(|w| w.id == given.id).unwrap();
        cut_after(steps);
        let _ = outbox.refused(&waiting, "not-open", "Trop tard.", Timestamp::now());
        power_on();
        let again = Outbox::open(&cache).unwrap();
        let kept = fs::read(cache.refused().join(format!("{}.json", given.id))).ok();
        let waits = everything(&again).iter().any(|w| w.id == given.id);
        assert!(waits || kept.is_some(), "after {steps} steps");
        if let Some(kept) = kept {
            let refused: RefusedOpinion = serde_json::from_slice(&kept).unwrap();
            assert_eq!(serde_json::from_value::<Opinion>(refused.opinion).unwrap(), given);
        }
    }
}

#[test]
fn they_come_in_the_order_in_which_they_were_given() {
    let folder = Folder::new();
    let cache = Cache::open(folder.path()).unwrap();
    let outbox = Outbox::open(&cache).unwrap();
    let mut given = Vec::new();
    for second in 0..30 {
        let mut next = opinion("");
        next.id = OpinionId::from_uuid(fresh::uuid(Timestamp::from_second(second).unwrap()));
        outbox.put(&next).unwrap();
        given.push(next.id);
    }
    let outbox = Outbox::open(&cache).unwrap();
    let first: Vec<_> = outbox.first(10, &BTreeSet::from([given[3]])).unwrap();
    let expected: Vec<_> = given.iter().take(11).filter(|id| **id != given[3]).copied().collect();
    assert_eq!(first.iter().map(|w| w.id).collect::<Vec<_>>(), expected);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// A disk that lost the end of a file, of one already named or of one half written.
    #[test]
    fn a_file_cut_short_spoils_no_other(texts in prop::collection::vec("\\PC{0,40}", 1..6), victim: prop::sample::Index, length: prop::sample::Index) {
        let folder = Folder::new();
        let cache = Cache::open(folder.path()).unwrap();
        let outbox = Outbox::open(&cache).unwrap();
        let given: Vec<Opinion> = texts.iter().map(|text| opinion(text)).collect();
        given.iter().try_for_each(|opinion| outbox.put(opinion)).unwrap();
        let lost = &given[victim.index(given.len())];
        let whole = serde_json::to_vec(lost).unwrap();
        let short = &whole[..length.index(whole.len())];
        fs::write(cache.outbox().join(format!("{}.json", lost.id)), short).unwrap();
        fs::write(cache.outbox().join(format!("{}.json.tmp", fresh::uuid(Timestamp::now()))), short).unwrap();

        let outbox = Outbox::open(&cache).unwrap();
        let found = everything(&outbox);
        for kept in given.iter().filter(|opinion| opinion.id != lost.id) {
            let waiting = found.iter().find(|w| w.id == kept.id).unwrap();
            prop_assert_eq!(&serde_json::from_value::<Opinion>(waiting.opinion.clone()).unwrap(), kept);
        }
        prop_assert_eq!(outbox.unsent(), given.len() - 1);
        let aside = fs::read(cache.refused().join(format!("{}.spoilt", lost.id))).unwrap();
        prop_assert_eq!(aside, short, "what is left of it is kept");
        prop_assert!(!disk::list(&cache.outbox()).unwrap().iter().any(|(name, _)| name.ends_with(".tmp")));
    }
}
