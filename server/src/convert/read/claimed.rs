//! Numbers that a file claims and that are only compared with what is there.

use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, SeqAccess},
};

use super::lenient::{self, Any, Sought};

/// How many numbers are kept: a matrix has the most.
const KEPT_MAX: usize = 16;

/// A list of numbers as claimed; empty if there is none, and NaN for what is no number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Claimed(pub Vec<f64>);

/// One number as claimed.
struct Number(f64);

impl<'de> Sought<'de> for Claimed {
    fn nothing() -> Self {
        Self::default()
    }

    fn list<A: SeqAccess<'de>>(mut list: A) -> Result<Self, A::Error> {
        let mut numbers = Vec::new();
        while numbers.len() < KEPT_MAX {
            match list.next_element_seed(Any::<Number>::new())? {
                Some(Number(number)) => numbers.push(number),
                None => return Ok(Self(numbers)),
            }
        }
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Self(numbers))
    }
}

impl Sought<'_> for Number {
    fn nothing() -> Self {
        Self(f64::NAN)
    }

    fn number(number: f64) -> Self {
        Self(number)
    }
}

impl<'de> Deserialize<'de> for Claimed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        lenient::read(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_stands_there_is_read_over() {
        let read = |json: &str| serde_json::from_str::<Claimed>(json).expect(json).0;
        assert_eq!(read("[1,-2,0.5]"), [1.0, -2.0, 0.5]);
        assert_eq!(read(&format!("[{}0]", "0,".repeat(100))), [0.0; KEPT_MAX]);
        for nothing in ["null", "7", "-7", "0.5", "true", "\"a\"", "{\"a\":[1]}", "[]"] {
            assert_eq!(read(nothing), [0.0; 0], "{nothing}");
        }
        assert!(read(r#"[null,"a",{},[1],true]"#).iter().all(|number| number.is_nan()));
        assert!(serde_json::from_str::<Claimed>("[1,").is_err());
    }
}
