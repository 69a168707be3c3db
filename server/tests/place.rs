//! Unit, up axis and place of real models: what is corrected, what placement is proposed, and what the command line says of it.
//! That no other model is changed is seen in `convert`, which goes through them all.

mod support;

use std::collections::HashMap;
use std::path::Path;
use std::process::{Command, Output};

use belvedere_domain::geodesy::{Crs, CrsPoint};
use belvedere_domain::placement::{HeightReference, Placement, PlacementMethod, SceneFrame, UpAxis};
use belvedere_server::convert::{
    Axis, COLLISION_FILE, Converted, Outcome, Request, Said, Severity, Sun, convert_in_child,
};
use belvedere_server::state::AppState;
use belvedere_server::store::{audit, model, scene};
use belvedere_tests::models;
use support::{SERVER, config, fill, glb, sample_scene};

async fn accepted(model: &Path, out_dir: &Path, said: Said) -> Converted {
    let (input, out_dir) = (model.to_owned(), out_dir.to_owned());
    let request = Request { input, out_dir, said, sun: Sun::default(), progress: |_, _| () };
    match convert_in_child(Path::new(SERVER), request).await.expect("a conversion") {
        Outcome::Accepted(converted) => *converted,
        Outcome::Refused(findings) => panic!("{}: {findings:?}", model.display()),
    }
}

async fn checked(folder: &Path, name: &str) -> Converted {
    let out_dir = tempfile::tempdir().expect("a folder");
    accepted(&folder.join(name), out_dir.path(), Said::default()).await
}

fn codes(model: &Converted) -> Vec<&str> {
    // Said of nearly every model, and of no consequence.
    let told = model.findings.iter().filter(|finding| finding.code != "triangles-dropped");
    told.map(|finding| finding.code.as_str()).collect()
}

#[tokio::test]
async fn the_wrong_towers_come_out_as_the_right_one() {
    let Some(folder) = models::folder() else { return };
    let right = checked(&folder, "bim/TallBuilding_ifc_yup_m.glb").await;
    assert_eq!(right.findings, []);
    let wrong: [(&str, f64, Axis, &[&str]); 5] = [
        ("yup_mm", 0.001, Axis::Y, &["unit-corrected"]),
        ("yup_inch", 0.0254, Axis::Y, &["unit-corrected"]),
        ("zup_m", 1.0, Axis::Z, &["axis-corrected"]),
        ("zup_mm", 0.001, Axis::Z, &["axis-corrected", "unit-corrected"]),
        ("zup_rootnode_m", 1.0, Axis::Y, &[]),
    ];
    for (name, scale, up_axis, told) in wrong {
        let model = checked(&folder, &format!("bim/TallBuilding_ifc_{name}.glb")).await;
        assert_eq!((model.read_as.scale, model.read_as.up_axis), (scale, up_axis), "{name}");
        assert_eq!(codes(&model), told, "{name}");
        assert!(model.findings.iter().all(|finding| finding.severity == Severity::Warning));
        for i in 0..3 {
            let length = right.bounds_max_m[i] - right.bounds_min_m[i];
            let off = [right.bounds_min_m[i] - model.bounds_min_m[i], right.bounds_max_m[i] - model.bounds_max_m[i]];
            assert!(off.iter().all(|off| off.abs() < 0.01 * length), "{name}: {model:?}");
        }
    }
}

/// Every vertex that is walked on, put on the grid by the proposal, must be one of the file's own.
fn furthest_m(source: &Path, collision: &Path, frame: &SceneFrame) -> f64 {
    let cell = |p: [f64; 3]| p.map(|value| (value * 10.0).floor() as i64);
    let mut known: HashMap<[i64; 3], Vec<[f64; 3]>> = HashMap::new();
    for point in world(source) {
        known.entry(cell(point)).or_default().push(point);
    }
    let near = |p: [f64; 3]| {
        let [x, y, z] = cell(p);
        let cells =
            (-1..=1).flat_map(move |i| (-1..=1).flat_map(move |j| (-1..=1).map(move |k| [x + i, y + j, z + k])));
        let points = cells.filter_map(|cell| known.get(&cell)).flatten();
        let off = |q: &[f64; 3]| (0..3).map(|i| (p[i] - q[i]).powi(2)).sum::<f64>().sqrt();
        points.map(off).fold(f64::INFINITY, f64::min)
    };
    let back = |p: [f64; 3]| {
        let CrsPoint { easting_m, northing_m, height_m } = frame.crs_from_scene(p);
        near([easting_m, height_m, -northing_m])
    };
    world(collision).into_iter().map(back).fold(0.0, f64::max)
}

/// Every vertex of a file in its own coordinates (f64). Its nodes only move: what they hold is added.
fn world(file: &Path) -> Vec<[f64; 3]> {
    let mut document = glb::opened(file).expect("a model");
    let bin = document.blob.take().expect("a binary part");
    let mut points = Vec::new();
    let mut stack: Vec<_> = document.default_scene().expect("a scene").nodes().map(|node| (node, [0.0; 3])).collect();
    while let Some((node, from)) = stack.pop() {
        let (moved, turned, scaled) = node.transform().decomposed();
        assert_eq!((turned, scaled), ([0.0, 0.0, 0.0, 1.0], [1.0; 3]));
        let at: [f64; 3] = std::array::from_fn(|i| from[i] + f64::from(moved[i]));
        for primitive in node.mesh().iter().flat_map(|mesh| mesh.primitives()) {
            let reader = primitive.reader(|_| Some(&bin));
            let positions = reader.read_positions().expect("positions");
            points.extend(positions.map(|p| -> [f64; 3] { std::array::from_fn(|i| at[i] + f64::from(p[i])) }));
        }
        stack.extend(node.children().map(|child| (child, at)));
    }
    points
}

#[tokio::test]
async fn the_proposal_gives_back_the_files_coordinates_within_a_centimetre() {
    let Some(folder) = models::folder() else { return };
    let files = [
        ("city/lyon1_bdtopo_ouest_cc46_node.glb", Crs::Cc46),
        ("city/lyon1_bdtopo_tile2_l93_node.glb", Crs::Lambert93),
    ];
    for (name, crs) in files {
        let out_dir = tempfile::tempdir().expect("a folder");
        let model = accepted(&folder.join(name), out_dir.path(), Said::default()).await;
        assert_eq!(codes(&model), ["coordinates-located"]);
        let proposal = model.read_as.proposal.expect("a proposal");
        assert_eq!((proposal.crs, proposal.method), (crs, PlacementMethod::Detected));
        assert!((0.001..0.01).contains(&proposal.accuracy_m), "{proposal:?}");
        let frame = proposal.frame().expect("a frame");
        let off = furthest_m(&folder.join(name), &out_dir.path().join(COLLISION_FILE), &frame);
        println!("{name}: {:.2} mm", 1_000.0 * off);
        assert!(off < 0.01, "{name}: {off} m");
    }
}

#[tokio::test]
async fn coordinates_baked_in_f32_are_placed_and_warned_of() {
    let Some(folder) = models::folder() else { return };
    for (name, up_axis) in [("cc46_f32", Axis::Y), ("cc46_f32_zup", Axis::Z)] {
        let model = checked(&folder, &format!("city/lyon1_bdtopo_ouest_{name}.glb")).await;
        assert!(codes(&model).contains(&"coordinates-imprecise"), "{model:?}");
        assert_eq!(codes(&model).contains(&"axis-corrected"), up_axis == Axis::Z);
        let proposal = model.read_as.proposal.clone().expect("a proposal");
        assert_eq!((proposal.crs, proposal.accuracy_m, model.read_as.up_axis), (Crs::Cc46, 0.5, up_axis));
        let height = model.bounds_max_m[1] - model.bounds_min_m[1];
        assert!((height - 114.4).abs() < 0.5, "{name}: {height}");
    }
}

fn lyon(heading_deg: f64) -> Placement {
    Placement {
        crs: Crs::Cc46,
        easting_m: 1_841_900.0,
        northing_m: 5_175_850.0,
        height_m: 165.0,
        height_reference: HeightReference::Unstated,
        heading_deg,
        scale: 1.0,
        up_axis: UpAxis::Y,
        method: PlacementMethod::Typed,
        accuracy_m: 0.1,
    }
}

#[tokio::test]
async fn a_model_in_real_coordinates_goes_where_its_scene_lies() {
    let Some(folder) = models::folder() else { return };
    let file = folder.join("city/lyon1_bdtopo_ouest_cc46_node.glb");
    let out_dir = tempfile::tempdir().expect("a folder");
    let said = Said { placement: Some(lyon(33.0)), ..Said::default() };
    let model = accepted(&file, out_dir.path(), said).await;
    assert_eq!(codes(&model), ["coordinates-in-scene"]);
    assert_eq!(model.read_as.proposal, None);
    let frame = lyon(33.0).frame().expect("a frame");
    let off = furthest_m(&file, &out_dir.path().join(COLLISION_FILE), &frame);
    assert!(off < 0.01, "{off} m");
}

fn server(args: &[&str]) -> Output {
    Command::new(SERVER).args(args).env("BELVEDERE_LOG", "warn").output().expect("the server runs")
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path")
}

#[test]
fn the_exit_status_says_fine_to_check_or_refused() {
    let Some(folder) = models::folder() else { return };
    let model = |name: &str| text(&folder.join(name)).to_owned();
    let checked = |name: &str, more: &[&str]| {
        let file = model(name);
        server(&[&["model", "check", file.as_str(), "--lang", "en"], more].concat())
    };
    assert_eq!(checked("bim/TallBuilding_ifc_yup_m.glb", &[]).status.code(), Some(0));
    let lying = checked("bim/TallBuilding_ifc_zup_m.glb", &[]);
    assert_eq!(lying.status.code(), Some(1));
    let said = String::from_utf8(lying.stdout).expect("text");
    assert!(said.contains("set upright") && said.contains("--up-axis y"), "{said}");
    let told = checked("bim/TallBuilding_ifc_zup_m.glb", &["--up-axis", "z"]);
    assert_eq!(told.status.code(), Some(0), "what the planner says needs no line");
    assert_eq!(checked("broken/truncated_bin.glb", &[]).status.code(), Some(2));
    assert_eq!(checked("broken/there_is_no_such.glb", &[]).status.code(), Some(3));

    let placed = checked("city/lyon1_bdtopo_tile2_l93_node.glb", &["--json"]);
    assert_eq!(placed.status.code(), Some(1));
    let json: serde_json::Value = serde_json::from_slice(&placed.stdout).expect("JSON");
    assert_eq!(json["accepted"]["proposal"]["crs"], "EPSG:2154");
    assert_eq!(json["accepted"]["proposal"]["method"], "detected");
    let refused = checked("broken/truncated_bin.glb", &["--json"]);
    let json: serde_json::Value = serde_json::from_slice(&refused.stdout).expect("JSON");
    assert_eq!((refused.status.code(), json["refused"][0]["severity"].as_str()), (Some(2), Some("error")));
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name")).collect();
    names.sort();
    names
}

#[test]
fn a_package_is_written_without_a_server() {
    let Some(folder) = models::folder() else { return };
    let out = tempfile::tempdir().expect("a folder");
    let (whole, refused) = (out.path().join("a/b"), out.path().join("refused"));
    let convert = |name: &str, to: &Path| {
        server(&["model", "convert", text(&folder.join(name)), "--out", text(to)]).status.code()
    };
    assert_eq!(convert("textured/park_bench_sketchfab/scene.gltf", &whole), Some(0));
    assert_eq!(names(&whole), ["collision.glb", "findings.json", "plan.png", "visual.glb"]);
    let outcome = std::fs::read(whole.join("findings.json")).expect("the findings");
    let outcome: Outcome = serde_json::from_slice(&outcome).expect("an outcome");
    assert!(matches!(outcome, Outcome::Accepted(model) if model.counts.triangles == 2_864));
    assert_eq!(convert("broken/nan_positions.glb", &refused), Some(2));
    assert_eq!(names(&refused), ["findings.json"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_offers_the_placement_and_takes_it_when_told() {
    let Some(folder) = models::folder() else { return };
    let data = tempfile::tempdir().expect("a folder");
    let state = AppState::open(config(data.path(), None)).await.expect("the data opens");
    fill(&state.store).await;
    let id = sample_scene().id;
    let import = |more: &[&str]| {
        let file = folder.join("city/lyon1_bdtopo_tile2_l93_node.glb");
        let scene = id.to_string();
        let args = ["--data-dir", text(data.path()), "model", "import", text(&file), "--scene", &scene];
        server(&[&args[..], &["--variant", "existing", "--lang", "en"], more].concat())
    };
    let offered = import(&[]);
    let said = String::from_utf8(offered.stdout).expect("text");
    assert!(said.contains("EPSG:2154") && said.contains("--place"), "{said}");
    let mut db = state.store.read().await.expect("a connection");
    let current =
        model::current(&mut db, id, &"existing".parse().expect("a key")).await.expect("read").expect("a model");
    let proposal = current.proposal.expect("a proposal is kept");
    assert_eq!(scene::find(&mut db, id).await.expect("read").expect("a scene").placement, sample_scene().placement);
    drop(db);

    let taken = import(&["--place"]);
    assert_eq!(taken.status.code(), Some(1), "{}", String::from_utf8_lossy(&taken.stderr));
    let mut db = state.store.read().await.expect("a connection");
    assert_eq!(scene::find(&mut db, id).await.expect("read").expect("a scene").placement, proposal);
    let log = audit::after(&mut db, 0, 100).await.expect("the log");
    let placed: Vec<_> = log.iter().filter(|entry| entry.action == "placement.put").collect();
    assert_eq!(placed.len(), 2, "the first placement is kept");
    drop(db);

    // Now the scene lies there: the same file again is put into its frame, and proposes nothing.
    let again = import(&["--place"]);
    assert_eq!(again.status.code(), Some(0));
    assert!(String::from_utf8(again.stdout).expect("text").contains("proposes no placement"));
}
