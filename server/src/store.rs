//! The database: SQLite by default, PostgreSQL by URL, one SQL text per query for both. One file per concept, with the
//! SQL beside its function. It knows no HTTP, no files and no rights.
//!
//! The portable subset: `$1` placeholders; TEXT for ids, states and JSON; BIGINT for instants (unix milliseconds),
//! counts and flags (0 or 1: SQLite's BOOLEAN is none that the driver reads); DOUBLE PRECISION for measures;
//! `insert … on conflict do nothing returning`; `cast(sum(x) as bigint)`.
//!
//! Functions take a `&mut Db`: `&mut store.read().await?` to look, or `&mut tx` of `store.write().await?` to change, then
//! `tx.commit()`.

pub mod anchor;
pub mod audit;
pub mod backup;
pub mod consultation;
pub mod exhibit;
pub mod kiosk;
pub mod model;
pub mod opinion;
pub mod placement;
pub mod report;
pub mod scene;
pub mod session;
pub mod territory;
pub mod user;
mod values;

use std::path::Path;
use std::sync::Once;
use std::time::Duration;

use sqlx::any::AnyPoolOptions;
use sqlx::migrate::Migrator;
use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyConnection, AnyPool, Executor, Transaction};

pub use values::{instant, millis};

/// A connection, within a transaction or not.
pub type Db = AnyConnection;
/// A transaction; dropped without `commit`, it changes nothing.
pub type Tx = Transaction<'static, Any>;

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// Which database it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file on this machine.
    Sqlite,
    /// A server.
    Postgres,
}

/// The database.
#[derive(Clone)]
pub struct Store {
    kind: Kind,
    readers: AnyPool,
    writers: AnyPool,
}

impl StoreError {
    /// Whether the database refused the values themselves: sending them again will not help.
    pub fn is_of_the_values(&self) -> bool {
        let Self::Database(sqlx::Error::Database(error)) = self else {
            return false;
        };
        // 22021 of SQLSTATE: a text that cannot be stored, such as one with a NUL. The rest of its class are our own faults.
        error.code().is_some_and(|code| code == "22021") || !matches!(error.kind(), sqlx::error::ErrorKind::Other)
    }
}

/// The database cannot do it. The texts never hold the database's URL.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The URL is of no kind of database that is known.
    #[error("the database URL must begin with sqlite: or postgres:")]
    UnknownKind,
    /// The database said no.
    #[error("the database cannot do it: {0}")]
    Database(#[from] sqlx::Error),
    /// The tables cannot be brought up to date.
    #[error("the database's tables cannot be brought up to date: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// A stored value does not read: it was changed by something else than this program, or by a newer one.
    #[error("the database holds a {what} that cannot be read: {reason}")]
    Unreadable {
        /// What kind of value.
        what: &'static str,
        /// Why.
        reason: String,
    },
}

/// The URL of a SQLite file, made when it is not there.
pub fn sqlite_url(file: &Path) -> String {
    let escaped = file.display().to_string().replace('%', "%25").replace('?', "%3F").replace('#', "%23");
    format!("sqlite:{escaped}?mode=rwc")
}

impl Store {
    /// Opens the database of that URL. Its tables may still be missing: see [`Store::migrate`].
    ///
    /// # Errors
    /// When the URL is of no known kind, or the database does not answer.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        static DRIVERS: Once = Once::new();
        DRIVERS.call_once(sqlx::any::install_default_drivers);
        let kind = match url.split(':').next() {
            Some("sqlite") => Kind::Sqlite,
            Some("postgres" | "postgresql") => Kind::Postgres,
            _ => return Err(StoreError::UnknownKind),
        };
        let url = absolute(kind, url);
        let (readers, writers) = match kind {
            // One writer: SQLite has one anyway, and waiting for our own connection is fair, waiting for a lock is not.
            Kind::Sqlite => (sqlite_pool(4).connect(&url).await?, sqlite_pool(1).connect(&url).await?),
            Kind::Postgres => {
                let pool = AnyPoolOptions::new().max_connections(10).acquire_timeout(ACQUIRE).connect(&url).await?;
                (pool.clone(), pool)
            }
        };
        Ok(Self { kind, readers, writers })
    }

    /// Brings the tables up to date; nothing happens when they are.
    ///
    /// # Errors
    /// When a newer program wrote the database, or a migration fails.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        Ok(MIGRATIONS.run(&self.writers).await?)
    }

    /// The versions of the tables' layout that this program knows, in order.
    pub fn versions() -> Vec<i64> {
        MIGRATIONS.iter().map(|migration| migration.version).collect()
    }

    /// Which database it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// A connection to look with.
    ///
    /// # Errors
    /// When none is free in time or the database does not answer.
    pub async fn read(&self) -> Result<PoolConnection<Any>, StoreError> {
        Ok(self.readers.acquire().await?)
    }

    /// A transaction to change with.
    ///
    /// # Errors
    /// As [`Store::read`].
    pub async fn write(&self) -> Result<Tx, StoreError> {
        Ok(match self.kind {
            // The lock at once: a transaction that looked first and then finds another process writing would fail.
            Kind::Sqlite => self.writers.begin_with("begin immediate").await?,
            Kind::Postgres => self.writers.begin().await?,
        })
    }

    /// A transaction that sees one and the same state until its end, and changes nothing.
    ///
    /// # Errors
    /// As [`Store::read`].
    pub async fn snapshot(&self) -> Result<Tx, StoreError> {
        Ok(match self.kind {
            Kind::Sqlite => self.readers.begin().await?,
            Kind::Postgres => self.readers.begin_with("begin isolation level repeatable read read only").await?,
        })
    }

    /// Ends all connections in order; SQLite's journal is then folded into its file.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writers.close().await;
    }
}

const ACQUIRE: Duration = Duration::from_secs(30);

fn sqlite_pool(connections: u32) -> AnyPoolOptions {
    AnyPoolOptions::new().max_connections(connections).acquire_timeout(ACQUIRE).after_connect(|connection, _| {
        Box::pin(async move {
            // `full`: what is thanked is on the disk. `wal`: readers do not wait for the writer.
            connection.execute("pragma busy_timeout = 10000").await?;
            connection.execute("pragma journal_mode = wal").await?;
            connection.execute("pragma synchronous = full").await?;
            connection.execute("pragma foreign_keys = on").await?;
            Ok(())
        })
    })
}

/// The driver reads `sqlite:relative/path` as no URL with a path; an absolute one is understood everywhere.
fn absolute(kind: Kind, url: &str) -> String {
    let Some(path) = url.strip_prefix("sqlite:").filter(|_| kind == Kind::Sqlite) else {
        return url.to_owned();
    };
    let path = path.strip_prefix("//").unwrap_or(path);
    let relative = !path.starts_with('/') && !path.starts_with(':');
    match std::env::current_dir() {
        Ok(here) if relative => format!("sqlite://{}/{path}", here.display()),
        _ => format!("sqlite://{path}"),
    }
}
