//! Whatever a planner (or somebody with a planner's password) uploads: the bad is refused with a
//! sentence that says why and what to do, no child takes more than 1 GB, and the server goes on.

use std::io::Write;
use std::path::Path;

use belvedere_domain::hash::ContentHash;
use belvedere_domain::role::Role;
use belvedere_tests::memory::Watch;
use belvedere_tests::models::{self, Expected, Model, zipped};
use belvedere_tests::server::Server;
use belvedere_tests::staff::Browser;
use belvedere_tests::{wait, yard};

const PLANNER: &str = "urbaniste@cour.example";
const PASSWORD: &str = "un mur, deux bancs et un tilleul";
/// The most that one conversion may have in memory.
const MEMORY_MAX: u64 = 1 << 30;

/// A file and what must become of it.
struct Case {
    name: String,
    bytes: Vec<u8>,
    is_to_be_refused: bool,
}

#[test]
fn files_of_ours() {
    story(&ours());
}

#[test]
fn files_of_the_catalogue() {
    let Some(models) = models::catalogue() else {
        return;
    };
    let cases: Vec<Case> = models.iter().filter(|model| model.expected != Expected::Either).map(case_of).collect();
    assert!(cases.len() > 60, "only {} files in the catalogue", cases.len());
    story(&cases);
}

fn story(cases: &[Case]) {
    let mut server = Server::on_sqlite();
    server.open_yard();
    server.add_user(PLANNER, Role::Planner, yard::TERRITORY, PASSWORD);
    let mut planner = Browser::new(server.api());
    planner.submit("/login", "/login", &[("email", PLANNER), ("password", PASSWORD)]).expect(303);
    let manifest = server.manifest();
    let project = format!("/projects/{}", manifest.consultation.id);
    let upload = format!("{project}/scenes/{}/variants/{}/model", manifest.scene.id, yard::VARIANTS[1]);

    let pid = server.pid();
    let mut wrong = Vec::new();
    for case in cases {
        let watch = Watch::of_children(pid);
        let told = send(&mut planner, &project, &upload, case);
        assert!(!told.received || is_kept_as_received(&server.data_dir(), &case.bytes), "{} is not kept", case.name);
        let peak = watch.peak_bytes();
        eprintln!("{}: {} MB, {}", case.name, peak >> 20, sentences(&told.html));
        wrong.extend(case.judge(&told).map(|why| format!("{}: {why}: {}", case.name, sentences(&told.html))));
        if peak > MEMORY_MAX {
            wrong.push(format!("{}: {} MB in a child", case.name, peak >> 20));
        }
        assert!(server.is_up() && server.pid() == pid, "the server died of {}", case.name);
        server.api().get("/api/health").expect(200);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(server.manifest(), manifest, "no upload changes what was published");
}

/// Whether the data folder holds those bytes under their hash, refused or not.
fn is_kept_as_received(folder: &Path, bytes: &[u8]) -> bool {
    let hash = ContentHash::of(bytes).to_string();
    let entries = std::fs::read_dir(folder).expect("the data folder is there").flatten().map(|entry| entry.path());
    entries.into_iter().any(|path| {
        let is_it = path.file_name().is_some_and(|name| name == hash.as_str());
        if path.is_dir() { is_kept_as_received(&path, bytes) } else { is_it && std::fs::read(&path).unwrap() == bytes }
    })
}

/// What the pages told of an upload.
struct Told {
    refused: bool,
    received: bool,
    html: String,
}

impl Case {
    /// What is wrong with what the page told.
    fn judge(&self, told: &Told) -> Option<String> {
        match self.is_to_be_refused {
            false if told.refused => Some("refused".to_owned()),
            true if !told.refused => Some("not refused".to_owned()),
            _ if told.html.contains("<script>alert") || told.html.contains('\u{202E}') => {
                Some("markup of the file is in the page".to_owned())
            }
            _ => None,
        }
    }
}

/// Uploads the file and gives what the project's page then says of it.
fn send(planner: &mut Browser, project: &str, upload: &str, case: &Case) -> Told {
    let page = planner.open(project).expect(200).text();
    let csrf = belvedere_tests::staff::hidden_field(&page, upload, "csrf").expect("the form is on the page");
    let boundary = "-------------------------belvedere";
    let mut body = Vec::new();
    write!(
        body,
        "--{boundary}\r\ncontent-disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n\
         --{boundary}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{}\"\r\n\
         content-type: application/octet-stream\r\n\r\n",
        case.name
    )
    .and_then(|()| body.write_all(&case.bytes))
    .and_then(|()| write!(body, "\r\n--{boundary}--\r\n"))
    .expect("a vector takes everything");
    let kind = format!("multipart/form-data; boundary={boundary}");
    let answer = planner.send("POST", upload, &[("content-type", &kind)], &body);
    if answer.status != 303 {
        assert!([400, 413, 415, 422].contains(&answer.status), "{}: {}", case.name, answer.text());
        return Told { refused: true, received: false, html: answer.text() };
    }
    let hash = ContentHash::of(&case.bytes).to_string();
    wait::until(&format!("the outcome of {}", case.name), || {
        latest(&planner.open(project).expect(200).text(), yard::VARIANTS[1], &hash)
    })
}

/// What the page notes of the latest upload of a variant, once that is the one with the hash and it
/// is no longer being converted.
fn latest(page: &str, variant: &str, hash: &str) -> Option<Told> {
    let article = page.split(&format!("id=\"variant-{variant}\"")).nth(1)?.split("</article>").next()?;
    let note = article.split("<div class=\"note ").nth(1)?.split("</div>").next()?;
    let (class, note) = note.split_once('"')?;
    let is_over = note.contains(hash) && ["good", "warn", "bad"].contains(&class);
    is_over.then(|| Told { refused: class == "bad", received: true, html: note.to_owned() })
}

/// The text of a piece of a page, on one line.
fn sentences(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => (inside, _) = (false, text.push(' ')),
            _ if !inside => text.push(c),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A model whose one node is its own child, and is called by what would run in a page or turn it around.
const NAMED: &str = r#"{"asset":{"version":"2.0"},"scenes":[{"nodes":[0]}],
    "nodes":[{"name":"<script>alert(1)</script>\u202e\u001b[2J","children":[0]}]}"#;

/// Files made here, so that the story is told on every machine.
fn ours() -> Vec<Case> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    yard::write(folder.path());
    let good = std::fs::read(folder.path().join("existing.glb")).expect("the yard is there");
    let mut too_long = good.clone();
    too_long[8..12].copy_from_slice(&u32::MAX.to_le_bytes());
    let deep = format!("{{\"asset\":{{\"version\":\"2.0\"}},\"extras\":{}{}}}", "[".repeat(90_000), "]".repeat(90_000));
    let refused = |name: &str, bytes: Vec<u8>| Case { name: name.to_owned(), bytes, is_to_be_refused: true };
    vec![
        Case { name: "cour.glb".to_owned(), bytes: good.clone(), is_to_be_refused: false },
        refused("empty.glb", vec![]),
        refused("cut.glb", good[..good.len() / 2].to_vec()),
        refused("too-long.glb", too_long),
        refused("text.glb", b"Bonjour, voici le plan.".to_vec()),
        refused("noise.glb", (0..65_536u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect()),
        refused("deep.zip", zipped(&[("model.gltf", deep.as_bytes())])),
        refused("slip.zip", zipped(&[("../../../evil.gltf", b"{}"), ("model.gltf", b"{}")])),
        refused("nothing.zip", zipped(&[("readme.txt", b"rien")])),
        refused("bomb.zip", zipped(&[("model.gltf", &vec![b' '; 900_000_000])])),
        refused("name.glb", yard::container(NAMED.as_bytes().to_vec(), Vec::new())),
        refused("<script>alert(1)</script>.glb", b"<script>alert(1)</script>".to_vec()),
        Case { name: "cour encore.glb".to_owned(), bytes: good, is_to_be_refused: false },
    ]
}

fn case_of(model: &Model) -> Case {
    Case { name: model.upload_name(), bytes: model.upload(), is_to_be_refused: model.expected == Expected::Reject }
}
