//! The secret that a session's forms carry (CSRF): a page of another site can make a browser send a form with our
//! cookie, but does not know what to put in it.

use std::fmt;
use std::str::FromStr;

use belvedere_domain::hash::{ContentHash, Hasher};

use super::token::{BYTES, NotAToken, Token, hex, unhex};

/// What the forms of a session, or of one visit of the login page, must bring back.
#[derive(Clone, PartialEq, Eq)]
pub struct FormSecret([u8; BYTES]);

impl FormSecret {
    /// A new one, for a session.
    pub fn random() -> Self {
        Self(rand::random())
    }

    /// The one that belongs to the login form's cookie: there is no session to keep it in yet.
    pub fn of_cookie(cookie: &Token) -> Self {
        let mut hasher = Hasher::default();
        hasher.update(b"belvedere login form\0");
        hasher.update(cookie.to_string().as_bytes());
        let hash: ContentHash = hasher.finish();
        Self(unhex(&hash.to_string()).unwrap_or_default())
    }

    /// What a form carries: the secret under a fresh mask, so that the compressed length of pages tells nothing of it
    /// (<https://www.breachattack.com>).
    pub fn masked(&self) -> String {
        let mask: [u8; BYTES] = rand::random();
        hex(&mask) + &hex(&xor(&self.0, &mask))
    }

    /// Whether a form's text is this secret under some mask. Takes the same time wherever it differs.
    pub fn accepts(&self, shown: &str) -> bool {
        let Some((mask, masked)) = shown.split_at_checked(2 * BYTES) else {
            return false;
        };
        let (Some(mask), Some(masked)) = (unhex(mask), unhex(masked)) else {
            return false;
        };
        let differing = xor(&xor(&mask, &masked), &self.0);
        differing.iter().fold(0, |any, byte| any | byte) == 0
    }
}

fn xor(a: &[u8; BYTES], b: &[u8; BYTES]) -> [u8; BYTES] {
    std::array::from_fn(|index| a[index] ^ b[index])
}

/// For the session's row.
impl fmt::Display for FormSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

/// Logs do not get it.
impl fmt::Debug for FormSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FormSecret(…)")
    }
}

impl FromStr for FormSecret {
    type Err = NotAToken;

    fn from_str(text: &str) -> Result<Self, NotAToken> {
        unhex(text).map(Self).ok_or(NotAToken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_of_one_session_and_never_the_same_text() {
        let (mine, other) = (FormSecret::random(), FormSecret::random());
        let (first, second) = (mine.masked(), mine.masked());
        assert_ne!(first, second);
        assert!(mine.accepts(&first) && mine.accepts(&second));
        assert!(!other.accepts(&first));
        for wrong in ["", "00", &"0".repeat(128), &"é".repeat(64), &first[..127], &mine.to_string()] {
            assert!(!mine.accepts(wrong), "{wrong}");
        }
    }

    #[test]
    fn the_login_forms_secret_follows_from_its_cookie_alone() {
        let cookie = Token::random();
        assert!(FormSecret::of_cookie(&cookie).accepts(&FormSecret::of_cookie(&cookie).masked()));
        assert!(!FormSecret::of_cookie(&Token::random()).accepts(&FormSecret::of_cookie(&cookie).masked()));
    }
}
