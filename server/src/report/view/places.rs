//! Where: the variants with their maps, the objects most pointed at, and each place with its number.

use std::collections::BTreeMap;

use belvedere_domain::exhibit::VariantFiles;
use belvedere_domain::hash::ContentHash;
use belvedere_domain::id::Key;
use belvedere_domain::plan_section::PlanSection;
use belvedere_domain::report::{Place, Report, ReportExhibit, Row};
use serde::Serialize;

use crate::convert::one_line;
use crate::report::map;
use crate::report::words::Words;

/// The annex lists so many places; the data file lists all. Stated in the report (`report-places-rule-…`).
const PLACES_MAX: usize = 600;

/// How many objects are named.
const OBJECTS_MAX: usize = 12;

/// A variant in words.
#[derive(Clone, Debug, Serialize)]
pub struct VariantText {
    /// Its name.
    pub name: String,
    /// What it changes.
    pub text: String,
    /// How certain it is.
    pub certainty: String,
}

/// Where opinions are anchored.
#[derive(Clone, Debug, Serialize)]
pub struct Places {
    /// How many have a place.
    pub sentence: String,
    /// One per variant.
    pub maps: Vec<Map>,
    /// The objects most pointed at.
    pub objects: Vec<ObjectLine>,
    /// What the objects leave out, where they do.
    pub objects_rest: Option<String>,
    /// Place by place, in order of number.
    pub lines: Vec<PlaceLine>,
    /// Which places the lines are.
    pub rule: String,
}

/// The plan view of a variant with the opinions given in it.
#[derive(Clone, Debug, Serialize)]
pub struct Map {
    /// The variant.
    pub variant: String,
    /// How certain it is.
    pub certainty: String,
    /// The model that it shows.
    pub model: belvedere_domain::id::ModelId,
    /// The picture.
    pub image: ContentHash,
    /// What the map shows of it; the map is as large.
    #[serde(flatten)]
    pub section: PlanSection,
    /// The whole picture's width and height in pixels.
    #[serde(skip)]
    pub plan_px: [u32; 2],
    /// The pins, scale bar and north arrow, to be laid over the picture; SVG.
    #[serde(skip)]
    pub overlay: String,
    /// How many pins.
    pub pins: usize,
    /// What stands below it.
    pub caption: String,
    /// The map in words.
    pub alt: String,
}

impl Map {
    /// The map as one picture for a page: the whole plan at `href`, cut to the section, the overlay over it.
    pub fn svg_of_plan(&self, href: &str) -> String {
        let PlanSection { left_px, top_px, width_px, height_px } = self.section;
        let share = |px: u32, of: u32| 100.0 * f64::from(px) / f64::from(of.max(1));
        let [plan_width, plan_height] = [share(self.plan_px[0], width_px), share(self.plan_px[1], height_px)];
        let [left, top] = [share(left_px, width_px), share(top_px, height_px)];
        self.svg(
            href,
            &format!(r#"x="-{left:.4}%" y="-{top:.4}%" width="{plan_width:.4}%" height="{plan_height:.4}%""#),
        )
    }

    /// The same, where `href` is the section alone.
    pub fn svg_of_section(&self, href: &str) -> String {
        self.svg(href, r#"width="100%" height="100%""#)
    }

    fn svg(&self, href: &str, at: &str) -> String {
        let (open, rest) = self.overlay.split_once('>').unwrap_or_default();
        let href = href.replace('&', "&amp;").replace('"', "&quot;");
        format!(r#"{open} aria-hidden="true"><image href="{href}" {at} preserveAspectRatio="none"/>{rest}"#)
    }
}

/// An object and how many opinions point at it.
#[derive(Clone, Debug, Serialize)]
pub struct ObjectLine {
    /// The name of the model's node.
    pub object: String,
    /// How many.
    pub count_text: String,
}

/// One place.
#[derive(Clone, Debug, Serialize)]
pub struct PlaceLine {
    /// The opinion's number in the report.
    pub number: u64,
    /// The number as it is written.
    pub number_text: String,
    /// The opinion's stance, 0 to 4.
    pub stance: usize,
    /// In the scene's CRS, to the centimetre.
    pub easting: String,
    /// In the scene's CRS, to the centimetre.
    pub northing: String,
    /// The object pointed at.
    pub object: String,
}

pub(super) fn variants(report: &Report, words: Words) -> Vec<VariantText> {
    let variants = report.exhibit.iter().flat_map(|exhibit| &exhibit.scene.variants);
    let text = |variant: &belvedere_domain::scene::Variant| VariantText {
        name: variant.name.get(words.language()).to_owned(),
        text: variant.text.get(words.language()).to_owned(),
        certainty: words.get(&format!("certainty-{}", variant.certainty.as_str())),
    };
    variants.map(text).collect()
}

impl Places {
    pub(super) fn of(report: &Report, words: Words) -> Self {
        let placed: Vec<(&Row, &Place)> =
            report.rows.iter().filter_map(|row| Some((row, row.place.as_ref()?))).collect();
        let total = words.count(report.figures.opinions);
        let (objects, objects_rest) = objects(&placed, words);
        let rule = if placed.len() > PLACES_MAX { "report-places-rule-first" } else { "report-places-rule-all" };
        let crs = report.exhibit.as_ref().map_or(String::new(), |exhibit| crs(exhibit, words));
        let values = [("crs", crs.as_str()), ("max", &words.count(PLACES_MAX as u64))];
        Self {
            sentence: words.counted("report-where-sentence", report.figures.with_place, &[("total", &total)]),
            maps: report.exhibit.iter().flat_map(|exhibit| maps(exhibit, &placed, words)).collect(),
            objects,
            objects_rest,
            lines: placed.iter().take(PLACES_MAX).map(|(row, place)| PlaceLine::of(row, place, words)).collect(),
            rule: words.counted(rule, placed.len() as u64, &values),
        }
    }

    /// Which map has most pins; none where no map has any.
    pub fn busiest(&self) -> Option<usize> {
        let pins = self.maps.iter().map(|map| map.pins).enumerate().filter(|(_, pins)| *pins > 0);
        pins.max_by_key(|(index, pins)| (*pins, std::cmp::Reverse(*index))).map(|(index, _)| index)
    }
}

/// “Lambert-93 (EPSG:2154)”.
pub(super) fn crs(exhibit: &ReportExhibit, words: Words) -> String {
    let epsg = exhibit.scene.placement.crs.epsg();
    words.with("report-crs", &[("name", &words.get(&format!("report-crs-{epsg}"))), ("epsg", &epsg.to_string())])
}

fn maps(exhibit: &ReportExhibit, placed: &[(&Row, &Place)], words: Words) -> Vec<Map> {
    exhibit.variants.iter().map(|files| map_of(exhibit, files, placed, words)).collect()
}

fn map_of(exhibit: &ReportExhibit, files: &VariantFiles, placed: &[(&Row, &Place)], words: Words) -> Map {
    let seen = |key: &Key| *key == files.variant.key;
    let here: Vec<_> = placed.iter().filter(|(row, _)| row.variant.as_ref().is_some_and(seen)).copied().collect();
    let section = PlanSection::around(&files.plan, here.iter().map(|(_, place)| place.position_m));
    let shown = section.of(&files.plan);
    let pins: Vec<map::Pin> = here.iter().map(|(row, place)| map::Pin::of(row, place, &shown)).collect();
    let drawn = map::draw(&shown, exhibit.scene.placement.heading_deg, &pins);
    let variant = files.variant.name.get(words.language()).to_owned();
    let scale = words.decimal(drawn.scale_m, 0);
    let outside = here.len() - drawn.pins;
    let values = [("variant", variant.as_str()), ("scale", &scale), ("outside", &words.count(outside as u64))];
    let caption = if outside == 0 { "report-map-caption" } else { "report-map-caption-outside" };
    Map {
        caption: words.counted(caption, drawn.pins as u64, &values),
        alt: words.counted("report-map-alt", drawn.pins as u64, &values),
        certainty: words.get(&format!("certainty-{}", files.variant.certainty.as_str())),
        model: files.model,
        image: files.plan.image.hash,
        section,
        plan_px: [files.plan.width_px, files.plan.height_px],
        overlay: drawn.svg,
        pins: drawn.pins,
        variant,
    }
}

fn objects(placed: &[(&Row, &Place)], words: Words) -> (Vec<ObjectLine>, Option<String>) {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for (_, place) in placed {
        *counts.entry(&place.node).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(node, count)| (std::cmp::Reverse(*count), *node));
    let rest = counts.split_off(counts.len().min(OBJECTS_MAX));
    let others: u64 = rest.iter().map(|(_, count)| count).sum();
    let rest_text = || words.counted("report-objects-rest", rest.len() as u64, &[("opinions", &words.count(others))]);
    let line = |(node, count): (&str, u64)| ObjectLine { object: one_line(node, 120), count_text: words.count(count) };
    (counts.into_iter().map(line).collect(), (!rest.is_empty()).then(rest_text))
}

impl PlaceLine {
    fn of(row: &Row, place: &Place, words: Words) -> Self {
        Self {
            number: row.number,
            number_text: words.count(row.number),
            stance: (row.stance.value() + 2) as usize,
            easting: words.decimal(place.easting_m, 2),
            northing: words.decimal(place.northing_m, 2),
            object: one_line(&place.node, 120),
        }
    }
}
