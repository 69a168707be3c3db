//! A file on its way from the server: it grows as `<hash>.part`, and takes its name only when its content
//! is the one that the name promises.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::PathBuf;

use belvedere_domain::exhibit::Blob;
use belvedere_domain::hash::Hasher;

use super::{Cache, disk, exhibit};

/// A blob of which some bytes are here.
pub struct PartFile {
    blob: Blob,
    file: File,
    hasher: Hasher,
    here: u64,
    part: PathBuf,
    whole: PathBuf,
}

/// What became of a blob when all its bytes had come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartOutcome {
    /// It is kept under its name.
    Kept,
    /// It is not what its name promises, and was thrown away.
    Damaged,
}

impl Cache {
    /// The part of that blob which is here, to be continued; empty if nothing is.
    ///
    /// # Errors
    /// The disk's.
    pub fn part(&self, blob: Blob) -> io::Result<PartFile> {
        let whole = exhibit::path_of(&self.root, blob.hash);
        let part = disk::with_ending(&whole, ".part");
        let file = OpenOptions::new().create(true).read(true).append(true).open(&part)?;
        let mut part = PartFile { blob, file, hasher: Hasher::default(), here: 0, part, whole };
        part.read_what_is_here()?;
        Ok(part)
    }
}

impl PartFile {
    /// How many bytes are here.
    pub fn here(&self) -> u64 {
        self.here
    }

    /// How many are still to come.
    pub fn missing(&self) -> u64 {
        self.blob.bytes - self.here
    }

    /// Adds the bytes that follow.
    ///
    /// # Errors
    /// The disk's, and when more bytes come than the blob has.
    pub fn add(&mut self, piece: &[u8]) -> io::Result<()> {
        if piece.len() as u64 > self.missing() {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "more bytes than the file has"));
        }
        self.file.write_all(piece)?;
        self.hasher.update(piece);
        self.here += piece.len() as u64;
        Ok(())
    }

    /// Throws away what is here.
    ///
    /// # Errors
    /// The disk's.
    pub fn restart(&mut self) -> io::Result<()> {
        self.file.set_len(0)?;
        self.hasher = Hasher::default();
        self.here = 0;
        Ok(())
    }

    /// Gives the file its name if its content is the right one.
    ///
    /// # Errors
    /// The disk's.
    pub fn finish(self) -> io::Result<PartOutcome> {
        if self.missing() > 0 || self.hasher.finish() != self.blob.hash {
            fs::remove_file(&self.part)?;
            return Ok(PartOutcome::Damaged);
        }
        self.file.sync_all()?;
        drop(self.file);
        disk::rename_durably(&self.part, &self.whole)?;
        Ok(PartOutcome::Kept)
    }

    fn read_what_is_here(&mut self) -> io::Result<()> {
        let mut piece = vec![0; 64 * 1024];
        loop {
            let read = self.file.read(&mut piece)?;
            self.hasher.update(&piece[..read]);
            self.here += read as u64;
            if self.here > self.blob.bytes {
                return self.restart();
            }
            if read == 0 {
                return Ok(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use belvedere_domain::hash::ContentHash;

    use super::*;
    use crate::sample::Folder;

    #[test]
    fn a_file_comes_in_pieces_over_several_starts() {
        let folder = Folder::new();
        let bytes: Vec<u8> = (0..200_000u32).map(|n| (n % 251) as u8).collect();
        let blob = Blob { hash: ContentHash::of(&bytes), bytes: bytes.len() as u64 };
        for cut in [0, 1, 65_536, 199_999] {
            let cache = Cache::open(folder.path()).unwrap();
            let mut part = cache.part(blob).unwrap();
            let here = usize::try_from(part.here()).unwrap();
            part.add(&bytes[here..cut.max(here)]).unwrap();
            assert!(!cache.has(blob));
        }
        let cache = Cache::open(folder.path()).unwrap();
        let mut part = cache.part(blob).unwrap();
        assert_eq!(part.here(), 199_999);
        part.add(&bytes[199_999..]).unwrap();
        assert_eq!(part.finish().unwrap(), PartOutcome::Kept);
        assert!(cache.has(blob));
    }

    #[test]
    fn what_is_not_what_it_should_be_is_thrown_away() {
        let folder = Folder::new();
        let cache = Cache::open(folder.path()).unwrap();
        let blob = Blob { hash: ContentHash::of(b"right"), bytes: 5 };
        let mut part = cache.part(blob).unwrap();
        part.add(b"wrong").unwrap();
        assert!(part.add(b"!").is_err(), "no byte more than the file has");
        assert_eq!(part.finish().unwrap(), PartOutcome::Damaged);
        assert!(!cache.has(blob));
        assert_eq!(cache.part(blob).unwrap().here(), 0);
    }

    #[test]
    fn a_part_that_is_too_long_starts_anew() {
        let folder = Folder::new();
        let cache = Cache::open(folder.path()).unwrap();
        let blob = Blob { hash: ContentHash::of(b"right"), bytes: 5 };
        fs::write(folder.path().join("blobs").join(format!("{}.part", blob.hash)), b"too long").unwrap();
        let mut part = cache.part(blob).unwrap();
        part.add(b"right").unwrap();
        assert_eq!(part.finish().unwrap(), PartOutcome::Kept);
    }
}
