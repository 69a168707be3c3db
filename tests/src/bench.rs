//! For `make bench`: models of any size, and what a file costs to draw. It depends on no converter.

pub mod glb;
pub mod grid;
