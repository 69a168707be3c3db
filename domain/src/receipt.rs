//! The receipt: the short code by which a resident follows or withdraws an opinion without an
//! account. It is the only key to that opinion, so it is random, and has a check character that
//! catches a slip of the pen.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Crockford's Base32: no I, L, O or U, so that no letter is taken for a digit.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Random characters: 11 × 5 bits = 55 bits.
const RANDOM_CHARS: usize = 11;

/// A receipt code: 11 random characters and a check character, shown as `XXXX-XXXX-XXXX`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Receipt([u8; RANDOM_CHARS + 1]);

/// The text is not a receipt code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAReceipt {
    /// Not 12 letters and digits.
    #[error("a receipt code has 12 letters and digits")]
    Length,
    /// A character that codes never hold.
    #[error("“{0}” is never part of a receipt code")]
    Character(char),
    /// The check character does not fit: one character was miscopied.
    #[error("the receipt code has a slip in it: please compare it with the paper")]
    Check,
}

impl Receipt {
    /// A code from 64 random bits, of which 55 are used.
    pub fn from_random(bits: u64) -> Self {
        let mut code = [0; RANDOM_CHARS + 1];
        for (index, slot) in code.iter_mut().take(RANDOM_CHARS).enumerate() {
            *slot = (bits >> (5 * index) & 31) as u8;
        }
        code[RANDOM_CHARS] = check_of(&code[..RANDOM_CHARS]);
        Self(code)
    }
}

/// The check value: a weighted sum modulo 31 (a prime, weights 1 to 11), which catches every single
/// wrong character but a swap of values 0 and 31, and every swap of two neighbours.
fn check_of(values: &[u8]) -> u8 {
    let sum: u32 = values.iter().zip(1u32..).map(|(value, weight)| u32::from(*value) * weight).sum();
    (sum % 31) as u8
}

impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, value) in self.0.iter().enumerate() {
            if index > 0 && index % 4 == 0 {
                f.write_str("-")?;
            }
            write!(f, "{}", char::from(ALPHABET[usize::from(*value)]))?;
        }
        Ok(())
    }
}

/// A receipt is a key: logs get its first four characters only.
impl fmt::Debug for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Receipt({}…)", &self.to_string()[..4])
    }
}

impl FromStr for Receipt {
    type Err = NotAReceipt;

    /// Reads a code as people copy it: any case, spaces or dashes anywhere, O for 0, I or L for 1.
    fn from_str(text: &str) -> Result<Self, NotAReceipt> {
        let mut code = [0; RANDOM_CHARS + 1];
        let mut length = 0;
        for typed in text.chars().filter(|c| !c.is_whitespace() && *c != '-') {
            let read = match typed.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let value = ALPHABET.iter().position(|b| char::from(*b) == read);
            let slot = code.get_mut(length).ok_or(NotAReceipt::Length)?;
            *slot = value.ok_or(NotAReceipt::Character(typed))? as u8;
            length += 1;
        }
        if length != code.len() {
            return Err(NotAReceipt::Length);
        }
        if check_of(&code[..RANDOM_CHARS]) != code[RANDOM_CHARS] {
            return Err(NotAReceipt::Check);
        }
        Ok(Self(code))
    }
}

impl Serialize for Receipt {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Receipt {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn reads_what_it_shows(bits: u64) {
            let receipt = Receipt::from_random(bits);
            prop_assert_eq!(receipt.to_string().parse(), Ok(receipt.clone()));
            let sloppy = receipt.to_string().to_lowercase().replace('-', " ").replace('0', "o");
            prop_assert_eq!(sloppy.parse(), Ok(receipt));
        }

        #[test]
        fn two_swapped_neighbours_are_caught(bits: u64, at in 0usize..10) {
            let mut code = Receipt::from_random(bits).0;
            prop_assume!(code[at] % 31 != code[at + 1] % 31);
            code.swap(at, at + 1);
            prop_assert_eq!(Receipt(code).to_string().parse::<Receipt>(), Err(NotAReceipt::Check));
        }
    }

    #[test]
    fn a_log_never_holds_the_code() {
        let receipt = Receipt::from_random(0x0123_4567_89ab_cdef);
        assert!(!format!("{receipt:?}").contains(&receipt.to_string()[5..]));
    }
}
