//! The looks of a model: materials with their base colour, joined where they are alike. Other maps are left out: the viewer's
//! own material shows base colour and baked light.

use super::{
    accessor::missing,
    document::{self, Document, Sampler, TextureTransform},
    extensions,
};
use crate::convert::{
    finding::Finding,
    scene::{Alpha, Material, TextureUse},
};

/// How a material of the file is drawn.
pub struct Look {
    /// Index into the joined materials.
    pub material: usize,
    /// Which set of texture coordinates it reads, and how they are moved; none if it has no texture.
    pub uv: Option<Uv>,
}

/// Which texture coordinates a material reads.
#[derive(Clone)]
pub struct Uv {
    pub set: u32,
    pub transform: Option<TextureTransform>,
}

/// The looks of a model.
pub struct Looks {
    /// One for each material of the file, and the standard's default at the end.
    pub looks: Vec<Look>,
    pub materials: Vec<Material>,
    /// The images that give a base colour; `TextureUse::picture` points into it.
    pub images: Vec<usize>,
}

/// Reads the materials.
pub fn read(document: &Document) -> Result<Looks, Finding> {
    let mut looks = Looks { looks: Vec::new(), materials: Vec::new(), images: Vec::new() };
    let default = document::Material::default();
    for source in document.materials.iter().chain([&default]) {
        let (texture, uv) = texture(document, source, &mut looks.images)?;
        let material = material(source, texture);
        let alike = looks.materials.iter().position(|one| same_look(one, &material));
        let index = alike.unwrap_or_else(|| {
            looks.materials.push(material);
            looks.materials.len() - 1
        });
        looks.looks.push(Look { material: index, uv });
    }
    Ok(looks)
}

fn same_look(a: &Material, b: &Material) -> bool {
    Material { name: String::new(), ..a.clone() } == Material { name: String::new(), ..b.clone() }
}

fn material(source: &document::Material, texture: Option<TextureUse>) -> Material {
    let pbr = &source.pbr_metallic_roughness;
    let unit = |value: f64| {
        if value.is_finite() { value.clamp(0.0, 1.0) as f32 } else { 1.0 }
    };
    let alpha = match source.alpha_mode.as_deref() {
        Some("MASK") => Alpha::Mask(unit(source.alpha_cutoff.unwrap_or(0.5))),
        Some("BLEND") => Alpha::Blend,
        _ => Alpha::Opaque,
    };
    Material {
        name: source.name.clone().unwrap_or_default(),
        base_color: pbr.base_color_factor.unwrap_or([1.0; 4]).map(unit),
        texture,
        emissive: source.emissive_factor.unwrap_or_default().map(unit),
        metallic: unit(pbr.metallic_factor.unwrap_or(1.0)),
        roughness: unit(pbr.roughness_factor.unwrap_or(1.0)),
        alpha,
        double_sided: source.double_sided,
        unlit: source.extensions.contains_key("KHR_materials_unlit"),
    }
}

fn texture(
    document: &Document,
    source: &document::Material,
    images: &mut Vec<usize>,
) -> Result<(Option<TextureUse>, Option<Uv>), Finding> {
    let Some(used) = &source.pbr_metallic_roughness.base_color_texture else {
        return Ok((None, None));
    };
    let texture = document.textures.get(used.index).ok_or_else(|| missing("texture", used.index))?;
    let Some(image) = texture.source else {
        // A texture without a plain picture holds it in an extension, such as KTX2 or WebP.
        return texture.extensions.keys().next().map_or(Ok((None, None)), |name| Err(extensions::unsupported(name)));
    };
    let picture = images.iter().position(|&one| one == image).unwrap_or_else(|| {
        images.push(image);
        images.len() - 1
    });
    let sampler = texture.sampler.map_or(Some(Sampler::default()), |index| document.samplers.get(index).copied());
    let sampler = sampler.ok_or_else(|| missing("sampler", texture.sampler.unwrap_or_default()))?;
    let transform = used.extensions.transform.clone();
    let set = transform.as_ref().and_then(|transform| transform.tex_coord).unwrap_or(used.tex_coord);
    Ok((Some(TextureUse { picture, sampler }), Some(Uv { set, transform })))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::read::check;

    #[test]
    fn like_materials_are_joined_whatever_their_names() {
        let json =
            br#"{"asset":{"version":"2.0"},"materials":[{"name":"a"},{"name":"b"},{"name":"c","doubleSided":true}]}"#;
        let looks = read(&check::parse(json).expect("a document")).expect("looks");
        assert_eq!(looks.looks.iter().map(|look| look.material).collect::<Vec<_>>(), [0, 0, 1, 0]);
        assert_eq!(looks.materials.len(), 2);
    }

    #[test]
    fn a_texture_kept_only_in_an_extension_is_refused_by_name() {
        let json =
            br#"{"asset":{"version":"2.0"},"materials":[{"pbrMetallicRoughness":{"baseColorTexture":{"index":0}}}],
            "textures":[{"extensions":{"EXT_texture_webp":{"source":0}}}]}"#;
        let refused = read(&check::parse(json).expect("a document")).err().expect("a refusal");
        assert_eq!(refused, extensions::unsupported("EXT_texture_webp"));
    }
}
