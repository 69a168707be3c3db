//! From the arguments to a running viewer: what must be there before a window opens, and a sentence for
//! whatever is not.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use belvedere_domain::language::Language;
use belvedere_domain::text::Texts;
use bevy::prelude::*;
use jiff::Timestamp;

use crate::args::{self, Args};
use crate::cache::{Cache, CacheError, ExhibitError, KeptExhibit, disk};
use crate::fetch::{self, Fetch};
use crate::link::{self, Link};
use crate::net::Server;
use crate::outbox::Outbox;
use crate::picture::Pictures;
use crate::script::play::Player;
use crate::script::{self, Line, ScriptError};
use crate::sync::{self, Sync};
use crate::ui::Speaking;
use crate::visit::Device;

/// What a viewer starts with.
pub struct Start {
    args: Args,
    cache: Cache,
    outbox: Arc<Outbox>,
    exhibit: Option<KeptExhibit>,
    script: Option<Vec<Line>>,
}

/// The viewer cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Nobody said where data lies, and there is no home.
    #[error("no data folder was named, and HOME is not set")]
    NoDataFolder,
    /// The data folder cannot be used.
    #[error("the data folder {0} cannot be used: {1}")]
    DataFolder(PathBuf, #[source] io::Error),
    /// The folder of `--exhibit` holds no whole exhibit.
    #[error("the exhibit cannot be shown: {0}")]
    Exhibit(#[source] ExhibitError),
    /// No server was named, and nothing is kept.
    #[error("no server, and {0}")]
    Nothing(#[source] CacheError),
    /// There is nowhere to open a window.
    #[error("no display")]
    NoDisplay,
    /// The script cannot be read.
    #[error("the script {0} cannot be read: {1}")]
    ScriptFile(PathBuf, #[source] io::Error),
    /// The script says something that is no gesture.
    #[error("the script {0}, {1}")]
    Script(PathBuf, #[source] ScriptError),
}

impl StartError {
    /// The sentence for whoever started it, with a way on.
    pub fn sentence(&self, language: Language) -> String {
        let texts = Texts::of(language);
        let (key, what, why) = match self {
            Self::NoDataFolder => ("start-no-data-folder", String::new(), String::new()),
            Self::DataFolder(path, error) => ("start-data-folder", path.display().to_string(), error.to_string()),
            Self::Exhibit(error) => ("start-exhibit", String::new(), error.to_string()),
            Self::Nothing(CacheError::Nothing) => ("start-nothing", String::new(), String::new()),
            Self::Nothing(error) => ("start-spoilt", String::new(), error.to_string()),
            Self::NoDisplay => ("start-no-display", String::new(), String::new()),
            Self::ScriptFile(path, error) => ("start-script-file", path.display().to_string(), error.to_string()),
            Self::Script(path, error) => ("start-script", path.display().to_string(), error.to_string()),
        };
        texts.format(key, &[("what", what.into()), ("why", why.into())]).into_owned()
    }
}

/// Finds and opens everything that the arguments name.
///
/// # Errors
/// [`StartError`], before any window opens.
pub fn prepare(args: Args) -> Result<Start, StartError> {
    let script = args.script.as_deref().map(read_script).transpose()?;
    let folder = args.data_dir.clone().or_else(|| args::default_data_dir(|name| std::env::var_os(name)));
    let folder = folder.ok_or(StartError::NoDataFolder)?;
    let unusable = |error| StartError::DataFolder(folder.clone(), error);
    let cache = Cache::open(&folder).map_err(unusable)?;
    let outbox = Arc::new(Outbox::open(&cache).map_err(unusable)?);
    let exhibit = exhibit(&args, &cache)?;
    Ok(Start { args, cache, outbox, exhibit, script })
}

/// Whether there is a display to open a window on: without one the window's library would end the program with
/// words that help nobody.
///
/// # Errors
/// [`StartError::NoDisplay`].
pub fn find_display(variable: impl Fn(&str) -> Option<OsString>) -> Result<(), StartError> {
    let named = ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"];
    let found = named.iter().any(|name| variable(name).is_some_and(|value| !value.is_empty()));
    if found || cfg!(not(target_os = "linux")) { Ok(()) } else { Err(StartError::NoDisplay) }
}

fn exhibit(args: &Args, cache: &Cache) -> Result<Option<KeptExhibit>, StartError> {
    if let Some(folder) = &args.exhibit {
        return KeptExhibit::in_folder(folder).map(Some).map_err(StartError::Exhibit);
    }
    match cache.current(args.consultation) {
        Ok(kept) => {
            // What is left over does no harm.
            let _ = cache.clear_before(&kept);
            Ok(Some(kept))
        }
        Err(_) if args.server.is_some() => Ok(None),
        Err(error) => Err(StartError::Nothing(error)),
    }
}

fn read_script(path: &Path) -> Result<Vec<Line>, StartError> {
    let text = disk::read(path).and_then(|bytes| String::from_utf8(bytes).map_err(io::Error::other));
    let text = text.map_err(|error| StartError::ScriptFile(path.to_owned(), error))?;
    script::parse(&text).map_err(|error| StartError::Script(path.to_owned(), error))
}

impl Start {
    /// Puts everything into a viewer that was built, and starts the threads that speak to the server.
    ///
    /// # Errors
    /// [`StartError::DataFolder`] when the kiosk's id cannot be written down.
    pub fn put_into(self, app: &mut App) -> Result<(), StartError> {
        let language = self.args.lang;
        let server = self.args.server.as_ref().map(|url| Server::at(url, language));
        let unusable = |error| StartError::DataFolder(self.cache.root().to_owned(), error);
        let kiosk = self.cache.kiosk(Timestamp::now()).map_err(unusable)?;
        let sync = server.clone().map(|server| sync::start(Sync::new(server, self.outbox.clone(), kiosk)));
        app.insert_resource(Device { outbox: self.outbox, sync, now: Timestamp::now, language });
        app.insert_resource(Speaking(language));
        app.insert_resource(Pictures::in_folder(&self.args.screenshot_dir));
        if let Some(kept) = &self.exhibit {
            link::show(&mut app.world_mut().commands(), kept);
            app.world_mut().flush();
        }
        // A folder that was brought along is shown as it is, whatever the server has.
        if let (Some(server), None) = (server, &self.args.exhibit) {
            let (cache, consultation) = (self.cache, self.args.consultation);
            let events = fetch::start(Fetch { server, cache, consultation, known: self.exhibit });
            app.insert_resource(Link::hearing(events));
        }
        if let Some(lines) = self.script {
            app.insert_resource(Player::new(lines));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::sample::Folder;

    fn refused(words: &[&str]) -> String {
        let folder = Folder::new();
        let data = folder.path().to_str().unwrap();
        let args = Args::parse_from(["belvedere-viewer", "--data-dir", data].iter().chain(words));
        let Err(error) = prepare(args) else { panic!("it starts") };
        assert!(!error.sentence(Language::En).contains('⟨'));
        error.sentence(Language::Fr)
    }

    #[test]
    fn with_nothing_to_show_it_says_what_to_do() {
        assert!(refused(&[]).contains("--server"), "{}", refused(&[]));
    }

    #[test]
    fn without_a_display_it_says_so() {
        let with = |shown: &'static str| find_display(move |name| (name == shown).then(|| ":0".into()));
        assert!(with("DISPLAY").is_ok() && with("WAYLAND_DISPLAY").is_ok());
        let error = with("HOME").unwrap_err();
        assert!(error.sentence(Language::Fr).contains("Xvfb"));
    }

    #[test]
    fn an_exhibit_that_is_none_is_refused_by_name() {
        assert!(refused(&["--exhibit", "/nowhere"]).contains("/nowhere"));
    }

    #[test]
    fn a_script_is_read_before_a_window_opens() {
        let folder = Folder::new();
        let script = folder.path().join("visit.txt");
        std::fs::write(&script, "wait for walk\nfly\n").unwrap();
        assert!(refused(&["--script", script.to_str().unwrap()]).contains("line 2"));
        assert!(refused(&["--script", "/nowhere.txt"]).contains("/nowhere.txt"));
    }

    #[test]
    fn with_a_server_an_empty_cache_is_no_reason_to_refuse() {
        let folder = Folder::new();
        let data = folder.path().to_str().unwrap();
        let args = Args::parse_from(["belvedere-viewer", "--data-dir", data, "--server", "http://127.0.0.1:1"]);
        assert!(prepare(args).is_ok_and(|start| start.exhibit.is_none()));
    }
}
