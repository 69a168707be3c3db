//! The fonts of the PDF, and what they can show: PDF/UA forbids a sign without a glyph, and one emoji must not
//! keep a report from being made.

use std::sync::LazyLock;

use serde_json::Value;
use typst::foundations::Bytes;
use typst::text::Font;

/// What stands for a run of signs that no font has.
const MISSING: char = '□';

const OURS: [&[u8]; 2] = [
    include_bytes!("../../../../assets/fonts/AtkinsonHyperlegibleNext-Regular.ttf"),
    include_bytes!("../../../../assets/fonts/AtkinsonHyperlegibleNext-Bold.ttf"),
];

static SHARED: LazyLock<Glyphs> = LazyLock::new(|| {
    let ours = OURS.into_iter().flat_map(|bytes| Font::iter(Bytes::new(bytes)));
    // For what ours lacks: Greek, Cyrillic, some Hebrew and Arabic.
    let fallbacks = typst_kit::fonts::embedded().map(|(font, _)| font);
    Glyphs { fonts: ours.chain(fallbacks.filter(|font| FALLBACKS.contains(&font.info().family.as_str()))).collect() }
});

/// Those that the template names.
const FALLBACKS: [&str; 2] = ["Libertinus Serif", "DejaVu Sans Mono"];

/// Fonts with what they cover.
pub struct Glyphs {
    fonts: Vec<Font>,
}

impl Glyphs {
    /// Read once.
    pub fn shared() -> &'static Self {
        &SHARED
    }

    /// The fonts, ours first.
    pub fn fonts(&self) -> Vec<Font> {
        self.fonts.clone()
    }

    /// Rewrites every text within so that all its signs can be shown.
    pub fn make_printable(&self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.printable(text),
            Value::Array(values) => values.iter_mut().for_each(|value| self.make_printable(value)),
            Value::Object(values) => values.values_mut().for_each(|value| self.make_printable(value)),
            _ => {}
        }
    }

    fn printable(&self, text: &str) -> String {
        let mut printable = String::with_capacity(text.len());
        for sign in text.chars().filter(|sign| !is_invisible(*sign)) {
            if sign == '\n' || self.has(sign) {
                printable.push(sign);
            } else if !printable.ends_with(MISSING) {
                printable.push(if sign.is_whitespace() { ' ' } else { MISSING });
            }
        }
        printable
    }

    fn has(&self, sign: char) -> bool {
        self.fonts.iter().any(|font| font.info().coverage.contains(sign as u32))
    }
}

/// Joiners, marks of order and direction, selectors of variants, private signs: without a glyph by design, and the
/// ones of direction could make a line read as what it is not. Combining marks stand alone in some fonts.
fn is_invisible(sign: char) -> bool {
    matches!(sign,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0000}'..='\u{e0fff}'
        | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
        || (sign.is_control() && sign != '\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_french_needs_is_there_in_our_own_font() {
        let ours = Font::new(Bytes::new(OURS[0]), 0).unwrap();
        for sign in "éèêëàâäçîïôöùûüÿœæÉÈÀÇŒÆ«»“”‘’…–—−×€°·\u{a0}\u{202f}□".chars()
        {
            assert!(ours.info().coverage.contains(sign as u32) || sign == MISSING, "{sign:?}");
        }
        assert!(Glyphs::shared().has(MISSING));
    }

    #[test]
    fn a_run_of_missing_signs_is_one_box_and_direction_marks_are_gone() {
        assert_eq!(Glyphs::shared().printable("Oui 👍🏽👨‍👩‍👧 !\u{202e}x"), "Oui □ !x");
        assert_eq!(Glyphs::shared().printable("Площадь"), "Площадь");
    }
}
