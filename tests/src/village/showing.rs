//! How the scene is shown: placement on Earth, where a visit starts, the three variants, the guided tour.

use serde_json::{Value, json};

use super::geom::{V2, p2};
use super::ground::{Ground, Variant};
use super::{NAME, file_name};

/// A named camera pose: key, names and texts (French, English), place on the plan, yaw and pitch in degrees.
struct Viewpoint {
    key: &'static str,
    name: [&'static str; 2],
    text: [&'static str; 2],
    at: V2,
    yaw_deg: f32,
    pitch_deg: f32,
}

const VIEWPOINTS: [Viewpoint; 6] = [
    Viewpoint {
        key: "mairie",
        name: ["Devant la mairie", "In front of the town hall"],
        text: [
            "Du perron, toute la place se découvre, jusqu’aux façades de la Grande Rue.",
            "From the steps the whole square opens up, as far as the houses of Grande Rue.",
        ],
        at: p2(-0.5, -20.6),
        yaw_deg: 178.0,
        pitch_deg: -3.0,
    },
    Viewpoint {
        key: "parvis",
        name: ["Sur le parvis de l’église", "On the church forecourt"],
        text: [
            "En sortant de l’église Saint-Aubin, le regard va vers la place et les coteaux.",
            "Coming out of Saint-Aubin church, one looks across the square to the hills.",
        ],
        at: p2(34.0, -1.0),
        yaw_deg: 268.0,
        pitch_deg: 0.0,
    },
    Viewpoint {
        key: "cafe",
        name: ["À l’angle du café", "At the café corner"],
        text: [
            "Le café de la Place : où mettre la terrasse, et avec quelle ombre ?",
            "The Café de la Place: where should the terrace go, and in what shade?",
        ],
        at: p2(-25.0, -18.2),
        yaw_deg: 122.0,
        pitch_deg: -2.0,
    },
    Viewpoint {
        key: "grande-rue",
        name: ["En arrivant par la Grande Rue", "Arriving along Grande Rue"],
        text: [
            "L’entrée de la place pour qui vient des vignes : le clocher annonce le centre.",
            "The way in for people coming from the vineyards: the belfry marks the centre.",
        ],
        at: p2(-40.0, 16.6),
        yaw_deg: 76.0,
        pitch_deg: 2.0,
    },
    Viewpoint {
        key: "rue-des-vignes",
        name: ["Depuis la rue des Vignes", "From Rue des Vignes"],
        text: [
            "La rue descend vers la place ; à pied, c’est le chemin de l’école.",
            "The street goes down to the square; on foot, it is the way to school.",
        ],
        at: p2(-37.2, -43.0),
        yaw_deg: 160.0,
        pitch_deg: -4.0,
    },
    Viewpoint {
        key: "lavoir",
        name: ["Au lavoir", "At the wash-house"],
        text: [
            "À deux pas de la place, le lavoir ne change pas : il peut inspirer le projet.",
            "Two steps from the square, the wash-house stays as it is: it may inspire the project.",
        ],
        at: p2(20.2, 41.0),
        yaw_deg: 108.0,
        pitch_deg: -2.0,
    },
];

/// Where a visit starts: the south-west corner, on the pavement, looking at mairie and church.
const SPAWN: (V2, f32) = (p2(-22.0, 17.7), 51.0);

/// The plan place and yaw (degrees) of the viewpoints.
pub fn viewpoint_poses() -> Vec<(V2, f32, f32)> {
    VIEWPOINTS.iter().map(|v| (v.at, v.yaw_deg, v.pitch_deg)).collect()
}

/// The key of a variant.
pub fn key(variant: Variant) -> &'static str {
    match variant {
        Variant::Existing => "existing",
        Variant::Garden => "scenario-a",
        Variant::Market => "scenario-b",
    }
}

fn describe(variant: Variant) -> Value {
    let (name, text, certainty) = match variant {
        Variant::Existing => (
            ["Aujourd’hui", "Today"],
            [
                "La place telle qu’elle est : une nappe d’enrobé fatigué, une quarantaine de places de stationnement et deux vieux tilleuls.",
                "The square as it is: tired asphalt, about forty parking places and two old lime trees.",
            ],
            "existing",
        ),
        Variant::Garden => (
            ["La place jardin", "The garden square"],
            [
                "Pelouses, arbres et vivaces autour d’une fontaine ; des allées en stabilisé calcaire ; quelques places de stationnement gardées à l’écart.",
                "Lawns, trees and perennials around a fountain; limestone gravel paths; a few parking places kept aside.",
            ],
            "option",
        ),
        Variant::Market => (
            ["La place halle", "The market square"],
            [
                "Une halle en charpente de chêne sur un sol de pavés calcaires, une terrasse de café, un alignement de tilleuls ; les voitures passent, mais ne stationnent plus.",
                "An oak-framed market hall on limestone setts, a café terrace, a line of lime trees; cars pass but no longer park.",
            ],
            "option",
        ),
    };
    json!({
        "key": key(variant),
        "name": { "fr": name[0], "en": name[1] },
        "text": { "fr": text[0], "en": text[1] },
        "certainty": certainty,
        "file": file_name(variant),
    })
}

/// `scene.json`; heights are those of today's ground.
pub fn scene(ground: &Ground) -> Value {
    let round = |v: f32| (f64::from(v) * 1000.0).round() / 1000.0;
    let place = |at: V2| {
        let p = ground.point(at);
        [round(p.x), round(p.y), round(p.z)]
    };
    let viewpoints: Vec<Value> = VIEWPOINTS
        .iter()
        .map(|v| {
            json!({
                "key": v.key,
                "name": { "fr": v.name[0], "en": v.name[1] },
                "text": { "fr": v.text[0], "en": v.text[1] },
                "position_m": place(v.at),
                "yaw_deg": v.yaw_deg,
                "pitch_deg": v.pitch_deg,
                "eye_height_m": 1.6_f64,
            })
        })
        .collect();
    json!({
        "name": { "fr": format!("La place du Tilleul à {NAME}"), "en": format!("Place du Tilleul in {NAME}") },
        "placement": {
            "crs": "EPSG:2154", "easting_m": 835_140.0, "northing_m": 6_578_260.0, "height_m": 262.4, "height_reference": "ngf_ign69",
            "heading_deg": 12.5,            "scale": 1.0, "up_axis": "y", "method": "typed", "accuracy_m": 0.05,
        },
        "spawn": { "position_m": place(SPAWN.0), "yaw_deg": SPAWN.1, "pitch_deg": 0.0 },
        "variants": Variant::ALL.map(describe),
        "viewpoints": viewpoints,
    })
}
