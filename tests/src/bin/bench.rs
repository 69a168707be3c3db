//! `make bench`: what the conversion of models costs, beside `gltfpack` and `gltf-transform optimize` on the same files, and
//! how its time grows with triangles. It prints tables; nothing is asserted.
//!
//! Each figure is of one run of a whole process: time on the clock, and the peak memory of its largest process.
//! Arguments: the folder where the peers are installed, and, if not all files are wanted, parts of their names.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use belvedere_tests::bench::{glb, grid};
use belvedere_tests::memory::Watch;
use belvedere_tests::models::{self, Expected};
use belvedere_tests::programs::{checkout, program_beside};

/// Files below this tell of the start of a program, not of its work.
const FILE_MIN_BYTES: u64 = 300_000;
/// The sizes of the made models, in triangles.
const GROWTH: [u64; 4] = [10_000, 100_000, 1_000_000, 10_000_000];

fn main() {
    let mut arguments = std::env::args().skip(1);
    let peers = PathBuf::from(arguments.next().expect("the folder where the peers are installed"));
    let wanted: Vec<String> = arguments.collect();
    let folder = tempfile::tempdir().expect("a folder");
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|part| name.contains(part.as_str()));
    let files: Vec<_> = files(folder.path()).into_iter().filter(|(name, _)| is_wanted(name)).collect();
    beside_peers(&files, &peers, folder.path());
    growth(folder.path(), is_wanted);
}

/// The models to convert, with the name to show: the demo's, a large made one, and the collection of real ones where it lies.
fn files(folder: &Path) -> Vec<(String, PathBuf)> {
    let demo = ["existing.glb", "scenario-a.glb", "scenario-b.glb"];
    let demo = demo.map(|name| (format!("demo/{name}"), checkout().join("assets/demo").join(name)));
    let large = folder.join("large.glb");
    std::fs::write(&large, grid::glb(2_800_000)).expect("there is room");
    let real = models::catalogue().unwrap_or_default().into_iter().filter(|model| model.expected == Expected::Accept);
    let is_glb = |path: &Path| path.extension().is_some_and(|kind| kind == "glb");
    let is_large = |path: &Path| path.metadata().is_ok_and(|about| about.len() >= FILE_MIN_BYTES);
    let real = real.filter(|model| is_glb(&model.path) && is_large(&model.path)).map(|model| (model.name, model.path));
    demo.into_iter().chain([("made, 68 MB".to_owned(), large)]).chain(real).collect()
}

/// What one run gave.
struct Run {
    seconds: f64,
    peak_mb: f64,
    /// None where it failed.
    made: Option<glb::Cost>,
}

fn run(command: &mut Command, made: &Path) -> Run {
    let _ = std::fs::remove_file(made);
    let watch = Watch::of_children(std::process::id());
    let began = Instant::now();
    let ended = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let seconds = began.elapsed().as_secs_f64();
    let peak_mb = watch.peak_bytes() as f64 / 1e6;
    // 1: taken with warnings.
    let is_good = ended.is_ok_and(|status| matches!(status.code(), Some(0 | 1)));
    Run { seconds, peak_mb, made: glb::cost(made).filter(|_| is_good) }
}

fn ours(file: &Path, folder: &Path) -> Run {
    let out = folder.join("ours");
    let mut command = Command::new(program_beside("belvedere-server"));
    command.args(["model", "convert"]).arg(file).arg("--out").arg(&out);
    run(&mut command, &out.join("visual.glb"))
}

fn beside_peers(files: &[(String, PathBuf)], peers: &Path, folder: &Path) {
    let tool = |name: &str| peers.join("node_modules/.bin").join(name);
    println!("| file | MB | | s | peak MB | package MB | draws | triangles |\n|---|---|---|---|---|---|---|---|");
    for (name, file) in files {
        let made = folder.join("peer.glb");
        let size = file.metadata().map_or(0, |about| about.len());
        row(name, size, "Belvédère", &ours(file, folder));
        let mut pack = Command::new(tool("gltfpack"));
        row("", 0, "gltfpack -c -kn", &run(pack.args(["-c", "-kn", "-i"]).arg(file).arg("-o").arg(&made), &made));
        let mut optimize = Command::new(tool("gltf-transform"));
        row("", 0, "gltf-transform optimize", &run(optimize.arg("optimize").arg(file).arg(&made), &made));
    }
}

fn row(name: &str, size: u64, tool: &str, run: &Run) {
    let size = if size == 0 { String::new() } else { format!("{:.1}", size as f64 / 1e6) };
    let made = run.made.as_ref().map_or("failed | | ".to_owned(), |made| {
        format!("{:.2} | {} | {}", made.bytes as f64 / 1e6, made.draws, made.triangles)
    });
    println!("| {name} | {size} | {tool} | {:.1} | {:.0} | {made} |", run.seconds, run.peak_mb);
}

fn growth(folder: &Path, is_wanted: impl Fn(&str) -> bool) {
    if !is_wanted("growth") {
        return;
    }
    println!("\n| triangles | MB | s | µs/triangle | peak MB | package MB | draws |\n|---|---|---|---|---|---|---|");
    for triangles in GROWTH {
        let file = folder.join("grid.glb");
        std::fs::write(&file, grid::glb(triangles)).expect("there is room");
        let size = file.metadata().map_or(0.0, |about| about.len() as f64 / 1e6);
        let run = ours(&file, folder);
        let each = run.seconds * 1e6 / triangles as f64;
        let made = run
            .made
            .as_ref()
            .map_or("refused | ".to_owned(), |made| format!("{:.2} | {}", made.bytes as f64 / 1e6, made.draws));
        println!("| {triangles} | {size:.1} | {:.1} | {each:.1} | {:.0} | {made} |", run.seconds, run.peak_mb);
    }
}
