//! What is said of an upload at its creation: `about.json` beside its bytes. Written once, never changed.

use std::io::{Error, ErrorKind, Result};
use std::path::Path;

use belvedere_domain::id::{ConsultationId, Key, ModelId, SceneId, UserId};
use serde::{Deserialize, Serialize};
use tokio::fs::{self, File};
use tokio::io::AsyncWriteExt;

use crate::convert::{Axis, Said};

/// Whose upload it is, of what, and where it belongs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct About {
    /// Its id, and that of the model which it becomes.
    pub id: ModelId,
    /// Who sends it: nobody else sees it.
    pub by: UserId,
    /// The consultation through which it was begun.
    pub consultation: ConsultationId,
    /// The scene that the model shows.
    pub scene: SceneId,
    /// The variant that it shows.
    pub variant: Key,
    /// The file's name at the planner's, made fit to be shown.
    pub file_name: String,
    /// How long the file is (bytes).
    pub length_bytes: u64,
    /// `Upload-Metadata` as it came, which the protocol wants back.
    pub metadata: String,
    /// Metres in one unit of the file, where the planner says it.
    pub scale: Option<f64>,
    /// Which axis of the file points up, where the planner says it.
    pub up_axis: Option<Axis>,
}

impl About {
    /// What the planner says of the file, for the conversion.
    pub fn said(&self) -> Said {
        Said { scale: self.scale, up_axis: self.up_axis, placement: None }
    }

    pub(super) async fn write(&self, path: &Path) -> Result<()> {
        let text = serde_json::to_vec(self).map_err(Error::other)?;
        // Beside, then renamed: the name always holds the whole.
        let beside = path.with_extension("new");
        let mut file = File::create(&beside).await?;
        file.write_all(&text).await?;
        file.sync_all().await?;
        fs::rename(beside, path).await
    }

    /// None where there is no file, or one of another version of this program.
    pub(super) async fn read(path: &Path) -> Result<Option<Self>> {
        match fs::read(path).await {
            Ok(text) => Ok(serde_json::from_slice(&text).ok()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}
