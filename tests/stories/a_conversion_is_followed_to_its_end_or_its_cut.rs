//! While a model is converted, the project's page says how far it is, in words, and shows what came of it. When the server is
//! killed under it, the page says so by itself once the server is back. Without scripts it is loaded again every few seconds.

use belvedere_domain::role::Role;
use belvedere_tests::browser::Script;
use belvedere_tests::programs::checkout;
use belvedere_tests::server::Server;
use belvedere_tests::staff::Browser;
use belvedere_tests::yard;
use serde_json::json;

const PLANNER: &str = "urbaniste@cour.example";
const PASSWORD: &str = "un mur, deux bancs et un tilleul";
/// A model that takes a while.
const HEAVY: &str = "assets/demo/scenario-a.glb";

#[test]
fn story() {
    let mut server = Server::on_sqlite();
    server.open_yard();
    server.add_user(PLANNER, Role::Planner, yard::TERRITORY, PASSWORD);
    let project = format!("/projects/{}", server.manifest().consultation.id);
    let light = server.folder().join("cour.glb");
    std::fs::copy(server.folder().join("yard/existing.glb"), &light).expect("the yard is there");
    let given = json!({
        "project": project, "variant": yard::VARIANTS[1],
        "heavy": checkout().join(HEAVY), "light": light, "lightName": "cour.glb",
    });
    let mut script = Script::start("converting.mjs", &server, Some((PLANNER, PASSWORD)), given);
    script.hear("converting");
    asks_to_be_loaded_again(&server, &project);
    server.kill();
    script.hear("lost");
    server.start();
    script.hear("cut off");
    script.hear("accepted");
    script.finish();
}

/// For browsers without scripts, and only while something is under way.
fn asks_to_be_loaded_again(server: &Server, project: &str) {
    let mut planner = Browser::new(server.api());
    planner.submit("/login", "/login", &[("email", PLANNER), ("password", PASSWORD)]).expect(303);
    let page = planner.open(project).expect(200).text();
    assert!(page.contains("<noscript><meta http-equiv=\"refresh\" content=\"4\"></noscript>"), "{page}");
    assert!(!planner.open("/projects").expect(200).text().contains("refresh"));
}
