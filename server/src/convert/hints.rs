//! What a model's shape tells of its unit and its up axis. Strong evidence corrects, weak evidence asks the planner; each
//! rule stands with its reason beside it. Wrong corrections are worse than none: what could be read otherwise only asks.

mod axis;
mod objects;
mod unit;

pub use axis::{Lying, lying};
pub use objects::{Object, objects};
pub use unit::{Size, Unit, size};
