//! What a URI in a glTF may be: data written in place, or the relative name of a neighbour. Anything that could reach the
//! network or leave the model's folder is refused here, before it is used for anything.

use base64::{Engine, engine::general_purpose::STANDARD};

use crate::convert::finding::Finding;

/// Where a URI leads.
#[derive(Debug, PartialEq)]
pub enum Link {
    /// The bytes themselves.
    Data(Vec<u8>),
    /// A neighbour, relative to the model, with `/` between folders.
    File(String),
}

/// Reads a URI.
///
/// # Errors
/// `data-uri-invalid`, `uri-remote` or `uri-escape`.
pub fn resolve(uri: &str) -> Result<Link, Finding> {
    if let Some(data) = uri.strip_prefix("data:") {
        return decode(data).map(Link::Data).ok_or_else(|| Finding::error("data-uri-invalid"));
    }
    match scheme(uri) {
        Some(file) if file.eq_ignore_ascii_case("file") => return Err(escape(uri)),
        // One letter is a drive, as in `C:\textures`.
        Some(drive) if drive.len() == 1 => return Err(escape(uri)),
        Some(_) => return Err(Finding::error("uri-remote").with("uri", uri)),
        None => {}
    }
    let path = percent_decoded(uri).ok_or_else(|| escape(uri))?.replace('\\', "/");
    let sound = |step: &str| !step.is_empty() && step != "..";
    let steps = path.split('/').filter(|step| *step != ".");
    if path.chars().any(char::is_control) || scheme(&path).is_some() || !steps.clone().all(sound) {
        return Err(escape(uri));
    }
    Ok(Link::File(steps.collect::<Vec<_>>().join("/")))
}

fn decode(data: &str) -> Option<Vec<u8>> {
    let (head, body) = data.split_once(',')?;
    if !head.ends_with(";base64") {
        return None;
    }
    STANDARD.decode(body).ok()
}

fn scheme(uri: &str) -> Option<&str> {
    let (scheme, _) = uri.split_once(':')?;
    let letters = scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    (letters && scheme.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(scheme)
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        rest = tail;
        if first == b'%' && tail.len() >= 2 && tail[..2].iter().all(u8::is_ascii_hexdigit) {
            let digits = std::str::from_utf8(&tail[..2]).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &tail[2..];
        } else {
            bytes.push(first);
        }
    }
    String::from_utf8(bytes).ok()
}

fn escape(uri: &str) -> Finding {
    Finding::error("uri-escape").with("uri", uri)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_named() {
        for (uri, path) in
            [("a.bin", "a.bin"), ("t%20x/b.png", "t x/b.png"), ("t\\b.png", "t/b.png"), ("./a.bin", "a.bin")]
        {
            assert_eq!(resolve(uri), Ok(Link::File(path.to_owned())), "{uri}");
        }
        assert_eq!(resolve("data:application/octet-stream;base64,AQI="), Ok(Link::Data(vec![1, 2])));
    }

    #[test]
    fn whatever_leaves_the_folder_is_refused() {
        let escapes = [
            "/etc/passwd",
            "..\\..\\win.ini",
            "../a",
            "%2e%2e%2fa",
            "a/../../b",
            "file:///etc/passwd",
            "FILE:///etc/passwd",
            "C:\\a",
            "//host/a",
            "a\0b",
        ];
        for uri in escapes {
            assert_eq!(resolve(uri).expect_err(uri).code, "uri-escape", "{uri}");
        }
        for uri in ["http://169.254.169.254/", "https://example.org/a.png", "ftp:a"] {
            assert_eq!(resolve(uri).expect_err(uri).code, "uri-remote", "{uri}");
        }
        assert_eq!(resolve("data:;base64,@@").expect_err("not base64").code, "data-uri-invalid");
    }
}
