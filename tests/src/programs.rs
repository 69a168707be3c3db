//! Where the built programs lie: beside the tests in the target folder.

use std::path::PathBuf;

/// The path of one of our programs, built beforehand (`make build`).
///
/// # Panics
/// When it is not there, with what to do.
#[track_caller]
pub fn program(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("a test knows its own path");
    // target/debug/deps/a_story-0123 → target/debug/belvedere-server
    let folder = test.ancestors().nth(2).expect("a test lies in target/debug/deps");
    let program = folder.join(name);
    assert!(
        program.is_file(),
        "{} is not built; run: make build (or: cargo build --workspace --bins)",
        program.display()
    );
    program
}

/// The folder of the checkout: assets and models are found from there.
pub fn checkout() -> PathBuf {
    let tests = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    tests.parent().expect("the package lies in the checkout").to_owned()
}
