//! How long to wait before asking a server again: longer after each failure, and never all kiosks at the
//! same instant.

use std::time::Duration;

/// Waits that double from `least` to `most`.
#[derive(Clone, Debug)]
pub struct Backoff {
    least: Duration,
    most: Duration,
    failures: u32,
}

impl Backoff {
    /// Between these waits, jitter aside.
    pub fn between(least: Duration, most: Duration) -> Self {
        Self { least, most, failures: 0 }
    }

    /// The wait after one more failure: from half of the doubled wait to all of it, by `random` in 0..1.
    pub fn after_failure(&mut self, random: f64) -> Duration {
        let doubled = self.least.saturating_mul(1 << self.failures.min(20)).min(self.most);
        self.failures = self.failures.saturating_add(1);
        doubled.mul_f64(0.5 + random.clamp(0.0, 1.0) / 2.0)
    }

    /// It worked: the next failure waits the least again.
    pub fn reset(&mut self) {
        self.failures = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest_and_start_anew() {
        let mut backoff = Backoff::between(Duration::from_secs(1), Duration::from_secs(60));
        let longest: Vec<u64> = (0..8).map(|_| backoff.after_failure(1.0).as_secs()).collect();
        assert_eq!(longest, [1, 2, 4, 8, 16, 32, 60, 60]);
        assert_eq!(backoff.after_failure(0.0), Duration::from_secs(30));
        backoff.reset();
        assert_eq!(backoff.after_failure(1.0), Duration::from_secs(1));
    }

    #[test]
    fn a_year_of_failures_does_not_overflow() {
        let mut backoff = Backoff::between(Duration::from_secs(1), Duration::from_secs(60));
        assert!((0..600_000).all(|_| backoff.after_failure(0.7) <= Duration::from_secs(60)));
    }
}
