//! Slows down who guesses passwords, without ever shutting anybody out for good.
//!
//! Failures count for an account at an address, for the address, and for the account. The first two
//! make that address wait, a minute at most. The third only delays the answer: were it to refuse,
//! anybody could keep the owner out by guessing wrongly on purpose.
//! Kept in memory: a restart forgives.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

/// Failures older than this are forgotten.
const FORGET_AFTER: Duration = Duration::from_secs(15 * 60);
/// Longest wait asked of an address.
const WAIT_MAX: Duration = Duration::from_secs(60);
/// Longest delay of an answer on behalf of an account.
const DELAY_MAX: Duration = Duration::from_secs(4);
/// Failures that cost nothing: for an account at an address, for an address (a town hall has one
/// for all its staff), for an account.
const FREE_AT_ADDRESS: u32 = 4;
const FREE_OF_ADDRESS: u32 = 30;
const FREE_OF_ACCOUNT: u32 = 10;
/// Most entries kept.
const ENTRIES_MAX: usize = 20_000;

/// What an attempt to sign in must do first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Check the password after this delay, often zero.
    Check(Duration),
    /// Come back after this time; the password was not looked at.
    Wait(Duration),
}

#[derive(Clone, PartialEq, Eq, Hash)]
enum Who {
    AccountAt(String, IpAddr),
    Address(IpAddr),
    Account(String),
}

#[derive(Clone, Copy)]
struct Failures {
    count: u32,
    last: Timestamp,
}

/// The failures of late.
#[derive(Default)]
pub struct Throttle(Mutex<HashMap<Who, Failures>>);

impl Throttle {
    /// What an attempt on `account` from `address` must do first.
    pub fn verdict(&self, account: &str, address: IpAddr, now: Timestamp) -> Verdict {
        let failures = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let recent = |who: &Who| failures.get(who).copied().filter(|f| age(*f, now) < FORGET_AFTER);
        let [here, address, account] = keys(account, address);
        let wait = |who: &Who, free: u32| {
            recent(who).map_or(Duration::ZERO, |f| doubling(f.count, free, WAIT_MAX).saturating_sub(age(f, now)))
        };
        let wait = wait(&here, FREE_AT_ADDRESS).max(wait(&address, FREE_OF_ADDRESS));
        if !wait.is_zero() {
            return Verdict::Wait(wait);
        }
        Verdict::Check(recent(&account).map_or(Duration::ZERO, |f| doubling(f.count, FREE_OF_ACCOUNT, DELAY_MAX)))
    }

    /// Notes a wrong password or an unknown account.
    pub fn failed(&self, account: &str, address: IpAddr, now: Timestamp) {
        let mut failures = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if failures.len() >= ENTRIES_MAX {
            failures.retain(|_, f| age(*f, now) < WAIT_MAX);
        }
        for who in keys(account, address) {
            let entry = failures.entry(who).or_insert(Failures { count: 0, last: now });
            if age(*entry, now) >= FORGET_AFTER {
                entry.count = 0;
            }
            *entry = Failures { count: entry.count.saturating_add(1), last: now };
        }
    }

    /// Forgets the failures of that account at that address: it was a slip of the hand.
    pub fn succeeded(&self, account: &str, address: IpAddr) {
        let [here, ..] = keys(account, address);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&here);
    }
}

fn keys(account: &str, address: IpAddr) -> [Who; 3] {
    let account: String = account.trim().to_lowercase().chars().take(100).collect();
    let address = network_of(address);
    [Who::AccountAt(account.clone(), address), Who::Address(address), Who::Account(account)]
}

/// One household has a whole /64 in IPv6.
fn network_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

fn age(failures: Failures, now: Timestamp) -> Duration {
    now.duration_since(failures.last).try_into().unwrap_or_default()
}

/// Nothing for the free failures, then 1 s, 2 s, 4 s … up to `most`.
fn doubling(count: u32, free: u32, most: Duration) -> Duration {
    match count.checked_sub(free) {
        None | Some(0) => Duration::ZERO,
        Some(over) => Duration::from_secs(1 << (over - 1).min(10)).min(most),
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;

    const HOME: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));
    const AWAY: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 2));

    fn after(seconds: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + seconds.seconds()
    }

    #[test]
    fn guessing_waits_longer_and_longer_but_a_minute_at_most() {
        let throttle = Throttle::default();
        let mut waits = Vec::new();
        for _ in 0..40 {
            throttle.failed("anne", HOME, after(0));
            if let Verdict::Wait(wait) = throttle.verdict("anne", HOME, after(0)) {
                waits.push(wait.as_secs());
            }
        }
        assert_eq!(waits[..4], [1, 2, 4, 8]);
        assert_eq!(waits.last(), Some(&60));
        assert!(matches!(throttle.verdict("anne", HOME, after(60)), Verdict::Check(_)));
        assert_eq!(throttle.verdict("anne", HOME, after(901)), Verdict::Check(Duration::ZERO));
    }

    #[test]
    fn nobody_can_keep_the_owner_out_from_elsewhere() {
        let throttle = Throttle::default();
        for _ in 0..10_000 {
            throttle.failed("anne", AWAY, after(0));
        }
        assert_eq!(throttle.verdict("anne", HOME, after(0)), Verdict::Check(DELAY_MAX));
        assert!(matches!(throttle.verdict("Anne ", AWAY, after(0)), Verdict::Wait(_)));
    }

    #[test]
    fn one_address_trying_many_accounts_waits_too() {
        let throttle = Throttle::default();
        for n in 0..=FREE_OF_ADDRESS {
            throttle.failed(&format!("user{n}"), HOME, after(0));
        }
        assert!(matches!(throttle.verdict("new", HOME, after(0)), Verdict::Wait(_)));
        assert_eq!(throttle.verdict("new", AWAY, after(0)), Verdict::Check(Duration::ZERO));
    }

    #[test]
    fn a_right_password_forgives_the_slips() {
        let throttle = Throttle::default();
        (0..6).for_each(|_| throttle.failed("anne", HOME, after(0)));
        throttle.succeeded("anne", HOME);
        assert_eq!(throttle.verdict("anne", HOME, after(0)), Verdict::Check(Duration::ZERO));
    }

    #[test]
    fn one_household_is_one_address() {
        let throttle = Throttle::default();
        for n in 0..10 {
            throttle.failed("anne", format!("2001:db8:1:2::{n}").parse().unwrap(), after(0));
        }
        let next = "2001:db8:1:2:ffff::9".parse().unwrap();
        assert!(matches!(throttle.verdict("anne", next, after(0)), Verdict::Wait(_)));
    }

    #[test]
    fn the_memory_taken_is_bounded() {
        let throttle = Throttle::default();
        for n in 0..ENTRIES_MAX as i64 {
            throttle.failed(&n.to_string(), HOME, after(n));
        }
        assert!(throttle.0.lock().unwrap().len() <= ENTRIES_MAX + 3);
    }
}
