//! The report (bilan) as documents: what it says, its map, its PDF and its data files. Only [`gather`] asks the
//! database; the others draw a [`belvedere_domain::report::Report`] and the plans' pictures.

pub mod data;
pub mod gather;
pub mod map;
pub mod pdf;
pub mod pictures;
#[cfg(test)]
pub mod sample;
pub mod standalone;
pub mod view;
pub mod words;
