//! Any bytes as an upload: they end as an accepted model or as a refusal with a reason, and in nothing else, and soon.
#![no_main]

use belvedere_fuzz::{convert, mutate::mutate};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use rustix::time::{ClockId, clock_gettime};

/// The most processor time for one file (s). No file here is larger than 16 kB; built to be counted, the program takes about
/// twice its time. The clock on the wall, which libFuzzer looks at, says little on a busy machine.
const PROCESSOR_MAX_S: i64 = 10;

fuzz_target!(|bytes: &[u8]| {
    let began_s = clock_gettime(ClockId::ProcessCPUTime).tv_sec;
    let outcome = convert::fuzzing::convert(bytes).expect("the outputs take everything");
    if let convert::Outcome::Refused(findings) = outcome {
        assert!(!findings.is_empty(), "a refusal without a reason");
    }
    let took_s = clock_gettime(ClockId::ProcessCPUTime).tv_sec - began_s;
    assert!(took_s < PROCESSOR_MAX_S, "{took_s} s of processor");
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| { mutate(data, size, max_size, seed) });
