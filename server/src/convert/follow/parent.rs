//! Starts the worker for one mesh, hears what it found, and ends it when its time is over.

use std::{
    fs::{self, File},
    io,
    path::Path,
};

use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, BufReader},
    process::Child,
    time::timeout,
};

use super::{Followed, Sought, worker::FOLLOW_COMMAND};
use crate::convert::limits;
use crate::convert::parent::{ConvertError, child_command, log};

/// Finds each of `sought` again on the collision mesh `mesh`, in a child process of the program `exe`, which must answer to the
/// subcommand `follow-worker`. As many answers as questions, in order.
///
/// # Errors
/// When the child cannot run, or does not answer in its time.
pub async fn follow_in_child(exe: &Path, mesh: &Path, sought: &[Sought]) -> Result<Vec<Followed>, ConvertError> {
    let folder = tempfile::tempdir()?;
    let list = folder.path().join("sought.json");
    fs::write(&list, serde_json::to_vec(sought).map_err(io::Error::from)?)?;
    let input = File::open(mesh)?;
    let limit = limits::wall_time(input.metadata()?.len());
    let mut child = child_command(exe, FOLLOW_COMMAND, input).arg("--sought").arg(&list).spawn()?;
    let heard = timeout(limit, listen(&mut child, sought.len())).await;
    let Ok(heard) = heard else {
        child.kill().await?;
        return Err(io::Error::from(io::ErrorKind::TimedOut).into());
    };
    let (found, log) = heard?;
    let status = child.wait().await?;
    if status.success() && found.len() == sought.len() { Ok(found) } else { Err(ConvertError::Worker { status, log }) }
}

async fn listen(child: &mut Child, most: usize) -> io::Result<(Vec<Followed>, String)> {
    let stdout = child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
    let stderr = child.stderr.take().ok_or(io::ErrorKind::BrokenPipe)?;
    let (found, log) = tokio::join!(lines(stdout, most), log(stderr));
    Ok((found?, log?))
}

async fn lines(stdout: impl AsyncRead + Unpin, most: usize) -> io::Result<Vec<Followed>> {
    let mut reader = BufReader::new(stdout);
    let mut found = Vec::new();
    while found.len() < most {
        let mut line = Vec::new();
        if (&mut reader).take(limits::LINE_MAX_BYTES).read_until(b'\n', &mut line).await? == 0 {
            break;
        }
        found.push(serde_json::from_slice(&line)?);
    }
    Ok(found)
}
