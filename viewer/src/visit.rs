//! The visit and the opinion that is being given: what was said so far, and the opinion made of it. Pure:
//! instants and random bits are arguments. Nothing of it outlives the visit but the opinion that was sent.

mod draft;
mod plugin;
#[cfg(test)]
mod tests;

pub use draft::{Draft, Given, Seen};
pub use plugin::{Device, LastReceipt, SendProblem, Visit, plugin};
