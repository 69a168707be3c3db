//! The rules and the wire types of Belvédère: what a consultation, an exhibit, an opinion and a
//! report are, for the server and the viewer alike.
//!
//! This crate does no input or output and reads no clock: bytes and instants are arguments.

pub mod hash;
pub mod id;
pub mod language;
pub mod problem;
pub mod text;

pub mod consultation;
pub mod role;
pub mod territory;

pub mod budget;
pub mod exhibit;
pub mod geodesy;
pub mod layer;
pub mod mipmap;
pub mod placement;
pub mod plan_section;
pub mod scene;
pub mod tour;

pub mod anchor;
pub mod batch;
pub mod opinion;
pub mod receipt;

pub mod report;
pub mod suppression;
