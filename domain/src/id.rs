//! Identifiers: one newtype per concept, so that a scene's id cannot be given for a consultation's.
//! Made on the device or server that creates the thing (UUIDv7: sortable by time of creation).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// The id around a UUID made elsewhere.
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The UUID inside.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

ids! {
    /// A territory (territoire).
    TerritoryId,
    /// A consultation (concertation).
    ConsultationId,
    /// A scene (maquette).
    SceneId,
    /// One revision of an uploaded model (modèle).
    ModelId,
    /// An opinion (avis); made on the device of the visitor.
    OpinionId,
    /// One anonymous session at a kiosk (visite).
    VisitId,
    /// A kiosk (borne).
    KioskId,
    /// A member of staff.
    UserId,
    /// A frozen report (bilan).
    ReportId,
}

/// A short stable name that planners choose for a variant, a theme, a question or a viewpoint:
/// 1 to 40 of `a-z`, `0-9` and `-`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Key(String);

/// The text is not a [`Key`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a key: use 1 to 40 of a-z, 0-9 and -")]
pub struct NotAKey(String);

impl Key {
    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Key {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let fits =
            (1..=40).contains(&text.len()) && text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        fits.then(|| Self(text.to_owned())).ok_or_else(|| NotAKey(text.chars().take(60).collect()))
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_short_and_plain() {
        assert_eq!("scenario-a".parse::<Key>().unwrap().as_str(), "scenario-a");
        for refused in ["", "Scénario", "a b", "a/b", &"a".repeat(41)] {
            assert!(refused.parse::<Key>().is_err(), "{refused}");
        }
        assert!(serde_json::from_str::<Key>("\"../x\"").is_err());
    }
}
