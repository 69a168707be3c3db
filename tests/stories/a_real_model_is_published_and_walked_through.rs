//! The planners' own files, plain or compressed: each is imported, published, downloaded by a kiosk,
//! seen on its screen, and somebody stands in it.

use std::collections::BTreeSet;

use belvedere_tests::display::Display;
use belvedere_tests::models::{self, Expected, Model};
use belvedere_tests::server::Server;
use belvedere_tests::viewer::{Kiosk, WINDOW_PX};
use belvedere_tests::wait;
use belvedere_tests::yard;
use image::RgbaImage;

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

/// Imports the model as the first variant and publishes the exhibit.
fn publish(server: &Server, model: &Model) {
    let file = server.folder().join(model.upload_name());
    std::fs::write(&file, model.upload()).expect("the folder is ours");
    let scene = server.manifest().scene.id.to_string();
    let arguments = ["model", "import", "--scene", &scene, "--variant", yard::VARIANTS[0]];
    let import = server.command(arguments).arg(&file).output().expect("the server's program starts");
    // 0: taken; 1: taken, with something to check.
    assert!(
        import.status.code().is_some_and(|code| code <= 1),
        "{}: {}{}",
        model.name,
        String::from_utf8_lossy(&import.stdout),
        String::from_utf8_lossy(&import.stderr)
    );
    server.run(["exhibit", "publish", "--scene", &scene]);
}

fn walk_through(server: &Server, display: &Display, model: &Model) {
    let kiosk = Kiosk::new();
    let viewer = kiosk.start(display, &server.url());
    let told = viewer.wait_for_scene();
    let window = viewer.window(display);
    window.key_down("Right");
    let start = told.pose.expect("the visitor stands somewhere");
    let pose = viewer.wait_for("a turn", |told| told.pose.filter(|pose| (pose.yaw_deg - start.yaw_deg).abs() > 20.0));
    window.key_up("Right");
    assert!(pose.position_m.iter().all(|metres| metres.abs() < 20_000.0), "{}: {pose:?}", model.name);
    let seen = wait::within(wait::PATIENCE, || Some(colours(&display.picture())).filter(|seen| *seen >= 12));
    assert!(seen.is_some(), "{}: nothing is to be seen", model.name);
}

/// How many clearly different colours the middle of the picture has, away from the panels.
fn colours(picture: &RgbaImage) -> usize {
    let (width, height) = picture.dimensions();
    let middle = (width / 4..3 * width / 4).flat_map(|x| (height / 4..3 * height / 4).map(move |y| (x, y)));
    let coarse = middle.map(|(x, y)| picture.get_pixel(x, y).0.map(|channel| channel / 16));
    coarse.collect::<BTreeSet<_>>().len()
}
