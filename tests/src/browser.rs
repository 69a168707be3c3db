//! A person at a real browser: Chromium, driven by the Node scripts of `tests/web/`, for what a page does by its scripts
//! and how it looks. (Who needs forms only is quicker by [`crate::staff::Browser`].)
//!
//! A script imports `browser.mjs` beside it, acts in `visit(async (page) => …)` (`page` is Playwright's), and tells the story
//! by lines: `say("half")` there is heard here by [`Script::hear`], and [`Script::say`] here by `await hear()` there. So a
//! story can do something to the server at the right moment:
//!
//! ```no_run
//! # use belvedere_tests::{browser::Script, server::Server};
//! # use serde_json::json;
//! let mut server = Server::on_sqlite();
//! server.open_yard();
//! let login = Some(("urbaniste@cour.example", "un mur, deux bancs"));
//! let mut script = Script::start("upload.mjs", &server, login, json!({ "file": "/tmp/model.glb" }));
//! script.hear("half");
//! server.kill();
//! server.start();
//! script.say("go on");
//! let lines = script.finish();
//! ```
//!
//! `isFitForAll(page)` there fails on what axe-core finds and on pages too wide for their window; `look(page, name)` keeps
//! a picture where the variable `BELVEDERE_PICTURES` names a folder. A page that logs an error or asks another server fails.
//! `make stories` installs what the scripts need; without it: `npm ci` in `tests/web`.

use std::io::Write;
use std::process::{ChildStdin, Command};

use serde_json::{Value, json};

use crate::process::Process;
use crate::programs::checkout;
use crate::server::Server;

/// A script of `tests/web/`, running.
pub struct Script {
    name: String,
    process: Process,
    stdin: ChildStdin,
    heard: usize,
}

impl Script {
    /// Starts the script of that name. It logs in by `login` (address and password) where there is one, and finds the
    /// members of the object `more` in its `given`.
    ///
    /// # Panics
    /// When Node, Chromium or the scripts' packages are not installed.
    #[track_caller]
    pub fn start(name: &str, server: &Server, login: Option<(&str, &str)>, more: Value) -> Self {
        let folder = checkout().join("tests/web");
        assert!(
            folder.join("node_modules").is_dir(),
            "the scripts' packages are not installed; run: npm ci in tests/web"
        );
        let mut given = json!({ "base": server.url(), "pictures": std::env::var("BELVEDERE_PICTURES").ok() });
        if let Some((email, password)) = login {
            (given["email"], given["password"]) = (email.into(), password.into());
        }
        for (key, value) in more.as_object().into_iter().flatten() {
            given[key] = value.clone();
        }
        let mut node = Command::new("node");
        node.arg(folder.join(name)).arg(given.to_string());
        let mut process = Process::start(name, &mut node, &server.folder().join(format!("{name}.log")));
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
