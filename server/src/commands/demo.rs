//! `demo-data`: the village to try everything with. It goes the ways that a planner and a kiosk go (import, publish, send
//! opinions), and a second run changes nothing.

mod files;
mod people;

use std::path::Path;
use std::process::ExitCode;

use belvedere_domain::batch::{BATCH_MAX, ItemOutcome, OpinionBatch};
use belvedere_domain::hash::ContentHash;
use belvedere_domain::id::{ConsultationId, KioskId, SceneId, TerritoryId};
use belvedere_domain::language::Language;
use belvedere_domain::scene::Scene;
use belvedere_domain::text::Texts;
use jiff::Timestamp;
use uuid::Uuid;

use self::files::Demo;
use super::Failure;
use crate::blobs::hash_file;
use crate::cli::DemoArgs;
use crate::communes;
use crate::config::Config;
use crate::convert::{Outcome, Said, sentences};
use crate::follow::follow;
use crate::import::{self, Upload};
use crate::intake::{self, Origin};
use crate::publish::publish;
use crate::state::AppState;
use crate::store::audit::Actor;
use crate::store::{StoreError, consultation, model, opinion, scene, territory};

/// The demo's territory.
pub const TERRITORY: TerritoryId = TerritoryId::from_uuid(Uuid::from_u128(0x0199_0000_0000_7000_8000_0000_0000_0001));
/// The demo's consultation.
pub const CONSULTATION: ConsultationId =
    ConsultationId::from_uuid(Uuid::from_u128(0x0199_0000_0000_7000_8000_0000_0000_0002));
/// The demo's scene.
pub const SCENE: SceneId = SceneId::from_uuid(Uuid::from_u128(0x0199_0000_0000_7000_8000_0000_0000_0003));
/// The device that "sent" the demo's opinions.
const KIOSK: KioskId = KioskId::from_uuid(Uuid::from_u128(0x0199_0000_0000_7000_8000_0000_0000_0004));

const BY: Actor = Actor::CommandLine;

/// Loads the demo.
///
/// # Errors
/// When its files cannot be read or its data not be stored.
pub async fn run(config: Config, args: &DemoArgs) -> Result<ExitCode, Failure> {
    let demo = Demo::read(&args.from)?;
    let state = AppState::open(config).await?;
    put_texts(&state, &demo).await?;
    put_communes(&state, &args.from)?;
    for (variant, file) in &demo.models {
        import_model(&state, &demo.scene, variant, &args.from.join(file)).await?;
    }
    let exhibit = publish(&state.store, &state.blobs, SCENE, Timestamp::now(), BY).await?;
    send_opinions(&state, &demo, exhibit.revision).await?;
    // Of a demo that was loaded before, with other models.
    follow(&state.store, &state.blobs, &std::env::current_exe()?, SCENE, Timestamp::now(), BY).await?;
    people::put(&state.store).await?;
    println!("The demo is loaded: {}, exhibit {}.", demo.territory.name, exhibit.revision);
    println!("  Consultation   {CONSULTATION}");
    println!("  Demo logins, known to everybody: never load the demo on a server that people reach.");
    people::print();
    state.store.close().await;
    Ok(ExitCode::SUCCESS)
}

async fn put_texts(state: &AppState, demo: &Demo) -> Result<(), StoreError> {
    let now = Timestamp::now();
    let mut tx = state.store.write().await?;
    territory::put(&mut tx, &demo.territory, now, BY).await?;
    consultation::put(&mut tx, &demo.consultation, now, BY).await?;
    scene::put(&mut tx, &demo.scene, now, BY).await?;
    Ok(tx.commit().await?)
}

/// The limits of the demo's invented communes, where the server looks for limits; what is there already stays.
fn put_communes(state: &AppState, from: &Path) -> Result<(), Failure> {
    let (from, to) = (from.join(communes::FILE), state.config.data_dir.join(communes::FILE));
    if from.exists() && !to.exists() {
        std::fs::copy(from, to)?;
    }
    Ok(())
}

async fn import_model(
    state: &AppState,
    scene: &Scene,
    variant: &belvedere_domain::id::Key,
    path: &Path,
) -> Result<(), Failure> {
    let blob = hash_file(path).await?;
    let current = model::current(&mut *state.store.read().await?, scene.id, variant).await?;
    if current.is_some_and(|model| model.upload == blob) {
        return Ok(());
    }
    println!("Converting {}…", path.display());
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let upload = Upload { scene: scene.id, variant: variant.clone(), file_name: &name, path };
    let received = import::receive(&state.store, &state.blobs, upload, BY).await?;
    match import::convert(&state.store, &state.blobs, &received, &Said::default(), |_, _| (), BY).await? {
        Outcome::Accepted(_) => Ok(()),
        Outcome::Refused(findings) => {
            let said: Vec<_> = findings.iter().map(|finding| sentences(finding, Language::En).what).collect();
            Err(Failure::new(format!("{} is refused: {}", path.display(), said.join(" "))))
        }
    }
}

/// Sends the opinions as a kiosk does.
async fn send_opinions(state: &AppState, demo: &Demo, revision: ContentHash) -> Result<(), Failure> {
    let stored = opinion::count(&mut *state.store.read().await?, CONSULTATION).await?;
    if stored >= demo.opinions.len() as u64 {
        return Ok(());
    }
    let items = demo.opinions_seen_in(revision)?;
    for chunk in items.chunks(BATCH_MAX) {
        let now = Timestamp::now();
        let batch = OpinionBatch { kiosk: KIOSK, sent_at: now, opinions: chunk.to_vec() };
        let answer =
            intake::take(&state.store, &state.blobs, batch, Origin::Demo, now, Texts::of(Language::En)).await?;
        for item in answer.items {
            if let ItemOutcome::Refused { reason, .. } = item.outcome {
                return Err(Failure::new(format!("an opinion of the demo is refused: {reason}")));
            }
        }
    }
    Ok(())
}
