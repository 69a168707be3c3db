//! Consultations: the questions put to the public. Texts and dates keep their revisions.

use belvedere_domain::consultation::Consultation;
use belvedere_domain::id::{ConsultationId, TerritoryId};
use jiff::Timestamp;
use sqlx::FromRow;

use super::audit::{self, Actor};
use super::values::{from_json, json, millis, parse};
use super::{Db, StoreError};

#[derive(FromRow)]
struct Row {
    id: String,
    territory_id: String,
    title: String,
    question: String,
    presentation: String,
    opens_on: String,
    closes_on: String,
    themes: String,
    questions: String,
}

impl Row {
    fn into_domain(self) -> Result<Consultation, StoreError> {
        Ok(Consultation {
            id: parse("consultation's id", &self.id)?,
            territory: parse("territory's id", &self.territory_id)?,
            title: from_json("title", &self.title)?,
            question: from_json("question", &self.question)?,
            presentation: from_json("presentation", &self.presentation)?,
            opens_on: parse("date", &self.opens_on)?,
            closes_on: parse("date", &self.closes_on)?,
            themes: from_json("list of themes", &self.themes)?,
            questions: from_json("list of questions", &self.questions)?,
        })
    }
}

/// Adds the consultation, or a revision of it where it changed. Says whether anything changed.
///
/// # Errors
/// When its territory is not there, or the database cannot do it.
pub async fn put(db: &mut Db, consultation: &Consultation, now: Timestamp, by: Actor) -> Result<bool, StoreError> {
    if find(db, consultation.id).await?.as_ref() == Some(consultation) {
        return Ok(false);
    }
    let id = consultation.id.to_string();
    sqlx::query(
        "insert into consultation (id, territory_id, created_at) values ($1, $2, $3) on conflict (id) do nothing",
    )
    .bind(&id)
    .bind(consultation.territory.to_string())
    .bind(millis(now))
    .execute(&mut *db)
    .await?;
    append(db, consultation, now, by).await?;
    audit::append(db, now, by, "consultation.put", &id, &consultation.title.fr).await?;
    Ok(true)
}

async fn append(db: &mut Db, consultation: &Consultation, now: Timestamp, by: Actor) -> Result<(), StoreError> {
    sqlx::query(
        "insert into consultation_revision (consultation_id, revision, title, question, presentation,
                                            opens_on, closes_on, themes, questions, made_at, made_by)
         select $1, coalesce(max(revision), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10
         from consultation_revision where consultation_id = $1",
    )
    .bind(consultation.id.to_string())
    .bind(json("title", &consultation.title)?)
    .bind(json("question", &consultation.question)?)
    .bind(json("presentation", &consultation.presentation)?)
    .bind(consultation.opens_on.to_string())
    .bind(consultation.closes_on.to_string())
    .bind(json("list of themes", &consultation.themes)?)
    .bind(json("list of questions", &consultation.questions)?)
    .bind(millis(now))
    .bind(by.to_string())
    .execute(db)
    .await?;
    Ok(())
}

/// The consultation of that id, as it is now.
///
/// # Errors
/// When the database cannot do it.
pub async fn find(db: &mut Db, id: ConsultationId) -> Result<Option<Consultation>, StoreError> {
    let row: Option<Row> = sqlx::query_as(
        "select c.id, c.territory_id, r.title, r.question, r.presentation, r.opens_on, r.closes_on, r.themes, r.questions
         from consultation c join consultation_revision r on r.consultation_id = c.id
         where c.id = $1 order by r.revision desc limit 1",
    )
    .bind(id.to_string())
    .fetch_optional(db)
    .await?;
    row.map(Row::into_domain).transpose()
}

/// Every consultation of every territory, the latest first.
///
/// # Errors
/// When the database cannot do it.
pub async fn all(db: &mut Db) -> Result<Vec<Consultation>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select c.id, c.territory_id, r.title, r.question, r.presentation, r.opens_on, r.closes_on, r.themes, r.questions
         from consultation c join consultation_revision r on r.consultation_id = c.id
         where r.revision = (select max(revision) from consultation_revision where consultation_id = c.id)
         order by c.created_at desc, c.id desc",
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Row::into_domain).collect()
}

/// The consultations of one territory, the latest first.
///
/// # Errors
/// When the database cannot do it.
pub async fn of_territory(db: &mut Db, territory: TerritoryId) -> Result<Vec<Consultation>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select c.id, c.territory_id, r.title, r.question, r.presentation, r.opens_on, r.closes_on, r.themes, r.questions
         from consultation c join consultation_revision r on r.consultation_id = c.id
         where c.territory_id = $1
           and r.revision = (select max(revision) from consultation_revision where consultation_id = c.id)
         order by c.created_at desc, c.id desc",
    )
    .bind(territory.to_string())
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Row::into_domain).collect()
}
