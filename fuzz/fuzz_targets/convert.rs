//! Any bytes as an upload: they end as an accepted model or as a refusal with a reason, and in nothing else.
#![no_main]

use belvedere_fuzz::{convert, mutate::mutate};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};

fuzz_target!(|bytes: &[u8]| {
    let outcome = convert::fuzzing::convert(bytes).expect("the outputs take everything");
    if let convert::Outcome::Refused(findings) = outcome {
        assert!(!findings.is_empty(), "a refusal without a reason");
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| { mutate(data, size, max_size, seed) });
