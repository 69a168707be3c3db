//! The one material of the scene: its picture or colour under baked light, and the haze of distance.
//!
//! Light is computed at vertices, the tone curve is in the shader, and nothing of bevy's own lighting is used:
//! its standard material costs seven to ten times as much where Vulkan is computed in software.

use bevy::asset::embedded_asset;
use bevy::mesh::{MeshVertexAttribute, MeshVertexBufferLayoutRef, VertexFormat};
use bevy::pbr::{MaterialPipeline, MaterialPipelineKey, MaterialPlugin};
use bevy::prelude::*;
use bevy::render::render_resource::{AsBindGroup, RenderPipelineDescriptor, ShaderType, SpecializedMeshPipelineError};
use bevy::shader::{ShaderRef, load_shader_library};

use super::chunk::{Alpha, Look};

/// Normals as signed bytes.
pub const NORMAL: MeshVertexAttribute = MeshVertexAttribute::new("SurfaceNormal", 0x6265_6c31, VertexFormat::Snorm8x4);
/// Baked light, see [`super::chunk::Part::light`].
pub const LIGHT: MeshVertexAttribute = MeshVertexAttribute::new("SurfaceLight", 0x6265_6c32, VertexFormat::Unorm8x4);
/// Linear vertex colours.
pub const COLOR: MeshVertexAttribute = MeshVertexAttribute::new("SurfaceColor", 0x6265_6c33, VertexFormat::Unorm8x4);

/// A surface of the scene.
#[derive(Asset, TypePath, AsBindGroup, Clone, Debug)]
#[bind_group_data(Kind)]
pub struct Surface {
    /// What the shader reads.
    #[uniform(0)]
    pub figures: Figures,
    /// The picture; white where there is none.
    #[texture(1)]
    #[sampler(2)]
    pub picture: Option<Handle<Image>>,
    /// What alpha does.
    pub alpha: Alpha,
    /// Seen from behind as well.
    pub double_sided: bool,
    /// Shown in its own colour, without light: markers.
    pub glows: bool,
}

/// What the shader reads of a surface.
#[derive(ShaderType, Clone, Copy, Debug)]
pub struct Figures {
    /// Linear RGBA.
    pub color: Vec4,
    /// Towards the sun, in the scene frame; w is the threshold of the mask.
    pub sun_towards: Vec4,
}

/// What needs a pipeline of its own.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Kind {
    masked: bool,
    double_sided: bool,
    glows: bool,
}

impl From<&Surface> for Kind {
    fn from(surface: &Surface) -> Self {
        Self {
            masked: matches!(surface.alpha, Alpha::Mask(_)),
            double_sided: surface.double_sided,
            glows: surface.glows,
        }
    }
}

impl Surface {
    /// The surface of a look whose picture is still to come.
    pub fn of(look: &Look, sun_towards: Vec3) -> Self {
        let cutoff = if let Alpha::Mask(cutoff) = look.alpha { cutoff } else { 0.0 };
        Self {
            figures: Figures { color: Vec4::from_array(look.base_color), sun_towards: sun_towards.extend(cutoff) },
            picture: None,
            alpha: look.alpha,
            double_sided: look.double_sided,
            glows: false,
        }
    }

    /// A marker's surface, of that linear colour.
    pub fn glowing(color: LinearRgba) -> Self {
        let look = Look {
            base_color: color.to_f32_array(),
            picture: None,
            alpha: if color.alpha < 1.0 { Alpha::Blend } else { Alpha::Opaque },
            double_sided: true,
        };
        Self { glows: true, ..Self::of(&look, Vec3::Y) }
    }
}

impl Material for Surface {
    fn vertex_shader() -> ShaderRef {
        "embedded://belvedere_viewer/world/surface.wgsl".into()
    }

    fn fragment_shader() -> ShaderRef {
        "embedded://belvedere_viewer/world/surface.wgsl".into()
    }

    fn alpha_mode(&self) -> AlphaMode {
        match self.alpha {
            Alpha::Opaque => AlphaMode::Opaque,
            Alpha::Mask(cutoff) => AlphaMode::Mask(cutoff),
            Alpha::Blend => AlphaMode::Blend,
        }
    }

    fn enable_prepass() -> bool {
        false
    }

    fn enable_shadows() -> bool {
        false
    }

    fn specialize(
        _pipeline: &MaterialPipeline,
        descriptor: &mut RenderPipelineDescriptor,
        layout: &MeshVertexBufferLayoutRef,
        key: MaterialPipelineKey<Self>,
    ) -> Result<(), SpecializedMeshPipelineError> {
        let kind = key.bind_group_data;
        descriptor.vertex.buffers = vec![layout.0.get_layout(&[
            Mesh::ATTRIBUTE_POSITION.at_shader_location(0),
            NORMAL.at_shader_location(1),
            Mesh::ATTRIBUTE_UV_0.at_shader_location(2),
            LIGHT.at_shader_location(3),
            COLOR.at_shader_location(4),
        ])?];
        let defs = [(kind.masked, "MASKED"), (kind.double_sided, "DOUBLE_SIDED"), (kind.glows, "GLOWS")];
        for (_, def) in defs.into_iter().filter(|(wanted, _)| *wanted) {
            descriptor.vertex.shader_defs.push(def.into());
            if let Some(fragment) = &mut descriptor.fragment {
                fragment.shader_defs.push(def.into());
            }
        }
        if kind.double_sided {
            descriptor.primitive.cull_mode = None;
        }
        Ok(())
    }
}

pub(super) fn plugin(app: &mut App) {
    load_shader_library!(app, "daylight.wgsl");
    embedded_asset!(app, "surface.wgsl");
    app.add_plugins(MaterialPlugin::<Surface>::default());
}
