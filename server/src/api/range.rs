//! Sending a file that never changes: strong ETag, conditional requests, single byte ranges (RFC 9110, 13 and 14).

use std::ops::Range;

use axum::body::Body;
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderName, IF_NONE_MATCH,
    IF_RANGE, RANGE,
};
use axum::http::{HeaderMap, Response as HttpResponse, StatusCode};
use axum::response::Response;
use belvedere_domain::hash::ContentHash;

use crate::blobs::Blobs;
use crate::error::AppError;

/// Answers with the file, the range of it that is asked for, or that the caller has it already.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such file, [`AppError::RangeNotSatisfiable`] outside of it.
pub async fn send(
    blobs: &Blobs,
    hash: ContentHash,
    media_type: &str,
    headers: &HeaderMap,
) -> Result<Response, AppError> {
    let etag = format!("\"{hash}\"");
    let total_bytes = blobs.length(hash).await?;
    let builder = HttpResponse::builder()
        .header(ETAG, &etag)
        .header(CACHE_CONTROL, "public, max-age=31536000, immutable")
        .header(ACCEPT_RANGES, "bytes");
    if text(headers, IF_NONE_MATCH).is_some_and(|tags| names(tags, &etag)) {
        return builder.status(StatusCode::NOT_MODIFIED).body(Body::empty()).map_err(AppError::internal);
    }
    // A range of another version of the file is a range of another file: send the whole then.
    let same = text(headers, IF_RANGE).is_none_or(|tag| tag == etag);
    let asked = text(headers, RANGE).filter(|_| same).map_or(Asked::Whole, |range| parse(range, total_bytes));
    let (status, range) = match asked {
        Asked::Outside => return Err(AppError::RangeNotSatisfiable { total_bytes }),
        Asked::Part(range) => (StatusCode::PARTIAL_CONTENT, Some(range)),
        Asked::Whole => (StatusCode::OK, None),
    };
    let length = range.as_ref().map_or(total_bytes, |range| range.end - range.start);
    let mut builder = builder.status(status).header(CONTENT_TYPE, media_type).header(CONTENT_LENGTH, length);
    if let Some(range) = &range {
        builder = builder.header(CONTENT_RANGE, format!("bytes {}-{}/{total_bytes}", range.start, range.end - 1));
    }
    let reading = blobs.read(hash, range).await?;
    builder.body(Body::from_stream(reading.bytes)).map_err(AppError::internal)
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Whether `If-None-Match` names the tag; compared weakly, as it must be.
fn names(tags: &str, etag: &str) -> bool {
    tags.split(',').map(str::trim).any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

#[derive(Debug, PartialEq, Eq)]
enum Asked {
    Whole,
    Part(Range<u64>),
    Outside,
}

/// Reads a `Range` header. What cannot be read, and several ranges at once, count as not asked: the RFC allows it.
fn parse(header: &str, total_bytes: u64) -> Asked {
    let Some((first, last)) = header.strip_prefix("bytes=").and_then(|ranges| ranges.split_once('-')) else {
        return Asked::Whole;
    };
    let (first, last) = (first.trim(), last.trim());
    let number = |digits: &str| digits.parse::<u64>().ok().filter(|_| digits.bytes().all(|b| b.is_ascii_digit()));
    match (number(first), number(last)) {
        (Some(first), _) if first >= total_bytes && (last.is_empty() || number(last).is_some()) => Asked::Outside,
        (Some(first), None) if last.is_empty() => Asked::Part(first..total_bytes),
        (Some(first), Some(last)) if first <= last => Asked::Part(first..last.saturating_add(1).min(total_bytes)),
        (None, Some(0)) if first.is_empty() => Asked::Outside,
        (None, Some(_)) if first.is_empty() && total_bytes == 0 => Asked::Outside,
        (None, Some(suffix)) if first.is_empty() => Asked::Part(total_bytes.saturating_sub(suffix)..total_bytes),
        _ => Asked::Whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_the_rfc_has_them() {
        let cases = [
            ("bytes=0-", Asked::Part(0..10)),
            ("bytes=4-", Asked::Part(4..10)),
            ("bytes=2-5", Asked::Part(2..6)),
            ("bytes=2-99", Asked::Part(2..10)),
            ("bytes=-3", Asked::Part(7..10)),
            ("bytes=-99", Asked::Part(0..10)),
            ("bytes=0-18446744073709551615", Asked::Part(0..10)),
            ("bytes=10-", Asked::Outside),
            ("bytes=-0", Asked::Outside),
            ("bytes=5-2", Asked::Whole),
            ("bytes=0-1,4-5", Asked::Whole),
            ("bytes=a-b", Asked::Whole),
            ("lines=1-2", Asked::Whole),
            ("bytes=", Asked::Whole),
        ];
        for (header, asked) in cases {
            assert_eq!(parse(header, 10), asked, "{header}");
        }
    }

    #[test]
    fn a_tag_is_found_in_a_list_weak_or_not() {
        for tags in ["\"a\"", "\"b\", \"a\"", "W/\"a\"", "*"] {
            assert!(names(tags, "\"a\""), "{tags}");
        }
        assert!(!names("\"b\"", "\"a\""));
    }
}
