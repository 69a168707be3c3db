//! The form for two points. A scale error up to half a percent is told; beyond, nothing is kept until somebody says what is
//! wrong: the points, the model's unit, or its scale.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use belvedere_domain::id::{ConsultationId, SceneId};
use belvedere_domain::placement::{Fit, KeepError, Placement, TwoPoints, TwoPointsError};
use serde::{Deserialize, Serialize};

use super::fields::{Choice, Errors, Field, Reader};
use super::history::signed;
use super::save::{self, Save};
use super::typed::{reference_of, references, systems};
use super::{Forms, in_words};
use crate::auth::rights::right::Publish;
use crate::auth::{Allowed, Signed};
use crate::error::AppError;
use crate::pages::project::scene_of;
use crate::pages::shell::Shell;
use crate::place::{self, Current};
use crate::state::AppState;
use crate::store::placement::Evidence;

/// What was typed, as it came.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Points {
    crs: String,
    x1: String,
    z1: String,
    easting1: String,
    northing1: String,
    x2: String,
    z2: String,
    easting2: String,
    northing2: String,
    height: String,
    height_reference: String,
    accuracy: String,
    pub(super) revision: String,
    /// The scale error that was read and is to be corrected, as [`confirmed`] writes it.
    #[serde(skip_serializing)]
    correct: String,
}

/// The form.
#[derive(Debug)]
pub struct PointsForm {
    /// The systems.
    pub systems: Vec<Choice>,
    /// Of each point: x and z in the model, then easting and northing.
    pub points: Vec<(String, Vec<Field>, Vec<Field>)>,
    /// Height and accuracy.
    pub rest: Vec<Field>,
    /// What heights are measured from.
    pub references: Vec<Choice>,
    /// What is wrong with the form as a whole.
    pub errors: Errors,
}

/// What is asked when the scale is off.
#[derive(Debug)]
pub struct Question {
    /// By how much, in one sentence.
    pub headline: String,
    /// The two lengths.
    pub lengths: String,
    /// The unit that the model may have been drawn in.
    pub unit: Option<String>,
    /// What correcting the scale does, for whoever confirms it.
    pub confirm: String,
    /// Why it cannot be corrected here.
    pub obstacle: Option<String>,
    /// What was typed, to be sent again.
    pub fields: Vec<(String, String)>,
    /// What is confirmed.
    pub confirmed: String,
}

impl Points {
    /// An empty form for a scene.
    pub fn of(placement: &Placement, revision: i64, s: &Shell) -> Self {
        Self {
            crs: placement.crs.to_string(),
            height: in_words::plain(placement.height_m, 3, s),
            height_reference: placement.height_reference.as_str().to_owned(),
            accuracy: in_words::plain(0.05, 3, s),
            revision: revision.to_string(),
            ..Self::default()
        }
    }

    /// The form with this in it.
    pub fn form(&self, errors: &Errors, s: &Shell) -> PointsForm {
        let field = |name, key: &str, value: &str| Field::new("points", name, key, value, errors, s);
        let point = |number: &str, model: Vec<Field>, ground: Vec<Field>| {
            (s.words.with("place-point", &[("number", number)]), model, ground)
        };
        PointsForm {
            systems: systems(&self.crs, s),
            points: vec![
                point(
                    "1",
                    vec![field("x1", "x", &self.x1), field("z1", "z", &self.z1)],
                    vec![field("easting1", "easting", &self.easting1), field("northing1", "northing", &self.northing1)],
                ),
                point(
                    "2",
                    vec![field("x2", "x", &self.x2), field("z2", "z", &self.z2)],
                    vec![field("easting2", "easting", &self.easting2), field("northing2", "northing", &self.northing2)],
                ),
            ],
            rest: vec![field("height", "height", &self.height), field("accuracy", "points-accuracy", &self.accuracy)],
            references: references(&self.height_reference, s),
            errors: errors.clone(),
        }
    }

    /// What the two points come to, and how exact they are (metres); or what is wrong.
    pub fn read(&self, now: &Placement, s: &Shell) -> Result<(TwoPoints, Fit, f64), Errors> {
        let mut reader = Reader::new(s);
        let crs = reader.crs(&self.crs, now.crs);
        let points = TwoPoints {
            crs,
            scene_m: [
                [reader.number("x1", &self.x1), reader.number("z1", &self.z1)],
                [reader.number("x2", &self.x2), reader.number("z2", &self.z2)],
            ],
            grid: [
                [reader.number("easting1", &self.easting1), reader.number("northing1", &self.northing1)],
                [reader.number("easting2", &self.easting2), reader.number("northing2", &self.northing2)],
            ],
            height_m: reader.number("height", &self.height),
        };
        let accuracy_m = reader.number("accuracy", &self.accuracy);
        if accuracy_m < 0.0 {
            reader.note("accuracy", "place-error-negative");
        }
        if !reader.errors.is_empty() {
            return Err(reader.errors);
        }
        points.fit().map(|fit| (points, fit, accuracy_m)).map_err(|error| {
            match error {
                TwoPointsError::ModelApart(_) => reader.note("x2", "place-error-apart"),
                TwoPointsError::GroundApart(_) => reader.note("easting2", "place-error-apart"),
                TwoPointsError::Place(_) | TwoPointsError::NotFinite => reader.note("easting1", "place-error-outside"),
            }
            reader.errors
        })
    }

    /// Everything but what is confirmed, to be sent again as it came.
    fn fields(&self) -> Vec<(String, String)> {
        let written = serde_json::to_value(self).unwrap_or_default();
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        written.as_object().into_iter().flatten().map(|(name, value)| (name.clone(), text(value))).collect()
    }
}

/// A scale error as it is confirmed: if the points change afterwards, it is another.
fn confirmed(fit: &Fit) -> String {
    format!("{:.6}", fit.scale_error())
}

/// The scale that all current models were read with; 1 where there are none, none where they differ.
fn read_scale(current: &[Current]) -> Option<f64> {
    let first = current.first().map_or(1.0, |one| one.reading.scale);
    current.iter().all(|one| one.reading.scale == first).then_some(first)
}

impl Question {
    /// What to ask of `form`, whose points come to `fit`.
    pub fn of(form: &Points, fit: &Fit, current: &[Current], s: &Shell) -> Self {
        let percent = |value: f64| s.words.decimal(value.abs(), 2);
        let values = [
            ("percent", percent(100.0 * fit.scale_error())),
            ("measured", in_words::metres(fit.measured_m, s)),
            ("given", in_words::metres(fit.given_m, s)),
            ("cm", signed(100.0 * fit.length_error_m(), 1, s)),
            ("change", percent(100.0 * (fit.factor() - 1.0))),
            ("scale", in_words::scale(read_scale(current).unwrap_or(1.0) * fit.factor(), s)),
        ];
        let values = values.each_ref().map(|(name, text)| (*name, text.as_str()));
        let way = if fit.scale_error() > 0.0 { "long" } else { "short" };
        let unit = fit.likely_unit_m().map(|unit_m| {
            let name = s.get(&format!("place-unit-{}", unit_key(unit_m)));
            s.words.with("place-question-unit", &[("unit", &name)])
        });
        let obstacle = if !current.iter().all(Current::can_be_scaled) {
            Some("place-error-scale-located")
        } else if read_scale(current).is_none() {
            Some("place-error-scale-mixed")
        } else {
            None
        };
        Self {
            headline: s.words.with(&format!("place-question-{way}"), &values),
            lengths: s.words.with("place-question-lengths", &values),
            unit,
            confirm: s.words.with(&format!("place-question-confirm-{way}"), &values),
            obstacle: obstacle.map(|key| s.get(key)),
            fields: form.fields(),
            confirmed: confirmed(fit),
        }
    }
}

/// The name of a unit in text keys.
fn unit_key(unit_m: f64) -> &'static str {
    match unit_m {
        0.001 => "mm",
        0.01 => "cm",
        0.0254 => "in",
        _ => "ft",
    }
}

/// What becomes of the form.
enum Verdict {
    Placed(Placement),
    Asked(Box<Question>),
    Wrong(Errors),
}

fn judge(form: &Points, fit: &Fit, accuracy_m: f64, now: &Placement, current: &[Current], s: &Shell) -> Verdict {
    let like = Placement { height_reference: reference_of(&form.height_reference), ..now.as_given() };
    let outside = || Verdict::Wrong(vec![("easting1", s.get("place-error-outside"))]);
    match fit.keeping_scale(&like, accuracy_m) {
        Ok(placed) => Verdict::Placed(placed),
        Err(KeepError::Place(_)) => outside(),
        Err(KeepError::ScaleOff(_)) => {
            let question = Question::of(form, fit, current, s);
            match read_scale(current).filter(|_| question.obstacle.is_none() && form.correct == question.confirmed) {
                Some(scale) => {
                    fit.correcting_scale(scale, &like, accuracy_m).map_or_else(|_| outside(), Verdict::Placed)
                }
                None => Verdict::Asked(Box::new(question)),
            }
        }
    }
}

/// Takes the form.
///
/// # Errors
/// When there is no such scene, or the database cannot do it. What is wrong or to be asked is an answer, not an error.
pub async fn send(
    State(state): State<AppState>,
    Path((_, scene)): Path<(ConsultationId, SceneId)>,
    s: Shell,
    signed: Signed<Allowed<Publish>, Points>,
) -> Result<Response, AppError> {
    let scene = scene_of(&state, signed.by.consultation.id, scene).await?;
    let (by, form) = (signed.by, signed.form);
    let current = place::current(&mut *state.store.read().await?, &scene).await?;
    let (question, errors) = match form.read(&scene.placement, &s) {
        Err(errors) => (None, errors),
        Ok((points, fit, accuracy_m)) => match judge(&form, &fit, accuracy_m, &scene.placement, &current, &s) {
            Verdict::Asked(question) => (Some(*question), Errors::new()),
            Verdict::Wrong(errors) => (None, errors),
            Verdict::Placed(placement) => {
                let evidence = Evidence::TwoPoints { points, measured_m: fit.measured_m, given_m: fit.given_m };
                let save = Save { state: &state, by: &by, scene: &scene, revision: &form.revision };
                match save.run(&placement, Some(&evidence)).await? {
                    Ok(saved) => return Ok(saved),
                    Err(key) => (None, vec![("", s.get(key))]),
                }
            }
        },
    };
    let forms = Forms { points: Some((form, errors)), question, ..Forms::default() };
    save::refused(&state, by, scene, forms, s, StatusCode::UNPROCESSABLE_ENTITY).await
}

#[cfg(test)]
mod tests {
    use belvedere_domain::placement::{PlacementMethod, UpAxis};

    use super::*;
    use crate::pages::tests_support::{model, placement, shell};
    use crate::store::model::reading::Reading;

    /// 100 m to the grid's east, and a model that is so much longer.
    fn form(longer: f64) -> Points {
        let frame = Placement { heading_deg: 0.0, ..placement() }.frame().unwrap();
        let end = frame.crs_from_scene([100.0, 0.0, 0.0]);
        Points {
            x1: "0".into(),
            z1: "0".into(),
            easting1: "835140".into(),
            northing1: "6578260".into(),
            x2: format!("{}", 100.0 * longer).replace('.', ","),
            z2: "0".into(),
            easting2: format!("{}", end.easting_m),
            northing2: format!("{}", end.northing_m),
            ..Points::of(&placement(), 1, &shell("fr"))
        }
    }

    fn current(scale: f64) -> Current {
        Current { model: model(), reading: Reading { scale, up_axis: UpAxis::Y, frame: None } }
    }

    fn judged(form: &Points, current: &[Current]) -> Verdict {
        let s = shell("fr");
        let (_, fit, accuracy_m) = form.read(&placement(), &s).unwrap();
        judge(form, &fit, accuracy_m, &placement(), current, &s)
    }

    #[test]
    fn a_small_error_keeps_the_scale() {
        let Verdict::Placed(placed) = judged(&form(1.004), &[current(1.0)]) else { panic!("it is within the limit") };
        assert_eq!((placed.scale, placed.method, placed.accuracy_m), (1.0, PlacementMethod::TwoPoints, 0.2));
        assert!(placed.heading_deg.min(360.0 - placed.heading_deg) < 1e-6, "{placed:?}");
    }

    #[test]
    fn a_large_error_is_asked_about_and_only_its_own_confirmation_counts() {
        let Verdict::Asked(question) = judged(&form(1.018), &[current(1.0)]) else { panic!("it must be asked about") };
        assert!(question.headline.contains("1,80") && question.lengths.contains("+180,0"), "{question:?}");
        assert!(question.obstacle.is_none() && question.unit.is_none());
        let confirmed = Points { correct: question.confirmed.clone(), ..form(1.018) };
        let Verdict::Placed(placed) = judged(&confirmed, &[current(1.0)]) else { panic!("it was confirmed") };
        assert!((placed.scale * 1.018 - 1.0).abs() < 1e-9, "{placed:?}");
        let of_other_points = Points { correct: question.confirmed, ..form(1.03) };
        assert!(matches!(judged(&of_other_points, &[current(1.0)]), Verdict::Asked(_)));
    }

    #[test]
    fn the_unit_is_named_and_what_cannot_be_scaled_is_not() {
        let Verdict::Asked(question) = judged(&form(1.0 / 0.3048), &[current(1.0)]) else { panic!("feet") };
        assert!(question.unit.is_some_and(|unit| unit.contains("pied")));
        let located = Current {
            model: crate::store::model::Model { offset_m: Some([100.0, 0.0, 0.0]), ..model() },
            ..current(1.0)
        };
        let Verdict::Asked(question) = judged(&form(1.018), &[located]) else { panic!("it stays a question") };
        assert!(question.obstacle.is_some());
        let Verdict::Asked(question) = judged(&form(1.018), &[current(1.0), current(0.001)]) else { panic!("mixed") };
        assert!(question.obstacle.is_some());
    }

    #[test]
    fn what_was_found_out_of_the_unit_stays() {
        let ours = form(1.018);
        let Verdict::Asked(question) = judged(&ours, &[current(0.001)]) else { panic!("it must be asked about") };
        let confirmed = Points { correct: question.confirmed, ..ours };
        let Verdict::Placed(placed) = judged(&confirmed, &[current(0.001)]) else { panic!("it was confirmed") };
        assert!((placed.scale * 1_018.0 - 1.0).abs() < 1e-9, "{placed:?}");
    }

    #[test]
    fn every_mistake_has_its_words() {
        let s = shell("fr");
        let wrong = [
            (Points { x1: "à gauche".into(), ..form(1.0) }, "x1"),
            (Points { x2: "0".into(), ..form(1.0) }, "x2"),
            (Points { easting2: "835140".into(), northing2: "6578260".into(), ..form(1.0) }, "easting2"),
            (Points { easting1: "0".into(), northing1: "0".into(), ..form(1.0) }, "easting1"),
            (Points { accuracy: "-1".into(), ..form(1.0) }, "accuracy"),
        ];
        for (form, field) in wrong {
            let errors = form.read(&placement(), &s).unwrap_err();
            assert_eq!(errors[0].0, field, "{errors:?}");
            assert!(!errors[0].1.contains('⟨'), "{errors:?}");
        }
        for (unit_m, key) in [(0.001, "mm"), (0.01, "cm"), (0.0254, "in"), (0.3048, "ft")] {
            assert_eq!(unit_key(unit_m), key);
            assert!(s.words.has(&format!("place-unit-{key}")));
        }
    }
}
