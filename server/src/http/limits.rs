//! How much one kiosk and one address may send. It protects the server from a client gone wild, not from an attack
//! by many machines, which is the reverse proxy's business. Nothing of it is stored.

use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;

use belvedere_domain::id::KioskId;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::config::Config;
use crate::error::AppError;

/// Who sent how much lately.
pub struct Limits {
    kiosks: DefaultKeyedRateLimiter<KioskId>,
    addresses: DefaultKeyedRateLimiter<IpAddr>,
    clock: DefaultClock,
}

impl Limits {
    /// Nobody sent anything yet.
    pub fn new(config: &Config) -> Self {
        Self {
            kiosks: limiter(config.kiosk_batches_per_minute),
            addresses: limiter(config.address_batches_per_minute),
            clock: DefaultClock::default(),
        }
    }

    /// Counts one batch of a kiosk.
    ///
    /// # Errors
    /// [`AppError::TooMany`] beyond its share.
    pub fn kiosk(&self, kiosk: KioskId) -> Result<(), AppError> {
        self.count(&self.kiosks, &kiosk)
    }

    /// Counts one batch from an address.
    ///
    /// # Errors
    /// [`AppError::TooMany`] beyond its share.
    pub fn address(&self, address: IpAddr) -> Result<(), AppError> {
        self.count(&self.addresses, &address)
    }

    fn count<K: Hash + Eq + Clone>(&self, limiter: &DefaultKeyedRateLimiter<K>, key: &K) -> Result<(), AppError> {
        // The ids are the clients' own: without this, one that changes its id each time would fill the memory.
        if limiter.len() > 10_000 {
            limiter.retain_recent();
        }
        limiter.check_key(key).map_err(|not_until| {
            let wait = not_until.wait_time_from(self.clock.now());
            AppError::TooMany { retry_after_s: wait.as_secs() + 1 }
        })
    }
}

fn limiter<K: Hash + Eq + Clone>(per_minute: NonZeroU32) -> DefaultKeyedRateLimiter<K> {
    RateLimiter::keyed(Quota::per_minute(per_minute))
}
