//! The server of Belvédère.

pub mod commands;
pub mod convert;
