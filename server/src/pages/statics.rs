//! Style, scripts and fonts: within the program, so that no request leaves it. The scripts are made from `server/web/` by
//! `make web`; a server that was built without has none, and its pages work by plain forms.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use belvedere_domain::hash::ContentHash;

use crate::error::AppError;

/// A file's name and content.
type Static = (&'static str, &'static [u8]);

const OWN: [Static; 4] = [
    ("app.css", include_bytes!("../../static/app.css")),
    ("icon.svg", include_bytes!("../../static/icon.svg")),
    ("regular.woff2", include_bytes!("../../../assets/fonts/AtkinsonHyperlegibleNext-Regular.woff2")),
    ("bold.woff2", include_bytes!("../../../assets/fonts/AtkinsonHyperlegibleNext-Bold.woff2")),
];

/// What `build.rs` found of the scripts, with their chunks, styles and licences.
const WEB: &[Static] = include!(concat!(env!("OUT_DIR"), "/web.rs"));

/// Each with its tag.
static FILES: LazyLock<Vec<(Static, String)>> = LazyLock::new(|| {
    let tag = |bytes: &[u8]| format!("W/\"{}\"", &ContentHash::of(bytes).to_string()[..20]);
    OWN.iter().chain(WEB).map(|&file| (file, tag(file.1))).collect()
});

/// Whether a page's script was built into this server.
pub fn has_script(name: &str) -> bool {
    WEB.iter().any(|(one, _)| *one == name)
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("wasm") => "application/wasm",
        Some("woff2") => "font/woff2",
        Some("md") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// One file. Asked for again after an hour, and then only whether it changed.
///
/// # Errors
/// [`AppError::NotFound`] when there is none of that name.
pub async fn show(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, AppError> {
    let ((_, bytes), tag) = FILES.iter().find(|((one, _), _)| *one == name).ok_or(AppError::NotFound)?;
    let known = headers
        .get(IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|tags| tags.contains(tag.as_str()));
    let caching = [(CACHE_CONTROL, "public, max-age=3600".to_owned()), (ETAG, tag.clone())];
    if known {
        return Ok((StatusCode::NOT_MODIFIED, caching).into_response());
    }
    Ok((caching, [(CONTENT_TYPE, media_type(&name))], *bytes).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// DESIGN.md: below 200 kB for the first load of any page without a map.
    #[test]
    fn what_every_page_loads_is_light() {
        let bytes = |name: &str| OWN.iter().find(|file| file.0 == name).unwrap().1.len();
        assert!(bytes("app.css") <= 20_000, "{}", bytes("app.css"));
        assert!(OWN.iter().map(|file| file.1.len()).sum::<usize>() < 80_000);
    }
}
