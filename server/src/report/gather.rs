//! From the store to documents: reads a report at one instant, has its PDF made off the async runtime, and freezes it.

use std::collections::BTreeMap;

use belvedere_domain::exhibit::{Manifest, ManifestError};
use belvedere_domain::hash::ContentHash;
use belvedere_domain::id::{ConsultationId, ReportId};
use belvedere_domain::language::Language;
use belvedere_domain::report::{Report, ReportExhibit};
use belvedere_domain::suppression::Threshold;
use jiff::Timestamp;
use tokio::sync::Semaphore;
use uuid::Uuid;

use super::data;
use super::pdf::{self, PdfError};
use super::pictures::{self, PictureError};
use super::view::{Freeze, View};
use crate::blobs::{BlobError, Blobs};
use crate::store::audit::Actor;
use crate::store::report::{self, Frozen};
use crate::store::{Db, Store, StoreError, consultation, exhibit, territory};

/// PDFs are made one at a time: a long queue costs patience, many at once the machine.
static PDFS: Semaphore = Semaphore::const_new(1);

/// A report cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// There is no such consultation.
    #[error("there is no consultation {0}")]
    NoConsultation(ConsultationId),
    /// Another report was frozen at the same instant.
    #[error("another report was frozen at the same time; try again")]
    NumberTaken,
    /// The database cannot do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file is missing or cannot be kept.
    #[error(transparent)]
    Blobs(#[from] BlobError),
    /// The exhibit does not read.
    #[error(transparent)]
    Manifest(#[from] ManifestError),
    /// The PDF cannot be made.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// A map's picture cannot be made.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// The data file cannot be written.
    #[error("the report's data file cannot be written: {0}")]
    Json(#[from] serde_json::Error),
    /// The PDF's thread fell.
    #[error("the report's PDF was not finished: {0}")]
    Fell(#[from] tokio::task::JoinError),
}

/// A report with the files that it is laid down in.
pub struct Documents {
    /// What it says.
    pub report: Report,
    /// The data file.
    pub data: Vec<u8>,
    /// The PDF.
    pub pdf: Vec<u8>,
    /// The maps' JPEGs, in the order of the view's maps.
    pub pictures: Vec<Vec<u8>>,
}

/// The report as it is now: figures, rows and exhibit of one instant.
///
/// # Errors
/// [`ReportError`], with the reason.
pub async fn live(
    store: &Store,
    blobs: &Blobs,
    id: ConsultationId,
    threshold: Threshold,
    now: Timestamp,
) -> Result<Report, ReportError> {
    let mut db = store.snapshot().await?;
    let consultation = consultation::find(&mut db, id).await?.ok_or(ReportError::NoConsultation(id))?;
    let territory = territory::find(&mut db, consultation.territory).await?;
    Ok(Report {
        format: Report::FORMAT,
        // Milliseconds, as the database keeps instants.
        made_at: Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now),
        territory: territory.ok_or(ReportError::NoConsultation(id))?,
        exhibit: current_exhibit(&mut db, blobs, id).await?,
        threshold,
        figures: report::figures(&mut db, id).await?,
        rows: report::rows(&mut db, id).await?,
        consultation,
    })
}

async fn current_exhibit(
    db: &mut Db,
    blobs: &Blobs,
    consultation: ConsultationId,
) -> Result<Option<ReportExhibit>, ReportError> {
    let Some(published) = exhibit::of_consultation(db, consultation).await? else {
        return Ok(None);
    };
    let manifest = Manifest::from_bytes(&blobs.bytes(published.revision).await?)?;
    Ok(Some(ReportExhibit {
        revision: published.revision,
        published_at: published.published_at,
        scene: manifest.scene,
        variants: manifest.variants,
    }))
}

/// Lays the report down in its files.
///
/// # Errors
/// [`ReportError`], with the reason.
pub async fn documents(
    blobs: &Blobs,
    report: Report,
    language: Language,
    freeze: Option<Freeze>,
) -> Result<Documents, ReportError> {
    let mut plans = BTreeMap::new();
    for files in report.exhibit.iter().flat_map(|exhibit| &exhibit.variants) {
        let hash = files.plan.image.hash;
        plans.insert(hash, blobs.bytes(hash).await?.to_vec());
    }
    let _turn = PDFS.acquire().await;
    tokio::task::spawn_blocking(move || {
        let data = data::json(&report)?;
        let view = View::of(&report, language, freeze, Some(ContentHash::of(&data)));
        let pictures = pictures::of_maps(&view, &plans)?;
        let pdf = pdf::draw(&report, &view, &pictures)?;
        Ok(Documents { report, data, pdf, pictures })
    })
    .await?
}

/// Freezes the report as it is now: its files are kept as blobs, its row is added and never changed.
///
/// # Errors
/// [`ReportError`], with the reason.
pub async fn freeze(
    (store, blobs): (&Store, &Blobs),
    id: ConsultationId,
    language: Language,
    threshold: Threshold,
    (now, by): (Timestamp, Actor),
) -> Result<Frozen, ReportError> {
    let number = report::next_number(&mut *store.read().await?, id).await?;
    let report = live(store, blobs, id, threshold, now).await?;
    let (made_at, opinions) = (report.made_at, report.figures.opinions);
    let documents = documents(blobs, report, language, Some(Freeze { number })).await?;
    let frozen = Frozen {
        id: ReportId::from_uuid(Uuid::now_v7()),
        consultation: id,
        number,
        language,
        made_at,
        data: blobs.put(documents.data).await?.hash,
        pdf: blobs.put(documents.pdf).await?.hash,
        opinions,
    };
    let mut tx = store.write().await?;
    // The PDF shows its number, so a number that was taken meanwhile cannot be helped by counting on.
    if !report::insert(&mut tx, &frozen, by).await? {
        return Err(ReportError::NumberTaken);
    }
    tx.commit().await.map_err(StoreError::from)?;
    Ok(frozen)
}
