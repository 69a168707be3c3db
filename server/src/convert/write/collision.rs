//! Writes `collision.glb`: for each node of the source, its name and its triangles in the scene frame, without looks. The viewer
//! walks on it and picks from it. Leaves are kept for picking and marked `{"walk": false}`: one walks through them.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{self, Write};

use glam::Vec3;
use serde_json::{Map, Value, json};

use super::glb::Builder;
use crate::convert::scene::{Part, Scene};

/// Triangles smaller than this are dropped (m²): a tenth of a square millimetre.
const AREA_MIN_M2: f32 = 1e-7;

/// Writes the collision mesh.
pub fn write(scene: &Scene, out: &mut impl Write) -> io::Result<()> {
    let mut by_object: BTreeMap<(usize, bool), Vec<&Part>> = BTreeMap::new();
    for part in &scene.parts {
        let leaves = scene.materials[part.material].is_foliage();
        by_object.entry((part.object, leaves)).or_default().push(part);
    }
    let (min, max) = scene.bounds();
    let mut builder = Builder::new(min.abs().max(max.abs()).max_element());
    let (mut nodes, mut meshes, mut names) = (Vec::new(), Vec::new(), Names::default());
    for ((object, leaves), parts) in by_object {
        let (positions, triangles) = welded(&parts);
        let Some(indices) = builder.triangles(&triangles, positions.len()) else {
            continue;
        };
        nodes.push(node(&mut names, &scene.objects[object], leaves, meshes.len()));
        let attributes = json!({ "POSITION": builder.positions(&positions) });
        meshes.push(json!({ "primitives": [{ "attributes": attributes, "indices": indices }] }));
    }
    let mut document = Map::new();
    document.insert("scene".into(), 0.into());
    document.insert("scenes".into(), json!([{ "nodes": (0..nodes.len()).collect::<Vec<_>>() }]));
    document.insert("nodes".into(), nodes.into());
    document.insert("meshes".into(), meshes.into());
    builder.write(document, out)
}

/// A node with a name of its own; `extras.source` keeps the name of the file where it had to change.
fn node(names: &mut Names, source: &str, leaves: bool, mesh: usize) -> Value {
    let name = names.unique(source);
    let mut extras = Map::new();
    if name != source {
        extras.insert("source".into(), source.into());
    }
    if leaves {
        extras.insert("walk".into(), false.into());
    }
    let mut node = json!({ "name": name, "mesh": mesh });
    if !extras.is_empty() {
        node["extras"] = extras.into();
    }
    node
}

/// Names that were given, so that none is given twice.
#[derive(Default)]
struct Names {
    given: HashSet<String>,
    next: HashMap<String, usize>,
}

impl Names {
    fn unique(&mut self, name: &str) -> String {
        if self.given.insert(name.to_owned()) {
            return name.to_owned();
        }
        let next = self.next.entry(name.to_owned()).or_insert(2);
        loop {
            let candidate = format!("{name} ({next})");
            *next += 1;
            if self.given.insert(candidate.clone()) {
                return candidate;
            }
        }
    }
}

/// The triangles of `parts` on shared vertices, without those that have no area.
fn welded(parts: &[&Part]) -> (Vec<Vec3>, Vec<[u32; 3]>) {
    let mut places: HashMap<[u32; 3], u32> = HashMap::new();
    let (mut positions, mut triangles) = (Vec::new(), Vec::new());
    for part in parts {
        for corners in &part.triangles {
            let [a, b, c] = corners.map(|i| part.positions[i as usize]);
            if (b - a).cross(c - a).length() < 2.0 * AREA_MIN_M2 {
                continue;
            }
            triangles.push([a, b, c].map(|p| {
                *places.entry((p + 0.0).to_array().map(f32::to_bits)).or_insert_with(|| {
                    positions.push(p);
                    positions.len() as u32 - 1
                })
            }));
        }
    }
    (positions, triangles)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_given_once() {
        let mut names = Names::default();
        let given = ["Mur", "Mur (2)", "Mur", "Mur"].map(|name| names.unique(name));
        assert_eq!(given, ["Mur", "Mur (2)", "Mur (3)", "Mur (4)"]);
    }

    #[test]
    fn vertices_are_shared_and_slivers_dropped() {
        let positions = vec![Vec3::ZERO, Vec3::X, Vec3::Z, Vec3::ZERO, Vec3::X, Vec3::new(0.5, 0.0, 0.0)];
        let part = Part { positions, triangles: vec![[0, 2, 1], [3, 4, 5], [0, 1, 2]], ..Part::default() };
        let (positions, triangles) = welded(&[&part]);
        assert_eq!((positions.len(), triangles.len()), (3, 2));
    }
}
