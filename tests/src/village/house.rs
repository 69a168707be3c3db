//! A house of the Mâconnais: golden stone or lime plaster, shutters, low tiled roof, sometimes a wooden gallery.
//! Local frame: the street façade lies in z = 0 and looks along +Z; y = 0 is the ground at its middle.

mod extras;

use super::geom::{V3, p3};
use super::material::Mat;
use super::mesh::Mesh;
use super::rng::Rng;
use super::roof::{Roof, chimney};
use super::wall::{Fill, Opening, Top, Wall};

/// What kind of house it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Plain,
    /// With the region's covered outside gallery.
    Gallery,
    /// A shop: index of its sign.
    Shop(usize),
    Barn,
}

/// All that defines a house.
#[derive(Clone, Debug)]
pub struct House {
    pub kind: Kind,
    pub w: f32,
    pub d: f32,
    /// Storeys under the eaves, attic aside.
    pub floors: u32,
    pub attic: bool,
    pub hip: bool,
    pub wall: Mat,
    pub roof: Mat,
    pub shutter: Mat,
    /// Whether the left and right ends are free of neighbours.
    pub free: [bool; 2],
    /// How far the walls go into the ground.
    pub buried: f32,
    pub seed: u64,
}

const FLOOR_M: f32 = 2.85;

impl House {
    /// Height of the walls.
    pub fn eaves(&self) -> f32 {
        let attic = if self.attic { 1.15 } else { 0.35 };
        self.floors as f32 * FLOOR_M + attic
    }

    /// Draws the house.
    pub fn build(&self) -> Mesh {
        let mut rng = Rng::new(self.seed);
        let mut mesh = Mesh { uv_shift: [rng.unit(), rng.unit()], ..Mesh::default() };
        let (w, d, h) = (self.w, self.d, self.eaves());
        let roof = Roof {
            w,
            d,
            eaves: h,
            pitch: rng.range(0.31, 0.37),
            front: if self.kind == Kind::Gallery { 2.1 } else { 0.5 },
            back: 0.45,
            side: if self.free[0] && self.free[1] { 0.3 } else { 0.12 },
            hip: self.hip,
            mat: self.roof,
            under: Mat::Oak,
        };
        let gable = if self.hip { Top::Flat(h) } else { Top::Gable(h, roof.pitch * d / 2.0) };
        let front = self.front(&mut rng);
        self.wall(p3(-w / 2.0, 0.0, 0.0), p3(1.0, 0.0, 0.0), w).build(&mut mesh, Top::Flat(h), &front);
        let back = self.back(&mut rng);
        self.wall(p3(w / 2.0, 0.0, -d), p3(-1.0, 0.0, 0.0), w).build(&mut mesh, Top::Flat(h), &back);
        let side = self.side(self.free[1], &mut rng);
        self.wall(p3(w / 2.0, 0.0, 0.0), p3(0.0, 0.0, -1.0), d).build(&mut mesh, gable, &side);
        let side = self.side(self.free[0], &mut rng);
        self.wall(p3(-w / 2.0, 0.0, -d), p3(0.0, 0.0, 1.0), d).build(&mut mesh, gable, &side);
        roof.build(&mut mesh);
        self.chimneys(&mut mesh, &roof, &mut rng);
        self.extras(&mut mesh, &front, &mut rng);
        mesh
    }

    fn wall(&self, foot: V3, right: V3, width: f32) -> Wall {
        Wall { foot, right, width, buried: self.buried, mat: self.wall, trim: Mat::Ashlar }
    }

    fn window(&self, rng: &mut Rng, x: f32, y: f32, w: f32, h: f32) -> Opening {
        let fill = if rng.chance(0.12) { Fill::Closed(self.shutter) } else { Fill::Window(Some(self.shutter)) };
        Opening::new(x - w / 2.0, y, w, h, fill)
    }

    /// Middles of the bays, evenly spread.
    fn bays(&self) -> Vec<f32> {
        let count = (self.w / 2.75).floor().max(1.0);
        (0..count as usize).map(|i| self.w * (i as f32 + 0.5) / count).collect()
    }

    fn front(&self, rng: &mut Rng) -> Vec<Opening> {
        match self.kind {
            Kind::Barn => self.barn_front(rng),
            Kind::Gallery => self.gallery_front(rng),
            Kind::Plain | Kind::Shop(_) => self.plain_front(rng),
        }
    }

    fn plain_front(&self, rng: &mut Rng) -> Vec<Opening> {
        let bays = self.bays();
        let door_at = rng.below(bays.len());
        let shop = matches!(self.kind, Kind::Shop(_));
        let mut out = Vec::new();
        for (i, &x) in bays.iter().enumerate() {
            if shop && i != door_at {
                let w = (self.w / bays.len() as f32 - 0.75).min(2.3);
                out.push(Opening { frame: 0.1, ..Opening::new(x - w / 2.0, 0.12, w, 2.35, Fill::Shop(self.shutter)) });
            } else if i == door_at {
                out.push(Opening::new(
                    x - 0.5,
                    0.0,
                    1.0,
                    2.15,
                    Fill::Door(if shop { self.shutter } else { self.door(rng) }),
                ));
            } else {
                out.push(self.window(rng, x, 0.95, 0.95, 1.35));
            }
        }
        self.upper(rng, &bays, &mut out);
        out
    }

    fn upper(&self, rng: &mut Rng, bays: &[f32], out: &mut Vec<Opening>) {
        for floor in 1..self.floors {
            let y = floor as f32 * FLOOR_M + 0.75;
            for &x in bays {
                out.push(self.window(rng, x, y, 0.95, if floor == 1 { 1.5 } else { 1.3 }));
            }
        }
        if self.attic {
            let y = self.floors as f32 * FLOOR_M + 0.25;
            for &x in bays {
                if rng.chance(0.75) {
                    out.push(Opening { frame: 0.12, ..Opening::new(x - 0.3, y, 0.6, 0.5, Fill::Small) });
                }
            }
        }
    }

    fn barn_front(&self, rng: &mut Rng) -> Vec<Opening> {
        let w = (self.w * 0.4).clamp(2.4, 3.0);
        let x = self.w * rng.range(0.36, 0.6);
        let mut out = vec![Opening { frame: 0.28, ..Opening::new(x - w / 2.0, 0.0, w, 3.1, Fill::Door(self.shutter)) }];
        if self.floors > 1 {
            out.push(Opening::new(x - 0.55, FLOOR_M + 0.95, 1.1, 1.4, Fill::Closed(self.shutter)));
        }
        if x - w / 2.0 > 1.7 {
            out.push(Opening { frame: 0.12, ..Opening::new(0.8, 1.3, 0.55, 0.6, Fill::Small) });
        }
        out
    }

    /// Cellar door below, living floor above, behind the gallery.
    fn gallery_front(&self, rng: &mut Rng) -> Vec<Opening> {
        let y = FLOOR_M;
        let mut out = vec![
            Opening { frame: 0.25, ..Opening::new(self.w * 0.62 - 0.9, 0.0, 1.8, 2.2, Fill::Door(self.shutter)) }
                .arched(),
            Opening::new(self.w * 0.4 - 0.5, y, 1.0, 2.1, Fill::Door(self.door(rng))),
            self.window(rng, self.w * 0.72, y + 0.85, 0.9, 1.25),
        ];
        if self.w > 8.5 {
            out.push(self.window(rng, self.w * 0.14 + 0.1, y + 0.85, 0.9, 1.25));
        }
        out
    }

    fn back(&self, rng: &mut Rng) -> Vec<Opening> {
        let mut out = Vec::new();
        let bays = self.bays();
        for floor in 0..self.floors {
            for &x in &bays {
                if rng.chance(0.22) {
                    out.push(self.window(rng, x, floor as f32 * FLOOR_M + 0.9, 0.9, 1.25));
                }
            }
        }
        out
    }

    fn side(&self, free: bool, rng: &mut Rng) -> Vec<Opening> {
        let mut out = Vec::new();
        if !free || self.kind == Kind::Barn {
            return out;
        }
        for floor in 0..self.floors {
            for part in [0.3, 0.7] {
                if rng.chance(0.4) {
                    out.push(self.window(rng, self.d * part, floor as f32 * FLOOR_M + 0.9, 0.85, 1.2));
                }
            }
        }
        out
    }

    fn door(&self, rng: &mut Rng) -> Mat {
        if rng.chance(0.5) { Mat::Oak } else { self.shutter }
    }

    fn chimneys(&self, mesh: &mut Mesh, roof: &Roof, rng: &mut Rng) {
        if self.kind == Kind::Barn {
            return;
        }
        let count = if self.w > 8.0 { 2 } else { 1 };
        for k in 0..count {
            let side = if (k == 0) == rng.chance(0.5) { -1.0 } else { 1.0 };
            let x = side * (self.w / 2.0 - rng.range(0.9, 1.6)) * if self.hip { 0.3 } else { 1.0 };
            let z = -self.d * rng.range(0.52, 0.66);
            let inside = roof.ridge() - roof.pitch * (z + self.d / 2.0).abs() - 0.35;
            chimney(mesh, self.wall, p3(x, inside, z), rng.range(1.1, 1.5));
        }
    }
}
