//! What every handler may use. Cloned for each request: all of it is shared.

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::sync::Arc;

use jiff::Timestamp;

use crate::auth::Throttle;
use crate::blobs::Blobs;
use crate::communes::Communes;
use crate::config::Config;
use crate::conversions::Conversions;
use crate::http::limits::Limits;
use crate::store::{Store, StoreError};
use crate::upload::Uploads;

/// The parts of a running server.
#[derive(Clone)]
pub struct AppState {
    /// The database.
    pub store: Store,
    /// The files, by hash.
    pub blobs: Blobs,
    /// The uploads that are not whole yet.
    pub uploads: Uploads,
    /// The conversions under way.
    pub conversions: Arc<Conversions>,
    /// The settings.
    pub config: Arc<Config>,
    /// The limits of communes; none until `serve` reads them.
    pub communes: Arc<Communes>,
    /// Who sent how much lately.
    pub limits: Arc<Limits>,
    /// Who guessed passwords lately.
    pub throttle: Arc<Throttle>,
}

/// The parts cannot be brought up.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder cannot be made.
    #[error("the data folder {0} cannot be used: {1}")]
    Folder(String, std::io::Error),
    /// The database cannot be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The blobs' folder cannot be opened.
    #[error(transparent)]
    Blobs(#[from] crate::blobs::BlobError),
}

impl AppState {
    /// Opens database and blobs, and brings the database's tables up to date.
    ///
    /// # Errors
    /// When a folder or the database cannot be used.
    pub async fn open(config: Config) -> Result<Self, OpenError> {
        // For its owner alone: it holds what residents wrote.
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&config.data_dir)
            .map_err(|error| OpenError::Folder(config.data_dir.display().to_string(), error))?;
        let store = Store::open(&config.database_url()).await?;
        store.migrate().await?;
        let blobs = Blobs::open(&config.data_dir.join("blobs"))?;
        let uploads = Uploads::open(&config.data_dir)
            .map_err(|error| OpenError::Folder(config.data_dir.display().to_string(), error))?;
        let conversions = Conversions::new(Timestamp::now());
        let limits = Arc::new(Limits::new(&config));
        let (config, communes) = (Arc::new(config), Arc::default());
        Ok(Self { store, blobs, uploads, conversions, config, communes, limits, throttle: Arc::default() })
    }
}
