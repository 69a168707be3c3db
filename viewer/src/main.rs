//! The program: reads the arguments, opens what they name, and runs the viewer. All else is in the library.

use std::process::ExitCode;

use belvedere_viewer::args::Args;
use belvedere_viewer::{start, tell};
use bevy::app::AppExit;
use clap::Parser;

/// The exit code of a viewer that cannot start.
const CANNOT_START: u8 = 2;

fn main() -> ExitCode {
    let args = Args::parse();
    let language = args.lang;
    match run(args) {
        Ok(AppExit::Success) => ExitCode::SUCCESS,
        Ok(AppExit::Error(code)) => ExitCode::from(code.get()),
        Err(error) => {
            eprintln!("belvedere-viewer: {}", error.sentence(language));
            ExitCode::from(CANNOT_START)
        }
    }
}

fn run(args: Args) -> Result<AppExit, start::StartError> {
    let options = args.window();
    let tells = args.tell;
    let start = start::prepare(args)?;
    start::find_display(|name| std::env::var_os(name))?;
    let mut app = belvedere_viewer::app(&options);
    start.put_into(&mut app)?;
    if tells {
        app.add_plugins(tell::plugin);
    }
    Ok(app.run())
}
