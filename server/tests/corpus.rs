//! The fuzzer's seeds (`tests/corpus`, see `make fuzz`): each goes through a real child and ends as a model or as a refusal in
//! words. The files named `found-…` are what the fuzzer found; all others are made by the code here.
//! `BELVEDERE_WRITE_CORPUS=1 cargo test -p belvedere-server --test corpus` writes them anew.

mod small;
mod support;

use std::{collections::BTreeMap, fs, io::Cursor, path::Path};

use belvedere_server::convert::{Outcome, Request, Said, Sun, convert_in_child};
use image::{ImageFormat, Rgba, RgbaImage};
use meshoptimizer_rs::{
    Workspace,
    codec::{IndexEncoding, VertexEncoding, encode_index_buffer, encode_vertex_buffer},
};
use serde_json::{Value, json};
use small::{Small, floats, lattice, of_corners, wall, zipped};
use support::SERVER;
use zip::CompressionMethod::{Deflated, Stored};

/// No seed is larger than this, nor are all together (bytes).
const FILE_MAX_BYTES: usize = 16 * 1_024;
const CORPUS_MAX_BYTES: usize = 300 * 1_024;

const TENT: &[u8] = include_bytes!("../src/convert/read/fixtures/edgebreaker.drc");
const TENT_IN_ORDER: &[u8] = include_bytes!("../src/convert/read/fixtures/sequential.drc");
const ETC1S: &[u8] = include_bytes!("../src/convert/read/fixtures/etc1s.ktx2");
const UASTC: &[u8] = include_bytes!("../src/convert/read/fixtures/uastc.ktx2");
const ZSTANDARD: &[u8] = include_bytes!("../src/convert/read/fixtures/uastc_zstd.ktx2");

#[tokio::test]
async fn every_seed_ends_as_a_model_or_as_a_refusal_in_words() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/corpus");
    let made = made();
    if std::env::var_os("BELVEDERE_WRITE_CORPUS").is_some() {
        made.iter().for_each(|(name, bytes)| fs::write(folder.join(name), bytes).expect("written"));
    }
    let seeds: BTreeMap<String, Vec<u8>> = fs::read_dir(&folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .map(|path| (path.file_name().expect("a name").to_string_lossy().into_owned(), fs::read(path).expect("read")))
        .collect();
    let unknown: Vec<_> =
        seeds.keys().filter(|name| !name.starts_with("found-") && !made.contains_key(name.as_str())).collect();
    assert!(unknown.is_empty(), "made by nobody: {unknown:?}");
    assert!(seeds.values().all(|bytes| bytes.len() <= FILE_MAX_BYTES));
    assert!(seeds.values().map(Vec::len).sum::<usize>() <= CORPUS_MAX_BYTES);
    for (name, bytes) in &made {
        assert_eq!(seeds.get(*name), Some(bytes), "{name} is made otherwise than it was");
    }
    let mut accepted = 0;
    for (name, bytes) in &seeds {
        match converted(bytes).await {
            Outcome::Accepted(_) => accepted += 1,
            Outcome::Refused(findings) => {
                let code = &findings.first().unwrap_or_else(|| panic!("{name}: no reason")).code;
                assert!(!code.starts_with("worker-"), "{name}: {code}");
            }
        }
    }
    assert!(accepted > 35, "only {accepted} seeds reach the end");
}

async fn converted(bytes: &[u8]) -> Outcome {
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("upload");
    fs::write(&input, bytes).expect("written");
    let out_dir = folder.path().to_owned();
    let request = Request { input, out_dir, said: Said::default(), sun: Sun::default(), progress: |_, _| () };
    convert_in_child(Path::new(SERVER), request).await.expect("a conversion")
}

/// Every seed that is made by code, by its name.
fn made() -> BTreeMap<&'static str, Vec<u8>> {
    [containers(), geometry(), trees(), places(), looks(), pictures(), compressed(), refusals()]
        .into_iter()
        .flatten()
        .collect()
}

type Seeds = Vec<(&'static str, Vec<u8>)>;

fn containers() -> Seeds {
    let (small, text) = (wall(), wall().linked("t%20x/a.bin"));
    let beside: [(&str, &[u8]); 2] = [("m/wall.gltf", text.as_bytes()), ("m/t x/A.bin", &small.bytes)];
    vec![
        ("wall.glb", small.glb()),
        ("wall.gltf", small.gltf()),
        ("wall-mark.gltf", [b"\xEF\xBB\xBF".to_vec(), small.gltf()].concat()),
        ("wall-stored.zip", zipped(&beside, Stored)),
        ("wall-deflated.zip", zipped(&beside, Deflated)),
        ("wall-glb.zip", zipped(&[("__MACOSX/._a.glb", b"x"), ("a.glb", &small.glb())], Stored)),
    ]
}

fn geometry() -> Seeds {
    let primitive = |key: &str, value: Value| wall().set(&format!("/meshes/0/primitives/0/{key}"), value).glb();
    let mut colored = wall();
    let colors = colored.accessor((0..32u8).map(|i| i * 8).collect(), 5121, "VEC4", 8);
    let colored = colored
        .set(&format!("/accessors/{colors}/normalized"), json!(true))
        .set("/meshes/0/primitives/0/attributes/COLOR_0", json!(colors));
    let mut sparse = wall();
    let (at, news) = (sparse.view(&[2, 6]), sparse.view(&floats(&[6.0, 0.0, -5.0, 5.0, 4.0, 0.0])));
    let sparse = sparse.set(
        "/accessors/0/sparse",
        json!({"count": 2, "indices": {"bufferView": at, "componentType": 5121}, "values": {"bufferView": news}}),
    );
    let mut quantised = wall();
    let numbers = [0i16, 0, 0, 0, 1_000, 0, 0, 0, 1_000, 300, 0, 0].map(i16::to_le_bytes).concat();
    let positions = quantised.accessor(numbers, 5122, "VEC3", 3);
    let quantised = quantised
        .set(&format!("/bufferViews/{positions}/byteStride"), json!(8))
        .set("/meshes/0/primitives/0", json!({"attributes": {"POSITION": positions}}))
        .set("/nodes/0/scale", json!([0.01, 0.01, 0.01]))
        .set("/extensionsRequired", json!(["KHR_mesh_quantization"]))
        .set("/extensionsUsed", json!(["KHR_mesh_quantization"]));
    vec![
        ("strip.glb", primitive("mode", json!(5))),
        ("fan.glb", primitive("mode", json!(6))),
        ("lines.glb", wall().set("/meshes/0/primitives/1", json!({"attributes": {"POSITION": 0}, "mode": 1})).glb()),
        ("plain.glb", primitive("attributes", json!({"POSITION": 0}))),
        ("colored.glb", colored.glb()),
        ("sparse.glb", sparse.glb()),
        ("quantised.glb", quantised.glb()),
        ("no-view.glb", wall().set("/accessors/1", json!({"componentType": 5126, "type": "VEC3", "count": 8})).glb()),
        ("targets.glb", primitive("targets", json!([{"POSITION": 0}]))),
        ("bounds-wrong.glb", wall().set("/accessors/0/max", json!([null, "a", 7])).glb()),
    ]
}

fn trees() -> Seeds {
    let matrix = json!([0, 0, -1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 3, 0.5, -2, 1]);
    let family = json!([{"children": [1, 2]}, {"name": "Nord", "mesh": 0, "matrix": matrix},
        {"name": "Sud", "mesh": 0, "translation": [0, 3, 20], "rotation": [0, 0.5, 0, 0.5], "scale": [-1, 2, 1]}]);
    let mut instanced = wall();
    let places = instanced.accessor(floats(&[0.0, 0.0, 0.0, 12.0, 0.0, 0.0]), 5126, "VEC3", 2);
    let turns = instanced.accessor(floats(&[0.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0]), 5126, "VEC4", 2);
    let instanced = instanced.set("/extensionsUsed", json!(["EXT_mesh_gpu_instancing"])).set(
        "/nodes/0/extensions/EXT_mesh_gpu_instancing/attributes",
        json!({"TRANSLATION": places, "ROTATION": turns}),
    );
    let name = "\u{202E}<b>\u{1b}[2J\n</script>";
    vec![
        ("family.glb", wall().set("/nodes", family.clone()).glb()),
        ("root-with-parent.glb", wall().set("/nodes", family).set("/scenes/0/nodes", json!([0, 2])).glb()),
        ("lattice.glb", wall().set("/nodes", json!(lattice(4))).glb()),
        ("instanced.glb", instanced.glb()),
        ("no-scene.glb", wall().set("/scenes", json!([])).glb()),
        ("name.glb", wall().set("/nodes/0/name", json!(name)).set("/asset/copyright", json!(name)).glb()),
        ("skinned.glb", wall().set("/skins", json!([{"joints": [0]}])).set("/nodes/0/skin", json!(0)).glb()),
        ("animated.glb", wall().set("/animations", json!([{"channels": [], "samplers": []}])).glb()),
    ]
}

/// Models that stand on Earth, lie on their side or have another unit.
fn places() -> Seeds {
    let moved = |translation: Value| wall().set("/nodes/0/translation", translation).glb();
    let far = |scale: f32, at: [f32; 3]| {
        let corner = |x: f32, y: f32, z: f32| [at[0] + scale * x, at[1] + scale * y, at[2] + scale * z];
        let floor = [corner(-5.0, 0.0, 4.0), corner(5.0, 0.0, 4.0), corner(5.0, 0.0, -4.0), corner(-5.0, 0.0, -4.0)];
        let side = [corner(-5.0, 0.0, 0.0), corner(5.0, 0.0, 0.0), corner(5.0, 3.0, 0.0), corner(-5.0, 3.0, 0.0)];
        of_corners(&[floor, side].concat().try_into().expect("eight corners")).glb()
    };
    let lying = wall().set("/nodes/0/rotation", json!([0.5f64.sqrt(), 0, 0, 0.5f64.sqrt()]));
    vec![
        ("lambert-93.glb", moved(json!([842_000.5, 172.25, -6_519_000.75]))),
        ("cc46.glb", moved(json!([1_842_000.5, 172.25, -5_174_000.75]))),
        ("cc46-floats.glb", far(1.0, [1_842_000.0, 172.0, -5_174_000.0])),
        ("nowhere.glb", moved(json!([12_345_678.0, 0, 9_876_543.0]))),
        ("millimetres.glb", far(1_000.0, [0.0; 3])),
        ("lying.glb", lying.glb()),
    ]
}

fn looks() -> Seeds {
    let material = |value: Value| wall().with_picture(&picture(ImageFormat::Png)).set("/materials/0", value).glb();
    let texture = json!({"index": 0, "extensions": {"KHR_texture_transform":
        {"offset": [0.5, 0.25], "rotation": 1.5, "scale": [2, -1], "texCoord": 0}}});
    vec![
        (
            "mask.glb",
            material(json!({"alphaMode": "MASK", "alphaCutoff": 0.25, "doubleSided": true,
            "pbrMetallicRoughness": {"baseColorTexture": {"index": 0}}})),
        ),
        (
            "blend.glb",
            material(json!({"alphaMode": "BLEND", "pbrMetallicRoughness": {"baseColorFactor": [1, 0, 0, 0.5]}})),
        ),
        ("moved.glb", material(json!({"pbrMetallicRoughness": {"baseColorTexture": texture}}))),
        (
            "diffuse.glb",
            material(json!({"extensions": {"KHR_materials_pbrSpecularGlossiness":
            {"diffuseFactor": [0.5, 0.5, 0, 1], "diffuseTexture": {"index": 0}, "glossinessFactor": 0.25}}})),
        ),
        (
            "bright.glb",
            material(json!({"emissiveFactor": [1, 0.5, 0], "extensions":
            {"KHR_materials_emissive_strength": {"emissiveStrength": 4}, "KHR_materials_unlit": {}}})),
        ),
        (
            "ignored.glb",
            wall().set("/extensionsUsed", json!(["KHR_materials_sheen", "ACME_smell", "KHR_materials_variants"])).glb(),
        ),
    ]
}

fn picture(format: ImageFormat) -> Vec<u8> {
    let pixels = RgbaImage::from_fn(16, 8, |x, y| Rgba([16 * x as u8, 32 * y as u8, 90, if x < 12 { 255 } else { 0 }]));
    let mut bytes = Vec::new();
    let pixels = image::DynamicImage::ImageRgba8(pixels);
    let pixels = if format == ImageFormat::Jpeg { pixels.to_rgb8().into() } else { pixels };
    pixels.write_to(&mut Cursor::new(&mut bytes), format).expect("encoded");
    bytes
}

fn pictures() -> Seeds {
    let shown = |bytes: &[u8]| wall().with_picture(bytes).glb();
    let through = |extension: &str, bytes: &[u8]| {
        let small = wall().with_picture(bytes).set("/textures/0", json!({"extensions": {extension: {"source": 0}}}));
        small.set("/extensionsRequired", json!([extension])).glb()
    };
    let beside = wall().set("/images", json!([{"uri": "mur%20nord.png"}])).textured().linked("a.bin");
    let files: [(&str, &[u8]); 3] =
        [("a.gltf", beside.as_bytes()), ("a.bin", &wall().bytes), ("mur nord.png", &picture(ImageFormat::Png))];
    vec![
        ("png.glb", shown(&picture(ImageFormat::Png))),
        ("jpeg.glb", shown(&picture(ImageFormat::Jpeg))),
        ("webp.glb", through("EXT_texture_webp", &picture(ImageFormat::WebP))),
        ("etc1s.glb", through("KHR_texture_basisu", ETC1S)),
        ("uastc.glb", through("KHR_texture_basisu", UASTC)),
        ("uastc-zstandard.glb", through("KHR_texture_basisu", ZSTANDARD)),
        ("png.zip", zipped(&files, Stored)),
    ]
}

fn compressed() -> Seeds {
    vec![
        ("draco.glb", draco(TENT)),
        ("draco-in-order.glb", draco(TENT_IN_ORDER)),
        ("meshopt.glb", meshopt("EXT_meshopt_compression", "NONE").glb()),
        ("meshopt-khr.glb", meshopt("KHR_meshopt_compression", "NONE").glb()),
        ("meshopt-filter.glb", meshopt("EXT_meshopt_compression", "OCTAHEDRAL").glb()),
    ]
}

/// The tent of the fixtures: five points, four triangles.
fn draco(stream: &[u8]) -> Vec<u8> {
    let mut small = wall();
    let view = small.view(stream);
    let none =
        |component: u32, kind: &str, count: u32| json!({"componentType": component, "type": kind, "count": count});
    small
        .set(
            "/accessors",
            json!([none(5126, "VEC3", 5), none(5126, "VEC3", 5), none(5126, "VEC2", 5), none(5125, "SCALAR", 12)]),
        )
        .set(
            "/meshes/0/primitives/0/extensions/KHR_draco_mesh_compression",
            json!({"bufferView": view, "attributes": {"POSITION": 0, "NORMAL": 1, "TEXCOORD_0": 2}}),
        )
        .set("/extensionsRequired", json!(["KHR_draco_mesh_compression"]))
        .glb()
}

/// The wall with its positions as 16-bit numbers and its indices compressed by meshopt; `filter` is that of its normals.
fn meshopt(extension: &str, filter: &str) -> Small {
    let mut small = wall();
    let corners =
        [[-50i16, 0, 40], [50, 0, 40], [50, 0, -40], [-50, 0, -40], [-50, 0, 0], [50, 0, 0], [50, 30, 0], [-50, 30, 0]];
    let positions: Vec<u8> = corners.iter().flat_map(|&[x, y, z]| [x, y, z, 0]).flat_map(i16::to_le_bytes).collect();
    let normals: Vec<u8> = [[0, 127, 0, 0], [0, 0, 127, 0]].iter().flat_map(|normal| normal.repeat(4)).collect();
    let mut workspace = Workspace::default();
    let mut encoded =
        |bytes: &[u8], stride| encode_vertex_buffer(bytes, 8, stride, VertexEncoding::DEFAULT, &mut workspace);
    let (positions, normals) = (encoded(&positions, 8).expect("encoded"), encoded(&normals, 4).expect("encoded"));
    let indices = [0, 1, 2, 0, 2, 3, 4, 5, 6, 4, 6, 7];
    let indices = encode_index_buffer(&indices, IndexEncoding::DEFAULT, &mut Workspace::default()).expect("encoded");
    for (view, stream, stride, count, mode, filter) in [
        (0, positions, 8, 8, "ATTRIBUTES", "NONE"),
        (1, normals, 4, 8, "ATTRIBUTES", filter),
        (3, indices, 2, 12, "TRIANGLES", "NONE"),
    ] {
        let at = small.view(&stream);
        let mut one = small.text["bufferViews"][at].clone();
        for (key, value) in
            [("byteStride", json!(stride)), ("count", json!(count)), ("mode", json!(mode)), ("filter", json!(filter))]
        {
            one[key] = value;
        }
        small = small.set(&format!("/bufferViews/{view}/extensions/{extension}"), one);
    }
    small
        .set("/accessors/0/componentType", json!(5122))
        .set("/accessors/1/componentType", json!(5120))
        .set("/accessors/1/normalized", json!(true))
        .set("/nodes/0/scale", json!([0.1, 0.1, 0.1]))
        .set("/extensionsUsed", json!([extension, "KHR_mesh_quantization"]))
        .set("/extensionsRequired", json!([extension, "KHR_mesh_quantization"]))
}

fn refusals() -> Seeds {
    let whole = wall().glb();
    vec![
        ("cut.glb", whole[..whole.len() / 2].to_vec()),
        ("ring.glb", wall().set("/nodes/0/children", json!([0])).glb()),
        ("outside.gltf", wall().linked("%2e%2e/a.bin").into_bytes()),
        ("not-finite.glb", of_corners(&[[f32::NAN; 3]; 8]).set("/accessors/0/min", json!([])).glb()),
        ("version.glb", wall().set("/asset/version", json!("1.0")).glb()),
        ("required.glb", wall().set("/extensionsRequired", json!(["ACME_smell"])).glb()),
        ("text.glb", b"Bonjour, voici le plan.".to_vec()),
    ]
}
