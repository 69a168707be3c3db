//! Values of which nothing is certain: whatever stands where one is looked for, a word, a list of millions, is no reason to
//! refuse the file, and takes no memory.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserializer,
    de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor},
};

/// What is looked for, each kind of value in turn. What is not asked for is read over, and gives nothing.
pub trait Sought<'de>: Sized {
    /// What anything else comes to.
    fn nothing() -> Self;

    /// A number, whole or not.
    fn number(_: f64) -> Self {
        Self::nothing()
    }

    /// A text.
    fn text(_: &str) -> Self {
        Self::nothing()
    }

    /// A list; it must be read to its end.
    ///
    /// # Errors
    /// When it does not read.
    fn list<A: SeqAccess<'de>>(mut list: A) -> Result<Self, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Self::nothing())
    }

    /// An object; it must be read to its end.
    ///
    /// # Errors
    /// When it does not read.
    fn object<A: MapAccess<'de>>(mut object: A) -> Result<Self, A::Error> {
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Self::nothing())
    }
}

/// Reads whatever stands there.
pub struct Any<T>(PhantomData<T>);

impl<T> Any<T> {
    /// To be read in the midst of another value.
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

/// Reads whatever stands there.
///
/// # Errors
/// When it is no JSON.
pub fn read<'de, T: Sought<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    Any::new().deserialize(deserializer)
}

impl<'de, T: Sought<'de>> DeserializeSeed<'de> for Any<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, T: Sought<'de>> Visitor<'de> for Any<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_unit<E>(self) -> Result<T, E> {
        Ok(T::nothing())
    }

    fn visit_bool<E>(self, _: bool) -> Result<T, E> {
        Ok(T::nothing())
    }

    fn visit_i64<E>(self, number: i64) -> Result<T, E> {
        Ok(T::number(number as f64))
    }

    fn visit_u64<E>(self, number: u64) -> Result<T, E> {
        Ok(T::number(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<T, E> {
        Ok(T::number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<T, E> {
        Ok(T::text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<T, A::Error> {
        T::list(list)
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<T, A::Error> {
        T::object(object)
    }
}
