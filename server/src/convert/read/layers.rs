//! Which layer each node belongs to, by the rule of `belvedere_domain::layer`. It reads names only, and recurses nowhere.

use std::collections::{HashMap, HashSet};

use super::document::{Document, Node};

/// The longest name that is kept, in characters.
const NAME_MAX: usize = 80;

/// The layers that were met.
pub struct Layers {
    /// Their names; the first is the empty one.
    pub names: Vec<String>,
    known: HashMap<String, usize>,
    /// The nodes that tell objects apart, below those that hold all.
    tops: HashSet<usize>,
}

impl Layers {
    /// The layers of what is below `roots`.
    pub fn below(document: &Document, roots: &[usize]) -> Self {
        let known = HashMap::from([(String::new(), 0)]);
        Self { names: vec![String::new()], known, tops: tops(document, roots) }
    }

    /// The layer of a node; `around` is that of the group around it. None for a group that holds all.
    pub fn of(&mut self, node: &Node, index: usize, around: Option<usize>) -> Option<usize> {
        if let Some(name) = &node.extras.layer {
            return Some(self.named(name));
        }
        if around.is_some() || !self.tops.contains(&index) {
            return around;
        }
        let name = node.name.as_deref().unwrap_or_default();
        Some(self.named(if node.children.is_empty() { family(name) } else { name }))
    }

    fn named(&mut self, name: &str) -> usize {
        let name: String = name.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).take(NAME_MAX).collect();
        *self.known.entry(name).or_insert_with_key(|name| {
            self.names.push(name.clone());
            self.names.len() - 1
        })
    }
}

/// The family in `family:type:number`, as Revit and IFC exporters name objects; empty for other names.
fn family(name: &str) -> &str {
    let mut parts = name.split(':');
    match (parts.next(), parts.next(), parts.next_back()) {
        (Some(family), Some(_), Some(number)) if number.chars().all(|c| c.is_ascii_digit()) => family,
        _ => "",
    }
}

/// The first nodes on the way down that are more than one, or that have a mesh of their own. Nodes without any mesh below
/// them (cameras, lamps) do not count.
fn tops(document: &Document, roots: &[usize]) -> HashSet<usize> {
    let seen = with_mesh(document);
    let shown = |nodes: &[usize]| -> Vec<usize> {
        nodes.iter().copied().filter(|&node| seen.get(node).is_some_and(|&seen| seen)).collect()
    };
    let mut tops = shown(roots);
    // A ring of nodes is refused where the tree is walked; here it must only end.
    for _ in 0..crate::convert::limits::NODE_DEPTH_MAX {
        match tops[..] {
            [only] if document.nodes[only].mesh.is_none() => tops = shown(&document.nodes[only].children),
            _ => break,
        }
    }
    tops.into_iter().collect()
}

/// Whether each node has a mesh, itself or below it.
fn with_mesh(document: &Document) -> Vec<bool> {
    let mut parents: Vec<Vec<usize>> = vec![Vec::new(); document.nodes.len()];
    for (index, node) in document.nodes.iter().enumerate() {
        for &child in node.children.iter().filter(|&&child| child < document.nodes.len()) {
            parents[child].push(index);
        }
    }
    let mut seen: Vec<bool> = document.nodes.iter().map(|node| node.mesh.is_some()).collect();
    let mut rising: Vec<usize> = (0..seen.len()).filter(|&node| seen[node]).collect();
    while let Some(node) = rising.pop() {
        for &parent in &parents[node] {
            if !std::mem::replace(&mut seen[parent], true) {
                rising.push(parent);
            }
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use crate::convert::{
        finding::Findings,
        read::{accessor::Model, check, tree},
    };

    /// The layer's name of each object.
    fn layers(nodes: &str, roots: &str) -> Vec<String> {
        let json = format!(r#"{{"asset":{{"version":"2.0"}},"scenes":[{{"nodes":[{roots}]}}],"nodes":[{nodes}]}}"#);
        let document = check::parse(json.as_bytes()).expect("a document");
        let model = Model { document, ..Model::default() };
        let (instances, names) = tree::instances(&model, &mut Findings::default()).expect("a tree");
        instances.iter().map(|instance| names[instance.layer].clone()).collect()
    }

    #[test]
    fn the_topmost_groups_that_tell_objects_apart_are_the_layers() {
        let nodes = r#"{"name":"File","children":[1,7]},{"name":"Root","children":[2,4,6]},{"name":"Arbres","children":[3]},
            {"name":"Tilleul","mesh":0},{"name":"Sol","children":[5]},{"children":[3]},{"name":"Loose","mesh":0},{"name":"Camera"}"#;
        assert_eq!(layers(nodes, "0"), ["Arbres", "Sol", ""]);
    }

    #[test]
    fn what_the_exporter_wrote_wins_over_groups() {
        let nodes = r#"{"name":"Bâti","children":[1,2],"extras":{"layer":"Existant"}},{"mesh":0},
            {"mesh":0,"extras":{"layer":"Projet"}},{"name":"Arbres","children":[4]},{"mesh":0}"#;
        assert_eq!(layers(nodes, "0,3"), ["Existant", "Projet", "Arbres"]);
    }

    #[test]
    fn families_are_the_layers_of_objects_without_groups() {
        let nodes = r#"{"mesh":0,"name":"Basic Wall:Outside wall:358471"},{"mesh":0,"name":"Floor:Generic:360649"},
            {"mesh":0,"name":"Basic Wall:Inside:359210"},{"mesh":0,"name":"Vue: place"}"#;
        assert_eq!(layers(nodes, "0,1,2,3"), ["Basic Wall", "Floor", "Basic Wall", ""]);
    }
}
