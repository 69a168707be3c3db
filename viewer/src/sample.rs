//! Samples for tests: a folder, a consultation, a small exhibit, an opinion.

use belvedere_domain::consultation::Consultation;
use belvedere_domain::exhibit::Manifest;
use belvedere_domain::hash::ContentHash;
use belvedere_domain::id::OpinionId;
use belvedere_domain::opinion::{Channel, Opinion, Stance};
use belvedere_domain::receipt::Receipt;
use jiff::Timestamp;
use serde_json::{Value, json};

use std::path::{Path, PathBuf};

use crate::fresh;

/// A folder of its own for a test, gone with it. (`tempfile` would build bevy a second time: it asks other
/// features of a crate that bevy needs too.)
pub struct Folder(PathBuf);

impl Folder {
    /// An empty one.
    pub fn new() -> Self {
        let path = std::env::temp_dir().join(format!("belvedere-{}", fresh::uuid(Timestamp::now())));
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A thread that a test left behind may still write: what is left is the system's to clear.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A consultation that is open in November 2026.
pub fn consultation() -> Consultation {
    serde_json::from_value(json!({
        "id": "01936e5a-0000-7000-8000-000000000001",
        "territory": "01936e5a-0000-7000-8000-0000000000aa",
        "title": {"fr": "La place", "en": "The square"},
        "question": {"fr": "Quelle place voulons-nous ?"},
        "presentation": {"fr": "…"},
        "opens_on": "2026-10-05",
        "closes_on": "2026-12-18",
        "themes": [{"key": "ombre", "label": {"fr": "L’ombre"}}, {"key": "eau", "label": {"fr": "L’eau"}}],
        "questions": [
            {"key": "venir", "label": {"fr": "Comment venez-vous ?"}, "kind": "choice",
             "options": [{"key": "a-pied", "label": {"fr": "À pied"}}, {"key": "velo", "label": {"fr": "À vélo"}}]},
            {"key": "autre", "label": {"fr": "Autre chose ?"}, "kind": "text"}
        ]
    }))
    .unwrap()
}

/// A placement in the Mâconnais.
pub fn placement() -> Value {
    json!({"crs": "EPSG:2154", "easting_m": 836_000.0, "northing_m": 6_582_000.0, "height_m": 260.0,
        "heading_deg": 0.0, "scale": 1.0, "up_axis": "y", "method": "typed", "accuracy_m": 0.1})
}

/// The files of the sample exhibit.
pub const FILES: [&[u8]; 3] = [b"what is seen", b"what is walked on", b"what it looks like from above"];

/// A small exhibit published at that second.
pub fn manifest(second: i64) -> Vec<u8> {
    let blob = |n: usize| json!({"hash": ContentHash::of(FILES[n]), "bytes": FILES[n].len()});
    let variant = json!({"key": "existing", "name": {"fr": "Existant"}, "text": {"fr": ""}, "certainty": "existing"});
    let mut files = variant.clone();
    let more = json!({
        "model": "01936e5a-0000-7000-8000-0000000000bb", "model_hash": ContentHash::of(b"upload"),
        "visual": blob(0), "collision": blob(1),
        "plan": {"image": blob(2), "width_px": 10, "height_px": 10,
            "bounds": {"x_min_m": -1.0, "x_max_m": 1.0, "z_min_m": -1.0, "z_max_m": 1.0}},
        "counts": {"triangles": 1, "draws": 1, "texture_bytes": 0},
    });
    files.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let value = json!({
        "format": 1, "published_at": jiff::Timestamp::from_second(second).unwrap(),
        "territory": {"id": "01936e5a-0000-7000-8000-0000000000aa", "name": "Val-Fleuri"},
        "consultation": consultation(),
        "scene": {
            "id": "01936e5a-0000-7000-8000-0000000000cc", "consultation": "01936e5a-0000-7000-8000-000000000001",
            "placement": placement(),
            "variants": [variant], "viewpoints": [],
            "spawn": {"position_m": [0.0, 0.0, 0.0], "yaw_deg": 0.0, "pitch_deg": 0.0},
        },
        "variants": [files],
    });
    let manifest: Manifest = serde_json::from_value(value).unwrap();
    manifest.to_bytes().unwrap()
}

/// An opinion with that text.
pub fn opinion(text: &str) -> Opinion {
    Opinion {
        id: OpinionId::from_uuid(fresh::uuid(Timestamp::now())),
        consultation: "01936e5a-0000-7000-8000-000000000001".parse().unwrap(),
        revision: None,
        visit: None,
        given_at: Timestamp::now(),
        stance: Stance::ALL[3],
        theme: None,
        text: Some(text.to_owned()),
        answers: Vec::new(),
        anchor: None,
        view: None,
        channel: Channel::Kiosk,
        receipt: Receipt::from_random(fresh::bits()),
        made_up: false,
    }
}
