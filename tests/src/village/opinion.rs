//! Four hundred made-up opinions on the demo's consultation, each said to be made up, anchored on real surfaces.

mod anchor;
mod moment;
mod sentence;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::consultation::THEMES;
use super::ground::Variant;
use super::rng::Rng;
use super::showing::key;
use anchor::Spots;
use sentence::{ENGLISH, FRENCH, MISSING, OPENINGS, Sentence, Tone};

/// How many opinions.
pub const COUNT: usize = 400;

/// The opinions, by date; `scenes` are the built variants in [`Variant::ALL`]'s order.
pub fn opinions(scenes: &[(super::glb::Scene, super::ground::Ground<'_>)]) -> Vec<Value> {
    let spots: Vec<Spots> = scenes.iter().map(|(scene, ground)| Spots::new(scene, ground)).collect();
    let mut rng = Rng::new(1789);
    let mut said = BTreeSet::new();
    let mut out: Vec<(String, Value)> = (0..COUNT).map(|_| opinion(&mut rng, &spots, &mut said)).collect();
    out.sort_by(|a, b| a.0.cmp(&b.0));
    out.into_iter().map(|(_, value)| value).collect()
}

fn opinion(rng: &mut Rng, spots: &[Spots], said: &mut BTreeSet<String>) -> (String, Value) {
    let which = rng.weighted(&[0.24, 0.39, 0.37]);
    let theme = rng.weighted(&[0.24, 0.24, 0.22, 0.17, 0.13]);
    let stance = stance(rng, which, theme);
    let moment = moment::moment(rng);
    let text = rng.chance(moment.wordy).then(|| text(rng, which, theme, stance, said)).flatten();
    let spot = &spots[which];
    let anchor = (!rng.chance(0.13)).then(|| spot.anchor(rng, theme));
    let view = match &anchor {
        Some(anchor) => spot.view_of(rng, anchor),
        None => spot.view_from_tour(rng),
    };
    let value = json!({
        "made_up": true,
        "stance": stance,
        "theme": THEMES[theme],
        "text": text,
        "answers": answers(rng, which, stance),
        "variant": key(Variant::ALL[which]),
        "channel": moment.channel,
        "given_at": moment.given_at,
        "anchor": anchor.as_ref().map(anchor::Anchor::to_json),
        "view": view,
    });
    (moment.sort_key, value)
}

/// Today's square is mostly disliked, except for parking; the garden pleases, except for parking; the hall divides.
fn stance(rng: &mut Rng, which: usize, theme: usize) -> i32 {
    let weights: [f32; 5] = match (which, theme) {
        (0, 1) => [0.14, 0.18, 0.14, 0.26, 0.28],
        (0, _) => [0.34, 0.32, 0.16, 0.12, 0.06],
        (1, 1) => [0.30, 0.26, 0.16, 0.17, 0.11],
        (1, _) => [0.06, 0.11, 0.15, 0.34, 0.34],
        (_, 1) => [0.28, 0.27, 0.18, 0.17, 0.10],
        (_, 0) => [0.14, 0.26, 0.22, 0.25, 0.13],
        (_, 2) => [0.08, 0.13, 0.13, 0.30, 0.36],
        _ => [0.14, 0.19, 0.19, 0.27, 0.21],
    };
    rng.weighted(&weights) as i32 - 2
}

fn text(rng: &mut Rng, which: usize, theme: usize, stance: i32, said: &mut BTreeSet<String>) -> Option<String> {
    let letter = ["E", "A", "B"][which];
    for _ in 0..60 {
        let english = rng.chance(0.09);
        let stock = if english { ENGLISH } else { FRENCH };
        let of = |tone: Tone| -> Vec<&Sentence> {
            stock.iter().filter(|s| s.theme == theme && s.tone == tone && s.variants.contains(letter)).collect()
        };
        let main = match stance {
            0 => Tone::Suggest,
            1.. => Tone::For,
            _ => Tone::Against,
        };
        let (first, second) = (of(main), of(Tone::Suggest));
        if first.is_empty() {
            continue;
        }
        let mut words = rng.pick(&first).text.to_string();
        if !english {
            if stance != 0 && stance.abs() == 1 && !second.is_empty() && rng.chance(0.5) {
                words = format!("{words} {}", rng.pick(&second).text);
            } else if stance.abs() == 2 && first.len() > 1 && rng.chance(0.35) {
                words = format!("{words} {}", rng.pick(&first).text);
            }
            if rng.chance(0.25) {
                words = open(rng.pick(OPENINGS), &words);
            }
        }
        let twice = first.iter().any(|s| words.matches(s.text).count() > 1);
        if !twice && said.insert(words.clone()) {
            return Some(words);
        }
    }
    None
}

/// Puts an opening before a sentence; after a colon the sentence goes on in lower case.
fn open(opening: &str, words: &str) -> String {
    let mut letters = words.chars();
    match letters.next() {
        Some(first) if opening.ends_with(": ") => {
            format!("{opening}{}{}", first.to_lowercase(), letters.as_str())
        }
        _ => format!("{opening}{words}"),
    }
}

fn answers(rng: &mut Rng, which: usize, stance: i32) -> Vec<Value> {
    let shown = ["existing", "scenario-a", "scenario-b"];
    let mut out = Vec::new();
    if rng.chance(0.86) {
        let likes = if stance > 0 {
            which
        } else {
            [rng.weighted(&[0.0, 0.6, 0.4]), rng.weighted(&[0.5, 0.0, 0.5]), rng.weighted(&[0.35, 0.65, 0.0])][which]
        };
        let value = match rng.weighted(&[0.74, 0.16, 0.10]) {
            0 => shown[likes],
            1 => "mix",
            _ => "unsure",
        };
        out.push(json!({ "question": "preference", "value": value }));
    }
    if rng.chance(0.72) {
        let value = ["foot", "bicycle", "car", "wheelchair", "bus"][rng.weighted(&[0.42, 0.1, 0.36, 0.08, 0.04])];
        out.push(json!({ "question": "way", "value": value }));
    }
    if rng.chance(0.25) {
        out.push(json!({ "question": "missing", "value": rng.pick(MISSING) }));
    }
    out
}
