//! The real server: its own process on a free port, on either database, and its command line.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Output, Stdio};

use belvedere_domain::exhibit::Manifest;
use belvedere_domain::id::ConsultationId;
use belvedere_domain::report::Report;
use belvedere_domain::role::Role;
use tempfile::TempDir;

use crate::api::Api;
use crate::postgres::Cluster;
use crate::process::Process;
use crate::programs::{checkout, program};
use crate::yard;

/// A data folder with its database, and the server on it when it runs.
pub struct Server {
    running: Option<Process>,
    address: String,
    database_url: Option<String>,
    starts: u32,
    folder: TempDir,
}

impl Server {
    /// A new data folder with an embedded SQLite database. Nothing runs yet.
    pub fn on_sqlite() -> Self {
        Self::new(None)
    }

    /// A new data folder and a new database of the cluster. Nothing runs yet.
    #[track_caller]
    pub fn on_postgres(cluster: &Cluster) -> Self {
        Self::new(Some(cluster.database()))
    }

    fn new(database_url: Option<String>) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        // Port 0 takes a free one; a restart keeps it, so that kiosks find the server again.
        Self { running: None, address: "127.0.0.1:0".to_owned(), database_url, starts: 0, folder }
    }

    /// Loads the [yard], publishes its exhibit and starts.
    #[track_caller]
    pub fn open_yard(&mut self) {
        let yard = self.folder.path().join("yard");
        std::fs::create_dir(&yard).expect("the folder is ours");
        yard::write(&yard);
        self.run(["demo-data".as_ref(), "--from".as_ref(), yard.as_os_str()]);
        self.start();
    }

    /// Starts the server and waits until it listens.
    ///
    /// # Panics
    /// When it does not.
    #[track_caller]
    pub fn start(&mut self) {
        self.starts += 1;
        let log = self.folder.path().join(format!("serve-{}.log", self.starts));
        let mut command = self.command(["serve", "--listen", &self.address]);
        let process = Process::start("the server", &mut command, &log);
        let (address, _) = process
            .wait_for("“listening on”", 0, |line| line.strip_prefix("listening on http://").map(str::to_owned));
        self.address = address;
        self.running = Some(process);
    }

    /// Ends it at this instant (SIGKILL).
    pub fn kill(&mut self) {
        self.running_mut().kill();
        self.running = None;
    }

    /// Asks it to end (SIGTERM) and gives its exit status.
    #[track_caller]
    pub fn terminate(&mut self) -> ExitStatus {
        let status = self.running_mut().terminate();
        self.running = None;
        status
    }

    /// Its process id.
    pub fn pid(&self) -> u32 {
        self.running.as_ref().expect("the server runs").pid()
    }

    /// Whether it still runs.
    pub fn is_up(&mut self) -> bool {
        self.running.as_mut().is_some_and(|process| process.ended().is_none())
    }

    /// Where it listens, such as `http://127.0.0.1:40123`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// A caller of its API and pages.
    pub fn api(&self) -> Api {
        Api::new(&self.url())
    }

    /// Its folder: files of a story may lie there too.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Its data folder.
    pub fn data_dir(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// What kiosks are told to show now.
    #[track_caller]
    pub fn manifest(&self) -> Manifest {
        let current = self.api().get("/api/v1/exhibits/current").expect(200).json();
        let revision = current["revision"].as_str().expect("the current exhibit has a revision");
        let manifest = self.api().get(&format!("/api/v1/exhibits/{revision}/manifest")).expect(200);
        Manifest::from_bytes(&manifest.body).expect("the manifest reads")
    }

    /// Writes the report of a consultation into a new folder and reads its data file.
    #[track_caller]
    pub fn report(&self, consultation: ConsultationId) -> (PathBuf, Report) {
        let out = tempfile::tempdir_in(self.folder.path()).expect("the folder is ours").keep();
        let id = consultation.to_string();
        self.run(["report".as_ref(), "--consultation".as_ref(), id.as_ref(), "--out".as_ref(), out.as_os_str()]);
        let data = std::fs::read(out.join("report.json")).expect("the report has a data file");
        (out, serde_json::from_slice(&data).expect("the report's data file reads"))
    }

    /// Adds a member of staff.
    #[track_caller]
    pub fn add_user(&self, email: &str, role: Role, territory: &str, password: &str) {
        let role = role.to_string();
        let mut command = self.command([
            "user",
            "add",
            "--email",
            email,
            "--role",
            &role,
            "--territory",
            territory,
            "--password-stdin",
        ]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the server's program starts");
        let mut stdin = child.stdin.take().expect("the standard input is a pipe");
        writeln!(stdin, "{password}").expect("the program reads its standard input");
        drop(stdin);
        succeeded(child.wait_with_output().expect("the program ends"), "user add");
    }

    /// Runs one of its commands to its end and gives what it said.
    ///
    /// # Panics
    /// When the command fails.
    #[track_caller]
    pub fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> String {
        let mut command = self.command(arguments);
        let output = command.output().expect("the server's program starts");
        succeeded(output, &format!("{command:?}"))
    }

    /// One of its commands, on this data, for the caller to run.
    pub fn command<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Command {
        let mut command = Command::new(program("belvedere-server"));
        command.args(arguments).arg("--data-dir").arg(self.data_dir()).current_dir(checkout());
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("BELVEDERE_") {
                command.env_remove(name);
            }
        }
        if let Some(url) = &self.database_url {
            command.args(["--database-url", url]);
        }
        command
    }

    #[track_caller]
    fn running_mut(&mut self) -> &mut Process {
        self.running.as_mut().expect("the server runs")
    }
}

/// The standard output of a command that must have succeeded.
#[track_caller]
fn succeeded(output: Output, what: &str) -> String {
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{what}: {}\n{said}{complained}", output.status);
    said
}
