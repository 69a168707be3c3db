//! Bakes light into the vertices of the chunks, by casting rays against the whole model, so that the viewer shows sun, shade
//! and corners at the price of four bytes a vertex. The sun's direction is fixed at conversion; the viewer's sun may differ.
//!
//! For each vertex: *sun*, the share of the sun's disc that is seen (not multiplied by the angle of incidence); *sky*, the share
//! of the cosine-weighted hemisphere that sees the sky (1 on open ground, ½ on a free wall); *bounce*, the share that sees
//! ground or façades beyond arm's reach (½ on a free wall), which is what lights a shaded wall from below.

use std::collections::HashMap;

use parry3d::{
    glamx::Vec3,
    query::{Ray, RayCast},
    shape::TriMesh,
};

use super::{
    join::Chunk,
    scene::{Alpha, Material},
};

/// Where the sun stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sun {
    /// Clockwise from the scene's north (−Z), in degrees.
    pub azimuth_deg: f64,
    /// Above the horizon, in degrees.
    pub elevation_deg: f64,
}

impl Default for Sun {
    /// About 9 in the morning of 21 June at 46° N: shade is long enough to read shapes.
    fn default() -> Self {
        Self { azimuth_deg: 95.0, elevation_deg: 42.0 }
    }
}

impl Sun {
    /// The direction to the sun in the scene frame.
    pub fn direction(self) -> Vec3 {
        let (azimuth, elevation) = (self.azimuth_deg.to_radians() as f32, self.elevation_deg.to_radians() as f32);
        Vec3::new(azimuth.sin() * elevation.cos(), elevation.sin(), -azimuth.cos() * elevation.cos())
    }
}

/// How far from the surface a ray starts (m).
const OFFSET_M: f32 = 0.02;
/// How far an obstacle can hide the sun (m).
const SUN_REACH_M: f32 = 1_000.0;
/// How far an obstacle can hide the sky (m).
const SKY_REACH_M: f32 = 150.0;
/// Surfaces closer than this throw less light back: they are in each other's shade (m).
const NEAR_M: f32 = 3.0;
/// Rays that are cast at most; a model with more vertices gets fewer for each, never fewer than a fourth of them.
const RAYS_MAX: usize = 12_000_000;
/// The share of light that a layer of leaves lets through.
const LEAVES_PASS: f32 = 0.5;

/// How many places around a vertex its rays start from.
const STARTS: usize = 4;

/// A vertex to light. Its rays start inside the triangles around it: a corner that touches a wall would see nothing, and on
/// coarse ground one point says little about the metres that the vertex stands for.
#[derive(Clone, Copy)]
struct Sample {
    starts: [Vec3; STARTS],
    normal: Vec3,
    both_sides: bool,
}

/// What stands in the way of light.
struct Obstacles {
    solid: Option<TriMesh>,
    leaves: Option<TriMesh>,
}

/// The directions that every sample looks along: the same for all, so that neighbours do not differ by chance.
struct Directions {
    sun: Vec<Vec3>,
    sphere: Vec<Vec3>,
}

/// Fills `Chunk::light`. `progress` hears the share that is done, 0 to 1.
pub fn bake(chunks: &mut [Chunk], materials: &[Material], sun: Sun, threads: usize, mut progress: impl FnMut(f32)) {
    let obstacles = Obstacles {
        solid: mesh(chunks, materials, |material| !material.is_foliage() && !lets_light_through(material)),
        leaves: mesh(chunks, materials, Material::is_foliage),
    };
    let (samples, places) = samples(chunks, materials);
    let directions = directions(sun, samples.len());
    let mut lights = vec![[0u8; 4]; samples.len()];
    let batch = samples.len().div_ceil(40).max(threads);
    for (done, (samples, lights)) in samples.chunks(batch).zip(lights.chunks_mut(batch)).enumerate() {
        progress((done * batch) as f32 / (batch * 40) as f32);
        let share = samples.len().div_ceil(threads);
        std::thread::scope(|scope| {
            for (samples, lights) in samples.chunks(share).zip(lights.chunks_mut(share)) {
                let (obstacles, directions) = (&obstacles, &directions);
                scope.spawn(move || {
                    samples.iter().zip(lights).for_each(|(one, light)| *light = seen(one, obstacles, directions))
                });
            }
        });
    }
    let mut places = places.into_iter();
    for chunk in chunks {
        chunk.light = places.by_ref().take(chunk.positions.len()).map(|place| lights[place as usize]).collect();
    }
}

fn lets_light_through(material: &Material) -> bool {
    material.alpha == Alpha::Blend && material.base_color[3] < 0.9
}

fn mesh(chunks: &[Chunk], materials: &[Material], wanted: impl Fn(&Material) -> bool) -> Option<TriMesh> {
    let (mut vertices, mut triangles) = (Vec::new(), Vec::new());
    for chunk in chunks.iter().filter(|chunk| wanted(&materials[chunk.material])) {
        let base = vertices.len() as u32;
        vertices.extend_from_slice(&chunk.positions);
        triangles.extend(chunk.triangles.iter().map(|triangle| triangle.map(|i| base + i)));
    }
    if triangles.is_empty() { None } else { TriMesh::new(vertices, triangles).ok() }
}

/// The places to light, each once, and the place of every vertex of every chunk.
fn samples(chunks: &[Chunk], materials: &[Material]) -> (Vec<Sample>, Vec<u32>) {
    let mut known: HashMap<[i32; 7], u32> = HashMap::new();
    let (mut samples, mut places) = (Vec::new(), Vec::new());
    for chunk in chunks {
        let both_sides = materials[chunk.material].double_sided;
        let starts = starts(chunk);
        for (i, (&position, &normal)) in chunk.positions.iter().zip(&chunk.normals).enumerate() {
            let [p, n] = [(position * 1_000.0).round().as_ivec3(), (normal * 500.0).round().as_ivec3()];
            let key = [p.x, p.y, p.z, n.x, n.y, n.z, i32::from(both_sides)];
            places.push(*known.entry(key).or_insert_with(|| {
                samples.push(Sample { starts: starts[i], normal, both_sides });
                samples.len() as u32 - 1
            }));
        }
    }
    (samples, places)
}

/// Places inside up to four of the triangles around each vertex, at different depths.
fn starts(chunk: &Chunk) -> Vec<[Vec3; STARTS]> {
    const DEPTHS: [f32; STARTS] = [0.1, 0.5, 0.3, 0.6];
    let mut starts: Vec<[Vec3; STARTS]> = chunk.positions.iter().map(|&p| [p; STARTS]).collect();
    let mut counts = vec![0u8; starts.len()];
    for triangle in &chunk.triangles {
        let corners = triangle.map(|i| chunk.positions[i as usize]);
        let middle = (corners[0] + corners[1] + corners[2]) / 3.0;
        for (&i, corner) in triangle.iter().zip(corners) {
            let count = &mut counts[i as usize];
            // The first triangle fills all places; each further one takes one of them over.
            for place in usize::from(*count)..if *count == 0 { STARTS } else { usize::from(*count) + 1 } {
                starts[i as usize][place] = corner.lerp(middle, DEPTHS[place]);
            }
            *count = (*count + 1).min(STARTS as u8 - 1);
        }
    }
    starts
}

fn directions(sun: Sun, samples: usize) -> Directions {
    // Half of the sphere's directions lie in a vertex's hemisphere: 40 give about 20 rays, 4 more go to the sun.
    let per_sample = (RAYS_MAX / samples.max(1)).clamp(6, 24);
    let (sun_rays, sphere_rays) = if per_sample >= 12 { (4, 2 * (per_sample - 4)) } else { (2, 2 * (per_sample - 2)) };
    let to_sun = sun.direction();
    let (side, up) = to_sun.any_orthonormal_pair();
    // The sun's disc, widened to 2° so that the edge of a shadow is as soft as vertices can show.
    let on_disc = |i: usize| {
        let (sin, cos) = (i as f32 * 2.399_963).sin_cos();
        let radius = 2f32.to_radians() * ((i as f32 + 0.5) / sun_rays as f32).sqrt();
        (to_sun + radius * (side * cos + up * sin)).normalize()
    };
    let on_sphere = |i: usize| {
        let y = 1.0 - 2.0 * (i as f32 + 0.5) / sphere_rays as f32;
        let (sin, cos) = (i as f32 * 2.399_963).sin_cos();
        let radius = (1.0 - y * y).sqrt();
        Vec3::new(radius * cos, y, radius * sin)
    };
    Directions { sun: (0..sun_rays).map(on_disc).collect(), sphere: (0..sphere_rays).map(on_sphere).collect() }
}

fn seen(sample: &Sample, obstacles: &Obstacles, directions: &Directions) -> [u8; 4] {
    let mut light = one_side(&sample.starts, sample.normal, obstacles, directions);
    if sample.both_sides {
        let back = one_side(&sample.starts, -sample.normal, obstacles, directions);
        light = std::array::from_fn(|i| light[i].max(back[i]));
    }
    let [sun, sky, bounce] = light.map(|value| (value.clamp(0.0, 1.0) * 255.0).round() as u8);
    [sun, sky, bounce, 255]
}

fn one_side(starts: &[Vec3; STARTS], normal: Vec3, obstacles: &Obstacles, directions: &Directions) -> [f32; 3] {
    let from = |ray: usize| starts[ray % STARTS] + normal * OFFSET_M;
    let mut sun = 0.0;
    let facing = |direction: &Vec3| direction.dot(normal) > 0.0;
    for (ray, &direction) in directions.sun.iter().enumerate().filter(|(_, d)| facing(d)) {
        sun += obstacles.passed(from(ray), direction, SUN_REACH_M).0 / directions.sun.len() as f32;
    }
    let (mut sky, mut bounce, mut total) = (0.0, 0.0, 0.0);
    for (ray, &direction) in directions.sphere.iter().enumerate().filter(|(_, d)| facing(d)) {
        let weight = direction.dot(normal);
        total += weight;
        let (passed, distance) = obstacles.passed(from(ray), direction, SKY_REACH_M);
        if direction.y > 0.0 {
            sky += weight * passed;
            bounce += weight * (1.0 - passed) * far(distance);
        } else {
            // Below the model's edge there is ground that the file does not show.
            bounce += weight * (passed + (1.0 - passed) * far(distance));
        }
    }
    let total = f32::max(total, 1e-6);
    [sun, sky / total, bounce / total]
}

fn far(distance: f32) -> f32 {
    (distance / NEAR_M).min(1.0)
}

impl Obstacles {
    /// The share of light that comes through along a ray, and how far the first obstacle is (m).
    fn passed(&self, from: Vec3, direction: Vec3, reach: f32) -> (f32, f32) {
        let ray = Ray::new(from, direction);
        let hit = |mesh: &Option<TriMesh>| mesh.as_ref().and_then(|mesh| mesh.cast_local_ray(&ray, reach, true));
        if let Some(distance) = hit(&self.solid) {
            return (0.0, distance);
        }
        hit(&self.leaves).map_or((1.0, reach), |distance| (LEAVES_PASS, distance))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn material(double_sided: bool) -> Material {
        Material {
            name: String::new(),
            base_color: [1.0; 4],
            texture: None,
            emissive: [0.0; 3],
            metallic: 0.0,
            roughness: 1.0,
            alpha: Alpha::Opaque,
            double_sided,
            unlit: false,
        }
    }

    fn quad(corners: [Vec3; 4], normal: Vec3) -> Chunk {
        Chunk {
            positions: corners.to_vec(),
            normals: vec![normal; 4],
            triangles: vec![[0, 1, 2], [0, 2, 3]],
            ..Chunk::default()
        }
    }

    /// Open ground, and a roof 3 m above one of its corners.
    fn lit() -> Vec<Chunk> {
        let at = |x: f32, y: f32, z: f32| Vec3::new(x, y, z);
        let ground = quad([at(0.0, 0.0, 0.0), at(0.0, 0.0, 40.0), at(40.0, 0.0, 40.0), at(40.0, 0.0, 0.0)], Vec3::Y);
        let roof = quad([at(-9.0, 3.0, -9.0), at(-9.0, 3.0, 9.0), at(9.0, 3.0, 9.0), at(9.0, 3.0, -9.0)], Vec3::Y);
        let wall = quad([at(80.0, 0.0, 0.0), at(80.0, 3.0, 0.0), at(80.0, 3.0, 1.0), at(80.0, 0.0, 1.0)], Vec3::X);
        let under = quad([at(0.0, 0.0, 0.0), at(0.0, 0.0, 2.0), at(2.0, 0.0, 2.0), at(2.0, 0.0, 0.0)], Vec3::Y);
        let mut chunks = vec![ground, roof, wall, under];
        bake(&mut chunks, &[material(false)], Sun::default(), 2, |_| {});
        chunks
    }

    #[test]
    fn open_ground_is_lit_and_ground_under_a_roof_is_not() {
        let chunks = lit();
        let [covered, open] = [chunks[3].light[2], chunks[0].light[2]];
        assert_eq!((open[0], open[1]), (255, 255));
        assert_eq!(covered[0], 0);
        assert!(covered[1] < 80, "sky under the roof: {}", covered[1]);
    }

    #[test]
    fn a_free_wall_sees_half_sky_half_ground() {
        let wall = lit()[2].light[1];
        assert_eq!(wall[0], 255);
        for share in [wall[1], wall[2]] {
            assert!((110..146).contains(&share), "{wall:?}");
        }
    }

    #[test]
    fn the_sun_stands_where_it_is_said() {
        let south = Sun { azimuth_deg: 180.0, elevation_deg: 0.0 }.direction();
        assert!((south - Vec3::Z).length() < 1e-5);
    }
}
