//! What the viewer is started with. Nothing here touches the disk or the network: it only reads the
//! command line and the environment that it is given.

use std::ffi::OsString;
use std::path::PathBuf;
use std::str::FromStr;

use belvedere_domain::id::ConsultationId;
use belvedere_domain::language::Language;
use clap::{Parser, ValueEnum};

use crate::window;

/// The kiosk of Belvédère: walk through a land-use project and leave an opinion on it.
///
/// With a server, the exhibit is downloaded and kept; without one, or while it cannot be reached, the kept
/// copy is shown, and opinions wait on this disk until they can be sent.
#[derive(Parser, Debug, Clone)]
#[command(name = "belvedere-viewer", version, after_help = EXAMPLES)]
pub struct Args {
    /// Where the exhibit comes from and opinions go to, such as `https://concertation.example.fr`
    #[arg(long, env = "BELVEDERE_SERVER", value_name = "URL", value_parser = server_url)]
    pub server: Option<String>,

    /// The folder of the kept exhibit and of the opinions not yet sent [default: belvedere/kiosk in
    /// $XDG_DATA_HOME, which is ~/.local/share unless set]
    #[arg(long, env = "BELVEDERE_KIOSK_DATA", value_name = "DIR")]
    pub data_dir: Option<PathBuf>,

    /// In a window instead of the whole screen; 1280x720 unless a size is given
    #[arg(long, value_name = "WxH", num_args = 0..=1, default_missing_value = "1280x720")]
    pub windowed: Option<Size>,

    /// Show the exhibit of this folder (manifest.json and blobs/HASH) and never change it
    #[arg(long, value_name = "DIR")]
    pub exhibit: Option<PathBuf>,

    /// Which consultation to show, where the server holds several
    #[arg(long, value_name = "ID")]
    pub consultation: Option<ConsultationId>,

    /// The language that a visit starts in: fr or en
    #[arg(long, default_value = "fr", value_name = "LANG")]
    pub lang: Language,

    /// Play a visit from this text file, one gesture per line
    #[arg(long, value_name = "FILE")]
    pub script: Option<PathBuf>,

    /// Where the pictures that a script takes go, as PNG
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub screenshot_dir: PathBuf,

    /// Tell each change of what is on screen as one JSON line on the standard output
    #[arg(long)]
    pub tell: bool,

    /// How much the machine can draw
    #[arg(long, value_enum, default_value_t = Quality::Low)]
    pub quality: Quality,
}

const EXAMPLES: &str = "\
Examples:
  belvedere-viewer --server https://concertation.example.fr
      a kiosk: the whole screen, the current exhibit of that server
  belvedere-viewer
      the exhibit that this machine kept, without a network
  belvedere-viewer --exhibit /media/usb/exposition --windowed
      an exhibit brought on a key, in a window
  belvedere-viewer --server http://127.0.0.1:8080 --windowed --script assets/demo/visit.txt --screenshot-dir out
      a visit played from a file

Keys:  arrows or ZQSD walk and turn · Tab and Enter press buttons · Esc goes back

Exit codes:  0 ended as asked · 2 cannot start · 4 the script waited for something that never came";

/// The rung of the quality ladder.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quality {
    /// No GPU, or an old one.
    Low,
    /// A GPU: smooth edges, and sharp textures where they are seen at a slant.
    High,
}

impl Args {
    /// The window that they ask for.
    pub fn window(&self) -> window::Options {
        let size = self.windowed.unwrap_or(Size { width_px: 1280, height_px: 720 });
        window::Options {
            windowed: self.windowed.is_some(),
            size_px: [size.width_px, size.height_px],
            quality: match self.quality {
                Quality::Low => window::Quality::Low,
                Quality::High => window::Quality::High,
            },
        }
    }
}

/// The size of a window, in logical pixels, written `1280x720`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Its width.
    pub width_px: u32,
    /// Its height.
    pub height_px: u32,
}

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let read = |part: &str| part.parse().ok().filter(|px| (160..=16_384).contains(px));
        text.split_once(['x', 'X', '×'])
            .and_then(|(w, h)| Some(Self { width_px: read(w)?, height_px: read(h)? }))
            .ok_or_else(|| format!("“{text}” is not a size: write it like 1280x720"))
    }
}

/// The address without its closing slash.
fn server_url(text: &str) -> Result<String, String> {
    let known = text.starts_with("http://") || text.starts_with("https://");
    let host = text.split("//").nth(1).unwrap_or_default();
    if !known || host.is_empty() || host.starts_with('/') {
        return Err("write the whole address, like https://concertation.example.fr".to_owned());
    }
    Ok(text.trim_end_matches('/').to_owned())
}

/// Where kiosks keep their data unless told: by the XDG rules, a relative `XDG_DATA_HOME` being ignored.
/// None where the environment names no home.
pub fn default_data_dir(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let absolute = |name| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let data = absolute("XDG_DATA_HOME").or_else(|| Some(absolute("HOME")?.join(".local/share")))?;
    Some(data.join("belvedere/kiosk"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &[&str]) -> Result<Args, clap::Error> {
        Args::try_parse_from(std::iter::once(&"belvedere-viewer").chain(words))
    }

    #[test]
    fn a_window_has_a_size_or_the_usual_one() {
        assert_eq!(read(&[]).unwrap().windowed, None);
        let usual = Size { width_px: 1280, height_px: 720 };
        assert_eq!(read(&["--windowed"]).unwrap().windowed, Some(usual));
        assert_eq!(read(&["--windowed", "--tell"]).unwrap().windowed, Some(usual));
        let small = Size { width_px: 640, height_px: 360 };
        assert_eq!(read(&["--windowed", "640x360"]).unwrap().windowed, Some(small));
        assert!(read(&["--windowed", "640"]).unwrap_err().to_string().contains("like 1280x720"));
        assert!(read(&["--windowed", "0x0"]).is_err());
    }

    #[test]
    fn an_address_is_whole_and_loses_its_slash() {
        assert_eq!(read(&["--server", "http://h:80/"]).unwrap().server.as_deref(), Some("http://h:80"));
        for refused in ["h", "ftp://h", "https://", "http:///x"] {
            assert!(read(&["--server", refused]).is_err(), "{refused}");
        }
    }

    #[test]
    fn data_lies_where_xdg_says() {
        let with = |xdg: Option<&str>, home: Option<&str>| {
            let (xdg, home) = (xdg.map(OsString::from), home.map(OsString::from));
            default_data_dir(move |name| if name == "HOME" { home.clone() } else { xdg.clone() })
        };
        assert_eq!(with(Some("/d"), Some("/h")), Some("/d/belvedere/kiosk".into()));
        assert_eq!(with(Some("d"), Some("/h")), Some("/h/.local/share/belvedere/kiosk".into()));
        assert_eq!(with(None, None), None);
    }
}
