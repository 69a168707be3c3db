//! When and by which channel an opinion was given: opening hours, exhibition Saturdays, evenings at home.

use super::super::rng::Rng;

/// A moment of giving an opinion.
pub struct Moment {
    pub channel: &'static str,
    /// RFC 3339, local time.
    pub given_at: String,
    /// Sorts by time.
    pub sort_key: String,
    /// Probability that somebody writes a text there.
    pub wordy: f32,
}

/// Days after Monday 5 October 2026 on which the exhibition was open with mediators: Saturdays, and one Wednesday.
const EXHIBITION: [usize; 8] = [5, 12, 16, 19, 26, 33, 40, 47];
/// 1 and 11 November: the mairie is closed.
const HOLIDAYS: [usize; 2] = [27, 37];
/// Sunday 22 November.
const LAST_DAY: usize = 48;
/// Winter time starts on Sunday 25 October.
const WINTER_FROM: usize = 20;

/// Draws a moment.
pub fn moment(rng: &mut Rng) -> Moment {
    let channel = ["kiosk", "vr", "web", "paper", "mediator"][rng.weighted(&[0.42, 0.13, 0.27, 0.1, 0.08])];
    let (day, minute) = match channel {
        "vr" => (rng.pick(&EXHIBITION), exhibition_minute(rng)),
        "web" => (web_day(rng), evening(rng)),
        _ if rng.chance(if channel == "kiosk" { 0.66 } else { 0.45 }) => {
            (rng.pick(&EXHIBITION), exhibition_minute(rng))
        }
        _ => (office_day(rng), office_minute(rng)),
    };
    let (month, date) = if day < 27 { (10, day + 5) } else { (11, day - 26) };
    let offset = if day < WINTER_FROM { "+02:00" } else { "+01:00" };
    let stamp = format!("2026-{month:02}-{date:02}T{:02}:{:02}:{:02}", minute / 60, minute % 60, rng.below(60));
    let wordy = match channel {
        "web" => 0.70,
        "paper" => 0.80,
        "mediator" => 0.74,
        "vr" => 0.38,
        _ => 0.50,
    };
    Moment { channel, given_at: format!("{stamp}{offset}"), sort_key: stamp, wordy }
}

/// 9:30 to 18:00, fuller before noon, when the market is on.
fn exhibition_minute(rng: &mut Rng) -> usize {
    if rng.chance(0.55) { 570 + rng.below(170) } else { 14 * 60 + rng.below(238) }
}

fn office_day(rng: &mut Rng) -> usize {
    loop {
        let day = rng.below(LAST_DAY + 1);
        if day % 7 < 5 && !HOLIDAYS.contains(&day) {
            return day;
        }
    }
}

/// 9:00 to 12:00 and 14:00 to 17:30.
fn office_minute(rng: &mut Rng) -> usize {
    if rng.chance(0.55) { 540 + rng.below(178) } else { 840 + rng.below(208) }
}

/// More at the start and in the two days after an exhibition.
fn web_day(rng: &mut Rng) -> usize {
    match rng.weighted(&[0.3, 0.4, 0.3]) {
        0 => rng.below(9),
        1 => (rng.pick(&EXHIBITION) + rng.below(3)).min(LAST_DAY),
        _ => rng.below(LAST_DAY + 1),
    }
}

fn evening(rng: &mut Rng) -> usize {
    if rng.chance(0.62) { 18 * 60 + rng.below(285) } else { 8 * 60 + rng.below(590) }
}
