//! Lists what Vite made of `web/` (`make web`), so that `pages::statics` can hold it within the program. Without it the
//! server builds all the same: its pages then work by plain forms, and say where something is missing.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let dist = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("web/dist");
    println!("cargo::rerun-if-changed=web/dist");
    let mut names = match fs::read_dir(&dist) {
        Ok(entries) => entries.map(|entry| Ok(entry?.file_name())).collect::<io::Result<Vec<_>>>()?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            println!("cargo::warning=without web/dist the pages have no scripts: run `make web`");
            Vec::new()
        }
        Err(error) => return Err(error),
    };
    names.sort();
    let mut table = String::from("&[\n");
    for name in names {
        let path = dist.join(&name);
        writeln!(table, "    ({name:?}, include_bytes!({path:?})),").expect("a String takes all");
    }
    table.push(']');
    let out = env::var("OUT_DIR").expect("cargo sets it");
    fs::write(Path::new(&out).join("web.rs"), table)
}
