//! What the command line says of a file's unit and up axis: `--unit`, `--scale`, `--up-axis`. What is left at `auto` is
//! looked for in the file.

use clap::ValueEnum;

use crate::convert::{AUTO, Axis, Said, Unit, said_word};

/// Unit and up axis of a file.
#[derive(Clone, Debug, clap::Args)]
pub struct ReadAsArgs {
    /// The unit of the file: auto, m, cm, mm, in or ft.
    ///
    /// `auto` corrects where the evidence is strong and says so, and asks where it is weak.
    #[arg(long, default_value = AUTO, value_parser = open::<Unit>)]
    pub unit: Open<Unit>,
    /// Metres in one unit of the file, where it is none of those.
    #[arg(long, conflicts_with = "unit", value_parser = scale)]
    pub scale: Option<f64>,
    /// The axis of the file that points up: auto, y or z.
    #[arg(long, default_value = AUTO, value_parser = open::<Axis>)]
    pub up_axis: Open<Axis>,
}

/// A thing that is said, or left open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open<T>(Option<T>);

fn open<T: ValueEnum>(word: &str) -> Result<Open<T>, String> {
    said_word(word).map(Open)
}

fn scale(text: &str) -> Result<f64, String> {
    let scale: f64 = text.parse().map_err(|_| "a number, such as 0.0254".to_owned())?;
    if scale.is_finite() && scale > 0.0 { Ok(scale) } else { Err("a number above 0".to_owned()) }
}

impl ReadAsArgs {
    /// The same for the conversion. Where the model's scene lies is not said here.
    pub fn said(&self) -> Said {
        let scale = self.scale.or(self.unit.0.map(Unit::metres));
        Said { scale, up_axis: self.up_axis.0, placement: None }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        read_as: ReadAsArgs,
    }

    fn said(line: &str) -> Result<Said, clap::Error> {
        Line::try_parse_from(line.split(' ')).map(|line| line.read_as.said())
    }

    #[test]
    fn what_is_not_said_is_left_open() {
        assert_eq!(said("x").unwrap(), Said::default());
        assert_eq!(said("x --unit auto --up-axis auto").unwrap(), Said::default());
    }

    #[test]
    fn units_and_scales_are_metres() {
        assert_eq!(said("x --unit mm").unwrap().scale, Some(0.001));
        assert_eq!(
            said("x --unit m --up-axis z").unwrap(),
            Said { scale: Some(1.0), up_axis: Some(Axis::Z), placement: None }
        );
        assert_eq!(said("x --scale 0.5").unwrap().scale, Some(0.5));
        for wrong in ["x --unit yard", "x --scale 0", "x --scale nan", "x --unit mm --scale 2", "x --up-axis x"] {
            assert!(said(wrong).is_err(), "{wrong}");
        }
        assert!(said("x --unit yard").err().unwrap().to_string().contains("auto, m, ft, in, cm, mm"));
    }
}
