//! The page's structure, without HTTP.

use belvedere_domain::exhibit::Counts;
use belvedere_domain::id::Key;
use belvedere_domain::scene::Certainty;

use super::*;
use crate::pages::model::tests::{accepted, layer};
use crate::pages::tests_support::{consultation, scene, shell};

fn page(scene: &Scene, may_edit: bool) -> PreviewPage {
    let layers = [layer("<b>Toits</b>", 10, 1), layer("", 5, 1), layer("Sol", 5, 1)];
    let model = accepted(Counts { triangles: 20, draws: 3, texture_bytes: 0 }, &layers);
    PreviewPage::from_domain(&model, scene, &consultation(), may_edit, shell("fr")).unwrap()
}

#[test]
fn the_tour_is_listed_in_order_and_its_ends_go_no_further() {
    let shown = page(&scene(), true);
    let ends: Vec<_> = shown.stops.iter().map(|stop| (stop.key.as_str(), stop.is_first, stop.is_last)).collect();
    assert_eq!(ends, [("mairie", true, false), ("eglise", false, true)]);
    assert_eq!(shown.stops[0].pose.line(), "0.500,0.250,-20.600,178.0,-3.0");
    let html = shown.render().unwrap();
    assert!(!html.contains('⟨'), "a text is missing: {html}");
    assert!(html.contains("data-pose=\"0.500,0.250,-20.600,178.0,-3.0\""), "{html}");
}

#[test]
fn layers_with_a_name_are_marked_by_their_place_in_the_model() {
    let mut marked = scene();
    marked.variants[0].mark("Sol", Some(Certainty::Existing));
    let shown = page(&marked, true);
    let chosen: Vec<_> = shown
        .layers
        .iter()
        .map(|layer| (layer.index, layer.choices.iter().find(|choice| choice.2).unwrap().0))
        .collect();
    assert_eq!(chosen, [(0, ""), (2, "existing")]);
    assert!(!shown.render().unwrap().contains("<b>Toits"));
}

#[test]
fn who_may_not_publish_sees_the_tour_and_changes_nothing() {
    let html = page(&scene(), false).render().unwrap();
    assert!(html.contains("Devant la mairie"));
    assert!(
        !html.contains("/viewpoints/") && !html.contains("/spawn\"") && !html.contains("<button>Enregistrer"),
        "{html}"
    );
}

#[test]
fn a_full_tour_takes_no_more() {
    let mut full = scene();
    let first = full.viewpoints[0].clone();
    full.viewpoints = (0..VIEWPOINTS_MAX)
        .map(|n| {
            let mut one = first.clone();
            one.key = format!("v{n}").parse::<Key>().unwrap();
            one
        })
        .collect();
    assert!(page(&full, true).is_full);
    assert!(!page(&full, true).render().unwrap().contains("id=\"add\""));
}
