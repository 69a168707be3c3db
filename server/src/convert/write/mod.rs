//! Writes what a conversion gives: the chunk for the viewer, the collision mesh, the view from above. Each into a file that
//! was opened before the input was read.

mod collision;
mod cost;
mod extent;
mod glb;
pub mod oblique;
pub mod plan;
mod raster;
mod stream;
mod visual;

pub use collision::write as collision;
pub use visual::write as visual;
