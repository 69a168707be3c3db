//! Guesses what may be wrong with a model's unit and axis, from its shape alone. A guess becomes a question to the planner,
//! never a correction.

use glam::Vec3;

use super::{
    finding::{Finding, Findings},
    scene::Scene,
};

/// No building of France is higher than this, and no slope rises more than a fifth of its length over such a height (m).
const HIGHEST_M: f32 = 350.0;

/// No scene is wider than this (m).
const WIDEST_M: f32 = 30_000.0;

/// Units that are taken for metres by mistake, the largest first, in metres.
const UNITS: [(&str, f64); 4] = [("ft", 0.3048), ("in", 0.0254), ("cm", 0.01), ("mm", 0.001)];

/// Asks about what looks wrong with the axis and the unit.
pub fn ask(scene: &Scene, findings: &mut Findings) {
    let (min, max) = scene.bounds();
    let mut size = max - min;
    if roofs_face_z(scene) || walls_stand_along_z(scene) {
        findings.add(Finding::warning("axis-suspect"));
        // Judged as if it stood upright: a town on its side is not a tower.
        size = Vec3::new(size.x, size.z, size.y);
    }
    unit(size, findings);
}

/// Asks about the unit if the model is far too high for its width, far too wide, or tiny.
fn unit(size: Vec3, findings: &mut Findings) {
    let longest = size.max_element();
    if longest < 0.5 {
        findings.add(Finding::warning("unit-small").with("size_m", f64::from(longest)));
    }
    let width = size.x.max(size.z);
    let tall = size.y > HIGHEST_M && size.y > 0.2 * width;
    if !tall && width <= WIDEST_M {
        return;
    }
    let judged = f64::from(if tall { longest } else { longest / 10.0 });
    let plausible = UNITS.iter().find(|(_, metres)| judged * metres < 120.0);
    let (unit, metres) = *plausible.unwrap_or(&UNITS[3]);
    let finding = Finding::warning("unit-large").with("size_m", f64::from(longest).round());
    findings.add(finding.with("unit", unit).with("scale", metres));
}

/// Open shells, such as roofs and ground, leave a surplus of area that faces up.
fn roofs_face_z(scene: &Scene) -> bool {
    let (mut net, mut total) = (Vec3::ZERO, 0.0);
    for part in &scene.parts {
        for &[a, b, c] in &part.triangles {
            let [a, b, c] = [a, b, c].map(|i| part.positions[i as usize]);
            let area = (b - a).cross(c - a);
            net += area;
            total += area.length();
        }
    }
    let (min, max) = scene.bounds();
    let size = max - min;
    // A lone façade or billboard is an open shell too: the ground must be wider than high.
    scene.objects.len() >= 5 && net.z > 0.08 * total && net.y.abs() < 0.25 * net.z && size.z < 0.5 * size.x.min(size.y)
}

/// In buildings, most objects are thin across one of the two horizontal axes.
fn walls_stand_along_z(scene: &Scene) -> bool {
    let mut boxes: Vec<(Vec3, Vec3)> = vec![(Vec3::INFINITY, Vec3::NEG_INFINITY); scene.objects.len()];
    for part in &scene.parts {
        let (min, max) = &mut boxes[part.object];
        part.positions.iter().for_each(|&p| (*min, *max) = (min.min(p), max.max(p)));
    }
    let sizes = boxes.iter().map(|(min, max)| *max - *min).filter(|size| size.is_finite());
    let (mut thin, mut count) = ([0usize; 3], 0usize);
    for size in sizes {
        count += 1;
        let least = size.min_element() * 1.001;
        [size.x, size.y, size.z].iter().zip(&mut thin).for_each(|(&side, thin)| *thin += usize::from(side <= least));
    }
    let share = |axis: usize| thin[axis] as f64 / count as f64;
    count >= 20 && share(0) >= 0.3 && share(1) >= 0.3 && share(2) <= 0.15
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::scene::Part;

    fn object(object: usize, size: Vec3) -> Part {
        Part { object, positions: vec![Vec3::ZERO, size], ..Part::default() }
    }

    fn scene(parts: Vec<Part>) -> Scene {
        Scene { objects: vec![String::new(); parts.len()], parts, ..Scene::default() }
    }

    fn asked(ask: impl Fn(&mut Findings)) -> Vec<Finding> {
        let mut findings = Findings::default();
        ask(&mut findings);
        findings.into_sorted()
    }

    #[test]
    fn a_tower_in_millimetres_is_asked_about_and_a_mountain_is_not() {
        let about = |x, y, z| asked(|findings| unit(Vec3::new(x, y, z), findings));
        let tower = about(8_280.0, 16_550.0, 8_200.0);
        assert_eq!(tower[0].code, "unit-large");
        assert_eq!(tower[0].args["unit"], "mm".into());
        assert_eq!(about(326.0, 652.0, 322.0)[0].args["unit"], "in".into());
        assert!(about(9_000.0, 1_500.0, 9_000.0).is_empty());
        assert!(about(8.0, 16.5, 8.0).is_empty());
    }

    #[test]
    fn walls_that_stand_along_z_are_asked_about() {
        let walls = |swap: bool| {
            let size = |i: usize| {
                if i.is_multiple_of(2) { Vec3::new(0.2, 3.0, 8.0) } else { Vec3::new(8.0, 3.0, 0.2) }
            };
            let turned = |v: Vec3| if swap { Vec3::new(v.x, v.z, v.y) } else { v };
            scene((0..24).map(|i| object(i, turned(size(i)))).collect())
        };
        let found = asked(|findings| ask(&walls(true), findings));
        assert_eq!(found[0].code, "axis-suspect");
        assert!(asked(|findings| ask(&walls(false), findings)).is_empty());
    }
}
