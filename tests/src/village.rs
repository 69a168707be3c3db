//! The demo's invented village of the Mâconnais, generated from nothing but this code and fixed seeds:
//! three states of its square as plain glTF files, their placement and viewpoints, a consultation and made-up opinions.

pub mod communes;
pub mod consultation;
pub mod furniture;
pub mod geom;
pub mod glb;
pub mod ground;
pub mod house;
pub mod landmark;
pub mod material;
pub mod mesh;
pub mod opinion;
pub mod plan;
pub mod rng;
pub mod roof;
pub mod scenery;
pub mod settlement;
pub mod showing;
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
    let scenes = Variant::ALL.map(|variant| variant::build(&village, variant));
    for (scene, ground) in &scenes {
        let (name, bytes) = (file_name(ground.variant), scene.to_glb());
        println!("{name}: {} triangles, {} nodes, {} bytes", scene.triangles(), scene.nodes.len(), bytes.len());
        fs::write(folder.join(name), bytes)?;
    }
    write_json(folder, "scene.json", &showing::scene(&scenes[0].1))?;
    write_json(folder, "communes.geojson", &communes::communes())?;
    write_json(folder, "consultation.json", &consultation::consultation())?;
    write_json(folder, "opinions.json", &serde_json::Value::Array(opinion::opinions(&scenes)))
}

fn write_json(folder: &Path, name: &str, value: &serde_json::Value) -> io::Result<()> {
    let mut text = serde_json::to_string_pretty(value)?;
    // French typography: no line may break before these signs. English texts have no space there.
    for (plain, bound) in [(" :", "\u{a0}:"), (" ;", "\u{202f};"), (" ?", "\u{202f}?"), (" !", "\u{202f}!")] {
        text = text.replace(plain, bound);
    }
    text.push('\n');
    fs::write(folder.join(name), text)
}
