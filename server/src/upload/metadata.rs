//! `Upload-Metadata`: pairs `key base64(value)`, apart by commas (tus 1.0.0, "Creation").

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The pairs of one header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata(Vec<(String, String)>);

/// The header does not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Upload-Metadata: pairs of a key and a value in Base64, apart by commas, no key twice, 4,096 bytes at most")]
pub struct NotMetadata;

/// The longest header that is kept (bytes).
const MAX_BYTES: usize = 4_096;

impl Metadata {
    /// Reads a header. Values that are no UTF-8 are read as well as they can be: they are for people.
    ///
    /// # Errors
    /// [`NotMetadata`] when it is none.
    pub fn read(header: &str) -> Result<Self, NotMetadata> {
        if header.len() > MAX_BYTES {
            return Err(NotMetadata);
        }
        let mut pairs: Vec<(String, String)> = Vec::new();
        for pair in header.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once(' ').unwrap_or((pair, ""));
            let value = STANDARD.decode(value.trim()).map_err(|_| NotMetadata)?;
            if pairs.iter().any(|(one, _)| one == key) {
                return Err(NotMetadata);
            }
            pairs.push((key.to_owned(), String::from_utf8_lossy(&value).into_owned()));
        }
        Ok(Self(pairs))
    }

    /// The value of the first of those keys that is there.
    pub fn get(&self, keys: &[&str]) -> Option<&str> {
        keys.iter().find_map(|key| self.0.iter().find(|(one, _)| one == key)).map(|(_, value)| value.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_read_as_clients_write_them() {
        // tus-js-client, tuspy, and a key alone.
        let read =
            Metadata::read("filename cGxhY2Ugw6l0w6kuZ2xi,filetype bW9kZWwvZ2x0Zi1iaW5hcnk=, unit bW0=,flag").unwrap();
        assert_eq!(read.get(&["filename", "name"]), Some("place été.glb"));
        assert_eq!(read.get(&["name", "filetype"]), Some("model/gltf-binary"));
        assert_eq!((read.get(&["unit"]), read.get(&["flag"]), read.get(&["none"])), (Some("mm"), Some(""), None));
        assert_eq!(Metadata::read(""), Ok(Metadata::default()));
    }

    #[test]
    fn what_is_no_metadata_is_refused() {
        for wrong in ["filename plan.glb", "a YQ==,a YQ==", "a YQ", &format!("a {}", "YWFh".repeat(2_000))] {
            assert_eq!(Metadata::read(wrong), Err(NotMetadata), "{wrong}");
        }
    }

    #[test]
    fn a_value_that_is_no_text_is_read_all_the_same() {
        assert_eq!(Metadata::read("filename /w==").unwrap().get(&["filename"]), Some("\u{fffd}"));
    }
}
