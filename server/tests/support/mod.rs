//! What the server's tests share: samples, and a store of each kind of database.
#![allow(dead_code, reason = "each test program uses its part")]

pub mod glb;

use std::path::Path;

use belvedere_domain::consultation::Consultation;
use belvedere_domain::exhibit::{Blob, Counts, PlanBounds, PlanView};
use belvedere_domain::hash::ContentHash;
use belvedere_domain::id::{KioskId, ModelId};
use belvedere_domain::opinion::Opinion;
use belvedere_domain::receipt::Receipt;
use belvedere_domain::scene::Scene;
use belvedere_domain::territory::Territory;
use belvedere_server::config::{Config, Flags};
use belvedere_server::store::audit::Actor;
use belvedere_server::store::model::report::ImportReport;
use belvedere_server::store::model::{Conversion, Model, ModelFiles};
use belvedere_server::store::{Store, consultation, model, scene, territory};
use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

/// The server's program.
pub const SERVER: &str = env!("CARGO_BIN_EXE_belvedere-server");
pub const BY: Actor = Actor::CommandLine;

pub fn id(number: u32) -> String {
    format!("01936e5a-0000-7000-8000-{number:012}")
}

pub fn at(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

/// When everything in the samples happens.
pub fn noon() -> Timestamp {
    at("2026-11-20T12:00:00Z")
}

pub fn kiosk_id() -> KioskId {
    KioskId::from_uuid(Uuid::from_u128(7))
}

pub fn sample_territory() -> Territory {
    serde_json::from_value(json!({"id": id(1), "name": "Commune d’Essai"})).expect("a territory")
}

pub fn sample_consultation() -> Consultation {
    serde_json::from_value(json!({
        "id": id(2), "territory": id(1),
        "title": {"fr": "La place", "en": "The square"}, "question": {"fr": "Quelle place ?"},
        "presentation": {"fr": "L’essai « à la française »"},
        "opens_on": "2026-10-05", "closes_on": "2026-12-18",
        "themes": [{"key": "ombre", "label": {"fr": "L’ombre"}}],
        "questions": [{"key": "autre", "label": {"fr": "Autre chose ?"}, "kind": "text"}]
    }))
    .expect("a consultation")
}

pub fn sample_scene() -> Scene {
    serde_json::from_value(json!({
        "id": id(3), "consultation": id(2),
        "placement": {"crs": "EPSG:2154", "easting_m": 835140.125, "northing_m": 6578260.5, "height_m": 262.4,
                      "heading_deg": 12.5, "scale": 1.0, "up_axis": "y", "method": "typed", "accuracy_m": 0.05},
        "variants": [{"key": "existing", "name": {"fr": "Aujourd’hui"}, "text": {"fr": "…"}, "certainty": "existing"}],
        "viewpoints": [{"key": "mairie", "name": {"fr": "Mairie"}, "text": {"fr": "…"}, "position_m": [0.5, 0.25, -20.6],
                        "yaw_deg": 178.0, "pitch_deg": -3.0}],
        "spawn": {"position_m": [-22.0, 0.1, 17.7], "yaw_deg": 51.0, "pitch_deg": 0.0}
    }))
    .expect("a scene")
}

pub fn sample_model(number: u32) -> Model {
    let id = ModelId::from_uuid(id(number).parse().expect("an id"));
    let upload = Blob { hash: ContentHash::of(&number.to_be_bytes()), bytes: 4 };
    let variant = "existing".parse().expect("a key");
    Model::received(id, sample_scene().id, variant, "état actuel.glb".into(), upload, noon())
}

pub fn sample_files() -> ModelFiles {
    let blob = |name: &str| Blob { hash: ContentHash::of(name.as_bytes()), bytes: name.len() as u64 };
    let bounds = PlanBounds { x_min_m: -80.5, x_max_m: 80.0, z_min_m: -60.0, z_max_m: 60.25 };
    ModelFiles {
        visual: blob("visual"),
        collision: blob("collision"),
        plan: PlanView { image: blob("plan"), bounds, width_px: 2048, height_px: 1532 },
        counts: Counts { triangles: 300_000, draws: 42, texture_bytes: 90_000_000 },
    }
}

pub fn converted() -> Conversion {
    let proposal = Some(sample_scene().placement);
    Conversion {
        findings: "[]".into(),
        made: Some((sample_files(), [1.5, -2.0, 0.1])),
        proposal,
        report: Some(sample_report()),
    }
}

pub fn sample_report() -> ImportReport {
    serde_json::from_value(json!({
        "source": {"triangles": 400_000, "draws": 900, "nodes": 80, "materials": 30, "textures": 9,
                   "texture_bytes": 190_000_000, "bytes": 4_000_000},
        "made": {"triangles": 300_000, "draws": 42, "nodes": 80, "materials": 12, "textures": 8,
                 "texture_bytes": 90_000_000, "bytes": 3_000_000},
        "layers": [{"name": "Végétation", "triangles": 210_000, "draws": 12, "objects": 60, "texture_bytes": 30_000_000},
                   {"name": "", "triangles": 90_000, "draws": 30, "objects": 20, "texture_bytes": 60_000_000}],
        "box_m": [[-80.5, -2.0, -60.0], [80.0, 21.25, 60.25]],
        "read_as": {"scale": 0.001, "up_axis": "z"},
        "thumbs": [{"name": "thumb-south-east.jpg", "image": {"hash": ContentHash::of(b"thumb"), "bytes": 5}}]
    }))
    .expect("a report")
}

/// An opinion with everything that one can have, as a kiosk sends it.
pub fn opinion_json(number: u32) -> Value {
    json!({
        "id": id(1_000 + number), "consultation": id(2), "revision": ContentHash::of(b"exhibit"), "visit": id(5),
        "given_at": "2026-11-20T10:00:00.123Z", "stance": (number % 5) as i64 - 2, "theme": "ombre",
        "text": "Gardez le tilleul ! 🌳", "answers": [{"question": "autre", "value": "Des bancs"}],
        "anchor": {
            "position_m": [10.0, 0.25, -3.5], "normal": [0.0, 1.0, 0.0], "node": "Place/Sol", "variant": "existing",
            "revision": ContentHash::of(b"exhibit"),
            "geo": {"longitude_deg": 4.75, "latitude_deg": 46.25, "height_m": 262.65}
        },
        "view": {"position_m": [0.0, 1.6, 0.0], "yaw_deg": 10.0, "pitch_deg": -5.0, "fov_deg": 65.0,
                 "variant": "existing"},
        "channel": "kiosk", "receipt": Receipt::from_random(u64::from(number)), "made_up": false
    })
}

pub fn opinion(number: u32) -> Opinion {
    serde_json::from_value(opinion_json(number)).expect("an opinion")
}

/// Territory, consultation, scene and an accepted model.
pub async fn fill(store: &Store) {
    let mut tx = store.write().await.expect("a transaction");
    territory::put(&mut tx, &sample_territory(), noon(), BY).await.expect("a territory");
    consultation::put(&mut tx, &sample_consultation(), noon(), BY).await.expect("a consultation");
    scene::put(&mut tx, &sample_scene(), noon(), BY).await.expect("a scene");
    model::receive(&mut tx, &sample_model(10), BY).await.expect("a model");
    model::convert(&mut tx, sample_model(10).id, &converted(), noon(), BY).await.expect("a conversion");
    tx.commit().await.expect("a commit");
}

pub async fn opened(url: &str) -> Store {
    let store = Store::open(url).await.expect("the database opens");
    store.migrate().await.expect("the migrations run");
    store
}

pub fn config(data_dir: &Path, database_url: Option<&str>) -> Config {
    let flags = Flags {
        data_dir: Some(data_dir.to_owned()),
        database_url: database_url.map(str::to_owned),
        ..Flags::default()
    };
    Config::load(&flags).expect("the configuration is good")
}
