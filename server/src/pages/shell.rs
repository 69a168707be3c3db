//! What all pages share: language, head and foot, who is logged in. And how a page becomes an answer.

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::Uri;
use axum::http::header::CACHE_CONTROL;
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse, Response};
use belvedere_domain::language::Language;
use belvedere_domain::role::Right;

use crate::auth::Staff;
use crate::auth::staff::percent;
use crate::error::AppError;
use crate::http::language::Lang;
use crate::report::words::Words;

/// The frame of a page. Templates call it `s`.
#[derive(Clone)]
pub struct Shell {
    /// Texts, numbers and dates in the reader's language.
    pub words: Words,
    /// The language's tag.
    pub lang: &'static str,
    /// The other languages: tag and own name.
    pub others: Vec<(&'static str, &'static str)>,
    /// This page's address, escaped for a query.
    pub here: String,
    /// Who is logged in.
    pub staff: Option<Who>,
}

/// Whom the head of the page names.
#[derive(Clone)]
pub struct Who {
    /// Their address.
    pub email: String,
    /// What they are, in words; several territories may mean several roles.
    pub role: String,
    /// Whether there is a list of projects for them.
    pub projects: bool,
    /// For their forms.
    pub csrf: String,
}

impl Shell {
    /// The frame for somebody who is not logged in.
    pub fn public(lang: Lang, uri: &Uri) -> Self {
        let here = uri.path_and_query().map_or("/", |path| path.as_str());
        Self {
            words: Words::of(lang.0),
            lang: lang.0.tag(),
            others: Language::ALL.iter().filter(|l| **l != lang.0).map(|l| (l.tag(), l.own_name())).collect(),
            here: percent(here),
            staff: None,
        }
    }

    /// The same for a member of staff.
    #[must_use]
    pub fn with(mut self, staff: &Staff) -> Self {
        let mut roles: Vec<_> = staff.roles.iter().map(|(_, role)| *role).collect();
        roles.sort();
        roles.dedup();
        let names: Vec<_> = roles.iter().map(|role| self.get(&format!("role-{role}"))).collect();
        self.staff = Some(Who {
            email: staff.email.clone(),
            role: names.join(", "),
            projects: !staff.territories_with(Right::SeeProjects).is_empty(),
            csrf: staff.form_secret.masked(),
        });
        self
    }

    /// The text of that key.
    pub fn get(&self, key: &str) -> String {
        self.words.get(key)
    }

    /// Whether this page is the one at `path` or lies below it.
    pub fn is_within(&self, path: &str) -> bool {
        self.here.starts_with(path)
    }

    /// For forms; empty where nobody is logged in.
    pub fn csrf(&self) -> &str {
        self.staff.as_ref().map_or("", |who| who.csrf.as_str())
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.words.language()
    }
}

impl<S: Sync> FromRequestParts<S> for Shell {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::public(Lang::of(&parts.headers), &parts.uri))
    }
}

/// The answer that a page is. It is kept nowhere: the next person at this screen must not find it by "back".
///
/// # Errors
/// When the template cannot be written.
pub fn answer(page: &impl Template) -> Result<Response, AppError> {
    let html = page.render().map_err(AppError::internal)?;
    Ok(([(CACHE_CONTROL, "no-store")], Html(html)).into_response())
}
