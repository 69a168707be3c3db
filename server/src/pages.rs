//! The pages for people. Each is a struct built from the domain, its template and its handler in one file; they work
//! without JavaScript. The router is made from one table of routes that names who may ask each of them, so that a
//! test can walk all of it.

pub mod paging;
pub mod routes;
pub mod shell;
pub mod stance;

pub mod anchors;
pub mod language;
pub mod login;
pub mod model;
mod number;
pub mod opinions;
pub mod placement;
pub mod plan;
pub mod preview;
pub mod problem;
pub mod progress;
pub mod project;
pub mod projects;
pub mod report;
pub mod statics;
pub mod tus;
pub mod upload;
pub mod welcome;

#[cfg(test)]
pub(crate) mod tests_support;
#[cfg(test)]
mod walk;

pub use routes::{Access, Route, all, router};
