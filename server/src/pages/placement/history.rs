//! The history of placements, the current one first. None is ever changed or taken away.

use super::super::shell::Shell;
use super::in_words;
use crate::store::placement::{Evidence, Revision};

/// One placement.
#[derive(Debug)]
pub struct HistoryLine {
    /// Its number.
    pub number: i64,
    /// When.
    pub at: String,
    /// Who.
    pub author: String,
    /// How it was found.
    pub method: String,
    /// By what: a model's file, or how far two points were off.
    pub evidence: Option<String>,
    /// Where.
    pub coordinates: String,
    /// In which system.
    pub system: String,
    /// The height and its reference.
    pub height: String,
    /// Degrees.
    pub heading: String,
    /// Metres in one unit of the model.
    pub scale: String,
    /// Metres.
    pub accuracy: String,
}

impl HistoryLine {
    /// The line of a placement.
    pub fn from_domain(revision: &Revision, s: &Shell) -> Self {
        let placement = &revision.placement;
        let heading = s.words.decimal(placement.heading_deg.rem_euclid(360.0), 2);
        Self {
            number: revision.number,
            at: s.words.instant(revision.made_at),
            author: author(revision, s),
            method: s.get(&format!("place-method-{}", placement.method.as_str())),
            evidence: revision.evidence.as_ref().map(|evidence| told(evidence, s)),
            coordinates: in_words::coordinates(placement, s),
            system: placement.crs.to_string(),
            height: in_words::height(placement, s),
            heading: format!("{heading}°"),
            scale: in_words::scale(placement.scale, s),
            accuracy: in_words::metres(placement.accuracy_m, s),
        }
    }
}

/// Who gave a placement, in words.
pub fn author(revision: &Revision, s: &Shell) -> String {
    revision.email.clone().unwrap_or_else(|| s.get("place-author-program"))
}

/// What a placement was found by, in words.
pub fn told(evidence: &Evidence, s: &Shell) -> String {
    match evidence {
        Evidence::Model { file_name, .. } => s.words.with("place-evidence-model", &[("file", file_name)]),
        Evidence::TwoPoints { measured_m, given_m, .. } => {
            let values = [
                ("measured", in_words::metres(*measured_m, s)),
                ("given", in_words::metres(*given_m, s)),
                ("percent", signed(100.0 * (measured_m / given_m - 1.0), 2, s)),
                ("cm", signed(100.0 * (measured_m - given_m), 1, s)),
            ];
            s.words.with("place-evidence-points", &values.each_ref().map(|(name, text)| (*name, text.as_str())))
        }
    }
}

/// A figure with its sign: “+1,80”.
pub fn signed(value: f64, decimals: usize, s: &Shell) -> String {
    let figure = s.words.decimal(value, decimals);
    if value > 0.0 { format!("+{figure}") } else { figure }
}

#[cfg(test)]
mod tests {
    use belvedere_domain::placement::TwoPoints;
    use jiff::Timestamp;

    use super::*;
    use crate::pages::tests_support::{placement, shell};

    #[test]
    fn the_scale_error_stays_in_the_history() {
        let points = TwoPoints { crs: placement().crs, scene_m: [[0.0; 2]; 2], grid: [[0.0; 2]; 2], height_m: 0.0 };
        let evidence = Some(Evidence::TwoPoints { points, measured_m: 100.4, given_m: 100.0 });
        let (made_at, made_by) = (Timestamp::UNIX_EPOCH, "command-line".into());
        let revision = Revision { number: 2, placement: placement(), evidence, made_at, made_by, email: None };
        let line = HistoryLine::from_domain(&revision, &shell("fr"));
        let told = line.evidence.unwrap();
        assert!(told.contains("+0,40") && told.contains("+40,0") && told.contains("100,40"), "{told}");
        assert!(!format!("{told}{}{}{}", line.author, line.method, line.height).contains('⟨'));
    }
}
