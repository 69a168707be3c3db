//! Every staff page and every form, asked by everybody: the five roles, the same five of another
//! authority, a forged form, and nobody at all. A page that links lead to and that is not in the table
//! here fails the story, so that none is forgotten.

use std::collections::{BTreeMap, BTreeSet};

use belvedere_domain::role::{Right, Role};
use belvedere_tests::server::Server;
use belvedere_tests::staff::{Browser, hidden_field};
use belvedere_tests::yard;

const PASSWORD: &str = "un mur, deux bancs et un tilleul";
const ELSEWHERE: &str = "Commune d’Ailleurs";

/// A staff page or form of a consultation, and the right that opens it.
struct Door {
    method: &'static str,
    /// With `{c}` for the consultation, `{s}` for its scene, `{v}` for a variant, `{m}` for its model,
    /// `{p}` for a viewpoint, `{r}` for a frozen report.
    path: &'static str,
    right: Right,
}

const DOORS: &[Door] = &[
    Door { method: "GET", path: "/projects/{c}", right: Right::SeeProjects },
    Door { method: "GET", path: "/projects/{c}/models/{m}", right: Right::SeeProjects },
    Door { method: "GET", path: "/projects/{c}/models/{m}/preview", right: Right::SeeProjects },
    Door { method: "GET", path: "/projects/{c}/models/{m}/visual.glb", right: Right::SeeProjects },
    Door { method: "GET", path: "/projects/{c}/models/{m}/collision.glb", right: Right::SeeProjects },
    Door { method: "GET", path: "/projects/{c}/models/{m}/thumb-south-east.jpg", right: Right::SeeProjects },
    Door { method: "GET", path: "/projects/{c}/models/{m}/thumb-north-west.jpg", right: Right::SeeProjects },
    Door { method: "POST", path: "/projects/{c}/models/{m}/viewpoints", right: Right::Publish },
    Door { method: "POST", path: "/projects/{c}/models/{m}/viewpoints/{p}", right: Right::Publish },
    Door { method: "POST", path: "/projects/{c}/models/{m}/spawn", right: Right::Publish },
    Door { method: "POST", path: "/projects/{c}/models/{m}/certainty", right: Right::Publish },
    Door { method: "GET", path: "/projects/{c}/models/{m}/plan.jpg", right: Right::SeeProjects },
    Door { method: "GET", path: "/projects/{c}/models/{m}/plan.png", right: Right::SeeProjects },
    Door { method: "GET", path: "/projects/{c}/opinions", right: Right::ReadOpinions },
    Door { method: "GET", path: "/projects/{c}/anchors", right: Right::ReadOpinions },
    Door { method: "GET", path: "/projects/{c}/report", right: Right::ReadReport },
    Door { method: "POST", path: "/projects/{c}/report/freeze", right: Right::FreezeReport },
    Door { method: "GET", path: "/projects/{c}/report/frozen/{r}/pdf", right: Right::ReadReport },
    Door { method: "GET", path: "/projects/{c}/report/frozen/{r}/data", right: Right::ReadOpinions },
    Door { method: "GET", path: "/projects/{c}/scenes/{s}/placement", right: Right::SeeProjects },
    Door { method: "GET", path: "/projects/{c}/scenes/{s}/placement.json", right: Right::SeeProjects },
    Door { method: "GET", path: "/projects/{c}/scenes/{s}/placement/communes.geojson", right: Right::SeeProjects },
    Door { method: "POST", path: "/projects/{c}/scenes/{s}/placement", right: Right::Publish },
    Door { method: "POST", path: "/projects/{c}/scenes/{s}/placement/points", right: Right::Publish },
    Door { method: "POST", path: "/projects/{c}/scenes/{s}/placement/models/{m}", right: Right::Publish },
    Door { method: "POST", path: "/projects/{c}/scenes/{s}/placement/models/{m}/again", right: Right::Publish },
    Door { method: "POST", path: "/projects/{c}/scenes/{s}/publish", right: Right::Publish },
    Door { method: "POST", path: "/projects/{c}/scenes/{s}/variants/{v}/model", right: Right::Publish },
    Door { method: "GET", path: "/projects/{c}/models/{m}/progress", right: Right::SeeProjects },
    Door { method: "POST", path: "/projects/{c}/scenes/{s}/variants/{v}/uploads", right: Right::Publish },
    Door { method: "POST", path: "/projects/{c}/uploads/{m}/discard", right: Right::Publish },
];

/// What links may lead to beside the doors: open to everybody, or to whoever is logged in.
const OTHERS: &[&str] = &["/", "/login", "/logout", "/projects", "/language/*", "/static/*", "/consultations/*"];

/// The yard's server, the paths of its doors, and everybody's browser.
struct Town {
    server: Server,
    /// By the path in the table.
    paths: BTreeMap<&'static str, String>,
    scene: String,
}

#[test]
fn story() {
    let town = Town::new();
    town.is_closed_to_nobody();
    for role in Role::ALL {
        town.opens_by_right(role);
        town.is_no_place_for_those_of_elsewhere(role);
    }
    town.a_forged_form_does_nothing();
    town.no_page_is_missing_here();
}

impl Town {
    fn new() -> Self {
        let mut server = Server::on_sqlite();
        server.open_yard();
        for role in Role::ALL {
            server.add_user(&address(role, "cour"), role, yard::TERRITORY, PASSWORD);
            server.add_user(&address(role, "ailleurs"), role, ELSEWHERE, PASSWORD);
        }
        let manifest = server.manifest();
        let report = frozen_report(&server, &format!("/projects/{}/report", manifest.consultation.id));
        let full = |path: &str| {
            path.replace("{c}", &manifest.consultation.id.to_string())
                .replace("{s}", &manifest.scene.id.to_string())
                .replace("{r}", &report)
                .replace("{v}", yard::VARIANTS[0])
                .replace("{p}", yard::VIEWPOINT)
                .replace("{m}", &manifest.variants[0].model.to_string())
        };
        let paths = DOORS.iter().map(|door| (door.path, full(door.path))).collect();
        Self { paths, scene: manifest.scene.id.to_string(), server }
    }

    fn is_closed_to_nobody(&self) {
        let mut nobody = Browser::new(self.server.api());
        for door in DOORS {
            let answer = nobody.send(door.method, &self.paths[door.path], &[TUS], b"");
            let (status, to) = (answer.status, answer.header("location").unwrap_or_default());
            match door.method {
                "GET" => assert!(status == 303 && to.starts_with("/login?next="), "{}: {status} {to}", door.path),
                _ => assert_eq!(status, 401, "{}", door.path),
            }
        }
    }

    fn opens_by_right(&self, role: Role) {
        let mut browser = self.logged_in(role, "cour");
        let csrf = self.csrf(&mut browser);
        for door in DOORS {
            let status = self.knock(&mut browser, door, &csrf);
            // A discarded upload is one that is not there.
            let fits = [200, 201, 303, 400, 409, 422, if door.path.ends_with("/discard") { 404 } else { 200 }];
            let opened = if door.method == "GET" { status == 200 } else { fits.contains(&status) };
            match role.may(door.right) {
                true => assert!(opened, "{role} at {} {}: {status}", door.method, door.path),
                false => assert_eq!(status, 403, "{role} at {} {}", door.method, door.path),
            }
        }
    }

    /// They are not even told that the project exists.
    fn is_no_place_for_those_of_elsewhere(&self, role: Role) {
        let mut browser = self.logged_in(role, "ailleurs");
        let csrf = self.csrf(&mut browser);
        for door in DOORS {
            assert_eq!(self.knock(&mut browser, door, &csrf), 404, "{role} of elsewhere at {}", door.path);
        }
        let list = browser.open("/projects").expect(200).text();
        assert!(!list.contains(&self.paths["/projects/{c}"]), "{role} of elsewhere sees the project listed");
    }

    fn a_forged_form_does_nothing(&self) {
        let mut planner = self.logged_in(Role::Planner, "cour");
        let others = self.csrf(&mut self.logged_in(Role::Administrator, "cour"));
        for door in DOORS.iter().filter(|door| door.method == "POST") {
            for token in ["", "0000", &others] {
                assert_eq!(self.knock(&mut planner, door, token), 403, "{} with “{token}”", door.path);
            }
            let csrf = self.csrf(&mut planner);
            let from_elsewhere = [("sec-fetch-site", "cross-site"), ("x-csrf-token", &csrf), TUS, FORM];
            let body = format!("csrf={csrf}");
            let answer = planner.send("POST", &self.paths[door.path], &from_elsewhere, body.as_bytes());
            assert_eq!(answer.status, 403, "{} sent from another site", door.path);
        }
    }

    /// Follows every link and looks at every form that the administrator is shown.
    fn no_page_is_missing_here(&self) {
        let mut browser = self.logged_in(Role::Administrator, "cour");
        let mut seen = BTreeSet::new();
        let mut ahead = vec!["/projects".to_owned()];
        while let Some(path) = ahead.pop() {
            if !seen.insert(path.clone()) {
                continue;
            }
            assert!(self.is_known(&path), "{path} is linked to and not in the table of this story");
            if path.starts_with("/language/") {
                continue;
            }
            let answer = browser.open(&path);
            // What only takes forms says so.
            if answer.status != 405 && answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html")) {
                ahead.extend(links(&answer.text()));
            }
        }
        for door in DOORS {
            assert!(
                seen.contains(&self.paths[door.path]) || door.path.contains("{v}") || door.path.contains("{m}"),
                "nothing leads to {}",
                door.path
            );
        }
    }

    fn is_known(&self, path: &str) -> bool {
        let other = OTHERS.iter().any(|other| match other.strip_suffix('*') {
            Some(start) => path.starts_with(start),
            None => path == *other,
        });
        other || DOORS.iter().any(|door| self.fits(path, door.path))
    }

    /// Whether a path is one of a door, whatever its variant and model.
    fn fits(&self, path: &str, door: &str) -> bool {
        let consultation = self.paths["/projects/{c}"].trim_start_matches("/projects/");
        let (parts, wanted): (Vec<&str>, Vec<&str>) = (path.split('/').collect(), door.split('/').collect());
        parts.len() == wanted.len()
            && parts.iter().zip(wanted).all(|(part, wanted)| match wanted {
                "{c}" => *part == consultation,
                "{s}" => *part == self.scene,
                "{v}" => yard::VARIANTS.contains(part),
                "{p}" => *part == yard::VIEWPOINT,
                "{m}" | "{r}" => true,
                fixed => *part == fixed,
            })
    }

    fn logged_in(&self, role: Role, of: &str) -> Browser {
        logged_in(&self.server, role, of)
    }

    /// The token against forged forms, from the form for leaving that every page has.
    fn csrf(&self, browser: &mut Browser) -> String {
        let page = browser.open("/projects").expect(200).text();
        hidden_field(&page, "/logout", "csrf").expect("whoever is logged in can leave")
    }

    /// Asks for a page, or sends a form with nothing but its token; gives the status.
    fn knock(&self, browser: &mut Browser, door: &Door, csrf: &str) -> u16 {
        let path = &self.paths[door.path];
        if door.method == "GET" {
            return browser.open(path).status;
        }
        if door.path.ends_with("/uploads") {
            let headers = [TUS, ("x-csrf-token", csrf), ("upload-length", "4")];
            return browser.send(door.method, path, &headers, b"").status;
        }
        if door.path.ends_with("/model") {
            let kind = [("content-type", "multipart/form-data; boundary=b")];
            let body = format!("--b\r\ncontent-disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n--b--\r\n");
            return browser.send(door.method, path, &kind, body.as_bytes()).status;
        }
        browser.send(door.method, path, &[FORM], format!("csrf={csrf}").as_bytes()).status
    }
}

fn logged_in(server: &Server, role: Role, of: &str) -> Browser {
    let mut browser = Browser::new(server.api());
    let email = address(role, of);
    let answer = browser.submit("/login", "/login", &[("email", &email), ("password", PASSWORD)]);
    assert_eq!(answer.status, 303, "{email} cannot log in: {}", answer.text());
    browser
}

/// Freezes a report and gives its id, which the page then links to.
fn frozen_report(server: &Server, page: &str) -> String {
    let mut planner = logged_in(server, Role::Planner, "cour");
    planner.submit(page, &format!("{page}/freeze"), &[]).expect(303);
    let frozen = format!("{page}/frozen/");
    let linked = links(&planner.open(page).expect(200).text());
    let id = linked.iter().find_map(|path| path.strip_prefix(&frozen)?.strip_suffix("/pdf"));
    id.unwrap_or_else(|| panic!("{page} links to no frozen report: {linked:?}")).to_owned()
}

/// Which the protocol of uploads in pieces wants in every request, and others do not mind.
const TUS: (&str, &str) = ("tus-resumable", "1.0.0");
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

fn address(role: Role, of: &str) -> String {
    format!("{role}@{of}.example")
}

/// The paths that links, forms and pictures of a page lead to on this server.
fn links(html: &str) -> Vec<String> {
    ["href=\"", "action=\"", "src=\""]
        .into_iter()
        .flat_map(|attribute| html.split(attribute).skip(1))
        .filter_map(|rest| rest.split('"').next())
        .filter(|target| target.starts_with('/'))
        .map(|target| target.split(['?', '#']).next().unwrap_or(target).to_owned())
        .collect()
}
