//! What the daemon gives up when it starts, so that no mistake in it can be used against the person.
//!
//! With Landlock it may then start no program, open no TCP connection, and change nothing but the
//! folder that it remembers things in. Reading stays free on purpose: a plan may lead anywhere, by
//! links, through a store of a tool, into template folders that do not exist yet, and what was given
//! up cannot be had back. A folder that was forgotten here would cost a reminder; reading alone, with
//! no way to send anything, costs nothing. Connecting to the buses is free for the same reason: they
//! may come back at another place.
//!
//! A kernel without it, or with less of it, is no reason not to remind: it is only told.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use landlock::{
    ABI, Access, AccessFs, AccessNet, BitFlags, LandlockStatus, PathBeneath, PathFd,
    RestrictionStatus, Ruleset, RulesetAttr, RulesetCreatedAttr, RulesetError, RulesetStatus,
};

use super::state::Paths;

/// What this was tested with. Newer kernels can refuse more, and we would not know what that costs.
const TESTED: ABI = ABI::V7;

/// What is really enforced on this process, as the kernel says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confinement {
    /// What came of Landlock.
    pub landlock: Landlock,
    /// The filter of system calls that the service manager set; `None` when the kernel does not say.
    pub seccomp: Option<Seccomp>,
    /// Whether nothing that it could start would gain rights; `None` when the kernel does not say.
    pub no_new_privileges: Option<bool>,
}

/// What came of Landlock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Landlock {
    /// How much of it.
    pub extent: Extent,
    /// The version of it that is in use, 0 without any.
    pub abi: i32,
    /// Why it is not all of it.
    pub problem: Option<String>,
}

/// How much of what was asked for is enforced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Full,
    /// What this kernel can.
    Partial,
    /// None of it.
    None,
}

impl Extent {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Partial => "partial",
            Self::None => "none",
        }
    }
}

/// What becomes of system calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seccomp {
    /// All are let through.
    Off,
    /// Nearly none is let through.
    Strict,
    /// A filter decides.
    Filter,
}

/// Gives up what is not needed any more. It holds for this thread and all that it starts, so it
/// comes before any other thread.
pub fn confine(paths: &Paths) -> Confinement {
    let landlock = restrict(paths).map_or_else(Landlock::failed, |status| Landlock::of(&status));
    let status = fs::read_to_string("/proc/thread-self/status").unwrap_or_default();
    Confinement {
        landlock: landlock.tried(),
        seccomp: field(&status, "Seccomp").and_then(Seccomp::numbered),
        no_new_privileges: field(&status, "NoNewPrivs").map(|number| number != 0),
    }
}

fn restrict(paths: &Paths) -> Result<RestrictionStatus, Failure> {
    let writing = AccessFs::from_write(TESTED);
    let ruleset = Ruleset::default()
        .handle_access(writing | AccessFs::Execute)?
        .handle_access(AccessNet::from_all(TESTED))?;
    let mut created = ruleset.create()?;
    for folder in written(paths) {
        created = created.add_rule(beneath(&folder, writing)?)?;
    }
    Ok(created.restrict_self()?)
}

fn beneath(folder: &Path, access: BitFlags<AccessFs>) -> Result<PathBeneath<PathFd>, Failure> {
    let opened = PathFd::new(folder).map_err(|error| Failure(error.to_string()))?;
    Ok(PathBeneath::new(opened, access))
}

/// The state folder, and the one that the history is in if somebody made it a link.
fn written(paths: &Paths) -> Vec<PathBuf> {
    let history = paths.history().canonicalize().ok();
    let elsewhere = history.and_then(|history| history.parent().map(Path::to_owned));
    std::iter::once(paths.state.clone()).chain(elsewhere).collect()
}

/// Why nothing was given up.
struct Failure(String);

impl From<RulesetError> for Failure {
    fn from(error: RulesetError) -> Self {
        Self(error.to_string())
    }
}

impl Landlock {
    fn failed(failure: Failure) -> Self {
        Self { extent: Extent::None, abi: 0, problem: Some(failure.0) }
    }

    fn of(status: &RestrictionStatus) -> Self {
        let (abi, missing) = match status.landlock {
            LandlockStatus::NotEnabled => (0, "it is switched off on this system"),
            LandlockStatus::NotImplemented => (0, "this kernel has none, or a filter hides it"),
            LandlockStatus::Available { effective_abi, .. } => {
                (effective_abi as i32, "this kernel is older than some of it")
            }
        };
        let (extent, problem) = match status.ruleset {
            RulesetStatus::FullyEnforced => (Extent::Full, None),
            RulesetStatus::PartiallyEnforced => (Extent::Partial, Some(missing.to_owned())),
            RulesetStatus::NotEnforced => (Extent::None, Some(missing.to_owned())),
        };
        Self { extent, abi, problem }
    }

    /// The same after a trial, because no file of the kernel tells: everybody may write to
    /// `/dev/null`, except who gave it up.
    fn tried(self) -> Self {
        let opened = File::options().write(true).open("/dev/null");
        let refused = opened.is_err_and(|error| error.kind() == io::ErrorKind::PermissionDenied);
        if refused || self.extent == Extent::None {
            return self;
        }
        let problem = "the kernel said yes, and then refused nothing".to_owned();
        Self { extent: Extent::None, problem: Some(problem), ..self }
    }
}

impl Seccomp {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Strict => "strict",
            Self::Filter => "filter",
        }
    }

    fn numbered(number: u32) -> Option<Self> {
        match number {
            0 => Some(Self::Off),
            1 => Some(Self::Strict),
            2 => Some(Self::Filter),
            _ => None,
        }
    }
}

/// A number in the status of a process.
fn field(status: &str, name: &str) -> Option<u32> {
    let mut lines = status.lines().filter_map(|line| line.split_once(':'));
    lines.find(|(key, _)| *key == name)?.1.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use std::{net::TcpStream, os::unix::net::UnixDatagram, process::Command, thread};

    use super::*;

    /// Runs on a thread of its own, because a thread never gets back what it gave up.
    fn confined(attempt: impl FnOnce(&Path, i32) + Send + 'static) {
        let folder = tempfile::tempdir().unwrap();
        let (plan, state) = (folder.path().join("plan.toml"), folder.path().join("state"));
        fs::create_dir(&state).unwrap();
        fs::write(&plan, "text").unwrap();
        let paths = Paths { plan, state };
        let at = folder.path().to_owned();
        let thread = thread::spawn(move || match confine(&paths).landlock {
            // A kernel without any of it says so.
            Landlock { abi: 0, problem, .. } => assert!(problem.is_some()),
            Landlock { extent, abi, .. } => {
                assert_ne!(extent, Extent::None);
                attempt(&at, abi);
            }
        });
        thread.join().unwrap();
    }

    fn is_refused<T>(result: io::Result<T>) -> bool {
        result.is_err_and(|error| error.kind() == io::ErrorKind::PermissionDenied)
    }

    #[test]
    fn it_can_start_no_program() {
        confined(|_, _| assert!(is_refused(Command::new("true").status())));
    }

    #[test]
    fn it_can_change_nothing_but_its_own_folder() {
        confined(|at, _| {
            assert!(is_refused(fs::write(at.join("new"), "")));
            assert!(is_refused(fs::write(at.join("plan.toml"), "")));
            assert!(is_refused(fs::remove_file(at.join("plan.toml"))));
            fs::write(at.join("state/new"), "text").unwrap();
            fs::rename(at.join("state/new"), at.join("state/old")).unwrap();
            fs::remove_file(at.join("state/old")).unwrap();
            UnixDatagram::bind(at.join("state/socket")).unwrap();
        });
    }

    #[test]
    fn it_can_read_and_reach_sockets_everywhere() {
        confined(|at, _| {
            assert_eq!(fs::read_to_string(at.join("plan.toml")).unwrap(), "text");
            assert!(fs::read_dir("/etc").unwrap().count() > 0);
            let other = UnixDatagram::bind(at.join("state/socket")).unwrap();
            UnixDatagram::unbound().unwrap().send_to(b"text", at.join("state/socket")).unwrap();
            assert_eq!(other.recv(&mut [0; 8]).unwrap(), 4);
        });
    }

    #[test]
    fn it_can_open_no_connection_to_a_network() {
        let before = TcpStream::connect("127.0.0.1:9");
        assert!(!is_refused(before), "refused without being confined");
        confined(|_, abi| {
            let knows_networks = 4 <= abi;
            assert_eq!(is_refused(TcpStream::connect("127.0.0.1:9")), knows_networks);
        });
    }

    #[test]
    fn a_history_that_is_a_link_can_be_written_where_it_leads() {
        let folder = tempfile::tempdir().unwrap();
        let paths = Paths { plan: PathBuf::new(), state: folder.path().join("state") };
        let far = folder.path().join("far");
        for path in [&paths.state, &far] {
            fs::create_dir(path).unwrap();
        }
        fs::write(far.join("history.db"), "").unwrap();
        std::os::unix::fs::symlink(far.join("history.db"), paths.history()).unwrap();
        let thread = thread::spawn(move || {
            confine(&paths);
            fs::write(far.join("history.db-wal"), "").unwrap();
        });
        thread.join().unwrap();
    }

    #[test]
    fn a_folder_that_is_missing_is_told_and_nothing_is_given_up() {
        let paths = Paths { plan: PathBuf::new(), state: PathBuf::from("/nowhere") };
        let landlock = thread::spawn(move || confine(&paths).landlock).join().unwrap();
        assert_eq!(landlock.extent, Extent::None);
        assert!(landlock.problem.is_some());
    }

    #[test]
    fn the_kernel_is_asked_what_it_enforces() {
        let status = "Name:\taftercare\nNoNewPrivs:\t1\nSeccomp:\t2\nSeccomp_filters:\t12\n";
        assert_eq!(field(status, "NoNewPrivs"), Some(1));
        assert_eq!(field(status, "Seccomp").and_then(Seccomp::numbered), Some(Seccomp::Filter));
        assert_eq!(field("", "Seccomp"), None);
    }
}
