//! The demo's invented village of the Mâconnais, generated from nothing but this code and fixed seeds:
//! three states of its square as plain glTF files, their placement and viewpoints, a consultation and made-up opinions.

pub mod furniture;
pub mod geom;
pub mod glb;
pub mod ground;
pub mod house;
pub mod landmark;
pub mod material;
pub mod mesh;
pub mod plan;
pub mod rng;
pub mod roof;
pub mod scenery;
pub mod settlement;
pub mod terrain;
pub mod texture;
pub mod tree;
pub mod variant;
pub mod wall;

use std::fs;
use std::io;
use std::path::Path;

use ground::Variant;
use variant::Village;

/// The village's name: no commune bears it.
pub const NAME: &str = "Vaugelin-la-Roche";

/// File name of a variant.
pub fn file_name(variant: Variant) -> &'static str {
    match variant {
        Variant::Existing => "existing.glb",
        Variant::Garden => "scenario-a.glb",
        Variant::Market => "scenario-b.glb",
    }
}

/// Writes all files of the demo into `folder`.
///
/// # Errors
/// When the folder cannot be made or a file cannot be written.
pub fn write(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let village = Village::default();
    for variant in Variant::ALL {
        let (scene, _ground) = variant::build(&village, variant);
        let bytes = scene.to_glb();
        println!(
            "{}: {} triangles, {} nodes, {} bytes",
            file_name(variant),
            scene.triangles(),
            scene.nodes.len(),
            bytes.len()
        );
        fs::write(folder.join(file_name(variant)), bytes)?;
    }
    Ok(())
}
