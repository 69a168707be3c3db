//! Writing a backup, while the server runs: the tables from one snapshot, then the files, which are never changed.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use belvedere_domain::exhibit::Blob;
use belvedere_domain::hash::Hasher;
use futures_util::TryStreamExt;
use jiff::Timestamp;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{FORMAT, MANIFEST, Manifest, TableEntry, blob_file, table_file};
use crate::blobs::{BlobError, Blobs};
use crate::commands::Failure;
use crate::state::AppState;
use crate::store::backup::{TABLES, rows};
use crate::store::{Db, Store};

type Archive = ZipWriter<BufWriter<File>>;

/// Writes the whole data into a new file. It bears its name only once it is whole and on the disk.
///
/// # Errors
/// When the file is there already, the data cannot be read or the file not be written.
pub async fn write_to(state: &AppState, file: &Path) -> Result<Manifest, Failure> {
    if file.exists() {
        return Err(Failure::new(format!("{} is there already: a backup is never overwritten", file.display())));
    }
    let partial = PathBuf::from(format!("{}.partial", file.display()));
    // It holds what residents wrote: for its owner alone.
    let opened = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&partial)?;
    let manifest = write(state, opened).await?;
    std::fs::rename(&partial, file)?;
    Ok(manifest)
}

async fn write(state: &AppState, file: File) -> Result<Manifest, Failure> {
    let mut archive = ZipWriter::new(BufWriter::new(file));
    let mut snapshot = state.store.snapshot().await?;
    let mut tables = Vec::new();
    for table in TABLES {
        tables.push(write_table(&mut archive, &mut snapshot, table).await?);
    }
    drop(snapshot);
    let blobs = state.blobs.all().await?;
    for blob in &blobs {
        write_blob(&mut archive, &state.blobs, *blob).await?;
    }
    let program = env!("CARGO_PKG_VERSION").to_owned();
    let (made_at, versions) = (Timestamp::now(), Store::versions());
    let manifest = Manifest { format: FORMAT, program, made_at, versions, tables, blobs };
    archive.start_file(MANIFEST, SimpleFileOptions::default())?;
    serde_json::to_writer_pretty(&mut archive, &manifest)?;
    archive.finish()?.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
    Ok(manifest)
}

async fn write_table(archive: &mut Archive, db: &mut Db, table: &'static str) -> Result<TableEntry, Failure> {
    archive.start_file(table_file(table), SimpleFileOptions::default().large_file(true))?;
    let mut hasher = Hasher::default();
    let rows = rows(db, table, |row| -> Result<(), Failure> {
        let mut line = serde_json::to_vec(&row)?;
        line.push(b'\n');
        hasher.update(&line);
        Ok(archive.write_all(&line)?)
    })
    .await?;
    Ok(TableEntry { name: table.to_owned(), rows, hash: hasher.finish() })
}

async fn write_blob(archive: &mut Archive, blobs: &Blobs, blob: Blob) -> Result<(), Failure> {
    // Models and pictures are compressed already.
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored).large_file(true);
    archive.start_file(blob_file(blob.hash), stored)?;
    let mut reading = blobs.read(blob.hash, None).await?;
    let mut hasher = Hasher::default();
    while let Some(piece) = reading.bytes.try_next().await.map_err(BlobError::from)? {
        hasher.update(&piece);
        archive.write_all(&piece)?;
    }
    // A damaged disk is noticed when it is backed up, not when the backup is needed.
    if hasher.finish() == blob.hash { Ok(()) } else { Err(BlobError::Damaged { expected: blob.hash }.into()) }
}
