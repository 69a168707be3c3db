//! A planner places a scene on the map, in a real browser: by mouse, by keyboard, by touch. The form follows the map and is what
//! is saved; the exhibit has it once it is published. Where the background does not answer, the page says so and goes on.

use belvedere_domain::placement::PlacementMethod;
use belvedere_domain::role::Role;
use belvedere_tests::browser::Script;
use belvedere_tests::server::Server;
use belvedere_tests::staff::Browser;
use belvedere_tests::yard;
use serde_json::{Value, json};

const PLANNER: &str = "urbaniste@cour.example";
const PASSWORD: &str = "un mur, deux bancs et un tilleul";

#[test]
fn story() {
    let mut server = Server::on_sqlite();
    server.open_yard();
    server.add_user(PLANNER, Role::Planner, yard::TERRITORY, PASSWORD);
    let manifest = server.manifest();
    let (project, scene) = (format!("/projects/{}", manifest.consultation.id), manifest.scene.id);
    let page = format!("{project}/scenes/{scene}/placement");
    let mut script = Script::start("place.mjs", &server, Some((PLANNER, PASSWORD)), json!({ "page": page }));
    let placed: Value = serde_json::from_str(&script.hear("placed")).expect("the form's fields");
    script.hear("saved");

    let mut planner = Browser::new(server.api());
    planner.submit("/login", "/login", &[("email", PLANNER), ("password", PASSWORD)]).expect(303);
    assert!(planner.open(&page).expect(200).text().contains("Déplacé sur la carte"));
    planner.submit(&project, &format!("{project}/scenes/{scene}/publish"), &[]).expect(303);
    let kept = server.manifest().scene.placement;
    let shown =
        |name: &str| placed[name].as_str().expect("a field").replace(',', ".").parse::<f64>().expect("a number");
    assert_eq!(kept.method, PlacementMethod::OnMap);
    assert_eq!(
        (kept.easting_m, kept.northing_m, kept.heading_deg),
        (shown("easting"), shown("northing"), shown("heading"))
    );
    assert_ne!(kept.easting_m, yard::placement().easting_m);
    assert_eq!((kept.height_m, kept.height_reference), (262.0, yard::placement().height_reference));
    script.say("go on");
    script.finish();
}
