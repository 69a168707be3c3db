//! The form for coordinates: typed, or filled in by the map's script, which says so.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use belvedere_domain::geodesy::Crs;
use belvedere_domain::id::{ConsultationId, SceneId};
use belvedere_domain::placement::{HeightReference, Placement, PlacementError, PlacementMethod};
use serde::Deserialize;

use super::fields::{Choice, Errors, Field, Reader};
use super::save::{self, Save};
use super::{Forms, in_words};
use crate::auth::rights::right::Publish;
use crate::auth::{Allowed, Signed};
use crate::error::AppError;
use crate::pages::project::scene_of;
use crate::pages::shell::Shell;
use crate::state::AppState;

/// What was typed, as it came.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    crs: String,
    easting: String,
    northing: String,
    height: String,
    height_reference: String,
    heading: String,
    scale: String,
    accuracy: String,
    method: String,
    pub(super) revision: String,
}

/// The form.
#[derive(Debug)]
pub struct TypedForm {
    /// The systems.
    pub systems: Vec<Choice>,
    /// Easting, northing, height.
    pub place: Vec<Field>,
    /// What heights are measured from.
    pub references: Vec<Choice>,
    /// Heading, scale, accuracy.
    pub rest: Vec<Field>,
    /// `typed` or `on_map`.
    pub method: &'static str,
    /// What is wrong with the form as a whole.
    pub errors: Errors,
}

/// The systems to choose from: all but the web maps' own, in which nothing is surveyed.
pub fn systems(chosen: &str, s: &Shell) -> Vec<Choice> {
    let all = Crs::ALL.into_iter().filter(|crs| *crs != Crs::WebMercator);
    let choice = |crs: Crs| Choice {
        value: crs.to_string(),
        words: match crs {
            Crs::Wgs84 => s.get("place-crs-degrees"),
            _ => format!("{} ({crs})", crs.name()),
        },
        is_chosen: crs.to_string() == chosen,
    };
    all.map(choice).collect()
}

/// What heights may be measured from.
pub fn references(chosen: &str, s: &Shell) -> Vec<Choice> {
    let choice = |reference: HeightReference| Choice {
        value: reference.as_str().to_owned(),
        words: s.get(&format!("place-height-{}", reference.as_str())),
        is_chosen: reference.as_str() == chosen,
    };
    HeightReference::ALL.map(choice).into()
}

/// The reference of that name; nobody said, where it is none.
pub fn reference_of(name: &str) -> HeightReference {
    HeightReference::ALL.into_iter().find(|reference| reference.as_str() == name).unwrap_or_default()
}

impl Typed {
    /// A placement as the form shows it.
    pub fn of(placement: &Placement, revision: i64, s: &Shell) -> Self {
        let given = placement.as_given();
        let decimals = in_words::decimals(placement);
        Self {
            crs: placement.crs.to_string(),
            easting: in_words::plain(placement.easting_m, decimals, s),
            northing: in_words::plain(placement.northing_m, decimals, s),
            height: in_words::plain(placement.height_m, 3, s),
            height_reference: placement.height_reference.as_str().to_owned(),
            heading: in_words::plain(placement.heading_deg.rem_euclid(360.0), 4, s),
            scale: in_words::scale(given.scale, s),
            accuracy: in_words::plain(placement.accuracy_m, 3, s),
            method: PlacementMethod::Typed.as_str().to_owned(),
            revision: revision.to_string(),
        }
    }

    /// The form with this in it.
    pub fn form(&self, errors: &Errors, s: &Shell) -> TypedForm {
        let field = |name, value: &str| Field::new("typed", name, name, value, errors, s);
        TypedForm {
            systems: systems(&self.crs, s),
            place: vec![
                field("easting", &self.easting),
                field("northing", &self.northing),
                field("height", &self.height),
            ],
            references: references(&self.height_reference, s),
            rest: vec![field("heading", &self.heading), field("scale", &self.scale), field("accuracy", &self.accuracy)],
            method: self.method().as_str(),
            errors: errors.clone(),
        }
    }

    fn method(&self) -> PlacementMethod {
        let on_map = self.method == PlacementMethod::OnMap.as_str();
        if on_map { PlacementMethod::OnMap } else { PlacementMethod::Typed }
    }

    /// The placement, on a metric grid; or what is wrong. `now` says what is not asked.
    pub fn read(&self, now: &Placement, s: &Shell) -> Result<Placement, Errors> {
        let mut reader = Reader::new(s);
        let crs = reader.crs(&self.crs, now.crs);
        let placement = Placement {
            crs,
            easting_m: reader.number("easting", &self.easting),
            northing_m: reader.number("northing", &self.northing),
            height_m: reader.number("height", &self.height),
            height_reference: reference_of(&self.height_reference),
            heading_deg: reader.number("heading", &self.heading).rem_euclid(360.0),
            scale: reader.number("scale", &self.scale),
            up_axis: now.as_given().up_axis,
            method: self.method(),
            accuracy_m: reader.number("accuracy", &self.accuracy),
        };
        if !reader.errors.is_empty() {
            return Err(reader.errors);
        }
        placement.on_metric_grid().map_err(|error| {
            match error {
                PlacementError::ScaleNotPositive { .. } => reader.note("scale", "place-error-positive"),
                PlacementError::AccuracyNegative { .. } => reader.note("accuracy", "place-error-negative"),
                PlacementError::Origin(_) | PlacementError::NotFinite { .. } => {
                    reader.note("easting", "place-error-outside");
                }
            }
            reader.errors
        })
    }
}

/// Takes the form.
///
/// # Errors
/// When there is no such scene, or the database cannot do it. What is wrong in the form is an answer, not an error.
pub async fn send(
    State(state): State<AppState>,
    Path((_, scene)): Path<(ConsultationId, SceneId)>,
    s: Shell,
    signed: Signed<Allowed<Publish>, Typed>,
) -> Result<Response, AppError> {
    let scene = scene_of(&state, signed.by.consultation.id, scene).await?;
    let (by, form) = (signed.by, signed.form);
    let save = Save { state: &state, by: &by, scene: &scene, revision: &form.revision };
    let errors = match form.read(&scene.placement, &s) {
        Ok(placement) => match save.run(&placement, None).await? {
            Ok(saved) => return Ok(saved),
            Err(key) => vec![("", s.get(key))],
        },
        Err(errors) => errors,
    };
    let forms = Forms { typed: Some((form, errors)), ..Forms::default() };
    save::refused(&state, by, scene, forms, s, StatusCode::UNPROCESSABLE_ENTITY).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::tests_support::{placement, shell};

    fn typed() -> Typed {
        Typed::of(&placement(), 3, &shell("fr"))
    }

    #[test]
    fn what_the_form_shows_is_what_it_gives() {
        assert_eq!(typed().read(&placement(), &shell("fr")).unwrap(), placement());
        let moved = Typed { method: "on_map".into(), heading: "−10".into(), ..typed() };
        let read = moved.read(&placement(), &shell("fr")).unwrap();
        assert_eq!((read.method, read.heading_deg), (PlacementMethod::OnMap, 350.0));
    }

    #[test]
    fn each_mistake_is_told_at_its_field() {
        let wrong = [
            (Typed { easting: "là".into(), ..typed() }, "easting"),
            (Typed { northing: String::new(), ..typed() }, "northing"),
            (Typed { scale: "0".into(), ..typed() }, "scale"),
            (Typed { accuracy: "-1".into(), ..typed() }, "accuracy"),
            (Typed { crs: "EPSG:27572".into(), ..typed() }, "crs"),
            (Typed { easting: "4,7".into(), northing: "46,2".into(), ..typed() }, "easting"),
        ];
        for (form, field) in wrong {
            let errors = form.read(&placement(), &shell("fr")).unwrap_err();
            assert_eq!(errors[0].0, field, "{errors:?}");
            assert!(!errors[0].1.contains('⟨'), "{errors:?}");
        }
    }

    #[test]
    fn degrees_are_converted() {
        let degrees =
            Typed { crs: "EPSG:4326".into(), easting: "4,7514".into(), northing: "46,2981".into(), ..typed() };
        let read = degrees.read(&placement(), &shell("fr")).unwrap();
        assert_eq!(read.crs, Crs::Lambert93);
        assert!((read.easting_m - 835_000.0).abs() < 2_000.0, "{read:?}");
    }

    #[test]
    fn the_unit_of_one_file_is_not_said_of_all() {
        let detected = Placement { method: PlacementMethod::Detected, scale: 0.001, ..placement() };
        let read = Typed::of(&detected, 1, &shell("fr")).read(&detected, &shell("fr")).unwrap();
        assert_eq!(read.scale, 1.0);
    }
}
