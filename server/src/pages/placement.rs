//! The placement page (calage): where a scene lies on Earth, what its models propose, and the forms and the map to place it
//! by. Placements are appended; the page shows every one of them. It works without JavaScript; with it there is a map.

mod fields;
mod history;
mod in_words;
mod points;
pub mod proposal;
pub mod save;
mod sheet;
mod typed;
mod whereabouts;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::response::{IntoResponse, Response};
use belvedere_domain::consultation::Consultation;
use belvedere_domain::exhibit::Manifest;
use belvedere_domain::id::{ConsultationId, SceneId};
use belvedere_domain::placement::Placement;
use belvedere_domain::role::Right;
use belvedere_domain::scene::Scene;
use serde::Deserialize;

use self::fields::Errors;
use self::history::HistoryLine;
use self::points::{Points, PointsForm, Question};
use self::proposal::ProposalCard;
use self::sheet::{Plan, Sheet};
use self::typed::{Typed, TypedForm};
use super::project::scene_of;
use super::shell::{Shell, answer};
use super::statics;
use crate::auth::Allowed;
use crate::auth::rights::right::SeeProjects;
use crate::config::Tiles;
use crate::error::AppError;
use crate::http::headers::policy_and;
use crate::place::{self, Current};
use crate::state::AppState;
use crate::store::exhibit;
use crate::store::placement::{self, Revision};

pub use points::send as send_points;
pub use typed::send as send_typed;
pub use whereabouts::{communes, show as whereabouts};

/// The page.
#[derive(Template)]
#[template(path = "placement.html")]
struct PlacementPage {
    s: Shell,
    consultation: String,
    title: String,
    address: String,
    facts: Vec<(String, String)>,
    origin: String,
    published: Published,
    is_saved: bool,
    saved_evidence: Option<String>,
    is_at_work: bool,
    stale: Vec<(String, String)>,
    located: Vec<String>,
    proposals: Vec<ProposalCard>,
    note: Option<String>,
    question: Option<Question>,
    typed: TypedForm,
    points: PointsForm,
    history: Vec<HistoryLine>,
    revision: i64,
    plans: Vec<Plan>,
    sheet: Option<Sheet>,
    may_publish: bool,
    has_script: bool,
    tiles: Option<(String, String)>,
}

/// What kiosks show of the placement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Published {
    /// Nothing is published.
    Never,
    /// This placement.
    This,
    /// An earlier one.
    Earlier,
}

/// What the page is made from.
pub struct Facts {
    consultation: Consultation,
    scene: Scene,
    current: Vec<Current>,
    history: Vec<Revision>,
    published: Option<Placement>,
    commune: Option<String>,
    is_at_work: bool,
    is_saved: bool,
    tiles: Option<(String, String)>,
}

/// Forms that came back with something to say; the others are as the scene has it.
#[derive(Default)]
pub struct Forms {
    typed: Option<(Typed, Errors)>,
    points: Option<(Points, Errors)>,
    question: Option<Question>,
    note: Option<String>,
}

impl PlacementPage {
    /// The buttons beside the map: what each does for the script, its text, its sign.
    fn nudges() -> [(&'static str, &'static str, &'static str); 6] {
        [
            ("west", "place-map-west", "←"),
            ("north", "place-map-north", "↑"),
            ("south", "place-map-south", "↓"),
            ("east", "place-map-east", "→"),
            ("left", "place-map-left", "↺"),
            ("right", "place-map-right", "↻"),
        ]
    }

    fn from_domain(facts: &Facts, forms: Forms, may: impl Fn(Right) -> bool, s: Shell) -> Self {
        let (now, id) = (&facts.scene.placement, facts.consultation.id);
        let revision = facts.history.first().map_or(0, |last| last.number);
        let title_of = |one: &Current| {
            let variant = facts.scene.variant(&one.model.variant);
            variant.map_or("", |variant| variant.name.get(s.language())).to_owned()
        };
        let stale = facts.current.iter().filter(|one| one.is_stale(now));
        let stale = stale.map(|one| (one.model.id.to_string(), title_of(one))).collect();
        let located = facts.current.iter().filter(|one| one.reading.frame.is_some()).map(title_of).collect();
        let (typed, typed_errors) = forms.typed.unwrap_or_else(|| (Typed::of(now, revision, &s), Errors::new()));
        let (points, points_errors) = forms.points.unwrap_or_else(|| (Points::of(now, revision, &s), Errors::new()));
        let last = facts.history.first().and_then(|last| last.evidence.as_ref());
        Self {
            consultation: id.to_string(),
            title: facts.consultation.title.get(s.language()).to_owned(),
            address: format!("/projects/{id}/scenes/{}/placement", facts.scene.id),
            facts: in_words::facts(now, facts.commune.as_deref(), &s),
            origin: facts.history.first().map(|last| origin(last, &s)).unwrap_or_default(),
            published: match &facts.published {
                None => Published::Never,
                Some(shown) if shown == now => Published::This,
                Some(_) => Published::Earlier,
            },
            is_saved: facts.is_saved,
            saved_evidence: last.filter(|_| facts.is_saved).map(|evidence| history::told(evidence, &s)),
            is_at_work: facts.is_at_work,
            stale,
            located,
            proposals: facts.current.iter().filter_map(|one| ProposalCard::from_domain(one, facts, &s)).collect(),
            note: forms.note,
            question: forms.question,
            typed: typed.form(&typed_errors, &s),
            points: points.form(&points_errors, &s),
            history: facts.history.iter().map(|one| HistoryLine::from_domain(one, &s)).collect(),
            revision,
            plans: Plan::all(&facts.current, id, title_of),
            sheet: Sheet::of(&facts.current, id, &s),
            may_publish: may(Right::Publish),
            has_script: statics::has_script("place.js"),
            tiles: facts.tiles.clone(),
            s,
        }
    }
}

/// How, by whom and when the present placement was given.
fn origin(last: &Revision, s: &Shell) -> String {
    let values = [
        ("method", s.get(&format!("place-method-{}", last.placement.method.as_str()))),
        ("author", history::author(last, s)),
        ("at", s.words.instant(last.made_at)),
    ];
    s.words.with("place-origin", &values.each_ref().map(|(name, text)| (*name, text.as_str())))
}

/// The address's query.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    saved: String,
}

/// The page.
///
/// # Errors
/// When there is no such scene, or the database cannot do it.
pub async fn show(
    State(state): State<AppState>,
    reader: Allowed<SeeProjects>,
    Path((_, scene)): Path<(ConsultationId, SceneId)>,
    Query(asked): Query<Asked>,
    s: Shell,
) -> Result<Response, AppError> {
    let (s, role) = (s.with(&reader.staff), reader.role);
    let scene = scene_of(&state, reader.consultation.id, scene).await?;
    let facts = Facts { is_saved: !asked.saved.is_empty(), ..gather(&state, reader.consultation, scene).await? };
    shown(&PlacementPage::from_domain(&facts, Forms::default(), |right| role.may(right), s), &state)
}

async fn gather(state: &AppState, consultation: Consultation, scene: Scene) -> Result<Facts, AppError> {
    let mut db = state.store.snapshot().await?;
    let current = place::current(&mut db, &scene).await?;
    let history = placement::history(&mut db, scene.id).await?;
    let exhibit = exhibit::current(&mut db, scene.id).await?;
    drop(db);
    let published = match exhibit {
        Some(exhibit) => {
            let bytes = state.blobs.bytes(exhibit.revision).await?;
            Some(Manifest::from_bytes(&bytes).map_err(AppError::internal)?.scene.placement)
        }
        None => None,
    };
    let here = scene.placement.origin_geo();
    let tiles = state.config.map_tiles.as_ref();
    Ok(Facts {
        commune: here.and_then(|here| state.communes.at(here).map(str::to_owned)),
        is_at_work: place::is_at_work(scene.id),
        is_saved: false,
        tiles: tiles.map(|tiles| (tiles.address().to_owned(), state.config.map_attribution.clone())),
        consultation,
        scene,
        current,
        history,
        published,
    })
}

/// The answer that the page is, with the policy that its map needs: a worker of our own, pictures made in memory, and the
/// pictures' server if one is set.
fn shown(page: &PlacementPage, state: &AppState) -> Result<Response, AppError> {
    Ok(([(CONTENT_SECURITY_POLICY, policy(state.config.map_tiles.as_ref()))], answer(page)?).into_response())
}

fn policy(tiles: Option<&Tiles>) -> String {
    let host = tiles.map(|tiles| format!(" {}", tiles.origin())).unwrap_or_default();
    policy_and(&format!("img-src 'self' data: blob:; connect-src 'self'{host}; worker-src 'self'"))
}

#[cfg(test)]
mod tests {
    use belvedere_domain::placement::{PlacementMethod, UpAxis};
    use jiff::Timestamp;

    use super::*;
    use crate::pages::tests_support::{consultation, model, placement, scene, shell};
    use crate::store::model::reading::Reading;

    fn facts() -> Facts {
        let revision = |number, placement: Placement, email: Option<&str>| Revision {
            number,
            placement,
            evidence: None,
            made_at: Timestamp::UNIX_EPOCH,
            made_by: "user:x".into(),
            email: email.map(str::to_owned),
        };
        let before = Placement { method: PlacementMethod::OnMap, ..placement() };
        Facts {
            consultation: consultation(),
            scene: scene(),
            current: vec![Current { model: model(), reading: Reading { scale: 1.0, up_axis: UpAxis::Y, frame: None } }],
            history: vec![revision(2, placement(), Some("anne@example.org")), revision(1, before, None)],
            published: None,
            commune: Some("Vaugelin".into()),
            is_at_work: false,
            is_saved: false,
            tiles: None,
        }
    }

    fn page(facts: &Facts, forms: Forms, may_publish: bool) -> String {
        let may = |right| right == Right::SeeProjects || may_publish;
        let html = PlacementPage::from_domain(facts, forms, may, shell("fr")).render().unwrap();
        assert!(!html.contains('⟨'), "{html}");
        html
    }

    #[test]
    fn the_page_tells_where_by_whom_and_since_when() {
        let html = page(&facts(), Forms::default(), true);
        for part in ["Vaugelin", "835\u{202f}140,000", "anne@example.org", "12,50", "EPSG:2154", "value=\"835140,000\""]
        {
            assert!(html.contains(part), "{part} is missing");
        }
        assert!(html.contains("name=\"revision\" value=\"2\""));
    }

    #[test]
    fn who_may_not_publish_sees_no_form() {
        let html = page(&facts(), Forms::default(), false);
        assert!(html.contains("835\u{202f}140,000"), "{html}");
        assert!(!html.contains("name=\"easting\"") && !html.contains("method=\"post\" action=\"/projects"), "{html}");
    }

    #[test]
    fn a_proposal_is_told_with_its_evidence_and_offered_once() {
        let mut facts = facts();
        let proposal =
            Placement { crs: belvedere_domain::geodesy::Crs::Cc46, method: PlacementMethod::Detected, ..placement() };
        facts.current[0].model.proposal = Some(proposal.clone());
        facts.current[0].reading.frame = Some(proposal.clone());
        let html = page(&facts, Forms::default(), true);
        assert!(html.contains("CC46") && html.contains("placement/models/"), "{html}");
        assert!(html.contains("&#60;b&#62;.glb"), "names from a file are escaped");
        facts.scene.placement = proposal;
        assert!(!page(&facts, Forms::default(), true).contains("placement/models/"));
    }

    #[test]
    fn what_follows_is_told() {
        let facts = |published| Facts { published, ..facts() };
        let of = |facts: &Facts| PlacementPage::from_domain(facts, Forms::default(), |_| true, shell("fr")).published;
        assert_eq!(of(&facts(None)), Published::Never);
        assert_eq!(of(&facts(Some(placement()))), Published::This);
        let earlier = facts(Some(Placement { heading_deg: 0.0, ..placement() }));
        assert_eq!(of(&earlier), Published::Earlier);
        assert!(
            page(&earlier, Forms::default(), true)
                .contains("class=\"button\" href=\"/projects/00000000-0000-0000-0000-000000000007#exhibit\"")
        );
    }

    #[test]
    fn the_page_may_ask_us_and_the_set_server_alone() {
        assert!(policy(None).contains("connect-src 'self';"));
        let tiles = Tiles::try_from("https://data.geopf.fr/wmts?{z}{x}{y}".to_owned()).unwrap();
        assert!(policy(Some(&tiles)).contains("connect-src 'self' https://data.geopf.fr;"));
    }

    #[test]
    fn what_was_typed_stays_with_what_is_wrong() {
        let typed: Typed = serde_json::from_value(serde_json::json!({"easting": "<là>"})).unwrap();
        let errors = typed.read(&placement(), &shell("fr")).unwrap_err();
        let html = page(&facts(), Forms { typed: Some((typed, errors)), ..Forms::default() }, true);
        assert!(html.contains("value=\"&#60;là&#62;\"") && html.contains("aria-invalid"), "{html}");
    }
}
