//! Ids and codes that nobody had before.

use jiff::Timestamp;
use uuid::{NoContext, Uuid};

/// A new UUIDv7: sortable by `now`, random behind it. A clock before 1970 counts as 1970.
pub fn uuid(now: Timestamp) -> Uuid {
    let seconds = u64::try_from(now.as_second()).unwrap_or(0);
    let nanoseconds = u32::try_from(now.subsec_nanosecond()).unwrap_or(0);
    Uuid::new_v7(uuid::Timestamp::from_unix(NoContext, seconds, nanoseconds))
}

/// 64 bits from the system's cryptographic generator, for a receipt: it is a key.
pub fn bits() -> u64 {
    rand::random()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_bear_their_time() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let (early, late) = (uuid(at(1_700_000_000)), uuid(at(1_700_000_001)));
        assert!(early < late && early.get_version_num() == 7);
        assert_ne!(uuid(at(-5)), uuid(at(-5)));
    }
}
