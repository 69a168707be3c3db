//! What surrounds the square and never changes: garden walls, trees, vine rows, woods, the rock on the horizon.

mod horizon;
mod trees;
mod walls;

pub use horizon::{rock, vine_rows, woods};
pub use trees::{Planting, bushes, village_trees};
pub use walls::{churchyard_wall, dry_wall, garden_walls};
