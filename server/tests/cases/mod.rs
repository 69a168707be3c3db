//! The cases of the store's contract, one file per concern.

pub mod texts;
pub mod exhibits;
pub mod opinions;
pub mod intake;
pub mod people;
pub mod audit;
