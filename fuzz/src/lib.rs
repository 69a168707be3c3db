//! The conversion of uploaded models for the fuzzer: the server's own sources, built with the fuzzer's flags, and changes of
//! files that know what a glTF looks like.

#[path = "../../server/src/convert/mod.rs"]
pub mod convert;
pub mod mutate;
mod words;
