//! How many took part, by channel and over time.

use std::collections::BTreeMap;

use belvedere_domain::opinion::Channel;
use belvedere_domain::report::Report;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use crate::report::words::Words;

/// Beyond so many days from the first to the last opinion, bars are weeks.
const DAYS_MAX: usize = 45;

/// A chart of bars with its table.
#[derive(Clone, Debug, Serialize)]
pub struct Bars {
    /// What it shows.
    pub title: String,
    /// The title of the first column.
    pub column: String,
    /// The bars; those of 0 too, so that time is even.
    pub bars: Vec<Bar>,
    /// The chart in words.
    pub alt: String,
}

/// One bar.
#[derive(Clone, Debug, Serialize)]
pub struct Bar {
    /// What it counts.
    pub label: String,
    /// How many.
    pub count: u64,
    /// The number as it is written.
    pub count_text: String,
    /// Of all opinions.
    pub share_text: String,
    /// Of the tallest bar, in percents.
    pub height_percent: f64,
}

pub(super) fn by_channel(report: &Report, words: Words) -> Bars {
    let count = |channel| report.figures.by_channel.get(&channel).copied().unwrap_or(0);
    let name = |channel: Channel| words.get(&format!("channel-{}", channel.as_str()));
    let counts = Channel::ALL.into_iter().map(|channel| (name(channel), count(channel))).collect();
    bars("report-channels", "report-channel", counts, words)
}

pub(super) fn by_day(report: &Report, words: Words) -> Bars {
    let days = every_day(&report.figures.by_day);
    if days.len() <= DAYS_MAX {
        let counts = days.into_iter().map(|(day, count)| (words.day_of_month(day), count)).collect();
        return bars("report-by-day", "report-day", counts, words);
    }
    let mut weeks: BTreeMap<Date, u64> = BTreeMap::new();
    for (day, count) in days {
        let monday = day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days());
        *weeks.entry(monday).or_default() += count;
    }
    let label = |monday| words.with("report-week-of", &[("day", &words.day_of_month(monday))]);
    let counts = weeks.into_iter().map(|(monday, count)| (label(monday), count)).collect();
    bars("report-by-week", "report-week", counts, words)
}

/// From the first day with an opinion to the last, those between without any included.
fn every_day(by_day: &BTreeMap<Date, u64>) -> Vec<(Date, u64)> {
    let (Some((first, _)), Some((last, _))) = (by_day.first_key_value(), by_day.last_key_value()) else {
        return Vec::new();
    };
    let count = |day| by_day.get(&day).copied().unwrap_or(0);
    first.series(1.day()).take_while(|day| day <= last).map(|day| (day, count(day))).collect()
}

fn bars(title: &str, column: &str, counts: Vec<(String, u64)>, words: Words) -> Bars {
    let total: u64 = counts.iter().map(|(_, count)| count).sum();
    let most = counts.iter().max_by_key(|(_, count)| *count).cloned().unwrap_or_default();
    let bar = |(label, count): (String, u64)| Bar {
        label,
        count,
        count_text: words.count(count),
        share_text: words.percent(count, total),
        height_percent: 100.0 * count as f64 / most.1.max(1) as f64,
    };
    let title = words.get(title);
    let values = [("title", title.as_str()), ("most", &most.0), ("mostcount", &words.count(most.1))];
    Bars {
        alt: words.counted("report-bars-alt", total, &values),
        column: words.get(column),
        bars: counts.into_iter().map(bar).collect(),
        title,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_without_opinions_keep_their_place() {
        let by_day = [("2026-03-01", 2), ("2026-03-04", 1)].map(|(day, n)| (day.parse().unwrap(), n));
        let days: Vec<u64> = every_day(&by_day.into()).into_iter().map(|(_, count)| count).collect();
        assert_eq!(days, [2, 0, 0, 1]);
        assert_eq!(every_day(&BTreeMap::new()), []);
    }
}
