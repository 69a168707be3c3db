//! Restoring a backup: verified as a whole, then written into empty data, then verified again.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use belvedere_domain::hash::{ContentHash, Hasher};
use zip::ZipArchive;

use super::{FORMAT, MANIFEST, Manifest, blob_file, table_file};
use crate::commands::Failure;
use crate::config::Config;
use crate::state::AppState;
use crate::store::backup::{Filler, TABLES, is_empty};
use crate::store::{Db, Store, StoreError, audit};

type Archive = ZipArchive<BufReader<File>>;

/// Reads the file into the empty data of that configuration.
///
/// # Errors
/// When the file is damaged or of a newer program, or the data not empty: then nothing was changed. When the data cannot
/// be written: then the data folder can be removed, and the database is as empty as before.
pub async fn restore_into(config: Config, file: &Path) -> Result<Manifest, Failure> {
    let file = File::open(file).map_err(|error| Failure::new(format!("{}: {error}", file.display())))?;
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|error| damaged(&error.to_string()))?;
    let manifest = read_manifest(&mut archive)?;
    verify(&mut archive, &manifest)?;
    if std::fs::read_dir(&config.data_dir).is_ok_and(|mut entries| entries.next().is_some()) {
        let folder = config.data_dir.display();
        return Err(Failure::new(format!("the data folder {folder} is not empty: restore into a new one")));
    }
    let state = AppState::open(config).await?;
    if !is_empty(&mut *state.store.read().await?).await? {
        return Err(Failure::new("the database is not empty: restore into a new one"));
    }
    put_blobs(&state, &mut archive, &manifest).await?;
    put_tables(&state.store, &mut archive, &manifest).await?;
    if let Some(entry) = audit::first_broken(&mut *state.store.read().await?).await? {
        return Err(Failure::new(format!("restored, but the audit log does not hold from its entry {entry} on")));
    }
    state.store.close().await;
    Ok(manifest)
}

fn damaged(what: &str) -> Failure {
    Failure::new(format!("the backup is damaged, or is none: {what}; nothing was changed"))
}

fn read_manifest(archive: &mut Archive) -> Result<Manifest, Failure> {
    let entry = archive.by_name(MANIFEST).map_err(|_| damaged("it has no manifest.json"))?;
    let manifest: Manifest = serde_json::from_reader(entry).map_err(|error| damaged(&error.to_string()))?;
    let known = Store::versions();
    if manifest.format != FORMAT || !manifest.versions.iter().all(|version| known.contains(version)) {
        let program = &manifest.program;
        return Err(Failure::new(format!("the backup was written by version {program}, which is newer than this one")));
    }
    Ok(manifest)
}

fn verify(archive: &mut Archive, manifest: &Manifest) -> Result<(), Failure> {
    let tables = manifest.tables.iter().map(|table| (table_file(&table.name), table.hash));
    let blobs = manifest.blobs.iter().map(|blob| (blob_file(blob.hash), blob.hash));
    for (name, hash) in tables.chain(blobs) {
        let mut entry = archive.by_name(&name).map_err(|_| damaged(&format!("it has no {name}")))?;
        let read = hash_of(&mut entry).map_err(|error| damaged(&format!("{name}: {error}")))?;
        if read != hash {
            return Err(damaged(&format!("{name} is not what was written")));
        }
    }
    match manifest.tables.iter().find(|table| !TABLES.contains(&table.name.as_str())) {
        Some(table) => Err(damaged(&format!("it has an unknown table {}", table.name))),
        None => Ok(()),
    }
}

fn hash_of(from: &mut impl Read) -> std::io::Result<ContentHash> {
    let (mut hasher, mut piece) = (Hasher::default(), vec![0; 256 * 1024]);
    loop {
        match from.read(&mut piece)? {
            0 => return Ok(hasher.finish()),
            length => hasher.update(&piece[..length]),
        }
    }
}

async fn put_blobs(state: &AppState, archive: &mut Archive, manifest: &Manifest) -> Result<(), Failure> {
    for blob in &manifest.blobs {
        let mut unpacked = tempfile::NamedTempFile::new_in(&state.config.data_dir)?;
        std::io::copy(&mut archive.by_name(&blob_file(blob.hash))?, &mut unpacked)?;
        let file = tokio::fs::File::open(unpacked.path()).await?;
        state.blobs.put_reader(file, blob.hash).await?;
    }
    Ok(())
}

/// All tables in one transaction: all of them are there, or none is.
async fn put_tables(store: &Store, archive: &mut Archive, manifest: &Manifest) -> Result<(), Failure> {
    let mut tx = store.write().await?;
    for table in TABLES {
        let Some(entry) = manifest.tables.iter().find(|entry| entry.name == table) else {
            continue;
        };
        let rows = put_table(&mut tx, archive, table).await?;
        if rows != entry.rows {
            return Err(damaged(&format!("{table} has {rows} rows instead of {}", entry.rows)));
        }
    }
    Ok(tx.commit().await.map_err(StoreError::from)?)
}

async fn put_table(db: &mut Db, archive: &mut Archive, table: &'static str) -> Result<u64, Failure> {
    let filler = Filler::new(db, table).await?;
    let entry = archive.by_name(&table_file(table))?;
    let mut lines = BufReader::new(entry);
    let (mut line, mut rows) = (String::new(), 0);
    while lines.read_line(&mut line)? > 0 {
        filler.put(db, &serde_json::from_str(&line)?).await?;
        line.clear();
        rows += 1;
    }
    Ok(rows)
}
