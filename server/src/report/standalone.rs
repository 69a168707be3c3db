//! The report as one HTML file that needs nothing beside it: style and pictures are within. What `report --out` writes.

use askama::Template;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::map;
use super::view::View;

#[derive(Template)]
#[template(path = "report_file.html")]
struct ReportFile<'a> {
    v: &'a View,
    maps: Vec<String>,
    marks: Vec<String>,
    css: &'static str,
}

/// The file. `pictures` are the maps' JPEGs, in the view's order ([`super::pictures`]).
///
/// # Errors
/// When the template cannot be written.
pub fn page(v: &View, pictures: &[Vec<u8>]) -> Result<String, askama::Error> {
    let href = |jpeg: &Vec<u8>| format!("data:image/jpeg;base64,{}", STANDARD.encode(jpeg));
    let maps = v.places.maps.iter().zip(pictures).map(|(map, jpeg)| map.svg_of_section(&href(jpeg))).collect();
    ReportFile { v, maps, marks: marks(), css: include_str!("standalone.css") }.render()
}

/// The signs of the stances, from against to for.
pub fn marks() -> Vec<String> {
    (0..5)
        .map(map::mark_picture)
        .map(|svg| svg.replacen("<svg ", r#"<svg class="mark" aria-hidden="true" "#, 1))
        .collect()
}

#[cfg(test)]
mod tests {
    use belvedere_domain::language::Language;

    use super::super::sample;
    use super::*;

    fn html(report: &belvedere_domain::report::Report) -> String {
        let view = View::of(report, Language::Fr, None, None);
        page(&view, &super::super::pictures::of_maps(&view, &sample::plans()).unwrap()).unwrap()
    }

    #[test]
    fn the_page_shows_what_the_pdf_shows_and_calls_nobody() {
        let html = html(&sample::report(400));
        for words in ["400", "Les arbres et l", "Lambert-93", "Tout à fait contre", "sont fictifs", "836\u{202f}"] {
            assert!(html.contains(words), "{words}");
        }
        assert!(!html.contains("http://") || !html.contains("src=\"http"), "calls somebody");
    }

    #[test]
    fn what_residents_write_is_text_on_the_page() {
        let html = html(&sample::hostile());
        assert!(!html.contains("<script>alert") && !html.contains("<img src=x"), "runs what was written");
    }
}
