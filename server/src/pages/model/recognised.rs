//! What the conversion took the file for: its unit, its axis, its size, the place of its coordinates, with the evidence.

use belvedere_domain::placement::Placement;

use crate::convert::{Axis, Finding, Unit, sentences};
use crate::pages::shell::Shell;
use crate::store::model::Model;
use crate::store::model::report::UnitAndAxis;

/// One thing that was recognised.
#[derive(Debug)]
pub struct Fact {
    /// What.
    pub label: String,
    /// As what.
    pub value: String,
    /// Why, in the conversion's own sentences.
    pub evidence: Vec<String>,
}

/// What was recognised of an accepted model.
pub fn facts(model: &Model, findings: &[Finding], s: &Shell) -> Vec<Fact> {
    if model.files.is_none() {
        return Vec::new();
    }
    let evidence = |of: &str| {
        let about = findings.iter().filter(|finding| finding.code.starts_with(of));
        about.map(|finding| sentences(finding, s.language()).what).collect()
    };
    let fact = |key: &str, value: String, of: &str| Fact {
        label: s.get(&format!("model-fact-{key}")),
        value,
        evidence: evidence(of),
    };
    let report = model.report.as_ref();
    let mut facts = Vec::new();
    if let Some(read_as) = report.and_then(|report| report.read_as) {
        facts.push(fact("unit", unit(read_as, s), "unit-"));
        facts.push(fact("axis", s.get(axis(read_as)), "axis-"));
    }
    if let Some([min, max]) = report.and_then(|report| report.box_m) {
        facts.push(fact("size", size(min, max, s), "ground-"));
    }
    facts.push(fact("place", place(model.proposal.as_ref(), model.offset_m, s), "coordinates-"));
    facts
}

fn unit(read_as: UnitAndAxis, s: &Shell) -> String {
    let units = [Unit::M].into_iter().chain(Unit::OTHERS);
    let known = units.into_iter().find(|unit| (unit.metres() - read_as.scale).abs() < 1e-9 * unit.metres());
    match known {
        Some(unit) => s.get(&format!("model-unit-{unit}")),
        None => s.words.with("model-unit-other", &[("scale", &s.words.decimal(read_as.scale, 4))]),
    }
}

fn axis(read_as: UnitAndAxis) -> &'static str {
    match read_as.up_axis {
        Axis::Y => "model-axis-y",
        Axis::Z => "model-axis-z",
    }
}

fn size(min: [f64; 3], max: [f64; 3], s: &Shell) -> String {
    let side = |i: usize| s.words.decimal(max[i] - min[i], 1);
    s.words.with("model-size", &[("width", &side(0)), ("depth", &side(2)), ("height", &side(1))])
}

fn place(proposal: Option<&Placement>, offset_m: Option<[f64; 3]>, s: &Shell) -> String {
    let moved = offset_m.is_some_and(|offset| offset.iter().any(|metres| metres.abs() > 0.0));
    match proposal {
        Some(placement) => s.words.with(
            "model-place-proposed",
            &[
                ("system", placement.crs.name()),
                ("east", &s.words.decimal(placement.easting_m, 2)),
                ("north", &s.words.decimal(placement.northing_m, 2)),
            ],
        ),
        None if moved => s.get("model-place-moved"),
        None => s.get("model-place-local"),
    }
}
