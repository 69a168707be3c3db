//! Which layers are kept apart. Each layer is drawn for itself, so that it can be hidden: too many of them would cost more
//! to draw than a kiosk has. Then the largest stay apart, and the smallest count as no layer.

use std::collections::{BTreeMap, BTreeSet};

use belvedere_domain::layer::LAYERS_MAX;

use super::{
    finding::{Finding, Findings},
    scene::Scene,
};

/// What is known of a layer before it is drawn.
#[derive(Default)]
struct Layer {
    triangles: usize,
    materials: BTreeSet<usize>,
}

/// Puts the parts of the layers that are too many, or too small for `draws_max`, into the layer without a name.
pub fn settle(scene: &mut Scene, draws_max: usize, findings: &mut Findings) {
    let mut layers: BTreeMap<usize, Layer> = BTreeMap::new();
    for part in scene.parts.iter().filter(|part| !part.triangles.is_empty()) {
        let layer = layers.entry(part.layer).or_default();
        layer.triangles += part.triangles.len();
        layer.materials.insert(part.material);
    }
    let named = layers.keys().filter(|&&layer| layer != 0).count();
    let kept = kept(&layers, draws_max);
    if kept.len() < named {
        findings.add(Finding::warning("layers-many").with("count", named).with("kept", kept.len()));
        scene.parts.iter_mut().filter(|part| !kept.contains(&part.layer)).for_each(|part| part.layer = 0);
    }
}

/// How many objects each layer has, by the layer's index.
pub fn objects(scene: &Scene) -> BTreeMap<usize, u64> {
    let pairs: BTreeSet<(usize, usize)> = scene.parts.iter().map(|part| (part.layer, part.object)).collect();
    let mut objects = BTreeMap::new();
    pairs.into_iter().for_each(|(layer, _)| *objects.entry(layer).or_default() += 1);
    objects
}

/// The layers with a name that stay apart: the largest, as long as one draw for each material of each is not too much.
fn kept(layers: &BTreeMap<usize, Layer>, draws_max: usize) -> BTreeSet<usize> {
    let mut by_size: Vec<(&usize, &Layer)> = layers.iter().filter(|(layer, _)| **layer != 0).collect();
    by_size.sort_by_key(|(_, layer)| std::cmp::Reverse(layer.triangles));
    // What is joined is drawn once for each of its materials.
    let mut joined: BTreeMap<usize, usize> = BTreeMap::new();
    layers.values().flat_map(|layer| &layer.materials).for_each(|&material| *joined.entry(material).or_default() += 1);
    let (mut kept, mut draws) = (BTreeSet::new(), 0);
    for (&index, layer) in by_size {
        let mut left = joined.clone();
        layer.materials.iter().for_each(|material| *left.entry(*material).or_default() -= 1);
        left.retain(|_, users| *users > 0);
        if kept.len() + 1 >= LAYERS_MAX || draws + layer.materials.len() + left.len() > draws_max {
            break;
        }
        draws += layer.materials.len();
        joined = left;
        kept.insert(index);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::scene::Part;

    fn scene(layers: usize, materials: usize) -> Scene {
        // The later layers are the larger ones.
        let part = |layer: usize, material: usize| Part {
            layer,
            material,
            triangles: vec![[0; 3]; layer + 1],
            ..Part::default()
        };
        let parts = (0..=layers).flat_map(|layer| (0..materials).map(move |material| part(layer, material))).collect();
        Scene { parts, ..Scene::default() }
    }

    fn settled(mut scene: Scene, draws_max: usize) -> (BTreeSet<usize>, bool) {
        let mut findings = Findings::default();
        settle(&mut scene, draws_max, &mut findings);
        (scene.parts.iter().map(|part| part.layer).collect(), !findings.into_sorted().is_empty())
    }

    #[test]
    fn a_few_layers_stay_as_they_are() {
        assert_eq!(settled(scene(5, 3), 500), ((0..=5).collect(), false));
    }

    #[test]
    fn of_too_many_layers_the_largest_stay_and_it_is_said() {
        let (left, told) = settled(scene(100, 1), 500);
        assert_eq!((left.len(), told), (LAYERS_MAX, true));
        assert!(left.contains(&100) && left.contains(&0) && !left.contains(&1));
    }

    #[test]
    fn layers_do_not_cost_more_than_can_be_drawn() {
        let (left, told) = settled(scene(10, 30), 100);
        assert_eq!((left, told), (BTreeSet::from([0, 9, 10]), true), "30 draws each");
    }
}
