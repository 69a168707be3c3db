//! Starts the worker for one file, listens to it, and ends it when its time is over. Whatever the worker says is data from
//! a process that may have been taken over: lines are bounded, and nothing but the expected files is used.

use std::{
    fs::File,
    io,
    os::unix::process::ExitStatusExt,
    path::{Path, PathBuf},
    process::{ExitStatus, Stdio},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, BufReader},
    process::{Child, Command},
    time::timeout,
};

use super::{
    finding::Finding,
    frame::Said,
    light::Sun,
    limits::{self, Bounds},
    outcome::{Line, Outcome, Stage},
    read::package,
    worker::WORKER_COMMAND,
};

/// One conversion to do.
pub struct Request<P> {
    /// The file as it was uploaded.
    pub input: PathBuf,
    /// A folder that exists, for the files.
    pub out_dir: PathBuf,
    /// What is known of the file's unit, axis and place.
    pub said: Said,
    /// Where the sun stands in the baked light.
    pub sun: Sun,
    /// Hears how far it is (0 to 100).
    pub progress: P,
}

/// The conversion could not be done, for a reason that is not in the file.
#[derive(Debug, thiserror::Error)]
pub enum ConvertError {
    /// The file cannot be opened, or the child cannot be started or heard.
    #[error("the conversion cannot run: {0}")]
    Io(#[from] io::Error),
    /// The child could not shut itself in, or ended without a word.
    #[error("the conversion ended early ({status}): {log}")]
    Worker {
        /// How it ended.
        status: ExitStatus,
        /// The end of what it wrote to its standard error.
        log: String,
    },
}

/// Converts `request.input` in a child process of the program `exe`, which must answer to the subcommand `convert-worker`.
///
/// # Errors
/// Only when the conversion itself cannot run. A file that is broken, hostile or too large is an `Outcome::Refused`.
pub async fn convert_in_child<P: FnMut(u8, Stage)>(exe: &Path, request: Request<P>) -> Result<Outcome, ConvertError> {
    let input_bytes = std::fs::metadata(&request.input)?.len();
    convert_in_child_within(exe, request, Bounds::of_input(input_bytes)).await
}

/// The same within other bounds than those of the file's size.
///
/// # Errors
/// As [`convert_in_child`].
pub async fn convert_in_child_within<P: FnMut(u8, Stage)>(
    exe: &Path,
    mut request: Request<P>,
    bounds: Bounds,
) -> Result<Outcome, ConvertError> {
    let input = File::open(&request.input)?;
    let input_bytes = input.metadata()?.len();
    if let Err(finding) = package::check_size(input_bytes) {
        return Ok(Outcome::Refused(vec![finding]));
    }
    let mut child = command(exe, &request, input, bounds)?.spawn()?;
    let Ok(heard) = timeout(bounds.wall, listen(&mut child, &mut request.progress)).await else {
        child.kill().await?;
        return Ok(refused(Finding::error("worker-time").with("limit_s", bounds.wall.as_secs())));
    };
    let (outcome, log, status) = heard?;
    if !log.is_empty() {
        tracing::warn!(%status, log, "conversion worker");
    }
    match outcome {
        Some(outcome) if status.success() => Ok(outcome),
        _ => ended(status, log, bounds),
    }
}

fn command<P>(exe: &Path, request: &Request<P>, input: File, bounds: Bounds) -> io::Result<Command> {
    let mut command = child_command(exe, WORKER_COMMAND, input);
    command.arg("--out-dir").arg(request.out_dir.canonicalize()?);
    command.arg(format!("--memory-bytes={}", bounds.memory_bytes));
    command.arg(format!("--processor-s={}", bounds.processor.as_secs()));
    let Said { scale, up_axis, placement } = &request.said;
    command.args(scale.map(|scale| format!("--scale={scale}")));
    command.args(up_axis.map(|axis| format!("--up-axis={axis}")));
    if let Some(placement) = placement {
        command.arg(format!("--placement={}", serde_json::to_string(placement)?));
    }
    command.arg(format!("--sun-azimuth-deg={}", request.sun.azimuth_deg));
    command.arg(format!("--sun-elevation-deg={}", request.sun.elevation_deg));
    Ok(command)
}

/// The subcommand `name` of the program `exe` as a child that reads `input`, and that is heard and ends with its parent.
pub(super) fn child_command(exe: &Path, name: &str, input: File) -> Command {
    let mut command = Command::new(exe);
    command.arg(name);
    // No secret of the server's environment reaches the child. One arena: others would each reserve 64 MiB of its memory limit.
    command.env_clear().env("MALLOC_ARENA_MAX", "1").current_dir("/");
    command.stdin(Stdio::from(input)).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    command
}

/// Reads all that the child says, and waits for its end: one that only falls silent is no end. The outcome, the end of its log,
/// and how it ended.
async fn listen(
    child: &mut Child,
    progress: &mut impl FnMut(u8, Stage),
) -> io::Result<(Option<Outcome>, String, ExitStatus)> {
    let stdout = child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
    let stderr = child.stderr.take().ok_or(io::ErrorKind::BrokenPipe)?;
    let (outcome, log) = tokio::join!(lines(stdout, progress), log(stderr));
    Ok((outcome?, log?, child.wait().await?))
}

async fn lines(stdout: impl AsyncRead + Unpin, progress: &mut impl FnMut(u8, Stage)) -> io::Result<Option<Outcome>> {
    let mut reader = BufReader::new(stdout);
    let mut outcome = None;
    loop {
        let mut line = Vec::new();
        let read = (&mut reader).take(limits::LINE_MAX_BYTES).read_until(b'\n', &mut line).await?;
        if read == 0 {
            return Ok(outcome);
        }
        match serde_json::from_slice(&line)? {
            Line::Contained(containment) => tracing::debug!(?containment, "conversion worker"),
            Line::Progress { percent, stage } => progress(percent.min(100), stage),
            Line::Outcome(one) => outcome = Some(one),
        }
    }
}

/// The last 4 KiB of what the child writes to its standard error.
pub(super) async fn log(mut stderr: impl AsyncRead + Unpin) -> io::Result<String> {
    let (mut kept, mut piece) = (Vec::new(), [0; 1024]);
    loop {
        let read = stderr.read(&mut piece).await?;
        if read == 0 {
            return Ok(String::from_utf8_lossy(&kept).trim().to_owned());
        }
        kept.extend_from_slice(&piece[..read]);
        let surplus = kept.len().saturating_sub(4_096);
        kept.drain(..surplus);
    }
}

/// What a child that ended without an outcome ran into.
fn ended(status: ExitStatus, log: String, bounds: Bounds) -> Result<Outcome, ConvertError> {
    // Rust's words, and those of the encoder of textures.
    let words = ["memory allocation of", "bad_alloc", "alloc() failed"];
    let out_of_memory = words.iter().any(|words| log.contains(words));
    let finding = match status.signal() {
        _ if out_of_memory => Finding::error("worker-memory").with("limit_mb", bounds.memory_bytes >> 20),
        Some(libc::SIGXCPU) => Finding::error("worker-time").with("limit_s", bounds.processor.as_secs()),
        Some(libc::SIGXFSZ) => Finding::error("worker-output").with("limit_mb", limits::OUTPUT_MAX_BYTES >> 20),
        Some(_) => Finding::error("worker-crashed"),
        // A panic in the worker: a fault of ours, met by this file only. The log has the cause.
        None if status.code() == Some(101) => Finding::error("worker-crashed"),
        None => return Err(ConvertError::Worker { status, log }),
    };
    Ok(refused(finding))
}

fn refused(finding: Finding) -> Outcome {
    Outcome::Refused(vec![finding])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(status: i32, log: &str) -> String {
        match ended(ExitStatus::from_raw(status), log.to_owned(), Bounds::of_input(0)).expect("a refusal") {
            Outcome::Refused(findings) => findings[0].code.clone(),
            Outcome::Accepted(_) => "accepted".to_owned(),
        }
    }

    #[test]
    fn each_end_has_its_reason() {
        assert_eq!(code(libc::SIGABRT, "memory allocation of 12 bytes failed"), "worker-memory");
        assert_eq!(code(libc::SIGABRT, "vector: realloc() failed allocating 12 bytes"), "worker-memory");
        assert_eq!(code(libc::SIGXCPU, ""), "worker-time");
        assert_eq!(code(libc::SIGXFSZ, ""), "worker-output");
        assert_eq!(code(libc::SIGSEGV, ""), "worker-crashed");
        assert_eq!(code(101 << 8, "thread main panicked"), "worker-crashed");
        assert!(
            ended(ExitStatus::from_raw(1 << 8), String::new(), Bounds::of_input(0)).is_err(),
            "not the file's fault"
        );
    }

    #[tokio::test]
    async fn a_log_is_kept_by_its_end() {
        let long = "x".repeat(10_000) + "end";
        let kept = log(long.as_bytes()).await.expect("read");
        assert!(kept.len() == 4_096 && kept.ends_with("end"));
    }
}
