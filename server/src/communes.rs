//! The limits of communes, for the map where no pictures are to be had: a GeoJSON file in longitude and latitude, read once.
//! It says in which commune a place lies, and gives what lies around one.

use std::path::{Path, PathBuf};

use belvedere_domain::geodesy::GeoPoint;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::config::Config;

/// The name of the file in the data folder that is read where no other is set.
pub const FILE: &str = "communes.geojson";
/// How far from a place communes are given, in degrees: some 20 km.
const AROUND_DEG: f64 = 0.2;
/// What a property with the commune's name may be called: ours, those of IGN's and INSEE's files.
const NAMES: [&str; 7] = ["name", "nom", "NOM", "nom_com", "NOM_COM", "nom_officiel", "libelle"];

/// The communes that are known.
#[derive(Debug, Default)]
pub struct Communes {
    all: Vec<Commune>,
}

/// One commune.
#[derive(Debug)]
struct Commune {
    name: String,
    /// Its polygons: rings of longitude and latitude, the first one outside.
    polygons: Vec<Vec<Vec<[f64; 2]>>>,
    /// West, south, east, north.
    bounds: [f64; 4],
}

/// The file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CommunesError {
    /// It cannot be read.
    #[error("the limits of communes in {0} cannot be read: {1}")]
    Io(PathBuf, std::io::Error),
    /// It is no GeoJSON of polygons with names.
    #[error("the limits of communes in {0} are no GeoJSON with a name for each: {1}")]
    Json(PathBuf, serde_json::Error),
    /// Its coordinates are no degrees.
    #[error("the limits of communes in {0} are not in degrees of longitude and latitude (EPSG:4326)")]
    Degrees(PathBuf),
}

#[derive(Deserialize)]
struct File {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    #[serde(default)]
    properties: Option<Map<String, Value>>,
    geometry: Geometry,
}

/// Three coordinates are as good as two; the third is left out.
#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Polygon(Vec<Vec<Position>>),
    MultiPolygon(Vec<Vec<Vec<Position>>>),
}

#[derive(Deserialize)]
#[serde(from = "Vec<f64>")]
struct Position([f64; 2]);

impl From<Vec<f64>> for Position {
    fn from(numbers: Vec<f64>) -> Self {
        // A missing number is no degree: see `CommunesError::Degrees`.
        let at = |index: usize| numbers.get(index).copied().unwrap_or(f64::NAN);
        Self([at(0), at(1)])
    }
}

impl Communes {
    /// Those of the setting, or of the data folder; none where there is no file.
    ///
    /// # Errors
    /// [`CommunesError`].
    pub fn of_config(config: &Config) -> Result<Self, CommunesError> {
        let default = config.data_dir.join(FILE);
        match &config.communes {
            Some(file) => Self::read(file),
            None if default.exists() => Self::read(&default),
            None => Ok(Self::default()),
        }
    }

    fn read(path: &Path) -> Result<Self, CommunesError> {
        let bytes = std::fs::read(path).map_err(|error| CommunesError::Io(path.to_owned(), error))?;
        let file: File = serde_json::from_slice(&bytes).map_err(|error| CommunesError::Json(path.to_owned(), error))?;
        let all: Option<Vec<_>> = file.features.into_iter().map(Commune::of).collect();
        Ok(Self { all: all.ok_or_else(|| CommunesError::Degrees(path.to_owned()))? })
    }

    /// The name of the commune in which a place lies.
    pub fn at(&self, place: GeoPoint) -> Option<&str> {
        let point = [place.longitude_deg, place.latitude_deg];
        self.all.iter().find(|commune| commune.contains(point)).map(|commune| commune.name.as_str())
    }

    /// The communes around a place, as GeoJSON.
    pub fn around(&self, place: GeoPoint) -> Value {
        let [x, y] = [place.longitude_deg, place.latitude_deg];
        let near = |commune: &&Commune| {
            let [west, south, east, north] = commune.bounds;
            (west - AROUND_DEG..=east + AROUND_DEG).contains(&x)
                && (south - AROUND_DEG..=north + AROUND_DEG).contains(&y)
        };
        let feature = |commune: &Commune| {
            json!({"type": "Feature", "properties": {"name": commune.name},
                   "geometry": {"type": "MultiPolygon", "coordinates": commune.polygons}})
        };
        let features: Vec<_> = self.all.iter().filter(near).map(feature).collect();
        json!({"type": "FeatureCollection", "features": features})
    }
}

impl Commune {
    /// None where a coordinate is no degree.
    fn of(feature: Feature) -> Option<Self> {
        let properties = feature.properties.unwrap_or_default();
        let name = NAMES.iter().find_map(|key| properties.get(*key)?.as_str()).unwrap_or_default().to_owned();
        let polygons = match feature.geometry {
            Geometry::Polygon(rings) => vec![rings],
            Geometry::MultiPolygon(polygons) => polygons,
        };
        let plain = |rings: Vec<Vec<Position>>| rings.into_iter().map(|ring| ring.into_iter().map(|p| p.0).collect());
        let polygons: Vec<Vec<Vec<[f64; 2]>>> = polygons.into_iter().map(|rings| plain(rings).collect()).collect();
        let mut bounds = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
        for [x, y] in polygons.iter().flatten().flatten() {
            if !(x.abs() <= 180.0 && y.abs() <= 90.0) {
                return None;
            }
            bounds = [bounds[0].min(*x), bounds[1].min(*y), bounds[2].max(*x), bounds[3].max(*y)];
        }
        Some(Self { name, polygons, bounds })
    }

    fn contains(&self, [x, y]: [f64; 2]) -> bool {
        let [west, south, east, north] = self.bounds;
        let near = (west..=east).contains(&x) && (south..=north).contains(&y);
        // Inside of an odd number of rings: holes are rings too.
        near && self.polygons.iter().flatten().filter(|ring| is_within(ring, [x, y])).count() % 2 == 1
    }
}

/// Whether a ray to the east crosses the ring an odd number of times.
fn is_within(ring: &[[f64; 2]], [x, y]: [f64; 2]) -> bool {
    let next = ring.iter().cycle().skip(1);
    let crossed = ring
        .iter()
        .zip(next)
        .filter(|(a, b)| (a[1] > y) != (b[1] > y) && x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]));
    crossed.count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Communes, CommunesError> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(FILE);
        std::fs::write(&file, text).unwrap();
        Communes::read(&file)
    }

    fn place(longitude_deg: f64, latitude_deg: f64) -> GeoPoint {
        GeoPoint { longitude_deg, latitude_deg, height_m: 0.0 }
    }

    const TWO: &str = r#"{"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"nom": "Trou"}, "geometry": {"type": "Polygon", "coordinates":
            [[[4, 46, 200], [5, 46, 200], [5, 47, 200], [4, 47, 200], [4, 46, 200]],
             [[4.4, 46.4], [4.6, 46.4], [4.6, 46.6], [4.4, 46.6], [4.4, 46.4]]]}},
        {"type": "Feature", "properties": {"name": "Loin"}, "geometry": {"type": "MultiPolygon", "coordinates":
            [[[[8, 46], [9, 46], [9, 47], [8, 46]]]]}}]}"#;

    #[test]
    fn a_place_lies_in_a_commune_and_not_in_its_hole() {
        let communes = read(TWO).unwrap();
        assert_eq!(communes.at(place(4.2, 46.2)), Some("Trou"));
        assert_eq!(communes.at(place(4.5, 46.5)), None);
        assert_eq!(communes.at(place(8.9, 46.1)), Some("Loin"));
        assert_eq!(communes.at(place(8.1, 46.9)), None);
    }

    #[test]
    fn what_is_around_is_given_with_its_name() {
        let around = read(TWO).unwrap().around(place(5.1, 46.5));
        assert_eq!(around["features"].as_array().unwrap().len(), 1);
        assert_eq!(around["features"][0]["properties"]["name"], "Trou");
        assert_eq!(Communes::default().around(place(5.1, 46.5))["features"], json!([]));
    }

    #[test]
    fn a_file_that_is_none_says_why() {
        assert!(matches!(read("{}"), Err(CommunesError::Json(..))));
        assert!(matches!(read(&TWO.replace("46.4", "6578260.0")), Err(CommunesError::Degrees(_))));
        let missing = Communes::read(Path::new("nowhere/communes.geojson")).unwrap_err();
        assert!(missing.to_string().contains("nowhere/communes.geojson"), "{missing}");
    }
}
