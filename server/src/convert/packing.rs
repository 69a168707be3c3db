//! Packs a `.gltf` that lies in a folder, with its neighbours, into one ZIP for the worker: it receives one open file, never
//! a folder. Used from the command line only; nothing is parsed here. Links that lead out of the folder are not followed.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::limits;

/// Files that a model may name.
const KINDS: [&str; 6] = ["bin", "png", "jpg", "jpeg", "webp", "ktx2"];

/// Packs `model` and the files beside and below it into a new file `zip`.
///
/// # Errors
/// Whatever reading and writing gives; `FileTooLarge` beyond the limit of an upload.
pub fn pack(model: &Path, zip: &Path) -> io::Result<()> {
    let folder = model.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut writer = ZipWriter::new(File::create(zip)?);
    let mut left = limits::INPUT_MAX_BYTES;
    let mut files = vec![model.to_owned()];
    files.extend(neighbours(folder)?);
    for file in files {
        let bytes = fs::metadata(&file)?.len();
        left = left.checked_sub(bytes).ok_or(io::ErrorKind::FileTooLarge)?;
        let name = file.strip_prefix(folder).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        // Stored as they are: the worker would have to unpack what we pack.
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        writer.start_file(name, options)?;
        io::copy(&mut File::open(&file)?, &mut writer)?;
    }
    writer.finish()?;
    Ok(())
}

fn neighbours(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let (mut files, mut folders) = (Vec::new(), vec![(folder.to_owned(), 0)]);
    while let Some((folder, depth)) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            if kind.is_dir() && depth < 4 {
                folders.push((entry.path(), depth + 1));
            } else if kind.is_file() && is_wanted(&entry.path()) && files.len() < limits::ARCHIVE_ENTRIES_MAX - 1 {
                files.push(entry.path());
            }
        }
    }
    Ok(files)
}

fn is_wanted(path: &Path) -> bool {
    path.extension().is_some_and(|kind| KINDS.iter().any(|wanted| kind.eq_ignore_ascii_case(wanted)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_is_packed_with_its_neighbours_but_not_with_what_a_link_leads_to() {
        let root = tempfile::tempdir().expect("a folder");
        let (outside, folder) = (root.path().join("secret.bin"), root.path().join("model"));
        fs::create_dir_all(folder.join("textures")).expect("a folder");
        fs::write(&outside, b"secret").expect("written");
        for name in ["house.gltf", "house.bin", "textures/wall.PNG", "notes.txt"] {
            fs::write(folder.join(name), name).expect("written");
        }
        std::os::unix::fs::symlink(&outside, folder.join("link.bin")).expect("a link");
        let zip = root.path().join("packed.zip");
        pack(&folder.join("house.gltf"), &zip).expect("packed");
        let archive = zip::ZipArchive::new(File::open(&zip).expect("opened")).expect("a ZIP");
        let mut names: Vec<_> = (0..archive.len()).filter_map(|i| archive.name_for_index(i)?.ok()).collect();
        names.sort();
        assert_eq!(names, ["house.bin", "house.gltf", "textures/wall.PNG"]);
    }
}
