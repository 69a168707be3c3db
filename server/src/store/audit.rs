//! The audit log: who changed what, each entry hashed together with the one before, so that a changed or removed entry
//! shows. Appended in the transaction that makes the change. It holds no words of residents and no secrets.

use std::fmt;

use belvedere_domain::hash::ContentHash;
use belvedere_domain::id::{KioskId, UserId};
use jiff::Timestamp;
use sqlx::FromRow;

use super::values::{instant, millis};
use super::{Db, StoreError};

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Whoever runs this program by its commands.
    CommandLine,
    /// The server itself.
    Server,
    /// A member of staff.
    User(UserId),
    /// A kiosk, by the id that it gives itself.
    Kiosk(KioskId),
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CommandLine => f.write_str("command-line"),
            Self::Server => f.write_str("server"),
            Self::User(id) => write!(f, "user:{id}"),
            Self::Kiosk(id) => write!(f, "kiosk:{id}"),
        }
    }
}

/// One entry of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number, from 1.
    pub sequence: i64,
    /// When.
    pub made_at: Timestamp,
    /// Who, as [`Actor`] writes it.
    pub actor: String,
    /// What, such as `exhibit.publish`.
    pub action: String,
    /// To what: an id.
    pub subject: String,
    /// More of it, in words or JSON.
    pub details: String,
    /// The hash of the entry before; empty for the first.
    pub previous_hash: String,
    /// The hash of this one, see [`Entry::hash_of`].
    pub hash: String,
}

impl Entry {
    /// The hash of all fields but the hash itself, each with its length before it so that none can flow into the next.
    pub fn hash_of(&self) -> String {
        let (sequence, made_at) = (self.sequence.to_string(), millis(self.made_at).to_string());
        let fields =
            [&self.previous_hash, &sequence, &made_at, &self.actor, &self.action, &self.subject, &self.details];
        let written: String = fields.iter().map(|field| format!("{}:{field}\n", field.len())).collect();
        ContentHash::of(written.as_bytes()).to_string()
    }
}

/// Appends an entry. Writers stand in line here until the transaction's end.
///
/// # Errors
/// When the database cannot do it.
pub async fn append(
    db: &mut Db,
    now: Timestamp,
    actor: Actor,
    action: &str,
    subject: &str,
    details: &str,
) -> Result<(), StoreError> {
    let (sequence, previous_hash): (i64, String) =
        sqlx::query_as("update audit_head set sequence = sequence + 1 where id = 1 returning sequence, hash")
            .fetch_one(&mut *db)
            .await?;
    let mut entry = Entry {
        sequence,
        made_at: instant(millis(now))?,
        actor: actor.to_string(),
        action: action.to_owned(),
        subject: subject.to_owned(),
        details: details.to_owned(),
        previous_hash,
        hash: String::new(),
    };
    entry.hash = entry.hash_of();
    insert(db, &entry).await?;
    sqlx::query("update audit_head set hash = $1 where id = 1").bind(&entry.hash).execute(db).await?;
    Ok(())
}

async fn insert(db: &mut Db, entry: &Entry) -> Result<(), StoreError> {
    sqlx::query(
        "insert into audit (sequence, made_at, actor, action, subject, details, previous_hash, hash)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(entry.sequence)
    .bind(millis(entry.made_at))
    .bind(&entry.actor)
    .bind(&entry.action)
    .bind(&entry.subject)
    .bind(&entry.details)
    .bind(&entry.previous_hash)
    .bind(&entry.hash)
    .execute(db)
    .await?;
    Ok(())
}

#[derive(FromRow)]
struct Row {
    sequence: i64,
    made_at: i64,
    actor: String,
    action: String,
    subject: String,
    details: String,
    previous_hash: String,
    hash: String,
}

/// Up to `limit` entries after number `after`, in order.
///
/// # Errors
/// When the database cannot do it.
pub async fn after(db: &mut Db, after: i64, limit: i64) -> Result<Vec<Entry>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select sequence, made_at, actor, action, subject, details, previous_hash, hash from audit
         where sequence > $1 order by sequence limit $2",
    )
    .bind(after)
    .bind(limit)
    .fetch_all(db)
    .await?;
    let entry = |row: Row| {
        Ok(Entry {
            sequence: row.sequence,
            made_at: instant(row.made_at)?,
            actor: row.actor,
            action: row.action,
            subject: row.subject,
            details: row.details,
            previous_hash: row.previous_hash,
            hash: row.hash,
        })
    };
    rows.into_iter().map(entry).collect()
}

/// The number of the first entry that does not follow from the one before; none when the whole log holds.
///
/// # Errors
/// When the database cannot do it.
pub async fn first_broken(db: &mut Db) -> Result<Option<i64>, StoreError> {
    let (mut last, mut previous) = (0, String::new());
    loop {
        let entries = after(db, last, 1_000).await?;
        if entries.is_empty() {
            break;
        }
        for entry in entries {
            let follows = entry.sequence == last + 1 && entry.previous_hash == previous;
            if !follows || entry.hash != entry.hash_of() {
                return Ok(Some(entry.sequence));
            }
            (last, previous) = (entry.sequence, entry.hash);
        }
    }
    let head: (i64, String) =
        sqlx::query_as("select sequence, hash from audit_head where id = 1").fetch_one(db).await?;
    Ok((head != (last, previous)).then_some(last + 1))
}
