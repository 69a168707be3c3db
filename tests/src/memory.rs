//! How much memory the children of a process took at most: for stories about limits.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

/// Watches from its creation until [`Watch::peak_bytes`].
pub struct Watch {
    over: Arc<AtomicBool>,
    watcher: JoinHandle<u64>,
}

/// Between two looks: the kernel keeps the peak of each process, so only one that is born and dies
/// within this time is missed, and it cannot fill much.
const BETWEEN_LOOKS: Duration = Duration::from_millis(3);

impl Watch {
    /// Watches the children of a process, and theirs.
    pub fn of_children(pid: u32) -> Self {
        let over = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&over);
        let watcher = std::thread::spawn(move || {
            let mut peak_kb = 0;
            while !told.load(Ordering::Relaxed) {
                let peaks = descendants(pid).into_iter().filter_map(peak_of);
                peak_kb = peaks.fold(peak_kb, u64::max);
                std::thread::sleep(BETWEEN_LOOKS);
            }
            peak_kb * 1024
        });
        Self { over, watcher }
    }

    /// The most that one of them had in memory at once. 0 when there was none.
    pub fn peak_bytes(self) -> u64 {
        self.over.store(true, Ordering::Relaxed);
        self.watcher.join().expect("the watcher only reads /proc")
    }
}

fn descendants(pid: u32) -> BTreeSet<u32> {
    let mut children: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for entry in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Some(child) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else {
            continue;
        };
        if let Some(parent) = parent_of(child) {
            children.entry(parent).or_default().push(child);
        }
    }
    let mut found = BTreeSet::new();
    let mut ahead = vec![pid];
    while let Some(parent) = ahead.pop() {
        for child in children.remove(&parent).unwrap_or_default() {
            found.insert(child);
            ahead.push(child);
        }
    }
    found
}

/// The fourth field of `stat`; the second one is a name in brackets that may hold anything.
fn parent_of(pid: u32) -> Option<u32> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    stat.rsplit(')').next()?.split_whitespace().nth(1)?.parse().ok()
}

/// The peak resident size in kB.
fn peak_of(pid: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use std::process::{Command, Stdio};

    use super::*;

    #[test]
    fn a_childs_memory_is_seen() {
        let watch = Watch::of_children(std::process::id());
        // A shell that keeps 40 MB in a variable.
        let script = "x=$(head -c 40000000 /dev/zero | tr '\\0' a); echo ${#x}; read -r line";
        let mut child =
            Command::new("sh").args(["-c", script]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut said = [0; 8];
        std::io::Read::read_exact(child.stdout.as_mut().unwrap(), &mut said).unwrap();
        drop(child.stdin.take());
        child.wait().unwrap();
        let peak = watch.peak_bytes();
        assert!((40_000_000..400_000_000).contains(&peak), "{peak}");
    }
}
