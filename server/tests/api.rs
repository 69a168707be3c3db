//! The API over real HTTP: what its document promises, and what it answers when something is wrong.

mod support;

use std::sync::mpsc;
use std::thread::{self, JoinHandle};

use belvedere_domain::problem::Problem;
use belvedere_server::commands::serve::serve;
use belvedere_server::publish::publish;
use belvedere_server::state::AppState;
use serde_json::{Value, json};
use support::{BY, config, fill, kiosk_id, noon, opinion_json, sample_files, sample_scene};
use ureq::Agent;
use ureq::http::Response;

/// A server with the samples in it, gone with the test.
struct Served {
    root: String,
    agent: Agent,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
    _folder: tempfile::TempDir,
}

impl Served {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut config = config(&folder.path().join("data"), None);
        config.kiosk_batches_per_minute = 20.try_into().unwrap();
        let (stop, stopped) = tokio::sync::oneshot::channel();
        let (tell, told) = mpsc::channel();
        let thread = thread::spawn(move || {
            tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
                let state = AppState::open(config).await.unwrap();
                fill(&state.store).await;
                for name in ["visual", "collision", "plan"] {
                    state.blobs.put(name.as_bytes()).await.unwrap();
                }
                publish(&state.store, &state.blobs, sample_scene().id, noon(), BY).await.unwrap();
                let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
                tell.send(format!("http://{}", listener.local_addr().unwrap())).unwrap();
                serve(listener, state, async { drop(stopped.await) }).await.unwrap();
            });
        });
        // A connection for each question: a server that refuses a body closes, and may do so while the next question is on its way.
        let agent = Agent::config_builder().http_status_as_error(false).max_idle_connections(0).build().into();
        Self { root: told.recv().unwrap(), agent, stop: Some(stop), thread: Some(thread), _folder: folder }
    }

    fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let request = self.agent.get(format!("{}{path}", self.root));
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        Answer::of(request.call().unwrap())
    }

    fn post(&self, path: &str, media_type: &str, body: impl AsRef<[u8]>) -> Answer {
        let mut request = self.agent.post(format!("{}{path}", self.root)).header("content-type", media_type);
        if body.as_ref().len() > 1 << 20 {
            // Asks before it sends: the refusal of a long body comes, and the connection ends, before all of it is sent.
            request = request.header("expect", "100-continue");
        }
        Answer::of(request.send(body.as_ref()).unwrap())
    }

    fn send(&self, opinions: Vec<Value>) -> Answer {
        let batch = json!({"kiosk": kiosk_id(), "sent_at": noon(), "opinions": opinions});
        self.post("/api/v1/opinions", "application/json", batch.to_string())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.stop.take());
        let ended = self.thread.take().map(JoinHandle::join);
        assert!(thread::panicking() || ended.is_none_or(|ended| ended.is_ok()));
    }
}

struct Answer {
    status: u16,
    headers: ureq::http::HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    fn of(response: Response<ureq::Body>) -> Self {
        let (parts, mut body) = response.into_parts();
        Self { status: parts.status.as_u16(), headers: parts.headers, body: body.read_to_vec().unwrap() }
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    fn problem(&self) -> Problem {
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem: Problem = serde_json::from_slice(&self.body).unwrap();
        assert_eq!(problem.status, self.status);
        problem
    }
}

#[test]
fn a_kiosk_finds_its_exhibit_and_downloads_it_in_pieces() {
    let served = Served::start();
    let current = served.get("/api/v1/exhibits/current", &[]).json();
    let manifest = served.get(current["manifest"].as_str().unwrap(), &[]);
    let etag = format!("\"{}\"", current["revision"].as_str().unwrap());
    assert_eq!((manifest.status, manifest.header("etag")), (200, etag.as_str()));
    let again = served.get(current["manifest"].as_str().unwrap(), &[("if-none-match", &etag)]);
    assert_eq!((again.status, again.body.len()), (304, 0));

    let path = format!("/api/v1/blobs/{}", sample_files().visual.hash);
    let whole = served.get(&path, &[]);
    assert_eq!(
        (whole.status, whole.body.as_slice(), whole.header("accept-ranges")),
        (200, b"visual".as_slice(), "bytes")
    );
    let rest = served.get(&path, &[("range", "bytes=2-"), ("if-range", whole.header("etag"))]);
    assert_eq!(
        (rest.status, rest.body.as_slice(), rest.header("content-range")),
        (206, b"sual".as_slice(), "bytes 2-5/6")
    );
    let other = served.get(&path, &[("range", "bytes=2-"), ("if-range", "\"other\"")]);
    assert_eq!((other.status, other.body.len()), (200, 6), "a range of another version is the whole");
    let outside = served.get(&path, &[("range", "bytes=6-")]);
    assert_eq!((outside.status, outside.header("content-range")), (416, "bytes */6"));
    let head = served.agent.head(format!("{}{path}", served.root)).call().unwrap();
    assert_eq!(head.headers()["content-length"], "6");
    let unpublished = format!("/api/v1/blobs/{}", support::sample_model(10).upload.hash);
    assert_eq!(served.get(&unpublished, &[]).problem().status, 404, "an upload is not published");
}

#[test]
fn opinions_are_kept_once_and_found_by_receipt() {
    let served = Served::start();
    let sent: Vec<_> = (0..3).map(opinion_json).collect();
    let outcomes = |answer: Answer| {
        let items = answer.json()["items"].as_array().unwrap().clone();
        items.iter().map(|item| item["outcome"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(outcomes(served.send(sent.clone())), ["stored"; 3]);
    assert_eq!(outcomes(served.send(sent.clone())), ["already_there"; 3]);
    let receipt = sent[1]["receipt"].as_str().unwrap().to_lowercase();
    let found = served.get(&format!("/api/v1/opinions/receipt/{receipt}"), &[]);
    assert!(found.status == 200 && found.json()["received_at"].is_string());
    assert!(!String::from_utf8(found.body).unwrap().contains("tilleul"), "it tells no words");
    assert_eq!(served.get("/api/v1/opinions/receipt/0000-0000-0001", &[]).problem().status, 422);
}

#[test]
fn every_error_is_a_problem_in_the_callers_language() {
    let served = Served::start();
    let json = "application/json";
    let many: Vec<_> = (0..101).map(opinion_json).collect();
    let statuses = [
        (served.get("/api/nothing", &[]), 404),
        (served.get("/api/v1/opinions", &[]), 405),
        (served.get("/api/v1/exhibits/current?consultation=x", &[]), 400),
        (served.get("/api/v1/exhibits/..%2F..%2Fetc/manifest", &[]), 404),
        (served.post("/api/v1/opinions", "text/plain", "{}"), 415),
        (served.post("/api/v1/opinions", json, "{"), 400),
        (served.post("/api/v1/opinions", json, "{}"), 422),
        (served.post("/api/v1/opinions", json, vec![b' '; 3 << 20]), 413),
        (served.send(many), 422),
    ];
    for (answer, status) in statuses {
        assert_eq!(answer.problem().status, status);
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert!(answer.header("content-security-policy").contains("default-src 'self'"));
        assert!(!answer.header("x-request-id").is_empty());
    }
    assert_eq!(served.get("/api/nothing", &[("accept-language", "en")]).problem().title, "Not found");
    assert_eq!(served.get("/api/nothing", &[]).problem().title, "Introuvable");
    let page = served.get("/nothing", &[("accept", "text/html")]);
    assert!(page.status == 404 && page.header("content-type").starts_with("text/html"));
}

#[test]
fn a_kiosk_gone_wild_is_told_to_wait() {
    let served = Served::start();
    let answers: Vec<_> = (0..25).map(|_| served.send(vec![])).collect();
    let last = answers.last().unwrap();
    assert_eq!((answers[0].status, last.problem().status), (200, 429));
    assert!(last.header("retry-after").parse::<u64>().unwrap() >= 1);
}

#[test]
fn the_document_tells_every_route_and_an_opinion_as_it_is() {
    let served = Served::start();
    let document = served.get("/api/openapi.json", &[]).json();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    for (path, item) in document["paths"].as_object().unwrap() {
        let path = path.replace("{hash}", "x").replace("{revision}", "x").replace("{code}", "x");
        for method in item.as_object().unwrap().keys() {
            let answer = if method == "post" { served.post(&path, "text/plain", "") } else { served.get(&path, &[]) };
            assert_ne!(answer.status, 405, "{method} {path}");
        }
    }
    // The API's sources name no path that the document lacks.
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/api")).unwrap() {
        let source = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for path in source.split("path = \"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(document["paths"][path].is_object(), "{path} is not in the document");
        }
    }
    let fields = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let schemas = &document["components"]["schemas"];
    let opinion = opinion_json(1);
    assert_eq!(fields(&schemas["Opinion"]["properties"]), fields(&opinion));
    assert_eq!(fields(&schemas["Anchor"]["properties"]), fields(&opinion["anchor"]));
    assert_eq!(fields(&schemas["View"]["properties"]), fields(&opinion["view"]));
    assert_eq!(fields(&schemas["GeoPoint"]["properties"]), fields(&opinion["anchor"]["geo"]));
}
