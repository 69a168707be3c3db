//! Our two cookies: the session's, and the login form's. Over TLS they bear the `__Host-` prefix, which no other site
//! of the same domain can set.

use std::fmt::Display;

use axum::http::HeaderMap;
use axum::http::header::HeaderValue;

use super::Token;
use crate::http::language::cookie;

/// A cookie of ours that holds a [`Token`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cookie {
    /// The session's. `Lax`: a link in an e-mail leads to the page, not to the login.
    Session,
    /// The login form's, for its double submission.
    Login,
}

impl Cookie {
    fn name(self, secure: bool) -> String {
        let name = match self {
            Self::Session => "belvedere-session",
            Self::Login => "belvedere-login",
        };
        if secure { format!("__Host-{name}") } else { name.to_owned() }
    }

    /// The token that the browser sent.
    pub fn read(self, headers: &HeaderMap, secure: bool) -> Option<Token> {
        cookie(headers, &self.name(secure))?.parse().ok()
    }

    /// The header that gives it to the browser, until it is closed.
    pub fn set(self, token: &Token, secure: bool) -> HeaderValue {
        self.header(token, "", secure)
    }

    /// The header that takes it away.
    pub fn clear(self, secure: bool) -> HeaderValue {
        self.header("", "; Max-Age=0", secure)
    }

    fn header(self, value: impl Display, more: &str, secure: bool) -> HeaderValue {
        let name = self.name(secure);
        let same_site = match self {
            Self::Session => "Lax",
            Self::Login => "Strict",
        };
        let tls = if secure { "; Secure" } else { "" };
        let text = format!("{name}={value}; Path=/; HttpOnly; SameSite={same_site}{tls}{more}");
        HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static(""))
    }
}

#[cfg(test)]
mod tests {
    use axum::http::header::COOKIE;

    use super::*;

    #[test]
    fn a_cookie_is_out_of_reach_of_scripts_and_of_neighbours() {
        let token = Token::random();
        let set = Cookie::Session.set(&token, true);
        let text = set.to_str().unwrap();
        assert!(text.starts_with(&format!("__Host-belvedere-session={token}; Path=/; ")), "{text}");
        assert!(text.contains("HttpOnly") && text.contains("Secure") && text.contains("SameSite=Lax"));
        assert!(!text.contains("Domain"));
        assert!(!Cookie::Login.set(&token, false).to_str().unwrap().contains("Secure"));
    }

    #[test]
    fn over_tls_only_the_prefixed_name_is_read() {
        let token = Token::random();
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, format!("x=1; belvedere-session={token}").parse().unwrap());
        assert_eq!(Cookie::Session.read(&headers, false), Some(token));
        assert_eq!(Cookie::Session.read(&headers, true), None);
    }
}
