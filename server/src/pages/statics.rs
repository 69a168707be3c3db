//! Style, scripts and fonts: within the program, so that no request leaves it and none can be missing.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use belvedere_domain::hash::ContentHash;

use crate::error::AppError;

struct Static {
    name: &'static str,
    media_type: &'static str,
    bytes: &'static [u8],
}

const FILES: [Static; 5] = [
    Static { name: "app.css", media_type: "text/css; charset=utf-8", bytes: include_bytes!("../../static/app.css") },
    Static {
        name: "upload.js",
        media_type: "text/javascript; charset=utf-8",
        bytes: include_bytes!("../../static/upload.js"),
    },
    Static { name: "icon.svg", media_type: "image/svg+xml", bytes: include_bytes!("../../static/icon.svg") },
    Static {
        name: "regular.woff2",
        media_type: "font/woff2",
        bytes: include_bytes!("../../../assets/fonts/AtkinsonHyperlegibleNext-Regular.woff2"),
    },
    Static {
        name: "bold.woff2",
        media_type: "font/woff2",
        bytes: include_bytes!("../../../assets/fonts/AtkinsonHyperlegibleNext-Bold.woff2"),
    },
];

/// In the order of [`FILES`].
static TAGS: LazyLock<Vec<String>> = LazyLock::new(|| {
    FILES.iter().map(|file| format!("W/\"{}\"", &ContentHash::of(file.bytes).to_string()[..20])).collect()
});

/// One file. Asked for again after an hour, and then only whether it changed.
///
/// # Errors
/// [`AppError::NotFound`] when there is none of that name.
pub async fn show(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, AppError> {
    let index = FILES.iter().position(|file| file.name == name).ok_or(AppError::NotFound)?;
    let (file, tag) = (&FILES[index], TAGS[index].clone());
    let known =
        headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()).is_some_and(|tags| tags.contains(&tag));
    let caching = [(CACHE_CONTROL, "public, max-age=3600".to_owned()), (ETAG, tag)];
    if known {
        return Ok((StatusCode::NOT_MODIFIED, caching).into_response());
    }
    Ok((caching, [(CONTENT_TYPE, file.media_type)], file.bytes).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// DESIGN.md: below 200 kB for the first load of any page without a map.
    #[test]
    fn what_every_page_loads_is_light() {
        let bytes = |name: &str| FILES.iter().find(|file| file.name == name).unwrap().bytes.len();
        assert!(bytes("app.css") <= 20_000, "{}", bytes("app.css"));
        assert!(FILES.iter().map(|file| file.bytes.len()).sum::<usize>() < 80_000);
    }
}
