//! The view from above with the page's opinions as numbered pins, and the others as plain dots.

use std::fmt::Write;

use belvedere_domain::exhibit::PlanView;
use belvedere_domain::id::ModelId;
use belvedere_domain::plan_section::PlanSection;

use super::super::shell::Shell;
use super::super::stance::StanceMark;
use super::Facts;

/// The drawing, in units of a thousandth of its width.
#[derive(Debug)]
pub struct PlanMap {
    /// The picture's address.
    pub image: String,
    /// What is drawn, in words.
    pub alt: String,
    /// The height of the whole picture when its width is 1000.
    pub height: f64,
    /// The part that is shown: around the places, so that they can be told apart.
    pub left: f64,
    /// See `left`.
    pub top: f64,
    /// See `left`.
    pub width: f64,
    /// See `left`.
    pub depth: f64,
    /// How much smaller than the whole picture that part is: sizes of pins and dots shrink alike.
    pub unit: f64,
    /// The opinions of this page that have a place on the picture.
    pub pins: Vec<Pin>,
    /// The other places under the same filters, as one path of dots.
    pub dots: String,
}

/// One opinion on the picture.
#[derive(Debug)]
pub struct Pin {
    /// The list's line that it leads to.
    pub anchor: String,
    /// Its number in the list.
    pub number: String,
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
    /// Its stance.
    pub stance: StanceMark,
    /// Number and stance, in words.
    pub title: String,
}

impl PlanMap {
    /// The drawing over `plan`, the view from above of `model`.
    pub(super) fn of(model: ModelId, plan: &PlanView, facts: &Facts, s: &Shell) -> Self {
        let height = 1_000.0 * f64::from(plan.height_px) / f64::from(plan.width_px.max(1));
        let on_picture = |x: f64, z: f64| {
            let [across, down] = plan.bounds.fraction_of([x, 0.0, z]);
            let within = (0.0..=1.0).contains(&across) && (0.0..=1.0).contains(&down);
            within.then_some((across * 1_000.0, down * height))
        };
        let places: Vec<_> = facts.places.iter().filter_map(|(x, z)| on_picture(*x, *z)).collect();
        let mut dots = String::new();
        for (x, y) in &places {
            // A line without length is drawn as its round ends: a dot.
            let _ = write!(dots, "M{x:.1} {y:.1}h0");
        }
        let section = PlanSection::around(plan, facts.places.iter().map(|(x, z)| [*x, 0.0, *z]));
        let unit_of = |px: u32| 1_000.0 * f64::from(px) / f64::from(plan.width_px.max(1));
        let [left, top] = [section.left_px, section.top_px].map(unit_of);
        let [width, depth] = [section.width_px, section.height_px].map(unit_of);
        let pins = facts.opinions.iter().filter_map(|one| {
            let anchor = one.opinion.anchor.as_ref()?;
            let (x, y) = on_picture(anchor.position_m[0], anchor.position_m[2])?;
            let (number, stance) = (s.words.count(one.number), StanceMark::of(one.opinion.stance, s));
            let title = s.words.with("page-pin", &[("number", &number), ("stance", &stance.name)]);
            Some(Pin { anchor: format!("opinion-{}", one.opinion.id), number, x, y, stance, title })
        });
        let title = facts.consultation.title.get(s.language());
        Self {
            image: format!("/projects/{}/models/{}/plan.png", facts.consultation.id, model),
            alt: s.words.with("page-map-of", &[("title", title)]),
            height,
            left,
            top,
            width,
            depth,
            unit: width / 1_000.0,
            pins: pins.collect(),
            dots,
        }
    }
}
