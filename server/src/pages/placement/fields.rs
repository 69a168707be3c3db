//! Fields of the page's forms: what was typed stays in them, with what is wrong beside it.

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

/// A number as people type it: with a comma or a point, and spaces between thousands.
pub fn number(text: &str) -> Option<f64> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| if c == '−' { '-' } else { c }).collect();
    let plain = if plain.contains('.') { plain.replace(',', "") } else { plain.replace(',', ".") };
    // Only what people type: not “inf”, not “1e5”.
    let typed = plain.chars().all(|c| c.is_ascii_digit() || ".-+".contains(c));
    plain.parse().ok().filter(|value: &f64| typed && value.is_finite())
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

    /// Notes a sentence by its key.
    pub fn note(&mut self, name: &'static str, key: &str) {
        self.errors.push((name, self.s.get(key)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        assert_eq!(number("835\u{202f}140,125"), Some(835_140.125));
        assert_eq!(number(" 835 140.5 "), Some(835_140.5));
        assert_eq!(number("6,578,260.25"), Some(6_578_260.25));
        assert_eq!(number("−12,5"), Some(-12.5));
        for none in ["", "douze", "1.2.3", "inf", "NaN", "1e5", "--1", "12,5,1"] {
            assert_eq!(number(none), None, "{none}");
        }
    }
}
