//! The three states of the square, standing in the same village.

mod common;
mod existing;
mod garden;
mod market;

use super::geom::{Frame, V2, p2};
use super::glb::Scene;
use super::ground::{Fields, Ground, Variant};
use super::material::Colour;
use super::mesh::Mesh;
use super::plan::Plan;
use super::rng::Rng;
use super::scenery::Planting;
use super::settlement::Settlement;
use super::tree;

/// Everything that does not depend on the variant.
pub struct Village {
    pub plan: Plan,
    pub fields: Fields,
    pub settlement: Settlement,
}

impl Default for Village {
    fn default() -> Self {
        let plan = Plan::new();
        let settlement = Settlement::new(&plan);
        Self { plan, fields: Fields::new(), settlement }
    }
}

/// A scene under construction: its ground and its shared meshes.
pub struct Builder<'a> {
    pub scene: Scene,
    pub ground: Ground<'a>,
    pub village: &'a Village,
    shared: Vec<(String, usize)>,
    counts: Vec<(String, usize)>,
}

/// Builds the scene of a variant.
pub fn build(village: &Village, variant: Variant) -> (Scene, Ground<'_>) {
    let ground = Ground::new(variant, &village.plan, &village.fields);
    let mut b = Builder { scene: Scene::new(super::NAME), ground, village, shared: Vec::new(), counts: Vec::new() };
    let layers = common::build(&mut b);
    match variant {
        Variant::Existing => existing::build(&mut b, &layers),
        Variant::Garden => garden::build(&mut b, &layers),
        Variant::Market => market::build(&mut b, &layers),
    }
    (b.scene, b.ground)
}

impl Builder<'_> {
    /// Stands a shared thing on the ground, named `kind` and its number.
    fn put(&mut self, layer: usize, kind: &str, make: impl FnOnce() -> Mesh, at: V2, turn: f32, scale: f32) {
        let frame = Frame { at: self.ground.point(at), turn };
        self.put_at(layer, kind, kind, make, frame, scale);
    }

    /// Stands a shared mesh known as `model` in a frame, named `kind` and its number.
    fn put_at(&mut self, layer: usize, kind: &str, model: &str, make: impl FnOnce() -> Mesh, frame: Frame, scale: f32) {
        let mesh = match self.shared.iter().find(|(name, _)| name == model) {
            Some(&(_, mesh)) => mesh,
            None => {
                let mesh = self.scene.mesh(model, make());
                self.shared.push((model.into(), mesh));
                mesh
            }
        };
        let name = self.numbered(kind);
        self.scene.stand(layer, &name, mesh, frame, scale);
    }

    /// `kind` with the next number.
    fn numbered(&mut self, kind: &str) -> String {
        let slot = match self.counts.iter_mut().find(|(name, _)| name == kind) {
            Some(slot) => slot,
            None => {
                self.counts.push((kind.into(), 0));
                self.counts.last_mut().expect("just pushed")
            }
        };
        slot.1 += 1;
        format!("{kind} {}", slot.1)
    }

    /// Plants a tree; each kind has two individuals.
    fn plant(&mut self, layer: usize, p: Planting) {
        let habit = match p.kind {
            "Tilleul" => tree::LIME,
            "Vieux tilleul" => tree::OLD_LIME,
            "Platane" => tree::PLANE,
            "Fruitier" => tree::FRUIT,
            "Jeune tilleul" => tree::YOUNG,
            _ => tree::BUSH,
        };
        let individual = (p.turn * 1000.0) as u64 % 2;
        let frame = Frame { at: self.ground.point(p.at), turn: p.turn };
        self.put_at(
            layer,
            p.kind,
            &format!("{} modèle {}", p.kind, individual + 1),
            || habit.build(individual),
            frame,
            p.scale,
        );
    }

    /// Plants trees at given places.
    fn plant_all(&mut self, layer: usize, kind: &'static str, seed: u64, places: &[(f32, f32)]) {
        let mut rng = Rng::new(seed);
        for &(x, z) in places {
            self.plant(layer, Planting::new(kind, p2(x, z), &mut rng));
        }
    }

    /// Parks a car.
    fn park(&mut self, layer: usize, colour: Colour, at: V2, turn: f32) {
        let frame = Frame { at: self.ground.point(at), turn };
        self.put_at(layer, "Voiture", &format!("Voiture {colour:?}"), || super::furniture::car(colour), frame, 1.0);
    }
}
