//! `backup` and `restore`: the whole data in one file. A ZIP, so that it can be looked into without this program:
//! `tables/NAME.jsonl` (one row per line), `blobs/HASH`, and `manifest.json` with the hash of each. The rows are of no
//! particular database: a backup of SQLite can be restored into PostgreSQL, and the other way.

mod reading;
mod writing;

use std::path::Path;
use std::process::ExitCode;

use belvedere_domain::exhibit::Blob;
use belvedere_domain::hash::ContentHash;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use self::reading::restore_into;
pub use self::writing::write_to;

use super::Failure;
use crate::config::Config;
use crate::state::AppState;

/// The layout that this version writes and reads.
const FORMAT: u32 = 1;
const MANIFEST: &str = "manifest.json";

/// What a backup holds.
#[derive(Debug, Serialize, Deserialize)]
pub struct Manifest {
    format: u32,
    /// The program's version, for people.
    program: String,
    made_at: Timestamp,
    /// The layout of the tables: the migrations' versions.
    versions: Vec<i64>,
    tables: Vec<TableEntry>,
    blobs: Vec<Blob>,
}

#[derive(Debug, Serialize, Deserialize)]
struct TableEntry {
    name: String,
    rows: u64,
    hash: ContentHash,
}

impl Manifest {
    /// How many rows of all tables there are.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }
}

fn table_file(table: &str) -> String {
    format!("tables/{table}.jsonl")
}

fn blob_file(hash: ContentHash) -> String {
    format!("blobs/{hash}")
}

/// Writes the file.
///
/// # Errors
/// When the file is there already, the data cannot be read or the file not be written.
pub async fn backup(config: Config, file: &Path) -> Result<ExitCode, Failure> {
    if !config.data_dir.is_dir() {
        return Err(Failure::new(format!("there is no data folder {}", config.data_dir.display())));
    }
    let state = AppState::open(config).await?;
    let manifest = write_to(&state, file).await?;
    state.store.close().await;
    println!("{}: {} rows and {} files", file.display(), manifest.rows(), manifest.blobs.len());
    Ok(ExitCode::SUCCESS)
}

/// Reads the file into empty data.
///
/// # Errors
/// When the file is damaged, the data is not empty, or it cannot be written.
pub async fn restore(config: Config, file: &Path) -> Result<ExitCode, Failure> {
    let data_dir = config.data_dir.clone();
    let manifest = restore_into(config, file).await?;
    println!(
        "{}: {} rows and {} files restored from the backup of {}, and verified",
        data_dir.display(),
        manifest.rows(),
        manifest.blobs.len(),
        manifest.made_at
    );
    Ok(ExitCode::SUCCESS)
}
