//! Placements in words: coordinates, heights, headings.

use belvedere_domain::placement::Placement;

use super::super::shell::Shell;

/// Between a number and its unit.
const THIN: char = '\u{202f}';

/// Decimals of a coordinate: a millimetre, in degrees too.
pub fn decimals(placement: &Placement) -> usize {
    if placement.crs.is_metric() { 3 } else { 8 }
}

/// A coordinate as a field holds it.
pub fn plain(value: f64, decimals: usize, s: &Shell) -> String {
    s.words.decimal_plain(value, decimals)
}

/// The system by its name and its number.
pub fn system(placement: &Placement) -> String {
    format!("{} ({})", placement.crs.name(), placement.crs)
}

/// Easting and northing, or longitude and latitude.
pub fn coordinates(placement: &Placement, s: &Shell) -> String {
    let (easting, northing) = (placement.easting_m, placement.northing_m);
    if placement.crs.is_metric() {
        let [e, n] = [easting, northing].map(|value| s.words.decimal(value, 3));
        s.words.with("place-coordinates", &[("easting", &e), ("northing", &n)])
    } else {
        let [e, n] = [easting, northing].map(|value| s.words.decimal(value, 7));
        s.words.with("place-coordinates-unprojected", &[("easting", &e), ("northing", &n)])
    }
}

/// The height and what it is measured from.
pub fn height(placement: &Placement, s: &Shell) -> String {
    let reference = s.get(&format!("place-height-{}", placement.height_reference.as_str()));
    format!("{}{THIN}m, {reference}", s.words.decimal(placement.height_m, 2))
}

/// Metres, to the centimetre, or to the millimetre below one.
pub fn metres(value: f64, s: &Shell) -> String {
    let decimals = if value != 0.0 && value.abs() < 0.01 { 3 } else { 2 };
    format!("{}{THIN}m", s.words.decimal(value, decimals))
}

/// A scale: metres in one unit of the model.
pub fn scale(value: f64, s: &Shell) -> String {
    let text = s.words.decimal(value, 6);
    let point = if text.contains(',') { ',' } else { '.' };
    text.trim_end_matches('0').trim_end_matches(point).to_owned()
}

/// What a placement is, line by line: term and value.
pub fn facts(placement: &Placement, commune: Option<&str>, s: &Shell) -> Vec<(String, String)> {
    let degrees = |value: f64, decimals: usize| s.words.decimal(value, decimals);
    let mut facts = Vec::new();
    let mut fact = |key: &str, value: String| facts.push((s.get(&format!("place-fact-{key}")), value));
    let frame = placement.frame().ok();
    let geo = frame.as_ref().and_then(|frame| frame.geo_from_scene([0.0; 3]).ok());
    if let Some(commune) = commune {
        fact("commune", commune.to_owned());
    }
    fact("coordinates", coordinates(placement, s));
    fact("crs", system(placement));
    if let Some(geo) = geo {
        let values = [("longitude", degrees(geo.longitude_deg, 6)), ("latitude", degrees(geo.latitude_deg, 6))];
        fact("geo", s.words.with("place-geo", &values.each_ref().map(|(name, text)| (*name, text.as_str()))));
    }
    fact("height", height(placement, s));
    let grid = degrees(placement.heading_deg.rem_euclid(360.0), 2);
    let north = frame.map(|frame| degrees(frame.true_heading_deg(), 2)).unwrap_or_default();
    fact("heading", s.words.with("place-heading-of", &[("grid", &grid), ("north", &north)]));
    fact("scale", s.words.with("place-scale-of", &[("scale", &scale(placement.scale, s))]));
    fact("accuracy", metres(placement.accuracy_m, s));
    facts
}

#[cfg(test)]
mod tests {
    use belvedere_domain::geodesy::Crs;

    use super::*;
    use crate::pages::tests_support::{placement, shell};

    #[test]
    fn a_placement_is_told_in_words() {
        let told: Vec<String> =
            facts(&placement(), Some("Vaugelin"), &shell("fr")).into_iter().map(|(_, value)| value).collect();
        let all = told.join("\n");
        for part in ["Vaugelin", "835\u{202f}140,000", "EPSG:2154", "262,40\u{202f}m", "NGF-IGN69", "12,50", "0,05"] {
            assert!(all.contains(part), "{part} is missing in {all}");
        }
        assert!(!all.contains('⟨'), "{all}");
    }

    #[test]
    fn figures_are_as_short_as_they_are_exact() {
        let s = shell("fr");
        assert_eq!(
            (scale(1.0, &s), scale(0.982_318, &s), scale(0.0254, &s)),
            ("1".into(), "0,982318".into(), "0,0254".into())
        );
        assert_eq!((metres(0.004, &s), metres(12.0, &s)), ("0,004\u{202f}m".into(), "12,00\u{202f}m".into()));
        let degrees = Placement { crs: Crs::Wgs84, easting_m: 4.5, northing_m: 46.0, ..placement() };
        assert!(coordinates(&degrees, &s).contains("4,5000000"), "{}", coordinates(&degrees, &s));
        assert_eq!(decimals(&degrees), 8);
    }
}
