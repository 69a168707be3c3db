//! A yard: the smallest project to consult on, for stories that are about something else than
//! looking at a village. It loads in a moment, and where its walls stand is known to the millimetre.
//!
//! Seen from above, in metres of the scene: a paved ground of 40 × 40 around the origin, a wall across
//! it at z = −8 whose face looks south, and, in the second variant, a shelter beside it.

use std::path::Path;

use belvedere_domain::geodesy::Crs;
use belvedere_domain::placement::{Placement, PlacementMethod, UpAxis};
use belvedere_domain::scene::Pose;
use serde_json::{Value, json};

/// Where the wall's south face stands, on the scene's z axis, in metres.
pub const WALL_Z_M: f64 = -8.0;
/// Where a visit starts: feet on the ground, in metres, and degrees clockwise from −Z.
pub const SPAWN: Pose = Pose { position_m: [1.5, 0.0, 0.0], yaw_deg: 20.0, pitch_deg: 0.0 };
/// The name of the wall's node.
pub const WALL: &str = "Mur du fond";
/// The layer of the ground, and its node's name.
pub const GROUND: &str = "Sol";
/// The layer of all that stands on it.
pub const BUILT: &str = "Bâti";
/// The authority's name.
pub const TERRITORY: &str = "Commune de la Cour";
/// The consultation's title in French.
pub const TITLE: &str = "La cour de l’école";
/// The keys of its themes.
pub const THEMES: [&str; 2] = ["ombre", "jeux"];
/// The key of its one viewpoint.
pub const VIEWPOINT: &str = "mur";
/// The keys of its variants.
pub const VARIANTS: [&str; 2] = ["existing", "scenario-a"];

/// Where the yard lies: turned, and where Lambert-93 is neither true to north nor to length.
pub fn placement() -> Placement {
    Placement {
        crs: Crs::Lambert93,
        easting_m: 837_250.0,
        northing_m: 6_582_480.0,
        height_m: 262.0,
        heading_deg: 31.0,
        scale: 1.0,
        up_axis: UpAxis::Y,
        method: PlacementMethod::Typed,
        accuracy_m: 0.05,
    }
}

/// Writes the yard as a folder that `demo-data --from` reads.
///
/// # Panics
/// When the folder cannot be written.
#[track_caller]
pub fn write(folder: &Path) {
    write_with(folder, ("existing.glb", &glb(&standing())), SPAWN);
}

/// The same with another model as the first variant, a file's name and its bytes, and another place to start at.
///
/// # Panics
/// When the folder cannot be written.
#[track_caller]
pub fn write_with(folder: &Path, (existing, model): (&str, &[u8]), spawn: Pose) {
    let write = |name: &str, bytes: &[u8]| {
        std::fs::write(folder.join(name), bytes).unwrap_or_else(|e| panic!("{name}: {e}"));
    };
    write("scene.json", scene(existing, &spawn).to_string().as_bytes());
    write("consultation.json", consultation().to_string().as_bytes());
    write("opinions.json", b"[]");
    write(existing, model);
    let shelter = Block { name: "Abri", from_m: [5.0, 0.0, -7.0], to_m: [8.0, 2.6, -5.0], grey: 0.35 };
    write("scenario-a.glb", &glb(&[standing().as_slice(), &[shelter]].concat()));
}

fn scene(existing: &str, spawn: &Pose) -> Value {
    let variant = |key: &str, file: &str, certainty: &str, name: &str| {
        json!({"key": key, "file": file, "certainty": certainty,
            "name": {"fr": name}, "text": {"fr": format!("{name}.")}})
    };
    json!({
        "name": {"fr": TITLE},
        "placement": placement(),
        "spawn": spawn,
        "variants": [
            variant(VARIANTS[0], existing, "existing", "Aujourd’hui"),
            variant(VARIANTS[1], "scenario-a.glb", "option", "Avec un abri"),
        ],
        "viewpoints": [{"key": VIEWPOINT, "name": {"fr": "Devant le mur"}, "text": {"fr": "Le mur du fond."},
            "position_m": [0.0, 0.0, -3.0], "yaw_deg": 0.0, "pitch_deg": 0.0, "eye_height_m": 1.6}],
    })
}

/// Open on every day that a clock may show: stories are about other refusals.
fn consultation() -> Value {
    json!({
        "territory": {"name": TERRITORY},
        "consultation": {
            "title": {"fr": TITLE},
            "question": {"fr": "Quelle cour voulons-nous ?"},
            "presentation": {"fr": "Une cour et son mur, pour essayer."},
            "opens_on": "2000-01-01",
            "closes_on": "2999-12-31",
            "themes": [
                {"key": THEMES[0], "label": {"fr": "L’ombre"}},
                {"key": THEMES[1], "label": {"fr": "Les jeux"}},
            ],
            "questions": [],
        },
    })
}

fn standing() -> Vec<Block> {
    vec![
        Block { name: GROUND, from_m: [-20.0, -0.5, -20.0], to_m: [20.0, 0.0, 20.0], grey: 0.6 },
        Block { name: WALL, from_m: [-15.0, 0.0, WALL_Z_M - 0.4], to_m: [15.0, 4.0, WALL_Z_M], grey: 0.8 },
    ]
}

/// A box, from its least corner to its greatest, in metres.
#[derive(Clone)]
struct Block {
    name: &'static str,
    from_m: [f64; 3],
    to_m: [f64; 3],
    grey: f64,
}

/// Floats per block: six faces of two triangles of three corners, each with position and normal.
const FLOATS: usize = 6 * 6 * 6;

/// The blocks as one plain GLB, a node each.
fn glb(blocks: &[Block]) -> Vec<u8> {
    let mut buffer = Vec::new();
    for block in blocks {
        buffer.extend(block.floats().into_iter().flat_map(|float| (float as f32).to_le_bytes()));
    }
    let view = |index: usize| json!({"buffer": 0, "byteOffset": index * FLOATS * 4, "byteLength": FLOATS * 4, "byteStride": 24});
    let accessors = |(index, block): (usize, &Block)| {
        let accessor = |offset: usize| json!({"bufferView": index, "byteOffset": offset, "componentType": 5126, "count": 36, "type": "VEC3"});
        let mut position = accessor(0);
        position["min"] = json!(block.from_m);
        position["max"] = json!(block.to_m);
        [position, accessor(12)]
    };
    let mesh = |(index, block): (usize, &Block)| {
        json!({"name": block.name, "primitives": [{"material": index,
            "attributes": {"POSITION": 2 * index, "NORMAL": 2 * index + 1}}]})
    };
    let node = |(mesh, block): (usize, &Block)| json!({"name": block.name, "mesh": mesh, "extras": {"layer": if block.name == GROUND { GROUND } else { BUILT }}});
    let material = |block: &Block| {
        json!({"name": block.name, "pbrMetallicRoughness": {"metallicFactor": 0.0,
            "baseColorFactor": [block.grey, block.grey * 0.95, block.grey * 0.85, 1.0]}})
    };
    let document = json!({
        "asset": {"version": "2.0", "generator": "belvedere-tests"},
        "scene": 0,
        "scenes": [{"nodes": (0..blocks.len()).collect::<Vec<_>>()}],
        "nodes": blocks.iter().enumerate().map(node).collect::<Vec<_>>(),
        "meshes": blocks.iter().enumerate().map(mesh).collect::<Vec<_>>(),
        "materials": blocks.iter().map(material).collect::<Vec<_>>(),
        "accessors": blocks.iter().enumerate().flat_map(accessors).collect::<Vec<_>>(),
        "bufferViews": (0..blocks.len()).map(view).collect::<Vec<_>>(),
        "buffers": [{"byteLength": buffer.len()}],
    });
    container(document.to_string().into_bytes(), buffer)
}

impl Block {
    fn floats(&self) -> Vec<f64> {
        let mut floats = Vec::with_capacity(FLOATS);
        for axis in 0..3 {
            for side in [0.0, 1.0] {
                floats.extend(self.face(axis, side));
            }
        }
        floats
    }

    /// One face: positions and normals of its six corners, counter-clockwise from outside.
    fn face(&self, axis: usize, side: f64) -> Vec<f64> {
        let (u, v) = ((axis + 1) % 3, (axis + 2) % 3);
        let mut normal = [0.0; 3];
        normal[axis] = 2.0 * side - 1.0;
        let around = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0), (1.0, 1.0), (0.0, 1.0)];
        around
            .into_iter()
            .flat_map(|(a, b)| {
                // Mirrored on the near side, so that it too is counter-clockwise from outside.
                let (a, b) = if side == 1.0 { (a, b) } else { (b, a) };
                let mut share = [0.0; 3];
                (share[axis], share[u], share[v]) = (side, a, b);
                let position: [f64; 3] =
                    std::array::from_fn(|i| self.from_m[i] + share[i] * (self.to_m[i] - self.from_m[i]));
                [position, normal].concat()
            })
            .collect()
    }
}

/// The GLB container around a JSON chunk and a binary chunk.
///
/// # Panics
/// When it does not fit in 4 GiB.
pub fn container(mut json: Vec<u8>, mut binary: Vec<u8>) -> Vec<u8> {
    json.resize(json.len().next_multiple_of(4), b' ');
    binary.resize(binary.len().next_multiple_of(4), 0);
    let length = |bytes: usize| u32::try_from(bytes).expect("a GLB is below 4 GiB").to_le_bytes();
    let mut glb = Vec::new();
    glb.extend(b"glTF");
    glb.extend(2u32.to_le_bytes());
    glb.extend(length(12 + 8 + json.len() + 8 + binary.len()));
    for (kind, chunk) in [(b"JSON", json), (b"BIN\0", binary)] {
        glb.extend(length(chunk.len()));
        glb.extend(kind);
        glb.extend(chunk);
    }
    glb
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faces_look_outwards() {
        let block = Block { name: "", from_m: [1.0, 2.0, 3.0], to_m: [4.0, 6.0, 8.0], grey: 0.5 };
        for triangle in block.floats().chunks(18) {
            let corner = |i: usize| -> [f64; 3] { std::array::from_fn(|k| triangle[6 * i + k]) };
            let edge = |i: usize| -> [f64; 3] { std::array::from_fn(|k| corner(i)[k] - corner(0)[k]) };
            let ([ax, ay, az], [bx, by, bz]) = (edge(1), edge(2));
            let across = [ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx];
            let outwards: f64 = (0..3).map(|k| across[k] * triangle[3 + k]).sum();
            assert!(outwards > 0.0, "{triangle:?}");
        }
    }

    #[test]
    fn the_folder_holds_what_the_scene_names() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path());
        for variant in scene("existing.glb", &SPAWN)["variants"].as_array().unwrap() {
            let file = folder.path().join(variant["file"].as_str().unwrap());
            assert!(std::fs::read(file).unwrap().starts_with(b"glTF"));
        }
        placement().validate().unwrap();
    }
}
