//! The places of a mesh that is drawn many times by `EXT_mesh_gpu_instancing`: each becomes an instance like any other, since
//! the viewer's chunks hold triangles in place. Counts are checked before a place is kept.
//!
//! Specification: <https://github.com/KhronosGroup/glTF/tree/main/extensions/2.0/Vendor/EXT_mesh_gpu_instancing>

use glam::{DMat4, DQuat, DVec3};

use super::{
    accessor::{Model, Values},
    extended::Instancing,
};
use crate::convert::{finding::Finding, limits};

/// The places, relative to the node. `left` is how many more the scene may hold.
///
/// # Errors
/// `instances-too-many`, `attributes-differ`, `transform-overflow`, or what reading an accessor may refuse.
pub fn places(model: &Model, instancing: &Instancing, left: usize) -> Result<Vec<DMat4>, Finding> {
    let count = count(model, instancing, left)?;
    let read = |name: &str, arity: usize| -> Result<Option<Values<'_>>, Finding> {
        let Some(&index) = instancing.attributes.get(name) else { return Ok(None) };
        let values = model.values(index)?;
        if values.arity == arity {
            Ok(Some(values))
        } else {
            Err(Finding::error("accessor-invalid").with("index", index))
        }
    };
    let (translations, rotations, scales) = (read("TRANSLATION", 3)?, read("ROTATION", 4)?, read("SCALE", 3)?);
    let vector = |values: &Option<Values>, i: usize, default: DVec3| {
        values.as_ref().map_or(default, |values| DVec3::from(values.vector::<3>(i).map(f64::from)))
    };
    let place = |i: usize| {
        let rotation = rotations.as_ref().map_or(DQuat::IDENTITY, |values| rotation(values, i));
        let translation = vector(&translations, i, DVec3::ZERO);
        let place = DMat4::from_scale_rotation_translation(vector(&scales, i, DVec3::ONE), rotation, translation);
        if place.is_finite() { Ok(place) } else { Err(Finding::error("transform-overflow")) }
    };
    (0..count).map(place).collect()
}

/// How many places there are: all attributes say the same.
fn count(model: &Model, instancing: &Instancing, left: usize) -> Result<usize, Finding> {
    let mut count = None;
    for (name, &index) in &instancing.attributes {
        let accessor = model.document.accessors.get(index);
        let one = accessor.ok_or_else(|| super::accessor::missing("accessor", index))?.count;
        if *count.get_or_insert(one) != one {
            return Err(Finding::error("attributes-differ").with("attribute", name.as_str()));
        }
    }
    let count = usize::try_from(count.unwrap_or(0)).unwrap_or(usize::MAX);
    if count > left {
        return Err(Finding::error("instances-too-many").with("limit", limits::VISITS_MAX));
    }
    Ok(count)
}

fn rotation(values: &Values, i: usize) -> DQuat {
    let [x, y, z, w] = values.vector::<4>(i).map(f64::from);
    let rotation = DQuat::from_xyzw(x, y, z, w);
    if rotation.length_squared() > 1e-12 { rotation.normalize() } else { DQuat::IDENTITY }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::read::check;

    /// Two translations of three floats, and the same bytes seen as six scalars.
    fn placed(attributes: &str, left: usize) -> Result<Vec<DMat4>, Finding> {
        let json = format!(
            r#"{{"asset":{{"version":"2.0"}},"nodes":[{{"extensions":{{"EXT_mesh_gpu_instancing":{{"attributes":{{{attributes}}}}}}}}}],
            "accessors":[{{"bufferView":0,"componentType":5126,"type":"VEC3","count":2}},
            {{"bufferView":0,"componentType":5126,"type":"SCALAR","count":6}},
            {{"componentType":5126,"type":"VEC4","count":2}},{{"componentType":5126,"type":"VEC3","count":4000000000}}],
            "bufferViews":[{{"buffer":0,"byteLength":24}}],"buffers":[{{"byteLength":24}}]}}"#
        );
        let buffer = [1f32, 2.0, 3.0, -1.0, f32::MAX, 0.0].iter().flat_map(|value| value.to_le_bytes()).collect();
        let document = check::parse(json.as_bytes()).expect("a document");
        let model = Model { document, buffers: vec![buffer], ..Model::default() };
        places(&model, model.document.nodes[0].extensions.instancing.as_ref().expect("instances"), left)
    }

    #[test]
    fn each_place_is_told_once_and_a_rotation_of_zeros_turns_nothing() {
        let places = placed(r#""TRANSLATION":0,"ROTATION":2"#, 10).expect("places");
        assert_eq!(places.len(), 2);
        assert_eq!(places[0].transform_point3(DVec3::X), DVec3::new(2.0, 2.0, 3.0));
    }

    #[test]
    fn what_makes_no_sense_is_refused_before_it_is_kept() {
        let code = |attributes, left| placed(attributes, left).expect_err("refused").code;
        assert_eq!(code(r#""TRANSLATION":0"#, 1), "instances-too-many");
        assert_eq!(code(r#""TRANSLATION":3"#, 400_000), "instances-too-many");
        assert_eq!(code(r#""TRANSLATION":0,"_ID":1"#, 10), "attributes-differ");
        assert_eq!(code(r#""TRANSLATION":1"#, 10), "accessor-invalid");
        assert_eq!(code(r#""TRANSLATION":9"#, 10), "reference-invalid");
    }
}
