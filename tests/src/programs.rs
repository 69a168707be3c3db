//! Where the built programs lie: beside the tests in the target folder.

use std::path::PathBuf;

/// The path of one of our programs, built beforehand (`make build`).
///
/// # Panics
/// When it is not there, with what to do.
#[track_caller]
pub fn program(name: &str) -> PathBuf {
    // target/debug/deps/a_story-0123 → target/debug/belvedere-server
    program_in(2, name)
}

/// The same for who is a program itself, and lies beside it.
///
/// # Panics
/// When it is not there, with what to do.
#[track_caller]
pub fn program_beside(name: &str) -> PathBuf {
    program_in(1, name)
}

#[track_caller]
fn program_in(levels_up: usize, name: &str) -> PathBuf {
    let me = std::env::current_exe().expect("a program knows its own path");
    let program = me.ancestors().nth(levels_up).expect("it lies in the target folder").join(name);
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
