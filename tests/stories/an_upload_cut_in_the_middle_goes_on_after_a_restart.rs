//! A planner's upload is cut off in the middle, the server is killed and comes back: the upload goes on where it stopped, by
//! a client that is none of ours and in the page, and what arrives is the file, to the byte, and is converted.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};

use belvedere_domain::hash::ContentHash;
use belvedere_domain::role::Role;
use belvedere_tests::models::zipped;
use belvedere_tests::script::Script;
use belvedere_tests::server::Server;
use belvedere_tests::staff::{Browser, hidden_field};
use belvedere_tests::{wait, yard};
use serde_json::json;

const PLANNER: &str = "urbaniste@cour.example";
const PASSWORD: &str = "un mur, deux bancs et un tilleul";
const FILE_NAME: &str = "cour été.zip";

/// A server with the yard, a planner who is logged in, and a file to upload.
struct Desk {
    server: Server,
    planner: Browser,
    project: String,
    uploads: String,
    csrf: String,
    file: PathBuf,
    bytes: Vec<u8>,
}

impl Desk {
    fn new() -> Self {
        let mut server = Server::on_sqlite();
        server.open_yard();
        server.add_user(PLANNER, Role::Planner, yard::TERRITORY, PASSWORD);
        let mut planner = Browser::new(server.api());
        planner.submit("/login", "/login", &[("email", PLANNER), ("password", PASSWORD)]).expect(303);
        let manifest = server.manifest();
        let project = format!("/projects/{}", manifest.consultation.id);
        let uploads = format!("{project}/scenes/{}/variants/{}/uploads", manifest.scene.id, yard::VARIANTS[1]);
        let page = planner.open(&project).expect(200).text();
        let csrf = hidden_field(&page, "/logout", "csrf").expect("whoever is logged in can leave");
        let bytes = heavy_yard(server.folder());
        let file = server.folder().join(FILE_NAME);
        std::fs::write(&file, &bytes).expect("the folder is ours");
        Self { server, planner, project, uploads, csrf, file, bytes }
    }

    /// A request of the tus protocol, answered.
    fn tus(&mut self, method: &str, path: &str, more: &[(&str, &str)], body: &[u8]) -> belvedere_tests::api::Answer {
        let mut headers = vec![("tus-resumable", "1.0.0"), ("x-csrf-token", self.csrf.as_str())];
        headers.extend(more);
        self.planner.send(method, path, &headers, body)
    }

    fn restart(&mut self) {
        self.server.kill();
        self.server.start();
    }

    /// Waits until the project's page shows the file as an accepted model, by its hash.
    fn is_accepted(&mut self) {
        let hash = ContentHash::of(&self.bytes).to_string();
        wait::until("the model on the page", || {
            let page = self.planner.open(&self.project).expect(200).text();
            let note = page.split("<div class=\"note ").find(|note| note.contains(&hash))?.to_owned();
            assert!(!note.starts_with("bad"), "{note}");
            (note.starts_with("good") || note.starts_with("warn")).then_some(())
        });
    }

    /// How many uploads lie in the data folder with their bytes.
    fn unfinished(&self) -> usize {
        let folder = self.server.data_dir().join("uploads");
        let entries = std::fs::read_dir(folder).expect("the server made it").flatten();
        entries.filter(|entry| entry.path().join("bytes").exists()).count()
    }
}

/// The yard, and a heavy picture beside it that takes a while to send.
fn heavy_yard(folder: &Path) -> Vec<u8> {
    let made = tempfile::tempdir_in(folder).expect("the folder is ours");
    yard::write(made.path());
    let model = std::fs::read(made.path().join("existing.glb")).expect("the yard is there");
    // Noise, which no archive makes smaller (xorshift64).
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as u8
    };
    let noise: Vec<u8> = (0..32_000_000).map(|_| next()).collect();
    zipped(&[("cour.glb", &model), ("image.raw", &noise)])
}

#[test]
fn by_tuspy() {
    let mut desk = Desk::new();
    let given = json!({
        "uploads": desk.uploads, "cookie": desk.planner.cookies(), "csrf": desk.csrf, "chunk_bytes": 256 * 1024,
        "file": desk.file, "file_name": FILE_NAME, "storage": desk.server.folder().join("tuspy.json"),
    });
    let mut script = Script::python("upload.py", &desk.server, given);
    let half: u64 = script.hear("half").parse().expect("an offset");
    desk.server.kill();
    script.say("go on");
    script.hear("cut");
    desk.server.start();
    script.say("go on");
    assert_eq!(script.hear("resumes at"), half.to_string());
    let end = script.hear("uploaded");
    assert!(end.starts_with(&desk.bytes.len().to_string()), "{end}");
    script.finish();
    desk.is_accepted();
    assert!(desk.planner.open(&desk.project).text().contains(FILE_NAME), "by its name");
    assert_eq!(desk.unfinished(), 0, "nothing is left lying");
}

#[test]
fn a_request_that_is_cut_leaves_what_it_brought() {
    let mut desk = Desk::new();
    let length = desk.bytes.len().to_string();
    let made = desk.tus("POST", &desk.uploads.clone(), &[("upload-length", &length)], b"").expect(201);
    let upload = made.header("location").expect("an address").to_owned();
    let bytes_file = desk.server.data_dir().join("uploads").join(upload.rsplit('/').next().unwrap()).join("bytes");

    // Half of the file in one request that never ends: the server is killed under it.
    let half = desk.bytes.len() / 2;
    let mut cut = TcpStream::connect(desk.server.url().trim_start_matches("http://")).expect("the server listens");
    write!(
        cut,
        "PATCH {upload} HTTP/1.1\r\nhost: here\r\ncookie: {}\r\nx-csrf-token: {}\r\ntus-resumable: 1.0.0\r\n\
         upload-offset: 0\r\ncontent-type: application/offset+octet-stream\r\ncontent-length: {length}\r\n\r\n",
        desk.planner.cookies(),
        desk.csrf
    )
    .and_then(|()| cut.write_all(&desk.bytes[..half]))
    .expect("the server reads");
    wait::until("half of the file on the disk", || {
        (std::fs::metadata(&bytes_file).is_ok_and(|meta| meta.len() as usize >= half)).then_some(())
    });
    let locked = desk.tus("PATCH", &upload, &piece("0"), b"x");
    assert_eq!(locked.status, 423, "one writer at a time");
    desk.restart();
    assert_eq!(cut.read(&mut [0; 1]).unwrap_or(0), 0, "cut");

    let head = desk.tus("HEAD", &upload, &[], b"").expect(200);
    assert_eq!(head.header("upload-offset"), Some(half.to_string().as_str()));
    assert_eq!(head.header("upload-length"), Some(length.as_str()));
    let page = desk.planner.open(&desk.project).expect(200).text();
    assert!(page.contains(&format!("{upload}/discard")), "the page tells of it");
    desk.tus("PATCH", &upload, &piece("0"), b"x").expect(409);
    let rest = desk.bytes[half..].to_vec();
    let answer = desk.tus("PATCH", &upload, &piece(&half.to_string()), &rest).expect(204);
    assert_eq!(answer.header("upload-offset"), Some(length.as_str()));
    desk.is_accepted();
    // An answer that was lost on its way is asked for again, and makes no second model.
    desk.restart();
    let head = desk.tus("HEAD", &upload, &[], b"").expect(200);
    assert_eq!(head.header("upload-offset"), Some(length.as_str()));
    let page = desk.planner.open(&desk.project).expect(200).text();
    assert_eq!(page.matches(&ContentHash::of(&desk.bytes).to_string()).count(), 1);
    desk.tus("DELETE", &upload, &[], b"").expect(204);
    desk.tus("HEAD", &upload, &[], b"").expect(404);
}

/// What the other clients of the protocol count on, request by request.
#[test]
fn the_protocol_is_kept_to_the_letter() {
    let mut desk = Desk::new();
    let uploads = desk.uploads.clone();
    let can = desk.server.api().send("OPTIONS", &uploads, &[], b"").expect(204);
    assert_eq!(can.header("tus-version"), Some("1.0.0"));
    assert_eq!(can.header("tus-extension"), Some("creation,creation-with-upload,expiration,termination"));
    assert_eq!(can.header("tus-max-size"), Some("500000000"));

    let csrf = desk.csrf.clone();
    let foreign = desk.planner.send("POST", &uploads, &[("tus-resumable", "0.2.2"), ("x-csrf-token", &csrf)], b"");
    assert_eq!((foreign.status, foreign.header("tus-version")), (412, Some("1.0.0")));
    let forged = desk.planner.send("POST", &uploads, &[("tus-resumable", "1.0.0"), ("upload-length", "4")], b"");
    assert_eq!(forged.status, 403, "without the token");
    desk.tus("POST", &uploads, &[], b"").expect(400);
    desk.tus("POST", &uploads, &[("upload-length", "-4")], b"").expect(400);
    desk.tus("POST", &uploads, &[("upload-length", "500000001")], b"").expect(413);
    desk.tus("POST", &uploads, &[("upload-length", "4"), ("upload-metadata", "filename é")], b"").expect(400);
    desk.tus("POST", &uploads, &[("upload-length", "4"), ("upload-metadata", "unit eWFyZA==")], b"").expect(400);
    let nowhere = uploads.replace(yard::VARIANTS[1], "elsewhere");
    desk.tus("POST", &nowhere, &[("upload-length", "4")], b"").expect(404);

    // With its beginning, and what is said of it.
    let metadata = ("upload-metadata", "filename Li4vcGxhY2UuZ2xi,unit bW0=");
    let begun = [("upload-length", "10"), metadata, piece("0")[0]];
    let made = desk.tus("POST", &uploads, &begun, b"hello").expect(201);
    assert_eq!((made.header("upload-offset"), made.header("tus-resumable")), (Some("5"), Some("1.0.0")));
    assert!(made.header("upload-expires").is_some_and(|at| at.ends_with(" GMT")), "{:?}", made.headers);
    let upload = made.header("location").expect("an address").to_owned();
    let head = desk.tus("HEAD", &upload, &[], b"").expect(200);
    assert_eq!(head.header("upload-metadata"), Some(metadata.1));
    assert_eq!((head.header("upload-length"), head.header("cache-control")), (Some("10"), Some("no-store")));
    assert!(desk.planner.open(&desk.project).text().contains("place.glb, 0,0"), "by a name that is no path");

    desk.tus("PATCH", &upload, &[("upload-offset", "5")], b"wor").expect(415);
    desk.tus("PATCH", &upload, &piece("4"), b"wor").expect(409);
    desk.tus("PATCH", &upload, &piece("5"), b"world!").expect(413);
    let instead = [piece("5")[0], piece("5")[1], ("x-http-method-override", "PATCH")];
    let answer = desk.tus("POST", &upload, &instead, b"wor").expect(204);
    assert_eq!(answer.header("upload-offset"), Some("8"));

    // Nobody else sees it, whatever they may do in the project.
    desk.server.add_user("autre@cour.example", Role::Planner, yard::TERRITORY, PASSWORD);
    let mut other = Browser::new(desk.server.api());
    other.submit("/login", "/login", &[("email", "autre@cour.example"), ("password", PASSWORD)]).expect(303);
    let page = other.open(&desk.project).expect(200).text();
    assert!(!page.contains(&upload), "it is told to others");
    let token = hidden_field(&page, "/logout", "csrf").expect("whoever is logged in can leave");
    for method in ["HEAD", "PATCH", "DELETE"] {
        let headers = [("tus-resumable", "1.0.0"), ("x-csrf-token", token.as_str()), piece("8")[0], piece("8")[1]];
        assert_eq!(other.send(method, &upload, &headers, b"").status, 404, "{method}");
    }

    // A full shelf is told in words; what is given up makes room, here by the page's button.
    for _ in 0..3 {
        desk.tus("POST", &uploads, &[("upload-length", "500000000")], b"").expect(201);
    }
    let full = desk.tus("POST", &uploads, &[("upload-length", "500000000")], b"").expect(409);
    assert!(full.text().contains("inachevés"), "{}", full.text());
    let (project, discard) = (desk.project.clone(), format!("{upload}/discard"));
    desk.planner.submit(&project, &discard, &[]).expect(303);
    desk.tus("HEAD", &upload, &[], b"").expect(404);
    desk.tus("POST", &uploads, &[("upload-length", "500000000")], b"").expect(201);

    // The plain form refuses by the length that is announced.
    let form = uploads.replace("/uploads", "/model");
    let kind = [
        ("content-type", "multipart/form-data; boundary=b"),
        ("content-length", "600000000"),
        ("expect", "100-continue"),
    ];
    assert!(early_answer(&desk, &form, &kind).starts_with("HTTP/1.1 413"), "not refused before it is sent");
}

/// The first line that the server answers to a request of which only the head is sent.
fn early_answer(desk: &Desk, path: &str, headers: &[(&str, &str)]) -> String {
    let mut asked = TcpStream::connect(desk.server.url().trim_start_matches("http://")).expect("the server listens");
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    write!(asked, "POST {path} HTTP/1.1\r\nhost: here\r\ncookie: {}\r\n{headers}\r\n", desk.planner.cookies())
        .expect("the server reads");
    let mut answer = [0; 64];
    let read = asked.read(&mut answer).expect("an answer comes");
    String::from_utf8_lossy(&answer[..read]).into_owned()
}

fn piece(offset: &str) -> [(&str, &str); 2] {
    [("content-type", "application/offset+octet-stream"), ("upload-offset", offset)]
}

#[test]
fn in_the_page() {
    let mut desk = Desk::new();
    let given = json!({ "project": desk.project, "variant": yard::VARIANTS[1], "file": desk.file });
    let mut script = Script::start("upload.mjs", &desk.server, Some((PLANNER, PASSWORD)), given);
    script.hear("half");
    desk.server.kill();
    script.hear("lost");
    desk.server.start();
    script.hear("goes on at");
    script.hear("accepted");
    script.finish();
    desk.is_accepted();
    assert_eq!(desk.unfinished(), 0, "nothing is left lying");
}
