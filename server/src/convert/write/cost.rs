//! What each layer costs to draw, from the chunks that are written.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use belvedere_domain::layer::LayerCost;

use crate::convert::{join::Chunk, outcome::texture_memory, scene::Scene};

/// The cost of each layer that has a chunk, the most triangles first. `objects` counts the objects of the layers.
pub fn of_layers(scene: &Scene, chunks: &[Chunk], objects: &BTreeMap<usize, u64>) -> Vec<LayerCost> {
    let mut pictures: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut costs: BTreeMap<usize, LayerCost> = BTreeMap::new();
    for chunk in chunks {
        let cost = costs.entry(chunk.layer).or_default();
        cost.triangles += chunk.triangles.len() as u64;
        cost.draws += 1;
        if let Some(texture) = &scene.materials[chunk.material].texture
            && pictures.insert((chunk.layer, texture.picture))
        {
            let picture = &scene.pictures[texture.picture];
            cost.texture_bytes += texture_memory(picture.width, picture.height);
        }
    }
    let named = |(layer, cost): (usize, LayerCost)| LayerCost {
        name: scene.layers.get(layer).cloned().unwrap_or_default(),
        objects: objects.get(&layer).copied().unwrap_or_default(),
        ..cost
    };
    let mut costs: Vec<LayerCost> = costs.into_iter().map(named).collect();
    costs.sort_by_key(|cost| Reverse(cost.triangles));
    costs
}
