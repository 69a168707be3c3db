//! Passwords: how they are kept and checked. Argon2id at the OWASP minimum (19 MiB, 2 passes,
//! 1 lane), the salt and the parameters within the kept text, so that they can be raised later.
//! <https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html>
//!
//! Must not log a password, nor say by its time whether an account exists.

use std::sync::LazyLock;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use tokio::sync::Semaphore;

/// Fewest characters of a new password.
pub const MIN_CHARS: usize = 12;
/// Longest password that is read at all, in bytes.
pub const MAX_BYTES: usize = 1_024;

/// Hashes running at once, each with 19 MiB: more would only queue for the same cores.
static HASHERS: Semaphore = Semaphore::const_new(4);

/// What unknown accounts are checked against, so that they cost as much as known ones.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash(&super::Token::random().to_string()).unwrap_or_default());

/// A password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordRefused {
    /// Too short to hold against guessing.
    #[error("a password has at least {MIN_CHARS} characters")]
    TooShort,
    /// Too long to be read.
    #[error("a password has at most {MAX_BYTES} bytes")]
    TooLong,
    /// The hash could not be computed.
    #[error("the password could not be hashed: {0}")]
    Hash(argon2::password_hash::Error),
}

fn argon2id() -> Argon2<'static> {
    const PARAMS: Params = match Params::new(19 * 1_024, 2, 1, Some(32)) {
        Ok(params) => params,
        Err(_) => Params::DEFAULT,
    };
    Argon2::new(Algorithm::Argon2id, Version::V0x13, PARAMS)
}

/// The text to keep for a new password. Takes some 30 ms of work: call it off the async threads.
///
/// # Errors
/// [`PasswordRefused`] when it is too short or too long.
pub fn hash_new(password: &str) -> Result<String, PasswordRefused> {
    if password.chars().count() < MIN_CHARS {
        return Err(PasswordRefused::TooShort);
    }
    hash(password)
}

fn hash(password: &str) -> Result<String, PasswordRefused> {
    if password.len() > MAX_BYTES {
        return Err(PasswordRefused::TooLong);
    }
    let hash = argon2id().hash_password(password.as_bytes()).map_err(PasswordRefused::Hash)?;
    Ok(hash.to_string())
}

/// Whether `password` is the one kept as `kept`; the same work is done for an unknown account
/// (`None`), a kept text that cannot be read, and a password of any length.
pub fn verify(password: &str, kept: Option<&str>) -> bool {
    let readable = kept.and_then(|text| PasswordHash::new(text).ok());
    let known = readable.is_some() && password.len() <= MAX_BYTES;
    let Some(against) = readable.or_else(|| PasswordHash::new(&NOBODY).ok()) else {
        return false;
    };
    let read = password.as_bytes().get(..MAX_BYTES).unwrap_or(password.as_bytes());
    let fits = argon2id().verify_password(read, &against).is_ok();
    known && fits
}

/// [`verify`], off the async threads and a few at a time.
pub async fn verify_queued(password: String, kept: Option<String>) -> bool {
    let Ok(_turn) = HASHERS.acquire().await else {
        return false;
    };
    tokio::task::spawn_blocking(move || verify(&password, kept.as_deref())).await.unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn the_kept_text_names_the_parameters() {
        let kept = hash_new("une phrase assez longue").unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(verify("une phrase assez longue", Some(&kept)));
        assert!(!verify("une phrase assez longuE", Some(&kept)));
        assert_ne!(kept, hash_new("une phrase assez longue").unwrap(), "salted");
    }

    #[test]
    fn nobody_has_no_password() {
        for password in ["", "x", &"y".repeat(5_000)] {
            assert!(!verify(password, None));
            assert!(!verify(password, Some("not a hash")));
        }
    }

    #[test]
    fn a_weak_or_endless_password_is_refused() {
        assert!(matches!(hash_new("éééééééé"), Err(PasswordRefused::TooShort)));
        assert!(matches!(hash_new(&"a".repeat(MAX_BYTES + 1)), Err(PasswordRefused::TooLong)));
    }

    /// Not a stopwatch: the hash is 1,000 times dearer than what a missing one would cost.
    #[test]
    fn an_unknown_account_costs_a_hash_too() {
        verify("warm up", None);
        let start = Instant::now();
        verify("une phrase assez longue", None);
        assert!(start.elapsed() > Duration::from_millis(2), "{:?}", start.elapsed());
    }
}
