//! The territory: the authority that consults, and the unit of isolation.

use serde::{Deserialize, Serialize};

use crate::id::TerritoryId;

/// An authority that holds consultations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Territory {
    /// Its id.
    pub id: TerritoryId,
    /// Its name, as residents know it.
    pub name: String,
}
