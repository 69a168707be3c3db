//! The planners' own files, plain or compressed: each is imported, published, downloaded by a kiosk,
//! seen on its screen, and somebody stands in it.

use std::collections::BTreeSet;
use std::path::PathBuf;

use belvedere_domain::scene::Pose;
use belvedere_tests::display::Display;
use belvedere_tests::models::{self, Expected, Model};
use belvedere_tests::server::Server;
use belvedere_tests::viewer::{Kiosk, WINDOW_PX};
use belvedere_tests::wait;
use belvedere_tests::yard;
use image::RgbaImage;
use serde_json::Value;

/// Where a standing visitor's eyes are, above their feet.
const EYE_HEIGHT_M: f64 = 1.60;

/// How many pairs of neighbouring pixels differ at least where something is to be seen.
const EDGES_MIN: usize = 60;

#[test]
fn story() {
    let Some(catalogue) = models::catalogue() else {
        return;
    };
    let sound: Vec<Model> = catalogue.into_iter().filter(|model| model.expected == Expected::Accept).collect();
    assert!(sound.len() >= 35, "only {} sound models in the catalogue", sound.len());
    let mut server = Server::on_sqlite();
    server.open_yard();
    let display = Display::open(WINDOW_PX[0], WINDOW_PX[1]);
    let mut revisions = BTreeSet::new();
    for model in &sound {
        publish(&server, model);
        let revision = server.api().get("/api/v1/exhibits/current").expect(200).json()["revision"].to_string();
        assert!(revisions.insert(revision), "{} changed nothing", model.name);
        walk_through(&server, &display, model);
    }
}

/// Publishes the model as the yard's first variant, with the visit starting before it.
fn publish(server: &Server, model: &Model) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (name, bytes) = (model.upload_name(), model.upload());
    let file = folder.path().join(&name);
    std::fs::write(&file, &bytes).expect("the folder is ours");
    let check = server.command(["model", "check", "--json"]).arg(&file).output().expect("the server's program starts");
    let check: Value = serde_json::from_slice(&check.stdout).unwrap_or_else(|e| panic!("{name}: {e}: {check:?}"));
    yard::write_with(folder.path(), (&name, &bytes), before(&check["accepted"]));
    server.run(["demo-data".as_ref(), "--from".as_ref(), folder.path().as_os_str()]);
}

/// South of the model and looking at its middle, at the height of its foot, as far away as it is large.
fn before(accepted: &Value) -> Pose {
    let corner = |name: &str, axis: usize| accepted[name][axis].as_f64().expect("an accepted model has bounds");
    let [low, high] = ["bounds_min_m", "bounds_max_m"].map(|name| [0, 1, 2].map(|axis| corner(name, axis)));
    let [x, y, _] = [0, 1, 2].map(|axis| f64::midpoint(low[axis], high[axis]));
    let away_m = 0.8 * (high[0] - low[0]).max(high[1] - low[1]).max(1.5);
    let pitch_deg = (y - low[1] - EYE_HEIGHT_M).atan2(away_m).to_degrees();
    Pose { position_m: [x, low[1], high[2] + away_m], yaw_deg: 0.0, pitch_deg }
}

fn walk_through(server: &Server, display: &Display, model: &Model) {
    let kiosk = Kiosk::new();
    let viewer = kiosk.start(display, &server.url());
    let told = viewer.wait_for_scene();
    let seen = wait::within(wait::PATIENCE, || Some(display.picture()).filter(shows_something));
    let picture = seen.unwrap_or_else(|| panic!("{}: nothing is to be seen", model.name));
    keep(picture, model);
    let window = viewer.window(display);
    window.key_down("Right");
    let start = told.pose.expect("the visitor stands somewhere");
    let pose = viewer.wait_for("a turn", |told| told.pose.filter(|pose| (pose.yaw_deg - start.yaw_deg).abs() > 20.0));
    window.key_up("Right");
    assert!(pose.position_m.iter().all(|metres| metres.abs() < 20_000.0), "{}: {pose:?}", model.name);
}

/// Keeps the picture for a contact sheet, where a folder is named for it.
fn keep(picture: RgbaImage, model: &Model) {
    if let Some(folder) = std::env::var_os("BELVEDERE_PICTURES") {
        let file = PathBuf::from(folder).join(model.name.replace('/', " ") + ".jpg");
        image::DynamicImage::from(picture).to_rgb8().save(file).expect("the folder for pictures is there");
    }
}

/// Whether the sky is up, and something stands before it: it has edges from left to right, and sky and plain have none.
/// Looks at the middle of the picture, away from the panels.
fn shows_something(picture: &RgbaImage) -> bool {
    let (width, height) = picture.dimensions();
    let rows = height / 4..3 * height / 4;
    let is_dark = |x: u32, y: u32| picture.get_pixel(x, y).0[..3].iter().all(|channel| *channel < 64);
    let sky_is_up = rows.clone().any(|y| !is_dark(4, y));
    let is_edge = |x: u32, y: u32| {
        let (here, there) = (picture.get_pixel(x, y).0, picture.get_pixel(x + 1, y).0);
        here.iter().zip(there).any(|(here, there)| here.abs_diff(there) > 12)
    };
    let edges = rows.flat_map(|y| (width / 4..3 * width / 4).map(move |x| (x, y))).filter(|&(x, y)| is_edge(x, y));
    sky_is_up && edges.take(EDGES_MIN).count() == EDGES_MIN
}
