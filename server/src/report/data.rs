//! The data files beside a report: JSON, which is hashed and verified, and CSV for a spreadsheet.

use belvedere_domain::hash::ContentHash;
use belvedere_domain::report::{Figures, Report, Row};

use super::words::Words;

/// The bytes that are hashed and kept.
///
/// # Errors
/// When a number is not finite, which JSON cannot hold.
pub fn json(report: &Report) -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec_pretty(report)
}

/// A data file that was counted again.
#[derive(Debug)]
pub struct Verified {
    /// The file's hash: what the frozen report shows.
    pub hash: ContentHash,
    /// How many opinions it holds.
    pub opinions: u64,
}

/// Why a data file does not hold.
#[derive(Debug, thiserror::Error)]
pub enum NotVerified {
    /// It is no data file of a report.
    #[error("the file is not a report's data file: {0}")]
    Unreadable(#[from] serde_json::Error),
    /// It has another layout.
    #[error("the data file has format {0}, this program reads format {expected}", expected = Report::FORMAT)]
    Format(u32),
    /// The rows are not numbered from 1 in order: some are missing or were added.
    #[error("the opinions are not numbered from 1 in order: number {0} is missing")]
    Numbers(u64),
    /// The figures are not those of the rows.
    #[error("the figures are not those of the {0} opinions in the file")]
    Figures(usize),
}

/// Counts the rows of a data file again and compares.
///
/// # Errors
/// [`NotVerified`], with the reason.
pub fn verify(bytes: &[u8]) -> Result<Verified, NotVerified> {
    let report: Report = serde_json::from_slice(bytes)?;
    if report.format != Report::FORMAT {
        return Err(NotVerified::Format(report.format));
    }
    if let Some((number, _)) = (1..).zip(&report.rows).find(|(number, row)| row.number != *number) {
        return Err(NotVerified::Numbers(number));
    }
    if Figures::of_rows(&report.rows) != report.figures {
        return Err(NotVerified::Figures(report.rows.len()));
    }
    Ok(Verified { hash: ContentHash::of(bytes), opinions: report.figures.opinions })
}

/// The rows for a spreadsheet: semicolons, a byte order mark, decimals as the language writes them.
pub fn csv(report: &Report, words: Words) -> Vec<u8> {
    const COLUMNS: [&str; 13] = [
        "number",
        "day",
        "channel",
        "stance",
        "stance-name",
        "theme",
        "variant",
        "text",
        "easting",
        "northing",
        "crs",
        "object",
        "made-up",
    ];
    let mut csv = String::from('\u{feff}');
    let heads = COLUMNS.map(|column| words.get(&format!("report-csv-{column}")));
    line(&mut csv, &heads);
    let crs = report.exhibit.as_ref().map_or(String::new(), |exhibit| exhibit.scene.placement.crs.to_string());
    for row in &report.rows {
        line(&mut csv, &cells(report, row, &crs, words));
    }
    csv.into_bytes()
}

fn cells(report: &Report, row: &Row, crs: &str, words: Words) -> [String; 13] {
    let language = words.language();
    let theme = row.theme.as_ref().map_or_else(
        || words.get("theme-none"),
        |key| report.consultation.theme(key).map_or(key.to_string(), |theme| theme.label.get(language).to_owned()),
    );
    // Without thousands: a spreadsheet reads a number.
    let metres = |value: f64| words.decimal_plain(value, 2);
    let place = row.place.as_ref();
    [
        row.number.to_string(),
        row.day.to_string(),
        words.get(&format!("channel-{}", row.channel.as_str())),
        row.stance.value().to_string(),
        words.get(&format!("stance-{}", row.stance.name())),
        guarded(&theme),
        row.variant.as_ref().map_or(String::new(), ToString::to_string),
        guarded(row.text.as_deref().unwrap_or_default()),
        place.map_or(String::new(), |place| metres(place.easting_m)),
        place.map_or(String::new(), |place| metres(place.northing_m)),
        place.map_or(String::new(), |_| crs.to_owned()),
        guarded(place.map_or("", |place| &place.node)),
        words.get(if row.made_up { "report-csv-yes" } else { "report-csv-no" }),
    ]
}

/// A spreadsheet takes a text with such a beginning for a formula and runs it: an apostrophe makes it a text.
fn guarded(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { format!("'{text}") } else { text.to_owned() }
}

fn line(csv: &mut String, cells: &[String]) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            csv.push(';');
        }
        if cell.contains([';', '"', '\n', '\r']) {
            csv.push('"');
            csv.push_str(&cell.replace('"', "\"\""));
            csv.push('"');
        } else {
            csv.push_str(cell);
        }
    }
    csv.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use belvedere_domain::language::Language;

    use super::super::sample;
    use super::*;

    #[test]
    fn a_data_file_verifies_and_a_changed_one_does_not() {
        let report = sample::report(50);
        let bytes = json(&report).unwrap();
        let verified = verify(&bytes).unwrap();
        assert_eq!((verified.opinions, verified.hash), (50, ContentHash::of(&bytes)));

        let mut stuffed = report.clone();
        stuffed.rows.pop();
        assert!(matches!(verify(&json(&stuffed).unwrap()), Err(NotVerified::Figures(49))));
        let mut dropped = report;
        dropped.rows.remove(10);
        assert!(matches!(verify(&json(&dropped).unwrap()), Err(NotVerified::Numbers(11))));
        assert!(matches!(verify(b"{}"), Err(NotVerified::Unreadable(_))));
    }

    #[test]
    fn a_data_file_holds_what_was_written() {
        let report = sample::hostile();
        assert_eq!(serde_json::from_slice::<Report>(&json(&report).unwrap()).unwrap(), report);
    }

    #[test]
    fn a_spreadsheet_reads_texts_and_runs_none() {
        let mut report = sample::report(1);
        report.rows[0].text = Some("=1+1;\"deux\"\nlignes".to_owned());
        let csv = String::from_utf8(csv(&report, Words::of(Language::Fr))).unwrap();
        assert!(csv.starts_with("\u{feff}numéro;jour;canal;position;"), "{csv}");
        assert!(csv.contains("\"'=1+1;\"\"deux\"\"\nlignes\""), "{csv}");
        let lines = sample::report(20);
        assert_eq!(super::csv(&lines, Words::of(Language::En)).split(|byte| *byte == b'\n').count(), 22);
    }
}
