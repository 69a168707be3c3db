//! A script of a story in another language (`tests/web/`, `tests/python/`): it is given one JSON object as its argument, and
//! story and script talk by lines.

use std::io::Write;
use std::path::Path;
use std::process::{ChildStdin, Command};

use serde_json::{Value, json};

use crate::process::Process;
use crate::programs::checkout;
use crate::server::Server;

/// A script, running.
pub struct Script {
    name: String,
    process: Process,
    stdin: ChildStdin,
    heard: usize,
}

impl Script {
    /// Starts a script of `tests/web/` that drives a browser: see [`crate::browser`]. It logs in by `login` (address and
    /// password) where there is one, and finds the members of the object `more` in its `given`.
    ///
    /// # Panics
    /// When Node or the scripts' packages are not installed.
    #[track_caller]
    pub fn start(name: &str, server: &Server, login: Option<(&str, &str)>, more: Value) -> Self {
        let folder = checkout().join("tests/web");
        assert!(
            folder.join("node_modules").is_dir(),
            "the scripts' packages are not installed; run: npm ci in tests/web"
        );
        let mut given = more;
        given["pictures"] = std::env::var("BELVEDERE_PICTURES").ok().into();
        if let Some((email, password)) = login {
            (given["email"], given["password"]) = (email.into(), password.into());
        }
        Self::launch(name, Command::new("node").arg(folder.join(name)), server, given)
    }

    /// Starts a script of `tests/python/`, which finds `base` (the server's address) and the members of `more` in its argument.
    ///
    /// # Panics
    /// When what it needs is not installed.
    #[track_caller]
    pub fn python(name: &str, server: &Server, more: Value) -> Self {
        let cache = std::env::var_os("XDG_CACHE_HOME").map(Into::into);
        let cache = cache.unwrap_or_else(|| Path::new(&std::env::var_os("HOME").unwrap_or_default()).join(".cache"));
        let python = cache.join("belvedere/python/bin/python");
        assert!(python.exists(), "the Python scripts' packages are not installed; run: scripts/python.sh");
        Self::launch(name, Command::new(python).arg(checkout().join("tests/python").join(name)), server, more)
    }

    #[track_caller]
    fn launch(name: &str, command: &mut Command, server: &Server, mut given: Value) -> Self {
        given["base"] = json!(server.url());
        let log = server.folder().join(format!("{name}.log"));
        let mut process = Process::start(name, command.arg(given.to_string()), &log);
        let stdin = process.take_stdin().expect("the standard input is a pipe");
        Self { name: name.to_owned(), process, stdin, heard: 0 }
    }

    /// Waits until the script says something that begins with those words, and gives the rest of the line.
    ///
    /// # Panics
    /// When it ends, or says nothing of the kind for too long.
    #[track_caller]
    pub fn hear(&mut self, words: &str) -> String {
        let pick = |line: &str| line.strip_prefix(words).map(|rest| rest.trim().to_owned());
        let (rest, next) = self.process.wait_for(&format!("“{words}”"), self.heard, pick);
        self.heard = next;
        rest
    }

    /// Says a line to the script.
    ///
    /// # Panics
    /// When it has ended.
    #[track_caller]
    pub fn say(&mut self, line: &str) {
        writeln!(self.stdin, "{line}").unwrap_or_else(|e| panic!("{} does not listen: {e}", self.name));
    }

    /// Waits for its end and gives every line that it said.
    ///
    /// # Panics
    /// When it fails: with its own words.
    #[track_caller]
    pub fn finish(self) -> Vec<String> {
        let Self { name, mut process, stdin, .. } = self;
        // Nothing more is said to it: one that listens still hears the end.
        drop(stdin);
        let status = process.wait_for_end();
        assert!(status.success(), "{name} failed ({status}):\n{}", process.log_tail());
        process.lines_from(0)
    }
}
