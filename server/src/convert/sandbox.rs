//! Shuts the worker in, before it reads a byte of what was uploaded: limits on memory, time and files, no new privileges, no
//! opening of files, no network, no new programs. What it needs is open by then; nothing else can be reached.
//!
//! Limits and the system-call filter are a condition: without them nothing is converted. Landlock is a second fence around
//! files where the kernel has it; the filter already refuses to open any. It works the same as root and as another user.

use std::{collections::BTreeMap, io};

use landlock::{ABI, Access, AccessFs, Ruleset, RulesetAttr, RulesetStatus};
use rustix::process::{Resource, Rlimit, setrlimit};
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
};
use serde::{Deserialize, Serialize};

use super::limits::{self, Bounds};

/// What holds the worker in, told to the parent for its log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Containment {
    /// The most address space (bytes).
    pub memory_bytes: u64,
    /// The most processor time (s).
    pub processor_s: u64,
    /// Whether the system-call filter is in force. Always true where a conversion runs.
    pub seccomp: bool,
    /// `full`, `partial` or `none`, as the kernel has it.
    pub landlock: String,
}

/// Shuts the calling process in: memory and processor time by `bounds`, the rest as for every child.
///
/// # Errors
/// When a limit or the filter cannot be set; the caller must then stop.
pub fn enter(bounds: Bounds) -> io::Result<Containment> {
    let memory_bytes = bounds.memory_bytes;
    let processor_s = bounds.processor.as_secs();
    let hard = [
        (Resource::As, memory_bytes),
        (Resource::Nofile, limits::OPEN_FILES_MAX),
        (Resource::Fsize, limits::OUTPUT_MAX_BYTES),
        (Resource::Core, 0),
    ];
    for (resource, most) in hard {
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })?;
    }
    // The signal at the soft limit tells the parent what happened; the hard one is for a worker that would not heed it.
    setrlimit(Resource::Cpu, Rlimit { current: Some(processor_s), maximum: Some(processor_s + 5) })?;
    rustix::thread::set_no_new_privs(true)?;
    let landlock = fence_files();
    for filter in [without_clone3()?, filter()?] {
        seccompiler::apply_filter_all_threads(&filter).map_err(io::Error::other)?;
    }
    Ok(Containment { memory_bytes, processor_s, seccomp: true, landlock: landlock.to_owned() })
}

/// Forbids every path, by a set of rules that allows none.
fn fence_files() -> &'static str {
    let fenced =
        Ruleset::default().handle_access(AccessFs::from_all(ABI::V5)).and_then(|rules| rules.create()?.restrict_self());
    match fenced.map(|status| status.ruleset) {
        Ok(RulesetStatus::FullyEnforced) => "full",
        Ok(RulesetStatus::PartiallyEnforced) => "partial",
        Ok(RulesetStatus::NotEnforced) | Err(_) => "none",
    }
}

/// Answers "not there" to clone3, whose flags a filter cannot see: the C library then falls back to clone.
fn without_clone3() -> io::Result<BpfProgram> {
    let rules = BTreeMap::from([(libc::SYS_clone3, Vec::new())]);
    compiled(rules, SeccompAction::Allow, SeccompAction::Errno(libc::ENOSYS as u32))
}

/// The system calls that computing, memory, threads and open files need. All others fail with "not permitted": sockets, new
/// programs, tracing, and the opening of any file.
fn filter() -> io::Result<BpfProgram> {
    let mut rules: BTreeMap<i64, Vec<SeccompRule>> = ALLOWED.iter().map(|&call| (call, Vec::new())).collect();
    rules.insert(libc::SYS_clone, vec![threads_only()?]);
    rules.insert(libc::SYS_clone3, Vec::new());
    compiled(rules, SeccompAction::Errno(libc::EPERM as u32), SeccompAction::Allow)
}

fn compiled(
    rules: BTreeMap<i64, Vec<SeccompRule>>,
    otherwise: SeccompAction,
    matched: SeccompAction,
) -> io::Result<BpfProgram> {
    let arch = std::env::consts::ARCH.try_into().map_err(io::Error::other)?;
    let filter = SeccompFilter::new(rules, otherwise, matched, arch).map_err(io::Error::other)?;
    filter.try_into().map_err(io::Error::other)
}

fn threads_only() -> io::Result<SeccompRule> {
    let thread = libc::CLONE_THREAD as u64;
    let flag = SeccompCondition::new(0, SeccompCmpArgLen::Qword, SeccompCmpOp::MaskedEq(thread), thread);
    SeccompRule::new(vec![flag.map_err(io::Error::other)?]).map_err(io::Error::other)
}

const ALLOWED: [i64; 41] = [
    libc::SYS_read,
    libc::SYS_readv,
    libc::SYS_pread64,
    libc::SYS_write,
    libc::SYS_writev,
    libc::SYS_pwrite64,
    libc::SYS_lseek,
    libc::SYS_close,
    libc::SYS_fstat,
    libc::SYS_ftruncate,
    libc::SYS_fsync,
    libc::SYS_fdatasync,
    libc::SYS_fcntl,
    libc::SYS_mmap,
    libc::SYS_munmap,
    libc::SYS_mremap,
    libc::SYS_mprotect,
    libc::SYS_madvise,
    libc::SYS_brk,
    libc::SYS_futex,
    libc::SYS_set_robust_list,
    libc::SYS_rseq,
    libc::SYS_sched_yield,
    libc::SYS_sched_getaffinity,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sigaltstack,
    libc::SYS_restart_syscall,
    libc::SYS_getpid,
    libc::SYS_gettid,
    libc::SYS_tgkill,
    libc::SYS_getrandom,
    libc::SYS_getrusage,
    libc::SYS_clock_gettime,
    libc::SYS_clock_nanosleep,
    libc::SYS_nanosleep,
    libc::SYS_gettimeofday,
    libc::SYS_exit,
    libc::SYS_exit_group,
    libc::SYS_set_tid_address,
];

#[cfg(test)]
mod tests {
    use std::{
        fs::{self, File},
        net::TcpStream,
        os::fd::{AsFd, AsRawFd},
        path::Path,
        process::Command,
    };

    use super::*;

    #[test]
    fn the_filters_compile_for_this_processor() {
        assert!(!without_clone3().expect("compiled").is_empty());
        assert!(filter().expect("compiled").len() > ALLOWED.len());
    }

    /// Names a file in the process that shuts itself in.
    const INSIDE: &str = "BELVEDERE_TEST_INSIDE";

    /// Runs itself in a second process, which shuts itself in and tries to get out.
    #[test]
    fn inside_there_is_no_file_no_network_no_program_and_no_more_memory() {
        if let Some(scratch) = std::env::var_os(INSIDE) {
            return try_to_get_out(Path::new(&scratch));
        }
        let me = std::env::current_exe().expect("this program");
        let name = "inside_there_is_no_file_no_network_no_program_and_no_more_memory";
        let scratch = tempfile::NamedTempFile::new().expect("a file");
        let mut command = Command::new(me);
        command.args([name, "--nocapture"]).env_clear().env(INSIDE, scratch.path());
        let output = command.output().expect("a second process");
        let said = String::from_utf8_lossy(&output.stdout);
        let wanted = "file no, written no, removed no, socket no, program no, memory no, descriptors 32, thread yes";
        assert!(said.contains(wanted), "{said}{}", String::from_utf8_lossy(&output.stderr));
    }

    fn try_to_get_out(scratch: &Path) {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        enter(Bounds::of_input(1_000)).expect("shut in");
        let word = |possible: bool| if possible { "yes" } else { "no" };
        let file = word(File::open("/proc/self/status").is_ok());
        let written = word(File::create(scratch.with_extension("new")).is_ok());
        let removed = word(fs::remove_file(scratch).is_ok());
        let socket = word(TcpStream::connect(address).is_ok());
        let program = word(Command::new("/bin/true").status().is_ok());
        let memory = word(Vec::<u8>::new().try_reserve(1 << 30).is_ok());
        let mut held = Vec::new();
        while let Ok(one) = std::io::stdin().as_fd().try_clone_to_owned() {
            held.push(one);
        }
        // The highest number that was given is the last below the limit.
        let descriptors = held.iter().map(|one| one.as_raw_fd() + 1).max().unwrap_or(0);
        let thread = word(std::thread::Builder::new().spawn(|| 1).is_ok_and(|one| one.join().is_ok()));
        println!(
            "file {file}, written {written}, removed {removed}, socket {socket}, program {program}, memory {memory}, \
             descriptors {descriptors}, thread {thread}"
        );
    }
}
