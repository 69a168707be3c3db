//! The caller's language.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE};
use axum::http::request::Parts;
use belvedere_domain::language::Language;
use belvedere_domain::text::Texts;

/// The cookie in which somebody's own choice is kept.
pub const LANGUAGE_COOKIE: &str = "belvedere-language";

/// The language to answer in: the cookie's choice, else the `Accept-Language` header's, else French.
#[derive(Clone, Copy, Debug)]
pub struct Lang(pub Language);

impl Lang {
    /// What the headers ask for.
    pub fn of(headers: &HeaderMap) -> Self {
        let chosen = cookie(headers, LANGUAGE_COOKIE).and_then(|tag| tag.parse().ok());
        let asked = || {
            let header = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
            Language::from_accept_language(header.unwrap_or_default())
        };
        Self(chosen.unwrap_or_else(asked))
    }

    /// The interface's texts in it.
    pub fn texts(self) -> &'static Texts {
        Texts::of(self.0)
    }
}

/// The value of the cookie of that name.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .find_map(|pair| pair.trim().split_once('=').filter(|(key, _)| *key == name))
        .map(|(_, value)| value)
}

impl<S: Sync> FromRequestParts<S> for Lang {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_wins_over_the_header_and_nonsense_is_french() {
        let mut headers = HeaderMap::new();
        assert_eq!(Lang::of(&headers).0, Language::Fr);
        headers.insert(ACCEPT_LANGUAGE, "en-GB".parse().unwrap());
        assert_eq!(Lang::of(&headers).0, Language::En);
        headers.insert(COOKIE, "a=b; belvedere-language=fr".parse().unwrap());
        assert_eq!(Lang::of(&headers).0, Language::Fr);
        headers.insert(COOKIE, "belvedere-language=xx".parse().unwrap());
        assert_eq!(Lang::of(&headers).0, Language::En);
    }
}
