//! `belvedere-server model convert FILE --out DIR`: what a server would make of a model, in a folder. No server is needed and
//! nothing is stored.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use belvedere_domain::language::Language;

use super::model_check::{converted, failed, language, said};
use super::progress::Shown;
use super::read_as::ReadAsArgs;
use crate::convert::{COLLISION_FILE, ConvertError, Outcome, PLAN_FILE, VISUAL_FILE};

/// The name of what was found and measured, in the output folder: what `model check --json` prints.
pub const FINDINGS_FILE: &str = "findings.json";

/// Convert a model without a server. Exit status as `check`.
#[derive(Debug, clap::Args)]
pub struct ModelConvertArgs {
    /// A .glb, a .zip with one model and its files, or a .gltf beside its files.
    pub file: PathBuf,
    /// The folder to write visual.glb, collision.glb, plan.png and findings.json into; made when it is not there. A refused
    /// model gives findings.json only.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// The language of the sentences: fr or en.
    #[arg(long, default_value = "fr", value_parser = language)]
    pub lang: Language,
    #[command(flatten)]
    pub read_as: ReadAsArgs,
}

/// Converts in a child process, writes the package, and prints what was found.
pub async fn run(args: ModelConvertArgs) -> ExitCode {
    match convert(&args).await {
        Ok(outcome) => said(&outcome, false, args.lang),
        Err(error) => failed(&args.file, &error),
    }
}

async fn convert(args: &ModelConvertArgs) -> Result<Outcome, ConvertError> {
    fs::create_dir_all(&args.out)?;
    // Beside what is to be replaced: an older package stays whole until this one is.
    let made = tempfile::tempdir_in(&args.out)?;
    let outcome = converted(&args.file, args.read_as.said(), made.path(), Shown::new(args.lang)).await?;
    if matches!(outcome, Outcome::Accepted(_)) {
        move_all(made.path(), &args.out)?;
    }
    let findings = serde_json::to_vec_pretty(&outcome).map_err(io::Error::from)?;
    fs::write(args.out.join(FINDINGS_FILE), findings)?;
    Ok(outcome)
}

fn move_all(from: &Path, to: &Path) -> io::Result<()> {
    for name in [VISUAL_FILE, COLLISION_FILE, PLAN_FILE] {
        fs::rename(from.join(name), to.join(name))?;
    }
    Ok(())
}
