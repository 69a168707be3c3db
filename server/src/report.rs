//! The report (bilan) as documents: what it says, its map, its PDF and its data files. It asks no database:
//! what it draws is a [`belvedere_domain::report::Report`] and the plans' pictures.

pub mod view;
pub mod words;
pub mod map;
pub mod data;
pub mod pdf;
#[cfg(test)]
pub mod sample;
