//! Where opinions are anchored: triangles of the very meshes of the variant, gathered around hot spots.

use serde_json::{Value, json};

use super::super::geom::{UP, V2, V3, p2, p3, smoothstep};
use super::super::glb::Scene;
use super::super::ground::{Ground, Variant, Zone};
use super::super::rng::Rng;
use super::super::showing::viewpoint_poses;

/// A point on a surface.
#[derive(Clone, Debug)]
pub struct Anchor {
    pub at: V3,
    pub normal: V3,
    pub node: String,
}

impl Anchor {
    pub fn to_json(&self) -> Value {
        json!({ "position_m": rounded(self.at), "normal": rounded(self.normal), "node": self.node })
    }
}

fn rounded(v: V3) -> [f64; 3] {
    v.array().map(|c| (f64::from(c) * 1000.0).round() / 1000.0)
}

/// Spots of ground: middle, spread in metres, weights for the five themes.
type GroundSpot = (V2, f32, [f32; 5]);
/// Things: start of the nodes' names, heights that count, weights for the five themes.
type ThingSpot = (&'static str, [f32; 2], [f32; 5]);

const THINGS_EVERYWHERE: [ThingSpot; 8] = [
    ("Vieux tilleul", [0.6, 2.2], [2.0, 0.2, 0.2, 0.0, 0.4]),
    ("Mairie", [0.5, 3.4], [0.0, 0.1, 0.3, 0.5, 0.8]),
    ("Église", [0.5, 3.6], [0.0, 0.0, 0.1, 0.1, 1.4]),
    ("Café de la Place", [0.4, 2.6], [0.2, 0.2, 1.6, 0.1, 0.1]),
    ("Boulangerie", [0.4, 2.6], [0.0, 1.1, 0.9, 0.2, 0.0]),
    ("Pharmacie", [0.4, 2.6], [0.0, 0.4, 0.2, 1.2, 0.0]),
    ("Banc", [0.4, 0.5], [0.5, 0.0, 0.6, 0.7, 0.1]),
    ("Réverbère", [0.8, 2.2], [0.0, 0.1, 0.1, 0.4, 0.1]),
];

fn things(variant: Variant) -> Vec<ThingSpot> {
    let mut out = THINGS_EVERYWHERE.to_vec();
    match variant {
        Variant::Existing => out.push(("Voiture", [0.5, 1.1], [0.2, 1.6, 0.2, 0.3, 0.2])),
        Variant::Garden => out.extend([
            ("Fontaine", [0.3, 1.8], [1.3, 0.0, 0.9, 0.2, 0.6]),
            ("Tilleul", [0.6, 2.2], [1.2, 0.0, 0.1, 0.1, 0.2]),
            ("Voiture", [0.5, 1.1], [0.0, 1.4, 0.1, 0.1, 0.0]),
            ("Arceaux à vélos", [0.3, 0.9], [0.0, 0.3, 0.1, 1.0, 0.0]),
        ]),
        Variant::Market => out.extend([
            ("Halle", [0.6, 3.4], [0.2, 0.1, 2.2, 0.4, 2.2]),
            ("Étal", [0.6, 2.4], [0.0, 0.1, 1.3, 0.1, 0.0]),
            ("Parasol", [0.4, 2.5], [0.3, 0.0, 1.0, 0.0, 0.1]),
            ("Tilleul", [0.6, 2.2], [1.1, 0.0, 0.1, 0.1, 0.1]),
            ("Borne", [0.3, 0.95], [0.0, 0.7, 0.0, 0.7, 0.0]),
        ]),
    }
    out
}

fn grounds(variant: Variant) -> Vec<GroundSpot> {
    let mut out = vec![
        (p2(8.0, 13.2), 5.0, [0.0, 0.9, 0.1, 0.8, 0.1]),
        (p2(-29.0, -3.0), 4.0, [0.0, 0.5, 0.0, 0.6, 0.1]),
        (p2(17.4, 22.0), 3.0, [0.5, 0.3, 0.0, 0.3, 0.1]),
    ];
    out.extend(match variant {
        Variant::Existing => {
            [(p2(-6.0, 7.5), 6.0, [1.4, 1.2, 0.6, 0.6, 0.6]), (p2(12.0, -9.0), 5.0, [1.0, 1.0, 0.6, 0.3, 0.3])]
        }
        Variant::Garden => {
            [(p2(-1.0, -5.0), 7.0, [1.2, 0.1, 0.9, 0.9, 0.5]), (p2(12.0, 2.0), 6.0, [1.0, 0.3, 0.5, 0.5, 0.4])]
        }
        Variant::Market => {
            [(p2(-19.5, -15.5), 4.0, [0.3, 0.2, 1.3, 0.3, 0.2]), (p2(5.0, 3.0), 6.0, [1.1, 0.8, 0.5, 1.1, 0.7])]
        }
    });
    out
}

/// The surfaces of a variant that opinions are about.
pub struct Spots<'a> {
    ground: &'a Ground<'a>,
    grounds: Vec<GroundSpot>,
    /// Candidate points by thing, with the thing's weights.
    things: Vec<(Vec<Anchor>, [f32; 5])>,
}

impl<'a> Spots<'a> {
    /// Gathers the candidates.
    pub fn new(scene: &Scene, ground: &'a Ground<'a>) -> Self {
        let found = |&(prefix, heights, weights): &ThingSpot| (candidates(scene, ground, prefix, heights), weights);
        let things = things(ground.variant).iter().map(found).filter(|(points, _)| !points.is_empty()).collect();
        Self { ground, grounds: grounds(ground.variant), things }
    }

    /// An anchor fit for a theme.
    pub fn anchor(&self, rng: &mut Rng, theme: usize) -> Anchor {
        let weights: Vec<f32> =
            self.grounds.iter().map(|g| g.2[theme]).chain(self.things.iter().map(|t| t.1[theme])).collect();
        let pick = rng.weighted(&weights);
        if pick < self.grounds.len() {
            return self.on_ground(rng, self.grounds[pick].0, self.grounds[pick].1);
        }
        let points = &self.things[pick - self.grounds.len()].0;
        points[rng.below(points.len())].clone()
    }

    fn on_ground(&self, rng: &mut Rng, middle: V2, spread: f32) -> Anchor {
        let toss = |rng: &mut Rng| (rng.unit() + rng.unit() + rng.unit() - 1.5) * spread;
        let p = middle + p2(toss(rng), toss(rng));
        let zone = self.ground.zone(p);
        let node = if zone.in_square() { "Sol de la place" } else { "Rues et jardins" };
        Anchor { at: self.ground.point(p), normal: UP, node: node.into() }
    }

    /// A camera that stands some metres off and looks at the anchor.
    pub fn view_of(&self, rng: &mut Rng, anchor: &Anchor) -> Value {
        let mut eye = anchor.at.plan() + p2(0.0, 4.0);
        for _ in 0..40 {
            let out = if anchor.normal.y < 0.5 {
                anchor.normal.plan().unit()
            } else {
                p2(rng.range(-1.0, 1.0), rng.range(-1.0, 1.0)).unit()
            };
            let aside = out.right() * rng.range(-0.6, 0.6);
            let p = anchor.at.plan() + (out + aside).unit() * rng.range(2.8, 7.5);
            if !matches!(self.ground.zone(p), Zone::Garden | Zone::Land | Zone::Bed) {
                eye = p;
                break;
            }
        }
        let head = self.ground.point(eye) + UP * 1.6;
        let look = anchor.at - head;
        let flat = look.plan().length().max(0.1);
        view(head, look.x.atan2(-look.z).to_degrees(), look.y.atan2(flat).to_degrees())
    }

    /// A camera near a viewpoint of the guided tour.
    pub fn view_from_tour(&self, rng: &mut Rng) -> Value {
        let poses = viewpoint_poses();
        let (at, yaw, pitch) = poses[rng.below(poses.len())];
        let head = self.ground.point(at + p2(rng.range(-0.8, 0.8), rng.range(-0.8, 0.8))) + UP * 1.6;
        view(head, yaw + rng.range(-25.0, 25.0), pitch + rng.range(-4.0, 4.0))
    }
}

fn view(eye: V3, yaw_deg: f32, pitch_deg: f32) -> Value {
    let tenth = |v: f32| (f64::from(v) * 10.0).round() / 10.0;
    json!({ "position_m": rounded(eye), "yaw_deg": tenth(yaw_deg.rem_euclid(360.0)), "pitch_deg": tenth(pitch_deg), "fov_deg": 70.0_f64 })
}

/// Middles of the triangles of the nodes called `prefix …` that lie between two heights above the ground around.
fn candidates(scene: &Scene, ground: &Ground, prefix: &str, [low, high]: [f32; 2]) -> Vec<Anchor> {
    let mut out = Vec::new();
    for node in scene.nodes.iter().filter(|n| n.name.starts_with(prefix)) {
        let Some(mesh) = node.mesh else { continue };
        // Things in the square or beside it: opinions are about these.
        if smoothstep(34.0, 36.0, node.frame.at.x.abs().max(node.frame.at.z.abs())) > 0.5
            && !prefix.starts_with("Église")
        {
            continue;
        }
        for part in scene.meshes[mesh].1.parts.values() {
            for t in part.indices.chunks_exact(3) {
                let [a, b, c] = [t[0], t[1], t[2]].map(|i| {
                    let [x, y, z] = part.positions[i as usize];
                    node.frame.to_scene(p3(x, y, z) * node.scale)
                });
                let (middle, face) = ((a + b + c) * (1.0 / 3.0), (b - a).cross(c - a));
                let above = middle.y - ground.height(middle.plan());
                let big = face.length() > 0.02;
                let outward = face.y >= 0.0 && (face.unit().y > 0.9 || prefix != "Banc");
                let facade = !matches!(prefix, "Mairie" | "Café de la Place" | "Boulangerie" | "Pharmacie")
                    || node.frame.turn_v(p3(0.0, 0.0, 1.0)).dot(face.unit()) > 0.9;
                if above > low && above < high && big && outward && facade {
                    out.push(Anchor { at: middle, normal: face.unit(), node: node.name.clone() });
                }
            }
        }
    }
    out
}
