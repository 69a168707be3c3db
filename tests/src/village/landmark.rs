//! The buildings one knows the village by: church, mairie, lavoir, market hall. Local frames as for houses.

mod church;
mod hall;
mod lavoir;
mod mairie;

pub use church::church;
pub use hall::hall;
pub use lavoir::lavoir;
pub use mairie::mairie;

use super::geom::{V3, p3};
use super::material::Mat;
use super::mesh::Mesh;
use super::wall::{Opening, Top, Wall};

/// Four walls around x ∈ [x0, x1], z ∈ [z0, z1]; openings for front (+Z), right, back, left; gables across x if given.
struct Box4<'a> {
    lo: V3,
    hi: V3,
    mat: Mat,
    buried: f32,
    openings: [&'a [Opening]; 4],
    /// Rise of gables on the front and back walls.
    gable: f32,
}

impl Box4<'_> {
    fn build(&self, mesh: &mut Mesh) {
        let (lo, hi) = (self.lo, self.hi);
        let h = hi.y - lo.y;
        let end = if self.gable > 0.0 { Top::Gable(h, self.gable) } else { Top::Flat(h) };
        let sides = [
            (p3(lo.x, lo.y, hi.z), p3(1.0, 0.0, 0.0), hi.x - lo.x, end),
            (p3(hi.x, lo.y, hi.z), p3(0.0, 0.0, -1.0), hi.z - lo.z, Top::Flat(h)),
            (p3(hi.x, lo.y, lo.z), p3(-1.0, 0.0, 0.0), hi.x - lo.x, end),
            (p3(lo.x, lo.y, lo.z), p3(0.0, 0.0, 1.0), hi.z - lo.z, Top::Flat(h)),
        ];
        for ((foot, right, width, top), openings) in sides.into_iter().zip(self.openings) {
            Wall { foot, right, width, buried: self.buried, mat: self.mat, trim: Mat::Ashlar }
                .build(mesh, top, openings);
        }
    }
}

/// A flat band of stone around a box, proud of the walls by `out`.
fn band(mesh: &mut Mesh, mat: Mat, lo: V3, hi: V3, out: f32) {
    mesh.block(mat, p3(lo.x - out, lo.y, lo.z - out), p3(hi.x + out, hi.y, hi.z + out), 2.5, true);
}
