//! The sky: a dome round the eye, drawn after all that stands before it, its colours computed at its vertices.

use bevy::asset::RenderAssetUsages;
use bevy::asset::embedded_asset;
use bevy::camera::visibility::NoFrustumCulling;
use bevy::mesh::{Indices, MeshVertexBufferLayoutRef, PrimitiveTopology};
use bevy::pbr::{MaterialPipeline, MaterialPipelineKey, MaterialPlugin};
use bevy::prelude::*;
use bevy::render::render_resource::{AsBindGroup, RenderPipelineDescriptor, SpecializedMeshPipelineError};
use bevy::shader::ShaderRef;

use super::sun::Sun;
use crate::Step;

/// The sky of the scene.
#[derive(Asset, TypePath, AsBindGroup, Clone, Debug)]
pub struct Sky {
    #[uniform(0)]
    sun_towards: Vec4,
}

const ROWS: u32 = 44;
const COLUMNS: u32 = 72;
/// The heights of the lowest rows.
const DEPTHS: [f32; 4] = [-1.0, -0.7, -0.4, -0.22];

impl Material for Sky {
    fn vertex_shader() -> ShaderRef {
        "embedded://belvedere_viewer/world/sky.wgsl".into()
    }

    fn fragment_shader() -> ShaderRef {
        "embedded://belvedere_viewer/world/sky.wgsl".into()
    }

    /// So that it is drawn last: where something stands before it, its fragments cost nothing.
    fn alpha_mode(&self) -> AlphaMode {
        AlphaMode::Blend
    }

    /// Behind everything that is see-through.
    fn depth_bias(&self) -> f32 {
        -1e9
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
        _key: MaterialPipelineKey<Self>,
    ) -> Result<(), SpecializedMeshPipelineError> {
        let position = Mesh::ATTRIBUTE_POSITION.at_shader_location(0);
        descriptor.vertex.buffers = vec![layout.0.get_layout(&[position])?];
        descriptor.primitive.cull_mode = None;
        // It is opaque: blending would only read what is there.
        for target in descriptor.fragment.iter_mut().flat_map(|f| f.targets.iter_mut().flatten()) {
            target.blend = None;
        }
        Ok(())
    }
}

/// Unit directions, denser near the horizon, where colours change most; down to straight below, for models without a ground.
fn dome() -> Mesh {
    let row_height = |row: u32| {
        let Some(row) = row.checked_sub(DEPTHS.len() as u32) else {
            return DEPTHS[row as usize];
        };
        let t = row as f32 / (ROWS - DEPTHS.len() as u32 - 1) as f32;
        -0.12 + (t * t * 0.75 + t * 0.25) * 1.12
    };
    let point = |row: u32, column: u32| {
        let height = row_height(row).min(1.0);
        let round = (1.0 - height * height).max(0.0).sqrt();
        let angle = column as f32 / COLUMNS as f32 * std::f32::consts::TAU;
        [round * angle.sin(), height, round * angle.cos()]
    };
    let points: Vec<[f32; 3]> = (0..ROWS).flat_map(|row| (0..=COLUMNS).map(move |column| point(row, column))).collect();
    let cell = |row: u32, column: u32| {
        let a = row * (COLUMNS + 1) + column;
        let above = a + COLUMNS + 1;
        [a, a + 1, above, above, a + 1, above + 1]
    };
    let indices: Vec<u32> =
        (0..ROWS - 1).flat_map(|row| (0..COLUMNS).flat_map(move |column| cell(row, column))).collect();
    Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::RENDER_WORLD)
        .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, points)
        .with_inserted_indices(Indices::U32(indices))
}

pub(super) fn plugin(app: &mut App) {
    embedded_asset!(app, "sky.wgsl");
    app.add_plugins(MaterialPlugin::<Sky>::default());
    app.add_systems(Startup, raise);
    app.add_systems(Update, follow_sun.in_set(Step::Show).run_if(resource_changed::<Sun>));
}

fn raise(mut commands: Commands, mut meshes: ResMut<Assets<Mesh>>, mut skies: ResMut<Assets<Sky>>, sun: Res<Sun>) {
    let sky = skies.add(Sky { sun_towards: sun.towards.extend(0.0) });
    // The shader puts it round the eye, so its place in the world means nothing.
    commands.spawn((Mesh3d(meshes.add(dome())), MeshMaterial3d(sky), NoFrustumCulling));
}

fn follow_sun(mut skies: ResMut<Assets<Sky>>, sun: Res<Sun>) {
    let ids: Vec<_> = skies.ids().collect();
    for id in ids {
        if let Some(mut sky) = skies.get_mut(id) {
            sky.sun_towards = sun.towards.extend(0.0);
        }
    }
}
