//! `belvedere-server model check FILE`: says whether a model would be taken, what was found and what to do. Nothing is stored.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use belvedere_domain::language::Language;
use belvedere_domain::placement::Placement;

use super::progress::Shown;
use super::read_as::ReadAsArgs;
use crate::convert::{
    ConvertError, Converted, Finding, Outcome, Request, Said, Severity, Sun, convert_in_child, pack, sentences,
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
    #[command(flatten)]
    pub read_as: ReadAsArgs,
}

pub(super) fn language(tag: &str) -> Result<Language, String> {
    Language::ALL.into_iter().find(|language| language.tag() == tag).ok_or_else(|| "fr, en".to_owned())
}

/// Runs the check in a child process, and prints what it found.
pub async fn run(args: ModelCheckArgs) -> ExitCode {
    match check(&args).await {
        Ok(outcome) => said(&outcome, args.json, args.lang),
        Err(error) => failed(&args.file, &error),
    }
}

async fn check(args: &ModelCheckArgs) -> Result<Outcome, ConvertError> {
    let scratch = tempfile::tempdir()?;
    converted(&args.file, args.read_as.said(), scratch.path(), Shown::new(args.lang)).await
}

/// Converts `file` into `out_dir`, which is there, as a server would.
///
/// # Errors
/// When the conversion cannot run.
pub(super) async fn converted(
    file: &Path,
    said: Said,
    out_dir: &Path,
    mut shown: Shown,
) -> Result<Outcome, ConvertError> {
    let scratch = tempfile::tempdir()?;
    let input = taken(file, scratch.path())?;
    let progress = |percent, stage| shown.tell(percent, stage);
    let request = Request { input, out_dir: out_dir.to_owned(), said, sun: Sun::default(), progress };
    convert_in_child(&std::env::current_exe()?, request).await
}

/// The file to hand over: a .gltf is packed with its neighbours into `scratch` first.
pub(super) fn taken(file: &Path, scratch: &Path) -> io::Result<PathBuf> {
    if !file.extension().is_some_and(|kind| kind.eq_ignore_ascii_case("gltf")) {
        return Ok(file.to_owned());
    }
    let zip = scratch.join("model.zip");
    pack(file, &zip)?;
    Ok(zip)
}

/// Prints an outcome; the exit status that goes with it.
pub(super) fn said(outcome: &Outcome, json: bool, language: Language) -> ExitCode {
    let printed = if json { print_json(outcome) } else { print(&mut io::stdout().lock(), outcome, language) };
    if let Err(error) = printed {
        eprintln!("{error}");
    }
    ExitCode::from(exit_code(outcome))
}

/// Says that the check itself could not be made.
pub(super) fn failed(file: &Path, error: &dyn std::error::Error) -> ExitCode {
    eprintln!("{}: {error}", file.display());
    ExitCode::from(3)
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
    writeln!(out, "△ {}  ▤ {}  ◫ {}  {} m", counts.triangles, counts.draws, counts.textures, size.join(" × "))?;
    converted.read_as.proposal.as_ref().map_or(Ok(()), |proposal| writeln!(out, "⌖ {}", line(proposal)))
}

/// A placement on one line, in figures only.
pub(super) fn line(placement: &Placement) -> String {
    let Placement { crs, easting_m, northing_m, height_m, heading_deg, accuracy_m, .. } = placement;
    format!("{crs}  E {easting_m} m  N {northing_m} m  H {height_m} m  {heading_deg}°  ± {accuracy_m} m")
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
