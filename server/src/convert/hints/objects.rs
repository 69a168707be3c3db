//! The objects of a model by name and size: all that the rules on walls and floors look at.

use glam::Vec3;

use crate::convert::scene::Scene;

/// A node's geometry, by its name and the size of its box.
#[derive(Clone, Debug)]
pub struct Object {
    /// What its name says it is.
    pub kind: Kind,
    /// The sides of its box, along the axes of the scene as it is.
    pub size: Vec3,
}

/// What a name says. Names are a help: a model without any is judged by its shapes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A floor, a roof, the ground: what lies flat.
    Flat,
    /// A wall: what stands.
    Wall,
    /// Anything else, and whatever names both.
    Other,
}

/// Words for what lies flat, in the languages and classes that exports bear here.
const FLAT: [&str; 16] = [
    "floor",
    "slab",
    "roof",
    "ceiling",
    "ground",
    "terrain",
    "dalle",
    "plancher",
    "sol",
    "toit",
    "toiture",
    "couverture",
    "plafond",
    "terrasse",
    "ifcslab",
    "ifcroof",
];
/// Words for what stands.
const WALLS: [&str; 10] =
    ["wall", "partition", "mur", "murs", "cloison", "voile", "façade", "facade", "ifcwall", "ifcwallstandardcase"];

/// The objects of `scene` that have triangles.
pub fn objects(scene: &Scene) -> Vec<Object> {
    let mut boxes: Vec<(Vec3, Vec3)> = vec![(Vec3::INFINITY, Vec3::NEG_INFINITY); scene.objects.len()];
    for part in &scene.parts {
        let (min, max) = &mut boxes[part.object];
        // Only what is drawn: lists of vertices often hold more.
        for &corner in part.triangles.as_flattened() {
            let p = part.positions[corner as usize];
            (*min, *max) = (min.min(p), max.max(p));
        }
    }
    let object = |(name, (min, max)): (&String, (Vec3, Vec3))| Object { kind: kind(name), size: max - min };
    scene.objects.iter().zip(boxes).map(object).filter(|object| object.size.is_finite()).collect()
}

fn kind(name: &str) -> Kind {
    let name = name.to_lowercase();
    let words = name.split(|c: char| !c.is_alphabetic());
    let (flat, wall) =
        words.fold((false, false), |(flat, wall), word| (flat || FLAT.contains(&word), wall || WALLS.contains(&word)));
    match (flat, wall) {
        (true, false) => Kind::Flat,
        (false, true) => Kind::Wall,
        _ => Kind::Other,
    }
}

impl Object {
    /// Whether no side is shorter than the one along `axis` (0 to 2).
    pub fn is_thin_along(&self, axis: usize) -> bool {
        self.size[axis] <= self.size.min_element() * 1.001
    }

    /// Whether it is a sheet across `axis`: there it measures at most a fourth of either other side.
    pub fn lies_across(&self, axis: usize) -> bool {
        (0..3).all(|other| other == axis || 4.0 * self.size[axis] <= self.size[other])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::scene::Part;

    #[test]
    fn names_tell_what_lies_and_what_stands() {
        let kinds = [
            ("Basic Wall:Outside wall:358471", Kind::Wall),
            ("Floor:Generic 150mm:360649", Kind::Flat),
            ("Dalle_RDC", Kind::Flat),
            ("Façade est", Kind::Wall),
            ("Wall first floor", Kind::Other),
            ("Solveig", Kind::Other),
            ("node 12", Kind::Other),
        ];
        for (name, wanted) in kinds {
            assert_eq!(kind(name), wanted, "{name}");
        }
    }

    #[test]
    fn only_what_is_drawn_counts() {
        let positions = vec![Vec3::ZERO, Vec3::X, Vec3::Z, Vec3::splat(900.0)];
        let part = Part { positions, triangles: vec![[0, 1, 2]], ..Part::default() };
        let scene = Scene { parts: vec![part], objects: vec!["a".to_owned(), "empty".to_owned()], ..Scene::default() };
        let found = objects(&scene);
        assert_eq!((found.len(), found[0].size), (1, Vec3::new(1.0, 0.0, 1.0)));
        assert!(found[0].lies_across(1) && !found[0].lies_across(0));
    }
}
