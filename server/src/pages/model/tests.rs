//! The page's structure, without HTTP.

use belvedere_domain::exhibit::{Blob, Counts, PlanBounds, PlanView};
use belvedere_domain::hash::ContentHash;
use belvedere_domain::layer::LayerCost;

use super::*;
use crate::convert::{self, Axis, Finding};
use crate::pages::tests_support::{self, consultation, scene, shell};
use crate::store::model::report::{ImportReport, Thumb, UnitAndAxis};
use crate::store::model::{ModelFiles, ModelState};

/// An accepted model with those figures and layers.
pub fn accepted(counts: Counts, layers: &[LayerCost]) -> Model {
    let blob = |name: &str, bytes| Blob { hash: ContentHash::of(name.as_bytes()), bytes };
    let bounds = PlanBounds { x_min_m: -50.0, x_max_m: 50.0, z_min_m: -40.0, z_max_m: 40.0 };
    Model {
        file_name: "<i>place</i>.glb".into(),
        upload: blob("upload", 8_000_000),
        findings: Some(serde_json::to_string(&findings()).unwrap()),
        files: Some(ModelFiles {
            visual: blob("visual", 3_000_000),
            collision: blob("collision", 900_000),
            plan: PlanView { image: blob("plan", 100_000), bounds, width_px: 2048, height_px: 1638 },
            counts,
        }),
        report: Some(ImportReport {
            source: convert::Counts {
                triangles: 2_000_000,
                draws: 2_496,
                texture_bytes: 1 << 20,
                ..Default::default()
            },
            made: convert::Counts { triangles: counts.triangles, draws: counts.draws, ..Default::default() },
            layers: layers.to_vec(),
            box_m: Some([[-50.0, 0.0, -40.0], [50.0, 12.25, 40.0]]),
            read_as: Some(UnitAndAxis { scale: 0.001, up_axis: Axis::Z }),
            thumbs: vec![Thumb { name: THUMB_FILES[0].into(), image: blob("thumb", 30_000) }],
        }),
        ..tests_support::model()
    }
}

fn findings() -> Vec<Finding> {
    let unit = Finding::warning("unit-corrected").with("reason", "walls").with("unit", "mm").with("size_m", 16_400u32);
    vec![Finding::info("animation-ignored"), unit.with("walls", 40u32).with("wall", 2_800u32).with("wall_m", 2.8)]
}

pub fn layer(name: &str, triangles: u64, draws: u64) -> LayerCost {
    LayerCost { name: name.into(), triangles, draws, objects: 3, texture_bytes: 1 << 20 }
}

const HEAVY: Counts = Counts { triangles: 1_500_000, draws: 300, texture_bytes: 100 << 20 };
const LIGHT: Counts = Counts { triangles: 250_000, draws: 300, texture_bytes: 100 << 20 };

fn page(model: &Model, lang: &str) -> ModelPage {
    ModelPage::from_domain(model, &scene(), &consultation(), false, shell(lang))
}

#[test]
fn a_heavy_model_is_told_for_what_and_what_to_change_first() {
    let layers = [layer("Bâti", 435_000, 250), layer("Végétation", 1_065_000, 50)];
    let advice = page(&accepted(HEAVY, &layers), "fr").advice.unwrap();
    assert_eq!(advice.class, "warn");
    assert_eq!(
        advice.verdict,
        "Ce modèle convient à une borne standard\u{202f}; il est trop lourd pour une borne légère et un casque de réalité virtuelle."
    );
    assert_eq!(advice.steps.len(), 1, "{:?}", advice.steps);
    let step = &advice.steps[0];
    assert!(step.starts_with("Il compte 1\u{202f}500\u{202f}000 triangles"), "{step}");
    assert!(step.contains("«\u{a0}Végétation\u{a0}» compte pour 71\u{202f}% des triangles"), "{step}");
    assert!(step.contains("Décimer"), "{step}");
}

#[test]
fn draws_come_first_and_no_layer_is_blamed_where_there_is_one_only() {
    let counts = Counts { draws: 1_600, texture_bytes: 2 << 30, ..HEAVY };
    let advice = page(&accepted(counts, &[layer("Tout", 1_500_000, 1_600)]), "en").advice.unwrap();
    assert_eq!(advice.verdict, "This model is too heavy for every kiosk and for the headset.");
    let begins: Vec<_> = advice.steps.iter().map(|step| step.split(' ').next().unwrap()).collect();
    assert_eq!(begins, ["It", "Its", "It"]);
    assert!(
        advice.steps[0].contains("1,600 draw calls; the lowest limit that it exceeds is 400"),
        "{}",
        advice.steps[0]
    );
    assert!(advice.steps.iter().all(|step| !step.contains("layer “")), "{:?}", advice.steps);
}

#[test]
fn the_gauge_says_in_words_what_is_within_and_what_is_over() {
    let cards = page(&accepted(HEAVY, &[]), "fr").gauges;
    let verdicts: Vec<_> = cards.iter().map(|card| card.verdict.as_str()).collect();
    assert_eq!(verdicts, ["Trop lourd", "Convient", "Trop lourd"]);
    let triangles = &cards[0].gauges[2];
    assert_eq!(triangles.text, "1\u{202f}500\u{202f}000 sur 1\u{202f}000\u{202f}000");
    assert_eq!(triangles.verdict, "au-delà, 1,5 fois la limite");
    assert_eq!(cards[0].gauges[1].text, "100\u{a0}Mio sur 256\u{a0}Mio");
    let light = page(&accepted(LIGHT, &[]), "fr");
    assert_eq!(light.advice.unwrap().class, "good");
    assert!(light.gauges.iter().all(|card| card.verdict == "Convient"));
}

#[test]
fn layers_are_listed_the_heaviest_first_with_their_shares() {
    let lines = page(&accepted(LIGHT, &[layer("", 50, 2), layer("<b>Toits</b>", 150, 6)]), "fr").layers;
    assert_eq!((lines[0].name.as_str(), lines[1].name.as_str()), ("<b>Toits</b>", "Sans calque"));
    assert_eq!((lines[0].figures[0].share.as_str(), lines[0].figures[0].width), ("75\u{202f}%", 75.0));
}

#[test]
fn before_and_after_are_compared_and_what_was_not_counted_is_said() {
    let mut model = accepted(LIGHT, &[]);
    let of = |model: &Model, index: usize| {
        let line = &page(model, "fr").compared[index];
        (line.before.clone(), line.after.clone(), line.change.clone())
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(of(&model, 0), (some("8,0\u{a0}Mo"), some("4,0\u{a0}Mo"), some("−\u{202f}50\u{202f}%")));
    assert_eq!(of(&model, 1), (some("2\u{202f}496"), some("300"), some("−\u{202f}88\u{202f}%")));
    assert_eq!(of(&model, 2).2, some("×\u{202f}100,0"));
    model.report = None;
    assert_eq!(of(&model, 3), (None, some("250\u{202f}000"), None), "a model of an older server");
    assert!(page(&model, "fr").render().unwrap().contains("non relevé"));
}

#[test]
fn what_was_recognised_comes_with_its_evidence_and_names_are_escaped() {
    let model = accepted(LIGHT, &[layer("<b>Toits</b>", 10, 1), layer("Sol", 5, 1)]);
    let shown = page(&model, "fr");
    let unit = &shown.facts[0];
    assert_eq!(unit.value, "millimètre, ramené au mètre");
    assert!(unit.evidence[0].contains("murs"), "{:?}", unit.evidence);
    assert_eq!(shown.facts[1].value, "Z, redressé");
    assert!(
        shown.facts[2].value.contains("100,0") && shown.facts[2].value.contains("12,2"),
        "{}",
        shown.facts[2].value
    );
    let headings: Vec<_> = shown.groups.iter().map(|group| group.heading.as_str()).collect();
    assert_eq!(headings, ["À vérifier", "À savoir"]);
    let html = shown.render().unwrap();
    assert!(!html.contains("<b>Toits") && !html.contains("<i>place"), "{html}");
    assert!(html.contains("/thumb-south-east.jpg") && html.contains("/preview\""), "{html}");
    assert!(!html.contains('⟨'), "a text is missing: {html}");
}

#[test]
fn a_refused_model_has_its_reasons_and_no_figures() {
    let mut model = accepted(LIGHT, &[]);
    (model.state, model.files, model.report) = (ModelState::Refused, None, None);
    model.findings = Some(serde_json::to_string(&[Finding::error("file-empty")]).unwrap());
    let shown = page(&model, "en");
    assert!(shown.advice.is_none() && shown.gauges.is_empty() && shown.compared.is_empty() && shown.facts.is_empty());
    assert_eq!(shown.groups.len(), 1);
    let html = shown.render().unwrap();
    assert!(!html.contains("/preview") && !html.contains('⟨'), "{html}");
}
