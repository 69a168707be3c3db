//! Numbers that a file claims and that are only compared with what is there: whatever else stands in their place, a word, a
//! list of millions, is no reason to refuse the file, and takes no memory.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, SeqAccess, Visitor},
};

/// How many numbers are kept: a matrix has the most.
const KEPT_MAX: usize = 16;

/// A list of numbers as claimed; empty if there is none, and NaN for what is no number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Claimed(pub Vec<f64>);

/// One number as claimed.
struct Number(f64);

struct ReadList;
struct ReadNumber;

/// What both visitors do with everything that they do not look for: read over it.
macro_rules! nothing_of {
    ($nothing:expr; $($visit:ident($of:ty)),*) => {$(
        fn $visit<E>(self, _: $of) -> Result<Self::Value, E> {
            Ok($nothing)
        }
    )*};
}

impl<'de> Visitor<'de> for ReadList {
    type Value = Claimed;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "anything")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Claimed, A::Error> {
        let mut numbers = Vec::new();
        while numbers.len() < KEPT_MAX {
            match seq.next_element::<Number>()? {
                Some(Number(number)) => numbers.push(number),
                None => return Ok(Claimed(numbers)),
            }
        }
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Claimed(numbers))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Claimed, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Claimed::default())
    }

    fn visit_unit<E>(self) -> Result<Claimed, E> {
        Ok(Claimed::default())
    }

    nothing_of!(Claimed::default(); visit_bool(bool), visit_i64(i64), visit_u64(u64), visit_f64(f64), visit_str(&str));
}

impl<'de> Visitor<'de> for ReadNumber {
    type Value = Number;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "anything")
    }

    fn visit_f64<E>(self, number: f64) -> Result<Number, E> {
        Ok(Number(number))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Number, E> {
        Ok(Number(number as f64))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Number, E> {
        Ok(Number(number as f64))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Number, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Number(f64::NAN))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Number, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Number(f64::NAN))
    }

    fn visit_unit<E>(self) -> Result<Number, E> {
        Ok(Number(f64::NAN))
    }

    nothing_of!(Number(f64::NAN); visit_bool(bool), visit_str(&str));
}

impl<'de> Deserialize<'de> for Claimed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ReadList)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ReadNumber)
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
