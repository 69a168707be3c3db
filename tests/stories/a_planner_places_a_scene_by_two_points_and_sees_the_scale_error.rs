//! A planner places a scene without JavaScript: by two points whose lengths agree, with the error told; by two points that
//! do not, which nothing takes silently; and then by correcting the scale on purpose, after which the models are converted
//! anew and the exhibit shows the new placement.

use belvedere_domain::exhibit::Manifest;
use belvedere_domain::geodesy::CrsPoint;
use belvedere_domain::placement::{Placement, PlacementMethod};
use belvedere_domain::role::Role;
use belvedere_tests::server::Server;
use belvedere_tests::staff::Browser;
use belvedere_tests::{wait, yard};

const EMAIL: &str = "urbaniste@cour.example";
const PASSWORD: &str = "deux angles du mur et un théodolite";
/// Two corners of the yard's wall, 30 m apart (x, z in metres).
const CORNERS_M: [[f64; 2]; 2] = [[-15.0, yard::WALL_Z_M], [15.0, yard::WALL_Z_M]];

#[test]
fn story() {
    let mut server = Server::on_sqlite();
    server.open_yard();
    server.add_user(EMAIL, Role::Planner, yard::TERRITORY, PASSWORD);
    let mut planner = Planner::log_in(&server);

    // Where the yard really lies: 100 m farther east, and turned.
    let truth = Placement { easting_m: 837_350.0, heading_deg: 200.0, ..yard::placement() };

    planner.a_small_error_is_taken_and_told(&truth);
    planner.a_large_error_is_asked_about(&truth);
    planner.the_scale_is_corrected_on_purpose(&truth);
    planner.the_models_are_converted_anew();
    planner.the_exhibit_follows_when_published(&server, &truth);
    planner.the_history_holds_all();
}

struct Planner {
    browser: Browser,
    project: String,
    page: String,
    /// How wide the plan was as it came.
    width_m: f64,
}

fn width_m(manifest: &Manifest) -> f64 {
    let bounds = manifest.variants[0].plan.bounds;
    bounds.x_max_m - bounds.x_min_m
}

impl Planner {
    fn log_in(server: &Server) -> Self {
        let mut browser = Browser::new(server.api());
        browser.submit("/login", "/login", &[("email", EMAIL), ("password", PASSWORD)]).expect(303);
        let manifest = server.manifest();
        let project = format!("/projects/{}", manifest.consultation.id);
        let page = format!("{project}/scenes/{}/placement", manifest.scene.id);
        Self { browser, project, page, width_m: width_m(&manifest) }
    }

    /// The form for two points, as a survey of the place gives them to somebody whose model is so much longer than the ground.
    fn fields(truth: &Placement, longer: f64) -> Vec<(String, String)> {
        let frame = truth.frame().expect("the yard lies in France");
        let mut fields = vec![
            ("crs".to_owned(), truth.crs.to_string()),
            ("height".to_owned(), "262,4".to_owned()),
            ("height_reference".to_owned(), "ngf_ign69".to_owned()),
            ("accuracy".to_owned(), "0,02".to_owned()),
        ];
        for (number, [x, z]) in (1..).zip(CORNERS_M) {
            let CrsPoint { easting_m, northing_m, .. } = frame.crs_from_scene([x / longer, 0.0, z / longer]);
            let french = |value: f64| format!("{value:.4}").replace('.', ",");
            let values =
                [("x", french(x)), ("z", french(z)), ("easting", french(easting_m)), ("northing", french(northing_m))];
            fields.extend(values.map(|(name, value)| (format!("{name}{number}"), value)));
        }
        fields
    }

    fn send(&mut self, fields: &[(String, String)]) -> belvedere_tests::api::Answer {
        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let action = format!("{}/points", self.page);
        self.browser.submit(&self.page, &action, &fields)
    }

    fn shown(&mut self) -> String {
        self.browser.open(&self.page).expect(200).text()
    }

    fn a_small_error_is_taken_and_told(&mut self, truth: &Placement) {
        let saved = self.send(&Self::fields(truth, 1.003)).expect(303);
        let to = saved.header("location").expect("a way on").to_owned();
        let page = self.browser.open(&to).expect(200).text();
        // 30 m in the model, 29.91 m on the ground: 9 cm.
        assert!(page.contains("+0,30") && page.contains("+9,0"), "the residual is told: {page}");
        assert!(page.contains("Deux points connus"), "{page}");
        assert!(page.contains(&format!("{}#exhibit", self.project)), "the way to publishing: {page}");
    }

    fn a_large_error_is_asked_about(&mut self, truth: &Placement) {
        let before = self.shown();
        let asked = self.send(&Self::fields(truth, 1.02)).expect(422).text();
        assert!(asked.contains("trop long de 2,00"), "the error comes first: {asked}");
        assert!(asked.contains("+58,8"), "in centimetres too: {asked}");
        assert!(asked.contains("name=\"correct\"") && asked.contains("SketchUp"), "{asked}");
        let numbers = |page: &str| page.matches("<th scope=\"row\">").count();
        assert_eq!(numbers(&self.shown()), numbers(&before), "nothing was saved");
    }

    fn the_scale_is_corrected_on_purpose(&mut self, truth: &Placement) {
        let mut fields = Self::fields(truth, 1.02);
        let asked = self.send(&fields).expect(422).text();
        let confirmed = asked.split("name=\"correct\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let confirmed = confirmed.expect("the error to confirm").to_owned();
        // What was confirmed of other points is no confirmation.
        let mut others = Self::fields(truth, 1.04);
        others.push(("correct".to_owned(), confirmed.clone()));
        self.send(&others).expect(422);
        fields.push(("correct".to_owned(), confirmed));
        self.send(&fields).expect(303);
    }

    fn the_models_are_converted_anew(&mut self) {
        let name = "the models converted anew";
        wait::until(name, || {
            let page = self.shown();
            (!page.contains("convertis à nouveau, pour suivre") && !page.contains("/again\"")).then_some(())
        });
    }

    fn the_exhibit_follows_when_published(&mut self, server: &Server, truth: &Placement) {
        let scene = server.manifest().scene.id;
        let publish = format!("{}/scenes/{scene}/publish", self.project);
        self.browser.submit(&self.project, &publish, &[]).expect(303);
        let manifest = server.manifest();
        let placed = &manifest.scene.placement;
        assert_eq!(placed.method, PlacementMethod::TwoPoints);
        assert!((placed.scale * 1.02 - 1.0).abs() < 1e-5, "{placed:?}");
        let off_m = (placed.easting_m - truth.easting_m).hypot(placed.northing_m - truth.northing_m);
        assert!(off_m < 0.01 && (placed.heading_deg - truth.heading_deg).abs() < 0.01, "{placed:?}");
        let width_m = width_m(&manifest);
        assert!((width_m * 1.02 / self.width_m - 1.0).abs() < 0.005, "{width_m} m, before {} m", self.width_m);
        assert!(self.shown().contains("Les bornes montrent ce calage"));
    }

    fn the_history_holds_all(&mut self) {
        let page = self.shown();
        assert_eq!(page.matches("<th scope=\"row\">").count(), 3, "{page}");
        assert_eq!(page.matches(EMAIL).count(), 4, "twice in the history, in the origin and in the head: {page}");
    }
}
