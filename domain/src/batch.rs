//! How opinions travel: batches that may be sent again, each item answered for itself.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::{KioskId, OpinionId};
use crate::opinion::Opinion;

/// Most opinions in one batch.
pub const BATCH_MAX: usize = 100;

/// What a kiosk sends. The items are read one by one by the server, so that one unreadable item
/// does not refuse its neighbours.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OpinionBatch<Item = Opinion> {
    /// The device that sends; made at its first start.
    pub kiosk: KioskId,
    /// The device's clock when it sent: the server notes the difference to its own.
    pub sent_at: Timestamp,
    /// The opinions.
    pub opinions: Vec<Item>,
}

/// What the server answers: one answer per item, in the order of the batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchAnswer {
    /// The server's clock when it answered.
    pub received_at: Timestamp,
    /// One answer per item.
    pub items: Vec<ItemAnswer>,
}

/// What became of one opinion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemAnswer {
    /// Which one; none where the item had no readable id.
    pub id: Option<OpinionId>,
    /// What became of it.
    #[serde(flatten)]
    pub outcome: ItemOutcome,
}

/// What became of one opinion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum ItemOutcome {
    /// Stored now.
    Stored,
    /// It was stored before; nothing changed.
    AlreadyThere,
    /// Not stored, and sending it again will not help.
    Refused {
        /// A stable code: one of [`crate::opinion::OpinionRefused::code`], or `unreadable`.
        code: String,
        /// A sentence in the caller's language.
        reason: String,
    },
}
