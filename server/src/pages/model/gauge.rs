//! The gauge: what a model costs to draw beside what each device draws without stutter.

use belvedere_domain::budget::{Device, Measure};
use belvedere_domain::exhibit::Counts;

use crate::pages::shell::Shell;

/// One device.
#[derive(Debug)]
pub struct DeviceCard {
    /// What it is.
    pub name: String,
    /// What it stands for, in a few words.
    pub what: String,
    /// Whether the model is for it, in words.
    pub verdict: String,
    /// Whether any figure is over.
    pub is_over: bool,
    /// Its figures, the weightiest first.
    pub gauges: Vec<Gauge>,
}

/// One figure against its budget.
#[derive(Debug)]
pub struct Gauge {
    /// What is counted.
    pub label: String,
    /// The figure and the budget, in words.
    pub text: String,
    /// "Within", or by how much it is over.
    pub verdict: String,
    /// The part of the budget used, in hundredths, 100 at most.
    pub used: f64,
    /// Whether it is beyond the budget.
    pub is_over: bool,
}

impl DeviceCard {
    /// A card for each device.
    pub fn all(counts: &Counts, s: &Shell) -> Vec<Self> {
        Device::ALL.map(|device| Self::from_domain(device, counts, s)).into()
    }

    fn from_domain(device: Device, counts: &Counts, s: &Shell) -> Self {
        let is_over = !device.exceeded(counts).is_empty();
        let name = device.as_str();
        Self {
            name: s.get(&format!("model-device-{name}")),
            what: s.get(&format!("model-device-{name}-what")),
            verdict: s.get(if is_over { "model-device-over" } else { "model-device-within" }),
            is_over,
            gauges: Gauge::all(device, counts, s),
        }
    }
}

impl Gauge {
    /// Every figure against the budget of that device.
    pub fn all(device: Device, counts: &Counts, s: &Shell) -> Vec<Self> {
        Measure::ALL.map(|measure| Self::from_domain(measure, counts, &device.budget(), s)).into()
    }

    fn from_domain(measure: Measure, counts: &Counts, budget: &Counts, s: &Shell) -> Self {
        let (used, most) = (measure.of(counts), measure.of(budget));
        let ratio = used as f64 / most as f64;
        let is_over = used > most;
        let times = s.words.decimal(ratio.max(1.1), 1);
        Self {
            label: s.get(&format!("model-measure-{}", measure.as_str())),
            text: s.words.with(
                "model-gauge-of",
                &[("figure", &figure(measure, used, s)), ("budget", &figure(measure, most, s))],
            ),
            verdict: if is_over {
                s.words.with("model-gauge-over", &[("times", &times)])
            } else {
                s.get("model-gauge-within")
            },
            used: (100.0 * ratio).min(100.0),
            is_over,
        }
    }
}

/// A figure as it is written: textures in mebibytes, to tenths below ten.
pub fn figure(measure: Measure, figure: u64, s: &Shell) -> String {
    match measure {
        Measure::Textures => mebibytes(figure, s),
        Measure::Draws | Measure::Triangles => s.words.count(figure),
    }
}

/// Bytes in mebibytes, with the unit.
pub fn mebibytes(bytes: u64, s: &Shell) -> String {
    let value = bytes as f64 / f64::from(1 << 20);
    let decimals = usize::from(value < 10.0 && bytes > 0);
    s.words.with("model-mebibytes", &[("size", &s.words.decimal(value, decimals))])
}
