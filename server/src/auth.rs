//! Who is asking, and what they may do.

pub mod token;
pub mod password;

pub use token::Token;
