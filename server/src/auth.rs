//! Who is asking, and what they may do. A right is an argument type of the handler that needs it ([`Allowed`],
//! [`Anywhere`]), and a form can only be read by an argument that checked its token ([`Signed`], [`SignedUpload`], [`SignedBody`]):
//! a handler cannot be written without its checks.

pub mod cookie;
pub mod form_secret;
pub mod password;
pub mod rights;
pub mod session;
pub mod signed;
pub mod staff;
pub mod throttle;
pub mod token;

pub use form_secret::FormSecret;
pub use rights::{Allowed, Anywhere};
pub use signed::{Signed, SignedBody, SignedUpload};
pub use staff::Staff;
pub use throttle::Throttle;
pub use token::Token;
