//! Frozen reports: a row each, beside the blobs that it names. Nothing here changes or removes one.

use belvedere_domain::hash::ContentHash;
use belvedere_domain::id::{ConsultationId, ReportId};
use belvedere_domain::language::Language;
use jiff::Timestamp;
use sqlx::FromRow;

use super::super::audit::{self, Actor};
use super::super::values::{count, instant, millis, parse};
use crate::store::{Db, StoreError};

/// A frozen report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frozen {
    /// Its id.
    pub id: ReportId,
    /// Of which consultation.
    pub consultation: ConsultationId,
    /// Its number there, from 1.
    pub number: u64,
    /// The PDF's language.
    pub language: Language,
    /// When its figures were counted.
    pub made_at: Timestamp,
    /// SHA-256 of the data file.
    pub data: ContentHash,
    /// SHA-256 of the PDF.
    pub pdf: ContentHash,
    /// How many opinions it counts.
    pub opinions: u64,
}

#[derive(FromRow)]
struct Row {
    id: String,
    consultation_id: String,
    number: i64,
    language: String,
    made_at: i64,
    data_hash: String,
    pdf_hash: String,
    opinions: i64,
}

impl Row {
    fn into_domain(self) -> Result<Frozen, StoreError> {
        Ok(Frozen {
            id: parse("report's id", &self.id)?,
            consultation: parse("consultation's id", &self.consultation_id)?,
            number: count("report's number", self.number)?,
            language: parse("language", &self.language)?,
            made_at: instant(self.made_at)?,
            data: parse("hash", &self.data_hash)?,
            pdf: parse("hash", &self.pdf_hash)?,
            opinions: count("number of opinions", self.opinions)?,
        })
    }
}

/// The number that the consultation's next frozen report bears.
///
/// # Errors
/// When the database cannot do it.
pub async fn next_number(db: &mut Db, consultation: ConsultationId) -> Result<u64, StoreError> {
    let (next,): (i64,) = sqlx::query_as("select coalesce(max(number), 0) + 1 from report where consultation_id = $1")
        .bind(consultation.to_string())
        .fetch_one(db)
        .await?;
    count("report's number", next)
}

/// Keeps it. False where another report took the number meanwhile: nothing is changed then.
///
/// # Errors
/// When the database cannot do it.
pub async fn insert(db: &mut Db, report: &Frozen, by: Actor) -> Result<bool, StoreError> {
    let kept: Option<(String,)> = sqlx::query_as(
        "insert into report (id, consultation_id, number, language, made_at, made_by, data_hash, pdf_hash, opinions)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (consultation_id, number) do nothing returning id",
    )
    .bind(report.id.to_string())
    .bind(report.consultation.to_string())
    .bind(report.number as i64)
    .bind(report.language.tag())
    .bind(millis(report.made_at))
    .bind(by.to_string())
    .bind(report.data.to_string())
    .bind(report.pdf.to_string())
    .bind(report.opinions as i64)
    .fetch_optional(&mut *db)
    .await?;
    if kept.is_some() {
        let subject = report.consultation.to_string();
        audit::append(db, report.made_at, by, "report.freeze", &subject, &report.data.to_string()).await?;
    }
    Ok(kept.is_some())
}

/// The consultation's frozen reports, the last one first.
///
/// # Errors
/// When the database cannot do it.
pub async fn of_consultation(db: &mut Db, consultation: ConsultationId) -> Result<Vec<Frozen>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select id, consultation_id, number, language, made_at, data_hash, pdf_hash, opinions from report
         where consultation_id = $1 order by number desc",
    )
    .bind(consultation.to_string())
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Row::into_domain).collect()
}

/// The frozen report of that id.
///
/// # Errors
/// When the database cannot do it.
pub async fn find(db: &mut Db, id: ReportId) -> Result<Option<Frozen>, StoreError> {
    let row: Option<Row> = sqlx::query_as(
        "select id, consultation_id, number, language, made_at, data_hash, pdf_hash, opinions from report
         where id = $1",
    )
    .bind(id.to_string())
    .fetch_optional(db)
    .await?;
    row.map(Row::into_domain).transpose()
}
