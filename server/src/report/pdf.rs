//! The report as a PDF: PDF/UA-1, tagged. The template is compiled into the program and is given a [`View`] as
//! JSON: what residents wrote is a value to the typesetter, never its code. It can read nothing but the
//! files given here: no disk, no network, no packages.

mod glyphs;

use belvedere_domain::report::Report;
use jiff::Timestamp;
use typst::diag::Warned;
use typst::foundations::{Datetime, Smart};
use typst_as_lib::TypstEngine;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use self::glyphs::Glyphs;
use super::map;
use super::view::View;

const TEMPLATE: &str = include_str!("report.typ");
const LIBRARY: [(&str, &str); 2] =
    [("style.typ", include_str!("style.typ")), ("charts.typ", include_str!("charts.typ"))];

/// The PDF cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// Not one picture a map.
    #[error("the report has {maps} maps and was given {pictures} pictures")]
    Pictures {
        /// Maps of the view.
        maps: usize,
        /// Pictures given.
        pictures: usize,
    },
    /// The view does not write.
    #[error("the report cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The typesetter says no.
    #[error("the report cannot be typeset: {0}")]
    Typeset(String),
}

/// Draws the view. `pictures` are its maps' JPEGs ([`super::pictures`]); slow, so never on the async runtime.
///
/// # Errors
/// When the pictures are not those of the maps, or the document would not be PDF/UA-1.
pub fn draw(report: &Report, view: &View, pictures: &[Vec<u8>]) -> Result<Vec<u8>, PdfError> {
    let files = files(view, pictures)?;
    let engine = TypstEngine::builder()
        .main_file(TEMPLATE)
        .with_static_source_file_resolver(LIBRARY)
        .with_static_file_resolver(files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())))
        .fonts(Glyphs::shared().fonts())
        // What was remembered of one report is of no use to the next.
        .comemo_evict_max_age(Some(0))
        .build();
    let Warned { output, .. } = engine.compile();
    let document = output.map_err(|error| PdfError::Typeset(error.to_string()))?;
    typst_pdf::pdf(&document, &options(report.made_at)?).map_err(|errors| {
        let said: Vec<String> = errors.iter().map(|error| error.message.to_string()).collect();
        PdfError::Typeset(said.join("; "))
    })
}

fn files(view: &View, pictures: &[Vec<u8>]) -> Result<Vec<(String, Vec<u8>)>, PdfError> {
    let maps = &view.places.maps;
    if maps.len() != pictures.len() {
        return Err(PdfError::Pictures { maps: maps.len(), pictures: pictures.len() });
    }
    let mut json = serde_json::to_value(view)?;
    Glyphs::shared().make_printable(&mut json);
    let mut files = vec![("view.json".to_owned(), serde_json::to_vec(&json)?)];
    for (index, (map, picture)) in maps.iter().zip(pictures).enumerate() {
        files.push((format!("plan-{index}.jpg"), picture.clone()));
        files.push((format!("overlay-{index}.svg"), map.overlay.clone().into_bytes()));
    }
    files.extend((0..5).map(|stance| (format!("mark-{stance}.svg"), map::mark_picture(stance).into_bytes())));
    Ok(files)
}

/// The document's date is the report's, so that the same report gives the same bytes.
fn options(made_at: Timestamp) -> Result<PdfOptions, PdfError> {
    let ua = PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| PdfError::Typeset(error.message().to_string()))?;
    let at = jiff::tz::Offset::UTC.to_datetime(made_at);
    let [month, day, hour, minute, second] =
        [at.month(), at.day(), at.hour(), at.minute(), at.second()].map(|n| n as u8);
    let at = Datetime::from_ymd_hms(at.year().into(), month, day, hour, minute, second);
    Ok(PdfOptions {
        creator: Smart::Custom(Some("Belvédère".into())),
        timestamp: at.map(typst_pdf::Timestamp::new_utc),
        standards: ua,
        ..PdfOptions::default()
    })
}

#[cfg(test)]
mod tests;
