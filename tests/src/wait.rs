//! Waiting for a state, never for a time.

use std::time::{Duration, Instant};

/// How long anything may take before a story calls it broken. Generous: two cores may be building,
/// serving and drawing at once. A story that passes never waits this long.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// Between two looks at a state that cannot announce its change.
const BETWEEN_LOOKS: Duration = Duration::from_millis(40);

/// Looks again and again until there is an answer.
///
/// # Panics
/// After [`PATIENCE`], with what was waited for.
#[track_caller]
pub fn until<T>(what: &str, look: impl FnMut() -> Option<T>) -> T {
    within(PATIENCE, look).unwrap_or_else(|| panic!("waited {PATIENCE:?} in vain: {what}"))
}

/// Looks again and again until there is an answer or the time is over.
pub fn within<T>(patience: Duration, mut look: impl FnMut() -> Option<T>) -> Option<T> {
    let deadline = Instant::now() + patience;
    loop {
        if let Some(answer) = look() {
            return Some(answer);
        }
        if Instant::now() >= deadline {
            return None;
        }
        std::thread::sleep(BETWEEN_LOOKS);
    }
}
