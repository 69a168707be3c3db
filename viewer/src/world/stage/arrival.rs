//! What the reading threads send to the stage.

use bevy::prelude::*;

use crate::world::chunk::Look;

/// Something of a variant, counted in the manifest's order, is there.
pub(super) enum Arrival {
    /// How its materials look. Comes first.
    Looks { variant: usize, looks: Vec<Look>, sun_towards: Option<[f32; 3]> },
    /// A part of it, with its simpler forms and their errors in metres.
    Part {
        variant: usize,
        mesh: Box<Mesh>,
        levels: Vec<(f32, Mesh)>,
        look: usize,
        bounds_m: [[f32; 3]; 2],
        bytes: usize,
    },
    /// A picture; without an image where the same bytes were sent before.
    Picture { variant: usize, index: usize, hash: u64, image: Option<Box<Image>> },
    /// All parts near the visitor's first place were sent; they need these pictures.
    Near { variant: usize, pictures: Vec<usize> },
    /// All of it was sent.
    Whole { variant: usize },
    /// It cannot be read, or not whole.
    Failed { variant: usize, cause: String },
}

impl Arrival {
    /// What the graphics memory has to take in for it.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Part { bytes, .. } => *bytes,
            Self::Picture { image: Some(image), .. } => image.data.as_ref().map_or(0, Vec::len),
            _ => 0,
        }
    }
}
