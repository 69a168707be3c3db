//! The ground: what is walked on, bumped into and pointed at, from a variant's collision mesh.
//!
//! Questions only, in the scene frame and in metres: nothing moves by itself, and there is no physics step.

mod body;
mod read;

pub use body::{Body, Step as BodyStep};

use std::sync::Arc;

use rapier3d::control::KinematicCharacterController;
use rapier3d::geometry::{BroadPhaseBvh, Collider, ColliderBuilder, ColliderHandle, ColliderSet, Ray};
use rapier3d::math::Vector;
use rapier3d::parry::query::DefaultQueryDispatcher;
use rapier3d::prelude::{IntegrationParameters, QueryFilter, QueryPipeline, RigidBodySet};

/// A mesh of the collision file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NamedMesh {
    /// The node's name in the planner's model.
    pub node: String,
    /// Whether it stops a walker; else it can only be pointed at.
    pub solid: bool,
    /// In metres.
    pub positions: Vec<[f32; 3]>,
    /// Three for each triangle.
    pub indices: Vec<[u32; 3]>,
}

/// The ground of a variant.
pub struct Ground {
    bodies: RigidBodySet,
    colliders: ColliderSet,
    tree: BroadPhaseBvh,
    layers: Vec<Layer>,
    bounds_m: [[f64; 3]; 2],
    controller: KinematicCharacterController,
}

/// One collider and the names of its triangles.
struct Layer {
    handle: ColliderHandle,
    /// The first triangle of each node, ascending.
    starts: Vec<(u32, Arc<str>)>,
}

/// Where a ray meets a surface.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The point.
    pub position_m: [f64; 3],
    /// Of length 1, on the side that the ray came from.
    pub normal: [f64; 3],
    /// The node that was hit.
    pub node: Arc<str>,
    /// From the ray's origin.
    pub distance_m: f64,
}

/// A collision file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum GroundError {
    /// Not a GLB, or a broken one.
    #[error("the collision mesh is no glTF: {0}")]
    Unreadable(#[from] crate::world::packed::PackedError),
    /// There is nothing to stand on.
    #[error("the collision mesh holds nothing that one can stand on")]
    Nothing,
}

impl Ground {
    /// Reads a collision file.
    ///
    /// # Errors
    /// [`GroundError`].
    pub fn read(bytes: &[u8]) -> Result<Self, GroundError> {
        Self::of(&read::meshes(bytes)?)
    }

    /// The ground of these meshes.
    ///
    /// # Errors
    /// [`GroundError::Nothing`] when no solid triangle is among them.
    pub fn of(meshes: &[NamedMesh]) -> Result<Self, GroundError> {
        let mut ground = Self {
            bodies: RigidBodySet::new(),
            colliders: ColliderSet::new(),
            tree: BroadPhaseBvh::new(),
            layers: Vec::new(),
            bounds_m: [[f64::INFINITY; 3], [f64::NEG_INFINITY; 3]],
            controller: body::controller(),
        };
        if !ground.add_layer(meshes, true) {
            return Err(GroundError::Nothing);
        }
        ground.add_layer(meshes, false);
        Ok(ground)
    }

    /// The lowest and the highest corner of what is solid.
    pub fn bounds_m(&self) -> [[f64; 3]; 2] {
        self.bounds_m
    }

    /// What a ray meets first, see-through things included.
    pub fn pick(&self, from_m: [f64; 3], towards: [f64; 3], reach_m: f64) -> Option<Hit> {
        self.cast(from_m, towards, reach_m, QueryFilter::default())
    }

    /// What a ray meets first of what stops a walker.
    pub fn cast_solid(&self, from_m: [f64; 3], towards: [f64; 3], reach_m: f64) -> Option<Hit> {
        self.cast(from_m, towards, reach_m, QueryFilter::default().exclude_sensors())
    }

    /// The ground straight below a point, within `reach_m`.
    pub fn below(&self, from_m: [f64; 3], reach_m: f64) -> Option<Hit> {
        self.cast_solid(from_m, [0.0, -1.0, 0.0], reach_m)
    }

    fn cast(&self, from_m: [f64; 3], towards: [f64; 3], reach_m: f64, filter: QueryFilter<'_>) -> Option<Hit> {
        let direction = unit(towards)?;
        let ray = Ray::new(vector(from_m), vector(direction));
        let (handle, hit) = self.queries(filter).cast_ray_and_get_normal(&ray, reach_m as f32, false)?;
        let layer = self.layers.iter().find(|layer| layer.handle == handle)?;
        let mesh = self.colliders.get(handle)?.shape().as_trimesh()?;
        let triangle = hit.subshape;
        let corners = mesh.triangle(triangle);
        let corners = [corners.a, corners.b, corners.c].map(|p| [p.x, p.y, p.z].map(f64::from));
        let (position_m, normal, distance_m) =
            meet(from_m, direction, corners).unwrap_or_else(|| fallback(from_m, direction, &hit));
        Some(Hit { position_m, normal, node: layer.node_of(triangle), distance_m })
    }

    fn queries<'a>(&'a self, filter: QueryFilter<'a>) -> QueryPipeline<'a> {
        self.tree.as_query_pipeline(&DefaultQueryDispatcher, &self.bodies, &self.colliders, filter)
    }

    fn add_layer(&mut self, meshes: &[NamedMesh], solid: bool) -> bool {
        let mut starts = Vec::new();
        let (mut points, mut triangles) = (Vec::new(), Vec::<[u32; 3]>::new());
        for mesh in meshes.iter().filter(|mesh| mesh.solid == solid && !mesh.indices.is_empty()) {
            let first = points.len() as u32;
            starts.push((triangles.len() as u32, Arc::from(mesh.node.as_str())));
            points.extend(mesh.positions.iter().map(|&[x, y, z]| Vector::new(x, y, z)));
            triangles.extend(mesh.indices.iter().map(|t| t.map(|index| index + first)));
        }
        let Ok(builder) = ColliderBuilder::trimesh(points, triangles) else {
            return false;
        };
        // What does not stop a walker is a “sensor” to the library.
        let collider = builder.sensor(!solid).build();
        if solid {
            self.bounds_m = bounds(&collider);
        }
        let aabb = collider.compute_aabb();
        let handle = self.colliders.insert(collider);
        self.tree.set_aabb(&IntegrationParameters::default(), handle, aabb);
        self.layers.push(Layer { handle, starts });
        true
    }
}

impl Layer {
    fn node_of(&self, triangle: u32) -> Arc<str> {
        let after = self.starts.partition_point(|(start, _)| *start <= triangle);
        after.checked_sub(1).map_or_else(|| Arc::from(""), |index| self.starts[index].1.clone())
    }
}

fn bounds(collider: &Collider) -> [[f64; 3]; 2] {
    let aabb = collider.compute_aabb();
    [aabb.mins, aabb.maxs].map(|p| [p.x, p.y, p.z].map(f64::from))
}

fn vector([x, y, z]: [f64; 3]) -> Vector {
    Vector::new(x as f32, y as f32, z as f32)
}

fn sub(a: [f64; 3], b: [f64; 3]) -> [f64; 3] {
    [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
}

fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

fn cross(a: [f64; 3], b: [f64; 3]) -> [f64; 3] {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

fn along(from: [f64; 3], towards: [f64; 3], distance_m: f64) -> [f64; 3] {
    [0, 1, 2].map(|i| from[i] + towards[i] * distance_m)
}

fn unit(v: [f64; 3]) -> Option<[f64; 3]> {
    let length = dot(v, v).sqrt();
    (length > 1e-12).then(|| v.map(|c| c / length))
}

/// Where a ray meets a triangle's plane, in f64: the library's own answer is f32.
fn meet(from: [f64; 3], towards: [f64; 3], [a, b, c]: [[f64; 3]; 3]) -> Option<([f64; 3], [f64; 3], f64)> {
    let normal = unit(cross(sub(b, a), sub(c, a)))?;
    let slope = dot(normal, towards);
    if slope.abs() < 1e-9 {
        return None;
    }
    let distance_m = dot(normal, sub(a, from)) / slope;
    let facing = if slope < 0.0 { normal } else { normal.map(|c| -c) };
    Some((along(from, towards, distance_m), facing, distance_m))
}

fn fallback(
    from: [f64; 3],
    towards: [f64; 3],
    hit: &rapier3d::parry::query::RayIntersection,
) -> ([f64; 3], [f64; 3], f64) {
    let distance_m = f64::from(hit.time_of_impact);
    let normal = [hit.normal.x, hit.normal.y, hit.normal.z].map(f64::from);
    (along(from, towards, distance_m), normal, distance_m)
}

#[cfg(test)]
pub(crate) mod tests;
