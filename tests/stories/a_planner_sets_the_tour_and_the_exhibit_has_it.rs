//! A planner sets a viewpoint, the start of the visit and how certain a layer is, by the preview's own forms, and publishes:
//! the exhibit that kiosks download has them. Before that, kiosks show what was published.

use belvedere_domain::exhibit::Manifest;
use belvedere_domain::role::Role;
use belvedere_domain::scene::Certainty;
use belvedere_tests::server::Server;
use belvedere_tests::staff::Browser;
use belvedere_tests::yard;

const PLANNER: &str = "urbaniste@cour.example";
const PASSWORD: &str = "un mur, deux bancs et un tilleul";

#[test]
fn story() {
    let mut server = Server::on_sqlite();
    server.open_yard();
    server.add_user(PLANNER, Role::Planner, yard::TERRITORY, PASSWORD);
    let before = server.manifest();
    let mut planner = Browser::new(server.api());
    planner.submit("/login", "/login", &[("email", PLANNER), ("password", PASSWORD)]).expect(303);

    let model = format!("/projects/{}/models/{}", before.consultation.id, before.variants[0].model);
    let preview = format!("{model}/preview");
    let policy = planner.open(&preview).expect(200).header("content-security-policy").unwrap_or_default().to_owned();
    assert!(policy.contains("'unsafe-eval'") && !policy.contains("'unsafe-inline'"), "{policy}");
    sets_viewpoints(&mut planner, &preview, &model);
    sets_the_start(&mut planner, &preview, &model);
    let layer = marks_a_layer(&mut planner, &preview, &model);
    assert_eq!(server.manifest(), before, "kiosks show what was published");

    let project = format!("/projects/{}", before.consultation.id);
    planner.submit(&project, &format!("{project}/scenes/{}/publish", before.scene.id), &[]).expect(303);
    holds(&server.manifest(), &layer);
}

fn sets_viewpoints(planner: &mut Browser, preview: &str, model: &str) {
    let here = [("x", "1,5"), ("y", "0"), ("z", "2.25"), ("yaw", "190"), ("pitch", "-4")];
    let add = format!("{model}/viewpoints");
    let nameless = planner.submit(preview, &add, &[&here[..], &[("name_fr", " ")]].concat());
    assert!(nameless.expect(422).text().contains("Donnez un nom en français"));
    let named = [("name_fr", "Sous le tilleul"), ("name_en", "Under the lime tree"), ("text_fr", "À l’ombre.")];
    planner.submit(preview, &add, &[&here[..], &named].concat()).expect(303);
    let added = format!("{model}/viewpoints/sous-le-tilleul");
    planner.submit(preview, &added, &[("do", "earlier")]).expect(303);
    let shown = planner.open(preview).expect(200).text();
    let places = ["Sous le tilleul", "Devant le mur"].map(|name| shown.find(&format!("<strong>{name}")));
    assert!(places[0].is_some() && places[0] < places[1], "{places:?}");
}

fn sets_the_start(planner: &mut Browser, preview: &str, model: &str) {
    let spawn = format!("{model}/spawn");
    let start = |x: &'static str| [("x", x), ("y", "0"), ("z", "4"), ("yaw", "350"), ("pitch", "0")];
    let far = planner.submit(preview, &spawn, &start("900"));
    assert!(far.expect(422).text().contains("à plus de 50"));
    planner.submit(preview, &spawn, &start("-2")).expect(303);
}

/// Marks the first layer that the page offers; gives its name.
fn marks_a_layer(planner: &mut Browser, preview: &str, model: &str) -> String {
    let shown = planner.open(preview).expect(200).text();
    let label = shown.split("<label for=\"layer-").nth(1).expect("the yard's model has a layer");
    let (index, rest) = label.split_once("\">").expect("a label");
    let name = rest.split("</label>").next().unwrap_or_default().to_owned();
    let field = format!("layer-{index}");
    planner.submit(preview, &format!("{model}/certainty"), &[(&field, "decided")]).expect(303);
    name
}

fn holds(manifest: &Manifest, layer: &str) {
    let tour: Vec<_> = manifest.scene.viewpoints.iter().map(|one| one.key.as_str()).collect();
    assert_eq!(tour, ["sous-le-tilleul", yard::VIEWPOINT]);
    let viewpoint = &manifest.scene.viewpoints[0];
    assert_eq!(viewpoint.pose.position_m, [1.5, 0.0, 2.25]);
    assert!((viewpoint.pose.yaw_deg + 170.0).abs() < 1e-9 && (viewpoint.pose.pitch_deg + 4.0).abs() < 1e-9);
    assert_eq!(viewpoint.name.en.as_deref(), Some("Under the lime tree"));
    assert_eq!((manifest.scene.spawn.position_m, manifest.scene.spawn.yaw_deg), ([-2.0, 0.0, 4.0], -10.0));
    assert_eq!(manifest.variants[0].variant.certainty_of(layer), Certainty::Decided);
    assert_eq!(manifest.variants[1].variant.certainty_of(layer), Certainty::Option, "the other variant is not marked");
}
