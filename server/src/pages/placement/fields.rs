//! Fields of the page's forms: what was typed stays in them, with what is wrong beside it.

use belvedere_domain::geodesy::Crs;

use super::super::number::number;
use super::super::shell::Shell;

/// A field to type into.
#[derive(Debug)]
pub struct Field {
    /// Its id on the page.
    pub id: String,
    /// Its name in the form.
    pub name: &'static str,
    /// What it is.
    pub label: String,
    /// What to type.
    pub hint: Option<String>,
    /// What is in it.
    pub value: String,
    /// What is wrong with that.
    pub error: Option<String>,
}

/// One of several values.
#[derive(Debug, PartialEq, Eq)]
pub struct Choice {
    /// The value.
    pub value: String,
    /// In words.
    pub words: String,
    /// Whether it is the one.
    pub is_chosen: bool,
}

/// What is wrong with a form: a field's name (empty for the form as a whole), and a sentence.
pub type Errors = Vec<(&'static str, String)>;

impl Field {
    /// A field of the form `form`; its texts are `place-<name>` and, if there is one, `place-<name>-hint`.
    pub fn new(form: &str, name: &'static str, key: &str, value: &str, errors: &Errors, s: &Shell) -> Self {
        let hint = format!("place-{key}-hint");
        Self {
            id: format!("{form}-{name}"),
            name,
            label: s.get(&format!("place-{key}")),
            hint: s.words.has(&hint).then(|| s.get(&hint)),
            value: value.to_owned(),
            error: errors.iter().find(|(of, _)| *of == name).map(|(_, what)| what.clone()),
        }
    }
}

/// Reads numbers, and notes which are none.
pub struct Reader<'a> {
    /// What was noted.
    pub errors: Errors,
    s: &'a Shell,
}

impl<'a> Reader<'a> {
    /// Nothing noted yet.
    pub fn new(s: &'a Shell) -> Self {
        Self { errors: Vec::new(), s }
    }

    /// The number in a field; 0 where it is none, which is noted.
    pub fn number(&mut self, name: &'static str, text: &str) -> f64 {
        number(text).unwrap_or_else(|| {
            let key = if text.trim().is_empty() { "place-error-empty" } else { "place-error-number" };
            self.note(name, key);
            0.0
        })
    }

    /// The system of the choice; `now` where it is none, which is noted.
    pub fn crs(&mut self, text: &str, now: Crs) -> Crs {
        text.parse().unwrap_or_else(|_| {
            self.note("crs", "place-error-crs");
            now
        })
    }

    /// Notes a sentence by its key.
    pub fn note(&mut self, name: &'static str, key: &str) {
        self.errors.push((name, self.s.get(key)));
    }
}
