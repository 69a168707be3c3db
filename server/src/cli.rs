//! The command line: what can be asked, and who does it. No command's work is done here.

use std::path::PathBuf;
use std::process::ExitCode;

use belvedere_domain::id::{ConsultationId, Key, SceneId};
use belvedere_domain::language::Language;
use belvedere_domain::role::Role;
use clap::{Args, Parser, Subcommand};

use crate::commands;
use crate::commands::model_check::ModelCheckArgs;
use crate::commands::model_convert::ModelConvertArgs;
use crate::commands::read_as::ReadAsArgs;
use crate::config::{Config, Flags};
use crate::convert::{FollowArgs, WorkerArgs, follow_main, worker_main};

/// Belvédère's server: residents walk through a project and leave opinions, the authority reads the report.
///
/// Try it with `belvedere-server demo-data` and then `belvedere-server serve`.
///
/// Every setting comes from, in this order: a flag; an environment variable (BELVEDERE_LISTEN, BELVEDERE_DATA_DIR,
/// BELVEDERE_DATABASE_URL, …); the TOML file named by --config or BELVEDERE_CONFIG; the default.
#[derive(Debug, Parser)]
#[command(name = "belvedere-server", version, max_term_width = 100)]
pub struct Cli {
    #[command(flatten)]
    flags: Flags,
    #[command(subcommand)]
    command: Command,
}

/// What can be asked.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the pages and the API until Ctrl-C or SIGTERM.
    ///
    /// Prints one line, `listening on http://ADDRESS:PORT`, once it is ready; port 0 takes a free one. The log goes
    /// to the standard error. Put a reverse proxy with TLS before it when it is to be reached from outside.
    Serve(ServeArgs),
    /// Load the demo: a village, three models, 400 made-up opinions and one member of staff per role.
    ///
    /// A second run changes nothing and is quick. The demo's passwords are printed, are in the program's source, and
    /// are therefore no secret: never load the demo on a server that people reach.
    DemoData(DemoArgs),
    /// Members of staff.
    #[command(subcommand)]
    User(UserCommand),
    /// Models: check a file, convert it, import it.
    #[command(subcommand)]
    Model(ModelCommand),
    /// The exhibit that kiosks download.
    #[command(subcommand)]
    Exhibit(ExhibitCommand),
    /// Write the report of a consultation: a page, a PDF, and the data that every figure can be recomputed from.
    Report(ReportArgs),
    /// Write the whole data (database and files) into one file, while the server runs.
    ///
    /// The file can be restored into SQLite and PostgreSQL alike, whichever it came from. Keep it safe: it holds all
    /// opinions. Passwords and receipts are in it as hashes only.
    Backup {
        /// The file to write; it must not exist yet.
        file: PathBuf,
    },
    /// Restore a backup into an empty data folder and an empty database.
    ///
    /// The file is verified as a whole before anything is written: a damaged file changes nothing.
    Restore {
        /// The file that `backup` wrote.
        file: PathBuf,
    },
    /// Convert one model; started by the server itself, in a process of its own.
    #[command(hide = true)]
    ConvertWorker(WorkerArgs),
    /// Find anchors on one converted model; started by the server itself, in a process of its own.
    #[command(hide = true)]
    FollowWorker(FollowArgs),
}

/// See [`Command::Serve`].
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// The address and port to listen on [default: 127.0.0.1:8080].
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub listen: Option<String>,
    /// The limits of communes for the map of the placement page, as GeoJSON in longitude and latitude
    /// [default: communes.geojson in the data folder, if it is there].
    #[arg(long, value_name = "FILE")]
    pub communes: Option<PathBuf>,
}

/// See [`Command::DemoData`].
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// The folder that holds scene.json, consultation.json, opinions.json and the models.
    #[arg(long, value_name = "DIR", default_value = "assets/demo")]
    pub from: PathBuf,
}

/// Members of staff.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Add somebody, or give somebody who is there a role in one more territory.
    ///
    /// The password is asked for on the terminal, or read from the standard input's first line with --password-stdin.
    /// It is never an argument: other users of the machine could read it there.
    Add(UserAddArgs),
}

/// See [`UserCommand::Add`].
#[derive(Debug, Args)]
pub struct UserAddArgs {
    /// Their e-mail address, by which they log in.
    #[arg(long)]
    pub email: String,
    /// mediator, planner, moderator, official or administrator.
    #[arg(long)]
    pub role: Role,
    /// The id of the territory, or its name; it is created by that name when it is not there yet.
    #[arg(long)]
    pub territory: String,
    /// Read the password from the first line of the standard input.
    #[arg(long)]
    pub password_stdin: bool,
}

/// Models.
#[derive(Debug, Subcommand)]
pub enum ModelCommand {
    /// Say whether a file can be shown, and if not, why and what to do about it. Nothing is stored.
    ///
    /// Exit status: 0 the model is fine; 1 it can be used, and something is to be checked; 2 it is refused; 3 the check
    /// itself could not be made.
    Check(ModelCheckArgs),
    /// Convert a file into a folder: visual.glb, collision.glb, plan.png, and findings.json. No server is needed.
    ///
    /// Exit status as `check`.
    Convert(ModelConvertArgs),
    /// Store a model as received, convert it, and make it the current one of a variant.
    ///
    /// Kiosks see it once the exhibit is published. A refused model is kept with its findings. Exit status as `check`.
    Import(ModelImportArgs),
}

/// See [`ModelCommand::Import`].
#[derive(Debug, Args)]
pub struct ModelImportArgs {
    /// A GLB, or a ZIP with one .gltf and its files.
    pub file: PathBuf,
    /// The scene's id.
    #[arg(long)]
    pub scene: SceneId,
    /// The key of the variant that the model shows, such as `existing`.
    #[arg(long)]
    pub variant: Key,
    /// Take the placement that the model's real-world coordinates propose as the scene's. Earlier placements are kept.
    #[arg(long)]
    pub place: bool,
    #[command(flatten)]
    pub read_as: ReadAsArgs,
    /// The language of the sentences: fr or en.
    #[arg(long, default_value = "fr")]
    pub lang: Language,
}

/// The exhibit.
#[derive(Debug, Subcommand)]
pub enum ExhibitCommand {
    /// Make the immutable package that kiosks download out of the scene, its texts and its models as they are now.
    ///
    /// Prints its revision. With nothing changed since the last time, it is the same revision. Where a model is another than
    /// before, the places of opinions are followed to it, and those that moved or are orphaned are printed.
    Publish {
        /// The scene's id.
        #[arg(long)]
        scene: SceneId,
        /// The language of the table: fr or en.
        #[arg(long, default_value = "fr")]
        lang: Language,
    },
    /// Print what became of the places of opinions on the models that were published since they were given.
    ///
    /// Opinions that came late from a kiosk with an older exhibit are followed to the current one first.
    Anchors {
        /// The scene's id.
        #[arg(long)]
        scene: SceneId,
        /// The language of the table: fr or en.
        #[arg(long, default_value = "fr")]
        lang: Language,
    },
}

/// See [`Command::Report`].
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct ReportArgs {
    /// Something else than writing the live report.
    #[command(subcommand)]
    pub command: Option<ReportCommand>,
    /// The consultation's id.
    #[arg(long)]
    pub consultation: Option<ConsultationId>,
    /// The demo's consultation.
    #[arg(long, conflicts_with = "consultation")]
    pub demo: bool,
    /// The folder to write into; made when it is not there.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// The language of the page and the PDF: fr or en.
    #[arg(long, default_value = "fr")]
    pub lang: Language,
}

/// See [`ReportArgs::command`].
#[derive(Debug, Subcommand)]
pub enum ReportCommand {
    /// Freeze the report as it is now: its PDF and data file are kept for good, under the next number.
    Freeze {
        /// The consultation's id.
        #[arg(long)]
        consultation: ConsultationId,
        /// The language of the PDF: fr or en.
        #[arg(long, default_value = "fr")]
        lang: Language,
    },
    /// Count the opinions of a data file again and compare with its figures; prints the file's hash.
    ///
    /// Exit status: 0 every figure is that of the opinions; 1 it is not.
    Verify {
        /// The report.json of a report.
        file: PathBuf,
    },
}

/// Reads the arguments, does what they ask, and says what went wrong on the standard error.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("belvedere-server: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(mut cli: Cli) -> Result<ExitCode, commands::Failure> {
    // Before any thread is started: the workers shut themselves in.
    match &cli.command {
        Command::ConvertWorker(args) => return Ok(worker_main(args)),
        Command::FollowWorker(args) => return Ok(follow_main(args)),
        _ => {}
    }
    if let Command::Serve(args) = &mut cli.command {
        cli.flags.listen = args.listen.take();
        cli.flags.communes = args.communes.take();
    }
    let config = Config::load(&cli.flags)?;
    commands::start_log(&config.log)?;
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(dispatch(config, cli.command))
}

async fn dispatch(config: Config, command: Command) -> Result<ExitCode, commands::Failure> {
    match command {
        Command::Serve(_) => commands::serve::run(config).await,
        Command::DemoData(args) => commands::demo::run(config, &args).await,
        Command::User(UserCommand::Add(args)) => commands::user::add(config, &args).await,
        Command::Model(ModelCommand::Check(args)) => Ok(commands::model_check::run(args).await),
        Command::Model(ModelCommand::Convert(args)) => Ok(commands::model_convert::run(args).await),
        Command::Model(ModelCommand::Import(args)) => commands::model::import(config, &args).await,
        Command::Exhibit(ExhibitCommand::Publish { scene, lang }) => {
            commands::exhibit::publish(config, scene, lang).await
        }
        Command::Exhibit(ExhibitCommand::Anchors { scene, lang }) => {
            commands::exhibit::anchors(config, scene, lang).await
        }
        Command::Report(args) => commands::report::run(config, &args).await,
        Command::Backup { file } => commands::backup::backup(config, &file).await,
        Command::Restore { file } => commands::backup::restore(config, &file).await,
        // Done in `run`, before there was a thread.
        Command::ConvertWorker(args) => Ok(worker_main(&args)),
        Command::FollowWorker(args) => Ok(follow_main(&args)),
    }
}
