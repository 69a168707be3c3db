//! The second look, at a model whose geometry is read: what the shapes tell of axis and unit, put right where they are sure.

use glam::{DMat4, DVec3, Vec3};

use super::{Axis, FAR_M, Frame, Said, linear, scene_from_model};
use crate::convert::finding::{Finding, Findings};
use crate::convert::hints::{self, Lying, Object, Size, Unit};
use crate::convert::locate;
use crate::convert::read::Steps;
use crate::convert::scene::Scene;

impl Frame {
    /// Corrects or asks by the shapes of `scene`, which was read by this frame, and says how the file was read. `steps` are
    /// in the unit that it was first read in.
    pub fn settle(mut self, scene: &mut Scene, mut steps: Steps, said: &Said, findings: &mut Findings) {
        if !self.is_located {
            let correction = self.correction(scene, said, findings);
            if correction != DMat4::IDENTITY {
                let scale = linear(&correction).x_axis.length();
                steps = Steps { float_m: scale * steps.float_m, rounded_m: scale * steps.rounded_m };
                self.correct(scene, &correction);
            }
            if self.origin != DVec3::ZERO && !self.is_unit_open {
                let [x, y, z] = self.origin.to_array();
                findings.add(Finding::warning("coordinates-recentred").with("x", x).with("y", y).with("z", z));
            }
        }
        if steps.float_m > 0.01 {
            findings.add(Finding::warning("coordinates-imprecise").with("step_m", steps.float_m));
        }
        // Rounded by an exporter, on purpose: told where one sees it.
        if steps.rounded_m > 0.05 {
            findings.add(Finding::warning("coordinates-rounded").with("step_m", steps.rounded_m));
        }
        if let Some(proposal) = &mut self.read_as.proposal {
            proposal.accuracy_m = locate::accuracy_m(steps.float_m.max(steps.rounded_m));
        }
        scene.offset_m = self.origin.to_array();
        scene.read_as = self.read_as;
    }

    /// What is to be done to the scene as it was read. It tells what it finds.
    fn correction(&mut self, scene: &Scene, said: &Said, findings: &mut Findings) -> DMat4 {
        let mut objects = hints::objects(scene);
        let (min, max) = scene.bounds();
        let mut size = max - min;
        let mut turn = DMat4::IDENTITY;
        let lying = if said.up_axis.is_none() { hints::lying(scene, size, &objects) } else { Lying::No };
        tell_lying(lying, findings);
        if matches!(lying, Lying::Surely { .. }) {
            turn = scene_from_model(1.0, Axis::Z);
            self.read_as.up_axis = Axis::Z;
        }
        if matches!(lying, Lying::Surely { .. } | Lying::Perhaps) {
            // Judged as if it stood upright: a town on its side is not a tower.
            stand(&mut size);
            objects.iter_mut().for_each(|object| stand(&mut object.size));
        }
        if said.scale.is_some() || matches!(lying, Lying::Leaning(_)) {
            return turn;
        }
        let scale = self.unit(size, &objects, findings);
        self.read_as.scale *= scale;
        scene_from_model(scale, Axis::Y) * turn
    }

    /// The metres in a unit of the file, where that is sure; else one.
    fn unit(&mut self, size: Vec3, objects: &[Object], findings: &mut Findings) -> f64 {
        let told = hints::size(size, objects);
        self.is_unit_open = matches!(told, Size::Huge(_) | Size::HighWalls(_));
        let longest = f64::from(size.max_element());
        let with_unit = |finding: Finding, unit: Unit| {
            finding.with("size_m", longest.round()).with("unit", unit.to_string()).with("scale", unit.metres())
        };
        match told {
            Size::Plausible => {}
            Size::Tiny(size) => findings.add(Finding::warning("unit-small").with("size_m", f64::from(size))),
            Size::Huge(unit) => findings.add(with_unit(Finding::warning("unit-large"), unit)),
            Size::HighWalls(walls) => {
                let finding = Finding::warning("unit-walls").with("walls", walls.count);
                findings.add(with_unit(finding, walls.unit).with("wall_m", rounded(f64::from(walls.height))));
            }
            Size::HugeWithWalls(walls) => {
                let finding = Finding::warning("unit-corrected").with("reason", "walls").with("walls", walls.count);
                let height_m = f64::from(walls.height) * walls.unit.metres();
                let finding = finding.with("wall", rounded(f64::from(walls.height))).with("wall_m", rounded(height_m));
                findings.add(with_unit(finding, walls.unit));
                return walls.unit.metres();
            }
        }
        1.0
    }

    /// Turns and scales what was read. What was subtracted is turned with it, and added again where it is no longer far.
    fn correct(&mut self, scene: &mut Scene, correction: &DMat4) {
        let origin = correction.transform_vector3(self.origin);
        let far = |value: f64| if value.abs() > FAR_M { value } else { 0.0 };
        let kept = DVec3::new(far(origin.x), far(origin.y), far(origin.z));
        let back = origin - kept;
        let turn = linear(correction).as_mat3();
        for part in &mut scene.parts {
            for position in &mut part.positions {
                *position = (correction.transform_point3(position.as_dvec3()) + back).as_vec3();
            }
            for normal in &mut part.normals {
                *normal = (turn * *normal).normalize_or(Vec3::Y);
            }
        }
        self.origin = kept;
    }
}

/// The sides of a box that lies, as if it stood.
fn stand(size: &mut Vec3) {
    *size = Vec3::new(size.x, size.z, size.y);
}

fn rounded(value: f64) -> f64 {
    (100.0 * value).round() / 100.0
}

fn tell_lying(lying: Lying, findings: &mut Findings) {
    match lying {
        Lying::No => {}
        Lying::Perhaps => findings.add(Finding::warning("axis-suspect")),
        Lying::Surely { floors, walls } => {
            let finding = Finding::warning("axis-corrected").with("reason", "floors");
            findings.add(finding.with("floors", floors).with("walls", walls));
        }
        Lying::Leaning(angle_deg) => {
            findings.add(Finding::warning("ground-leans").with("angle_deg", f64::from(angle_deg).round()));
        }
    }
}
