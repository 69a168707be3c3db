//! `belvedere-server model check FILE`: says whether a model would be taken, what was found and what to do. Nothing is stored.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use belvedere_domain::language::Language;

use crate::convert::{
    Axis, ConvertError, Converted, Finding, Outcome, Request, Severity, Sun, convert_in_child, pack, sentences,
};

/// Check a model without storing anything: exits 0 if it is fine, 1 if there is something to check, 2 if it is refused.
#[derive(Debug, clap::Args)]
pub struct ModelCheckArgs {
    /// A .glb, a .zip with one model and its files, or a .gltf beside its files.
    pub file: PathBuf,
    /// Print the outcome as JSON.
    #[arg(long)]
    pub json: bool,
    /// The language of the sentences: fr or en.
    #[arg(long, default_value = "fr", value_parser = language)]
    pub lang: Language,
    /// Metres in one unit of the file.
    #[arg(long, default_value_t = 1.0)]
    pub scale: f64,
    /// Which axis of the file points up.
    #[arg(long, default_value_t)]
    pub up_axis: Axis,
    /// Keep the converted files in this folder.
    #[arg(long)]
    pub keep: Option<PathBuf>,
}

fn language(tag: &str) -> Result<Language, String> {
    Language::ALL.into_iter().find(|language| language.tag() == tag).ok_or_else(|| "fr, en".to_owned())
}

/// Runs the check in a child process, and prints what it found.
pub async fn run(args: ModelCheckArgs) -> ExitCode {
    let outcome = match check(&args).await {
        Ok(outcome) => outcome,
        Err(error) => {
            eprintln!("{}: {error}", args.file.display());
            return ExitCode::from(3);
        }
    };
    let printed = if args.json { print_json(&outcome) } else { print(&mut io::stdout().lock(), &outcome, args.lang) };
    if let Err(error) = printed {
        eprintln!("{error}");
    }
    ExitCode::from(exit_code(&outcome))
}

async fn check(args: &ModelCheckArgs) -> Result<Outcome, ConvertError> {
    let scratch = tempfile::tempdir()?;
    let is_text = args.file.extension().is_some_and(|kind| kind.eq_ignore_ascii_case("gltf"));
    let input = if is_text { packed(&args.file, scratch.path())? } else { args.file.clone() };
    let out_dir = args.keep.clone().unwrap_or_else(|| scratch.path().to_owned());
    std::fs::create_dir_all(&out_dir)?;
    let progress = |_, _| ();
    let request = Request { input, out_dir, scale: args.scale, up_axis: args.up_axis, sun: Sun::default(), progress };
    convert_in_child(&std::env::current_exe()?, request).await
}

pub(super) fn packed(model: &Path, scratch: &Path) -> io::Result<PathBuf> {
    let zip = scratch.join("model.zip");
    pack(model, &zip)?;
    Ok(zip)
}

pub(super) fn exit_code(outcome: &Outcome) -> u8 {
    match outcome {
        Outcome::Refused(_) => 2,
        Outcome::Accepted(converted) => {
            u8::from(converted.findings.iter().any(|finding| finding.severity == Severity::Warning))
        }
    }
}

fn print_json(outcome: &Outcome) -> io::Result<()> {
    writeln!(io::stdout(), "{}", serde_json::to_string_pretty(outcome)?)
}

pub(super) fn print(out: &mut impl Write, outcome: &Outcome, language: Language) -> io::Result<()> {
    let findings: &[Finding] = match outcome {
        Outcome::Refused(findings) => findings,
        Outcome::Accepted(converted) => {
            print_figures(out, converted)?;
            &converted.findings
        }
    };
    for finding in findings {
        let text = sentences(finding, language);
        writeln!(out, "{}\u{a0}: {}\n    {}", text.severity, text.what, text.mend)?;
    }
    Ok(())
}

fn print_figures(out: &mut impl Write, converted: &Converted) -> io::Result<()> {
    let counts = converted.counts;
    let size: Vec<String> =
        (0..3).map(|i| format!("{:.2}", converted.bounds_max_m[i] - converted.bounds_min_m[i])).collect();
    writeln!(out, "△ {}  ▤ {}  ◫ {}  {} m", counts.triangles, counts.draws, counts.textures, size.join(" × "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_exits_with_two() {
        assert_eq!(exit_code(&Outcome::Refused(vec![Finding::error("file-empty")])), 2);
    }

    #[test]
    fn only_known_languages_are_taken() {
        assert_eq!(language("en"), Ok(Language::En));
        assert!(language("de").is_err());
    }
}
