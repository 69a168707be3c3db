//! A long list, page by page: which page is asked for, and the way to its neighbours. `paging.html` shows it.

use super::shell::Shell;

/// The lines of a page.
pub const PER_PAGE: u64 = 25;
/// Beyond this page there is none: offsets stay small numbers.
pub const PAGE_MAX: u64 = 1_000_000;

/// The page that the address asks for, from 1; the first one where it does not say.
pub fn asked(page: &str) -> u64 {
    page.parse().unwrap_or(1).clamp(1, PAGE_MAX)
}

/// How many lines of the list come before a page.
pub fn offset(page: u64) -> i64 {
    ((page - 1) * PER_PAGE) as i64
}

/// Where a page stands among the others.
#[derive(Debug)]
pub struct Paging {
    /// The query of the page before.
    pub newer: Option<String>,
    /// The query of the page after.
    pub older: Option<String>,
    /// Which of how many it is, in words.
    pub position: String,
}

impl Paging {
    /// Of `page`, in a list of `lines` in all. `query` is the address's query of any page.
    pub fn of(page: u64, lines: u64, s: &Shell, query: impl Fn(u64) -> String) -> Self {
        let pages = lines.div_ceil(PER_PAGE).max(1);
        let position = [("page", &s.words.count(page)), ("pages", &s.words.count(pages))];
        Self {
            newer: (page > 1).then(|| query(page - 1)),
            older: (page < pages).then(|| query(page + 1)),
            position: s.words.with("page-position", &position.map(|(name, value)| (name, value.as_str()))),
        }
    }
}
