//! Files that a power cut cannot spoil: each is written beside its place, forced to the disk, and only then
//! takes its name. Whoever finds the name finds the whole file.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What an unfinished file's name ends with.
const UNFINISHED: &str = ".tmp";

/// Writes a whole file, or nothing: when this returns, it is on the disk under its name.
///
/// # Errors
/// The disk's. The file's earlier content, if it had one, is then untouched, or already wholly replaced.
pub fn write_durably(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let unfinished = with_ending(path, UNFINISHED);
    step("create")?;
    let mut file = File::create(&unfinished)?;
    step("write")?;
    file.write_all(bytes)?;
    step("sync")?;
    file.sync_all()?;
    drop(file);
    rename_durably(&unfinished, path)
}

/// Gives a file that is already forced to the disk its name.
///
/// # Errors
/// The disk's.
pub fn rename_durably(from: &Path, to: &Path) -> io::Result<()> {
    step("rename")?;
    fs::rename(from, to)?;
    step("sync folder")?;
    sync_folder(to.parent().unwrap_or(Path::new("/")))
}

/// Removes a file, which may be gone already. Not forced to the disk: a file that comes back after a cut
/// is one that the caller can bear to see again.
///
/// # Errors
/// The disk's.
pub fn remove(path: &Path) -> io::Result<()> {
    step("remove")?;
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Makes a folder and those above it, forced to the disk; nothing where it is there.
///
/// # Errors
/// The disk's.
pub fn make_folder(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        make_folder(parent)?;
    }
    match fs::create_dir(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    sync_folder(path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")))
}

/// Everything in a folder: name and path, by name; names that are not UTF-8 are not ours and left out.
///
/// # Errors
/// The disk's.
pub fn list(folder: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if let Ok(name) = entry.file_name().into_string() {
            found.push((name, entry.path()));
        }
    }
    found.sort();
    Ok(found)
}

/// Removes what a cut left half written. Downloads on their way (`.part`) are kept.
///
/// # Errors
/// The disk's.
pub fn clear_unfinished(folder: &Path) -> io::Result<()> {
    list(folder)?.iter().filter(|(name, _)| name.ends_with(UNFINISHED)).try_for_each(|(_, path)| remove(path))
}

/// A file's bytes.
///
/// # Errors
/// The disk's.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    fs::read(path)
}

/// The path with an ending put behind its whole name.
pub(super) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// A point at which tests let the power fail.
#[cfg(not(test))]
#[expect(clippy::unnecessary_wraps, reason = "it fails in tests")]
fn step(_name: &str) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
use tests::step;

#[cfg(test)]
pub mod tests {
    //! The power cut: after so many steps, every further one fails.

    use std::cell::Cell;

    use super::*;
    use crate::sample::Folder;

    thread_local! {
        static STEPS_LEFT: Cell<Option<usize>> = const { Cell::new(None) };
    }

    /// Lets the power fail on this thread after that many steps.
    pub fn cut_after(steps: usize) {
        STEPS_LEFT.set(Some(steps));
    }

    /// The power is back; whether it had failed.
    pub fn power_on() -> bool {
        STEPS_LEFT.replace(None) == Some(0)
    }

    pub(in crate::cache) fn step(name: &str) -> io::Result<()> {
        match STEPS_LEFT.get() {
            Some(0) => Err(io::Error::other(format!("power cut before: {name}"))),
            left => {
                STEPS_LEFT.set(left.map(|steps| steps - 1));
                Ok(())
            }
        }
    }

    #[test]
    fn a_cut_at_any_step_leaves_the_old_file_or_the_new() {
        let folder = Folder::new();
        let path = folder.path().join("kiosk.json");
        for steps in 0.. {
            write_durably(&path, b"old").unwrap();
            cut_after(steps);
            let written = write_durably(&path, b"new and longer");
            let cut = power_on();
            clear_unfinished(folder.path()).unwrap();
            let found = read(&path).unwrap();
            assert!(found == b"old" || found == b"new and longer", "{found:?}");
            assert_eq!(list(folder.path()).unwrap().len(), 1, "nothing unfinished is left");
            if !cut {
                assert!(written.is_ok());
                assert_eq!((found.as_slice(), steps), (b"new and longer".as_slice(), 6));
                return;
            }
        }
    }
}
