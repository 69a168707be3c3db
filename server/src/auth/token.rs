//! Random tokens that stand for a session: the browser keeps the token in a cookie, we keep its hash.

use std::fmt;
use std::str::FromStr;

use belvedere_domain::hash::ContentHash;

pub(super) const BYTES: usize = 32;

/// 256 random bits that stand for a session, or for a visit of the login form.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; BYTES]);

/// The text is no token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("64 hexadecimal digits are expected")]
pub struct NotAToken;

impl Token {
    /// A new one.
    ///
    /// # Panics
    /// When the operating system has no randomness to give: then no token is safe.
    pub fn random() -> Self {
        Self(rand::random())
    }

    /// What is kept of it: who reads the database cannot take over a session.
    pub fn kept(&self) -> ContentHash {
        ContentHash::of(&self.0)
    }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn unhex(text: &str) -> Option<[u8; BYTES]> {
    if text.len() != 2 * BYTES || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; BYTES];
    for (index, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * index..2 * index + 2], 16).ok()?;
    }
    Some(bytes)
}

/// For the cookie.
impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

/// A token is a key: logs do not get it.
impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

impl FromStr for Token {
    type Err = NotAToken;

    fn from_str(text: &str) -> Result<Self, NotAToken> {
        unhex(text).map(Self).ok_or(NotAToken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kept_hash_is_not_the_token() {
        let token = Token::random();
        assert_eq!(token.to_string().parse(), Ok(token.clone()));
        assert_ne!(token, Token::random());
        assert_ne!(token.kept().to_string(), token.to_string());
        assert!(!format!("{token:?}").contains(&token.to_string()[..8]));
        for wrong in ["", "abc", &"g".repeat(64), &"é".repeat(32)] {
            assert_eq!(wrong.parse::<Token>(), Err(NotAToken));
        }
    }
}
