//! Marks in the scene: where one is going, where one cannot go, and the place of the opinion.

use bevy::asset::RenderAssetUsages;
use bevy::camera::visibility::NoFrustumCulling;
use bevy::mesh::{Indices, PrimitiveTopology, VertexAttributeValues};
use bevy::prelude::*;
use std::f32::consts::TAU;

use super::pace::Awake;
use super::surface::{self, Surface};
use crate::Step;

/// A kind of mark; there is at most one of each.
#[derive(Component, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Where a ride goes.
    Destination,
    /// Where there is no way to; it fades by itself.
    Refused,
    /// The place of the opinion: a ring on the surface and a pin.
    Place,
}

const KINDS: [Mark; 3] = [Mark::Destination, Mark::Refused, Mark::Place];
/// How long a refusal is seen, in seconds.
const REFUSAL_S: f32 = 1.4;

/// The marks that are to be seen.
#[derive(Resource, Default)]
pub struct Marks {
    seen: [Option<Seen>; 3],
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Seen {
    position: Vec3,
    normal: Vec3,
    age_s: f32,
}

impl Marks {
    /// Puts a mark on a surface, or moves it there: position in metres, normal of length 1.
    pub fn put(&mut self, mark: Mark, position_m: [f64; 3], normal: [f64; 3]) {
        let f32s = |v: [f64; 3]| Vec3::from_array(v.map(|c| c as f32));
        let (position, normal) = (f32s(position_m), f32s(normal).normalize_or(Vec3::Y));
        self.seen[mark as usize] = Some(Seen { position, normal, age_s: 0.0 });
        if mark == Mark::Refused {
            self.take(Mark::Destination);
        }
    }

    /// Takes a mark away.
    pub fn take(&mut self, mark: Mark) {
        self.seen[mark as usize] = None;
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Marks>();
    app.add_systems(Startup, make);
    app.add_systems(Update, show.in_set(Step::Show));
}

/// Linear colours, lighter above: a little form without light.
fn make(mut commands: Commands, mut meshes: ResMut<Assets<Mesh>>, mut surfaces: ResMut<Assets<Surface>>) {
    let accent = LinearRgba::rgb(0.86, 0.16, 0.03);
    let looks = [
        (ring(0.26, 0.34), LinearRgba::new(1.0, 1.0, 1.0, 0.85)),
        (cross_in_ring(), LinearRgba::new(0.35, 0.07, 0.05, 0.85)),
        (ring(0.16, 0.24).with_pin(), accent),
    ];
    for (mark, (shape, color)) in KINDS.into_iter().zip(looks) {
        commands.spawn((
            mark,
            Mesh3d(meshes.add(shape.mesh())),
            MeshMaterial3d(surfaces.add(Surface::glowing(color))),
            Transform::default(),
            Visibility::Hidden,
            NoFrustumCulling,
        ));
    }
}

fn show(
    time: Res<Time>,
    mut marks: ResMut<Marks>,
    mut awake: ResMut<Awake>,
    mut drawn: Query<(&Mark, &mut Transform, &mut Visibility)>,
) {
    for (mark, mut transform, mut visibility) in &mut drawn {
        let slot = &mut marks.bypass_change_detection().seen[*mark as usize];
        let scale = slot.map_or(0.0, |seen| size(*mark, seen.age_s));
        if let Some(seen) = slot {
            if scale > 0.0 && !is_still(*mark, seen.age_s) {
                awake.keep();
            }
            seen.age_s += time.delta_secs().min(0.1);
            let upright = Quat::from_rotation_arc(Vec3::Y, seen.normal);
            // A finger's breadth off the surface, so that the two do not flicker through each other.
            transform.set_if_neq(Transform {
                translation: seen.position + seen.normal * 0.015,
                rotation: upright,
                scale: Vec3::splat(scale.max(0.001)),
            });
        }
        if scale <= 0.0 {
            *slot = None;
        }
        let wanted = if scale > 0.0 { Visibility::Visible } else { Visibility::Hidden };
        visibility.set_if_neq(wanted);
    }
}

/// A mark grows into place; a refusal shrinks away.
fn size(mark: Mark, age_s: f32) -> f32 {
    let grown = 1.0 - (1.0 - (age_s / 0.22).min(1.0)).powi(3);
    match mark {
        Mark::Refused => (0.4 + 0.6 * grown) * (1.0 - (age_s / REFUSAL_S).powi(4)).max(0.0),
        _ => 0.4 + 0.6 * grown,
    }
}

fn is_still(mark: Mark, age_s: f32) -> bool {
    mark != Mark::Refused && age_s > 0.25
}

/// Triangles with a colour for each vertex.
#[derive(Default)]
struct Shape {
    positions: Vec<[f32; 3]>,
    colors: Vec<[u8; 4]>,
    indices: Vec<u32>,
}

impl Shape {
    /// A strip between two rings of points, from the colour of the first to that of the second.
    fn band(&mut self, lower: impl Fn(f32) -> Vec3, upper: impl Fn(f32) -> Vec3, shades: [u8; 2]) {
        const SIDES: u32 = 40;
        let first = self.positions.len() as u32;
        for side in 0..=SIDES {
            let angle = side as f32 / SIDES as f32 * TAU;
            for (point, shade) in [lower(angle), upper(angle)].into_iter().zip(shades) {
                self.positions.push(point.to_array());
                self.colors.push([shade, shade, shade, 255]);
            }
        }
        for side in 0..SIDES {
            let a = first + side * 2;
            self.indices.extend([a, a + 1, a + 2, a + 2, a + 1, a + 3]);
        }
    }

    /// A pin that stands on its tip in the middle of the ring.
    fn with_pin(mut self) -> Self {
        let round =
            |radius: f32, height: f32| move |angle: f32| Vec3::new(radius * angle.cos(), height, radius * angle.sin());
        let profile = [
            (0.0, 0.02),
            (0.05, 0.22),
            (0.105, 0.42),
            (0.13, 0.52),
            (0.13, 0.60),
            (0.10, 0.68),
            (0.05, 0.72),
            (0.0, 0.73),
        ];
        let shades = [120, 170, 200, 215, 225, 240, 250, 255];
        for (pair, shade) in profile.windows(2).zip(shades.windows(2)) {
            self.band(round(pair[0].0, pair[0].1), round(pair[1].0, pair[1].1), [shade[0], shade[1]]);
        }
        self
    }

    fn mesh(self) -> Mesh {
        let count = self.positions.len();
        Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::RENDER_WORLD)
            .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, self.positions)
            .with_inserted_attribute(surface::NORMAL, VertexAttributeValues::Snorm8x4(vec![[0, 127, 0, 0]; count]))
            .with_inserted_attribute(Mesh::ATTRIBUTE_UV_0, vec![[0.0_f32; 2]; count])
            .with_inserted_attribute(surface::LIGHT, VertexAttributeValues::Unorm8x4(vec![[255; 4]; count]))
            .with_inserted_attribute(surface::COLOR, VertexAttributeValues::Unorm8x4(self.colors))
            .with_inserted_indices(Indices::U32(self.indices))
    }
}

/// A flat ring that lies on the surface: radii in metres.
fn ring(inner_m: f32, outer_m: f32) -> Shape {
    let flat = |radius: f32| move |angle: f32| Vec3::new(radius * angle.cos(), 0.0, radius * angle.sin());
    let mut shape = Shape::default();
    shape.band(flat(inner_m), flat(outer_m), [255, 255]);
    shape
}

fn cross_in_ring() -> Shape {
    let mut shape = ring(0.26, 0.32);
    for turn in [0.125, 0.375] {
        let (along, across) = (Vec2::from_angle(turn * TAU) * 0.26, Vec2::from_angle((turn + 0.25) * TAU) * 0.03);
        let first = shape.positions.len() as u32;
        for corner in [along + across, along - across, -along - across, -along + across] {
            shape.positions.push([corner.x, 0.0, corner.y]);
            shape.colors.push([255; 4]);
        }
        shape.indices.extend([0, 1, 2, 0, 2, 3].map(|i| i + first));
    }
    shape
}
