//! The PDF as a reader gets it: read back with poppler's `pdftotext`, which `scripts/packages.sh` installs.

use std::io::Write as _;
use std::process::Command;

use belvedere_domain::hash::ContentHash;
use belvedere_domain::language::Language;

use super::super::view::Freeze;
use super::super::{data, pictures, sample};
use super::*;

fn pdf_of(report: &Report, language: Language) -> Vec<u8> {
    let hash = ContentHash::of(&data::json(report).unwrap());
    let view = View::of(report, language, Some(Freeze { number: 3 }), Some(hash));
    draw(report, &view, &pictures::of_maps(&view, &sample::plans()).unwrap()).unwrap()
}

fn text_of(pdf: &[u8]) -> String {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(pdf).unwrap();
    let out = Command::new("pdftotext").arg("-layout").arg(file.path()).arg("-").output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

/// Without the spaces that the layout puts in.
fn dense(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace()).collect()
}

fn contains(pdf: &[u8], bytes: &[u8]) -> bool {
    pdf.windows(bytes.len()).any(|window| window == bytes)
}

#[test]
fn the_pdf_holds_the_figures_the_places_and_the_hash() {
    let report = sample::report(400);
    let pdf = pdf_of(&report, Language::Fr);
    assert!(contains(&pdf, b"pdfuaid"), "not declared as PDF/UA");
    assert!(contains(&pdf, b"/StructTreeRoot") || contains(&pdf, b"/ObjStm"), "not tagged");
    let text = dense(&text_of(&pdf));
    let view = View::of(&report, Language::Fr, None, None);
    for number in view.opening.numbers {
        assert!(text.contains(&dense(&number.value)), "{}", number.value);
    }
    for line in &view.places.lines {
        assert!(text.contains(&dense(&format!("{}{}{}", line.number_text, line.easting, line.northing))), "{line:?}");
    }
    assert!(text.contains(&ContentHash::of(&data::json(&report).unwrap()).to_string()));
    assert!(text.contains("Bilann°3") && text.contains("400avissur400sontfictifs"));
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let report = sample::report(12);
    assert_eq!(pdf_of(&report, Language::En), pdf_of(&report, Language::En));
}

#[test]
fn what_residents_write_is_never_markup() {
    let pdf = pdf_of(&sample::hostile(), Language::Fr);
    let text = dense(&text_of(&pdf));
    for words in ["#panic(\"boum\")", "#read(\"/etc/passwd\")", "<script>alert(1)</script>", "=HYPERLINK(", "dropt"] {
        assert!(text.contains(&dense(words)), "{words} of {text}");
    }
    assert!(text.contains("[…]"), "the long text is cut");
}

#[test]
fn a_report_of_nothing_is_a_report() {
    let mut report = sample::report(0);
    assert!(text_of(&pdf_of(&report, Language::Fr)).contains("Aucun avis"));
    report.exhibit = None;
    assert!(text_of(&pdf_of(&report, Language::En)).contains("there is no map"));
}
