//! Resolves the node tree to a flat list of placed meshes, in f64. It walks with a stack of its own, never by recursion,
//! and counts before it keeps: a chain, a ring or a lattice of nodes ends in a refusal, not in exhaustion.

use glam::{DMat4, DQuat, DVec3};

use super::{
    accessor::{Model, missing},
    document::{Document, Node},
    instancing,
    layers::Layers,
};
use crate::convert::{
    finding::{Finding, Findings, one_line},
    limits,
};

/// A mesh at a place.
#[derive(Clone, Debug)]
pub struct Instance {
    pub node: usize,
    pub mesh: usize,
    /// Index into the layers' names.
    pub layer: usize,
    /// The model's frame from the mesh's.
    pub world: DMat4,
}

/// Every mesh that the default scene shows, in the order of the file, and the names of their layers.
pub fn instances(model: &Model, findings: &mut Findings) -> Result<(Vec<Instance>, Vec<String>), Finding> {
    let document = &model.document;
    let mut stack: Vec<Step> = Vec::new();
    let roots = roots(document, findings)?;
    let mut layers = Layers::below(document, &roots);
    for &root in roots.iter().rev() {
        stack.push(Step::Enter { node: root, parent: DMat4::IDENTITY, around: None });
    }
    let mut on_path = vec![false; document.nodes.len()];
    let (mut depth, mut visits, mut found) = (0, 0, Vec::new());
    while let Some(step) = stack.pop() {
        let (index, parent, around) = match step {
            Step::Leave(node) => {
                on_path[node] = false;
                depth -= 1;
                continue;
            }
            Step::Enter { node, parent, around } => (node, parent, around),
        };
        let node = document.nodes.get(index).ok_or_else(|| missing("node", index))?;
        visits += 1;
        depth += 1;
        guard(node, index, &on_path, depth, visits)?;
        on_path[index] = true;
        stack.push(Step::Leave(index));
        let world = parent * local(node, index)?;
        let layer = layers.of(node, index, around);
        if let Some(mesh) = node.mesh {
            let places =
                repeated(model, node, limits::VISITS_MAX - visits).map_err(|finding| at(finding, node, index))?;
            visits += places.len() - 1;
            let layer = layer.unwrap_or_default();
            found.extend(places.into_iter().map(|place| Instance { node: index, mesh, layer, world: world * place }));
        }
        for &child in node.children.iter().rev() {
            stack.push(Step::Enter { node: child, parent: world, around: layer });
        }
    }
    Ok((found, layers.names))
}

/// Where the mesh of `node` is drawn, relative to it: there, or in the places of its instances.
fn repeated(model: &Model, node: &Node, left: usize) -> Result<Vec<DMat4>, Finding> {
    let places = match &node.extensions.instancing {
        Some(instancing) => instancing::places(model, instancing, left)?,
        None => Vec::new(),
    };
    Ok(if places.is_empty() { vec![DMat4::IDENTITY] } else { places })
}

enum Step {
    Enter { node: usize, parent: DMat4, around: Option<usize> },
    Leave(usize),
}

fn guard(node: &Node, index: usize, on_path: &[bool], depth: usize, visits: usize) -> Result<(), Finding> {
    if on_path[index] {
        return Err(at(Finding::error("nodes-cycle"), node, index));
    }
    if depth > limits::NODE_DEPTH_MAX {
        return Err(Finding::error("nodes-too-deep").with("limit", limits::NODE_DEPTH_MAX));
    }
    if visits > limits::VISITS_MAX {
        return Err(Finding::error("instances-too-many").with("limit", limits::VISITS_MAX));
    }
    Ok(())
}

/// The nodes to start from. A scene that lists a node which has a parent (a fault that some exporters make) is repaired by
/// starting from that node's topmost ancestor.
fn roots(document: &Document, findings: &mut Findings) -> Result<Vec<usize>, Finding> {
    let parents = parents(document)?;
    let listed: Vec<usize> = match document.scenes.get(document.scene.unwrap_or(0)) {
        Some(scene) => scene.nodes.to_vec(),
        None if document.scene.is_some_and(|scene| scene > 0) => {
            return Err(missing("scene", document.scene.unwrap_or(0)));
        }
        None => (0..parents.len()).filter(|&node| parents[node].is_none()).collect(),
    };
    let mut taken = vec![false; document.nodes.len()];
    let mut listed_once = vec![false; document.nodes.len()];
    let mut roots = Vec::new();
    for start in listed {
        if std::mem::replace(listed_once.get_mut(start).ok_or_else(|| missing("node", start))?, true) {
            return Err(at(Finding::error("root-repeated"), &document.nodes[start], start));
        }
        let top = topmost(document, &parents, start)?;
        if top != start {
            findings.add(Finding::info("root-repaired"));
        }
        if !std::mem::replace(&mut taken[top], true) {
            roots.push(top);
        }
    }
    Ok(roots)
}

fn topmost(document: &Document, parents: &[Option<usize>], start: usize) -> Result<usize, Finding> {
    let mut top = start;
    for _ in 0..=limits::NODE_DEPTH_MAX {
        match parents[top] {
            Some(parent) if parent == start => {
                return Err(at(Finding::error("nodes-cycle"), &document.nodes[start], start));
            }
            Some(parent) => top = parent,
            None => return Ok(top),
        }
    }
    Err(Finding::error("nodes-too-deep").with("limit", limits::NODE_DEPTH_MAX))
}

fn parents(document: &Document) -> Result<Vec<Option<usize>>, Finding> {
    let mut parents = vec![None; document.nodes.len()];
    for (index, node) in document.nodes.iter().enumerate() {
        for &child in node.children.iter() {
            *parents.get_mut(child).ok_or_else(|| missing("node", child))? = Some(index);
        }
    }
    Ok(parents)
}

fn local(node: &Node, index: usize) -> Result<DMat4, Finding> {
    let matrix = match node.matrix {
        Some(columns) => DMat4::from_cols_array(&columns),
        None => {
            let [x, y, z, w] = node.rotation.unwrap_or([0.0, 0.0, 0.0, 1.0]);
            let rotation = DQuat::from_xyzw(x, y, z, w);
            let rotation = if rotation.length_squared() > 1e-12 { rotation.normalize() } else { DQuat::IDENTITY };
            let scale = DVec3::from(node.scale.unwrap_or([1.0; 3]));
            DMat4::from_scale_rotation_translation(scale, rotation, DVec3::from(node.translation.unwrap_or_default()))
        }
    };
    if matrix.is_finite() { Ok(matrix) } else { Err(at(Finding::error("transform-overflow"), node, index)) }
}

/// `finding`, told of the node `index`.
pub fn at(finding: Finding, node: &Node, index: usize) -> Finding {
    finding.at_node(&name_of(node, index))
}

/// The longest name of an object (characters): an opinion on it must be able to name it (`belvedere_domain::anchor`).
const NAME_MAX_CHARS: usize = 100;

/// The name of a node as the file has it, on one line, or its number.
pub fn name_of(node: &Node, index: usize) -> String {
    let name = node.name.as_deref().map(|name| one_line(name, NAME_MAX_CHARS));
    name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| format!("node {index}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::read::check;

    fn walked(nodes: &str, roots: &str) -> Result<Vec<Instance>, Finding> {
        let json = format!(r#"{{"asset":{{"version":"2.0"}},"scenes":[{{"nodes":[{roots}]}}],"nodes":[{nodes}]}}"#);
        let document = check::parse(json.as_bytes()).expect("a document");
        instances(&Model { document, ..Model::default() }, &mut Findings::default()).map(|(instances, _)| instances)
    }

    fn code(nodes: &str, roots: &str) -> String {
        walked(nodes, roots).expect_err("a refusal").code
    }

    #[test]
    fn transforms_accumulate() {
        let found =
            walked(r#"{"children":[1],"translation":[842000,0,0]},{"mesh":0,"scale":[2,2,2]}"#, "0").expect("a tree");
        assert_eq!(found[0].world.transform_point3(DVec3::X), DVec3::new(842_002.0, 0.0, 0.0));
    }

    /// An opinion names the object that it is on in at most 500 bytes without controls; whatever a file calls it must fit.
    #[test]
    fn an_opinion_can_name_every_object() {
        for name in ["Mur\nbas".to_owned(), "🌳".repeat(1_000), "\u{202E}\u{7}".to_owned()] {
            let name = name_of(&Node { name: Some(name), ..Node::default() }, 7);
            assert!(name.len() < 450 && !name.contains(char::is_control), "{name}");
        }
        assert_eq!(name_of(&Node { name: Some("\u{7}".to_owned()), ..Node::default() }, 7), "node 7");
    }

    #[test]
    fn rings_lattices_and_chains_are_refused() {
        assert_eq!(code(r#"{"children":[0]}"#, "0"), "nodes-cycle");
        assert_eq!(code(r#"{"children":[1]},{"children":[2]},{"children":[0]}"#, "0"), "nodes-cycle");
        let lattice: Vec<String> = (1..=40).map(|i| format!(r#"{{"children":[{i},{i}]}}"#)).collect();
        assert_eq!(code(&format!("{},{{}}", lattice.join(",")), "0"), "instances-too-many");
        let chain: Vec<String> = (1..=400).map(|i| format!(r#"{{"children":[{i}]}}"#)).collect();
        assert_eq!(code(&format!("{},{{}}", chain.join(",")), "0"), "nodes-too-deep");
        assert_eq!(code("{}", "0,0"), "root-repeated");
        assert_eq!(code("{}", "7"), "reference-invalid");
    }

    #[test]
    fn a_root_with_a_parent_is_drawn_once_from_the_top() {
        let found = walked(r#"{"children":[1]},{"mesh":0}"#, "0,1").expect("repaired");
        assert_eq!(found.len(), 1);
    }
}
