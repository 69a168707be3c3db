//! A variant on the project's page: its model, what the conversion found, and what it costs to draw.

use std::collections::BTreeSet;

use belvedere_domain::budget::Device;
use belvedere_domain::consultation::Consultation;
use belvedere_domain::id::{ConsultationId, ModelId, SceneId};
use belvedere_domain::scene::Variant;

use super::super::model::gauge::Gauge;
use super::super::shell::Shell;
use crate::convert::{Finding, Severity, one_line, sentences};
use crate::store::model::{Model, ModelState};
use crate::upload::Kept;

/// What is under way in a project.
#[derive(Debug, Default)]
pub struct Work {
    /// The models that are being converted.
    pub converting: BTreeSet<ModelId>,
    /// The uploads that the reader has begun and not finished.
    pub unfinished: Vec<Kept>,
}

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
    /// The reader's uploads for it that are not whole: id and words.
    pub unfinished: Vec<(String, String)>,
}

/// One upload.
#[derive(Debug)]
pub struct ModelLine {
    /// Its name at the planner's.
    pub file_name: String,
    /// The address of its import report.
    pub report: String,
    /// When it came and how large it is, in words.
    pub received: String,
    /// Where it stands, in words.
    pub state: String,
    /// The note's class: `good`, `warn`, `bad` or none.
    pub class: &'static str,
    /// Where its conversion is told of, while it is under way.
    pub progress: Option<String>,
    /// The hash of the upload.
    pub hash: String,
    /// What the conversion found.
    pub findings: Vec<FindingLine>,
}

/// One finding, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
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

impl VariantCard {
    /// The card of `variant`; `models` are all of the scene, the latest first.
    pub fn from_domain(
        variant: &Variant,
        scene: SceneId,
        models: &[Model],
        consultation: &Consultation,
        work: &Work,
        s: &Shell,
    ) -> Self {
        let mine: Vec<_> = models.iter().filter(|model| model.variant == variant.key).collect();
        let current = mine.iter().find(|model| model.files.is_some());
        let latest = mine.first().filter(|model| model.files.is_none());
        let of_it = |kept: &&Kept| kept.about.scene == scene && kept.about.variant == variant.key;
        let address =
            |model: &Model, picture: &str| format!("/projects/{}/models/{}/{picture}", consultation.id, model.id);
        Self {
            key: variant.key.to_string(),
            name: variant.name.get(s.language()).to_owned(),
            text: variant.text.get(s.language()).to_owned(),
            certainty: s.get(&format!("certainty-{}", variant.certainty.as_str())),
            plan: current.map(|model| (address(model, "plan.jpg"), address(model, "plan.png"))),
            gauges: current
                .and_then(|model| model.files.as_ref())
                .map_or(vec![], |files| Gauge::all(Device::KioskStandard, &files.counts, s)),
            is_converting: latest.is_some_and(|model| work.converting.contains(&model.id)),
            current: current.map(|model| ModelLine::from_domain(model, consultation.id, false, s)),
            latest: latest
                .map(|model| ModelLine::from_domain(model, consultation.id, work.converting.contains(&model.id), s)),
            unfinished: work.unfinished.iter().filter(of_it).map(|kept| unfinished(kept, s)).collect(),
        }
    }
}

/// An unfinished upload's id, and how far it is in words.
fn unfinished(kept: &Kept, s: &Shell) -> (String, String) {
    let megabytes = |bytes: u64| s.words.decimal(bytes as f64 / 1e6, 1);
    let (done, all) = (megabytes(kept.offset), megabytes(kept.about.length_bytes));
    let until = s.words.instant(kept.expires_at());
    let values = [("name", kept.about.file_name.as_str()), ("done", &done), ("all", &all), ("until", &until)];
    (kept.about.id.to_string(), s.words.with("upload-unfinished", &values))
}

impl ModelLine {
    /// The line of `model`, of the consultation of that id.
    pub fn from_domain(model: &Model, consultation: ConsultationId, is_converting: bool, s: &Shell) -> Self {
        let findings = findings(model, s);
        let warns = findings.iter().any(|finding| finding.class == "warning");
        let (key, class) = match model.state {
            ModelState::Accepted if warns => ("page-model-accepted-warnings", "warn"),
            ModelState::Accepted => ("page-model-accepted", "good"),
            ModelState::Refused => ("page-model-refused", "bad"),
            ModelState::Received if is_converting => ("page-model-converting", ""),
            ModelState::Received => ("page-model-cut-off", "bad"),
        };
        let megabytes = s.words.decimal(model.upload.bytes as f64 / 1e6, 1);
        let at = s.words.instant(model.received_at);
        let report = format!("/projects/{consultation}/models/{}", model.id);
        Self {
            file_name: one_line(&model.file_name, 120),
            received: s.words.with("page-model-received", &[("at", &at), ("size", &megabytes)]),
            state: s.get(key),
            class,
            progress: is_converting.then(|| format!("{report}/progress")),
            report,
            hash: model.upload.hash.to_string(),
            findings,
        }
    }
}

/// What the conversion found. Written by an older version perhaps: what does not read is not shown, the state still is.
pub fn read_findings(model: &Model) -> Vec<Finding> {
    model.findings.as_deref().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
}

fn findings(model: &Model, s: &Shell) -> Vec<FindingLine> {
    let read = read_findings(model);
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

#[cfg(test)]
mod tests {
    use belvedere_domain::id::UserId;
    use belvedere_domain::scene::Certainty;
    use jiff::Timestamp;
    use uuid::Uuid;

    use super::*;
    use crate::pages::tests_support::{self, consultation, shell, text};
    use crate::upload::About;

    fn scene() -> SceneId {
        SceneId::from_uuid(Uuid::from_u128(2))
    }

    fn model(state: ModelState, findings: &[Finding]) -> Model {
        let findings = Some(serde_json::to_string(findings).unwrap());
        Model { state, findings, files: None, offset_m: None, ..tests_support::model() }
    }

    fn card(models: &[Model], work: &Work) -> VariantCard {
        let variant = Variant {
            key: "a".parse().unwrap(),
            name: text("Idée A"),
            text: text("Des arbres."),
            certainty: Certainty::Option,
            layers: vec![],
        };
        VariantCard::from_domain(&variant, scene(), models, &consultation(), work, &shell("fr"))
    }

    #[test]
    fn a_refused_model_says_why_and_what_to_do() {
        let shown = card(&[model(ModelState::Refused, &[Finding::error("file-empty")])], &Work::default());
        let latest = shown.latest.unwrap();
        assert_eq!((latest.class, latest.findings[0].class), ("bad", "error"));
        assert!(!latest.findings[0].what.is_empty() && !latest.findings[0].mend.is_empty());
        assert!(latest.received.contains("12,3"), "{}", latest.received);
        assert!(shown.current.is_none() && !shown.is_converting);
    }

    #[test]
    fn a_conversion_is_followed_where_it_is_under_way_and_cut_off_where_it_is_not() {
        let models = [model(ModelState::Received, &[])];
        let work = Work { converting: [models[0].id].into(), ..Work::default() };
        let now = card(&models, &work);
        assert!(now.is_converting && now.latest.unwrap().progress.unwrap().ends_with("/progress"));
        let later = card(&models, &Work::default());
        assert!(!later.is_converting);
        let latest = later.latest.unwrap();
        assert_eq!((latest.class, latest.progress), ("bad", None));
    }

    #[test]
    fn an_unfinished_upload_is_told_of_at_its_variant() {
        let about = About {
            id: ModelId::from_uuid(Uuid::from_u128(3)),
            by: UserId::from_uuid(Uuid::from_u128(4)),
            consultation: consultation().id,
            scene: scene(),
            variant: "a".parse().unwrap(),
            file_name: "place.glb".into(),
            length_bytes: 300_000_000,
            metadata: String::new(),
            scale: None,
            up_axis: None,
        };
        let kept = |variant: &str| Kept {
            about: About { variant: variant.parse().unwrap(), ..about.clone() },
            offset: 120_400_000,
            touched_at: Timestamp::UNIX_EPOCH,
        };
        let shown = card(&[], &Work { unfinished: vec![kept("a"), kept("b")], ..Work::default() }).unfinished;
        assert_eq!(shown.len(), 1);
        for part in ["place.glb", "120,4", "300,0", "janvier"] {
            assert!(shown[0].1.contains(part), "{part}: {}", shown[0].1);
        }
    }
}
