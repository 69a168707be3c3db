//! Between the domain's values and the portable columns. Nothing but conversion.

use std::fmt::Display;
use std::str::FromStr;

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::any::AnyTypeInfo;
use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::{Any, Database, Encode, Type};

use super::StoreError;

/// An instant as it is stored: unix milliseconds.
pub fn millis(instant: Timestamp) -> i64 {
    instant.as_millisecond()
}

/// The instant of a stored column.
///
/// # Errors
/// [`StoreError::Unreadable`] when it is out of the calendar's range.
pub fn instant(millis: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_millisecond(millis).map_err(unreadable("instant"))
}

/// A measure that may be absent. Bind this and never an `Option<f64>`: sqlx 0.9 tells PostgreSQL that an absent f64 is an
/// f32 (`AnyArguments::convert_into` has the two swapped), and a statement first prepared so refuses every f64 after it.
pub(super) struct Measure(pub(super) Option<f64>);

impl Type<Any> for Measure {
    fn type_info() -> AnyTypeInfo {
        <f64 as Type<Any>>::type_info()
    }
}

impl Encode<'_, Any> for Measure {
    fn encode_by_ref(&self, buffer: &mut <Any as Database>::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
        match self.0 {
            Some(measure) => Encode::<Any>::encode_by_ref(&measure, buffer),
            None => Encode::<Any>::encode_by_ref(&Option::<f32>::None, buffer),
        }
    }
}

/// A value of a TEXT column: an id, a key, a hash, a date, a role.
pub(super) fn parse<T>(what: &'static str, text: &str) -> Result<T, StoreError>
where
    T: FromStr,
    T::Err: Display,
{
    text.parse().map_err(unreadable(what))
}

/// The same, where it may be absent.
pub(super) fn parse_some<T>(what: &'static str, text: Option<&String>) -> Result<Option<T>, StoreError>
where
    T: FromStr,
    T::Err: Display,
{
    text.map(|text| parse(what, text)).transpose()
}

/// A structure as JSON text.
pub(super) fn json<T: Serialize>(what: &'static str, value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(unreadable(what))
}

/// The structure in a JSON text.
pub(super) fn from_json<T: DeserializeOwned>(what: &'static str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(unreadable(what))
}

/// The name under which serde writes a plain enum, such as `kiosk`; see [`named`].
pub(super) fn name_of<T: Serialize>(what: &'static str, value: &T) -> Result<String, StoreError> {
    match serde_json::to_value(value).map_err(unreadable(what))? {
        serde_json::Value::String(name) => Ok(name),
        other => Err(unreadable(what)(format!("{other} is not a name"))),
    }
}

/// The plain enum of that name.
pub(super) fn named<T: DeserializeOwned>(what: &'static str, name: &str) -> Result<T, StoreError> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).map_err(unreadable(what))
}

/// Counts are stored as BIGINT.
pub(super) fn count(what: &'static str, stored: i64) -> Result<u64, StoreError> {
    u64::try_from(stored).map_err(unreadable(what))
}

/// Wraps why a stored value does not read.
pub(super) fn unreadable<E: Display>(what: &'static str) -> impl Fn(E) -> StoreError {
    move |reason| StoreError::Unreadable { what, reason: reason.to_string() }
}
