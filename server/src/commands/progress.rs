//! How far a conversion is, on the standard error: a bar on a terminal, one line for each stage elsewhere.

use std::io::{IsTerminal, Stderr, Write, stderr};

use belvedere_domain::language::Language;
use belvedere_domain::text::Texts;

use crate::convert::Stage;

/// How wide the bar is (characters).
const WIDTH: usize = 24;
/// Back to the line's begin, and nothing on it.
const CLEAR: &str = "\r\x1b[2K";

/// Shows one conversion. Dropped, it leaves nothing on the terminal.
pub struct Shown<W: Write = Stderr> {
    out: W,
    is_terminal: bool,
    texts: &'static Texts,
    last: Option<(u8, Stage)>,
}

impl Shown {
    /// On the standard error, in that language.
    pub fn new(language: Language) -> Self {
        Self { out: stderr(), is_terminal: stderr().is_terminal(), texts: Texts::of(language), last: None }
    }
}

impl<W: Write> Shown<W> {
    /// Shows how far it is (0 to 100).
    pub fn tell(&mut self, percent: u8, stage: Stage) {
        if self.last == Some((percent, stage)) {
            return;
        }
        let is_new = self.last.is_none_or(|(_, before)| before != stage);
        self.last = Some((percent, stage));
        let name = self.texts.get(stage.text_key());
        // An output that is gone stops no conversion.
        let _ = match self.is_terminal {
            true => {
                let full = WIDTH * usize::from(percent.min(100)) / 100;
                let (done, open) = ("#".repeat(full), "-".repeat(WIDTH - full));
                write!(self.out, "{CLEAR}[{done}{open}] {percent:>3} %  {name}").and_then(|()| self.out.flush())
            }
            false if is_new => writeln!(self.out, "{name}"),
            false => Ok(()),
        };
    }
}

impl<W: Write> Drop for Shown<W> {
    fn drop(&mut self) {
        if self.is_terminal && self.last.is_some() {
            let _ = write!(self.out, "{CLEAR}").and_then(|()| self.out.flush());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(is_terminal: bool) -> String {
        let mut out = Vec::new();
        let texts = Texts::of(Language::En);
        let mut shown = Shown { out: &mut out, is_terminal, texts, last: None };
        for (percent, stage) in
            [(0, Stage::Reading), (25, Stage::Lighting), (50, Stage::Lighting), (50, Stage::Lighting)]
        {
            shown.tell(percent, stage);
        }
        drop(shown);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_terminal_has_a_bar_and_keeps_nothing_of_it() {
        let text = shown(true);
        assert!(text.contains("[############------------]  50 %  Computing the light"), "{text}");
        assert_eq!((text.matches("50 %").count(), text.matches('\n').count()), (1, 0));
        assert!(text.ends_with(CLEAR));
    }

    #[test]
    fn elsewhere_there_is_a_line_a_stage() {
        assert_eq!(shown(false), "Reading and checking the file\nComputing the light\n");
    }
}
