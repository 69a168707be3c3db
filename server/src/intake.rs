//! Taking opinions in: each item of a batch is read, checked, placed on the grid and stored for itself, all in one
//! transaction. For the API and the demo alike. It counts nobody's requests and knows no HTTP.

mod placing;

use std::collections::BTreeMap;

use belvedere_domain::batch::{BatchAnswer, ItemAnswer, ItemOutcome, OpinionBatch};
use belvedere_domain::consultation::Consultation;
use belvedere_domain::id::{ConsultationId, KioskId, OpinionId};
use belvedere_domain::opinion::{Channel, Opinion, OpinionRefused};
use belvedere_domain::text::Texts;
use jiff::Timestamp;
use serde_json::Value;
use sqlx::Connection;

use self::placing::Placing;
use crate::blobs::Blobs;
use crate::store::audit::{self, Actor};
use crate::store::opinion::{Incoming, Stored};
use crate::store::{Store, StoreError, Tx, consultation, kiosk, opinion};

/// The code of an item that is no opinion at all.
const UNREADABLE: &str = "unreadable";
/// The code of an item whose receipt is another opinion's.
const RECEIPT_TAKEN: &str = "receipt-taken";

/// The code of an item that claims what only staff or the demo may.
const NOT_A_RESIDENTS: &str = "not-a-residents";

/// Where a batch comes from: it decides what its opinions may claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Anybody, over the network: no opinion that staff entered, and none that is made up.
    Public,
    /// The demo's own file.
    Demo,
}

/// What became of an item; a code where it is refused.
type Fate = Result<Stored, &'static str>;

/// Takes a batch in and answers for each item. Nothing is stored when this fails: the batch can be sent again.
///
/// # Errors
/// When the database cannot do it.
pub async fn take(
    store: &Store,
    blobs: &Blobs,
    batch: OpinionBatch<Value>,
    origin: Origin,
    now: Timestamp,
    texts: &Texts,
) -> Result<BatchAnswer, StoreError> {
    let ids: Vec<_> = batch.opinions.iter().map(id_of).collect();
    let (kiosk, sent_at) = (batch.kiosk, batch.sent_at);
    let read: Vec<_> = batch.opinions.into_iter().map(read).collect();
    let consultations = consultations(store, &read).await?;
    let checked: Vec<_> = read.into_iter().map(|item| check(item, &consultations, origin)).collect();
    let skew_ms = sent_at.as_millisecond() - now.as_millisecond();
    let fates = keep(store, blobs, Sender { kiosk, now, skew_ms }, checked, &consultations).await?;
    let items = ids.into_iter().zip(fates).map(|(id, fate)| ItemAnswer { id, outcome: answer(fate, texts) });
    Ok(BatchAnswer { received_at: now, items: items.collect() })
}

fn id_of(item: &Value) -> Option<OpinionId> {
    item.get("id")?.as_str()?.parse().ok()
}

fn read(item: Value) -> Result<Opinion, &'static str> {
    serde_json::from_value(item).map_err(|_| UNREADABLE)
}

type Consultations = BTreeMap<ConsultationId, Consultation>;

async fn consultations(store: &Store, items: &[Result<Opinion, &'static str>]) -> Result<Consultations, StoreError> {
    let mut found = Consultations::new();
    let mut asked: Vec<_> = items.iter().flatten().map(|opinion| opinion.consultation).collect();
    asked.sort();
    asked.dedup();
    for id in asked {
        if let Some(consultation) = consultation::find(&mut *store.read().await?, id).await? {
            found.insert(id, consultation);
        }
    }
    Ok(found)
}

fn check(
    item: Result<Opinion, &'static str>,
    consultations: &Consultations,
    origin: Origin,
) -> Result<Opinion, &'static str> {
    let opinion = item?;
    let by_a_resident = !opinion.made_up && !matches!(opinion.channel, Channel::Paper | Channel::Mediator);
    if origin == Origin::Public && !by_a_resident {
        return Err(NOT_A_RESIDENTS);
    }
    let consultation = consultations.get(&opinion.consultation).ok_or(OpinionRefused::OtherConsultation.code())?;
    opinion.check(consultation).map_err(|refused| refused.code())?;
    Ok(opinion)
}

/// Who sent, and when.
#[derive(Clone, Copy)]
struct Sender {
    kiosk: KioskId,
    now: Timestamp,
    skew_ms: i64,
}

async fn keep(
    store: &Store,
    blobs: &Blobs,
    sender: Sender,
    items: Vec<Result<Opinion, &'static str>>,
    consultations: &Consultations,
) -> Result<Vec<Fate>, StoreError> {
    let Some(first) = items.iter().flatten().next().map(|opinion| opinion.consultation) else {
        return Ok(items.into_iter().map(|item| item.map(|_| Stored::Before)).collect());
    };
    // Whatever is looked up is looked up before the transaction: it holds the one writer of SQLite.
    let mut placing = Placing::new(store, blobs);
    let mut on_grid = Vec::with_capacity(items.len());
    for item in &items {
        on_grid.push(match item {
            Ok(opinion) => placing.on_grid(opinion).await?,
            Err(_) => None,
        });
    }
    let mut tx = store.write().await?;
    let mut fates = Vec::with_capacity(items.len());
    for (item, on_grid) in items.iter().zip(on_grid) {
        fates.push(match item {
            Ok(opinion) => keep_one(&mut tx, sender, opinion, on_grid).await?,
            Err(code) => Err(*code),
        });
    }
    if let Some(consultation) = consultations.get(&first) {
        kiosk::saw(&mut tx, sender.kiosk, consultation.territory, sender.now, sender.skew_ms).await?;
    }
    tx.commit().await?;
    Ok(fates)
}

/// Stores one opinion in a savepoint of its own: what the database refuses takes nothing with it.
async fn keep_one(
    tx: &mut Tx,
    sender: Sender,
    opinion: &Opinion,
    on_grid: Option<belvedere_domain::geodesy::CrsPoint>,
) -> Result<Fate, StoreError> {
    let incoming = Incoming {
        opinion,
        on_grid,
        received_at: sender.now,
        kiosk: Some(sender.kiosk),
        clock_skew_ms: Some(sender.skew_ms),
    };
    let mut savepoint = tx.begin().await?;
    match opinion::insert(&mut savepoint, &incoming).await {
        Ok(stored) => {
            savepoint.commit().await?;
            if stored == Stored::BeforeOtherwise {
                let (by, subject) = (Actor::Kiosk(sender.kiosk), opinion.id.to_string());
                audit::append(tx, sender.now, by, "opinion.resent-otherwise", &subject, "").await?;
            }
            Ok(Ok(stored))
        }
        Err(error) if error.is_of_the_values() => {
            savepoint.rollback().await?;
            tracing::warn!(id = %opinion.id, %error, "an opinion was refused by the database");
            Ok(Err(UNREADABLE))
        }
        Err(error) => Err(error),
    }
}

fn answer(fate: Fate, texts: &Texts) -> ItemOutcome {
    let refused = |code: &str| ItemOutcome::Refused {
        code: code.to_owned(),
        reason: texts.get(&format!("opinion-refused-{code}")).into_owned(),
    };
    match fate {
        Ok(Stored::Now) => ItemOutcome::Stored,
        Ok(Stored::Before | Stored::BeforeOtherwise) => ItemOutcome::AlreadyThere,
        Ok(Stored::ReceiptTaken) => refused(RECEIPT_TAKEN),
        Err(code) => refused(code),
    }
}
