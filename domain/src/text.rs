//! The interface's texts: Fluent files, one set for both programs. Planners' texts are
//! [`crate::language::LocalText`].

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::language::Language;

/// The files of a language, in `assets/locales/<tag>/`. A new file is one line here.
macro_rules! files {
    ($($tag:literal),+ => $files:tt) => { [$(files!(@one $tag $files)),+] };
    (@one $tag:literal [$($file:literal),+ $(,)?]) => {
        &[$(include_str!(concat!("../../assets/locales/", $tag, "/", $file, ".ftl"))),+] as &[&str]
    };
}

/// In the order of [`Language::ALL`].
static SOURCES: [&[&str]; Language::ALL.len()] =
    files!("fr", "en" => ["common", "server", "pages", "place", "upload", "model", "report", "viewer"]);

static TEXTS: LazyLock<[Texts; Language::ALL.len()]> =
    LazyLock::new(|| Language::ALL.map(|language| Texts::read(language, SOURCES[language as usize])));

/// The texts of one language.
pub struct Texts {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Texts {
    /// The texts of `language`.
    pub fn of(language: Language) -> &'static Self {
        &TEXTS[language as usize]
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The text of that key; in French where it is missing; the key itself between `⟨⟩` where French
    /// lacks it too.
    pub fn get(&self, key: &str) -> Cow<'_, str> {
        self.format(key, &[])
    }

    /// The same, with named values put in.
    pub fn format(&self, key: &str, values: &[(&str, FluentValue<'_>)]) -> Cow<'_, str> {
        if let Some(text) = self.try_format(key, values) {
            return Cow::Owned(text);
        }
        let french = Self::of(Language::Fr);
        Cow::Owned(french.try_format(key, values).unwrap_or_else(|| format!("⟨{key}⟩")))
    }

    /// Whether the language has a text of its own for the key.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.get_message(key).is_some_and(|message| message.value().is_some())
    }

    fn try_format(&self, key: &str, values: &[(&str, FluentValue<'_>)]) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let args: FluentArgs = values.iter().map(|(name, value)| (*name, value.clone())).collect();
        let mut errors = Vec::new();
        Some(self.bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned())
    }

    fn read(language: Language, sources: &[&str]) -> Self {
        let id = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Our interface is one direction; isolation marks would show as boxes in some fonts.
        bundle.set_use_isolating(false);
        for source in sources {
            // What could be read is used: a slip in a translation must not stop a kiosk. The tests
            // below refuse it.
            let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(read, _)| read);
            bundle.add_resource_overriding(resource);
        }
        Self { language, bundle }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn keys(language: Language) -> BTreeSet<String> {
        let mut keys = BTreeSet::new();
        for source in SOURCES[language as usize] {
            let resource = FluentResource::try_new((*source).to_owned())
                .unwrap_or_else(|(_, errors)| panic!("{language}: {errors:?}"));
            for line in resource.source().lines() {
                let Some((key, _)) = line.split_once(" =") else {
                    continue;
                };
                if key.starts_with(|c: char| c.is_ascii_lowercase()) {
                    assert!(keys.insert(key.to_owned()), "{language}: {key} stands twice");
                }
            }
        }
        keys
    }

    #[test]
    fn every_text_is_in_every_language() {
        let french = keys(Language::Fr);
        for language in Language::ALL {
            assert_eq!(keys(language), french, "{language}");
        }
    }

    #[test]
    fn a_missing_text_shows_its_key() {
        assert_eq!(Texts::of(Language::En).get("no-such-text"), "⟨no-such-text⟩");
    }
}
