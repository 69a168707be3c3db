//! Whether a model is in another unit than the metre that glTF asks for.

use std::fmt;

use glam::Vec3;

use super::objects::Object;

/// A unit that models are drawn in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Unit {
    /// Metre, as glTF says.
    M,
    /// Foot (international).
    Ft,
    /// Inch.
    In,
    /// Centimetre.
    Cm,
    /// Millimetre.
    Mm,
}

impl Unit {
    /// The units that are taken for metres by mistake, the largest first.
    pub const OTHERS: [Self; 4] = [Self::Ft, Self::In, Self::Cm, Self::Mm];

    /// How many metres it measures.
    pub const fn metres(self) -> f64 {
        match self {
            Self::M => 1.0,
            Self::Ft => 0.3048,
            Self::In => 0.0254,
            Self::Cm => 0.01,
            Self::Mm => 0.001,
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::M => "m",
            Self::Ft => "ft",
            Self::In => "in",
            Self::Cm => "cm",
            Self::Mm => "mm",
        })
    }
}

/// No building of France is higher than this, and no slope rises more than a fifth of its length over such a height (m).
const HIGHEST_M: f32 = 350.0;
/// No scene is wider than this (m).
const WIDEST_M: f32 = 30_000.0;
/// From floor to floor (m). The ratio of the two is below that of inch and centimetre: a wall fits one of them only.
const STOREY_M: [f64; 2] = [2.1, 5.0];
/// How thick walls are (m).
const WALL_M: [f64; 2] = [0.04, 0.8];
/// The least number of walls that tell anything.
const WALLS_MIN: usize = 8;

/// What the size of a model tells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Size {
    /// It may be in metres.
    Plausible,
    /// It is smaller than any scene; its longest side.
    Tiny(f32),
    /// It is larger than any scene or building: perhaps it is in that unit. To be asked.
    Huge(Unit),
    /// Its walls are as high as houses: perhaps it is in that unit. To be asked.
    HighWalls(Walls),
    /// It is larger than any scene or building, and its walls, told by their shape alone, are as high and as thick as walls
    /// are in one unit only. To be corrected. Never feet: walls of 7 to 16 metres are no rarity in a scene with a mountain.
    HugeWithWalls(Walls),
}

/// The walls by which a unit is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Walls {
    /// How many fit.
    pub count: usize,
    /// How high the middle one of them is, in units of the file.
    pub height: f32,
    /// The unit in which they are walls.
    pub unit: Unit,
}

/// Judges a model that stands upright (Y up), as if it were in metres.
pub fn size(whole: Vec3, objects: &[Object]) -> Size {
    let width = whole.x.max(whole.z);
    let tall = whole.y > HIGHEST_M && whole.y > 0.2 * width;
    let huge = tall || width > WIDEST_M;
    let (likely, walls) = walls(objects);
    match walls {
        Some(walls) if huge && walls.unit != Unit::Ft => Size::HugeWithWalls(walls),
        _ if huge => {
            Size::Huge(likely.unwrap_or_else(|| guessed(if tall { whole.max_element() } else { width / 10.0 })))
        }
        Some(walls) if walls.unit != Unit::Ft => Size::HighWalls(walls),
        _ if whole.max_element() < 0.5 => Size::Tiny(whole.max_element()),
        _ => Size::Plausible,
    }
}

/// The largest unit in which `longest` is the length of a building.
fn guessed(longest: f32) -> Unit {
    let fits = |unit: &Unit| f64::from(longest) * unit.metres() < 120.0;
    Unit::OTHERS.into_iter().find(fits).unwrap_or(Unit::Mm)
}

/// The unit but the metre in which most sheets measure what walls do, where there are eight of them, and a fifth of all. And
/// these walls, where no other unit has a tenth as many: a window in centimetres has the size of a wall in inches.
fn walls(objects: &[Object]) -> (Option<Unit>, Option<Walls>) {
    let sheets: Vec<[f32; 2]> = objects.iter().filter_map(standing_sheet).collect();
    let mut by_unit: Vec<_> =
        [Unit::M].into_iter().chain(Unit::OTHERS).map(|unit| (unit, fitting(&sheets, unit))).collect();
    by_unit.sort_by_key(|(_, heights)| std::cmp::Reverse(heights.len()));
    let (unit, heights) = &by_unit[0];
    if *unit == Unit::M || heights.len() < WALLS_MIN || 5 * heights.len() < sheets.len() {
        return (None, None);
    }
    let clear = heights.len() >= 10 * by_unit[1].1.len();
    let walls = Walls { count: heights.len(), height: heights[heights.len() / 2], unit: *unit };
    (Some(*unit), clear.then_some(walls))
}

/// The heights of those sheets that are walls in `unit`, the lowest first.
fn fitting(sheets: &[[f32; 2]], unit: Unit) -> Vec<f32> {
    let within = |value: f32, [least, most]: [f64; 2]| (least..=most).contains(&(f64::from(value) * unit.metres()));
    let fits = |[height, thick]: &&[f32; 2]| within(*height, STOREY_M) && within(*thick, WALL_M);
    let mut heights: Vec<f32> = sheets.iter().filter(fits).map(|[height, _]| *height).collect();
    heights.sort_by(f32::total_cmp);
    heights
}

/// Height and thickness of an upright sheet; none for anything else.
fn standing_sheet(object: &Object) -> Option<[f32; 2]> {
    let across = [0, 2].into_iter().find(|&axis| object.lies_across(axis))?;
    (object.size[across] > 0.0).then(|| [object.size.y, object.size[across]])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::hints::objects::Kind;

    /// A tower of four storeys, with windows of that height, and its whole size, in `unit`.
    fn tower(unit: Unit, storey_m: f32, window_m: f32) -> (Vec3, Vec<Object>) {
        let by = 1.0 / unit.metres() as f32;
        let object = |size: Vec3| Object { kind: Kind::Other, size: by * size };
        let mut objects = Vec::new();
        for _ in 0..4 {
            objects.extend([object(Vec3::new(8.0, storey_m, 0.2)), object(Vec3::new(0.2, storey_m, 8.0))]);
            objects.extend([object(Vec3::new(0.9, window_m, 0.05)), object(Vec3::new(8.0, 0.2, 8.0))]);
        }
        (by * Vec3::new(8.2, 4.0 * storey_m + 0.4, 8.2), objects)
    }

    #[test]
    fn a_tower_is_known_by_its_storeys_in_every_unit_but_the_foot() {
        for (unit, window_m) in [(Unit::In, 1.83), (Unit::Cm, 0.6), (Unit::Mm, 1.83)] {
            for storey_m in [2.5, 3.0, 4.0] {
                let (whole, objects) = tower(unit, storey_m, window_m);
                match size(whole, &objects) {
                    Size::HugeWithWalls(walls) => assert_eq!((walls.unit, walls.count), (unit, 8), "{storey_m}"),
                    other => panic!("{unit} {storey_m}: {other:?}"),
                }
            }
        }
        let (whole, objects) = tower(Unit::Ft, 3.0, 1.83);
        assert_eq!(size(whole, &objects), Size::Plausible, "40 m in metres may be");
        let (whole, objects) = tower(Unit::M, 3.0, 1.83);
        assert_eq!(size(whole, &objects), Size::Plausible);
    }

    #[test]
    fn high_windows_in_centimetres_might_be_walls_in_inches() {
        let (whole, objects) = tower(Unit::Cm, 3.0, 1.83);
        assert_eq!(size(whole, &objects), Size::Huge(Unit::Cm), "asked, with the likelier unit");
    }

    #[test]
    fn a_house_in_inches_is_asked_about() {
        let (_, objects) = tower(Unit::In, 2.5, 1.83);
        match size(Vec3::new(330.0, 110.0, 330.0), &objects) {
            Size::HighWalls(walls) => assert_eq!(walls.unit, Unit::In),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn without_walls_a_tower_in_millimetres_is_only_asked_about_and_a_mountain_is_not() {
        let about = |x, y, z| size(Vec3::new(x, y, z), &[]);
        assert_eq!(about(8_280.0, 16_550.0, 8_200.0), Size::Huge(Unit::Mm));
        assert_eq!(about(326.0, 652.0, 322.0), Size::Huge(Unit::In));
        assert_eq!(about(9_000.0, 1_500.0, 9_000.0), Size::Plausible);
        assert_eq!(about(8.0, 16.5, 8.0), Size::Plausible);
        assert_eq!(about(0.1, 0.2, 0.1), Size::Tiny(0.2));
    }

    #[test]
    fn a_steep_valley_with_houses_is_not_taken_for_feet() {
        let wall = Object { kind: Kind::Other, size: Vec3::new(0.4, 9.0, 12.0) };
        assert_eq!(size(Vec3::new(1_500.0, 600.0, 1_500.0), &vec![wall; 40]), Size::Huge(Unit::Ft), "asked only");
    }
}
