//! Between the domain's values and the portable columns. Nothing but conversion.

use std::fmt::Display;
use std::str::FromStr;

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;

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
