//! The view from above with a metric grid, from which x and z of a point are read.

use belvedere_domain::exhibit::PlanBounds;
use belvedere_domain::id::ConsultationId;

use super::super::shell::Shell;
use crate::place::Current;

/// Lines of the grid across the longer side, at least.
const LINES_MIN: f64 = 6.0;

/// The drawing, in metres of the scene.
#[derive(Debug)]
pub struct Sheet {
    /// The picture's address.
    pub image: String,
    /// What is drawn, in words.
    pub alt: String,
    /// Left edge (x).
    pub left: f64,
    /// Top edge (z).
    pub top: f64,
    /// Width.
    pub width: f64,
    /// Depth.
    pub depth: f64,
    /// A thousandth of the width: what sizes of texts and lines are counted in.
    pub unit: f64,
    /// How far the lines are apart, in words.
    pub step: String,
    /// The lines of one x: where, and its number.
    pub columns: Vec<(f64, String)>,
    /// The lines of one z.
    pub rows: Vec<(f64, String)>,
}

/// A model to lay on the map.
#[derive(Debug)]
pub struct Plan {
    /// Its id.
    pub model: String,
    /// Its variant's name.
    pub name: String,
    /// Its view from above.
    pub image: String,
}

impl Plan {
    /// Those of the current models; the last variant, which is what is planned, first.
    pub fn all(current: &[Current], consultation: ConsultationId, name: impl Fn(&Current) -> String) -> Vec<Self> {
        let plan = |one: &Current| Self {
            model: one.model.id.to_string(),
            name: name(one),
            image: format!("/projects/{consultation}/models/{}/plan.png", one.model.id),
        };
        current.iter().rev().map(plan).collect()
    }
}

impl Sheet {
    /// The sheet of the model that is planned; none where no model was accepted.
    pub fn of(current: &[Current], consultation: ConsultationId, s: &Shell) -> Option<Self> {
        let one = current.last()?;
        let PlanBounds { x_min_m, x_max_m, z_min_m, z_max_m } = one.model.files.as_ref()?.plan.bounds;
        let (width, depth) = (x_max_m - x_min_m, z_max_m - z_min_m);
        let step = step(width.max(depth));
        let lines = |from: f64, to: f64| {
            let first = (from / step).ceil() as i64;
            let last = (to / step).floor() as i64;
            (first..=last).map(|index| index as f64 * step).map(|at| (at, s.words.decimal(at, 0))).collect()
        };
        Some(Self {
            image: format!("/projects/{consultation}/models/{}/plan.png", one.model.id),
            alt: s.get("place-sheet-alt"),
            left: x_min_m,
            top: z_min_m,
            width,
            depth,
            unit: width / 1_000.0,
            step: s.words.with("place-sheet-step", &[("step", &s.words.decimal(step, 0))]),
            columns: lines(x_min_m, x_max_m),
            rows: lines(z_min_m, z_max_m),
        })
    }
}

/// The largest of 1, 2, 5, 10, … metres that still gives enough lines over `length` metres.
fn step(length: f64) -> f64 {
    let steps = (0..6).flat_map(|power| [1.0, 2.0, 5.0].map(|digit| digit * 10f64.powi(power)));
    steps.take_while(|step| length / step >= LINES_MIN).last().unwrap_or(1.0)
}

#[cfg(test)]
mod tests {
    use belvedere_domain::placement::UpAxis;

    use super::*;
    use crate::pages::tests_support::{consultation, model, shell};
    use crate::store::model::reading::Reading;

    #[test]
    fn the_grid_has_round_numbers() {
        assert_eq!([0.5, 7.0, 40.0, 160.0, 1_000.0, 3_500.0].map(step), [1.0, 1.0, 5.0, 20.0, 100.0, 500.0]);
        let current = Current { model: model(), reading: Reading { scale: 1.0, up_axis: UpAxis::Y, frame: None } };
        let sheet = Sheet::of(&[current], consultation().id, &shell("fr")).unwrap();
        assert_eq!((sheet.left, sheet.top, sheet.width, sheet.depth, sheet.unit), (-20.0, -15.0, 40.0, 30.0, 0.04));
        assert_eq!(sheet.columns.len(), 9);
        assert_eq!(sheet.columns[0], (-20.0, "−20".into()));
        assert!(Sheet::of(&[], consultation().id, &shell("fr")).is_none());
    }
}
