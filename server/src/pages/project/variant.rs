//! A variant on the project's page: its model, what the conversion found, and what it costs to draw.

use belvedere_domain::consultation::Consultation;
use belvedere_domain::exhibit::Counts;
use belvedere_domain::scene::Variant;
use jiff::{SignedDuration, Timestamp};

use super::super::shell::Shell;
use crate::convert::{Finding, Severity, one_line, sentences};
use crate::store::model::{Model, ModelState};

/// A conversion that has not ended after so long never will: the server was stopped meanwhile.
const CUT_OFF_AFTER: SignedDuration = SignedDuration::from_hours(1);

/// The scene budget "kiosk, standard" that the gauges show.
const BUDGET: Counts = Counts { triangles: 4_000_000, draws: 1_500, texture_bytes: 1 << 30 };

/// One variant.
#[derive(Debug)]
pub struct VariantCard {
    /// Its stable name.
    pub key: String,
    /// Its name.
    pub name: String,
    /// What it changes.
    pub text: String,
    /// How certain it is, in words.
    pub certainty: String,
    /// The model that an exhibit would show.
    pub current: Option<ModelLine>,
    /// The upload after that one, while it is not usable (yet).
    pub latest: Option<ModelLine>,
    /// The view from above: small and in full.
    pub plan: Option<(String, String)>,
    /// What the current model costs to draw.
    pub gauges: Vec<Gauge>,
    /// Whether the latest upload is being converted.
    pub is_converting: bool,
}

/// One upload.
#[derive(Debug)]
pub struct ModelLine {
    /// Its name at the planner's.
    pub file_name: String,
    /// When it came and how large it is, in words.
    pub received: String,
    /// Where it stands, in words.
    pub state: String,
    /// The note's class: `good`, `warn`, `bad` or none.
    pub class: &'static str,
    /// The hash of the upload.
    pub hash: String,
    /// What the conversion found.
    pub findings: Vec<FindingLine>,
}

/// One finding, in words.
#[derive(Debug, PartialEq, Eq)]
pub struct FindingLine {
    /// `error`, `warning` or `info`.
    pub class: &'static str,
    /// "Refused", "To check", "To know".
    pub severity: String,
    /// What was found.
    pub what: String,
    /// What to do.
    pub mend: String,
}

/// One figure against its budget.
#[derive(Debug)]
pub struct Gauge {
    /// What is counted.
    pub label: String,
    /// The figure and the budget, in words.
    pub text: String,
    /// The part of the budget used, in hundredths, 100 at most.
    pub used: f64,
    /// Whether it is beyond the budget.
    pub is_over: bool,
}

impl VariantCard {
    /// The card of `variant`; `models` are all of the scene, the latest first.
    pub fn from_domain(
        variant: &Variant,
        models: &[Model],
        consultation: &Consultation,
        now: Timestamp,
        s: &Shell,
    ) -> Self {
        let mine: Vec<_> = models.iter().filter(|model| model.variant == variant.key).collect();
        let current = mine.iter().find(|model| model.files.is_some());
        let latest = mine.first().filter(|model| model.files.is_none());
        let address =
            |model: &Model, picture: &str| format!("/projects/{}/models/{}/{picture}", consultation.id, model.id);
        Self {
            key: variant.key.to_string(),
            name: variant.name.get(s.language()).to_owned(),
            text: variant.text.get(s.language()).to_owned(),
            certainty: s.get(&format!("certainty-{}", variant.certainty.as_str())),
            plan: current.map(|model| (address(model, "plan.jpg"), address(model, "plan.png"))),
            gauges: current.and_then(|model| model.files.as_ref()).map_or(vec![], |files| gauges(files.counts, s)),
            is_converting: latest.is_some_and(|model| is_converting(model, now)),
            current: current.map(|model| ModelLine::from_domain(model, now, s)),
            latest: latest.map(|model| ModelLine::from_domain(model, now, s)),
        }
    }
}

fn is_converting(model: &Model, now: Timestamp) -> bool {
    model.state == ModelState::Received && now.duration_since(model.received_at) < CUT_OFF_AFTER
}

impl ModelLine {
    fn from_domain(model: &Model, now: Timestamp, s: &Shell) -> Self {
        let findings = findings(model, s);
        let warns = findings.iter().any(|finding| finding.class == "warning");
        let (key, class) = match model.state {
            ModelState::Accepted if warns => ("page-model-accepted-warnings", "warn"),
            ModelState::Accepted => ("page-model-accepted", "good"),
            ModelState::Refused => ("page-model-refused", "bad"),
            ModelState::Received if is_converting(model, now) => ("page-model-converting", ""),
            ModelState::Received => ("page-model-cut-off", "bad"),
        };
        let megabytes = s.words.decimal(model.upload.bytes as f64 / 1e6, 1);
        let at = s.words.instant(model.received_at);
        Self {
            file_name: one_line(&model.file_name, 120),
            received: s.words.with("page-model-received", &[("at", &at), ("size", &megabytes)]),
            state: s.get(key),
            class,
            hash: model.upload.hash.to_string(),
            findings,
        }
    }
}

fn findings(model: &Model, s: &Shell) -> Vec<FindingLine> {
    // Written by an older version perhaps: what does not read is not shown, the state still is.
    let read: Vec<Finding> =
        model.findings.as_deref().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
    let line = |finding: &Finding| {
        let words = sentences(finding, s.language());
        let class = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        };
        FindingLine { class, severity: words.severity, what: words.what, mend: words.mend }
    };
    read.iter().map(line).collect()
}

fn gauges(counts: Counts, s: &Shell) -> Vec<Gauge> {
    let megabytes = |bytes: u64| bytes / (1 << 20);
    let gauge = |key: &str, used: u64, budget: u64, shown: fn(u64) -> u64| {
        let (figure, of) = (s.words.count(shown(used)), s.words.count(shown(budget)));
        Gauge {
            label: s.get(&format!("page-gauge-{key}")),
            text: s.words.with(&format!("page-gauge-{key}-of"), &[("figure", &figure), ("budget", &of)]),
            used: (100.0 * used as f64 / budget as f64).min(100.0),
            is_over: used > budget,
        }
    };
    let same = |figure: u64| figure;
    vec![
        gauge("draws", counts.draws, BUDGET.draws, same),
        gauge("triangles", counts.triangles, BUDGET.triangles, same),
        gauge("textures", counts.texture_bytes, BUDGET.texture_bytes, megabytes),
    ]
}

#[cfg(test)]
mod tests {
    use belvedere_domain::exhibit::Blob;
    use belvedere_domain::hash::ContentHash;
    use belvedere_domain::id::{ModelId, SceneId};
    use belvedere_domain::scene::Certainty;
    use uuid::Uuid;

    use super::*;
    use crate::pages::tests_support::{consultation, shell, text};

    fn model(state: ModelState, findings: &[Finding]) -> Model {
        Model {
            id: ModelId::from_uuid(Uuid::from_u128(1)),
            scene: SceneId::from_uuid(Uuid::from_u128(2)),
            variant: "a".parse().unwrap(),
            file_name: "<b>.glb".into(),
            upload: Blob { hash: ContentHash::of(b"x"), bytes: 12_340_000 },
            received_at: Timestamp::UNIX_EPOCH,
            state,
            findings: Some(serde_json::to_string(findings).unwrap()),
            files: None,
            offset_m: None,
            proposal: None,
        }
    }

    fn card(models: &[Model], minutes: i64) -> VariantCard {
        let variant = Variant {
            key: "a".parse().unwrap(),
            name: text("Idée A"),
            text: text("Des arbres."),
            certainty: Certainty::Option,
        };
        let now = Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes);
        VariantCard::from_domain(&variant, models, &consultation(), now, &shell("fr"))
    }

    #[test]
    fn a_refused_model_says_why_and_what_to_do() {
        let shown = card(&[model(ModelState::Refused, &[Finding::error("file-empty")])], 1);
        let latest = shown.latest.unwrap();
        assert_eq!((latest.class, latest.findings[0].class), ("bad", "error"));
        assert!(!latest.findings[0].what.is_empty() && !latest.findings[0].mend.is_empty());
        assert!(latest.received.contains("12,3"), "{}", latest.received);
        assert!(shown.current.is_none() && !shown.is_converting);
    }

    #[test]
    fn a_conversion_that_never_ends_was_cut_off() {
        let models = [model(ModelState::Received, &[])];
        assert!(card(&models, 1).is_converting);
        let later = card(&models, 61);
        assert!(!later.is_converting);
        assert_eq!(later.latest.unwrap().class, "bad");
    }
}
