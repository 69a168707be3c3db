//! The report (bilan) as documents: what it says, its map, its PDF and its data files. Only [`gather`] asks the
//! database; the others draw a [`belvedere_domain::report::Report`] and the plans' pictures.

pub mod view;
pub mod words;
pub mod map;
pub mod data;
pub mod pdf;
pub mod standalone;
pub mod gather;
#[cfg(test)]
pub mod sample;
