//! `model import`: stores a model as received, converts it, keeps what was made of it, says what was found, and takes the
//! placement that it proposes when asked to.

use std::process::ExitCode;

use belvedere_domain::placement::Placement;
use jiff::Timestamp;

use super::progress::Shown;
use super::{Failure, model_check};
use crate::cli::ModelImportArgs;
use crate::config::Config;
use crate::convert::Outcome;
use crate::import::{self, Upload};
use crate::report::words::Words;
use crate::state::AppState;
use crate::store::audit::Actor;
use crate::store::{Store, StoreError, model, scene};

const BY: Actor = Actor::CommandLine;

/// Stores, converts and keeps a model. The exit status is that of `model check`.
///
/// # Errors
/// When it cannot be stored or converted; a refused model is no error.
pub async fn import(config: Config, args: &ModelImportArgs) -> Result<ExitCode, Failure> {
    let state = AppState::open(config).await?;
    let scratch = tempfile::tempdir()?;
    let path = model_check::taken(&args.file, scratch.path())?;
    let name = args.file.file_name().unwrap_or_default().to_string_lossy();
    let upload = Upload { scene: args.scene, variant: args.variant.clone(), file_name: &name, path: &path };
    let received = import::receive(&state.store, &state.blobs, upload, BY).await?;
    let said = args.read_as.said();
    let mut shown = Shown::new(args.lang);
    let progress = |percent, stage| shown.tell(percent, stage);
    let outcome = import::convert(&state.store, &state.blobs, &received, &said, progress, BY).await?;
    // Before anything is printed on the same terminal.
    drop(shown);
    let words = Words::of(args.lang);
    model_check::print(&mut std::io::stdout().lock(), &outcome, args.lang)?;
    match proposal(&outcome) {
        Some(proposal) if args.place => place(&state.store, args, proposal).await?,
        Some(_) => println!("{}", words.get("import-not-placed")),
        None if args.place => println!("{}", words.get("import-no-proposal")),
        None => {}
    }
    state.store.close().await;
    Ok(ExitCode::from(model_check::exit_code(&outcome)))
}

fn proposal(outcome: &Outcome) -> Option<&Placement> {
    match outcome {
        Outcome::Accepted(converted) => converted.read_as.proposal.as_ref(),
        Outcome::Refused(_) => None,
    }
}

/// Appends the proposal as the scene's placement.
async fn place(store: &Store, args: &ModelImportArgs, proposal: &Placement) -> Result<(), Failure> {
    let mut tx = store.write().await?;
    let found = scene::find(&mut tx, args.scene).await?;
    let mut found = found.ok_or_else(|| Failure::new(format!("there is no scene {}", args.scene)))?;
    found.placement = proposal.clone();
    scene::put(&mut tx, &found, Timestamp::now(), BY).await?;
    let mut stale = Vec::new();
    for key in found.variants.iter().map(|variant| &variant.key).filter(|key| **key != args.variant) {
        // A model in coordinates of its own goes where the scene goes; one that was placed by its coordinates does not.
        let other = model::current(&mut tx, args.scene, key).await?;
        if other.and_then(|other| other.offset_m).is_some_and(|offset_m| offset_m != [0.0; 3]) {
            stale.push(key.to_string());
        }
    }
    tx.commit().await.map_err(StoreError::from)?;
    let words = Words::of(args.lang);
    println!("{}", words.with("import-placed", &[("placement", &model_check::line(proposal))]));
    if !stale.is_empty() {
        println!("{}", words.with("import-again", &[("variants", &stale.join(", "))]));
    }
    Ok(())
}
