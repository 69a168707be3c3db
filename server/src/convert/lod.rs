//! Levels of detail: what a chunk may look like from afar, with fewer triangles over the same vertices. The viewer draws a level
//! where its error is smaller than a pixel or two. Vertices that several chunks share do not move, so that no crack opens
//! between a chunk in one level and its neighbour in another.
//!
//! It also puts vertices and triangles into the order in which they are read, which draws faster and is written in fewer bytes.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use glam::Vec3;
use meshoptimizer_rs::{
    Attributes, Error, Positions, SimplifyOptions, SimplifySettings, VertexFlags, Workspace, optimize_vertex_cache,
    optimize_vertex_fetch_remap, simplify_scale, simplify_with_attributes,
};

use super::join::Chunk;

/// How far the surface of each level may lie from the true one (m): from one level to the next, one sees it from four times as far.
pub const ERRORS_M: [f32; 3] = [0.04, 0.16, 0.64];
/// A level is kept if it has at most this share of the triangles of the level before.
const WORTHWHILE: f32 = 0.75;
/// Chunks with fewer triangles have no levels.
const TRIANGLES_MIN: usize = 32;
/// What counts as much as an error of the surface as large as the level's: a change of baked light or colour (of 1), and of the normal.
const LIGHT_CHANGE: f32 = 0.15;
const NORMAL_CHANGE: f32 = 0.5;

/// A simpler form of a chunk.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// How far its surface lies from the true one at most, as the simplifier measures it (m).
    pub error_m: f32,
    /// Over the chunk's vertices; empty where all is smaller than the error.
    pub triangles: Vec<[u32; 3]>,
}

/// Orders the chunks and fills `Chunk::levels`.
pub fn simplify(chunks: &mut [Chunk], threads: usize) {
    let shared = shared(chunks);
    let next = Mutex::new(chunks.iter_mut());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let mut workspace = Workspace::default();
                let take = || next.lock().unwrap_or_else(PoisonError::into_inner).next();
                while let Some(chunk) = take() {
                    // A chunk that the library cannot take keeps its order and has no levels.
                    let _ = put_in_order(chunk, &mut workspace);
                    chunk.levels = levels(chunk, &shared, &mut workspace).unwrap_or_default();
                }
            });
        }
    });
}

/// Where vertices of several chunks lie.
fn shared(chunks: &[Chunk]) -> HashSet<[u32; 3]> {
    let mut owners: HashMap<[u32; 3], usize> = HashMap::new();
    let mut shared = HashSet::new();
    for (index, chunk) in chunks.iter().enumerate() {
        for position in chunk.positions.iter().map(|&position| bits(position)) {
            if *owners.entry(position).or_insert(index) != index {
                shared.insert(position);
            }
        }
    }
    shared
}

fn bits(position: Vec3) -> [u32; 3] {
    (position + 0.0).to_array().map(f32::to_bits)
}

fn put_in_order(chunk: &mut Chunk, workspace: &mut Workspace) -> Result<(), Error> {
    let count = chunk.positions.len();
    let indices = optimize_vertex_cache(chunk.triangles.as_flattened(), count, workspace)?;
    let places = optimize_vertex_fetch_remap(&indices, count, workspace)?;
    let used = places.vertex_count as usize;
    move_to(&mut chunk.positions, &places.remap, used);
    move_to(&mut chunk.normals, &places.remap, used);
    move_to(&mut chunk.uvs, &places.remap, used);
    move_to(&mut chunk.colors, &places.remap, used);
    move_to(&mut chunk.light, &places.remap, used);
    chunk.triangles = triangles(&indices).into_iter().map(|one| one.map(|i| places.remap[i as usize])).collect();
    Ok(())
}

/// Puts each value at its place of `used`; those without a place are dropped. An empty list stays so.
fn move_to<T: Copy + Default>(values: &mut Vec<T>, places: &[u32], used: usize) {
    if values.is_empty() {
        return;
    }
    let mut moved = vec![T::default(); used];
    for (value, &place) in values.iter().zip(places) {
        if let Some(to) = moved.get_mut(place as usize) {
            *to = *value;
        }
    }
    *values = moved;
}

fn triangles(indices: &[u32]) -> Vec<[u32; 3]> {
    indices.as_chunks::<3>().0.to_vec()
}

fn levels(chunk: &Chunk, shared: &HashSet<[u32; 3]>, workspace: &mut Workspace) -> Result<Vec<Level>, Error> {
    let mut levels: Vec<Level> = Vec::new();
    if chunk.triangles.len() < TRIANGLES_MIN {
        return Ok(levels);
    }
    let positions: Vec<[f32; 3]> = chunk.positions.iter().map(|position| position.to_array()).collect();
    let view = Positions::from_packed(&positions);
    let lock = |&position| if shared.contains(&bits(position)) { VertexFlags::LOCK } else { VertexFlags::EMPTY };
    let flags: Vec<VertexFlags> = chunk.positions.iter().map(lock).collect();
    let attributes = attributes(chunk);
    let width = attributes.len() / positions.len();
    let attributes = Attributes::from_interleaved(&attributes, positions.len(), width, width, 0)?;
    // The library measures in the chunk's largest side.
    let side_m = simplify_scale(view)?.max(1e-6);
    let metres_a_uv = metres_a_uv(chunk);
    let mut left = chunk.triangles.len();
    for error_m in ERRORS_M {
        let weights = weights(error_m, metres_a_uv).map(|weight| weight / side_m);
        let options = SimplifyOptions::ERROR_ABSOLUTE | SimplifyOptions::PERMISSIVE | SimplifyOptions::PRUNE;
        let settings = SimplifySettings { target_index_count: 0, target_error: error_m, options };
        let whole = chunk.triangles.as_flattened();
        let simple =
            simplify_with_attributes(whole, view, attributes, &weights[..width], Some(&flags), settings, workspace)?;
        if simple.indices.len() / 3 <= (WORTHWHILE * left as f32) as usize {
            let indices = optimize_vertex_cache(&simple.indices, positions.len(), workspace)?;
            left = indices.len() / 3;
            levels.push(Level { error_m, triangles: triangles(&indices) });
        }
    }
    Ok(levels)
}

/// Normal, light, then texture coordinates and colour as far as there are any: see [`weights`].
fn attributes(chunk: &Chunk) -> Vec<f32> {
    let mut values = Vec::with_capacity(chunk.positions.len() * 11);
    let shares = |bytes: [u8; 4]| [bytes[0], bytes[1], bytes[2]].map(|value| f32::from(value) / 255.0);
    for i in 0..chunk.positions.len() {
        values.extend(chunk.normals[i].to_array());
        values.extend(chunk.light.get(i).map_or([1.0; 3], |light| shares(*light)));
        values.extend(chunk.uvs.get(i).map_or([0.0; 2], |uv| uv.to_array()));
        if let Some(color) = chunk.colors.get(i) {
            values.extend(shares(*color));
        }
    }
    values
}

/// The metres that a change of 1 of each attribute counts for.
fn weights(error_m: f32, metres_a_uv: f32) -> [f32; 11] {
    let (normal, light) = (error_m / NORMAL_CHANGE, error_m / LIGHT_CHANGE);
    [normal, normal, normal, light, light, light, metres_a_uv, metres_a_uv, light, light, light]
}

/// How many metres of the surface the whole texture covers, on average along a side; 0 without texture.
fn metres_a_uv(chunk: &Chunk) -> f32 {
    let (mut surface, mut texture) = (0.0, 0.0);
    if chunk.uvs.is_empty() {
        return 0.0;
    }
    for corners in &chunk.triangles {
        let [a, b, c] = corners.map(|i| chunk.positions[i as usize]);
        surface += f64::from((b - a).cross(c - a).length());
        let [a, b, c] = corners.map(|i| chunk.uvs[i as usize]);
        texture += f64::from((b - a).perp_dot(c - a).abs());
    }
    if texture > 0.0 { (surface / texture).sqrt() as f32 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A bumpy square of ground with its corner at (x, 0), `side` squares of a metre along each side.
    fn ground(x: f32, side: u32, bump_m: f32) -> Chunk {
        let at = |i: u32, j: u32| {
            let (x, z) = (x + i as f32, j as f32);
            Vec3::new(x, bump_m * ((1.3 * x).sin() + (1.7 * z).cos()), z)
        };
        let points = (0..=side).flat_map(|i| (0..=side).map(move |j| (i, j)));
        let positions: Vec<Vec3> = points.map(|(i, j)| at(i, j)).collect();
        let corner = |i: u32, j: u32| i * (side + 1) + j;
        let squares = (0..side).flat_map(|i| (0..side).map(move |j| (i, j)));
        let halves = |(i, j)| {
            let [a, b, c, d] = [corner(i, j), corner(i, j + 1), corner(i + 1, j + 1), corner(i + 1, j)];
            [[a, b, c], [a, c, d]]
        };
        let triangles = squares.flat_map(halves).collect();
        let (normals, light) = (vec![Vec3::Y; positions.len()], vec![[255; 4]; positions.len()]);
        Chunk { positions, normals, light, triangles, ..Chunk::default() }
    }

    fn simplified(mut chunks: Vec<Chunk>) -> Vec<Chunk> {
        simplify(&mut chunks, 2);
        chunks
    }

    /// How far `point` lies above or below the triangles of a level.
    fn off(chunk: &Chunk, level: &Level, point: Vec3) -> Option<f32> {
        let over = level.triangles.iter().find_map(|corners| {
            let [a, b, c] = corners.map(|i| chunk.positions[i as usize]);
            let area = |a: Vec3, b: Vec3, c: Vec3| (b.x - a.x) * (c.z - a.z) - (b.z - a.z) * (c.x - a.x);
            let whole = area(a, b, c);
            let shares = [area(point, b, c), area(a, point, c), area(a, b, point)].map(|part| part / whole);
            shares.iter().all(|share| *share >= -1e-4).then(|| shares[0] * a.y + shares[1] * b.y + shares[2] * c.y)
        });
        over.map(|height_m| (height_m - point.y).abs())
    }

    #[test]
    fn each_level_is_simpler_and_stays_within_its_error() {
        let chunk = &simplified(vec![ground(0.0, 24, 0.03)])[0];
        assert!(!chunk.levels.is_empty());
        let mut left = chunk.triangles.len();
        for level in &chunk.levels {
            assert!(level.triangles.len() * 4 <= left * 3, "{} of {left}", level.triangles.len());
            left = level.triangles.len();
            let inner = chunk.positions.iter().filter(|p| p.x > 0.1 && p.x < 23.9 && p.z > 0.1 && p.z < 23.9);
            for distance_m in inner.filter_map(|&point| off(chunk, level, point)) {
                // The measure is a mean over the triangles around: a point may lie off by somewhat more.
                assert!(distance_m <= 2.0 * level.error_m, "{distance_m} m of {} m", level.error_m);
            }
        }
    }

    #[test]
    fn what_chunks_share_stays_where_it_is_in_every_level() {
        let chunks = simplified(vec![ground(0.0, 16, 0.02), ground(16.0, 16, 0.02)]);
        let border = |chunk: &Chunk, triangles: &[[u32; 3]]| -> HashSet<[u32; 3]> {
            let corners = triangles.iter().flatten().map(|&i| chunk.positions[i as usize]);
            corners.filter(|corner| corner.x == 16.0).map(bits).collect()
        };
        for chunk in &chunks {
            let whole = border(chunk, &chunk.triangles);
            assert_eq!((whole.len(), chunk.levels.is_empty()), (17, false));
            chunk.levels.iter().for_each(|level| assert_eq!(border(chunk, &level.triangles), whole));
        }
    }

    #[test]
    fn the_edge_of_a_shadow_is_kept() {
        let mut chunk = ground(0.0, 24, 0.0);
        chunk.light = chunk.positions.iter().map(|p| if p.x < 12.0 { [0, 80, 80, 255] } else { [255; 4] }).collect();
        let chunk = &simplified(vec![chunk])[0];
        let level = &chunk.levels[0];
        let corners = level.triangles.iter().flatten().map(|&i| chunk.positions[i as usize].x);
        assert!(corners.clone().any(|x| x == 11.0) && corners.clone().any(|x| x == 12.0));
        assert!(level.triangles.len() < chunk.triangles.len() / 2, "{}", level.triangles.len());
    }

    #[test]
    fn vertices_keep_their_values_when_they_are_put_in_order() {
        let mut chunk = ground(0.0, 4, 0.0);
        chunk.light = chunk.positions.iter().map(|p| [p.x as u8, p.z as u8, 0, 255]).collect();
        // One that no triangle uses.
        chunk.positions.push(Vec3::ZERO);
        chunk.normals.push(Vec3::X);
        chunk.light.push([9; 4]);
        let chunk = &simplified(vec![chunk])[0];
        assert_eq!((chunk.positions.len(), chunk.triangles.len()), (25, 32));
        for (position, light) in chunk.positions.iter().zip(&chunk.light) {
            assert_eq!(*light, [position.x as u8, position.z as u8, 0, 255]);
        }
    }
}
