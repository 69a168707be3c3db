//! Reads an uploaded file into a `Scene`: opens, checks, resolves, places. It trusts nothing of what the file says, and
//! runs only in the worker, under limits.

mod accessor;
mod archive;
mod attribute;
mod bounded;
mod budget;
mod check;
mod claimed;
pub mod document;
mod draco;
mod extended;
mod extensions;
mod extras;
mod geometry;
pub mod glb;
mod image_format;
mod instancing;
mod ktx2;
mod layers;
mod lenient;
mod materials;
mod meshopt;
pub mod package;
mod pictures;
mod slips;
mod tree;
mod triangles;
mod uri;

use glam::DVec3;

use accessor::Model;
use budget::Budget;
use geometry::Reader;
pub use geometry::Steps;
use package::Package;
use tree::Instance;

use super::{
    finding::{Finding, Findings},
    frame::{Frame, Said},
    limits,
    outcome::Counts,
    scene::Scene,
};

/// Reads `bytes` into a scene in metres with Y up, by what is `said` of it and by what it tells of itself.
///
/// # Errors
/// The reasons to refuse the file; never empty.
pub fn scene(bytes: Vec<u8>, said: &Said, findings: &mut Findings) -> Result<Scene, Vec<Finding>> {
    let mut package = package::open(bytes)?;
    let document = check::parse(&package.json)?;
    package.json = Vec::new();
    extensions::check(&document, findings)?;
    let buffers = buffers(&document, &mut package)?;
    let mut model = Model { document, buffers, ..Model::default() };
    let mut budget = Budget::default();
    model.views = meshopt::views(&model, &mut budget)?;
    let mut looks = materials::read(&model.document)?;
    let (instances, layers) = tree::instances(&model, findings)?;
    check_counts(&model, &instances)?;
    model.meshes = draco::meshes(&model, &instances, &mut budget)?;
    // Once by what the file claims, once by what its streams held.
    let mut source = check_counts(&model, &instances)?;
    let pictures = pictures::read(&model, &mut package, &mut looks, &mut source, findings)?;
    tell_ignored(&model, findings);
    slips::tell(&model, &instances, findings);
    let frame = Frame::of(&first_points(&model, &instances)?, said, findings)?;
    let (scene_from_model, offset) = (frame.scene_from_model, frame.offset);
    let mut reader = Reader { model: &model, looks: &looks, scene_from_model, offset, steps: Steps::default() };
    let mut scene = Scene { pictures, layers, source, ..Scene::default() };
    for instance in &instances {
        scene.parts.extend(reader.parts(instance, scene.objects.len(), findings)?);
        scene.objects.push(tree::name_of(&model.document.nodes[instance.node], instance.node));
    }
    if scene.triangles() == 0 {
        return Err(Finding::error("no-geometry").into());
    }
    let steps = reader.steps;
    frame.settle(&mut scene, steps, said, findings);
    scene.materials = looks.materials;
    Ok(scene)
}

impl From<Finding> for Vec<Finding> {
    fn from(finding: Finding) -> Self {
        vec![finding]
    }
}

fn buffers(document: &document::Document, package: &mut Package) -> Result<Vec<Vec<u8>>, Finding> {
    let mut buffers = Vec::new();
    for (index, buffer) in document.buffers.iter().enumerate() {
        let bytes = match &buffer.uri {
            // What it holds is also there compressed; it need not be there, but may not lead astray either.
            Some(uri) if buffer.extensions.is_fallback() => uri::resolve(uri).map(|_| Vec::new())?,
            Some(uri) => package.fetch(uri)?,
            None if index == 0 => package.take_bin().unwrap_or_default(),
            None => Vec::new(),
        };
        if (bytes.len() as u64) < buffer.byte_length && !bytes.is_empty() {
            return Err(Finding::error("buffer-too-short")
                .with("announced", buffer.byte_length)
                .with("found", bytes.len()));
        }
        buffers.push(bytes);
    }
    Ok(buffers)
}

/// How much there is to draw, as far as it is known before it is read.
fn check_counts(model: &Model, instances: &[Instance]) -> Result<Counts, Finding> {
    let (mut triangles, mut draws) = (0u64, 0usize);
    for instance in instances {
        let mesh = model.document.meshes.get(instance.mesh).ok_or_else(|| accessor::missing("mesh", instance.mesh))?;
        draws = draws.saturating_add(mesh.primitives.len());
        if draws > limits::DRAWS_MAX {
            return Err(Finding::error("draws-too-many").with("limit", limits::DRAWS_MAX));
        }
        for primitive in mesh.primitives.iter() {
            triangles = triangles.saturating_add(triangles::count(model, primitive));
        }
    }
    if triangles > limits::TRIANGLES_MAX {
        return Err(Finding::error("triangles-too-many").with("count", triangles).with("limit", limits::TRIANGLES_MAX));
    }
    let [nodes, materials] = [instances.len(), model.document.materials.len()].map(|count| count as u64);
    let draws = draws as u64;
    Ok(Counts { triangles, draws, nodes, materials, ..Counts::default() })
}

/// One point of each instance in the file's own frame, to see where the model lies.
fn first_points(model: &Model, instances: &[Instance]) -> Result<Vec<DVec3>, Finding> {
    let mut points = Vec::new();
    for instance in instances {
        let Some(primitive) = model.document.meshes[instance.mesh].primitives.first() else {
            continue;
        };
        let Some(positions) = attribute::positions(model, primitive)? else {
            continue;
        };
        let point = DVec3::from(positions.vector::<3>(0).map(f64::from));
        if !point.is_finite() {
            let node = &model.document.nodes[instance.node];
            return Err(tree::at(Finding::error("positions-not-finite"), node, instance.node));
        }
        points.push(instance.world.transform_point3(point));
    }
    Ok(points)
}

fn tell_ignored(model: &Model, findings: &mut Findings) {
    let document = &model.document;
    if !document.animations.is_empty() {
        findings.add(Finding::info("animation-ignored"));
    }
    if document.meshes.iter().flat_map(|mesh| mesh.primitives.iter()).any(|primitive| !primitive.targets.is_empty()) {
        findings.add(Finding::warning("morph-ignored"));
    }
    if document.nodes.iter().any(|node| node.skin.is_some()) {
        findings.add(Finding::warning("skin-ignored"));
    }
}

#[cfg(test)]
mod tests;
