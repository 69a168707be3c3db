//! The lists of the preview's page: the stops of the tour, the layers with their certainty, a pose as fields.

use belvedere_domain::language::Language;
use belvedere_domain::layer::LayerCost;
use belvedere_domain::scene::{Certainty, Pose, Variant, Viewpoint};

use crate::pages::shell::Shell;

/// A pose as the fields of a form: metres with millimetres, degrees with tenths.
#[derive(Clone, Debug, Default)]
pub struct PoseFields {
    /// The feet, along the scene's +X (m).
    pub x: String,
    /// The feet, upwards (m).
    pub y: String,
    /// The feet, along the scene's +Z (m).
    pub z: String,
    /// Clockwise from −Z (degrees).
    pub yaw: String,
    /// Above the horizon (degrees).
    pub pitch: String,
}

impl PoseFields {
    /// The fields of a pose.
    pub fn of(pose: &Pose) -> Self {
        let [x, y, z] = pose.position_m.map(|metres| format!("{metres:.3}"));
        Self { x, y, z, yaw: format!("{:.1}", pose.yaw_deg), pitch: format!("{:.1}", pose.pitch_deg) }
    }

    /// All five on one line, for the script.
    pub fn line(&self) -> String {
        [&self.x, &self.y, &self.z, &self.yaw, &self.pitch].map(String::as_str).join(",")
    }
}

/// A viewpoint of the tour.
#[derive(Debug)]
pub struct Stop {
    /// Its stable name.
    pub key: String,
    /// Its name in the reader's language.
    pub name: String,
    /// What is seen from there, in the reader's language.
    pub text: String,
    /// Its texts as they are kept: name and text in French, then in English.
    pub texts: [String; 4],
    /// Its pose.
    pub pose: PoseFields,
    /// Whether it is the first.
    pub is_first: bool,
    /// Whether it is the last.
    pub is_last: bool,
}

impl Stop {
    /// The stops in order.
    pub fn all(viewpoints: &[Viewpoint], language: Language) -> Vec<Self> {
        let last = viewpoints.len().saturating_sub(1);
        let english = |text: &Option<String>| text.clone().unwrap_or_default();
        let stop = |(index, one): (usize, &Viewpoint)| Self {
            key: one.key.to_string(),
            name: one.name.get(language).to_owned(),
            text: one.text.get(language).to_owned(),
            texts: [one.name.fr.clone(), one.text.fr.clone(), english(&one.name.en), english(&one.text.en)],
            pose: PoseFields::of(&one.pose),
            is_first: index == 0,
            is_last: index == last,
        };
        viewpoints.iter().enumerate().map(stop).collect()
    }
}

/// A layer and how certain it is marked.
#[derive(Debug)]
pub struct LayerChoice {
    /// Its place among the model's layers, which never change: the field's name.
    pub index: usize,
    /// Its name in the model.
    pub name: String,
    /// Each degree: its name, its words, whether it is the present one. The first, without a name, is the variant's own.
    pub choices: Vec<(&'static str, String, bool)>,
}

impl LayerChoice {
    /// The layers that have a name.
    pub fn all(costs: &[LayerCost], variant: &Variant, s: &Shell) -> Vec<Self> {
        let words = |certainty: Certainty| s.get(&format!("certainty-{}", certainty.as_str()));
        let own = s.words.with("preview-certainty-own", &[("certainty", &words(variant.certainty))]);
        let choices = |layer: &str| {
            let marked = variant.marked(layer);
            let degree = |one: Certainty| (one.as_str(), words(one), marked == Some(one));
            std::iter::once(("", own.clone(), marked.is_none())).chain(Certainty::ALL.map(degree)).collect()
        };
        let named = costs.iter().enumerate().filter(|(_, cost)| !cost.name.is_empty());
        named.map(|(index, cost)| Self { index, name: cost.name.clone(), choices: choices(&cost.name) }).collect()
    }
}
