//! Every real model goes through the worker, in a real child process: what must be taken is taken, what must be refused is
//! refused with a sentence in each language, and no child holds more than 1 GB.

mod support;

use std::{collections::BTreeMap, path::Path};

use belvedere_domain::language::Language;
use belvedere_server::convert::{
    Axis, COLLISION_FILE, Converted, Outcome, PLAN_FILE, Request, Said, Severity, Sun, VISUAL_FILE, convert_in_child,
    pack, sentences,
};
use belvedere_tests::models;
use support::{SERVER, glb};

async fn converted(model: &Path, out_dir: &Path, up_axis: Axis) -> Outcome {
    let mut input = model.to_owned();
    if model.extension().is_some_and(|kind| kind == "gltf") {
        input = out_dir.join("model.zip");
        pack(model, &input).expect("packed");
    }
    let said = Said { up_axis: (up_axis == Axis::Z).then_some(up_axis), ..Said::default() };
    let request = Request { input, out_dir: out_dir.to_owned(), said, sun: Sun::default(), progress: |_, _| () };
    convert_in_child(Path::new(SERVER), request).await.expect("a conversion")
}

/// The most memory that any child of this process has held (bytes).
fn children_peak_bytes() -> u64 {
    let mut usage = std::mem::MaybeUninit::<libc::rusage>::zeroed();
    // SAFETY: `usage` is valid for writing one `rusage`, which the call fills; zeroes are a valid `rusage` too.
    let usage = unsafe {
        assert_eq!(libc::getrusage(libc::RUSAGE_CHILDREN, usage.as_mut_ptr()), 0);
        usage.assume_init()
    };
    u64::try_from(usage.ru_maxrss).expect("a size") * 1024
}

#[tokio::test]
async fn every_real_model_is_taken_or_refused_as_its_index_says() {
    let Some(folder) = models::folder() else { return };
    let index = std::fs::read(folder.join("index.json")).expect("an index");
    let index: serde_json::Value = serde_json::from_slice(&index).expect("an index");
    let mut wrong = BTreeMap::new();
    for file in index["files"].as_array().expect("files") {
        let name = file["name"].as_str().expect("a name");
        let out_dir = tempfile::tempdir().expect("a folder");
        let outcome = converted(&folder.join(name), out_dir.path(), Axis::Y).await;
        if let Err(reason) = as_expected(file, &outcome, out_dir.path()) {
            wrong.insert(name.to_owned(), format!("{reason}: {outcome:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let peak = children_peak_bytes();
    println!("largest child: {} MiB", peak >> 20);
    assert!(peak < 1 << 30, "a child held {peak} bytes");
}

fn as_expected(file: &serde_json::Value, outcome: &Outcome, out_dir: &Path) -> Result<(), String> {
    let expected = file["expected"].as_str().unwrap_or_default();
    match (expected, outcome) {
        ("accept" | "either", Outcome::Accepted(model)) => {
            is_changed_only_if_wrong(file["name"].as_str().unwrap_or_default(), model)?;
            files_are_sound(model, out_dir)
        }
        ("reject" | "either", Outcome::Refused(findings)) => sentences_are_there(findings),
        _ => Err(format!("expected {expected}")),
    }
}

/// Models that are in another unit than the metre or lie on their side, and surely so: `place` looks at them. A correction of any
/// other would be worse than none.
const WRONG: [&str; 5] = ["_yup_mm.", "_yup_inch.", "_zup_m.", "_zup_mm.", "_f32_zup."];

fn is_changed_only_if_wrong(name: &str, model: &Converted) -> Result<(), String> {
    let changed = (model.read_as.scale, model.read_as.up_axis) != (1.0, Axis::Y);
    let told = model.findings.iter().any(|finding| finding.code.ends_with("-corrected"));
    let wrong = WRONG.iter().any(|wrong| name.contains(wrong));
    let is_on_earth = name.contains("_node.glb") || name.contains("cc46_f32");
    match (changed, told, model.read_as.proposal.is_some()) {
        (changed, told, _) if (changed, told) != (wrong, wrong) => Err("changed by a guess".to_owned()),
        (_, _, proposed) if proposed != is_on_earth => Err("a placement out of nothing".to_owned()),
        _ => Ok(()),
    }
}

fn sentences_are_there(findings: &[belvedere_server::convert::Finding]) -> Result<(), String> {
    if !findings.iter().any(|finding| finding.severity == Severity::Error) {
        return Err("no reason".to_owned());
    }
    for (finding, language) in findings.iter().flat_map(|finding| Language::ALL.map(|language| (finding, language))) {
        let text = sentences(finding, language);
        let whole = |sentence: &str| sentence.len() > 20 && !sentence.contains("finding-") && !sentence.contains("{$");
        if !whole(&text.what) || text.mend.len() < 10 {
            return Err(format!("no sentence in {}: {text:?}", language.tag()));
        }
    }
    Ok(())
}

/// The three files are read again by another reader than ours.
fn files_are_sound(model: &Converted, out_dir: &Path) -> Result<(), String> {
    let visual = glb::opened(&out_dir.join(VISUAL_FILE))?;
    let primitives = || visual.meshes().flat_map(|mesh| mesh.primitives());
    let (mut shown, mut counted) = (glb::shown(&visual), glb::counted(model));
    shown.sort();
    counted.sort();
    let sum = |of: fn(&(String, u64, u64)) -> u64| shown.iter().map(of).sum::<u64>();
    if shown != counted || (sum(|one| one.1), sum(|one| one.2)) != (model.counts.triangles, model.counts.draws) {
        return Err("the counts differ".to_owned());
    }
    if model.source.bytes == 0 || model.source.draws == 0 || model.source.triangles < model.counts.triangles {
        return Err(format!("the file is counted wrong: {:?}", model.source));
    }
    if !primitives().all(|one| one.attributes().any(|(kind, _)| kind == gltf::Semantic::Extras("LIGHT".to_owned()))) {
        return Err("a chunk has no light".to_owned());
    }
    let collision = glb::opened(&out_dir.join(COLLISION_FILE))?;
    let mut names: Vec<_> = collision.nodes().map(|node| node.name().unwrap_or_default().to_owned()).collect();
    let count = names.len();
    names.sort();
    names.dedup();
    if names.len() != count || names.iter().any(String::is_empty) {
        return Err("names are not unique".to_owned());
    }
    let plan = image::open(out_dir.join(PLAN_FILE)).map_err(|error| format!("plan: {error}"))?;
    if (plan.width(), plan.height()) != (model.plan.width_px, model.plan.height_px) {
        return Err("the plan has another size".to_owned());
    }
    Ok(())
}

fn codes(outcome: &Outcome) -> Vec<String> {
    let findings = match outcome {
        Outcome::Accepted(model) => &model.findings,
        Outcome::Refused(findings) => findings,
    };
    // Said of nearly every model, and of no consequence.
    let told = findings.iter().filter(|finding| finding.code != "triangles-dropped");
    told.map(|finding| finding.code.clone()).collect()
}

/// What a compressed model must come out as: the triangles that its file draws, how many of them have no area and are left out
/// (both counted with the decoders of Google and of meshoptimizer, from npm), then the plain model that it was made from, and
/// by how much the corners of both may differ (m): by the step of its quantisation.
struct Twin {
    name: &'static str,
    triangles: u64,
    flat: u64,
    plain: Option<(&'static str, f64)>,
}

const TWINS: [Twin; 11] = [
    twin("ext/agi_building_ktx2.glb", 18_916, 0, None),
    twin("ext/arbres_gpu_instancing_required.glb", 25 * 2_076, 25 * 120, None),
    twin("ext/cesium_143_draco_unlit.glb", 28_222, 142, None),
    twin("ext/lyon1_bdtopo_ouest_draco.glb", 40_439, 202, Some(("city/lyon1_bdtopo_ouest_local.glb", 0.07))),
    twin("ext/lyon1_bdtopo_ouest_meshopt_quant.glb", 42_661, 2_423, Some(("city/lyon1_bdtopo_ouest_local.glb", 0.02))),
    twin("ext/park_bench_webp.glb", 2_864, 0, Some(("textured/park_bench_sketchfab/scene.gltf", 0.001))),
    twin("ext/pirate_meshopt.glb", 5_010, 0, None),
    twin("ext/schependomlaan_draco.glb", 135_022, 4, Some(("bim/schependomlaan_ifc_yup_m.glb", 0.01))),
    twin("ext/schependomlaan_gpu_instancing.glb", 135_022, 0, Some(("bim/schependomlaan_ifc_yup_m.glb", 0.001))),
    twin("large/lotissement_16x_1Mtri_draco.glb", 1_057_504, 800, None),
    twin(
        "large/lotissement_16x_1Mtri_quantized.glb",
        1_057_504,
        2_848,
        Some(("large/lotissement_16x_1Mtri_draco.glb", 0.01)),
    ),
];

const fn twin(name: &'static str, triangles: u64, flat: u64, plain: Option<(&'static str, f64)>) -> Twin {
    Twin { name, triangles, flat, plain }
}

async fn accepted(model: &Path) -> Box<Converted> {
    let out_dir = tempfile::tempdir().expect("a folder");
    match converted(model, out_dir.path(), Axis::Y).await {
        Outcome::Accepted(model) => model,
        refused => panic!("{}: {refused:?}", model.display()),
    }
}

#[tokio::test]
async fn compressed_models_come_out_as_the_plain_ones_they_were_made_from() {
    let Some(folder) = models::folder() else { return };
    let mut wrong = Vec::new();
    for twin in TWINS {
        let model = accepted(&folder.join(twin.name)).await;
        // What lies twice in one place, to the last bit, is left out with what is flat: more of it where instances share a mesh.
        let dropped = model.source.triangles - model.counts.triangles;
        if model.source.triangles != twin.triangles || dropped < twin.flat || dropped > twin.flat + twin.triangles / 50
        {
            wrong.push(format!("{}: {dropped} of {} triangles left out", twin.name, model.source.triangles));
        }
        let Some((plain, most_m)) = twin.plain else { continue };
        let plain = accepted(&folder.join(plain)).await;
        let corners = |one: &Converted| [one.bounds_min_m, one.bounds_max_m].concat();
        let apart = corners(&model).into_iter().zip(corners(&plain)).map(|(a, b)| (a - b).abs());
        let apart = apart.fold(0.0, f64::max);
        if apart > most_m {
            wrong.push(format!("{}: {apart} m from the plain one", twin.name));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn what_looks_wrong_is_told() {
    let Some(folder) = models::folder() else { return };
    let expected = [
        ("bim/TallBuilding_ifc_yup_m.glb", vec![]),
        ("bim/TallBuilding_ifc_yup_mm.glb", vec!["unit-corrected"]),
        ("bim/TallBuilding_ifc_zup_m.glb", vec!["axis-corrected"]),
        ("city/lyon1_bdtopo_ouest_cc46_f32.glb", vec!["coordinates-located", "coordinates-imprecise"]),
        ("city/lyon1_bdtopo_tile2_l93_node.glb", vec!["coordinates-located"]),
        ("broken/xss_in_names.gltf", vec![]),
    ];
    for (name, wanted) in expected {
        let out_dir = tempfile::tempdir().expect("a folder");
        let outcome = converted(&folder.join(name), out_dir.path(), Axis::Y).await;
        assert_eq!(codes(&outcome), wanted, "{name}");
    }
}

#[tokio::test]
async fn real_world_coordinates_are_kept_as_an_offset() {
    let Some(folder) = models::folder() else { return };
    let out_dir = tempfile::tempdir().expect("a folder");
    let outcome = converted(&folder.join("city/lyon1_bdtopo_tile2_l93_node.glb"), out_dir.path(), Axis::Y).await;
    let Outcome::Accepted(model) = outcome else { panic!("{outcome:?}") };
    // The same corner as the index of the models tells, in Lambert-93: 840 958.6 east, 6 520 996 south.
    assert!((model.bounds_min_m[0] + model.offset_m[0] - 840_958.6).abs() < 1.0, "{model:?}");
    assert!(model.bounds_min_m.iter().chain(&model.bounds_max_m).all(|value| value.abs() < 2_000.0));
}

#[tokio::test]
async fn a_z_up_model_stands_when_told_so() {
    let Some(folder) = models::folder() else { return };
    let out_dir = tempfile::tempdir().expect("a folder");
    let outcome = converted(&folder.join("bim/TallBuilding_ifc_zup_m.glb"), out_dir.path(), Axis::Z).await;
    let Outcome::Accepted(model) = outcome else { panic!("{outcome:?}") };
    assert!((model.bounds_max_m[1] - model.bounds_min_m[1] - 16.5).abs() < 0.2, "{model:?}");
    assert_eq!(model.findings, []);
}
