//! What every request and answer goes through, pages and API alike: language, problems, headers, limits.

pub mod limits;
pub mod language;
pub mod problem;
pub mod headers;
pub mod trace;
