//! The part of a plan view that a map shows: round the places on it, so that they can be told apart.

use serde::Serialize;

use crate::exhibit::{PlanBounds, PlanView};

/// A rectangle of a plan view's picture, in its pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PlanSection {
    /// From the picture's left.
    pub left_px: u32,
    /// From the picture's top.
    pub top_px: u32,
    /// How wide it is.
    pub width_px: u32,
    /// How high it is.
    pub height_px: u32,
}

/// How much wider than its places a section is.
const MARGIN: f64 = 1.2;
/// The narrowest section, as a share of the picture's width: below, its pixels would show.
const NARROWEST: f64 = 0.2;

impl PlanSection {
    /// All of `plan`.
    pub fn whole(plan: &PlanView) -> Self {
        Self { left_px: 0, top_px: 0, width_px: plan.width_px.max(1), height_px: plan.height_px.max(1) }
    }

    /// As wide as it is high (as far as the picture goes), round the places that lie on the picture; the whole picture
    /// where none does. Places are in the scene frame, in metres.
    pub fn around(plan: &PlanView, places_m: impl IntoIterator<Item = [f64; 3]>) -> Self {
        let whole = Self::whole(plan);
        let (width, height) = (f64::from(whole.width_px), f64::from(whole.height_px));
        let mut corners: Option<[f64; 4]> = None;
        for place in places_m {
            let [across, down] = plan.bounds.fraction_of(place);
            if (0.0..=1.0).contains(&across) && (0.0..=1.0).contains(&down) {
                let (x, y) = (across * width, down * height);
                let [left, top, right, bottom] = corners.unwrap_or([x, y, x, y]);
                corners = Some([left.min(x), top.min(y), right.max(x), bottom.max(y)]);
            }
        }
        let Some([left, top, right, bottom]) = corners else { return whole };
        let side = ((right - left).max(bottom - top) * MARGIN).max(NARROWEST * width).ceil();
        let (side_x, side_y) = (side.min(width), side.min(height));
        let start = |middle: f64, side: f64, all: f64| (middle - side / 2.0).floor().clamp(0.0, all - side) as u32;
        Self {
            left_px: start((left + right) / 2.0, side_x, width),
            top_px: start((top + bottom) / 2.0, side_y, height),
            width_px: side_x as u32,
            height_px: side_y as u32,
        }
    }

    /// The plan cut to this section: its bounds and size; the picture named is still the whole one.
    pub fn of(&self, plan: &PlanView) -> PlanView {
        let PlanBounds { x_min_m, x_max_m, z_min_m, z_max_m } = plan.bounds;
        let x_at = |px: u32| x_min_m + (x_max_m - x_min_m) * f64::from(px) / f64::from(plan.width_px.max(1));
        let z_at = |px: u32| z_min_m + (z_max_m - z_min_m) * f64::from(px) / f64::from(plan.height_px.max(1));
        let bounds = PlanBounds {
            x_min_m: x_at(self.left_px),
            x_max_m: x_at(self.left_px + self.width_px),
            z_min_m: z_at(self.top_px),
            z_max_m: z_at(self.top_px + self.height_px),
        };
        PlanView { bounds, width_px: self.width_px, height_px: self.height_px, ..*plan }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::exhibit::Blob;
    use crate::hash::ContentHash;

    fn plan(width_px: u32, height_px: u32) -> PlanView {
        let bounds = PlanBounds { x_min_m: -200.0, x_max_m: 200.0, z_min_m: -150.0, z_max_m: 150.0 };
        PlanView { image: Blob { hash: ContentHash::of(b""), bytes: 0 }, bounds, width_px, height_px }
    }

    #[test]
    fn without_a_place_on_the_picture_all_of_it_is_shown() {
        let plan = plan(800, 600);
        assert_eq!(PlanSection::around(&plan, []), PlanSection::whole(&plan));
        assert_eq!(PlanSection::around(&plan, [[900.0, 0.0, 0.0]]), PlanSection::whole(&plan));
        assert_eq!(PlanSection::whole(&plan).of(&plan), plan);
    }

    #[test]
    fn one_place_is_shown_from_not_too_near() {
        let section = PlanSection::around(&plan(800, 600), [[0.0, 5.0, 0.0]]);
        assert_eq!(section, PlanSection { left_px: 320, top_px: 220, width_px: 160, height_px: 160 });
    }

    proptest! {
        #[test]
        fn a_section_holds_every_place_and_keeps_it_where_it_is(
            places in prop::collection::vec((-200.0..200.0, -150.0..150.0), 1..20),
            width_px in 16u32..2_049,
            height_px in 16u32..2_049,
        ) {
            let plan = plan(width_px, height_px);
            let section = PlanSection::around(&plan, places.iter().map(|(x, z)| [*x, 0.0, *z]));
            prop_assert!(section.left_px + section.width_px <= width_px);
            prop_assert!(section.top_px + section.height_px <= height_px);
            let cut = section.of(&plan);
            for (x, z) in places {
                let [across, down] = cut.bounds.fraction_of([x, 0.0, z]);
                prop_assert!((-1e-9..=1.0 + 1e-9).contains(&across) && (-1e-9..=1.0 + 1e-9).contains(&down));
                let [whole_x, whole_y] = plan.bounds.fraction_of([x, 0.0, z]);
                let x_px = f64::from(section.left_px) + across * f64::from(section.width_px);
                let y_px = f64::from(section.top_px) + down * f64::from(section.height_px);
                prop_assert!((x_px - whole_x * f64::from(width_px)).abs() < 1e-6);
                prop_assert!((y_px - whole_y * f64::from(height_px)).abs() < 1e-6);
            }
        }
    }
}
