//! The cases of the store's contract, one file per concern.

pub mod anchors;
pub mod audit;
pub mod exhibits;
pub mod intake;
pub mod opinions;
pub mod people;
pub mod placements;
pub mod reports;
pub mod texts;
