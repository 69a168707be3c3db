//! Whether a model lies on its side, drawn with Z up as CAD programs do and exported as if that were Y.

use glam::Vec3;

use super::objects::{Kind, Object};
use crate::convert::scene::Scene;

const Y: usize = 1;
const Z: usize = 2;

/// No ground of a scene leans more as a whole (degrees).
const LEAN_MAX_DEG: f32 = 30.0;
/// No façade is higher (m).
const FACADE_MAX_M: f32 = 100.0;

/// How a model lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Lying {
    /// Nothing says so.
    No,
    /// One sign says so, which an upright model could give as well: a row of façades has its open side towards Z too, and in
    /// a street of terraced houses most walls stand across one axis. To be asked.
    Perhaps,
    /// Named floors lie across Z, and walls stand along it in both directions. Floors and walls are told by two different
    /// things, their names and their shapes, and no upright model gives both. To be corrected.
    Surely {
        /// How many floors and roofs lie across Z.
        floors: usize,
        /// How many walls stand along Z.
        walls: usize,
    },
    /// It is nearly all ground, and that leans by so many degrees: neither axis is up. To be told.
    Leaning(f32),
}

/// Looks whether `scene`, as it is, lies on its side. `size` is that of its box.
pub fn lying(scene: &Scene, size: Vec3, objects: &[Object]) -> Lying {
    let (net, total) = net_area(scene);
    let faces_up = net.y > 0.08 * total;
    let floors = objects.iter().filter(|one| one.kind == Kind::Flat && one.lies_across(Z)).count();
    let named = objects.iter().filter(|one| one.kind == Kind::Flat).count();
    let upright = objects.iter().any(|one| one.kind == Kind::Flat && one.lies_across(Y));
    let sheets = walls_by_shape(objects);
    let walls = named_walls(objects).max(sheets);
    if floors >= 2 && 2 * floors >= named && !upright && walls > 0 && !faces_up {
        return Lying::Surely { floors, walls };
    }
    if sheets > 0 || roofs_face_z(net, total, size, scene.objects.len()) {
        return Lying::Perhaps;
    }
    if net.length() > 0.5 * total && objects.len() < 5 && size.min_element() > 0.0 {
        return ground(net, size.y);
    }
    Lying::No
}

/// How a model that is nearly all ground lies, by which way that faces.
fn ground(net: Vec3, height: f32) -> Lying {
    let off = |axis: Vec3| net.angle_between(axis).to_degrees();
    match off(Vec3::Z) <= LEAN_MAX_DEG {
        // A façade or a billboard faces Z as well, but none is so high.
        true if height > FACADE_MAX_M => Lying::Perhaps,
        false if off(Vec3::Y) > LEAN_MAX_DEG => Lying::Leaning(off(Vec3::Y)),
        _ => Lying::No,
    }
}

/// The sum of all faces as vectors, and their sum without direction. A closed body's vectors cancel out; what is left is
/// that of open shells, such as roofs and ground.
fn net_area(scene: &Scene) -> (Vec3, f32) {
    let (mut net, mut total) = (Vec3::ZERO, 0.0);
    for part in &scene.parts {
        for &corners in &part.triangles {
            let [a, b, c] = corners.map(|i| part.positions[i as usize]);
            let area = (b - a).cross(c - a);
            net += area;
            total += area.length();
        }
    }
    (net, total)
}

/// Roofs and ground are open shells whose surplus of area faces up. A lone façade or billboard is one too: the model must be
/// wider than deep, and of several objects.
fn roofs_face_z(net: Vec3, total: f32, size: Vec3, objects: usize) -> bool {
    objects >= 5 && net.z > 0.08 * total && net.y.abs() < 0.25 * net.z && size.z < 0.5 * size.x.min(size.y)
}

/// In buildings most objects are thin across one of the two horizontal axes. How many are, where those are X and Y, and
/// nearly none is thin along Z; zero otherwise.
fn walls_by_shape(objects: &[Object]) -> usize {
    let thin = |axis: usize| objects.iter().filter(|one| one.is_thin_along(axis)).count();
    let share = |axis: usize| thin(axis) as f64 / objects.len() as f64;
    let is_so = objects.len() >= 20 && share(0) >= 0.3 && share(Y) >= 0.3 && share(Z) <= 0.15;
    if is_so { thin(0) + thin(Y) } else { 0 }
}

/// How many objects are named walls, where these stand across X as well as across Y and none lies across Z; zero otherwise.
fn named_walls(objects: &[Object]) -> usize {
    let walls: Vec<&Object> = objects.iter().filter(|one| one.kind == Kind::Wall).collect();
    let thin = |axis: usize| walls.iter().filter(|one| one.is_thin_along(axis)).count();
    let is_so = walls.len() >= 4 && thin(0) > 0 && thin(Y) > 0 && thin(Z) == 0;
    if is_so { walls.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::{hints::objects, scene::Part};

    /// A box without faces turned out: two triangles that span it.
    fn boxed(object: usize, size: Vec3) -> Part {
        let positions = vec![Vec3::ZERO, size, Vec3::new(size.x, 0.0, size.z), Vec3::new(0.0, size.y, 0.0)];
        Part { object, positions, triangles: vec![[0, 1, 2], [0, 2, 1], [0, 1, 3], [0, 3, 1]], ..Part::default() }
    }

    /// A building: `walls` walls in both directions and three floors, upright or lying.
    fn building(walls: usize, names: [&str; 2], lies: bool) -> Scene {
        let turned = |v: Vec3| if lies { Vec3::new(v.x, v.z, v.y) } else { v };
        let wall = |i: usize| if i.is_multiple_of(2) { Vec3::new(0.2, 3.0, 8.0) } else { Vec3::new(8.0, 3.0, 0.2) };
        let mut parts: Vec<_> = (0..walls).map(|i| boxed(i, turned(wall(i)))).collect();
        parts.extend((0..3).map(|i| boxed(walls + i, turned(Vec3::new(8.0, 0.2, 9.0)))));
        let objects = (0..parts.len()).map(|i| names[usize::from(i >= walls)].to_owned()).collect();
        Scene { parts, objects, ..Scene::default() }
    }

    fn found(scene: &Scene) -> Lying {
        let (min, max) = scene.bounds();
        lying(scene, max - min, &objects(scene))
    }

    #[test]
    fn a_lying_building_with_named_floors_is_sure() {
        assert_eq!(found(&building(24, ["Mur", "Dalle"], true)), Lying::Surely { floors: 3, walls: 24 });
        assert_eq!(found(&building(4, ["Mur", "Dalle"], true)), Lying::Surely { floors: 3, walls: 4 });
        assert_eq!(found(&building(24, ["Mur", "Dalle"], false)), Lying::No);
    }

    #[test]
    fn without_names_a_lying_building_is_only_asked_about() {
        assert_eq!(found(&building(24, ["a", "b"], true)), Lying::Perhaps);
        assert_eq!(found(&building(24, ["Mur", "b"], true)), Lying::Perhaps, "walls alone may be those of a terrace");
        assert_eq!(found(&building(24, ["a", "b"], false)), Lying::No);
        assert_eq!(found(&building(4, ["a", "b"], true)), Lying::No, "four sheets tell nothing");
    }

    #[test]
    fn one_floor_that_lies_as_it_should_forbids_the_correction() {
        let mut scene = building(24, ["Mur", "Dalle"], true);
        scene.parts.push(boxed(scene.objects.len(), Vec3::new(9.0, 0.2, 9.0)));
        scene.objects.push("Terrain".to_owned());
        assert_eq!(found(&scene), Lying::Perhaps);
    }

    /// A bowl of 100 m: ground alone, which faces `up`.
    fn ground_facing(up: Vec3, size_m: f32) -> Scene {
        let (across, along) = up.any_orthonormal_pair();
        let at = |a: f32, b: f32, c: f32| size_m * (a * across + b * along + c * up);
        let positions = vec![at(0.0, 0.0, 0.0), at(1.0, 0.0, 0.2), at(0.0, 1.0, 0.2), at(-1.0, -1.0, 0.2)];
        let part = Part { positions, triangles: vec![[0, 1, 2], [0, 2, 3], [0, 3, 1]], ..Part::default() };
        Scene { parts: vec![part], objects: vec!["tile".to_owned()], ..Scene::default() }
    }

    #[test]
    fn a_tile_whose_ground_leans_is_told_so() {
        assert_eq!(found(&ground_facing(Vec3::Y, 100.0)), Lying::No);
        assert_eq!(found(&ground_facing(Vec3::Z, 100.0)), Lying::Perhaps);
        assert_eq!(found(&ground_facing(Vec3::Z, 10.0)), Lying::No, "it may be a façade");
        let lean = found(&ground_facing(Vec3::new(-0.8, 0.28, 0.53).normalize(), 100.0));
        assert!(matches!(lean, Lying::Leaning(angle) if (70.0..78.0).contains(&angle)), "{lean:?}");
    }
}
