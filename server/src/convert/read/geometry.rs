//! From placed meshes to parts in the scene frame. Counts are checked before anything is kept; numbers that are none and
//! indices that lead nowhere end in a refusal.

use glam::{DMat4, DVec3, Mat3, Vec2, Vec3};
use std::collections::HashMap;

use super::{
    accessor::{Model, Values},
    attribute,
    document::Primitive,
    materials::{Look, Looks, Uv},
    tree::{self, Instance},
    triangles,
};
use crate::convert::{
    finding::{Finding, Findings},
    limits,
    scene::Part,
};

/// The parts of every instance, in a frame reached by `scene_from_model` and then moved by `-offset`.
pub struct Reader<'a> {
    pub model: &'a Model,
    pub looks: &'a Looks,
    pub scene_from_model: DMat4,
    pub offset: DVec3,
    pub steps: Steps,
}

/// The coarsest steps between two neighbouring coordinates, as the file stores them (m).
#[derive(Clone, Copy, Debug, Default)]
pub struct Steps {
    /// Of floats: they grow with the distance from the origin.
    pub float_m: f64,
    /// Of quantised coordinates, which an exporter rounded on purpose.
    pub rounded_m: f64,
}

impl<'a> Reader<'a> {
    /// The parts of `instance`, which is the scene's object number `object`.
    pub fn parts(&mut self, instance: &Instance, object: usize, findings: &mut Findings) -> Result<Vec<Part>, Finding> {
        let model: &'a Model = self.model;
        let mesh = model.document.meshes.get(instance.mesh);
        let mesh = mesh.ok_or_else(|| super::accessor::missing("mesh", instance.mesh))?;
        let mut parts = Vec::new();
        for primitive in mesh.primitives.iter() {
            let part = self.part(primitive, instance, findings);
            let part = part.map_err(|finding| self.told(finding, instance))?;
            if let Some(part) = part {
                parts.push(Part { object, layer: instance.layer, ..part });
            }
        }
        Ok(parts)
    }

    fn told(&self, finding: Finding, instance: &Instance) -> Finding {
        tree::at(finding, &self.model.document.nodes[instance.node], instance.node)
    }

    fn part(
        &mut self,
        primitive: &Primitive,
        instance: &Instance,
        findings: &mut Findings,
    ) -> Result<Option<Part>, Finding> {
        if primitive.mode.unwrap_or(4) < 4 {
            findings.add(self.told(Finding::warning("lines-ignored"), instance));
            return Ok(None);
        }
        let Some(positions) = attribute::positions(self.model, primitive)? else {
            return Ok(None);
        };
        let triangles = triangles::read(self.model, primitive, positions.count)?;
        let (sources, triangles) = compacted(triangles, positions.count);
        let world = self.scene_from_model * instance.world;
        let look = self.look(primitive)?;
        let mut part = Part { material: look.material, triangles, ..Part::default() };
        part.positions = self.placed(&positions, &sources, world)?;
        part.uvs = self.uvs(primitive, look.uv.as_ref(), &sources, findings)?;
        part.colors = self.colors(primitive, &sources)?;
        if world.determinant() < 0.0 {
            part.triangles.iter_mut().for_each(|triangle| triangle.swap(1, 2));
        }
        part.normals = self.normals(primitive, &sources, world)?;
        if part.normals.is_empty() {
            flatten(&mut part);
        }
        Ok(Some(part))
    }

    fn look(&self, primitive: &Primitive) -> Result<&'a Look, Finding> {
        let default = self.looks.looks.len() - 1;
        let index = primitive.material.unwrap_or(default);
        self.looks.looks.get(index).ok_or_else(|| super::accessor::missing("material", index))
    }

    fn placed(&mut self, values: &Values, sources: &[u32], world: DMat4) -> Result<Vec<Vec3>, Finding> {
        let mut largest = 0f32;
        let mut placed = Vec::with_capacity(sources.len());
        for &source in sources {
            let local = Vec3::from(values.vector::<3>(source as usize));
            if !local.is_finite() {
                return Err(Finding::error("positions-not-finite"));
            }
            largest = largest.max(local.abs().max_element());
            let point = world.transform_point3(local.as_dvec3()) - self.offset;
            if !point.is_finite() || point.abs().max_element() > limits::COORDINATE_MAX_M {
                return Err(Finding::error("transform-overflow"));
            }
            placed.push(point.as_vec3());
        }
        let metres = world.determinant().abs().cbrt();
        match values.rounding() {
            Some(step) => self.steps.rounded_m = self.steps.rounded_m.max(f64::from(step) * metres),
            None => {
                let step = f32::from_bits(largest.to_bits() + 1) - largest;
                self.steps.float_m = self.steps.float_m.max(f64::from(step) * metres);
            }
        }
        Ok(placed)
    }

    fn attribute(&self, primitive: &Primitive, name: &str, sources: &[u32]) -> Result<Option<Values<'_>>, Finding> {
        let Some(values) = attribute::values(self.model, primitive, name)? else {
            return Ok(None);
        };
        let needed = sources.iter().max().map_or(0, |&most| most as usize + 1);
        if values.count < needed {
            return Err(Finding::error("attributes-differ").with("attribute", name));
        }
        Ok(Some(values))
    }

    /// The normals, or none if the file has none or has useless ones.
    fn normals(&self, primitive: &Primitive, sources: &[u32], world: DMat4) -> Result<Vec<Vec3>, Finding> {
        let Some(values) = self.attribute(primitive, "NORMAL", sources)?.filter(|values| values.arity == 3) else {
            return Ok(Vec::new());
        };
        let linear = Mat3::from_cols(
            world.x_axis.truncate().as_vec3(),
            world.y_axis.truncate().as_vec3(),
            world.z_axis.truncate().as_vec3(),
        );
        // The cofactors turn normals as the inverse transpose does, and need no division by a determinant that may be tiny.
        let cofactors = Mat3::from_cols(
            linear.y_axis.cross(linear.z_axis),
            linear.z_axis.cross(linear.x_axis),
            linear.x_axis.cross(linear.y_axis),
        );
        let sign = if linear.determinant() < 0.0 { -1.0 } else { 1.0 };
        let turned =
            |&source: &u32| (sign * (cofactors * Vec3::from(values.vector::<3>(source as usize)))).try_normalize();
        Ok(sources.iter().map(turned).collect::<Option<Vec<_>>>().unwrap_or_default())
    }

    fn uvs(
        &self,
        primitive: &Primitive,
        uv: Option<&Uv>,
        sources: &[u32],
        findings: &mut Findings,
    ) -> Result<Vec<Vec2>, Finding> {
        let Some(uv) = uv else { return Ok(Vec::new()) };
        let name = format!("TEXCOORD_{}", uv.set);
        let Some(values) = self.attribute(primitive, &name, sources)?.filter(|values| values.arity == 2) else {
            findings.add(Finding::warning("uvs-missing"));
            return Ok(vec![Vec2::ZERO; sources.len()]);
        };
        let moved = |&source: &u32| {
            let at = Vec2::from(values.vector::<2>(source as usize));
            let at = uv.transform.as_ref().map_or(at, |transform| transformed(at, transform));
            if at.is_finite() { at } else { Vec2::ZERO }
        };
        Ok(sources.iter().map(moved).collect())
    }

    fn colors(&self, primitive: &Primitive, sources: &[u32]) -> Result<Vec<[u8; 4]>, Finding> {
        let Some(values) = self.attribute(primitive, "COLOR_0", sources)?.filter(|values| values.arity >= 3) else {
            return Ok(Vec::new());
        };
        let byte = |value: f32| (value.clamp(0.0, 1.0) * 255.0).round() as u8;
        let color = |&source: &u32| {
            let i = source as usize;
            let alpha = if values.arity == 4 { byte(values.get(i, 3)) } else { 255 };
            [byte(values.get(i, 0)), byte(values.get(i, 1)), byte(values.get(i, 2)), alpha]
        };
        let colors: Vec<[u8; 4]> = sources.iter().map(color).collect();
        Ok(if colors.iter().all(|color| *color == [255; 4]) { Vec::new() } else { colors })
    }
}

/// Which vertices of the source are used, and the triangles counted on them. Exporters often let many small primitives
/// share one long list of vertices, which must not be copied for each.
fn compacted(triangles: Vec<[u32; 3]>, count: usize) -> (Vec<u32>, Vec<[u32; 3]>) {
    if triangles.len() * 3 >= count / 2 {
        return ((0..count as u32).collect(), triangles);
    }
    let mut place: HashMap<u32, u32> = HashMap::new();
    let mut sources = Vec::new();
    let mut index = |vertex: u32| {
        *place.entry(vertex).or_insert_with(|| {
            sources.push(vertex);
            sources.len() as u32 - 1
        })
    };
    let triangles = triangles.into_iter().map(|triangle| triangle.map(&mut index)).collect();
    (sources, triangles)
}

/// Gives each triangle vertices and a normal of its own, as the standard asks for meshes without normals.
fn flatten(part: &mut Part) {
    let corners = || part.triangles.iter().flatten().map(|&i| i as usize);
    let positions: Vec<Vec3> = corners().map(|i| part.positions[i]).collect();
    let uvs = if part.uvs.is_empty() { Vec::new() } else { corners().map(|i| part.uvs[i]).collect() };
    let colors = if part.colors.is_empty() { Vec::new() } else { corners().map(|i| part.colors[i]).collect() };
    let normal = |p: &[Vec3]| (p[1] - p[0]).cross(p[2] - p[0]).try_normalize().unwrap_or(Vec3::Y);
    part.normals = positions.chunks_exact(3).flat_map(|p| [normal(p); 3]).collect();
    part.triangles = (0..positions.len() as u32 / 3).map(|i| [3 * i, 3 * i + 1, 3 * i + 2]).collect();
    (part.positions, part.uvs, part.colors) = (positions, uvs, colors);
}

/// `at` moved by `KHR_texture_transform`: scaled, then turned counter-clockwise as seen with V pointing up, then shifted.
fn transformed(at: Vec2, transform: &super::extended::TextureTransform) -> Vec2 {
    let scaled = at * Vec2::from(transform.scale.unwrap_or([1.0, 1.0]));
    let (sin, cos) = transform.rotation.sin_cos();
    Vec2::new(scaled.x * cos + scaled.y * sin, scaled.y * cos - scaled.x * sin) + Vec2::from(transform.offset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::read::extended::TextureTransform;

    #[test]
    fn few_triangles_take_few_of_many_vertices() {
        let (sources, triangles) = compacted(vec![[90, 7, 90]], 100);
        assert_eq!((sources, triangles), (vec![90, 7], vec![[0, 1, 0]]));
    }

    /// The example of the specification: the lower left quarter of the picture, turned clockwise by a right angle.
    /// <https://github.com/KhronosGroup/glTF/tree/main/extensions/2.0/Khronos/KHR_texture_transform>
    #[test]
    fn a_moved_texture_shows_the_quarter_that_the_specification_says() {
        let rotation = std::f32::consts::FRAC_PI_2;
        let transform = TextureTransform { offset: [0.0, 1.0], rotation, scale: Some([0.5; 2]), tex_coord: None };
        let corners =
            [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)].map(|(u, v)| transformed(Vec2::new(u, v), &transform));
        let expected = [(0.0, 1.0), (0.0, 0.5), (0.5, 0.5), (0.5, 1.0)].map(|(u, v)| Vec2::new(u, v));
        for (corner, expected) in corners.into_iter().zip(expected) {
            assert!((corner - expected).length() < 1e-6, "{corners:?}");
        }
    }

    #[test]
    fn flat_triangles_face_where_they_turn_left() {
        let positions = vec![Vec3::ZERO, Vec3::X, Vec3::NEG_Z];
        let mut part = Part { positions, triangles: vec![[0, 1, 2]], ..Part::default() };
        flatten(&mut part);
        assert_eq!(part.normals, [Vec3::Y; 3]);
    }
}
