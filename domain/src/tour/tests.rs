//! Each change, and each reason to refuse one.

use serde_json::json;

use super::*;

fn scene() -> Scene {
    let id = "01936e5a-0000-7000-8000-000000000001";
    serde_json::from_value(json!({
        "id": id, "consultation": id,
        "placement": {"crs": "EPSG:2154", "easting_m": 835140.0, "northing_m": 6578260.0, "height_m": 262.4,
            "heading_deg": 0.0, "scale": 1.0, "up_axis": "y", "method": "typed", "accuracy_m": 0.05},
        "variants": [{"key": "a", "name": {"fr": "A"}, "text": {"fr": ""}, "certainty": "option"}],
        "viewpoints": [], "spawn": pose(0.0)
    }))
    .unwrap()
}

fn pose(x: f64) -> Pose {
    Pose { position_m: [x, 0.0, 0.0], yaw_deg: 370.0, pitch_deg: -5.0 }
}

fn text(french: &str) -> LocalText {
    LocalText { fr: french.to_owned(), en: Some(" ".to_owned()) }
}

fn add(name: &str, x: f64) -> Edit {
    Edit::Add { name: text(name), text: text(""), pose: pose(x) }
}

const BOUNDS: Bounds = Bounds { min_m: [-10.0, 0.0, -10.0], max_m: [10.0, 5.0, 10.0] };

fn refusal(edit: &Edit) -> TourError {
    edit.apply(&scene(), Some(&BOUNDS)).unwrap_err()
}

fn tour(names: &[&str]) -> Scene {
    names.iter().fold(scene(), |scene, name| add(name, 1.0).apply(&scene, Some(&BOUNDS)).unwrap())
}

fn keys(scene: &Scene) -> Vec<&str> {
    scene.viewpoints.iter().map(|one| one.key.as_str()).collect()
}

#[test]
fn a_viewpoint_gets_a_key_of_its_own_and_plain_angles() {
    let tour = tour(&[" Devant l’école ", "Devant l'École", "…", "Ça"]);
    assert_eq!(keys(&tour), ["devant-l-ecole", "devant-l-ecole-2", "vue", "ca"]);
    assert_eq!(tour.viewpoints[0].name, LocalText { fr: "Devant l’école".into(), en: None });
    assert!((tour.viewpoints[0].pose.yaw_deg - 10.0).abs() < 1e-9);
}

#[test]
fn the_order_is_changed_by_one_place_and_never_beyond_the_ends() {
    let tour = tour(&["a", "b", "c"]);
    let key = |name: &str| name.parse::<Key>().unwrap();
    let after = |edit: Edit| edit.apply(&tour, None).unwrap();
    assert_eq!(keys(&after(Edit::Earlier(key("b")))), ["b", "a", "c"]);
    assert_eq!(keys(&after(Edit::Later(key("b")))), ["a", "c", "b"]);
    assert_eq!(keys(&after(Edit::Earlier(key("a")))), ["a", "b", "c"]);
    assert_eq!(keys(&after(Edit::Later(key("c")))), ["a", "b", "c"]);
    assert_eq!(keys(&after(Edit::Remove(key("a")))), ["b", "c"]);
    let renamed = after(Edit::Rename { viewpoint: key("b"), name: text("Le parvis"), text: text("Vu du sud.") });
    assert_eq!((keys(&renamed), renamed.viewpoints[1].name.fr.as_str()), (vec!["a", "b", "c"], "Le parvis"));
    let turned = after(Edit::Turn { viewpoint: key("c"), pose: pose(3.0) });
    assert!((turned.viewpoints[2].pose.position_m[0] - 3.0).abs() < 1e-9);
}

#[test]
fn what_nobody_could_stand_at_is_refused() {
    assert_eq!(refusal(&add("a", f64::NAN)), TourError::NotFinite);
    assert_eq!(refusal(&add("a", 61.0)), TourError::Outside);
    assert!(add("a", 59.0).apply(&scene(), Some(&BOUNDS)).is_ok(), "within the margin");
    assert!(add("a", 6_000.0).apply(&scene(), None).is_ok(), "nothing is known of the model");
    assert_eq!(refusal(&Edit::Start(Pose { pitch_deg: 81.0, ..pose(0.0) })), TourError::Pitch);
    let start = Edit::Start(pose(4.0)).apply(&scene(), Some(&BOUNDS)).unwrap();
    assert!((start.spawn.position_m[0] - 4.0).abs() < 1e-9);
}

#[test]
fn names_are_there_in_french_and_fit() {
    assert_eq!(refusal(&add("  ", 0.0)), TourError::NameEmpty);
    assert_eq!(refusal(&add(&"é".repeat(61), 0.0)), TourError::NameLong);
    let long = Edit::Add { name: text("a"), text: text(&"é".repeat(601)), pose: pose(0.0) };
    assert_eq!(refusal(&long), TourError::TextLong);
    let nowhere: Key = "nowhere".parse().unwrap();
    assert_eq!(refusal(&Edit::Remove(nowhere.clone())), TourError::NoViewpoint);
    assert_eq!(refusal(&Edit::Certainty { variant: nowhere, layers: vec![] }), TourError::NoVariant);
    let names: Vec<String> = (0..VIEWPOINTS_MAX).map(|n| n.to_string()).collect();
    let full = tour(&names.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(add("a", 0.0).apply(&full, None), Err(TourError::TooMany));
}

#[test]
fn layers_are_marked_in_their_variant() {
    let marks = vec![("Arbres".to_owned(), Some(Certainty::Illustration)), ("Rue".to_owned(), None)];
    let edit = Edit::Certainty { variant: "a".parse().unwrap(), layers: marks };
    let marked = edit.apply(&scene(), None).unwrap();
    assert_eq!(marked.variants[0].certainty_of("Arbres"), Certainty::Illustration);
    assert_eq!(marked.variants[0].layers.len(), 1);
}

#[test]
fn every_refusal_has_its_sentence() {
    for (error, language) in
        TourError::ALL.into_iter().flat_map(|error| crate::language::Language::ALL.map(|language| (error, language)))
    {
        assert!(crate::text::Texts::of(language).has(&format!("tour-refused-{}", error.code())), "{error} {language}");
    }
}
