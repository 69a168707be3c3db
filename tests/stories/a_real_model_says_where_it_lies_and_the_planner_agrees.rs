//! A block of Lyon in real CC46 coordinates is uploaded for a scene that lies elsewhere: the page says what its coordinates look
//! like, the planner agrees by one button, and the scene lies where the file says (that each corner does, within a centimetre, is seen in the
//! server's `tests/place.rs`). A second block, which was placed by its own coordinates before, is brought into the same frame.

use belvedere_domain::geodesy::Crs;
use belvedere_domain::placement::{HeightReference, PlacementMethod};
use belvedere_domain::role::Role;
use belvedere_tests::server::Server;
use belvedere_tests::staff::Browser;
use belvedere_tests::{models, wait, yard};

const EMAIL: &str = "urbaniste@cour.example";
const PASSWORD: &str = "la Saône coule vers le sud";

#[test]
fn story() {
    let Some(folder) = models::folder() else { return };
    let mut server = Server::on_sqlite();
    server.open_yard();
    server.add_user(EMAIL, Role::Planner, yard::TERRITORY, PASSWORD);
    let manifest = server.manifest();
    let scene = manifest.scene.id.to_string();
    // The block in CC46, and its neighbour in Lambert-93: each proposes a frame of its own.
    for (variant, file) in
        yard::VARIANTS.into_iter().zip(["lyon1_bdtopo_ouest_cc46_node", "lyon1_bdtopo_tile2_l93_node"])
    {
        let file = folder.join(format!("city/{file}.glb"));
        let file = file.to_str().expect("a path");
        // Exit status 1: accepted, with something to check.
        let mut import = server.command(["model", "import", file, "--scene", &scene, "--variant", variant]);
        let said = import.output().expect("the server's program starts");
        assert_eq!(said.status.code(), Some(1), "{}", String::from_utf8_lossy(&said.stderr));
    }

    let mut planner = Browser::new(server.api());
    planner.submit("/login", "/login", &[("email", EMAIL), ("password", PASSWORD)]).expect(303);
    let page = format!("/projects/{}/scenes/{scene}/placement", manifest.consultation.id);
    let shown = planner.open(&page).expect(200).text();
    assert!(shown.contains("ressemblent à du RGF93 / CC46 (EPSG:3946)"), "{shown}");
    assert!(shown.contains("ressemblent à du RGF93 / Lambert-93 (EPSG:2154)"), "{shown}");

    let proposals: Vec<_> = shown
        .split("action=\"")
        .filter_map(|rest| rest.split('"').next())
        .filter(|to| to.contains("/models/"))
        .collect();
    let [cc46, _] = proposals[..] else { panic!("two proposals: {proposals:?}") };
    planner.submit(&page, cc46, &[("height_reference", "ngf_ign69")]).expect(303);
    wait::until("the neighbour in the frame of the block", || {
        let shown = planner.open(&page).expect(200).text();
        (!shown.contains("convertis à nouveau, pour suivre") && !shown.contains("/again\"")).then_some(())
    });

    let publish = format!("/projects/{}/scenes/{scene}/publish", manifest.consultation.id);
    planner.submit(&format!("/projects/{}", manifest.consultation.id), &publish, &[]).expect(303);
    let manifest = server.manifest();
    let placed = &manifest.scene.placement;
    assert_eq!((placed.crs, placed.method), (Crs::Cc46, PlacementMethod::Detected));
    assert_eq!(placed.height_reference, HeightReference::NgfIgn69);
    assert!(placed.accuracy_m < 0.01, "{placed:?}");
    assert_eq!((placed.easting_m % 100.0, placed.northing_m % 100.0), (0.0, 0.0), "a round origin: {placed:?}");
    // Both lie in Lyon by the one frame.
    let frame = placed.frame().expect("a frame");
    for files in &manifest.variants {
        let bounds = files.plan.bounds;
        let middle = [(bounds.x_min_m + bounds.x_max_m) / 2.0, 0.0, (bounds.z_min_m + bounds.z_max_m) / 2.0];
        assert!(middle[0].hypot(middle[2]) < 3_000.0, "{bounds:?}");
        let geo = frame.geo_from_scene(middle).expect("a place");
        assert!((geo.longitude_deg - 4.83).abs() < 0.05 && (geo.latitude_deg - 45.77).abs() < 0.05, "{geo:?}");
    }
}
