//! The switch of the language: a cookie of one's own choice.

use axum::extract::{Path, Query};
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect};
use belvedere_domain::language::Language;
use serde::Deserialize;

use crate::error::AppError;
use crate::http::language::LANGUAGE_COOKIE;

/// Where to go afterwards.
#[derive(Deserialize)]
pub struct Back {
    #[serde(default)]
    back: String,
}

/// Notes the choice for a year and goes back to the page.
///
/// # Errors
/// [`AppError::NotFound`] when the language is not spoken here.
pub async fn choose(Path(tag): Path<String>, Query(back): Query<Back>) -> Result<impl IntoResponse, AppError> {
    let language: Language = tag.parse().map_err(|_| AppError::NotFound)?;
    let cookie = format!("{LANGUAGE_COOKIE}={language}; Path=/; Max-Age=31536000; SameSite=Lax");
    Ok(([(SET_COOKIE, cookie)], Redirect::to(local(&back.back, "/"))))
}

/// `path` if it is a path of this server, else `otherwise`: nobody is sent elsewhere by a link of ours.
pub fn local<'a>(path: &'a str, otherwise: &'a str) -> &'a str {
    let second_is_slash = matches!(path.as_bytes().get(1), Some(b'/' | b'\\'));
    let fits = path.starts_with('/') && !second_is_slash && path.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    if fits { path } else { otherwise }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_elsewhere() {
        assert_eq!(local("/projects?page=2", "/"), "/projects?page=2");
        for elsewhere in
            ["", "//evil.example", "/\\evil.example", "https://evil.example", "/a\r\nb", "/é", "javascript:x"]
        {
            assert_eq!(local(elsewhere, "/"), "/", "{elsewhere}");
        }
    }
}
