//! The attributes of a primitive, wherever they are: in accessors of their own, or in the Draco stream of the primitive.

use super::{
    accessor::{Model, Values, missing},
    budget,
    document::Primitive,
    draco,
};
use crate::convert::finding::Finding;

/// The values of the attribute `name`, if the primitive has it.
///
/// # Errors
/// What reading an accessor may refuse; `compressed-unreadable` if the stream does not hold what the document says.
pub fn values<'a>(model: &'a Model, primitive: &Primitive, name: &str) -> Result<Option<Values<'a>>, Finding> {
    let Some(&index) = primitive.attributes.get(name) else {
        return Ok(None);
    };
    let Some(compressed) = &primitive.extensions.draco else {
        return model.values(index).map(Some);
    };
    let accessor = model.document.accessors.get(index).ok_or_else(|| missing("accessor", index))?;
    let Some(&id) = compressed.attributes.get(name) else {
        // The standard lets some attributes stay beside the stream; one that is nowhere would read as zeros.
        let is_somewhere = accessor.buffer_view.is_some() || accessor.sparse.is_some();
        return if is_somewhere { model.values(index).map(Some) } else { Err(budget::unreadable(draco::NAME)) };
    };
    let mesh = model.meshes.get(&compressed.buffer_view);
    let values = mesh.and_then(|mesh| mesh.values(id, accessor.normalized));
    values.map(Some).ok_or_else(|| budget::unreadable(draco::NAME))
}

/// The positions, if the primitive has any: floats, or the integers of `KHR_mesh_quantization`.
///
/// # Errors
/// As [`values`]; `accessor-invalid` if they are not three numbers each.
pub fn positions<'a>(model: &'a Model, primitive: &Primitive) -> Result<Option<Values<'a>>, Finding> {
    let values = values(model, primitive, "POSITION")?;
    if values.as_ref().is_some_and(|values| values.arity != 3) {
        return Err(Finding::error("accessor-invalid").with("index", primitive.attributes["POSITION"]));
    }
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::read::check;

    /// The positions of the one primitive of a model whose accessors are three vertices of `component`, two numbers, and nothing.
    fn read(component: u32, primitive: &str) -> Result<Vec<[f32; 3]>, Finding> {
        let json = format!(
            r#"{{"asset":{{"version":"2.0"}},"meshes":[{{"primitives":[{primitive}]}}],"accessors":[
            {{"bufferView":0,"componentType":{component},"type":"VEC3","count":3,"normalized":{}}},
            {{"bufferView":0,"componentType":5126,"type":"VEC2","count":3}},{{"componentType":5126,"type":"VEC3","count":3}}],
            "bufferViews":[{{"buffer":0,"byteLength":24,"byteStride":8}}],"buffers":[{{"byteLength":24}}]}}"#,
            component != 5123
        );
        let buffer = [0i16, 16_384, 32_767, 0, 1, 2, 3, 0, -1, -2, -32_768, 0];
        let buffer = buffer.iter().flat_map(|value| value.to_le_bytes()).collect();
        let document = check::parse(json.as_bytes()).expect("a document");
        let model = Model { document, buffers: vec![buffer], ..Model::default() };
        let values = positions(&model, &model.document.meshes[0].primitives[0])?.expect("positions");
        Ok((0..values.count).map(|i| values.vector(i)).collect())
    }

    #[test]
    fn quantised_positions_are_read_with_and_without_scale() {
        let normalised = read(5122, r#"{"attributes":{"POSITION":0}}"#).expect("positions");
        assert_eq!(normalised[0], [0.0, 16_384.0 / 32_767.0, 1.0]);
        assert_eq!(normalised[2][2], -1.0);
        let plain = read(5123, r#"{"attributes":{"POSITION":0}}"#).expect("positions");
        assert_eq!(plain[1], [1.0, 2.0, 3.0]);
        assert_eq!(plain[2], [65_535.0, 65_534.0, 32_768.0]);
    }

    #[test]
    fn positions_that_are_nowhere_or_flat_are_refused() {
        let code = |primitive| read(5122, primitive).expect_err("refused").code;
        assert_eq!(code(r#"{"attributes":{"POSITION":1}}"#), "accessor-invalid");
        let draco = r#"{"attributes":{"POSITION":2},"extensions":{"KHR_draco_mesh_compression":{"bufferView":0}}}"#;
        assert_eq!(code(draco), "compressed-unreadable");
    }
}
