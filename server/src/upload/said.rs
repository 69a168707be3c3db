//! What a planner says of a file's unit and up axis in an upload: a word for each, as the command line has them.

use clap::ValueEnum;

use crate::convert::{AUTO, Said, Unit, said_word};

/// The words `m`, `cm`, `mm`, `in`, `ft` for the unit and `y`, `z` for the axis; `auto` or nothing leaves it to the evidence.
/// None when a word is another.
pub fn said(unit: &str, up_axis: &str) -> Option<Said> {
    let scale = open::<Unit>(unit)?.map(Unit::metres);
    Some(Said { scale, up_axis: open(up_axis)?, placement: None })
}

fn open<T: ValueEnum>(word: &str) -> Option<Option<T>> {
    said_word(if word.is_empty() { AUTO } else { word }).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::Axis;

    #[test]
    fn words_are_metres_and_axes() {
        assert_eq!(said("", "auto"), Some(Said::default()));
        assert_eq!(said("mm", "z"), Some(Said { scale: Some(0.001), up_axis: Some(Axis::Z), placement: None }));
        assert_eq!(said("m", "").unwrap().scale, Some(1.0));
        assert_eq!((said("yard", ""), said("", "x")), (None, None));
    }
}
