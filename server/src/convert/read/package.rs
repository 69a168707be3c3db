//! Opens what was uploaded: a GLB, a ZIP that holds one model, or a bare glTF text. It finds the glTF text and hands out the
//! bytes that the text names. It reads nothing but the one file it was given: no path, no network.

use super::{archive::Archive, glb, uri};
use crate::convert::{finding::Finding, limits};

/// A model with the files it names.
pub struct Package {
    /// The glTF text.
    pub json: Vec<u8>,
    bin: Option<Vec<u8>>,
    archive: Option<Archive>,
}

/// Opens `bytes`, whatever of the three forms they have.
pub fn open(bytes: Vec<u8>) -> Result<Package, Finding> {
    if bytes.starts_with(b"PK\x03\x04") {
        return open_archive(bytes);
    }
    open_plain(bytes)
}

/// Opens a GLB or a glTF text.
fn open_plain(bytes: Vec<u8>) -> Result<Package, Finding> {
    if bytes.is_empty() {
        return Err(Finding::error("file-empty"));
    }
    if bytes.starts_with(b"glTF") {
        let (json, bin) = glb::split(bytes)?;
        return Ok(Package { json, bin, archive: None });
    }
    match bytes.trim_ascii_start().first() {
        Some(b'{') => Ok(Package { json: bytes, bin: None, archive: None }),
        // A byte order mark is forbidden by the standard, and harmless.
        Some(0xEF) if bytes.starts_with(b"\xEF\xBB\xBF") => open_plain(bytes[3..].to_vec()),
        _ => Err(Finding::error("file-not-gltf").with("kind", kind(&bytes))),
    }
}

fn open_archive(bytes: Vec<u8>) -> Result<Package, Finding> {
    let mut archive = Archive::open(bytes)?;
    let model = archive.read_model()?;
    let package = open_plain(model)?;
    Ok(Package { archive: Some(archive), ..package })
}

impl Package {
    /// The binary part of a GLB, once.
    pub fn take_bin(&mut self) -> Option<Vec<u8>> {
        self.bin.take()
    }

    /// The bytes behind `uri`: written in the text itself, or a neighbour in the ZIP.
    ///
    /// # Errors
    /// `uri-remote`, `uri-escape`, `data-uri-invalid`, or `uri-missing` when there is no such file.
    pub fn fetch(&mut self, uri: &str) -> Result<Vec<u8>, Finding> {
        match uri::resolve(uri)? {
            uri::Link::Data(bytes) => Ok(bytes),
            uri::Link::File(path) => match &mut self.archive {
                Some(archive) => archive.read_neighbour(&path),
                None => Err(Finding::error("uri-missing").with("uri", path)),
            },
        }
    }
}

/// What else the file looks like, as a key for the texts.
fn kind(bytes: &[u8]) -> &'static str {
    const SIGNS: [(&[u8], &str); 14] = [
        (b"\x89PNG", "image"),
        (b"\xFF\xD8\xFF", "image"),
        (b"GIF8", "image"),
        (b"%PDF", "pdf"),
        (b"Kaydara FBX", "fbx"),
        (b"ISO-10303-21", "ifc"),
        (b"\xFF\xFE\xFF\x0ESk", "skp"),
        (b"AC10", "dwg"),
        (b"BLENDER", "blend"),
        (b"7z\xBC\xAF", "archive"),
        (b"Rar!", "archive"),
        (b"\x1F\x8B", "archive"),
        (b"<?xml", "xml"),
        (b"mtllib", "obj"),
    ];
    SIGNS.iter().find(|(sign, _)| bytes.starts_with(sign)).map_or("other", |(_, kind)| kind)
}

/// Refuses a file that is larger than what is looked at.
pub fn check_size(bytes: u64) -> Result<(), Finding> {
    if bytes <= limits::INPUT_MAX_BYTES {
        return Ok(());
    }
    let mib = |b: u64| b >> 20;
    Err(Finding::error("file-too-large").with("size_mb", mib(bytes)).with("limit_mb", mib(limits::INPUT_MAX_BYTES)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(bytes: &[u8]) -> String {
        open(bytes.to_vec()).err().expect("a refusal").code
    }

    #[test]
    fn what_is_not_a_model_is_named() {
        assert_eq!(refusal(b""), "file-empty");
        assert_eq!(refusal(b"Hello"), "file-not-gltf");
        assert_eq!(kind(b"ISO-10303-21;HEADER;"), "ifc");
    }

    #[test]
    fn a_byte_order_mark_is_skipped() {
        assert_eq!(open(b"\xEF\xBB\xBF {}".to_vec()).expect("opened").json, b" {}");
    }
}
