//! A ZIP with one model and its files. Nothing is unpacked to disk: entries are read into memory, one by one, when the
//! model names them, under a limit on their sum. Names only ever select an entry; they are never used as paths.

use std::io::{self, Cursor, Read};

use zip::ZipArchive;

use crate::convert::{finding::Finding, limits};

/// An opened ZIP.
pub struct Archive {
    zip: ZipArchive<Cursor<Vec<u8>>>,
    /// The names of its files, with `/` between folders.
    names: Vec<String>,
    /// The folder of the model inside the ZIP, with its closing `/`, or empty.
    folder: String,
    unpacked_bytes: u64,
    zip_bytes: u64,
}

impl Archive {
    /// Opens a ZIP and lists its files.
    pub fn open(bytes: Vec<u8>) -> Result<Self, Finding> {
        let zip_bytes = bytes.len() as u64;
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Finding::error("zip-unreadable"))?;
        if zip.len() > limits::ARCHIVE_ENTRIES_MAX {
            return Err(Finding::error("zip-too-many-files").with("limit", limits::ARCHIVE_ENTRIES_MAX));
        }
        let name = |i| zip.name_for_index(i).and_then(Result::ok).map(|name| name.replace('\\', "/"));
        let names: Vec<String> = (0..zip.len()).map(|i| name(i).unwrap_or_default()).collect();
        if let Some(name) = names.iter().find(|name| leaves(name)) {
            return Err(Finding::error("zip-escape").with("uri", name.as_str()));
        }
        let mut archive = Self { zip, names, folder: String::new(), unpacked_bytes: 0, zip_bytes };
        archive.refuse_links()?;
        Ok(archive)
    }

    /// A link is no file: what it leads to is not in the ZIP.
    fn refuse_links(&mut self) -> Result<(), Finding> {
        for (index, name) in self.names.iter().enumerate() {
            let entry = self.zip.by_index_raw(index).map_err(|_| Finding::error("zip-unreadable"))?;
            if entry.is_symlink() {
                return Err(Finding::error("zip-link").with("uri", name.as_str()));
            }
        }
        Ok(())
    }

    /// Reads the one `.gltf` or `.glb` of the ZIP, and remembers its folder.
    pub fn read_model(&mut self) -> Result<Vec<u8>, Finding> {
        let models: Vec<usize> = (0..self.names.len()).filter(|&i| is_model(&self.names[i])).collect();
        let index = match models.as_slice() {
            [] if self.names.iter().any(|name| name.to_ascii_lowercase().ends_with(".zip")) => {
                return Err(Finding::error("zip-nested"));
            }
            [] => return Err(Finding::error("zip-no-model")),
            &[index] => index,
            several => {
                return Err(Finding::error("zip-several-models").with("count", several.len()));
            }
        };
        self.folder = self.names[index].rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        self.read(index)
    }

    /// Reads the file at `path`, relative to the model. Letter case is forgiven, as exporters on Windows need.
    pub fn read_neighbour(&mut self, path: &str) -> Result<Vec<u8>, Finding> {
        let wanted = format!("{}{}", self.folder, path);
        let exact = self.names.iter().position(|name| *name == wanted);
        let index = exact.or_else(|| self.names.iter().position(|name| name.eq_ignore_ascii_case(&wanted)));
        self.read(index.ok_or_else(|| Finding::error("uri-missing").with("uri", path))?)
    }

    fn read(&mut self, index: usize) -> Result<Vec<u8>, Finding> {
        let name = self.names[index].clone();
        let limit_mb = limits::memory_bytes(self.zip_bytes) >> 20;
        let unreadable = |error: &io::Error| match error.kind() {
            io::ErrorKind::OutOfMemory => Finding::error("worker-memory").with("limit_mb", limit_mb),
            _ => Finding::error("zip-unreadable").with("uri", name.clone()),
        };
        let left = limits::UNPACKED_MAX_BYTES - self.unpacked_bytes;
        let mut bytes = Vec::new();
        // The size in the entry's header is only a claim: what counts is what comes out.
        let entry = self.zip.by_index(index).map_err(|error| unreadable(&error.into()))?;
        // So is its packed size, which cannot be more than the whole ZIP.
        let packed = entry.compressed_size().min(self.zip_bytes);
        let most = limits::UNPACKED_FREE_BYTES.max(limits::UNPACKED_RATIO_MAX.saturating_mul(packed));
        entry.take(left.min(most) + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
        if bytes.len() as u64 > most {
            return Err(Finding::error("zip-ratio").with("uri", name).with("ratio", limits::UNPACKED_RATIO_MAX));
        }
        if bytes.len() as u64 > left {
            return Err(Finding::error("zip-too-large").with("limit_mb", limits::UNPACKED_MAX_BYTES >> 20));
        }
        self.unpacked_bytes += bytes.len() as u64;
        Ok(bytes)
    }
}

/// Whether a name leads out of the folder into which one would unpack the ZIP.
fn leaves(name: &str) -> bool {
    let drive = name.as_bytes().get(1) == Some(&b':');
    name.starts_with('/') || drive || name.split('/').any(|step| step == "..")
}

fn is_model(name: &str) -> bool {
    let hidden = name.starts_with("__MACOSX/") || name.rsplit('/').next().is_some_and(|file| file.starts_with('.'));
    let lower = name.to_ascii_lowercase();
    !hidden && (lower.ends_with(".gltf") || lower.ends_with(".glb"))
}
