//! The configuration: flags, then environment, then one TOML file, then defaults. Checked at the start; an error names
//! the key and where its value came from, and never shows a value that may hold a secret.

mod tiles;

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;

use belvedere_domain::suppression::Threshold;
use clap::Args;
use figment::Figment;
use figment::error::Kind;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};

pub use tiles::Tiles;

/// The settings of one run.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// The folder for the database (unless it is elsewhere) and the blobs.
    pub data_dir: PathBuf,
    /// The database; none for a SQLite file in the data folder.
    pub database_url: Option<Secret>,
    /// What is logged, as `tracing` reads it: `info`, `belvedere_server=debug`.
    pub log: String,
    /// Whether cookies are sent over TLS only. Set it on a server that people reach.
    pub secure_cookies: bool,
    /// Batches of opinions that one kiosk may send in a minute, and at once after a pause.
    pub kiosk_batches_per_minute: std::num::NonZeroU32,
    /// Batches of opinions that one address may send in a minute, and at once after a pause: a town hall's kiosks all
    /// come from one address.
    pub address_batches_per_minute: std::num::NonZeroU32,
    /// Cells of a report's cross tables below it are hidden; never under 5.
    pub report_threshold: Threshold,
    /// A GeoJSON file with the limits of communes, for the map of the placement page; none for `communes.geojson` in the data
    /// folder, if that is there.
    pub communes: Option<PathBuf>,
    /// The pictures under that map, from another server; none for the limits of communes alone, and no call to anybody.
    pub map_tiles: Option<Tiles>,
    /// Whom to name for these pictures.
    pub map_attribution: String,
}

/// Every key, for the environment: other variables that begin with BELVEDERE_ are none of ours.
const KEYS: [&str; 11] = [
    "listen",
    "data_dir",
    "database_url",
    "log",
    "secure_cookies",
    "kiosk_batches_per_minute",
    "address_batches_per_minute",
    "report_threshold",
    "communes",
    "map_tiles",
    "map_attribution",
];

/// What the command line says; what it does not say is left to the environment, the file and the defaults.
#[derive(Clone, Debug, Default, Args, Serialize)]
pub struct Flags {
    /// The folder that holds the database and the files [default: belvedere-data].
    #[arg(long, global = true, value_name = "DIR")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data_dir: Option<PathBuf>,
    /// Another database: postgres://USER:PASSWORD@HOST/NAME or sqlite:///PATH. A password is better given by
    /// BELVEDERE_DATABASE_URL or in the file.
    #[arg(long, global = true, value_name = "URL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database_url: Option<String>,
    /// A TOML file with settings such as `listen = "127.0.0.1:8080"`.
    #[arg(long, global = true, value_name = "FILE", env = "BELVEDERE_CONFIG")]
    #[serde(skip)]
    pub config: Option<PathBuf>,
    /// What to log on the standard error: error, warn, info, debug, or per part, `belvedere_server=debug` [default: info].
    #[arg(long, global = true, value_name = "LEVEL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log: Option<String>,
    /// Given by `serve` alone.
    #[arg(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listen: Option<String>,
    /// Given by `serve` alone.
    #[arg(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub communes: Option<PathBuf>,
}

/// A value that never reaches a log or an error.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The value itself, for its one use.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(secret)")
    }
}

/// The configuration cannot be used.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the setting `{key}` from {source_name} cannot be used: {reason}")]
pub struct ConfigError {
    key: String,
    source_name: String,
    reason: String,
}

impl Config {
    /// Puts the sources together and checks the whole.
    ///
    /// # Errors
    /// [`ConfigError`] with the key and where its value came from.
    pub fn load(flags: &Flags) -> Result<Self, ConfigError> {
        let mut sources = Figment::from(Serialized::defaults(Defaults::default()));
        if let Some(file) = &flags.config {
            sources = sources.merge(Toml::file_exact(file));
        }
        sources = sources.merge(Env::prefixed("BELVEDERE_").only(&KEYS)).merge(Serialized::defaults(flags));
        sources.extract().map_err(|error| explain(&error, flags))
    }

    /// The database's URL: the one given, or a SQLite file in the data folder.
    pub fn database_url(&self) -> String {
        match &self.database_url {
            Some(url) => url.reveal().to_owned(),
            None => crate::store::sqlite_url(&self.data_dir.join("belvedere.db")),
        }
    }
}

#[derive(Serialize)]
struct Defaults {
    listen: &'static str,
    data_dir: &'static str,
    log: &'static str,
    secure_cookies: bool,
    kiosk_batches_per_minute: u32,
    address_batches_per_minute: u32,
    report_threshold: Threshold,
    map_attribution: &'static str,
}

impl Default for Defaults {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8080",
            data_dir: "belvedere-data",
            log: "info",
            secure_cookies: false,
            // A kiosk back from seven days offline sends its 5,000 opinions in 50 batches of 100, at once.
            kiosk_batches_per_minute: 240,
            // 65 opinions a second, each sent alone, through one proxy, with room.
            address_batches_per_minute: 6_000,
            report_threshold: Threshold::default(),
            map_attribution: "",
        }
    }
}

fn explain(error: &figment::Error, flags: &Flags) -> ConfigError {
    let key = match &error.kind {
        Kind::UnknownField(field, _) => field.clone(),
        Kind::MissingField(field) => field.to_string(),
        _ => error.path.join("."),
    };
    let name = error.metadata.as_ref().map_or("", |source| source.name.as_ref());
    let source_name = match (&flags.config, name) {
        (Some(file), toml) if toml.contains("TOML") || key.is_empty() => {
            format!("the file {}", file.display())
        }
        (_, env) if env.contains("environment") => {
            format!("the variable BELVEDERE_{}", key.to_uppercase())
        }
        _ => format!("the flag --{}", key.replace('_', "-")),
    };
    ConfigError { key, source_name, reason: reason(&error.kind) }
}

/// Says what is expected, never what was found: it may be a password.
fn reason(kind: &Kind) -> String {
    match kind {
        Kind::InvalidType(_, expected) | Kind::InvalidValue(_, expected) => {
            format!("expected {expected}")
        }
        Kind::UnknownField(..) => {
            format!("there is no such setting; there are {}", KEYS.join(", "))
        }
        Kind::Message(message) => message.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(toml: &str) -> Result<Config, ConfigError> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("b.toml");
        std::fs::write(&file, toml).unwrap();
        Config::load(&Flags { config: Some(file), ..Flags::default() })
    }

    #[test]
    fn a_flag_wins_over_the_file_and_the_file_over_the_default() {
        let config = load("log = \"debug\"\nlisten = \"127.0.0.1:9\"").unwrap();
        assert_eq!((config.log.as_str(), config.listen.port()), ("debug", 9));
        assert_eq!(config.data_dir, PathBuf::from("belvedere-data"));
        let flags = Flags { log: Some("warn".into()), ..Flags::default() };
        assert_eq!(Config::load(&flags).unwrap().log, "warn");
    }

    #[test]
    fn an_error_names_the_key_and_where_it_came_from() {
        let error = load("listen = \"nowhere\"").unwrap_err();
        assert_eq!(error.key, "listen");
        assert!(error.source_name.contains("b.toml"), "{error}");
        let error = load("lisen = \"127.0.0.1:1\"").unwrap_err();
        assert!(error.to_string().contains("`lisen`") && error.reason.contains("listen"), "{error}");
        let flags = Flags { listen: Some("x".into()), ..Flags::default() };
        assert!(Config::load(&flags).unwrap_err().to_string().contains("--listen"));
        assert!(load("[broken").unwrap_err().source_name.contains("b.toml"));
    }

    #[test]
    fn a_secret_is_in_no_error_and_no_debug_output() {
        let config = load("database_url = \"postgres://u:hunter2@h/d\"").unwrap();
        assert!(!format!("{config:?}").contains("hunter2"));
        let error = load("database_url = [\"hunter2\"]").unwrap_err();
        assert!(!error.to_string().contains("hunter2"), "{error}");
    }
}
