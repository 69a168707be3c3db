//! Which kiosk this is: an id made at its first start.

use std::io;

use belvedere_domain::id::KioskId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Cache, disk};
use crate::fresh;

#[derive(Serialize, Deserialize)]
struct KioskFile {
    kiosk: KioskId,
    made_at: Timestamp,
}

impl Cache {
    /// This kiosk's id, made now if this is its first start.
    ///
    /// # Errors
    /// The disk's. A file that cannot be read any more is replaced: an id is only a name, and a kiosk that
    /// cannot start loses opinions.
    pub fn kiosk(&self, now: Timestamp) -> io::Result<KioskId> {
        let path = self.root.join("kiosk.json");
        let kept = disk::read(&path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        if let Some(KioskFile { kiosk, .. }) = kept {
            return Ok(kiosk);
        }
        let file = KioskFile { kiosk: KioskId::from_uuid(fresh::uuid(now)), made_at: now };
        disk::write_durably(&path, &serde_json::to_vec(&file)?)?;
        Ok(file.kiosk)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::Folder;

    #[test]
    fn a_kiosk_keeps_its_name_and_a_spoilt_file_does_not_stop_it() {
        let folder = Folder::new();
        let cache = Cache::open(folder.path()).unwrap();
        let first = cache.kiosk(Timestamp::UNIX_EPOCH).unwrap();
        let again = Cache::open(folder.path()).unwrap().kiosk(Timestamp::now()).unwrap();
        assert_eq!(first, again);
        std::fs::write(folder.path().join("kiosk.json"), b"{\"kio").unwrap();
        assert_ne!(cache.kiosk(Timestamp::now()).unwrap(), first);
    }
}
