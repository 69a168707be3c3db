//! `report`: writes the report of a consultation into a folder, freezes one, or verifies a data file.

use std::path::Path;
use std::process::ExitCode;

use belvedere_domain::hash::ContentHash;
use belvedere_domain::id::ConsultationId;
use belvedere_domain::language::Language;
use jiff::Timestamp;

use super::{Failure, demo};
use crate::cli::{ReportArgs, ReportCommand};
use crate::config::Config;
use crate::report::gather::{self, Documents};
use crate::report::standalone;
use crate::report::words::Words;
use crate::report::{data, view};
use crate::state::AppState;
use crate::store::audit::Actor;

/// Does what is asked.
///
/// # Errors
/// With the reason in one sentence.
pub async fn run(config: Config, args: &ReportArgs) -> Result<ExitCode, Failure> {
    match &args.command {
        Some(ReportCommand::Freeze { consultation, lang }) => freeze(config, *consultation, *lang).await,
        Some(ReportCommand::Verify { file }) => verify(file),
        None => write(config, args).await,
    }
}

async fn write(config: Config, args: &ReportArgs) -> Result<ExitCode, Failure> {
    let consultation = if args.demo { Some(demo::CONSULTATION) } else { args.consultation };
    let (Some(consultation), Some(out)) = (consultation, &args.out) else {
        return Err(Failure::new("say which consultation, and into which folder: --consultation ID --out DIR"));
    };
    let state = AppState::open(config).await?;
    let threshold = state.config.report_threshold;
    let report = gather::live(&state.store, &state.blobs, consultation, threshold, Timestamp::now()).await?;
    let documents = gather::documents(&state.blobs, report, args.lang, None).await?;
    state.store.close().await;
    let hash = lay_down(&documents, args.lang, out)?;
    println!("{hash}  {}", out.join("report.json").display());
    Ok(ExitCode::SUCCESS)
}

fn lay_down(documents: &Documents, language: Language, out: &Path) -> Result<ContentHash, Failure> {
    let hash = ContentHash::of(&documents.data);
    let view = view::View::of(&documents.report, language, None, Some(hash));
    let html = standalone::page(&view, &documents.pictures).map_err(|error| Failure::new(error.to_string()))?;
    std::fs::create_dir_all(out)?;
    std::fs::write(out.join("report.pdf"), &documents.pdf)?;
    std::fs::write(out.join("report.json"), &documents.data)?;
    std::fs::write(out.join("report.csv"), data::csv(&documents.report, Words::of(language)))?;
    std::fs::write(out.join("report.html"), html)?;
    Ok(hash)
}

async fn freeze(config: Config, consultation: ConsultationId, language: Language) -> Result<ExitCode, Failure> {
    let state = AppState::open(config).await?;
    let by = (Timestamp::now(), Actor::CommandLine);
    let parts = (&state.store, &state.blobs);
    let frozen = gather::freeze(parts, consultation, language, state.config.report_threshold, by).await?;
    state.store.close().await;
    println!("report {}: {} opinions, data file {}", frozen.number, frozen.opinions, frozen.data);
    Ok(ExitCode::SUCCESS)
}

fn verify(file: &Path) -> Result<ExitCode, Failure> {
    match data::verify(&std::fs::read(file)?) {
        Ok(verified) => {
            println!("{}  {} opinions counted again, every figure is theirs", verified.hash, verified.opinions);
            Ok(ExitCode::SUCCESS)
        }
        Err(reason) => {
            eprintln!("{reason}");
            Ok(ExitCode::FAILURE)
        }
    }
}
