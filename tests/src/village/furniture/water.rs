//! The stone fountain of the planted square.

use super::super::geom::{V3, p3};
use super::super::material::{Colour, Mat};
use super::super::mesh::Mesh;

/// A round basin 4.4 m across, with a low kerb to sit on and a column with a bowl.
pub fn fountain() -> Mesh {
    let mut mesh = Mesh::default();
    let basin =
        [(2.45, -0.3), (2.45, 0.05), (2.2, 0.06), (2.2, 0.40), (2.28, 0.42), (2.28, 0.52), (1.86, 0.52), (1.86, 0.1)];
    mesh.lathe(Mat::Ashlar, V3::default(), &basin, 28);
    mesh.lathe(Mat::Water, V3::default(), &[(1.87, 0.36), (0.9, 0.361), (0.2, 0.362)], 28);
    let column = [
        (0.5, 0.1),
        (0.5, 0.5),
        (0.32, 0.6),
        (0.22, 0.8),
        (0.2, 1.3),
        (0.34, 1.42),
        (0.85, 1.56),
        (0.92, 1.62),
        (0.9, 1.68),
        (0.8, 1.66),
        (0.7, 1.6),
    ];
    mesh.lathe(Mat::Ashlar, V3::default(), &column, 18);
    mesh.lathe(Mat::Water, V3::default(), &[(0.78, 1.63), (0.16, 1.635)], 18);
    mesh.lathe(
        Mat::Ashlar,
        V3::default(),
        &[(0.17, 1.55), (0.12, 1.8), (0.1, 2.1), (0.19, 2.2), (0.2, 2.3), (0.1, 2.42), (0.0, 2.46)],
        12,
    );
    for k in 0..4 {
        let turn = k as f32 * std::f32::consts::FRAC_PI_2 + 0.4;
        let (s, c) = turn.sin_cos();
        mesh.painted(Colour::Iron, |m| {
            m.tube(Mat::Palette, p3(c * 0.16, 2.05, s * 0.16), p3(c * 0.4, 2.0, s * 0.4), [0.035, 0.03], 6, true)
        });
        // The jet falls into the bowl.
        mesh.tube(Mat::Water, p3(c * 0.4, 1.99, s * 0.4), p3(c * 0.5, 1.6, s * 0.5), [0.022, 0.03], 5, false);
    }
    mesh
}
