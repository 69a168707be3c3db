//! What every request and answer goes through, pages and API alike: language, problems, headers, limits.

pub mod headers;
pub mod language;
pub mod length;
pub mod limits;
pub mod problem;
pub mod trace;
