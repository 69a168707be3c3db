//! What each layer costs, and what the conversion made of the file: tables.

use belvedere_domain::budget::Measure;
use belvedere_domain::layer::LayerCost;

use super::advice::of_layer;
use super::gauge::{figure, mebibytes};
use crate::pages::shell::Shell;
use crate::store::model::{Model, ModelFiles};

/// One layer.
#[derive(Debug)]
pub struct LayerLine {
    /// Its name; words of ours for what is in none.
    pub name: String,
    /// Objects of the file in it.
    pub objects: String,
    /// Triangles, draws, texture memory.
    pub figures: Vec<LayerFigure>,
}

/// One figure of a layer.
#[derive(Debug)]
pub struct LayerFigure {
    /// The figure.
    pub text: String,
    /// Its share of all layers'.
    pub share: String,
    /// The same in hundredths.
    pub width: f64,
}

impl LayerLine {
    /// The layers, the most triangles first.
    pub fn all(layers: &[LayerCost], s: &Shell) -> Vec<Self> {
        let mut sorted: Vec<&LayerCost> = layers.iter().collect();
        sorted.sort_by_key(|layer| std::cmp::Reverse(layer.triangles));
        let total = |measure| layers.iter().map(|layer| of_layer(measure, layer)).sum();
        sorted.into_iter().map(|layer| Self::from_domain(layer, total, s)).collect()
    }

    fn from_domain(layer: &LayerCost, total: impl Fn(Measure) -> u64, s: &Shell) -> Self {
        let of = |measure: Measure| {
            let (part, whole) = (of_layer(measure, layer), total(measure));
            LayerFigure {
                text: figure(measure, part, s),
                share: s.words.percent(part, whole),
                width: if whole == 0 { 0.0 } else { (1_000.0 * part as f64 / whole as f64).round() / 10.0 },
            }
        };
        Self {
            name: if layer.name.is_empty() { s.get("model-layer-none") } else { layer.name.clone() },
            objects: s.words.count(layer.objects),
            figures: [Measure::Triangles, Measure::Draws, Measure::Textures].map(of).into(),
        }
    }
}

/// A figure of the file beside that of what was made.
#[derive(Debug, PartialEq, Eq)]
pub struct Comparison {
    /// What is counted.
    pub label: String,
    /// In the file as received; none where it was not counted.
    pub before: Option<String>,
    /// In what a kiosk downloads and draws; none where it was not counted.
    pub after: Option<String>,
    /// The difference, in percents.
    pub change: Option<String>,
}

impl Comparison {
    /// All figures.
    pub fn all(model: &Model, files: &ModelFiles, s: &Shell) -> Vec<Self> {
        let report = model.report.clone().unwrap_or_default();
        // All zero: not counted, for no file without a triangle is accepted.
        let counted = |counts: crate::convert::Counts, figure: u64| (counts.triangles > 0).then_some(figure);
        let (source, made) = (report.source, report.made);
        let package = files.visual.bytes + files.collision.bytes + files.plan.image.bytes;
        let line = |key: &str, before: Option<u64>, after: Option<u64>, write: fn(u64, &Shell) -> String| Self {
            label: s.get(&format!("model-compared-{key}")),
            before: before.map(|figure| write(figure, s)),
            after: after.map(|figure| write(figure, s)),
            change: before.zip(after).map(|(before, after)| change(before, after, s)),
        };
        let count = |figure: u64, s: &Shell| s.words.count(figure);
        let both = |key, before, after| line(key, counted(source, before), counted(made, after), count);
        let counts = files.counts;
        vec![
            line("bytes", Some(model.upload.bytes), Some(package), megabytes),
            line("draws", counted(source, source.draws), Some(counts.draws), count),
            line("texture-memory", counted(source, source.texture_bytes), Some(counts.texture_bytes), mebibytes),
            line("triangles", counted(source, source.triangles), Some(counts.triangles), count),
            both("objects", source.nodes, made.nodes),
            both("materials", source.materials, made.materials),
            both("textures", source.textures, made.textures),
        ]
    }
}

/// A file's length in megabytes, as file managers write it.
fn megabytes(bytes: u64, s: &Shell) -> String {
    let value = bytes as f64 / 1e6;
    let decimals = if value < 1.0 { 2 } else { 1 };
    s.words.with("model-megabytes", &[("size", &s.words.decimal(value, decimals))])
}

fn change(before: u64, after: u64, s: &Shell) -> String {
    if before == after {
        return s.get("model-compared-same");
    }
    if before.abs_diff(after) * 100 < before {
        return s.get("model-compared-nearly");
    }
    if before == 0 {
        return s.get("model-compared-new");
    }
    let ratio = after as f64 / before as f64;
    match ratio {
        ratio if ratio >= 2.0 => s.words.with("model-compared-times", &[("times", &s.words.decimal(ratio, 1))]),
        ratio if ratio > 1.0 => {
            s.words.with("model-compared-more", &[("percent", &s.words.percent(after - before, before))])
        }
        _ => s.words.with("model-compared-less", &[("percent", &s.words.percent(before - after, before))]),
    }
}
