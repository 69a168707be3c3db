//! Writes the demo's village: `cargo run -p belvedere-tests --bin village -- assets/demo`.

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("usage: village FOLDER");
        return ExitCode::from(2);
    };
    match belvedere_tests::village::write(Path::new(&folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{folder}: {error}");
            ExitCode::FAILURE
        }
    }
}
