//! Writes `visual.glb`, the chunk that the viewer draws: one node for each cell and material, named `cell_x_z/material`, with
//! POSITION, NORMAL, TEXCOORD_0 (if textured), COLOR_0 (if not white) and `_LIGHT` (sun, sky, bounce, 255; see `light`).

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::glb::Builder;
use crate::convert::{
    join::Chunk,
    outcome::Counts,
    scene::{Alpha, Material, Scene, TextureUse},
    textures,
};

/// The extension by which a material shows a texture in KTX2. There is no plain picture beside: who reads the file needs it.
const BASISU: &str = "KHR_texture_basisu";

/// Writes the chunks and tells how much there is to draw.
pub fn write(scene: &Scene, chunks: &[Chunk], out: &mut impl Write) -> io::Result<Counts> {
    let mut builder = Builder::default();
    let mut kept = Kept::default();
    let (mut nodes, mut meshes) = (Vec::new(), Vec::new());
    for chunk in chunks {
        let material = &scene.materials[chunk.material];
        let place = kept.material(chunk.material, scene);
        let primitive = primitive(&mut builder, chunk, material, place);
        let (x, z) = chunk.cell;
        let name =
            if material.name.is_empty() { format!("material {}", chunk.material) } else { material.name.clone() };
        nodes.push(json!({ "name": format!("cell_{x}_{z}/{name}"), "mesh": meshes.len() }));
        meshes.push(json!({ "primitives": [primitive] }));
    }
    let counts = counts(scene, chunks, &kept);
    let mut document = Map::new();
    document.insert("scene".into(), 0.into());
    document.insert("scenes".into(), json!([{ "nodes": (0..nodes.len()).collect::<Vec<_>>() }]));
    document.insert("nodes".into(), nodes.into());
    document.insert("meshes".into(), meshes.into());
    kept.write(scene, &mut builder, &mut document);
    builder.write(document, out)?;
    Ok(counts)
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

    fn write(&mut self, scene: &Scene, builder: &mut Builder, document: &mut Map<String, Value>) {
        let materials: Vec<Value> =
            self.materials.iter().map(|&i| material(&scene.materials[i], &self.textures)).collect();
        let is_texture = |&i: &usize| scene.pictures[i].mime == textures::MIME;
        let used = [
            (materials.iter().any(|material| material["extensions"].is_object()), "KHR_materials_unlit"),
            (self.pictures.iter().any(is_texture), BASISU),
        ];
        let used: Vec<&str> = used.into_iter().filter_map(|(used, name)| used.then_some(name)).collect();
        if used.contains(&BASISU) {
            document.insert("extensionsRequired".into(), json!([BASISU]));
        }
        if !used.is_empty() {
            document.insert("extensionsUsed".into(), json!(used));
        }
        document.insert("materials".into(), materials.into());
        if self.pictures.is_empty() {
            return;
        }
        let image = |&i: &usize| json!({ "bufferView": builder.file(&scene.pictures[i].bytes), "mimeType": scene.pictures[i].mime });
        let images: Vec<Value> = self.pictures.iter().map(image).collect();
        let source = |texture: &TextureUse| self.pictures.iter().position(|&one| one == texture.picture);
        let textures = self.textures.iter().enumerate().map(|(i, texture)| match is_texture(&texture.picture) {
            true => json!({ "sampler": i, "extensions": { BASISU: { "source": source(texture) } } }),
            false => json!({ "sampler": i, "source": source(texture) }),
        });
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
    Counts {
        triangles: chunks.iter().map(|chunk| chunk.triangles.len() as u64).sum(),
        draws: chunks.len() as u64,
        nodes: scene.objects.len() as u64,
        materials: kept.materials.len() as u64,
        textures: kept.pictures.len() as u64,
        texture_bytes: kept.pictures.iter().map(|&i| scene.pictures[i].card_bytes()).sum(),
    }
}
