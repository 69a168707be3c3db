//! The map's overlay: pins, scale bar and north arrow as one SVG, laid over a plan view by page and PDF alike.
//! It holds no text of anybody's: only shapes and numbers.

use std::fmt::Write as _;

use belvedere_domain::exhibit::PlanView;
use belvedere_domain::report::{Place, Row};

/// The drawing is so many units wide.
const WIDTH: f64 = 1000.0;

/// With more pins than that, numbers would hide each other; the annex has them.
const NUMBERED_MAX: usize = 12;

/// Against to for; the pages' `--against-strongly` and so on.
pub const COLOURS: [&str; 5] = ["#9a3a05", "#dd8a3d", "#8d8672", "#55a3a6", "#07565f"];

/// The pages' `--ink`.
const INK: &str = "#1d2526";

/// An opinion on the map.
#[derive(Clone, Copy, Debug)]
pub struct Pin {
    /// Fractions of the picture's width and height, from the top left.
    pub at: [f64; 2],
    /// 0 to 4.
    pub stance: usize,
    /// Its number in the report.
    pub number: u64,
}

impl Pin {
    /// The pin of an opinion on that plan.
    pub fn of(row: &Row, place: &Place, plan: &PlanView) -> Self {
        let at = plan.bounds.fraction_of(place.position_m);
        Self { at, stance: (row.stance.value() + 2) as usize, number: row.number }
    }

    fn is_on_picture(&self) -> bool {
        self.at.iter().all(|fraction| (0.0..=1.0).contains(fraction))
    }
}

/// An overlay.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// The SVG, of the picture's shape.
    pub svg: String,
    /// How many pins are on the picture.
    pub pins: usize,
    /// How long the scale bar is on the ground, in metres.
    pub scale_m: f64,
}

/// Draws the overlay of a plan whose top points at `heading_deg` clockwise from grid north.
pub fn draw(plan: &PlanView, heading_deg: f64, pins: &[Pin]) -> Drawn {
    let height = WIDTH * f64::from(plan.height_px) / f64::from(plan.width_px.max(1));
    let on_picture: Vec<&Pin> = pins.iter().filter(|pin| pin.is_on_picture()).collect();
    let radius = radius(on_picture.len());
    let mut svg = format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.2}">"#);
    for pin in &on_picture {
        let [x, y] = [pin.at[0] * WIDTH, pin.at[1] * height];
        svg.push_str(&mark(pin.stance, x, y, radius));
        if on_picture.len() <= NUMBERED_MAX {
            number(&mut svg, pin.number, x + 1.3 * radius, y);
        }
    }
    let scale_m = scale_bar(&mut svg, plan.bounds.x_max_m - plan.bounds.x_min_m, height);
    north_arrow(&mut svg, heading_deg);
    svg.push_str("</svg>");
    Drawn { svg, pins: on_picture.len(), scale_m }
}

/// The sign of a stance, in a picture of its own.
pub fn mark_picture(stance: usize) -> String {
    format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">{}</svg>"#, mark(stance, 12.0, 12.0, 10.0))
}

fn radius(pins: usize) -> f64 {
    match pins {
        0..=12 => 15.0,
        13..=150 => 12.0,
        151..=600 => 9.0,
        _ => 6.0,
    }
}

/// The pages' marks: square, triangle down, disc, triangle up, diamond. Shape and colour say the same.
fn mark(stance: usize, x: f64, y: f64, r: f64) -> String {
    let fill = COLOURS[stance.min(4)];
    let rim = format!(r##"fill="{fill}" stroke="#fff" stroke-width="{:.2}" stroke-linejoin="round""##, r * 0.16);
    let path = |shape: String| format!(r#"<path d="{shape}" {rim}/>"#);
    let triangle = |tip: f64| {
        let base = y - tip * 0.75;
        path(format!("M{:.2} {base:.2}H{:.2}L{x:.2} {:.2}Z", x - r, x + r, y + tip))
    };
    let s = r * 0.82;
    match stance {
        0 => path(format!("M{:.2} {:.2}h{:.2}v{:.2}h{:.2}z", x - s, y - s, 2.0 * s, 2.0 * s, -2.0 * s)),
        1 => triangle(r),
        2 => format!(r#"<circle cx="{x:.2}" cy="{y:.2}" r="{:.2}" {rim}/>"#, r * 0.85),
        3 => triangle(-r),
        _ => path(format!("M{x:.2} {:.2}l{r:.2} {r:.2}l{:.2} {r:.2}l{:.2} {:.2}z", y - r, -r, -r, -r)),
    }
}

fn number(svg: &mut String, number: u64, x: f64, y: f64) {
    let style = r#"font-family="Atkinson Hyperlegible Next" font-weight="700" font-size="24""#;
    for (extra, fill) in [(r##"stroke="#fff" stroke-width="5" stroke-linejoin="round""##, "#fff"), ("", INK)] {
        let _ = write!(svg, r#"<text x="{x:.2}" y="{:.2}" {style} fill="{fill}" {extra}>{number}</text>"#, y + 8.0);
    }
}

/// A bar of a round number of metres, at most a quarter of the width.
fn scale_bar(svg: &mut String, width_m: f64, height: f64) -> f64 {
    let most_m = width_m / 4.0;
    let step = 10f64.powf(most_m.log10().floor());
    let scale_m = [5.0, 2.0].map(|n| n * step).into_iter().find(|m| *m <= most_m).unwrap_or(step);
    let (x, y, length) = (30.0, height - 34.0, WIDTH * scale_m / width_m);
    let text = format!(r#"font-family="Atkinson Hyperlegible Next" font-weight="700" font-size="26" fill="{INK}""#);
    let _ = write!(
        svg,
        r##"<rect x="{:.2}" y="{:.2}" width="{:.2}" height="62" rx="6" fill="#fffdf8" fill-opacity="0.88"/><path d="M{x} {:.2}v14h{length:.2}v-14" fill="none" stroke="{INK}" stroke-width="4"/><text x="{:.2}" y="{:.2}" {text} text-anchor="middle">{scale_m} m</text>"##,
        x - 14.0,
        y - 36.0,
        length + 28.0,
        y,
        x + length / 2.0,
        y + 2.0
    );
    scale_m
}

/// Turned against the heading: the picture's top is the scene's −Z, the arrow shows grid north.
fn north_arrow(svg: &mut String, heading_deg: f64) {
    let _ = write!(
        svg,
        r##"<g transform="translate({} 68)"><circle r="50" fill="#fffdf8" fill-opacity="0.88"/><g transform="rotate({:.3})"><path d="M0 -42L15 4L0 -5L-15 4Z" fill="{INK}"/><path d="M-9 34V14L9 34V14" fill="none" stroke="{INK}" stroke-width="4.5" stroke-linejoin="round" stroke-linecap="round"/></g></g>"##,
        WIDTH - 68.0,
        -heading_deg
    );
}

#[cfg(test)]
mod tests;
