//! What a conversion has to say to the planner: a stable code with its arguments, never a sentence. The sentences are
//! Fluent texts (`finding-<code>` says what and with what consequence, `finding-<code>-mend` what to do), see `finding_text`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Said for completeness; nothing to do.
    Info,
    /// The model is taken, and what is shown may differ from what the planner expects.
    Warning,
    /// The model is refused.
    Error,
}

/// An argument of a finding's sentence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Arg {
    /// A figure, written in the reader's language.
    Number(f64),
    /// A name or a value taken from the file: text to show, never markup.
    Text(String),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(shown(text))
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(shown(&text))
    }
}

macro_rules! arg_from_number {
    ($($number:ty),*) => {$(
        impl From<$number> for Arg {
            fn from(number: $number) -> Self {
                Self::Number(number as f64)
            }
        }
    )*};
}
arg_from_number!(f64, u64, u32, usize);

/// One thing found in a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// The stable key, such as `extension-unsupported`.
    pub code: String,
    /// The name of the node concerned, as in the file, shortened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node: Option<String>,
    /// The arguments of the sentence.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<String, Arg>,
}

impl Finding {
    /// A reason to refuse the file.
    pub fn error(code: &str) -> Self {
        Self::new(Severity::Error, code)
    }

    /// Something to tell about an accepted file.
    pub fn warning(code: &str) -> Self {
        Self::new(Severity::Warning, code)
    }

    /// Something said for completeness.
    pub fn info(code: &str) -> Self {
        Self::new(Severity::Info, code)
    }

    fn new(severity: Severity, code: &str) -> Self {
        Self { severity, code: code.to_owned(), node: None, args: BTreeMap::new() }
    }

    /// Adds an argument of the sentence.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Arg>) -> Self {
        self.args.insert(name.to_owned(), value.into());
        self
    }

    /// Names the node concerned.
    #[must_use]
    pub fn at_node(mut self, name: &str) -> Self {
        self.node = Some(shown(name));
        self
    }
}

/// The findings gathered on the way, each code with its first node only: a model of 2,000 nodes must not give 2,000 lines.
#[derive(Debug, Default)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// Adds `finding` unless one of the same code and arguments is there.
    pub fn add(&mut self, finding: Finding) {
        let known = |one: &Finding| one.code == finding.code && one.args == finding.args;
        if self.0.len() < 200 && !self.0.iter().any(known) {
            self.0.push(finding);
        }
    }

    /// The findings, the gravest first.
    pub fn into_sorted(mut self) -> Vec<Finding> {
        self.0.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        self.0
    }
}

/// `text` fit for a sentence: one line of at most 80 characters.
fn shown(text: &str) -> String {
    one_line(text, 80)
}

/// A name that somebody else gave, on one line of at most `most` characters. Nothing in it moves a terminal's cursor, breaks the
/// line, or turns the text around it from right to left; markup is for the page to escape.
pub fn one_line(text: &str, most: usize) -> String {
    let mut line: String = text.chars().map(|c| if steers(c) { ' ' } else { c }).take(most).collect();
    if text.chars().nth(most).is_some() {
        line.push('…');
    }
    line
}

/// Characters that are not seen and change how others are: controls, marks and overrides of direction, separators of lines,
/// characters of no width, tags.
fn steers(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{61C}'
                | '\u{180E}'
                | '\u{200B}'..='\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{FEFF}'
                | '\u{FFF9}'..='\u{FFFB}'
                | '\u{E0000}'..='\u{E007F}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_from_the_file_is_one_short_line() {
        let finding = Finding::warning("x").at_node(&format!("a\n{}", "b".repeat(200)));
        let node = finding.node.expect("a node");
        assert_eq!(node.chars().count(), 81);
        assert!(node.starts_with("a b") && node.ends_with('…'));
    }

    #[test]
    fn a_name_from_the_file_turns_nothing_around() {
        assert_eq!(one_line("mur\u{202E}blg.\u{2066}exe\u{1b}[2J\u{2028}x", 80), "mur blg. exe [2J x");
        assert_eq!(one_line("Église <b>« Saint-Éloi »</b> 🌳", 80), "Église <b>« Saint-Éloi »</b> 🌳");
    }

    #[test]
    fn the_same_finding_is_told_once() {
        let mut findings = Findings::default();
        for node in ["a", "b"] {
            findings.add(Finding::warning("lines-ignored").at_node(node));
        }
        assert_eq!(findings.into_sorted().len(), 1);
    }
}
