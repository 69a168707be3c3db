//! The opinions, one by one: a list with filters in the address, and the same opinions as pins on the view from above.
//! The list is complete without the picture.

mod filters;
mod map;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use belvedere_domain::consultation::{Consultation, QuestionKind};
use belvedere_domain::exhibit::{Manifest, PlanView};
use belvedere_domain::id::{Key, ModelId};
use belvedere_domain::scene::Scene;

use self::filters::{Asked, Choice, Filters};
use self::map::PlanMap;
use super::paging::{self, PER_PAGE, Paging};
use super::shell::{Shell, answer};
use super::stance::StanceMark;
use crate::auth::Allowed;
use crate::auth::rights::right::ReadOpinions;
use crate::error::AppError;
use crate::state::AppState;
use crate::store::opinion::list::{self, Numbered};
use crate::store::{Db, exhibit, model, scene};

/// Places drawn beside those of the page.
const DOTS_MAX: i64 = 2_000;

/// The page.
#[derive(Template)]
#[template(path = "opinions.html")]
struct OpinionsPage {
    s: Shell,
    consultation: String,
    title: String,
    filters: Vec<Choice>,
    is_filtered: bool,
    count: String,
    map: Option<PlanMap>,
    stances: Vec<StanceMark>,
    opinions: Vec<Line>,
    paging: Paging,
}

/// One opinion of the list.
#[derive(Debug)]
struct Line {
    anchor: String,
    number: String,
    stance: StanceMark,
    text: Option<String>,
    answers: Vec<(String, String)>,
    theme: String,
    variant: Option<String>,
    day: String,
    channel: String,
    place: Option<String>,
    is_on_map: bool,
    made_up: bool,
}

impl Line {
    fn from_domain(one: &Numbered, consultation: &Consultation, scenes: &[Scene], s: &Shell) -> Self {
        let (opinion, language) = (&one.opinion, s.language());
        let theme = opinion.theme.as_ref().and_then(|key| consultation.theme(key));
        let given = jiff::tz::Offset::UTC.to_datetime(opinion.given_at).date();
        Self {
            anchor: format!("opinion-{}", opinion.id),
            number: s.words.count(one.number),
            stance: StanceMark::of(opinion.stance, s),
            text: opinion.text.clone().filter(|text| !text.trim().is_empty()),
            answers: answers(one, consultation, s),
            theme: theme.map_or_else(|| s.get("theme-none"), |theme| theme.label.get(language).to_owned()),
            variant: opinion.variant.as_ref().and_then(|key| variant_name(scenes, key, s)),
            day: s.words.day(given),
            channel: s.get(&format!("channel-{}", opinion.channel.as_str())),
            place: opinion.on_grid_m.map(|[easting, northing]| {
                let (easting, northing) = (s.words.decimal(easting, 1), s.words.decimal(northing, 1));
                s.words.with("page-place", &[("easting", &easting), ("northing", &northing)])
            }),
            is_on_map: false,
            made_up: opinion.made_up,
        }
    }
}

fn answers(one: &Numbered, consultation: &Consultation, s: &Shell) -> Vec<(String, String)> {
    let language = s.language();
    let said = |answer: &belvedere_domain::opinion::Answer| {
        let question = consultation.question_of(&answer.question)?;
        let value = match &question.kind {
            QuestionKind::Choice { options } => {
                let option = options.iter().find(|option| option.key.as_str() == answer.value)?;
                option.label.get(language).to_owned()
            }
            QuestionKind::Text => answer.value.clone(),
        };
        Some((question.label.get(language).to_owned(), value))
    };
    one.opinion.answers.iter().filter_map(said).collect()
}

fn variant_name(scenes: &[Scene], key: &Key, s: &Shell) -> Option<String> {
    let mut all = scenes.iter().flat_map(|scene| &scene.variants);
    all.find(|variant| variant.key == *key).map(|variant| variant.name.get(s.language()).to_owned())
}

/// What the page is made from.
struct Facts {
    consultation: Consultation,
    scenes: Vec<Scene>,
    plan: Option<(ModelId, PlanView)>,
    filters: Filters,
    count: u64,
    opinions: Vec<Numbered>,
    places: Vec<(f64, f64)>,
}

impl OpinionsPage {
    fn from_domain(facts: &Facts, s: Shell) -> Self {
        let consultation = &facts.consultation;
        let mut opinions: Vec<_> =
            facts.opinions.iter().map(|one| Line::from_domain(one, consultation, &facts.scenes, &s)).collect();
        let map = facts.plan.map(|(model, plan)| PlanMap::of(model, &plan, facts, &s));
        if let Some(map) = &map {
            for line in &mut opinions {
                line.is_on_map = map.pins.iter().any(|pin| pin.anchor == line.anchor);
            }
        }
        let paging = Paging::of(facts.filters.page, facts.count, &s, |page| facts.filters.query(page));
        Self {
            consultation: consultation.id.to_string(),
            title: consultation.title.get(s.language()).to_owned(),
            filters: facts.filters.choices(consultation, &facts.scenes, &s),
            is_filtered: facts.filters.is_set(),
            count: s.words.counted("page-opinions-count", facts.count, &[]),
            map,
            stances: StanceMark::all(&s),
            opinions,
            paging,
            s,
        }
    }
}

/// The page.
///
/// # Errors
/// When the database cannot do it.
pub async fn show(
    State(state): State<AppState>,
    reader: Allowed<ReadOpinions>,
    Query(asked): Query<Asked>,
    s: Shell,
) -> Result<Response, AppError> {
    let s = s.with(&reader.staff);
    let filters = Filters::read(&asked);
    let id = reader.consultation.id;
    // One state of the database for list, count and map.
    let mut db = state.store.snapshot().await?;
    let offset = paging::offset(filters.page);
    let facts = Facts {
        count: list::count_of(&mut db, id, &filters.filter).await?,
        opinions: list::page(&mut db, id, &filters.filter, PER_PAGE as i64, offset).await?,
        places: list::places(&mut db, id, &filters.filter, DOTS_MAX).await?,
        scenes: scene::of_consultation(&mut db, id).await?,
        plan: None,
        consultation: reader.consultation,
        filters,
    };
    let plan = plan_of(&state, &mut db, &facts).await?;
    answer(&OpinionsPage::from_domain(&Facts { plan, ..facts }, s))
}

/// The view from above that is drawn: of the variant filtered for, else of the last one. What was published is preferred,
/// since it is what residents saw; before that, the current models will do.
async fn plan_of(state: &AppState, db: &mut Db, facts: &Facts) -> Result<Option<(ModelId, PlanView)>, AppError> {
    let mut plans = Vec::new();
    if let Some(exhibit) = exhibit::of_consultation(db, facts.consultation.id).await? {
        let manifest = Manifest::from_bytes(&state.blobs.bytes(exhibit.revision).await?).map_err(AppError::internal)?;
        plans.extend(manifest.variants.into_iter().map(|files| (files.variant.key, files.model, files.plan)));
    } else {
        for scene in &facts.scenes {
            for variant in &scene.variants {
                let model = model::current(db, scene.id, &variant.key).await?;
                plans.extend(model.and_then(|model| Some((variant.key.clone(), model.id, model.files?.plan))));
            }
        }
    }
    let wanted = facts.filters.filter.variant.as_ref();
    let chosen = plans.iter().find(|(key, ..)| Some(key) == wanted).or(plans.last());
    Ok(chosen.map(|(_, model, plan)| (*model, *plan)))
}
