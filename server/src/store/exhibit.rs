//! Exhibits: what was published and when. The manifests' bytes are blobs, named by the revision.

use belvedere_domain::hash::ContentHash;
use belvedere_domain::id::{ConsultationId, SceneId};
use jiff::Timestamp;
use sqlx::FromRow;

use super::audit::{self, Actor};
use super::values::{count, instant, millis, parse};
use super::{Db, StoreError};

/// A published exhibit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exhibit {
    /// Its revision: the hash of its manifest.
    pub revision: ContentHash,
    /// The scene.
    pub scene: SceneId,
    /// The hash of its manifest but for the instant of publication: equal contents are published once.
    pub content: ContentHash,
    /// The manifest's length.
    pub manifest_bytes: u64,
    /// When it was published.
    pub published_at: Timestamp,
}

#[derive(FromRow)]
struct Row {
    revision: String,
    scene_id: String,
    content: String,
    manifest_bytes: i64,
    published_at: i64,
}

impl Row {
    fn into_domain(self) -> Result<Exhibit, StoreError> {
        Ok(Exhibit {
            revision: parse("revision", &self.revision)?,
            scene: parse("scene's id", &self.scene_id)?,
            content: parse("hash", &self.content)?,
            manifest_bytes: count("length", self.manifest_bytes)?,
            published_at: instant(self.published_at)?,
        })
    }
}

/// A file that kiosks may download.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExhibitFile {
    /// Its name among the blobs.
    pub hash: ContentHash,
    /// What it is, such as `model/gltf-binary`.
    pub media_type: &'static str,
}

/// Publishes an exhibit: from now on it is the current one of its scene, and its files can be downloaded.
///
/// # Errors
/// When its scene is not there, or the database cannot do it.
pub async fn publish(db: &mut Db, exhibit: &Exhibit, files: &[ExhibitFile], by: Actor) -> Result<(), StoreError> {
    sqlx::query(
        "insert into exhibit (revision, scene_id, sequence, content, manifest_bytes, published_at, published_by)
         select $1, $2, coalesce(max(sequence), 0) + 1, $3, $4, $5, $6 from exhibit where scene_id = $2",
    )
    .bind(exhibit.revision.to_string())
    .bind(exhibit.scene.to_string())
    .bind(exhibit.content.to_string())
    .bind(exhibit.manifest_bytes as i64)
    .bind(millis(exhibit.published_at))
    .bind(by.to_string())
    .execute(&mut *db)
    .await?;
    for file in files {
        sqlx::query("insert into exhibit_file (revision, hash, media_type) values ($1, $2, $3) on conflict do nothing")
            .bind(exhibit.revision.to_string())
            .bind(file.hash.to_string())
            .bind(file.media_type)
            .execute(&mut *db)
            .await?;
    }
    let subject = exhibit.scene.to_string();
    audit::append(db, exhibit.published_at, by, "exhibit.publish", &subject, &exhibit.revision.to_string()).await
}

/// The exhibit of that revision.
///
/// # Errors
/// When the database cannot do it.
pub async fn find(db: &mut Db, revision: ContentHash) -> Result<Option<Exhibit>, StoreError> {
    let row: Option<Row> = sqlx::query_as(
        "select revision, scene_id, content, manifest_bytes, published_at from exhibit where revision = $1",
    )
    .bind(revision.to_string())
    .fetch_optional(db)
    .await?;
    row.map(Row::into_domain).transpose()
}

/// What the scene's kiosks show: the exhibit published last.
///
/// # Errors
/// When the database cannot do it.
pub async fn current(db: &mut Db, scene: SceneId) -> Result<Option<Exhibit>, StoreError> {
    let row: Option<Row> = sqlx::query_as(
        "select revision, scene_id, content, manifest_bytes, published_at from exhibit
         where scene_id = $1 order by sequence desc limit 1",
    )
    .bind(scene.to_string())
    .fetch_optional(db)
    .await?;
    row.map(Row::into_domain).transpose()
}

/// The scene of an exhibit that is no longer its current one; none while it is, and for one that is not known here.
///
/// # Errors
/// When the database cannot do it.
pub async fn superseded(db: &mut Db, revision: ContentHash) -> Result<Option<SceneId>, StoreError> {
    let row: Option<(String,)> = sqlx::query_as(
        "select scene_id from exhibit e where revision = $1
         and sequence < (select max(sequence) from exhibit where scene_id = e.scene_id)",
    )
    .bind(revision.to_string())
    .fetch_optional(db)
    .await?;
    row.map(|(scene,)| parse("scene's id", &scene)).transpose()
}

/// What the consultation's kiosks show: the exhibit published last of any of its scenes.
///
/// # Errors
/// When the database cannot do it.
pub async fn of_consultation(db: &mut Db, consultation: ConsultationId) -> Result<Option<Exhibit>, StoreError> {
    let row: Option<Row> = sqlx::query_as(
        "select e.revision, e.scene_id, e.content, e.manifest_bytes, e.published_at
         from exhibit e join scene s on s.id = e.scene_id
         where s.consultation_id = $1 order by e.published_at desc, e.sequence desc limit 1",
    )
    .bind(consultation.to_string())
    .fetch_optional(db)
    .await?;
    row.map(Row::into_domain).transpose()
}

/// What the file is, such as `image/png`, when it is one of a published exhibit; none otherwise.
///
/// # Errors
/// When the database cannot do it.
pub async fn media_type(db: &mut Db, hash: ContentHash) -> Result<Option<String>, StoreError> {
    let row: Option<(String,)> = sqlx::query_as("select media_type from exhibit_file where hash = $1 limit 1")
        .bind(hash.to_string())
        .fetch_optional(db)
        .await?;
    Ok(row.map(|(media_type,)| media_type))
}
