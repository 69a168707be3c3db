//! The surfaces of a collision mesh, by the names of their nodes.

use std::collections::HashMap;

use belvedere_domain::anchor::{Fate, KEPT_WITHIN_M, MOVED_WITHIN_M};
use glam::{DVec3, Vec3};
use parry3d::{query::PointQueryWithLocation, shape::TriMesh};
use serde::Deserialize;

use super::{Followed, Sought, Spot};
use crate::convert::finding::{Finding, Findings};
use crate::convert::frame::{Axis, Said};
use crate::convert::read;
use crate::convert::scene::Part;

/// Everything that an anchor can be on.
pub struct Surfaces {
    parts: Vec<Part>,
    /// The name of each object, given once each.
    names: Vec<String>,
    /// The name that each object has in the planner's file, which may be that of several.
    sources: Vec<String>,
    whole: Option<Mesh>,
    /// The surfaces of the objects of one name, as they are asked for.
    by_name: HashMap<String, Option<Mesh>>,
}

impl Surfaces {
    /// Reads a collision mesh.
    ///
    /// # Errors
    /// What is wrong with the file; it would be a fault of ours.
    pub fn read(bytes: Vec<u8>) -> Result<Self, Vec<Finding>> {
        let renamed = renamed(&bytes);
        // As it stands: it is in metres, upright and near the origin.
        let said = Said { scale: Some(1.0), up_axis: Some(Axis::Y), placement: None };
        let scene = read::scene(bytes, &said, &mut Findings::default())?;
        let sources = scene.objects.iter().map(|name| renamed.get(name).unwrap_or(name).clone()).collect();
        let whole = Mesh::of(&scene.parts, |_| true);
        Ok(Self { parts: scene.parts, names: scene.objects, sources, whole, by_name: HashMap::new() })
    }

    /// Finds an anchor again.
    pub fn follow(&mut self, sought: &Sought) -> Followed {
        let from = |&place_m: &[f64; 3]| self.follow_from(sought, DVec3::from(place_m));
        let distance_m = |one: &Followed| one.spot.as_ref().map_or(f64::INFINITY, |spot| spot.distance_m);
        let better = |a: &Followed, b: &Followed| a.fate.cmp(&b.fate).then(distance_m(a).total_cmp(&distance_m(b)));
        let found = sought.places_m.iter().map(from).min_by(better);
        found.unwrap_or(Followed { fate: Fate::Orphaned, spot: None })
    }

    fn follow_from(&mut self, sought: &Sought, place_m: DVec3) -> Followed {
        let same = self.named(&sought.node).as_ref().and_then(|mesh| mesh.nearest(place_m, KEPT_WITHIN_M));
        let same = same.filter(|hit| hit.distance_m <= KEPT_WITHIN_M);
        let any = match same {
            Some(_) => None,
            None => self.whole.as_ref().and_then(|mesh| mesh.nearest(place_m, MOVED_WITHIN_M)),
        };
        let distance_m = |hit: &Option<Hit>| hit.as_ref().map(|hit| hit.distance_m);
        let fate = Fate::of(distance_m(&same), distance_m(&any));
        let spot = same.or(any).filter(|_| fate != Fate::Orphaned).map(|hit| self.spot(&hit, sought));
        Followed { fate, spot }
    }

    fn named(&mut self, node: &str) -> &Option<Mesh> {
        let Self { parts, names, sources, by_name, .. } = self;
        by_name.entry(node.to_owned()).or_insert_with(|| {
            let source = without_number(node);
            Mesh::of(parts, |object| names[object] == node || sources[object] == node || sources[object] == source)
        })
    }

    fn spot(&self, hit: &Hit, sought: &Sought) -> Spot {
        let facing = hit.normal.dot(DVec3::from(sought.normal)) >= 0.0;
        let normal = if facing { hit.normal } else { -hit.normal };
        Spot {
            position_m: hit.position_m.to_array(),
            normal: normal.to_array(),
            node: self.names[hit.object].clone(),
            distance_m: hit.distance_m,
        }
    }
}

/// The names that had to change to be given once, with what they are in the planner's file.
fn renamed(glb: &[u8]) -> HashMap<String, String> {
    #[derive(Deserialize)]
    struct Document {
        nodes: Vec<Node>,
    }
    #[derive(Deserialize)]
    struct Node {
        name: String,
        #[serde(default)]
        extras: Extras,
    }
    #[derive(Default, Deserialize)]
    struct Extras {
        source: Option<String>,
    }
    let document = read::glb::text(glb).ok().and_then(|text| serde_json::from_slice::<Document>(text).ok());
    let nodes = document.into_iter().flat_map(|document| document.nodes);
    nodes.filter_map(|node| Some((node.name, node.extras.source?))).collect()
}

/// "Mur" of "Mur (3)": the third of the objects that the planner's file calls "Mur".
fn without_number(name: &str) -> &str {
    let number = name.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    match number {
        Some((name, digits)) if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => name,
    }
}

/// Triangles with the objects that they are of.
struct Mesh {
    shape: TriMesh,
    objects: Vec<u32>,
}

/// The nearest point of a mesh.
struct Hit {
    object: usize,
    position_m: DVec3,
    normal: DVec3,
    distance_m: f64,
}

impl Mesh {
    fn of(parts: &[Part], wanted: impl Fn(usize) -> bool) -> Option<Self> {
        let (mut vertices, mut triangles, mut objects) = (Vec::new(), Vec::new(), Vec::new());
        for part in parts.iter().filter(|part| wanted(part.object)) {
            let base = vertices.len() as u32;
            vertices.extend_from_slice(&part.positions);
            triangles.extend(part.triangles.iter().map(|triangle| triangle.map(|i| base + i)));
            objects.resize(triangles.len(), part.object as u32);
        }
        // A mesh without triangles is none.
        let shape = TriMesh::new(vertices, triangles).ok()?;
        Some(Self { shape, objects })
    }

    fn nearest(&self, place_m: DVec3, most_m: f64) -> Option<Hit> {
        let place: Vec3 = place_m.as_vec3();
        let (at, (triangle, _)) =
            self.shape.project_local_point_and_get_location_with_max_dist(place, false, most_m as f32 * 1.001)?;
        let position_m = at.point.as_dvec3();
        Some(Hit {
            object: self.objects[triangle as usize] as usize,
            position_m,
            normal: self.shape.triangle(triangle).normal().unwrap_or(Vec3::Y).as_dvec3(),
            distance_m: (position_m - place_m).length(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::scene::{Alpha, Material, Scene};
    use crate::convert::write;

    /// Squares of 4 m that lie on the ground, each at its height, by name.
    fn surfaces(squares: &[(&str, f32)]) -> Surfaces {
        let part = |(object, (_, height)): (usize, &(&str, f32))| Part {
            object,
            positions: [(0.0, 0.0), (0.0, 4.0), (4.0, 4.0), (4.0, 0.0)].map(|(x, z)| Vec3::new(x, *height, z)).to_vec(),
            normals: vec![Vec3::Y; 4],
            triangles: vec![[0, 1, 2], [0, 2, 3]],
            ..Part::default()
        };
        let material = Material {
            name: String::new(),
            base_color: [1.0; 4],
            texture: None,
            emissive: [0.0; 3],
            metallic: 0.0,
            roughness: 1.0,
            alpha: Alpha::Opaque,
            double_sided: false,
            unlit: false,
        };
        let scene = Scene {
            parts: squares.iter().enumerate().map(part).collect(),
            objects: squares.iter().map(|(name, _)| (*name).to_owned()).collect(),
            materials: vec![material],
            ..Scene::default()
        };
        let mut file = Vec::new();
        write::collision(&scene, &mut file).expect("written");
        Surfaces::read(file).expect("read")
    }

    fn sought(node: &str, height: f64) -> Sought {
        Sought { places_m: vec![[1.0, height, 1.0]], normal: [0.0, 1.0, 0.0], node: node.to_owned() }
    }

    fn outcome(surfaces: &mut Surfaces, sought: &Sought) -> (Fate, Option<(String, f64)>) {
        let found = surfaces.follow(sought);
        let spot = found.spot.map(|spot| {
            assert_eq!(spot.normal, [0.0, 1.0, 0.0]);
            (spot.node, (spot.position_m[1] * 1_000.0).round() / 1_000.0)
        });
        (found.fate, spot)
    }

    #[test]
    fn an_anchor_is_kept_moved_or_orphaned() {
        let mut surfaces = surfaces(&[("Sol", 0.0), ("Table", 0.75)]);
        let on = |node: &str, height: f64| Some((node.to_owned(), height));
        assert_eq!(outcome(&mut surfaces, &sought("Table", 0.9)), (Fate::Kept, on("Table", 0.75)));
        assert_eq!(outcome(&mut surfaces, &sought("Table", 0.2)), (Fate::Moved, on("Sol", 0.0)));
        assert_eq!(outcome(&mut surfaces, &sought("Banc", 0.8)), (Fate::Moved, on("Table", 0.75)));
        assert_eq!(outcome(&mut surfaces, &sought("Table", 2.7)), (Fate::Moved, on("Table", 0.75)));
        assert_eq!(outcome(&mut surfaces, &sought("Table", 2.8)), (Fate::Orphaned, None));
    }

    #[test]
    fn the_same_name_wins_over_a_nearer_surface() {
        let mut surfaces = surfaces(&[("Nappe", 0.80), ("Table", 0.75)]);
        assert_eq!(outcome(&mut surfaces, &sought("Table", 0.80)).0, Fate::Kept);
        assert_eq!(outcome(&mut surfaces, &sought("Table", 0.80)).1, Some(("Table".to_owned(), 0.75)));
    }

    #[test]
    fn of_several_objects_of_one_name_any_will_do() {
        let mut surfaces = surfaces(&[("Banc", 0.0), ("Banc", 0.45), ("Banc", 5.0)]);
        let found = outcome(&mut surfaces, &sought("Banc (7)", 0.5));
        assert_eq!(found, (Fate::Kept, Some(("Banc (2)".to_owned(), 0.45))));
    }

    #[test]
    fn of_two_places_the_better_one_counts() {
        let mut surfaces = surfaces(&[("Sol", 0.0)]);
        let mut two = sought("Sol", 60.0);
        two.places_m.push([3.0, 0.1, 3.0]);
        assert_eq!(outcome(&mut surfaces, &two).0, Fate::Kept);
    }

    #[test]
    fn numbers_are_those_that_were_added() {
        assert_eq!(without_number("Mur (12)"), "Mur");
        assert_eq!(without_number("Mur (nord)"), "Mur (nord)");
        assert_eq!(without_number("Mur ()"), "Mur ()");
    }
}
