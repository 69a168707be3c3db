//! From bytes to a document: the text's size, depth and letters are checked before it is parsed, its version and its
//! extensions after. It reads no geometry.

use super::{bounded::TOO_LONG, document::Document};
use crate::convert::{finding::Finding, limits};

/// Parses a glTF text under limits.
pub fn parse(json: &[u8]) -> Result<Document, Finding> {
    if json.len() > limits::JSON_MAX_BYTES {
        return Err(Finding::error("json-too-large").with("limit_mb", limits::JSON_MAX_BYTES >> 20));
    }
    let text =
        std::str::from_utf8(json).map_err(|error| Finding::error("json-not-utf8").with("at", error.valid_up_to()))?;
    if depth(text) > limits::JSON_MAX_DEPTH {
        return Err(Finding::error("json-too-deep").with("limit", limits::JSON_MAX_DEPTH));
    }
    // Some writers pad the text of a GLB with zeros instead of spaces.
    let document: Document = serde_json::from_str(text.trim_end_matches('\0')).map_err(|error| json_finding(&error))?;
    check_version(&document)?;
    Ok(document)
}

fn json_finding(error: &serde_json::Error) -> Finding {
    let message = error.to_string();
    if message.starts_with(TOO_LONG) {
        return Finding::error("list-too-long").with("limit", limits::NODES_MAX);
    }
    let finding = if error.is_data() { Finding::error("structure-invalid") } else { Finding::error("json-invalid") };
    finding.with("line", error.line()).with("column", error.column()).with("detail", message)
}

fn check_version(document: &Document) -> Result<(), Finding> {
    let asset = &document.asset;
    if asset.version.is_empty() {
        return Err(Finding::error("version-missing"));
    }
    let needed =
        asset.min_version.as_deref().unwrap_or(if asset.version.starts_with("2.") { "2.0" } else { &asset.version });
    if needed == "2.0" {
        return Ok(());
    }
    Err(Finding::error("version-unsupported").with("version", needed))
}

/// The deepest nesting of brackets. The parser skips unknown values without recursion, but nobody exports such a text.
fn depth(text: &str) -> usize {
    let (mut now, mut deepest, mut quoted, mut escaped) = (0usize, 0usize, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'[' | b'{' if !quoted => {
                now += 1;
                deepest = deepest.max(now);
            }
            b']' | b'}' if !quoted => now = now.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(json: &str) -> String {
        parse(json.as_bytes()).expect_err(json).code
    }

    #[test]
    fn depth_ignores_brackets_in_texts() {
        assert_eq!(depth(r#"{"a":["[[\"[",{}]}"#), 3);
    }

    #[test]
    fn each_fault_has_its_code() {
        assert_eq!(code(&format!("{}{}", "[".repeat(100), "]".repeat(100))), "json-too-deep");
        assert_eq!(code("{"), "json-invalid");
        assert_eq!(code(r#"{"asset":{"version":"1.0"}}"#), "version-unsupported");
        assert_eq!(code(r#"{"asset":{}}"#), "version-missing");
        assert_eq!(code(r#"{"asset":{"version":"2.0"},"nodes":[{"mesh":-1}]}"#), "structure-invalid");
        assert_eq!(parse(b"{\"a\":\"\xFF\"}").expect_err("not text").code, "json-not-utf8");
        assert!(parse(br#"{"asset":{"version":"2.0"}}"#).is_ok());
    }
}
