//! How a model was read: what a later placement of its scene is compared with, to know whether it must be converted anew.

use belvedere_domain::id::ModelId;
use belvedere_domain::placement::{Placement, UpAxis};
use serde::{Deserialize, Serialize};

use super::super::values::{from_json, json};
use super::super::{Db, StoreError};

/// How a model was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Metres in one unit of the file.
    pub scale: f64,
    /// The file's up axis.
    pub up_axis: UpAxis,
    /// The frame that its real-world coordinates were put into: the model's own proposal, or its scene's placement of then.
    /// None for a model in coordinates of its own: it goes where its scene goes.
    pub frame: Option<Placement>,
}

/// Notes how the model was read.
///
/// # Errors
/// When the database cannot do it.
pub async fn put(db: &mut Db, model: ModelId, reading: &Reading) -> Result<(), StoreError> {
    sqlx::query("update model set reading = $1 where id = $2 and reading is null")
        .bind(json("reading", reading)?)
        .bind(model.to_string())
        .execute(db)
        .await?;
    Ok(())
}

/// How the model was read; none when that was not kept.
///
/// # Errors
/// When the database cannot do it.
pub async fn of(db: &mut Db, model: ModelId) -> Result<Option<Reading>, StoreError> {
    let row: Option<(Option<String>,)> =
        sqlx::query_as("select reading from model where id = $1").bind(model.to_string()).fetch_optional(db).await?;
    row.and_then(|(reading,)| reading).map(|reading| from_json("reading", &reading)).transpose()
}
