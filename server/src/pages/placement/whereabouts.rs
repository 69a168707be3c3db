//! What the map's script asks: where a placement puts a model's view from above, what lies under a place of the map, and the
//! limits of communes. All geodesy is done here, none in the script.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use belvedere_domain::exhibit::PlanBounds;
use belvedere_domain::geodesy::{Crs, CrsPoint, GeoPoint, grid_bearing_deg};
use belvedere_domain::id::{ConsultationId, ModelId, SceneId};
use belvedere_domain::placement::Placement;
use serde::{Deserialize, Serialize};

use super::in_words;
use crate::auth::Allowed;
use crate::auth::rights::right::SeeProjects;
use crate::error::AppError;
use crate::pages::project::scene_of;
use crate::pages::shell::Shell;
use crate::state::AppState;
use crate::store::model;

/// The lines of the map's metric grid: how far apart, and how far around the origin (metres).
const GRIDS_M: [(f64, f64); 2] = [(100.0, 1_500.0), (10.0, 150.0)];

/// A placement as the form holds it, and what to do with it. What is left out is the scene's own.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    model: Option<ModelId>,
    crs: Option<Crs>,
    easting: Option<f64>,
    northing: Option<f64>,
    height: Option<f64>,
    heading: Option<f64>,
    /// The heading from true north instead: it stays where the system changes.
    north: Option<f64>,
    /// Where the origin goes instead.
    longitude: Option<f64>,
    latitude: Option<f64>,
    /// A place of the map to tell of.
    point_longitude: Option<f64>,
    point_latitude: Option<f64>,
    /// The system to tell it in, if it is another.
    point_crs: Option<Crs>,
}

/// Longitude and latitude.
type LonLat = [f64; 2];

/// Where a placement puts things.
#[derive(Debug, Serialize)]
struct Whereabouts {
    crs: Crs,
    easting: f64,
    northing: f64,
    heading: f64,
    /// The heading from true north.
    north: f64,
    /// Decimals of the coordinates in a field.
    decimals: usize,
    origin: LonLat,
    /// The picture's corners: top left, top right, bottom right, bottom left.
    corners: Option<[LonLat; 4]>,
    /// The lines of the metric grids, from the coarse to the fine one.
    grids: [Vec<[LonLat; 2]>; 2],
    /// In one line.
    words: String,
    point: Option<Point>,
}

/// A place of the map.
#[derive(Debug, Serialize)]
struct Point {
    easting: f64,
    northing: f64,
    decimals: usize,
    x: f64,
    z: f64,
}

impl Asked {
    fn placement(&self, now: Placement) -> Result<Placement, AppError> {
        let crs = self.crs.unwrap_or(now.crs);
        let mut placement = Placement {
            crs,
            easting_m: self.easting.unwrap_or(now.easting_m),
            northing_m: self.northing.unwrap_or(now.northing_m),
            height_m: self.height.unwrap_or(now.height_m),
            heading_deg: self.heading.unwrap_or(now.heading_deg),
            ..now
        };
        if let Some(geo) = place(self.longitude, self.latitude) {
            let CrsPoint { easting_m, northing_m, .. } = crs.crs_from_geo(geo).map_err(unusable)?;
            placement = Placement { easting_m, northing_m, ..placement };
        }
        if let Some(north_deg) = self.north {
            let convergence_deg = placement.frame().map_err(unusable)?.convergence_deg();
            placement.heading_deg = grid_bearing_deg(north_deg, convergence_deg);
        }
        Ok(placement)
    }
}

fn place(longitude: Option<f64>, latitude: Option<f64>) -> Option<GeoPoint> {
    Some(GeoPoint { longitude_deg: longitude?, latitude_deg: latitude?, height_m: 0.0 })
}

fn unusable(error: impl std::fmt::Display) -> AppError {
    AppError::NotProcessable(error.to_string())
}

fn lon_lat(geo: GeoPoint) -> LonLat {
    [geo.longitude_deg, geo.latitude_deg]
}

impl Whereabouts {
    fn of(
        placement: &Placement,
        bounds: Option<PlanBounds>,
        asked: &Asked,
        place_of: impl Fn(GeoPoint) -> Option<String>,
        s: &Shell,
    ) -> Result<Self, AppError> {
        let frame = placement.frame().map_err(unusable)?;
        let at = |x: f64, z: f64| frame.geo_from_scene([x, 0.0, z]).map(lon_lat).map_err(unusable);
        let corners = |b: PlanBounds| -> Result<[LonLat; 4], AppError> {
            Ok([
                at(b.x_min_m, b.z_min_m)?,
                at(b.x_max_m, b.z_min_m)?,
                at(b.x_max_m, b.z_max_m)?,
                at(b.x_min_m, b.z_max_m)?,
            ])
        };
        let origin = frame.geo_from_scene([0.0; 3]).map_err(unusable)?;
        let point = |geo: GeoPoint| -> Result<Point, AppError> {
            let crs = asked.point_crs.unwrap_or(placement.crs);
            let grid = crs.crs_from_geo(geo).map_err(unusable)?;
            let [x, _, z] = frame.scene_from_geo(geo).map_err(unusable)?;
            let decimals = if crs.is_metric() { 3 } else { 8 };
            Ok(Point { easting: grid.easting_m, northing: grid.northing_m, decimals, x, z })
        };
        let told: Vec<_> = place_of(origin).into_iter().chain([in_words::coordinates(placement, s)]).collect();
        Ok(Self {
            crs: placement.crs,
            easting: placement.easting_m,
            northing: placement.northing_m,
            heading: placement.heading_deg.rem_euclid(360.0),
            north: frame.true_heading_deg(),
            decimals: in_words::decimals(placement),
            origin: lon_lat(origin),
            corners: bounds.map(corners).transpose()?,
            grids: GRIDS_M.map(|(step_m, around_m)| grid(placement.crs, origin, step_m, around_m)),
            words: told.join(" · "),
            point: place(asked.point_longitude, asked.point_latitude).map(point).transpose()?,
        })
    }
}

/// The lines of a grid around a place, on whole multiples of the step; none where nothing is drawn in metres.
fn grid(crs: Crs, around: GeoPoint, step_m: f64, around_m: f64) -> Vec<[LonLat; 2]> {
    let crs = if crs.is_metric() { Some(crs) } else { Crs::metric_at(around) };
    let Some((crs, middle)) = crs.and_then(|crs| Some((crs, crs.crs_from_geo(around).ok()?))) else {
        return Vec::new();
    };
    let at = |easting_m: f64, northing_m: f64| {
        crs.geo_from_crs(CrsPoint { easting_m, northing_m, height_m: 0.0 }).ok().map(lon_lat)
    };
    let steps = |value: f64| {
        let middle = (value / step_m).round() as i64;
        let half = (around_m / step_m) as i64;
        (middle - half..=middle + half).map(|index| index as f64 * step_m).collect::<Vec<_>>()
    };
    let (eastings, northings) = (steps(middle.easting_m), steps(middle.northing_m));
    let (west, east) = (eastings[0], eastings[eastings.len() - 1]);
    let (south, north) = (northings[0], northings[northings.len() - 1]);
    let columns = eastings.iter().filter_map(|e| Some([at(*e, south)?, at(*e, north)?]));
    let rows = northings.iter().filter_map(|n| Some([at(west, *n)?, at(east, *n)?]));
    columns.chain(rows).collect()
}

/// Where a placement puts a model's view from above.
///
/// # Errors
/// [`AppError::NotProcessable`] with the reason for coordinates that are no place; when there is no such scene.
pub async fn show(
    State(state): State<AppState>,
    reader: Allowed<SeeProjects>,
    Path((_, scene)): Path<(ConsultationId, SceneId)>,
    Query(asked): Query<Asked>,
    s: Shell,
) -> Result<Response, AppError> {
    let scene = scene_of(&state, reader.consultation.id, scene).await?;
    let model = match asked.model {
        Some(id) => model::find(&mut *state.store.read().await?, id).await?,
        None => None,
    };
    let bounds = model.filter(|model| model.scene == scene.id).and_then(|model| model.files).map(|f| f.plan.bounds);
    let placement = asked.placement(scene.placement)?;
    let commune = |geo: GeoPoint| state.communes.at(geo).map(str::to_owned);
    let told = Whereabouts::of(&placement, bounds, &asked, commune, &s)?;
    Ok(([(CACHE_CONTROL, "no-store")], Json(told)).into_response())
}

/// The limits of communes around the scene, or around the place of the query.
///
/// # Errors
/// When there is no such scene.
pub async fn communes(
    State(state): State<AppState>,
    reader: Allowed<SeeProjects>,
    Path((_, scene)): Path<(ConsultationId, SceneId)>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let scene = scene_of(&state, reader.consultation.id, scene).await?;
    let here = scene.placement.origin_geo();
    let around = place(asked.longitude, asked.latitude).or(here);
    let communes = around.map(|geo| state.communes.around(geo)).unwrap_or_default();
    let headers = [(CACHE_CONTROL, "private, max-age=300"), (CONTENT_TYPE, "application/geo+json")];
    Ok((headers, communes.to_string()).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::tests_support::{model, placement, shell};

    fn told(asked: &Asked) -> Result<Whereabouts, AppError> {
        let bounds = model().files.map(|files| files.plan.bounds);
        let placement = asked.placement(placement())?;
        Whereabouts::of(&placement, bounds, asked, |_| Some("Vaugelin".into()), &shell("fr"))
    }

    #[test]
    fn the_picture_lies_where_the_placement_says() {
        let told = told(&Asked::default()).unwrap();
        let corners = told.corners.unwrap();
        let frame = placement().frame().unwrap();
        let bottom_right = lon_lat(frame.geo_from_scene([20.0, 0.0, 15.0]).unwrap());
        assert_eq!(corners[2], bottom_right);
        assert!(told.words.starts_with("Vaugelin · "), "{}", told.words);
        assert_eq!(told.grids.each_ref().map(Vec::len), [2 * 31, 2 * 31]);
    }

    #[test]
    fn a_place_of_the_map_is_told_on_the_grid_and_in_the_scene() {
        let frame = placement().frame().unwrap();
        let [longitude, latitude] = lon_lat(frame.geo_from_scene([12.0, 0.0, -7.0]).unwrap());
        let (point_longitude, point_latitude) = (Some(longitude), Some(latitude));
        let there = told(&Asked { point_longitude, point_latitude, ..Asked::default() }).unwrap().point.unwrap();
        assert!((there.x - 12.0).abs() < 1e-3 && (there.z + 7.0).abs() < 1e-3, "{there:?}");
        let moved = told(&Asked { longitude: Some(longitude), latitude: Some(latitude), ..Asked::default() }).unwrap();
        assert!((moved.easting - there.easting).abs() < 1e-6 && (moved.northing - there.northing).abs() < 1e-6);
        let point_crs = Some(Crs::Wgs84);
        let degrees = told(&Asked { point_longitude, point_latitude, point_crs, ..Asked::default() }).unwrap();
        assert_eq!(degrees.point.unwrap().easting, longitude);
    }

    #[test]
    fn another_system_changes_the_figures_and_nothing_else() {
        let before = told(&Asked::default()).unwrap();
        let [longitude, latitude] = before.origin.map(Some);
        let asked = Asked { crs: Some(Crs::Cc46), longitude, latitude, north: Some(before.north), ..Asked::default() };
        let after = told(&asked).unwrap();
        assert!((after.easting - before.easting).abs() > 1e5 && after.crs == Crs::Cc46, "{after:?}");
        let corners = before.corners.unwrap().into_iter().zip(after.corners.unwrap());
        assert!(corners.flat_map(|(a, b)| [a[0] - b[0], a[1] - b[1]]).all(|off| off.abs() < 1e-7), "{after:?}");
    }

    #[test]
    fn what_is_no_place_is_refused() {
        assert!(matches!(told(&Asked { easting: Some(5e6), ..Asked::default() }), Err(AppError::NotProcessable(_))));
        let abroad = Asked { longitude: Some(-70.0), latitude: Some(-33.0), ..Asked::default() };
        assert!(matches!(told(&abroad), Err(AppError::NotProcessable(_))));
    }
}
