//! Child processes that end with their owner, whose lines can be waited for, and whose output is
//! shown when a story fails.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::wait::{self, PATIENCE};

/// A running program. Dropping it kills it and, in a failing story, prints its output.
pub struct Process {
    name: String,
    child: Child,
    log: PathBuf,
    output: Arc<Output>,
}

/// The lines of the standard output so far, shared with the thread that reads them.
#[derive(Default)]
struct Output {
    lines: Mutex<Lines>,
    changed: Condvar,
}

#[derive(Default)]
struct Lines {
    all: Vec<String>,
    ended: bool,
}

impl Process {
    /// Starts the program. Both of its outputs go to the file `log`; the standard input is a pipe.
    ///
    /// # Panics
    /// When it cannot be started.
    #[track_caller]
    pub fn start(name: &str, command: &mut Command, log: &Path) -> Self {
        let file = File::create(log).unwrap_or_else(|e| panic!("{}: {e}", log.display()));
        let errors = file.try_clone().expect("a log file can be opened twice");
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(errors)
            .spawn()
            .unwrap_or_else(|e| panic!("{name} ({:?}) does not start: {e}", command.get_program()));
        let output = Arc::<Output>::default();
        let stdout = child.stdout.take().expect("the standard output is a pipe");
        let reader = Arc::clone(&output);
        std::thread::spawn(move || reader.read(BufReader::new(stdout), file));
        Self { name: name.to_owned(), child, log: log.to_owned(), output }
    }

    /// The process id.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// The pipe to its standard input; once.
    pub fn take_stdin(&mut self) -> Option<ChildStdin> {
        self.child.stdin.take()
    }

    /// Waits for a line of the standard output for which `pick` has an answer, starting with line
    /// number `from`; gives the answer and the number of the line after it.
    ///
    /// # Panics
    /// When the program ends or [`PATIENCE`] is over before.
    #[track_caller]
    pub fn wait_for<T>(&self, what: &str, from: usize, pick: impl FnMut(&str) -> Option<T>) -> (T, usize) {
        self.output.wait_for(from, PATIENCE, pick).unwrap_or_else(|ended| {
            let reason = if ended { "ended" } else { "went on" };
            panic!("{} {reason} without saying {what}", self.name)
        })
    }

    /// How many lines the program has written so far.
    pub fn line_count(&self) -> usize {
        self.output.lock().all.len()
    }

    /// The lines written so far, from number `from` on.
    pub fn lines_from(&self, from: usize) -> Vec<String> {
        self.output.lock().all.get(from..).unwrap_or_default().to_vec()
    }

    /// Ends the program at this instant, as a power cut would (SIGKILL).
    pub fn kill(&mut self) {
        // Fails only when it has ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Asks the program to end (SIGTERM) and waits until it has.
    ///
    /// # Panics
    /// When it does not end.
    #[track_caller]
    pub fn terminate(&mut self) -> ExitStatus {
        self.signal("TERM");
        self.wait_for_end()
    }

    /// Sends a signal by its name.
    pub fn signal(&self, signal: &str) {
        // The shell's own kill: the standard library has SIGKILL only.
        let sent = Command::new("sh").args(["-c", &format!("kill -{signal} {}", self.pid())]).status();
        assert!(sent.is_ok(), "no shell to send SIG{signal} with");
    }

    /// Waits until the program ends by itself.
    ///
    /// # Panics
    /// When it does not end.
    #[track_caller]
    pub fn wait_for_end(&mut self) -> ExitStatus {
        let name = self.name.clone();
        wait::until(&format!("the end of {name}"), || self.ended())
    }

    /// Its exit status, if it has ended.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().expect("a child can be waited for")
    }

    /// The end of both outputs, for messages.
    pub fn log_tail(&self) -> String {
        let text = std::fs::read(&self.log).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(60)..].join("\n")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
        if std::thread::panicking() {
            eprintln!("--- the end of {}'s output ({}):\n{}\n---", self.name, self.log.display(), self.log_tail());
        }
    }
}

impl Output {
    fn read(&self, stdout: impl BufRead, mut log: File) {
        for line in stdout.split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line).into_owned();
            // A full disk must not stop the reading: the program would block on its pipe.
            let _ = writeln!(log, "{line}");
            self.lock().all.push(line);
            self.changed.notify_all();
        }
        self.lock().ended = true;
        self.changed.notify_all();
    }

    /// The error says whether the output has ended.
    fn wait_for<T>(
        &self,
        from: usize,
        patience: Duration,
        mut pick: impl FnMut(&str) -> Option<T>,
    ) -> Result<(T, usize), bool> {
        let deadline = Instant::now() + patience;
        let mut next = from;
        let mut lines = self.lock();
        loop {
            while let Some(line) = lines.all.get(next) {
                next += 1;
                if let Some(answer) = pick(line) {
                    return Ok((answer, next));
                }
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if lines.ended || left.is_zero() {
                return Err(lines.ended);
            }
            lines = self.changed.wait_timeout(lines, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Lines> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Runs a short command to its end and gives its standard output.
///
/// # Panics
/// When it fails, with what it said.
#[track_caller]
pub fn run(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|e| panic!("{command:?} does not start: {e}"));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{command:?}: {}\n{said}{}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str, folder: &tempfile::TempDir) -> Process {
        Process::start("a shell", Command::new("sh").args(["-c", script]), &folder.path().join("log"))
    }

    #[test]
    fn a_line_is_waited_for_and_later_ones_are_read_from_there() {
        let folder = tempfile::tempdir().unwrap();
        let process = shell("echo one; echo two; echo oops >&2; exec cat", &folder);
        let (length, next) = process.wait_for("two", 0, |line| (line == "two").then_some(line.len()));
        assert_eq!((length, next), (3, 2));
        assert_eq!(process.lines_from(0), ["one", "two"]);
        wait::until("both outputs in the log", || {
            let log = process.log_tail();
            (log.contains("two") && log.contains("oops")).then_some(())
        });
    }

    #[test]
    #[should_panic(expected = "ended without saying three")]
    fn a_program_that_ends_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        shell("echo one", &folder).wait_for("three", 0, |line| (line == "three").then_some(()));
    }

    #[test]
    fn a_dropped_program_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let process = shell("echo up; exec sleep 1000", &folder);
        process.wait_for("up", 0, |line| (line == "up").then_some(()));
        let pid = process.pid();
        drop(process);
        assert!(!Path::new(&format!("/proc/{pid}")).exists());
    }

    #[test]
    fn a_program_that_is_asked_to_end_does() {
        let folder = tempfile::tempdir().unwrap();
        let mut process = shell("trap 'exit 7' TERM; echo up; while :; do read -r line || sleep 0.01; done", &folder);
        process.wait_for("up", 0, |line| (line == "up").then_some(()));
        assert_eq!(process.terminate().code(), Some(7));
    }
}
