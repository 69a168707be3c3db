//! Writes `visual.glb`, the chunk that the viewer draws: a group for each layer, named as it is, and in it one node for each
//! cell and material, named `cell_x_z/material`, with POSITION, NORMAL, TEXCOORD_0 (if textured), COLOR_0 (if not white) and
//! `_LIGHT` (sun, sky, bounce, 255; see `light`). Group and nodes name the layer in `extras.layer`, if it has a name.
//!
//! Levels of detail are told by `MSFT_lod`: nodes outside of the scene, over the same vertices, whose `extras.error_m` says how
//! far their surface lies from the true one. One without a mesh shows nothing.

use std::collections::BTreeMap;
use std::io::{self, Write};

use belvedere_domain::layer::LayerCost;
use serde_json::{Map, Value, json};

use super::{cost, glb::Builder};
use crate::convert::{
    join::Chunk,
    outcome::{Counts, texture_memory},
    scene::{Alpha, Material, Scene, TextureUse},
};

/// Writes the chunks, which are sorted by layer, and tells how much there is to draw, in all and in each layer. `objects` counts
/// the objects of the layers.
pub fn write(
    scene: &Scene,
    chunks: &[Chunk],
    objects: &BTreeMap<usize, u64>,
    out: &mut impl Write,
) -> io::Result<(Counts, Vec<LayerCost>)> {
    let all = chunks.iter().flat_map(|chunk| &chunk.positions);
    let mut builder = Builder::new(all.fold(0.0, |most, position| most.max(position.abs().max_element())));
    let mut kept = Kept::default();
    let (mut nodes, mut levels, mut meshes) = (Vec::new(), Vec::new(), Vec::new());
    for chunk in chunks {
        let material = &scene.materials[chunk.material];
        let place = kept.material(chunk.material, scene);
        let whole = primitive(&mut builder, chunk, material, place);
        let (x, z) = chunk.cell;
        let name =
            if material.name.is_empty() { format!("material {}", chunk.material) } else { material.name.clone() };
        let mut node = json!({ "name": format!("cell_{x}_{z}/{name}"), "mesh": meshes.len() });
        meshes.push(json!({ "primitives": [&whole] }));
        let first = chunks.len() + levels.len();
        for level in &chunk.levels {
            let mut simple = json!({ "extras": { "error_m": level.error_m } });
            if let Some(indices) = builder.triangles(&level.triangles, chunk.positions.len()) {
                let mut primitive = whole.clone();
                primitive["indices"] = indices.into();
                simple["mesh"] = meshes.len().into();
                meshes.push(json!({ "primitives": [primitive] }));
            }
            levels.push(simple);
        }
        if !chunk.levels.is_empty() {
            let ids: Vec<usize> = (first..first + chunk.levels.len()).collect();
            node["extensions"] = json!({ "MSFT_lod": { "ids": ids } });
        }
        nodes.push(in_layer(node, chunk, scene));
    }
    let counts = counts(scene, chunks, &kept);
    let mut document = Map::new();
    document.insert("scene".into(), 0.into());
    nodes.extend(levels);
    let groups = groups(scene, chunks);
    document
        .insert("scenes".into(), json!([{ "nodes": (nodes.len()..nodes.len() + groups.len()).collect::<Vec<_>>() }]));
    nodes.extend(groups);
    document.insert("nodes".into(), nodes.into());
    document.insert("meshes".into(), meshes.into());
    let used = if chunks.iter().any(|chunk| !chunk.levels.is_empty()) { vec!["MSFT_lod"] } else { Vec::new() };
    kept.write(scene, used, &mut builder, &mut document);
    builder.write(document, out)?;
    Ok((counts, cost::of_layers(scene, chunks, objects)))
}

/// One group for each layer, around the nodes of its chunks.
fn groups(scene: &Scene, chunks: &[Chunk]) -> Vec<Value> {
    let mut next = 0;
    let group = |run: &[Chunk]| {
        let children: Vec<usize> = (next..next + run.len()).collect();
        next += run.len();
        in_layer(json!({ "name": layer(scene, &run[0]), "children": children }), &run[0], scene)
    };
    chunks.chunk_by(|a, b| a.layer == b.layer).map(group).collect()
}

fn in_layer(mut node: Value, chunk: &Chunk, scene: &Scene) -> Value {
    let name = layer(scene, chunk);
    if !name.is_empty() {
        node["extras"] = json!({ "layer": name });
    }
    node
}

fn layer<'a>(scene: &'a Scene, chunk: &Chunk) -> &'a str {
    scene.layers.get(chunk.layer).map_or("", String::as_str)
}

fn primitive(builder: &mut Builder, chunk: &Chunk, material: &Material, place: usize) -> Value {
    let mut attributes = json!({
        "POSITION": builder.positions(&chunk.positions),
        "NORMAL": builder.normals(&chunk.normals),
        "_LIGHT": builder.quads(&chunk.light),
    });
    if material.texture.is_some() && !chunk.uvs.is_empty() {
        attributes["TEXCOORD_0"] = builder.uvs(&chunk.uvs).into();
    }
    if !chunk.colors.is_empty() {
        attributes["COLOR_0"] = builder.quads(&chunk.colors).into();
    }
    let indices = builder.triangles(&chunk.triangles, chunk.positions.len());
    json!({ "attributes": attributes, "indices": indices, "material": place })
}

/// The materials, textures and pictures that are really drawn, in the order of their first use.
#[derive(Default)]
struct Kept {
    materials: Vec<usize>,
    textures: Vec<TextureUse>,
    pictures: Vec<usize>,
}

impl Kept {
    fn material(&mut self, index: usize, scene: &Scene) -> usize {
        if let Some(texture) = &scene.materials[index].texture {
            place(&mut self.pictures, &texture.picture);
            place(&mut self.textures, texture);
        }
        place(&mut self.materials, &index)
    }

    /// `used` names the extensions that are used beside those of materials.
    fn write(&self, scene: &Scene, mut used: Vec<&str>, builder: &mut Builder, document: &mut Map<String, Value>) {
        let materials: Vec<Value> =
            self.materials.iter().map(|&i| material(&scene.materials[i], &self.textures)).collect();
        if materials.iter().any(|material| material["extensions"].is_object()) {
            used.push("KHR_materials_unlit");
        }
        document.insert("extensionsUsed".into(), json!(used));
        document.insert("materials".into(), materials.into());
        if self.pictures.is_empty() {
            return;
        }
        let image = |&i: &usize| json!({ "bufferView": builder.file(&scene.pictures[i].bytes), "mimeType": scene.pictures[i].mime });
        let images: Vec<Value> = self.pictures.iter().map(image).collect();
        let source = |texture: &TextureUse| self.pictures.iter().position(|&one| one == texture.picture);
        let textures =
            self.textures.iter().enumerate().map(|(i, texture)| json!({ "sampler": i, "source": source(texture) }));
        document.insert("textures".into(), textures.collect());
        document.insert("samplers".into(), self.textures.iter().map(sampler).collect());
        document.insert("images".into(), images.into());
    }
}

fn place<T: Clone + PartialEq>(list: &mut Vec<T>, item: &T) -> usize {
    list.iter().position(|one| one == item).unwrap_or_else(|| {
        list.push(item.clone());
        list.len() - 1
    })
}

fn sampler(texture: &TextureUse) -> Value {
    let one = texture.sampler;
    let fields =
        [("magFilter", one.mag_filter), ("minFilter", one.min_filter), ("wrapS", one.wrap_s), ("wrapT", one.wrap_t)];
    fields
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), Value::from(value?))))
        .collect::<Map<_, _>>()
        .into()
}

fn material(source: &Material, textures: &[TextureUse]) -> Value {
    let mut pbr = json!({
        "baseColorFactor": source.base_color,
        "metallicFactor": source.metallic,
        "roughnessFactor": source.roughness,
    });
    if let Some(texture) = &source.texture {
        pbr["baseColorTexture"] = json!({ "index": textures.iter().position(|one| one == texture) });
    }
    let mut material = json!({ "name": source.name, "pbrMetallicRoughness": pbr, "doubleSided": source.double_sided });
    if source.emissive != [0.0; 3] {
        material["emissiveFactor"] = json!(source.emissive);
    }
    match source.alpha {
        Alpha::Opaque => {}
        Alpha::Mask(cutoff) => {
            material["alphaMode"] = "MASK".into();
            material["alphaCutoff"] = cutoff.into();
        }
        Alpha::Blend => material["alphaMode"] = "BLEND".into(),
    }
    if source.unlit {
        material["extensions"] = json!({ "KHR_materials_unlit": {} });
    }
    material
}

fn counts(scene: &Scene, chunks: &[Chunk], kept: &Kept) -> Counts {
    let memory = |&i: &usize| texture_memory(scene.pictures[i].width, scene.pictures[i].height);
    Counts {
        triangles: chunks.iter().map(|chunk| chunk.triangles.len() as u64).sum(),
        draws: chunks.len() as u64,
        nodes: scene.objects.len() as u64,
        materials: kept.materials.len() as u64,
        textures: kept.pictures.len() as u64,
        texture_bytes: kept.pictures.iter().map(memory).sum(),
        // Known when all is written.
        bytes: 0,
    }
}
