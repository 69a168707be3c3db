//! The program `belvedere-server`: reads the command line and hands over to the library.

use std::process::ExitCode;

use belvedere_server::{
    commands::model_check::{self, ModelCheckArgs},
    convert::{WorkerArgs, worker_main},
};
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Reads one upload from the standard input, shut in. Started by the server only.
    #[command(name = "convert-worker", hide = true)]
    ConvertWorker(WorkerArgs),
    /// Work on models.
    #[command(subcommand)]
    Model(Model),
}

#[derive(Subcommand)]
enum Model {
    Check(ModelCheckArgs),
}

fn main() -> ExitCode {
    match Cli::parse().command {
        // Before any thread is started: the worker shuts itself in.
        Command::ConvertWorker(args) => worker_main(&args),
        Command::Model(Model::Check(args)) => match tokio::runtime::Runtime::new() {
            Ok(runtime) => runtime.block_on(model_check::run(args)),
            Err(error) => {
                eprintln!("{error}");
                ExitCode::from(3)
            }
        },
    }
}
