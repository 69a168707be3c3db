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

pub use crate::script::Script;
