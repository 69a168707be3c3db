//! What the heights of a placement are measured from.

use serde::{Deserialize, Serialize};

/// What heights are measured from. It is kept with the placement and never converted: from the ellipsoid to NGF-IGN69 takes
/// IGN's grid RAF20, which is not part of this program.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeightReference {
    /// Nobody said.
    #[default]
    Unstated,
    /// Altitudes of mainland France, as on maps and survey plans.
    NgfIgn69,
    /// Above the ellipsoid GRS80, as GNSS receivers say: in mainland France 43 to 56 m more than the altitude.
    Ellipsoid,
    /// Above the ground at the scene's origin: nothing is known of the altitude.
    LocalGround,
}

impl HeightReference {
    /// Every reference, in the order shown to people.
    pub const ALL: [Self; 4] = [Self::NgfIgn69, Self::Ellipsoid, Self::LocalGround, Self::Unstated];

    /// The stable name, in data and text keys.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unstated => "unstated",
            Self::NgfIgn69 => "ngf_ign69",
            Self::Ellipsoid => "ellipsoid",
            Self::LocalGround => "local_ground",
        }
    }

    /// Whether nobody said. It is then not written, so that what was published before keeps its hash.
    pub fn is_unstated(&self) -> bool {
        *self == Self::Unstated
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_data() {
        for reference in HeightReference::ALL {
            assert_eq!(serde_json::to_value(reference).unwrap(), reference.as_str());
        }
    }
}
