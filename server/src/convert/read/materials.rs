//! The looks of a model: materials with their base colour, joined where they are alike. Other maps are left out: the viewer's
//! own material shows base colour and baked light.

use super::{
    accessor::missing,
    document::{self, Document, Sampler, Texture, TextureRef},
    extended::TextureTransform,
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

impl Looks {
    /// Says what became of the images, in the order of `images`: the place of a picture, or the linear colour that stands for it.
    /// Materials that are alike after that are joined.
    pub fn put_pictures(&mut self, places: &[Result<usize, [f32; 4]>]) {
        let mut joined: Vec<Material> = Vec::new();
        let (mut moved, mut is_plain) = (Vec::new(), Vec::new());
        for mut material in std::mem::take(&mut self.materials) {
            if let Some(texture) = &mut material.texture {
                match places[texture.picture] {
                    Ok(place) => texture.picture = place,
                    Err(color) => {
                        material.base_color = std::array::from_fn(|i| material.base_color[i] * color[i]);
                        material.texture = None;
                    }
                }
            }
            is_plain.push(material.texture.is_none());
            moved.push(joined.iter().position(|one| same_look(one, &material)).unwrap_or(joined.len()));
            if moved.last() == Some(&joined.len()) {
                joined.push(material);
            }
        }
        for look in &mut self.looks {
            if is_plain[look.material] {
                look.uv = None;
            }
            look.material = moved[look.material];
        }
        self.materials = joined;
    }
}

fn same_look(a: &Material, b: &Material) -> bool {
    Material { name: String::new(), ..a.clone() } == Material { name: String::new(), ..b.clone() }
}

fn material(source: &document::Material, texture: Option<TextureUse>) -> Material {
    let alpha = match source.alpha_mode.as_deref() {
        Some("MASK") => Alpha::Mask(unit(source.alpha_cutoff.unwrap_or(0.5))),
        Some("BLEND") => Alpha::Blend,
        _ => Alpha::Opaque,
    };
    let surface = Surface::of(source);
    let strength = source.extensions.emissive_strength.as_ref().and_then(|one| one.emissive_strength).unwrap_or(1.0);
    Material {
        name: source.name.clone().unwrap_or_default(),
        base_color: surface.base_color.unwrap_or([1.0; 4]).map(unit),
        texture,
        // Brighter than white is white: the viewer's light has no more.
        emissive: source.emissive_factor.unwrap_or_default().map(|value| unit(value * strength)),
        metallic: unit(surface.metallic),
        roughness: unit(surface.roughness),
        alpha,
        double_sided: source.double_sided,
        unlit: source.extensions.unlit.is_some(),
    }
}

fn unit(value: f64) -> f32 {
    if value.is_finite() { value.clamp(0.0, 1.0) as f32 } else { 1.0 }
}

/// What a material says of its surface, in whichever of the two ways of glTF.
struct Surface<'a> {
    base_color: Option<[f64; 4]>,
    texture: Option<&'a TextureRef>,
    metallic: f64,
    roughness: f64,
}

impl<'a> Surface<'a> {
    /// `KHR_materials_pbrSpecularGlossiness` stands before the metallic way, which is then a fallback. Its diffuse colour
    /// becomes the base colour; a metal, whose diffuse colour is black by that model, stays dark.
    fn of(source: &'a document::Material) -> Self {
        let pbr = &source.pbr_metallic_roughness;
        match &source.extensions.specular_glossiness {
            Some(one) => Self {
                base_color: one.diffuse_factor,
                texture: one.diffuse_texture.as_ref(),
                metallic: 0.0,
                roughness: 1.0 - one.glossiness_factor.unwrap_or(1.0),
            },
            None => Self {
                base_color: pbr.base_color_factor,
                texture: pbr.base_color_texture.as_ref(),
                metallic: pbr.metallic_factor.unwrap_or(1.0),
                roughness: pbr.roughness_factor.unwrap_or(1.0),
            },
        }
    }
}

fn texture(
    document: &Document,
    source: &document::Material,
    images: &mut Vec<usize>,
) -> Result<(Option<TextureUse>, Option<Uv>), Finding> {
    let Some(used) = Surface::of(source).texture else {
        return Ok((None, None));
    };
    let texture = document.textures.get(used.index).ok_or_else(|| missing("texture", used.index))?;
    let Some(image) = image(texture)? else {
        return Ok((None, None));
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

/// Which image a texture shows. The plain one is taken where there is one: it goes to the viewer as it is.
fn image(texture: &Texture) -> Result<Option<usize>, Finding> {
    let others = &texture.extensions;
    let named = [&others.webp, &others.basisu].into_iter().flatten().find_map(|one| one.source);
    match texture.source.or(named) {
        None if others.avif.is_some() => Err(extensions::unsupported("EXT_texture_avif")),
        None if others.dds.is_some() => Err(extensions::unsupported("MSFT_texture_dds")),
        image => Ok(image),
    }
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

    /// The looks of a model with one material of the given text, and three textures: WebP, KTX2 with a PNG beside, and AVIF.
    fn looks(material: &str) -> Result<Looks, Finding> {
        let json = format!(
            r#"{{"asset":{{"version":"2.0"}},"materials":[{material}],"textures":[{{"extensions":{{"EXT_texture_webp":{{"source":4}}}}}},
            {{"source":2,"extensions":{{"KHR_texture_basisu":{{"source":5}}}}}},{{"extensions":{{"EXT_texture_avif":{{"source":6}}}}}}]}}"#
        );
        read(&check::parse(json.as_bytes()).expect("a document"))
    }

    #[test]
    fn a_texture_is_taken_from_where_it_can_be_read() {
        let images = |texture: usize| {
            looks(&format!(r#"{{"pbrMetallicRoughness":{{"baseColorTexture":{{"index":{texture}}}}}}}"#))
                .map(|looks| looks.images)
        };
        assert_eq!((images(0), images(1)), (Ok(vec![4]), Ok(vec![2])));
        assert_eq!(images(2), Err(extensions::unsupported("EXT_texture_avif")));
    }

    #[test]
    fn a_diffuse_colour_becomes_the_base_colour() {
        let looks = looks(
            r#"{"extensions":{"KHR_materials_pbrSpecularGlossiness":{"diffuseFactor":[0.5,0.25,0,1],"diffuseTexture":{"index":1},
            "glossinessFactor":0.25}},"pbrMetallicRoughness":{"baseColorTexture":{"index":2},"baseColorFactor":[1,0,0,1]}}"#,
        );
        let looks = looks.expect("looks");
        let material = &looks.materials[0];
        assert_eq!((material.base_color, material.metallic, material.roughness), ([0.5, 0.25, 0.0, 1.0], 0.0, 0.75));
        assert_eq!(looks.images, [2]);
    }

    #[test]
    fn light_of_its_own_grows_with_its_strength_up_to_white() {
        let emissive = |strength: &str| {
            let extensions = format!(r#""extensions":{{"KHR_materials_emissive_strength":{{{strength}}}}}"#);
            looks(&format!(r#"{{"emissiveFactor":[0.5,0.25,0],{extensions}}}"#)).expect("looks").materials[0].emissive
        };
        assert_eq!(emissive(""), [0.5, 0.25, 0.0]);
        assert_eq!(emissive(r#""emissiveStrength":3"#), [1.0, 0.75, 0.0]);
    }
}
