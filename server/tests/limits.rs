//! Each limit of the conversion with a file that hits it, made by the code here and read by a real child process. A case is a
//! line: what is tried, the file, the code of the refusal; each refusal has its sentences in both languages.
//!
//! What holds the child in (no file, no network, no program, 32 descriptors) is tried from the inside: `convert/sandbox.rs`.
//! That an upload is kept as received, and shown escaped, is told in `tests/stories/a_hostile_file_…`.

mod small;
mod support;

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use belvedere_domain::language::Language;
use belvedere_server::convert::{
    Bounds, COLLISION_FILE, Finding, Outcome, Request, Said, Severity, Stage, Sun, convert_in_child,
    convert_in_child_within, sentences,
};
use serde_json::{Value, json};
use small::{Small, floats, lattice, of_corners, wall, zipped};
use support::{SERVER, glb};
use tempfile::TempDir;
use zip::CompressionMethod::{Deflated, Stored};

/// What is tried, the file, and the code of its refusal.
type Cases = Vec<(&'static str, Vec<u8>, &'static str)>;

type Asked = Request<fn(u8, Stage)>;

/// A file in a folder of its own, and what to do with it.
fn request(file: &[u8]) -> (TempDir, Asked) {
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("upload");
    fs::write(&input, file).expect("written");
    (folder, of_file(input))
}

fn of_file(input: PathBuf) -> Asked {
    let out_dir = input.parent().expect("a folder").to_owned();
    Request { input, out_dir, said: Said::default(), sun: Sun::default(), progress: |_, _| () }
}

async fn converted(file: &[u8]) -> Outcome {
    let (_folder, request) = request(file);
    convert_in_child(Path::new(SERVER), request).await.expect("a conversion")
}

async fn converted_within(file: &[u8], bounds: Bounds) -> Outcome {
    let (_folder, request) = request(file);
    convert_in_child_within(Path::new(SERVER), request, bounds).await.expect("a conversion")
}

fn codes(outcome: &Outcome) -> Vec<&str> {
    let findings = match outcome {
        Outcome::Accepted(model) => &model.findings,
        Outcome::Refused(findings) => findings,
    };
    findings.iter().map(|finding| finding.code.as_str()).collect()
}

/// The first finding of a refusal, if it has that code and its sentences.
fn refused<'a>(outcome: &'a Outcome, code: &str) -> Result<&'a Finding, String> {
    let Outcome::Refused(findings) = outcome else { return Err("accepted".to_owned()) };
    let finding = findings.first().ok_or("no reason")?;
    if (finding.code.as_str(), finding.severity) != (code, Severity::Error) {
        return Err(format!("{finding:?}"));
    }
    for language in Language::ALL {
        let text = sentences(finding, language);
        let whole = |sentence: &str| sentence.len() > 20 && !sentence.contains("finding-") && !sentence.contains("{$");
        if !whole(&text.what) || !whole(&text.mend) {
            return Err(format!("no sentence in {}: {text:?}", language.tag()));
        }
    }
    Ok(finding)
}

async fn are_refused(cases: Cases) {
    let mut wrong = Vec::new();
    for (what, file, code) in cases {
        let started = Instant::now();
        if let Err(why) = refused(&converted(&file).await, code) {
            wrong.push(format!("{what}: {why}, not {code}"));
        }
        let took = started.elapsed();
        if took > Duration::from_secs(8) {
            wrong.push(format!("{what}: took {took:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn hostile_archives() {
    let model = wall().glb();
    let beside = |name: &str| zipped(&[("a.glb", &model), (name, b"x")], Stored);
    let many: Vec<String> = (0..5_000).map(|i| format!("{i}.png")).collect();
    let mut many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
    many.push(("a.glb", &model));
    let noise: Vec<u8> = (0..9_000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    are_refused(vec![
        ("a name that leads out", beside("../../evil.png"), "zip-escape"),
        ("a name that leads out in the middle", beside("a/../../evil.png"), "zip-escape"),
        ("a name that leads out, Windows", beside("..\\evil.png"), "zip-escape"),
        ("an absolute name", beside("/etc/cron.d/evil"), "zip-escape"),
        ("a name on a drive", beside("C:/evil.png"), "zip-escape"),
        ("a link in place of the buffer", with_link(), "zip-link"),
        ("40 MB of blanks", zipped(&[("a.gltf", &vec![b' '; 40_000_000])], Deflated), "zip-ratio"),
        ("more than 768 MB in all", unpacked_often(), "zip-too-large"),
        ("5,001 files", zipped(&many, Stored), "zip-too-many-files"),
        ("a ZIP in a ZIP", zipped(&[("a.zip", &zipped(&[("a.glb", &model)], Stored))], Stored), "zip-nested"),
        ("a ZIP that calls itself a model", zipped(&[("a.glb", &beside("b.png"))], Stored), "file-not-gltf"),
        ("no model", zipped(&[("readme.txt", b"rien")], Stored), "zip-no-model"),
        ("two models", zipped(&[("a.glb", &model), ("b.glb", &model)], Stored), "zip-several-models"),
        ("a damaged ZIP", [&b"PK\x03\x04"[..], &noise].concat(), "zip-unreadable"),
    ])
    .await;
}

fn with_link() -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("a.gltf", options).expect("a name");
    std::io::Write::write_all(&mut zip, wall().linked("a.bin").as_bytes()).expect("written");
    zip.add_symlink("a.bin", "/etc/passwd", options).expect("a link");
    zip.finish().expect("finished").into_inner()
}

/// One picture of 16 MB, named by 52 images: what is unpacked counts each time.
fn unpacked_often() -> Vec<u8> {
    let mut picture = png(8, 8, 8);
    picture.resize(16_000_000, 0);
    let text = wall().set("/images", json!(vec![json!({"uri": "a.png"}); 52])).linked("a.bin");
    zipped(&[("a.gltf", text.as_bytes()), ("a.bin", &wall().bytes), ("a.png", &picture)], Stored)
}

#[tokio::test]
async fn names_that_leave_the_upload() {
    let names = [
        ("/etc/passwd", "uri-escape"),
        ("../a.bin", "uri-escape"),
        ("a/../../b.bin", "uri-escape"),
        ("..\\..\\windows\\win.ini", "uri-escape"),
        ("%2e%2e%2fa.bin", "uri-escape"),
        ("%2E%2E/a.bin", "uri-escape"),
        ("%2fetc/passwd", "uri-escape"),
        ("file:///etc/passwd", "uri-escape"),
        ("FILE:///etc/passwd", "uri-escape"),
        ("file%3A///etc/passwd", "uri-escape"),
        ("C:\\a.bin", "uri-escape"),
        ("//host/a.bin", "uri-escape"),
        ("a\u{0}.bin", "uri-escape"),
        ("http://169.254.169.254/latest/meta-data/", "uri-remote"),
        ("HTTPS://example.org/a.bin", "uri-remote"),
        ("ftp:a.bin", "uri-remote"),
        ("a.bin", "uri-missing"),
    ];
    let as_buffer = names.iter().map(|&(name, code)| (name, wall().linked(name).into_bytes(), code));
    let image = |name: &str| wall().set("/images", json!([{"uri": name}])).textured().glb();
    let as_image = names.iter().map(|&(name, code)| (name, image(name), code));
    // One that is not shown may be missing, but may not lead astray.
    let unseen = |name: &str| wall().set("/images", json!([{"uri": name}])).glb();
    let as_unseen = names[..16].iter().map(|&(name, code)| (name, unseen(name), code));
    are_refused(as_buffer.chain(as_image).chain(as_unseen).collect()).await;
    assert_eq!(codes(&converted(&unseen("a.png")).await), [""; 0]);
}

#[tokio::test]
async fn data_in_place_is_read_within_the_limits() {
    let mut small = wall();
    small.view(&vec![0; 4_000_000]);
    assert_eq!(codes(&converted(&small.gltf()).await), [""; 0]);
    small.view(&vec![0; 48_000_000]);
    let text = |uri: &str| wall().linked(uri).into_bytes();
    are_refused(vec![
        ("52 MB in place", small.gltf(), "json-too-large"),
        ("no base64", text("data:application/octet-stream;base64,@@@@"), "data-uri-invalid"),
        ("not in base64", text("data:text/plain,abc"), "data-uri-invalid"),
        ("less than announced", text("data:;base64,AAAA"), "buffer-too-short"),
    ])
    .await;
}

#[tokio::test]
async fn bombs_of_numbers() {
    let accessor = |value: Value| wall().set("/accessors/0", value).glb();
    let vec3 = |count: u64| json!({"bufferView": 0, "componentType": 5126, "type": "VEC3", "count": count});
    let none = |count: u64| json!({"componentType": 5126, "type": "VEC3", "count": count});
    let stride = wall().set("/bufferViews/0/byteStride", json!(4_096)).glb();
    let sparse = |count: u32, at: u32| {
        let sparse = json!({"count": count, "indices": {"bufferView": 3, "byteOffset": at, "componentType": 5125},
            "values": {"bufferView": 0}});
        wall().set("/accessors/0/sparse", sparse).glb()
    };
    let twelve = json!({"attributes": {"POSITION": 0}, "indices": 3});
    are_refused(vec![
        ("an accessor of 2^53", accessor(vec3(1 << 53)), "accessor-too-long"),
        ("an accessor of 4e9 zeros", accessor(none(4_000_000_000)), "accessor-too-long"),
        ("an accessor beyond its view", accessor(vec3(9)), "accessor-out-of-bounds"),
        ("a stride beyond its view", stride, "accessor-out-of-bounds"),
        (
            "a view beyond its buffer",
            wall().set("/bufferViews/0/byteOffset", json!(u64::MAX)).glb(),
            "accessor-out-of-bounds",
        ),
        ("more replaced than there are", sparse(9, 0), "accessor-out-of-bounds"),
        ("a replaced one beyond the end", sparse(1, 0), "accessor-out-of-bounds"),
        ("4e9 indices", wall().set("/accessors/3/count", json!(4_000_000_000u64)).glb(), "triangles-too-many"),
        (
            "an index beyond the vertices",
            wall()
                .set("/accessors/3/componentType", json!(5121))
                .set("/bufferViews/3/buffer", json!(0))
                .set("/bufferViews/3/byteOffset", json!(0))
                .glb(),
            "index-out-of-range",
        ),
        (
            "4.2 M triangles by repetition",
            wall().set("/nodes", json!(lattice(17))).set("/meshes/0/primitives", json!(vec![twelve; 8])).glb(),
            "triangles-too-many",
        ),
    ])
    .await;
}

#[tokio::test]
async fn bombs_that_are_compressed() {
    let meshopt = |count: u64, stride: u64, mode: &str| {
        let stream = json!({"buffer": 0, "byteLength": 64, "byteStride": stride, "count": count, "mode": mode});
        let small = wall().set("/bufferViews/0/extensions/EXT_meshopt_compression", stream);
        small.set("/extensionsRequired", json!(["EXT_meshopt_compression"])).glb()
    };
    // A stream in order, of version 2.2, of three points: its faces are a byte for each corner.
    let faces = |count: u32, bytes: usize| {
        let counts = [7 * 4, 7 * 3, 7 * 2, 7, 0].map(|shift| (count >> shift) as u8 & 0x7F | 0x80);
        let counts: Vec<u8> =
            counts.iter().rev().enumerate().map(|(i, byte)| if i == 4 { byte & 0x7F } else { *byte }).collect();
        [&b"DRACO\x02\x02\x01\x00\x00\x00"[..], &counts, &[3, 1], &vec![0; bytes]].concat()
    };
    are_refused(vec![
        ("meshopt: 3.6 GB of 64 bytes", meshopt(300_000_000, 12, "ATTRIBUTES"), "decoded-too-large"),
        ("meshopt: more than all numbers", meshopt(u64::MAX, 256, "ATTRIBUTES"), "decoded-too-large"),
        ("meshopt: 12 GB of indices", meshopt(3_000_000_000, 4, "TRIANGLES"), "decoded-too-large"),
        ("meshopt: more than 64 bytes hold", meshopt(20_000, 4, "ATTRIBUTES"), "compressed-unreadable"),
        ("Draco: 4,000,001 faces", draco(&faces(4_000_001, 12_000_064), 12), "decoded-too-large"),
        ("Draco: 2^31 faces in 64 bytes", draco(&faces(u32::MAX / 2, 64), 12), "compressed-unreadable"),
        ("Draco: 10^9 corners claimed", draco(&faces(12, 64), 1_000_000_000), "triangles-too-many"),
        ("Draco: noise", draco(&[0x5A; 512], 12), "compressed-unreadable"),
    ])
    .await;
}

fn draco(stream: &[u8], indices: u64) -> Vec<u8> {
    let mut small = wall();
    let view = small.view(stream);
    let stream = json!({"bufferView": view, "attributes": {"POSITION": 0, "NORMAL": 1, "TEXCOORD_0": 2}});
    small
        .set("/accessors/3/count", json!(indices))
        .set("/meshes/0/primitives/0/extensions/KHR_draco_mesh_compression", stream)
        .set("/extensionsRequired", json!(["KHR_draco_mesh_compression"]))
        .glb()
}

/// The beginning of a PNG in RGBA that claims that size, with `depth` bits a channel, and no picture.
fn png(width: u32, height: u32, depth: u8) -> Vec<u8> {
    let header = [&b"IHDR"[..], &width.to_be_bytes(), &height.to_be_bytes(), &[depth, 6, 0, 0, 0]].concat();
    let step = |crc: u32, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
    let crc = !header.iter().fold(u32::MAX, |crc, &byte| (0..8).fold(crc ^ u32::from(byte), step));
    let end = [&crc.to_be_bytes()[..], &[0, 0, 0, 0], b"IDAT"].concat();
    [&b"\x89PNG\r\n\x1A\n\0\0\0\x0D"[..], &header, &end].concat()
}

#[tokio::test]
async fn bombs_of_pixels() {
    let shown = |picture: &[u8]| wall().with_picture(picture).glb();
    // 14 bits of width and of height, less one each.
    let webp = [&b"RIFF\x20\0\0\0WEBPVP8L\x14\0\0\0\x2F"[..], &0x0FFF_BFFEu32.to_le_bytes(), &[0; 15]].concat();
    let mut zstandard = include_bytes!("../src/convert/read/fixtures/uastc_zstd.ktx2").to_vec();
    zstandard[96..104].copy_from_slice(&(4u64 << 30).to_le_bytes());
    let mut wide = include_bytes!("../src/convert/read/fixtures/etc1s.ktx2").to_vec();
    wide[20..24].copy_from_slice(&100_000u32.to_le_bytes());
    are_refused(vec![
        ("PNG of 20,000 × 20,000", shown(&png(20_000, 20_000, 8)), "image-too-large"),
        ("PNG of 2^31 × 2^31", shown(&png(0x7FFF_FFFF, 0x7FFF_FFFF, 8)), "image-too-large"),
        ("PNG of 512 MB", shown(&png(8_192, 8_192, 16)), "image-too-large"),
        ("PNG of nothing", shown(&png(0, 0, 8)), "image-unreadable"),
        ("PNG without its pixels", shown(&png(64, 64, 8)), "image-unreadable"),
        ("WebP of 16,383 × 16,384", shown(&webp), "image-too-large"),
        ("KTX2 of 100,000 × 6", shown(&wide), "image-too-large"),
        ("KTX2 of 4 GB", shown(&zstandard), "image-unreadable"),
        ("a drawing with a script", shown(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"), "image-format"),
    ])
    .await;
}

#[tokio::test]
async fn trees_without_end() {
    let nodes = |nodes: Vec<Value>| wall().set("/nodes", json!(nodes)).glb();
    let chain =
        |length: usize| nodes((1..=length).map(|next| json!({"children": [next]})).chain([json!({})]).collect());
    let child = |of: usize| json!({"children": [of]});
    let mut instanced = wall();
    instanced.text["accessors"]
        .as_array_mut()
        .expect("accessors")
        .push(json!({"componentType": 5126, "type": "VEC3", "count": 500_000}));
    let instanced = instanced.set("/nodes/0/extensions/EXT_mesh_gpu_instancing/attributes", json!({"TRANSLATION": 4}));
    let primitives = vec![json!({"attributes": {"POSITION": 0}, "mode": 0}); 20];
    let draws = wall().set("/nodes", json!(lattice(17))).set("/meshes/0/primitives", json!(primitives)).glb();
    are_refused(vec![
        ("its own child", nodes(vec![child(0)]), "nodes-cycle"),
        ("a ring of three", nodes(vec![child(1), child(2), child(0)]), "nodes-cycle"),
        ("2^40 draws", nodes(lattice(40)), "instances-too-many"),
        ("500,000 instances", instanced.glb(), "instances-too-many"),
        ("2.6 million lines of points", draws, "draws-too-many"),
        ("257 levels", chain(257), "nodes-too-deep"),
        ("90,000 levels", chain(90_000), "nodes-too-deep"),
        ("90,000 times the same root", wall().set("/scenes/0/nodes", json!(vec![0; 90_000])).glb(), "root-repeated"),
        ("100,001 nodes", nodes(vec![json!({}); 100_001]), "list-too-long"),
        ("a child that is not there", nodes(vec![child(7)]), "reference-invalid"),
    ])
    .await;
}

#[tokio::test]
async fn texts_and_numbers_that_are_none() {
    let deep = |levels: usize| {
        format!(r#"{{"asset":{{"version":"2.0"}},"extras":{}{}}}"#, "[".repeat(levels), "]".repeat(levels))
    };
    let mut at = [[0.0; 3]; 8];
    at[5] = [0.0, f32::INFINITY, 0.0];
    let moved = |key: &str, value: Value| wall().set(&format!("/nodes/0/{key}"), value).glb();
    let overflow = wall().linked("a.bin").replace("\"mesh\":0", "\"mesh\":0,\"scale\":[1e999,1,1]");
    let names: Vec<String> = (0..100_000).map(|i| format!("ACME_{i}")).collect();
    are_refused(vec![
        ("nothing", Vec::new(), "file-empty"),
        ("100,000 levels of brackets", deep(100_000).into_bytes(), "json-too-deep"),
        ("64 levels of brackets", deep(64).into_bytes(), "json-too-deep"),
        ("64 MB of blanks", [b"{", &vec![b' '; 64 << 20][..]].concat(), "json-too-large"),
        ("a number beyond all", overflow.into_bytes(), "json-invalid"),
        ("no UTF-8", b"{\"a\":\"\xFF\"}".to_vec(), "json-not-utf8"),
        ("100,000 extensions", wall().set("/extensionsRequired", json!(names)).glb(), "extension-unsupported"),
        ("NaN", of_corners(&[[f32::NAN; 3]; 8]).set("/accessors/0/min", json!([])).glb(), "positions-not-finite"),
        ("an infinite corner", of_corners(&at).set("/accessors/0/max", json!([])).glb(), "positions-not-finite"),
        ("a scale of 1e38", moved("scale", json!([1e38, 1e38, 1e38])), "transform-overflow"),
        ("a place beyond all numbers", moved("translation", json!([1e308, 1e308, 0])), "transform-overflow"),
        ("a matrix beyond all numbers", moved("matrix", json!(vec![1e308; 16])), "transform-overflow"),
    ])
    .await;
}

#[tokio::test]
async fn a_file_beyond_512_mb_is_not_even_opened_by_the_child() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("upload");
    File::create(&input).expect("created").set_len((512 << 20) + 1).expect("as long");
    let nobody = Path::new("/nonexistent/child");
    let outcome = convert_in_child(nobody, of_file(input)).await.expect("an outcome without a child");
    refused(&outcome, "file-too-large").expect("refused");
}

/// Much from little: 131,072 places of the wall, half a million triangles, from two kilobytes.
fn heavy() -> Vec<u8> {
    wall().set("/nodes", json!(lattice(17))).glb()
}

#[tokio::test]
async fn memory_is_bounded_by_the_system() {
    let bounds = Bounds { memory_bytes: 400 << 20, ..Bounds::of_input(0) };
    let outcome = converted_within(&heavy(), bounds).await;
    let finding = refused(&outcome, "worker-memory").expect("ended for its memory");
    assert!(sentences(finding, Language::En).what.contains("400 MB"), "{finding:?}");
    // The same child has room for a sound model.
    assert_eq!(codes(&converted_within(&wall().glb(), bounds).await), [""; 0]);
    let most = |input_bytes| Bounds::of_input(input_bytes).memory_bytes;
    assert_eq!([most(0), most(2 << 20), most(512 << 20)], [1 << 30, 2 << 30, 2 << 30]);
}

#[tokio::test]
async fn time_is_bounded_by_the_system_and_by_the_parent() {
    let second = Bounds { processor: Duration::from_secs(1), ..Bounds::of_input(0) };
    let moment = Bounds { wall: Duration::from_millis(300), ..Bounds::of_input(0) };
    for bounds in [second, moment] {
        let started = Instant::now();
        refused(&converted_within(&heavy(), bounds).await, "worker-time").expect("ended for its time");
        assert!(started.elapsed() < Duration::from_secs(10), "{bounds:?} took {:?}", started.elapsed());
    }
    // More is given to more; the machine may be busy, so that the clock has longer.
    let [small, large] = [0, 500 << 20].map(Bounds::of_input);
    assert!(large.processor > 10 * small.processor && large.wall > large.processor && small.wall > small.processor);
}

#[tokio::test]
async fn slight_faults_are_repaired_and_told() {
    let together = |mut small: Small| {
        let bytes = [floats(&[0.0, 25.4, 0.0].repeat(4)), floats(&[0.0, 0.0, 25.4].repeat(4))].concat();
        small.bytes[96..192].copy_from_slice(&bytes);
        small
    };
    let one_view = wall()
        .set("/bufferViews/0/byteLength", json!(192))
        .set("/accessors/1/bufferView", json!(0))
        .set("/accessors/1/byteOffset", json!(96));
    let cases = [
        ("right", wall(), vec![]),
        ("no bounds", wall().set("/accessors/0/min", json!(null)), vec!["bounds-repaired"]),
        ("wrong bounds", wall().set("/accessors/0/max", json!([1, 2, 3])), vec!["bounds-repaired"]),
        ("no stride", one_view, vec!["stride-repaired"]),
        ("long normals", together(wall()), vec!["normals-repaired"]),
        ("an attribute of its own", wall().set("/meshes/0/primitives/0/attributes/_HEIGHT", json!(1)), vec![]),
        (
            "a root that is none",
            wall().set("/nodes/1", json!({"children": [0]})).set("/scenes/0/nodes", json!([0])),
            vec!["root-repaired"],
        ),
    ];
    let sound = converted(&wall().glb()).await;
    for (what, small, wanted) in cases {
        let outcome = converted(&small.glb()).await;
        assert_eq!(codes(&outcome), wanted, "{what}");
        let (Outcome::Accepted(model), Outcome::Accepted(sound)) = (outcome, &sound) else { panic!("{what}: refused") };
        assert_eq!((model.bounds_max_m, model.counts), (sound.bounds_max_m, sound.counts), "{what}");
    }
}

/// A name that would clear the terminal, turn the line around and run a script.
const NAME: &str = "<script>alert(1)</script>\u{1b}[2J\u{202E}\u{2066}\n\u{7}";

fn steers(text: &str) -> bool {
    text.contains(['\u{1b}', '\u{202E}', '\u{2066}', '\u{7}'])
}

#[tokio::test]
async fn names_move_no_cursor_and_turn_no_line_around() {
    let named = |small: Small| small.set("/nodes/0/name", json!(NAME)).set("/asset/copyright", json!(NAME)).glb();
    let outcome = converted(&named(wall().set("/nodes/0/children", json!([0])))).await;
    let finding = refused(&outcome, "nodes-cycle").expect("refused");
    for language in Language::ALL {
        let text = sentences(finding, language).what;
        assert!(text.contains("<script>") && !steers(&text) && !text.contains('\n'), "{text:?}");
    }
    let uri = converted(wall().linked(&format!("http://{NAME}")).as_bytes()).await;
    assert!(!steers(&sentences(refused(&uri, "uri-remote").expect("refused"), Language::Fr).what));
    let (folder, request) = request(&named(wall()));
    let outcome = convert_in_child(Path::new(SERVER), request).await.expect("a conversion");
    assert_eq!(codes(&outcome), [""; 0]);
    let collision = glb::opened(&folder.path().join(COLLISION_FILE)).expect("a mesh");
    let names: Vec<_> = collision.nodes().filter_map(|node| node.name().map(str::to_owned)).collect();
    assert!(names.iter().all(|name| name.starts_with("<script>") && !steers(name)), "{names:?}");
}

#[test]
fn the_terminal_shows_names_as_they_are_and_no_more() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.glb");
    fs::write(&file, wall().set("/nodes/0/name", json!(NAME)).set("/nodes/0/children", json!([0])).glb())
        .expect("written");
    for arguments in [vec!["--lang", "en"], vec!["--json"]] {
        let output =
            Command::new(SERVER).args(["model", "check"]).arg(&file).args(arguments).output().expect("it runs");
        let said = String::from_utf8(output.stdout).expect("text");
        assert_eq!(output.status.code(), Some(2));
        assert!(said.contains("<script>alert(1)</script> [2J") && !steers(&said), "{said:?}");
    }
}
