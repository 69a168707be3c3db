//! A PostgreSQL of the tests' own: made by the machine's `initdb`, reached by a socket in a
//! temporary folder, gone with its owner. It touches no other cluster and opens no port.

use std::ffi::OsString;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use tempfile::TempDir;

use crate::process::{Process, run};

/// A running cluster. Dropping it stops it and removes its folder.
pub struct Cluster {
    tools: Tools,
    databases: AtomicU32,
    // Dropped in this order: first the server, then its folder.
    server: Process,
    folder: TempDir,
}

/// The programs of one PostgreSQL version, and whom they run as.
struct Tools {
    folder: PathBuf,
    /// PostgreSQL refuses to run as root: then user and group to run as.
    unprivileged: Option<(u32, u32)>,
}

impl Cluster {
    /// Makes and starts a cluster. None where the machine has no PostgreSQL, which is said on the
    /// standard error and is a failure in CI.
    ///
    /// # Panics
    /// When PostgreSQL is there and does not start, or is not there and `CI=true`.
    #[track_caller]
    pub fn start() -> Option<Self> {
        let Some(tools) = Tools::find() else {
            assert!(!in_ci(), "PostgreSQL is not installed: apt-get install postgresql");
            eprintln!("SKIPPED on PostgreSQL: it is not installed (apt-get install postgresql)");
            return None;
        };
        // Under /tmp whatever TMPDIR says: a socket's path has at most 107 bytes.
        let folder = tempfile::Builder::new().prefix("belvedere-pg-").tempdir_in("/tmp");
        let folder = folder.expect("/tmp can be written");
        tools.hand_over(folder.path());
        let data = folder.path().join("data");
        run(tools
            .command("initdb", folder.path())
            .args(["--auth=trust", "--username=belvedere", "--encoding=UTF8", "--locale=C", "--no-sync"])
            .arg("--pgdata")
            .arg(&data));
        let mut postgres = tools.command("postgres", folder.path());
        postgres.arg("-D").arg(&data).arg("-k").arg(folder.path());
        // Its promises on disk are not what our stories test: our programs are killed, it is not.
        postgres.args(["-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=200"]);
        let log = folder.path().join("postgres.log");
        let mut cluster = Self {
            server: Process::start("PostgreSQL", &mut postgres, &log),
            tools,
            databases: AtomicU32::new(0),
            folder,
        };
        cluster.wait_until_ready();
        Some(cluster)
    }

    /// Makes a new, empty database and gives its URL.
    #[track_caller]
    pub fn database(&self) -> String {
        let name = format!("story{}", self.databases.fetch_add(1, Ordering::Relaxed));
        run(self.client("createdb").arg(&name));
        let socket = self.folder.path().to_str().expect("the folder's name is plain");
        format!("postgres://belvedere@localhost/{name}?host={}", socket.replace('/', "%2F"))
    }

    fn wait_until_ready(&mut self) {
        crate::wait::until("PostgreSQL ready", || {
            let ended = self.server.ended();
            assert!(ended.is_none(), "PostgreSQL ended: {ended:?}\n{}", self.server.log_tail());
            let ready = self.client("pg_isready").args(["--quiet", "--dbname=postgres"]).status();
            ready.is_ok_and(|status| status.success()).then_some(())
        });
    }

    fn client(&self, tool: &str) -> Command {
        let mut command = self.tools.command(tool, self.folder.path());
        command.args(["--username=belvedere", "--host"]).arg(self.folder.path());
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // Immediate shutdown: its own children leave too, which a SIGKILL does not promise.
        self.server.signal("QUIT");
        self.server.wait_for_end();
    }
}

impl Tools {
    /// The newest version of Debian's folders, else what is on the path.
    fn find() -> Option<Self> {
        let mut folders: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
            .map(|versions| versions.flatten().map(|version| version.path().join("bin")).collect())
            .unwrap_or_default();
        folders.sort_by_key(|folder| std::cmp::Reverse(version_of(folder)));
        folders.extend(std::env::split_paths(&path()));
        let complete = |folder: &PathBuf| {
            ["initdb", "postgres", "createdb", "pg_isready"].iter().all(|tool| folder.join(tool).is_file())
        };
        let folder = folders.into_iter().find(complete)?;
        Some(Self { folder, unprivileged: unprivileged() })
    }

    fn command(&self, tool: &str, working_folder: &Path) -> Command {
        let mut command = Command::new(self.folder.join(tool));
        // Variables such as PGHOST or PGPORT would lead elsewhere.
        command.env_clear().env("PATH", path()).env("LC_ALL", "C").current_dir(working_folder);
        if let Some((user, group)) = self.unprivileged {
            command.gid(group).uid(user);
        }
        command
    }

    fn hand_over(&self, folder: &Path) {
        if let Some((user, group)) = self.unprivileged {
            chown(folder, Some(user), Some(group)).expect("root may give a folder away");
        }
        let open = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(folder, open).expect("the folder is ours");
    }
}

fn version_of(bin_folder: &Path) -> u32 {
    let version = bin_folder.parent().and_then(Path::file_name).and_then(|name| name.to_str());
    version.and_then(|version| version.parse().ok()).unwrap_or(0)
}

fn path() -> OsString {
    std::env::var_os("PATH").unwrap_or_default()
}

fn in_ci() -> bool {
    std::env::var_os("CI").is_some_and(|ci| ci == "true")
}

/// User and group to run as when we are root: PostgreSQL's own, or nobody.
fn unprivileged() -> Option<(u32, u32)> {
    let ours = std::fs::metadata("/proc/self").expect("/proc is mounted").uid();
    let users = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let ids_of = |name: &str| {
        let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
        let mut ids = line.split(':').skip(2).map(str::parse);
        Some((ids.next()?.ok()?, ids.next()?.ok()?))
    };
    (ours == 0).then(|| ids_of("postgres").or_else(|| ids_of("nobody")).unwrap_or((65534, 65534)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_database_is_new_and_the_cluster_leaves_nothing() {
        let Some(cluster) = Cluster::start() else {
            return;
        };
        let (first, second) = (cluster.database(), cluster.database());
        assert_ne!(first, second);
        let said = run(cluster.client("psql").args(["--dbname=story0", "-Atc", "select 6 * 7"]));
        assert_eq!(said.trim(), "42");
        let (folder, pid) = (cluster.folder.path().to_owned(), cluster.server.pid());
        drop(cluster);
        assert!(!folder.exists());
        assert!(!Path::new(&format!("/proc/{pid}")).exists());
    }
}
