//! The last step of every answer that is an error: a problem document (RFC 9457) for the API, a page with a way on for
//! people, both in the caller's language. Whatever made the error (a handler, axum itself, a panic), it comes by here.

use askama::Template;
use axum::extract::Request;
use axum::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use belvedere_domain::problem::Problem;

use super::language::Lang;
use crate::error::Reason;
use crate::pages::problem::ProblemPage;

/// The media type of problem documents.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// Middleware: gives every error answer its text.
pub async fn explain(request: Request, next: Next) -> Response {
    let lang = Lang::of(request.headers());
    let uri = request.uri().clone();
    let as_page = !request.uri().path().starts_with("/api/") && wants_page(&request);
    let response = next.run(request).await;
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    if !is_error || is_explained(&response) { response } else { explained(response, lang, as_page.then_some(&uri)) }
}

/// A handler's own page, such as a form with what is wrong in it, stays as it is.
fn is_explained(response: &Response) -> bool {
    let media_type = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    media_type.starts_with("text/html") || media_type.starts_with(PROBLEM_JSON)
}

fn wants_page(request: &Request) -> bool {
    let accepted = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok());
    accepted.is_none_or(|types| types.contains("text/html") || types.contains("*/*"))
}

fn explained(response: Response, lang: Lang, page_at: Option<&Uri>) -> Response {
    let (mut parts, _) = response.into_parts();
    let reason = parts.extensions.remove::<Reason>().map(|reason| reason.0);
    let problem = describe(parts.status, reason, lang);
    parts.headers.remove(CONTENT_LENGTH);
    parts.headers.remove(CONTENT_TYPE);
    let body = match page_at {
        Some(uri) => page(&problem, lang, uri),
        None => document(&problem),
    };
    let (mut made, body) = body.into_parts();
    made.status = parts.status;
    made.headers.extend(parts.headers);
    made.headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Response::from_parts(made, body)
}

/// The problem of a status, in words.
pub fn describe(status: StatusCode, reason: Option<String>, lang: Lang) -> Problem {
    let (code, texts) = (code_of(status), lang.texts());
    let detail = texts.get(&format!("problem-{code}-detail")).into_owned();
    Problem {
        kind: format!("/problems/{code}"),
        title: texts.get(&format!("problem-{code}")).into_owned(),
        status: status.as_u16(),
        detail: Some(match reason {
            Some(reason) => format!("{detail} ({reason})"),
            None => detail,
        }),
    }
}

fn code_of(status: StatusCode) -> &'static str {
    match status {
        StatusCode::UNAUTHORIZED => "not-logged-in",
        StatusCode::FORBIDDEN => "not-allowed",
        StatusCode::NOT_FOUND => "not-found",
        StatusCode::METHOD_NOT_ALLOWED => "method-not-allowed",
        StatusCode::CONFLICT => "conflict",
        StatusCode::LOCKED => "locked",
        StatusCode::PAYLOAD_TOO_LARGE => "too-large",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "unsupported-media-type",
        StatusCode::RANGE_NOT_SATISFIABLE => "range-not-satisfiable",
        StatusCode::UNPROCESSABLE_ENTITY => "not-processable",
        StatusCode::TOO_MANY_REQUESTS => "too-many",
        StatusCode::SERVICE_UNAVAILABLE => "unavailable",
        status if status.is_client_error() => "bad-request",
        _ => "internal",
    }
}

fn document(problem: &Problem) -> Response {
    let body = serde_json::to_vec(problem).unwrap_or_default();
    ([(CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON))], body).into_response()
}

fn page(problem: &Problem, lang: Lang, uri: &Uri) -> Response {
    match ProblemPage::of(problem, lang, uri).render() {
        Ok(html) => Html(html).into_response(),
        Err(_) => document(problem),
    }
}

#[cfg(test)]
mod tests {
    use belvedere_domain::language::Language;

    use super::*;

    #[test]
    fn every_status_has_its_words_in_every_language() {
        for status in 400..600 {
            let status = StatusCode::from_u16(status).unwrap();
            for language in Language::ALL {
                let problem = describe(status, None, Lang(language));
                let words = format!("{}{}", problem.title, problem.detail.unwrap());
                assert!(!words.contains('⟨'), "{status} in {language}: {words}");
            }
        }
    }
}
