//! What the planner is told first, in plain words: whether the model is for every device, what costs most, and what to do.

use belvedere_domain::budget::{Device, Measure};
use belvedere_domain::exhibit::Counts;
use belvedere_domain::layer::LayerCost;

use super::gauge::figure;
use crate::pages::shell::Shell;

/// The sentences at the top of the report.
#[derive(Debug)]
pub struct Advice {
    /// Which devices it is for, and for which it is too heavy.
    pub verdict: String,
    /// The note's class: `good` or `warn`.
    pub class: &'static str,
    /// What to change, the weightiest first; where nothing need be changed, what costs most.
    pub steps: Vec<String>,
}

impl Advice {
    /// The advice for a model with those figures.
    pub fn from_domain(counts: &Counts, layers: &[LayerCost], s: &Shell) -> Self {
        let (over, within): (Vec<_>, Vec<_>) =
            Device::ALL.into_iter().partition(|device| !device.exceeded(counts).is_empty());
        let names = |devices: &[Device]| {
            let names: Vec<_> = devices.iter().map(|d| s.get(&format!("model-device-{}-a", d.as_str()))).collect();
            listed(&names, s)
        };
        let verdict = match (over.is_empty(), within.is_empty()) {
            (true, _) => s.get("model-fits-all"),
            (_, true) => s.get("model-fits-none"),
            _ => s.words.with("model-fits-some", &[("within", &names(&within)), ("over", &names(&over))]),
        };
        let steps = if over.is_empty() {
            heaviest(Measure::Triangles, layers, s).into_iter().collect()
        } else {
            let measures = Measure::ALL.into_iter();
            measures.filter_map(|measure| step(measure, counts, &over, layers, s)).collect()
        };
        Self { verdict, class: if over.is_empty() { "good" } else { "warn" }, steps }
    }
}

/// What to do about one measure, if it is over anywhere.
fn step(measure: Measure, counts: &Counts, over: &[Device], layers: &[LayerCost], s: &Shell) -> Option<String> {
    let devices = over.iter().filter(|device| device.exceeded(counts).contains(&measure));
    let least = devices.map(|device| measure.of(&device.budget())).min()?;
    let name = measure.as_str();
    let (has, most) = (figure(measure, measure.of(counts), s), figure(measure, least, s));
    let excess = s.words.with(&format!("model-over-{name}"), &[("figure", &has), ("budget", &most)]);
    let layer = heaviest(measure, layers, s).map_or(String::new(), |sentence| format!("{sentence} "));
    Some(format!("{excess} {layer}{}", s.get(&format!("model-mend-{name}"))))
}

/// "The layer X holds 71 % of the triangles", if layers are told apart and one of them is worth naming.
fn heaviest(measure: Measure, layers: &[LayerCost], s: &Shell) -> Option<String> {
    let total: u64 = layers.iter().map(|layer| of_layer(measure, layer)).sum();
    let most = layers.iter().max_by_key(|layer| of_layer(measure, layer))?;
    let share = of_layer(measure, most);
    if layers.len() < 2 || share * 4 < total {
        return None;
    }
    let percent = s.words.percent(share, total);
    let values = [("layer", most.name.as_str()), ("percent", &percent)];
    let key = if most.name.is_empty() { "model-heaviest-none" } else { "model-heaviest" };
    Some(s.words.with(&format!("{key}-{}", measure.as_str()), &values))
}

/// The figure of a layer.
pub fn of_layer(measure: Measure, layer: &LayerCost) -> u64 {
    match measure {
        Measure::Draws => layer.draws,
        Measure::Textures => layer.texture_bytes,
        Measure::Triangles => layer.triangles,
    }
}

/// "a, b and c".
fn listed(names: &[String], s: &Shell) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => s.words.with("model-and", &[("first", &first.join(", ")), ("last", last)]),
    }
}
