//! The child process: it reads what is sought, shuts itself in, and only then reads the mesh from its standard input. It writes
//! one JSON line for each anchor, in order.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Read, Write},
    os::fd::AsFd,
    path::PathBuf,
    process::ExitCode,
};

use super::{Sought, surfaces::Surfaces};
use crate::convert::{limits::Bounds, sandbox, worker::exit_code};

/// The hidden subcommand that runs the worker.
pub const FOLLOW_COMMAND: &str = "follow-worker";

/// What the parent tells the worker.
#[derive(Clone, Debug, clap::Args)]
pub struct FollowArgs {
    /// A JSON list of what is sought.
    #[arg(long)]
    pub sought: PathBuf,
}

/// Runs the worker. To be called before any thread or runtime is started.
pub fn follow_main(args: &FollowArgs) -> ExitCode {
    exit_code(run(args))
}

fn run(args: &FollowArgs) -> io::Result<()> {
    let sought: Vec<Sought> = serde_json::from_slice(&fs::read(&args.sought)?)?;
    let mut input = File::from(io::stdin().as_fd().try_clone_to_owned()?);
    let length = input.metadata()?.len();
    sandbox::enter(Bounds::of_input(length))?;
    let mut mesh = Vec::with_capacity(length as usize + 64);
    input.read_to_end(&mut mesh)?;
    let mut surfaces = Surfaces::read(mesh).map_err(|findings| io::Error::other(format!("{findings:?}")))?;
    let mut out = BufWriter::new(io::stdout().lock());
    for one in &sought {
        serde_json::to_writer(&mut out, &surfaces.follow(one))?;
        out.write_all(b"\n")?;
    }
    out.flush()
}
