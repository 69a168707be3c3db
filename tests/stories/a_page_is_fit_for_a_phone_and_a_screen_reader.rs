//! Every page that a planner reaches by links, in a real browser: on a wide screen and on a phone's, axe finds nothing that
//! keeps people out, nothing is cut off, no script fails and nothing is asked of another server.

use belvedere_domain::role::Role;
use belvedere_tests::browser::Script;
use belvedere_tests::server::Server;
use belvedere_tests::yard;
use serde_json::json;

const PLANNER: &str = "urbaniste@cour.example";
const PASSWORD: &str = "un mur, deux bancs et un tilleul";

#[test]
fn story() {
    let mut server = Server::on_sqlite();
    server.open_yard();
    server.add_user(PLANNER, Role::Planner, yard::TERRITORY, PASSWORD);
    let walked = Script::start("pages.mjs", &server, Some((PLANNER, PASSWORD)), json!({})).finish();
    let project = format!("/projects/{}", server.manifest().consultation.id);
    for width in ["1280: ", "390: "] {
        let seen = walked.iter().find_map(|line| line.strip_prefix(width)).expect("both screens are told of");
        let seen: Vec<&str> = seen.split(' ').collect();
        for page in ["/", "/projects", &project, &format!("{project}/opinions"), &format!("{project}/report")] {
            assert!(seen.contains(&page), "{page} was not walked: {seen:?}");
        }
    }
}
