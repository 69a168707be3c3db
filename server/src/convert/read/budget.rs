//! How much decompressing may yield over a whole file, and how a decoder that fails is told. A few compressed bytes can
//! announce gigabytes: what they announce is charged here before memory is asked for.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::convert::{finding::Finding, limits};

/// What decompressing may still yield, in bytes.
pub struct Budget {
    left_bytes: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self { left_bytes: limits::DECODED_MAX_BYTES }
    }
}

impl Budget {
    /// Charges `elements` of `element_bytes` each.
    ///
    /// # Errors
    /// `decoded-too-large`, also where the product is beyond all numbers.
    pub fn charge(&mut self, elements: u64, element_bytes: u64) -> Result<(), Finding> {
        let left = elements.checked_mul(element_bytes).and_then(|bytes| self.left_bytes.checked_sub(bytes));
        self.left_bytes = left.ok_or_else(too_large)?;
        Ok(())
    }

    /// What may still be charged, in bytes.
    pub fn left_bytes(&self) -> u64 {
        self.left_bytes
    }
}

/// The refusal of compressed data that would become too large.
pub fn too_large() -> Finding {
    Finding::error("decoded-too-large").with("limit_mb", limits::DECODED_MAX_BYTES >> 20)
}

/// The refusal of data compressed by `codec` that cannot be read.
pub fn unreadable(codec: &str) -> Finding {
    Finding::error("compressed-unreadable").with("codec", codec)
}

/// Runs a decoder that is not ours. Should it panic in spite of all, the file is refused for `reason`; the cause is in the log.
///
/// # Errors
/// Those of `decode`; `reason` for a panic.
pub fn guarded<T>(reason: &Finding, decode: impl FnOnce() -> Result<T, Finding>) -> Result<T, Finding> {
    catch_unwind(AssertUnwindSafe(decode)).unwrap_or_else(|_| Err(reason.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_announced_is_charged_once_and_never_wraps() {
        let mut budget = Budget::default();
        budget.charge(limits::DECODED_MAX_BYTES / 8, 4).expect("half of it");
        budget.charge(limits::DECODED_MAX_BYTES / 8, 4).expect("the other half");
        assert_eq!(budget.left_bytes(), 0);
        for (elements, bytes) in [(1, 1), (u64::MAX, 2), (300_000_000, 12)] {
            assert_eq!(budget.charge(elements, bytes), Err(too_large()));
        }
        assert_eq!(budget.left_bytes(), 0);
    }

    #[test]
    fn a_decoder_that_panics_is_a_refusal() {
        let refused = guarded::<()>(&unreadable("Draco"), || panic!("out of its wits"));
        assert_eq!(refused, Err(unreadable("Draco")));
    }
}
