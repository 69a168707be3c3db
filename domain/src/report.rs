//! The report (bilan): the figures of a consultation, and the rows that they can be recomputed from.
//! The database computes the figures; [`Figures::of_rows`] is the second, independent reckoning that
//! `verify` and the tests hold beside it.

mod verbatims;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::consultation::Consultation;
use crate::exhibit::VariantFiles;
use crate::hash::ContentHash;
use crate::id::Key;
use crate::opinion::{Channel, Stance};
use crate::scene::Scene;
use crate::suppression::Threshold;
use crate::territory::Territory;

pub use verbatims::{QUOTE_MAX_CHARS, QUOTE_MIN_CHARS, Quote, cut, verbatims};

/// A report, live or frozen: all that its page, its PDF and its data file show.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The layout of the data file; see [`Report::FORMAT`].
    pub format: u32,
    /// When it was made, by the server's clock.
    pub made_at: Timestamp,
    /// Who consults.
    pub territory: Territory,
    /// What was asked.
    pub consultation: Consultation,
    /// The scene with its placement; none while no exhibit is published.
    pub exhibit: Option<ReportExhibit>,
    /// Below it, the cells of published cross tables are hidden.
    pub threshold: Threshold,
    /// The figures.
    pub figures: Figures,
    /// One row per opinion, in order of reception; numbered from 1.
    pub rows: Vec<Row>,
}

impl Report {
    /// The layout that this version writes.
    pub const FORMAT: u32 = 1;
}

/// The exhibit that the report speaks of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportExhibit {
    /// Its revision.
    pub revision: ContentHash,
    /// When it was published.
    pub published_at: Timestamp,
    /// The scene.
    pub scene: Scene,
    /// The files of each variant, with the hashes of the models.
    pub variants: Vec<VariantFiles>,
}

/// One opinion, as a report counts it: without its receipt, visit or device.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Its number in this report, from 1, in order of reception.
    pub number: u64,
    /// The day it was given (UTC).
    pub day: Date,
    /// How it came.
    pub channel: Channel,
    /// From against to for.
    pub stance: Stance,
    /// What it is about.
    pub theme: Option<Key>,
    /// The variant that was shown.
    pub variant: Option<Key>,
    /// The words.
    pub text: Option<String>,
    /// Where.
    pub place: Option<Place>,
    /// Whether it was made up for a demo.
    pub made_up: bool,
}

/// Where an opinion is anchored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// In the scene frame, in metres.
    pub position_m: [f64; 3],
    /// In the scene's CRS, in metres.
    pub easting_m: f64,
    /// In the scene's CRS, in metres.
    pub northing_m: f64,
    /// The node that was pointed at.
    pub node: String,
}

/// The figures of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Opinions received.
    pub opinions: u64,
    /// Of them, with words.
    pub with_text: u64,
    /// Of them, with a place.
    pub with_place: u64,
    /// Of them, made up for a demo.
    pub made_up: u64,
    /// By channel; channels without opinions are left out.
    pub by_channel: BTreeMap<Channel, u64>,
    /// By day; days without opinions are left out.
    pub by_day: BTreeMap<Date, u64>,
    /// By stance, from −2 to +2.
    pub by_stance: [u64; 5],
    /// By theme, each by stance; an empty key is "the project as a whole".
    pub by_theme: BTreeMap<String, [u64; 5]>,
    /// By variant shown, each by stance; an empty key is "none shown".
    pub by_variant: BTreeMap<String, [u64; 5]>,
}

impl Figures {
    /// Recomputes the figures from the rows.
    pub fn of_rows(rows: &[Row]) -> Self {
        let mut figures = Self::default();
        for row in rows {
            let stance = usize::from((row.stance.value() + 2) as u8);
            let key = |key: &Option<Key>| key.as_ref().map_or(String::new(), Key::to_string);
            figures.opinions += 1;
            figures.with_text += u64::from(row.text.is_some());
            figures.with_place += u64::from(row.place.is_some());
            figures.made_up += u64::from(row.made_up);
            *figures.by_channel.entry(row.channel).or_default() += 1;
            *figures.by_day.entry(row.day).or_default() += 1;
            figures.by_stance[stance] += 1;
            figures.by_theme.entry(key(&row.theme)).or_default()[stance] += 1;
            figures.by_variant.entry(key(&row.variant)).or_default()[stance] += 1;
        }
        figures
    }
}
