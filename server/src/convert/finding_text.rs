//! The sentences of a finding in the reader's language, from `assets/locales/*/convert.ftl`. It knows no other text.

use std::{borrow::Cow, sync::LazyLock};

use belvedere_domain::language::Language;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use unic_langid::langid;

use super::finding::{Arg, Finding, one_line};

type Bundle = FluentBundle<FluentResource>;

static FRENCH: LazyLock<Bundle> =
    LazyLock::new(|| bundle(langid!("fr"), include_str!("../../../assets/locales/fr/convert.ftl")));
static ENGLISH: LazyLock<Bundle> =
    LazyLock::new(|| bundle(langid!("en"), include_str!("../../../assets/locales/en/convert.ftl")));

/// The longest argument of a sentence: those of [`Finding`]s are shorter, but what a child says may be anything.
const ARG_MAX_CHARS: usize = 100;

/// A finding as a person reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentences {
    /// "Refused", "To check" or "To know".
    pub severity: String,
    /// What was found, where, and what follows.
    pub what: String,
    /// What to do.
    pub mend: String,
}

/// The sentences of `finding`. They may hold names from the file: text, to be escaped where it is shown.
pub fn sentences(finding: &Finding, language: Language) -> Sentences {
    let bundle = match language {
        Language::Fr => &*FRENCH,
        Language::En => &*ENGLISH,
    };
    let args = args(finding, language);
    let known = bundle.has_message(&format!("finding-{}", finding.code));
    let code = if known { finding.code.as_str() } else { "unknown" };
    let severity = format!("finding-severity-{:?}", finding.severity).to_lowercase();
    let mut what = text(bundle, &format!("finding-{code}"), &args);
    if finding.node.is_some() {
        what = format!("{what} {}", text(bundle, "finding-at-node", &args));
    }
    Sentences {
        severity: text(bundle, &severity, &args),
        what,
        mend: text(bundle, &format!("finding-{code}-mend"), &args),
    }
}

fn bundle(language: unic_langid::LanguageIdentifier, source: &'static str) -> Bundle {
    let mut bundle = Bundle::new_concurrent(vec![language]);
    // The invisible marks around arguments would end up in logs and in copied text.
    bundle.set_use_isolating(false);
    // A faulty entry is left out, and the tests find it missing.
    let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    bundle
}

fn text(bundle: &Bundle, key: &str, args: &FluentArgs) -> String {
    let pattern = bundle.get_message(key).and_then(|message| message.value());
    pattern.map_or_else(
        || key.to_owned(),
        |pattern| bundle.format_pattern(pattern, Some(args), &mut Vec::new()).into_owned(),
    )
}

fn args(finding: &Finding, language: Language) -> FluentArgs<'_> {
    let mut args = FluentArgs::new();
    args.set("code", finding.code.as_str());
    if let Some(node) = &finding.node {
        args.set("node", one_line(node, ARG_MAX_CHARS));
    }
    for (name, arg) in &finding.args {
        let value = match arg {
            Arg::Text(text) => FluentValue::from(one_line(text, ARG_MAX_CHARS)),
            Arg::Number(number) => FluentValue::String(Cow::Owned(written(*number, language))),
        };
        args.set(name.as_str(), value);
    }
    args
}

/// A number as the language writes it: digits in threes, at most four decimals.
fn written(number: f64, language: Language) -> String {
    let (group, point) = match language {
        Language::Fr => ('\u{202f}', ','),
        Language::En => (',', '.'),
    };
    let plain = format!("{:.4}", number.abs());
    let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut text = String::from(if number < 0.0 { "−" } else { "" });
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            text.push(group);
        }
        text.push(digit);
    }
    let decimals = decimals.trim_end_matches('0');
    if !decimals.is_empty() {
        text.push(point);
        text.push_str(decimals);
    }
    text
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use super::*;

    /// Every code that the source of this module can give.
    fn gather(folder: &Path, codes: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() {
                gather(&entry, codes);
            } else if entry.extension().is_some_and(|kind| kind == "rs") {
                let source = fs::read_to_string(&entry).expect("a source");
                let source = source.split("#[cfg(test)]").next().unwrap_or_default();
                for part in source.split("Finding::").skip(1) {
                    let call = ["error(\"", "warning(\"", "info(\""].iter().find_map(|call| part.strip_prefix(call));
                    codes.extend(call.and_then(|rest| rest.split('"').next()).map(str::to_owned));
                }
            }
        }
    }

    #[test]
    fn every_finding_has_its_sentences_in_both_languages() {
        let mut all = BTreeSet::new();
        gather(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/convert"), &mut all);
        assert!(all.len() > 40, "{all:?}");
        for (code, language) in all.iter().flat_map(|code| Language::ALL.map(|language| (code, language))) {
            let bundle = if language == Language::Fr { &*FRENCH } else { &*ENGLISH };
            for key in [format!("finding-{code}"), format!("finding-{code}-mend")] {
                assert!(bundle.has_message(&key), "{key} in {}", language.tag());
            }
        }
    }

    #[test]
    fn a_refusal_reads_well() {
        let finding = Finding::error("triangles-too-many").with("count", 5_200_000u64).with("limit", 4_000_000u64);
        let french = sentences(&finding, Language::Fr).what;
        assert_eq!(
            french,
            "Le modèle compte 5\u{202f}200\u{202f}000\u{a0}triangles\u{202f}; la limite est de 4\u{202f}000\u{202f}000."
        );
        let avif = Finding::error("extension-unsupported").with("extension", "EXT_texture_avif").at_node("Toit");
        let english = sentences(&avif, Language::En);
        assert!(english.what.contains("EXT_texture_avif") && english.what.ends_with("“Toit”."));
        assert!(english.mend.contains("instead of AVIF"));
    }

    #[test]
    fn numbers_are_written_as_the_language_does() {
        assert_eq!(written(-6_520_000.0, Language::Fr), "−6\u{202f}520\u{202f}000");
        assert_eq!(written(0.0254, Language::Fr), "0,0254");
        assert_eq!(written(1_234.5, Language::En), "1,234.5");
    }
}
