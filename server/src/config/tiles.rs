//! Where the pictures under a map come from: an address with places for zoom, column and row.

use serde::Deserialize;

/// The address of a map's pictures, such as `https://tiles.example/{z}/{x}/{y}.png`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Tiles {
    address: String,
    origin: String,
}

impl Tiles {
    /// The address, with `{z}`, `{x}` and `{y}` in it.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Scheme, host and port: what a page's policy lets it ask.
    pub fn origin(&self) -> &str {
        &self.origin
    }
}

impl TryFrom<String> for Tiles {
    type Error = &'static str;

    fn try_from(address: String) -> Result<Self, Self::Error> {
        const EXPECTED: &str = "expected an address that begins with https:// and holds {z}, {x} and {y}";
        let (scheme, rest) = address.split_once("://").ok_or(EXPECTED)?;
        let host = rest.split('/').next().unwrap_or_default();
        // The host becomes a part of a header.
        let is_host = !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:[]".contains(&b));
        let has_places = ["{z}", "{x}", "{y}"].iter().all(|place| address.contains(place));
        if !["https", "http"].contains(&scheme) || !is_host || !has_places {
            return Err(EXPECTED);
        }
        Ok(Self { origin: format!("{scheme}://{host}"), address })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policys_host_is_that_of_the_address() {
        let ign = "https://data.geopf.fr/wmts?SERVICE=WMTS&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}";
        assert_eq!(Tiles::try_from(ign.to_owned()).unwrap().origin(), "https://data.geopf.fr");
        assert_eq!(Tiles::try_from("http://[::1]:8/{z}/{x}/{y}".to_owned()).unwrap().origin(), "http://[::1]:8");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for wrong in [
            "",
            "tiles",
            "ftp://a/{z}/{x}/{y}",
            "https://a/{z}/{x}",
            "https://a; script-src */{z}/{x}/{y}",
            "https:///{z}{x}{y}",
        ] {
            assert!(Tiles::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
    }
}
