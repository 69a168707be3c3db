//! The demo's files: texts and opinions without the ids that a server gives, which are put in here, always the same ones.

use std::path::Path;

use belvedere_domain::consultation::Consultation;
use belvedere_domain::hash::ContentHash;
use belvedere_domain::id::Key;
use belvedere_domain::receipt::Receipt;
use belvedere_domain::scene::Scene;
use belvedere_domain::territory::Territory;
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use uuid::Builder;

use super::{CONSULTATION, SCENE, TERRITORY};
use crate::commands::Failure;

/// The demo, read.
pub(super) struct Demo {
    pub(super) territory: Territory,
    pub(super) consultation: Consultation,
    pub(super) scene: Scene,
    /// The file of each variant, in the folder.
    pub(super) models: Vec<(Key, String)>,
    /// The opinions, still without ids.
    pub(super) opinions: Vec<Value>,
}

impl Demo {
    pub(super) fn read(folder: &Path) -> Result<Self, Failure> {
        let mut texts: Value = read(folder, "consultation.json")?;
        let mut scene: Value = read(folder, "scene.json")?;
        let models = models(&scene)?;
        texts["territory"]["id"] = json!(TERRITORY);
        texts["consultation"]["id"] = json!(CONSULTATION);
        texts["consultation"]["territory"] = json!(TERRITORY);
        scene["id"] = json!(SCENE);
        scene["consultation"] = json!(CONSULTATION);
        Ok(Self {
            territory: serde_json::from_value(texts["territory"].take())?,
            consultation: serde_json::from_value(texts["consultation"].take())?,
            scene: serde_json::from_value(scene)?,
            models,
            opinions: read(folder, "opinions.json")?,
        })
    }

    /// The opinions as a kiosk that shows that exhibit would send them.
    pub(super) fn opinions_seen_in(&self, revision: ContentHash) -> Result<Vec<Value>, Failure> {
        self.opinions.iter().enumerate().map(|(index, opinion)| self.complete(index, opinion, revision)).collect()
    }

    fn complete(&self, index: usize, opinion: &Value, revision: ContentHash) -> Result<Value, Failure> {
        let mut opinion = opinion.clone();
        // Random-looking and always the same: a second run finds what the first one stored.
        let seed = ContentHash::of(format!("demo opinion {index}").as_bytes()).to_string();
        let bits = |at: usize| u64::from_str_radix(&seed[at..at + 16], 16).unwrap_or_default();
        let given_at: Timestamp = serde_json::from_value(opinion["given_at"].clone())?;
        let mut random = [0; 10];
        random[..8].copy_from_slice(&bits(0).to_be_bytes());
        let millis = given_at.as_millisecond().unsigned_abs();
        opinion["id"] = json!(Builder::from_unix_timestamp_millis(millis, &random).into_uuid());
        opinion["consultation"] = json!(CONSULTATION);
        opinion["revision"] = json!(revision);
        opinion["receipt"] = json!(Receipt::from_random(bits(16)));
        opinion["made_up"] = json!(true);
        let variant = opinion["variant"].clone();
        if opinion["view"].is_object() {
            opinion["view"]["variant"] = variant.clone();
        }
        if opinion["anchor"].is_object() {
            let position_m: [f64; 3] = serde_json::from_value(opinion["anchor"]["position_m"].clone())?;
            let frame = self.scene.placement.frame().map_err(|error| Failure::new(error.to_string()))?;
            let geo = frame.geo_from_scene(position_m).map_err(|error| Failure::new(error.to_string()))?;
            opinion["anchor"]["geo"] = json!(geo);
            opinion["anchor"]["variant"] = variant;
            opinion["anchor"]["revision"] = json!(revision);
        }
        Ok(opinion)
    }
}

fn models(scene: &Value) -> Result<Vec<(Key, String)>, Failure> {
    let variants = scene["variants"].as_array().map(Vec::as_slice).unwrap_or_default();
    let model = |variant: &Value| {
        Ok((serde_json::from_value(variant["key"].clone())?, serde_json::from_value(variant["file"].clone())?))
    };
    variants.iter().map(model).collect()
}

fn read<T: DeserializeOwned>(folder: &Path, name: &str) -> Result<T, Failure> {
    let path = folder.join(name);
    let said = |error: &dyn std::fmt::Display| Failure::new(format!("{}: {error}", path.display()));
    let bytes = std::fs::read(&path).map_err(|error| said(&error))?;
    serde_json::from_slice(&bytes).map_err(|error| said(&error))
}
