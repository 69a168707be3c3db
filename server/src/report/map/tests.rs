//! A pin must lie where the place is: a reader measures on the map.

use belvedere_domain::exhibit::{Blob, PlanBounds};
use belvedere_domain::hash::ContentHash;

use super::*;

fn plan() -> PlanView {
    PlanView {
        image: Blob { hash: ContentHash::of(b""), bytes: 0 },
        bounds: PlanBounds { x_min_m: -100.0, x_max_m: 100.0, z_min_m: -50.0, z_max_m: 50.0 },
        width_px: 2000,
        height_px: 1000,
    }
}

fn pin(x: f64, z: f64) -> Pin {
    Pin { at: plan().bounds.fraction_of([x, 0.0, z]), stance: 2, number: 7 }
}

#[test]
fn a_pin_lies_at_its_place() {
    let drawn = draw(&plan(), 0.0, &[pin(50.0, -25.0)]);
    assert!(drawn.svg.contains(r#"<circle cx="750.00" cy="125.00""#), "{}", drawn.svg);
    assert!(drawn.svg.contains(">7</text>"));
}

#[test]
fn what_is_off_the_picture_is_not_drawn_and_not_counted() {
    let drawn = draw(&plan(), 0.0, &[pin(101.0, 0.0), pin(100.0, 50.0)]);
    assert_eq!(drawn.pins, 1);
}

#[test]
fn the_scale_bar_is_a_round_number_at_most_a_quarter() {
    for (width_m, scale_m) in [(200.0, 50.0), (199.0, 20.0), (4.0, 1.0), (8.1, 2.0), (1000.0, 200.0)] {
        let plan = PlanView { bounds: PlanBounds { x_min_m: 0.0, x_max_m: width_m, ..plan().bounds }, ..plan() };
        assert_eq!(draw(&plan, 0.0, &[]).scale_m, scale_m, "{width_m}");
    }
}

#[test]
fn the_arrow_turns_against_the_heading() {
    assert!(draw(&plan(), 30.0, &[]).svg.contains("rotate(-30.000)"));
}
