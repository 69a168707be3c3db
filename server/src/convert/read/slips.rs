//! The slight faults that exporters often leave. The reader passes over each of them without harm: here they are looked for, so
//! that the planner is told, a line for each kind. Nothing is changed or refused here.

use std::collections::BTreeSet;

use super::{
    accessor::{Model, Values},
    document::{Accessor, Primitive},
    tree::{self, Instance},
};
use crate::convert::finding::{Finding, Findings};

/// How far an announced corner may be off, as a share of the model's size: numbers are written with few digits.
const BOUNDS_SHARE: f64 = 1e-3;
/// How far the length of a normal may be from 1: quantised ones are rounded.
const LENGTH_OFF_MAX: f32 = 0.02;

/// Tells of corners that are not announced or announced wrong, of vertices whose distance is not said, and of normals that are
/// not of length 1, in what `instances` draw.
pub fn tell(model: &Model, instances: &[Instance], findings: &mut Findings) {
    let (mut meshes, mut lists) = (BTreeSet::new(), BTreeSet::new());
    for instance in instances.iter().filter(|instance| meshes.insert(instance.mesh)) {
        let node = &model.document.nodes[instance.node];
        let primitives = model.document.meshes.get(instance.mesh).into_iter().flat_map(|mesh| mesh.primitives.iter());
        // What is compressed is laid out by the decoder, and rounded.
        for primitive in primitives.filter(|primitive| primitive.extensions.draco.is_none()) {
            for code in slips(model, primitive, &mut lists) {
                findings.add(tree::at(Finding::info(code), node, instance.node));
            }
        }
    }
}

/// The codes of what is to be told of a primitive. `seen` are the accessors that were looked through: long lists are shared by
/// many primitives.
fn slips(model: &Model, primitive: &Primitive, seen: &mut BTreeSet<usize>) -> Vec<&'static str> {
    let mut codes = Vec::new();
    let mut accessor = |name: &str| {
        let index = *primitive.attributes.get(name)?;
        let values = model.values(index).ok().filter(|values| values.arity == 3 && seen.insert(index))?;
        Some((&model.document.accessors[index], values))
    };
    if accessor("POSITION").is_some_and(|(accessor, positions)| !are_bounds_right(accessor, &positions)) {
        codes.push("bounds-repaired");
    }
    if accessor("NORMAL").is_some_and(|(_, normals)| !are_unit(&normals)) {
        codes.push("normals-repaired");
    }
    if is_stride_missing(model, primitive) {
        codes.push("stride-repaired");
    }
    codes
}

fn are_bounds_right(accessor: &Accessor, positions: &Values) -> bool {
    let (mut least, mut most) = ([f64::INFINITY; 3], [f64::NEG_INFINITY; 3]);
    for i in 0..positions.count {
        for (c, value) in positions.vector::<3>(i).into_iter().map(f64::from).enumerate() {
            (least[c], most[c]) = (least[c].min(value), most[c].max(value));
        }
    }
    let reach = least.iter().chain(&most).fold(0.0f64, |reach, value| reach.max(value.abs()));
    let size = (0..3).map(|c| most[c] - least[c]).fold(0.0, f64::max);
    // A float tells seven digits: far from the origin, the last of them is more than the share.
    let off = (BOUNDS_SHARE * size).max(1e-6 * reach);
    let near = |claimed: &[f64], found: [f64; 3]| {
        claimed.len() == 3 && claimed.iter().zip(found).all(|(claimed, found)| (claimed - found).abs() <= off)
    };
    near(&accessor.min.0, least) && near(&accessor.max.0, most)
}

fn are_unit(normals: &Values) -> bool {
    let squared = |i: usize| normals.vector::<3>(i).into_iter().map(|c| c * c).sum::<f32>();
    (0..normals.count).all(|i| (squared(i).sqrt() - 1.0).abs() <= LENGTH_OFF_MAX)
}

/// Whether several attributes lie in one buffer view that does not say how far its elements are apart.
fn is_stride_missing(model: &Model, primitive: &Primitive) -> bool {
    // Several attributes may be one accessor.
    let accessors: BTreeSet<usize> = primitive.attributes.values().copied().collect();
    let views = accessors.into_iter().filter_map(|index| model.document.accessors.get(index)?.buffer_view);
    let mut once = BTreeSet::new();
    views.into_iter().any(|view| {
        let silent = model.document.buffer_views.get(view).is_some_and(|view| view.byte_stride.is_none());
        silent && !model.views.contains_key(&view) && !once.insert(view)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::read::{check, tree};

    /// What is told of a triangle with the given accessor of positions, normals as long as `normal`, and a stride or none.
    fn told(bounds: &str, normal: f32, stride: &str) -> Vec<String> {
        let json = format!(
            r#"{{"asset":{{"version":"2.0"}},"scenes":[{{"nodes":[0]}}],"nodes":[{{"name":"Mur","mesh":0}}],
            "meshes":[{{"primitives":[{{"attributes":{{"POSITION":0,"NORMAL":1}}}}]}}],"accessors":[
            {{"bufferView":0,"componentType":5126,"type":"VEC3","count":3{bounds}}},
            {{"bufferView":0,"byteOffset":36,"componentType":5126,"type":"VEC3","count":3}}],
            "bufferViews":[{{"buffer":0,"byteLength":72{stride}}}],"buffers":[{{"byteLength":72}}]}}"#
        );
        let corners = [[0.0, 0.0, 0.0], [4.0, 0.0, 0.0], [0.0, 0.0, -2.0]];
        let floats = corners.into_iter().chain([[0.0, normal, 0.0]; 3]).flatten();
        let buffer = floats.flat_map(f32::to_le_bytes).collect();
        let document = check::parse(json.as_bytes()).expect("a document");
        let model = Model { document, buffers: vec![buffer], ..Model::default() };
        let mut findings = Findings::default();
        let (instances, _) = tree::instances(&model, &mut findings).expect("a tree");
        tell(&model, &instances, &mut findings);
        findings.into_sorted().into_iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn each_slip_is_told_and_what_is_right_is_not() {
        let (right, stride) = (r#","min":[0,0,-2],"max":[4,0,0]"#, r#","byteStride":12"#);
        assert_eq!(told(right, 1.0, stride), [""; 0]);
        assert_eq!(told(r#","min":[0,0,-2.003],"max":[4.001,0,0]"#, 1.005, stride), [""; 0], "rounded");
        assert_eq!(told("", 1.0, stride), ["bounds-repaired"]);
        assert_eq!(told(r#","min":[0,0,-2],"max":[40,0,0]"#, 1.0, stride), ["bounds-repaired"]);
        assert_eq!(told(r#","min":[0,0,-2],"max":[null,0,0]"#, 1.0, stride), ["bounds-repaired"]);
        assert_eq!(told(right, 25.4, stride), ["normals-repaired"]);
        assert_eq!(told(right, 0.0, stride), ["normals-repaired"]);
        assert_eq!(told(right, 1.0, ""), ["stride-repaired"]);
    }
}
