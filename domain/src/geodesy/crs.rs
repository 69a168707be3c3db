//! The coordinate reference systems that a project may be placed in, by their EPSG code.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::GeodesyError;

/// A coordinate reference system; written "EPSG:2154" wherever it leaves the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Crs {
    /// EPSG:2154, mainland France.
    Lambert93,
    /// EPSG:3942, mainland France around latitude 42°.
    Cc42,
    /// EPSG:3943, around latitude 43°.
    Cc43,
    /// EPSG:3944, around latitude 44°.
    Cc44,
    /// EPSG:3945, around latitude 45°.
    Cc45,
    /// EPSG:3946, around latitude 46°.
    Cc46,
    /// EPSG:3947, around latitude 47°.
    Cc47,
    /// EPSG:3948, around latitude 48°.
    Cc48,
    /// EPSG:3949, around latitude 49°.
    Cc49,
    /// EPSG:3950, around latitude 50°.
    Cc50,
    /// EPSG:5490, Guadeloupe and Martinique.
    Rgaf09Utm20n,
    /// EPSG:2972, French Guiana.
    Rgfg95Utm22n,
    /// EPSG:2975, La Réunion.
    Rgr92Utm40s,
    /// EPSG:4471, Mayotte.
    Rgm04Utm38s,
    /// EPSG:4326, longitude and latitude in degrees; see [`CrsPoint`](super::CrsPoint).
    Wgs84,
    /// EPSG:3857, the grid of web maps. Neither its distances nor its angles are those of the
    /// ground, so prefer another for placing a project.
    WebMercator,
}

impl Crs {
    /// Every supported system, in the order shown to people.
    pub const ALL: [Self; 16] = [
        Self::Lambert93,
        Self::Cc42,
        Self::Cc43,
        Self::Cc44,
        Self::Cc45,
        Self::Cc46,
        Self::Cc47,
        Self::Cc48,
        Self::Cc49,
        Self::Cc50,
        Self::Rgaf09Utm20n,
        Self::Rgfg95Utm22n,
        Self::Rgr92Utm40s,
        Self::Rgm04Utm38s,
        Self::Wgs84,
        Self::WebMercator,
    ];

    /// The number under which EPSG lists the system.
    pub const fn epsg(self) -> u16 {
        match self {
            Self::Lambert93 => 2154,
            Self::Cc42 => 3942,
            Self::Cc43 => 3943,
            Self::Cc44 => 3944,
            Self::Cc45 => 3945,
            Self::Cc46 => 3946,
            Self::Cc47 => 3947,
            Self::Cc48 => 3948,
            Self::Cc49 => 3949,
            Self::Cc50 => 3950,
            Self::Rgaf09Utm20n => 5490,
            Self::Rgfg95Utm22n => 2972,
            Self::Rgr92Utm40s => 2975,
            Self::Rgm04Utm38s => 4471,
            Self::Wgs84 => 4326,
            Self::WebMercator => 3857,
        }
    }

    /// The name that EPSG gives the system (a proper name, the same in every language).
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lambert93 => "RGF93 / Lambert-93",
            Self::Cc42 => "RGF93 / CC42",
            Self::Cc43 => "RGF93 / CC43",
            Self::Cc44 => "RGF93 / CC44",
            Self::Cc45 => "RGF93 / CC45",
            Self::Cc46 => "RGF93 / CC46",
            Self::Cc47 => "RGF93 / CC47",
            Self::Cc48 => "RGF93 / CC48",
            Self::Cc49 => "RGF93 / CC49",
            Self::Cc50 => "RGF93 / CC50",
            Self::Rgaf09Utm20n => "RGAF09 / UTM 20N",
            Self::Rgfg95Utm22n => "RGFG95 / UTM 22N",
            Self::Rgr92Utm40s => "RGR92 / UTM 40S",
            Self::Rgm04Utm38s => "RGM04 / UTM 38S",
            Self::Wgs84 => "WGS 84",
            Self::WebMercator => "WGS 84 / Pseudo-Mercator",
        }
    }

    /// The supported codes in one line, for messages.
    pub(super) fn supported() -> String {
        Self::ALL.map(|crs| crs.to_string()).join(", ")
    }
}

impl fmt::Display for Crs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EPSG:{}", self.epsg())
    }
}

impl FromStr for Crs {
    type Err = GeodesyError;

    /// Reads "EPSG:2154", in any case and with spaces around it.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wanted = text.trim().to_ascii_uppercase();
        Self::ALL
            .into_iter()
            .find(|crs| crs.to_string() == wanted)
            .ok_or_else(|| GeodesyError::UnknownCrs { code: text.to_owned() })
    }
}

impl TryFrom<String> for Crs {
    type Error = GeodesyError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Crs> for String {
    fn from(crs: Crs) -> Self {
        crs.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_read_back() {
        for crs in Crs::ALL {
            assert_eq!(crs.to_string().parse(), Ok(crs));
            let json = serde_json::to_string(&crs).unwrap();
            assert_eq!(json, format!("\"EPSG:{}\"", crs.epsg()));
            assert_eq!(serde_json::from_str::<Crs>(&json).unwrap(), crs);
        }
        assert_eq!(" epsg:3946 ".parse(), Ok(Crs::Cc46));
    }

    #[test]
    fn an_unknown_code_names_the_supported_ones() {
        let message = "EPSG:27572".parse::<Crs>().unwrap_err().to_string();
        assert!(message.contains("EPSG:27572"), "{message}");
        for crs in Crs::ALL {
            assert!(message.contains(&crs.to_string()), "{message}");
        }
        let from_json = serde_json::from_str::<Crs>("\"EPSG:9999\"").unwrap_err();
        assert!(from_json.to_string().contains("EPSG:2154"), "{from_json}");
    }
}
