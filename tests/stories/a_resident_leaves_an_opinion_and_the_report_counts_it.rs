//! A resident walks through the scene, points at a wall, says what they think, and the élu finds
//! it in the report: counted, with its words, and where it was pointed at.

use belvedere_domain::anchor::Anchor;
use belvedere_domain::report::{Figures, Report};
use belvedere_domain::role::Role;
use belvedere_domain::scene::Pose;
use belvedere_tests::display::Display;
use belvedere_tests::postgres::Cluster;
use belvedere_tests::process::run;
use belvedere_tests::resident::{Place, Resident};
use belvedere_tests::server::Server;
use belvedere_tests::staff::Browser;
use belvedere_tests::viewer::{Kiosk, WINDOW_PX};
use belvedere_tests::{wait, yard};

const WORDS: &str = "Où s'asseoir à l'ombre, l'été ? Ça manque de bancs.";
const ELUE: &str = "elue@cour.example";
const PASSWORD: &str = "un mur, deux bancs et un tilleul";

#[test]
fn on_sqlite() {
    story(Server::on_sqlite());
}

#[test]
fn on_postgres() {
    if let Some(cluster) = Cluster::start() {
        story(Server::on_postgres(&cluster));
    }
}

fn story(mut server: Server) {
    server.open_yard();
    server.add_user(ELUE, Role::Official, yard::TERRITORY, PASSWORD);
    let consultation = server.manifest().consultation.id;

    let display = Display::open(WINDOW_PX[0], WINDOW_PX[1]);
    let kiosk = Kiosk::new();
    let viewer = kiosk.start(&display, &server.url());
    viewer.wait_for_scene();
    let resident = Resident { viewer: &viewer, window: viewer.window(&display) };
    resident.walk(1.5);
    let anchor = resident.choose_place(Place::Ahead).expect("the wall is ahead");
    let pose = viewer.now().and_then(|told| told.pose).expect("the visitor stands somewhere");
    resident.fill_in(1, Some(yard::THEMES[0]), Some(WORDS));
    resident.send();
    viewer.wait_until_sent();

    is_on_the_wall(&anchor, &pose);
    let (folder, report) = server.report(consultation);
    counts_it(&report);
    lies_where_it_was_pointed(&report, &pose);
    let data = folder.join("report.json");
    server.run(["report".as_ref(), "verify".as_ref(), data.as_os_str()]);
    let pdf = run(std::process::Command::new("pdftotext").arg(folder.join("report.pdf")).arg("-"));
    assert!(holds_words(&pdf), "{pdf}");
    let page = std::fs::read_to_string(folder.join("report.html")).expect("the report has a page");
    assert!(holds_words(&page), "{page}");
    the_elue_reads_it(&server, &format!("/projects/{consultation}/report"));
}

/// Straight ahead at eye height: where that ray meets the wall needs no lens and no camera.
fn pointed_at(pose: &Pose) -> [f64; 2] {
    let [x, _, z] = pose.position_m;
    [x + (z - yard::WALL_Z_M) * pose.yaw_deg.to_radians().tan(), yard::WALL_Z_M]
}

fn is_on_the_wall(anchor: &Anchor, pose: &Pose) {
    assert_eq!(anchor.node, yard::WALL);
    let [x, z] = pointed_at(pose);
    let off_m = (anchor.position_m[0] - x).hypot(anchor.position_m[2] - z);
    assert!(off_m < 0.05, "{anchor:?} is {off_m} m from {x}, {z}");
    assert!((anchor.normal[2] - 1.0).abs() < 1e-3, "{anchor:?} does not look south");
}

fn counts_it(report: &Report) {
    assert_eq!(report.figures.opinions, 1);
    assert_eq!(report.figures.by_stance, [0, 0, 0, 1, 0]);
    assert_eq!((report.figures.with_text, report.figures.with_place), (1, 1));
    assert_eq!(report.figures.by_theme[yard::THEMES[0]], [0, 0, 0, 1, 0]);
    assert_eq!(report.figures, Figures::of_rows(&report.rows));
    assert_eq!(report.rows[0].text.as_deref(), Some(WORDS));
}

fn lies_where_it_was_pointed(report: &Report, pose: &Pose) {
    let place = report.rows[0].place.as_ref().expect("the opinion has a place");
    let [x, z] = pointed_at(pose);
    let frame = yard::placement().frame().expect("the yard is well placed");
    let wanted = frame.crs_from_scene([x, 0.0, z]);
    let off_m = (place.easting_m - wanted.easting_m).hypot(place.northing_m - wanted.northing_m);
    assert!(off_m < 0.10, "{place:?} is {off_m} m from {wanted:?}");
}

/// Typography and line ends differ between page, PDF and keyboard.
fn holds_words(text: &str) -> bool {
    let plain = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let unescaped = text.replace("&#39;", "'").replace("&#x27;", "'");
    plain(&unescaped).contains(&plain(WORDS))
}

fn the_elue_reads_it(server: &Server, path: &str) {
    let mut browser = Browser::new(server.api());
    browser.submit("/login", "/login", &[("email", ELUE), ("password", PASSWORD)]).expect(303);
    let page = wait::until("the report's page", || Some(browser.open(path)).filter(|page| page.status == 200));
    assert!(holds_words(&page.text()), "{}", page.text());
}
