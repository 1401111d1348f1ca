//! How often the daemon came up of late without having ended well, and what that leads to.
//!
//! A small file in the state folder is written at each start and removed at each end that was meant,
//! so that what it holds are crashes. Moments are counted from the start of the machine, sleep
//! included: no clock that was set can make a minute of a year, or the other way round.

use std::{fs, io, path::PathBuf, time::Duration};

use serde::{Deserialize, Serialize};
use tokio::time::{Instant, sleep_until};

use super::{clock, state::Paths};

/// This many crashes within [`LOOP`] are a loop.
const MOST_CRASHES: usize = 3;
const LOOP: Duration = Duration::from_mins(1);

/// How long safe mode lasts when nobody ends it: then the plan file is tried again.
const RAN_WELL: Duration = Duration::from_mins(10);

/// What the machine is known by until it is started again.
const BOOT: &str = "/proc/sys/kernel/random/boot_id";

/// The starts that no end followed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Starts {
    /// Which run of the machine the moments are of.
    boot: String,
    /// Moments in milliseconds, the oldest first.
    at: Vec<u64>,
    /// Whether the person was told of this loop.
    told: bool,
}

/// The crashes so far, and whether they made this run a careful one.
#[derive(Debug)]
pub struct Crashes {
    file: PathBuf,
    starts: Starts,
    /// When safe mode ends by itself, if it is on.
    safe_until: Option<Instant>,
}

impl Crashes {
    /// Counts this start. A folder that cannot be written means that nothing is counted.
    pub fn count(paths: &Paths) -> Self {
        let boot = fs::read_to_string(BOOT).unwrap_or_default().trim().to_owned();
        let file = paths.starts();
        let before = fs::read_to_string(&file).unwrap_or_default();
        let before: Starts = serde_json::from_str(&before).unwrap_or_default();
        let (starts, loops) = before.then(boot, clock::since_boot());
        let safe_until = loops.then(|| Instant::now() + RAN_WELL);
        let crashes = Self { file, starts, safe_until };
        crashes.write().ok();
        crashes
    }

    /// Whether the last good plan is to be used instead of the file.
    pub fn is_safe_mode(&self) -> bool {
        self.safe_until.is_some()
    }

    /// Whether the person has still to hear of it: once for each loop.
    pub fn is_to_be_told(&self) -> bool {
        self.is_safe_mode() && !self.starts.told
    }

    /// The person was told.
    pub fn told(&mut self) {
        self.starts.told = true;
        self.write().ok();
    }

    /// There is no earlier plan to be careful with, or somebody wants the file tried again.
    pub fn leave_safe_mode(&mut self) {
        self.safe_until = None;
        self.starts.told = false;
        self.write().ok();
    }

    /// Returns when it ran well for so long that the plan file can be tried again.
    pub async fn ran_well(&self) {
        match self.safe_until {
            Some(until) => sleep_until(until).await,
            None => std::future::pending().await,
        }
    }

    fn write(&self) -> io::Result<()> {
        // A power cut may take it: it is of no use to the next run of the machine.
        fs::write(&self.file, serde_json::to_string(&self.starts)?)
    }
}

/// The daemon ends as it was meant to, so its start was not that of a crash.
pub fn ended_well(paths: &Paths) {
    fs::remove_file(paths.starts()).ok();
}

impl Starts {
    /// The same with one start more, and whether the crashes before it were a loop.
    fn then(mut self, boot: String, now: Duration) -> (Self, bool) {
        let now = u64::try_from(now.as_millis()).unwrap_or(u64::MAX);
        let is_recent =
            |at: &u64| now.checked_sub(*at).is_some_and(|ago| u128::from(ago) <= LOOP.as_millis());
        if self.boot != boot {
            self.at.clear();
        }
        self.at.retain(is_recent);
        let loops = MOST_CRASHES <= self.at.len();
        self.told &= loops;
        self.at.push(now);
        let surplus = self.at.len().saturating_sub(MOST_CRASHES + 1);
        self.at.drain(..surplus);
        self.boot = boot;
        (self, loops)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether each of these starts, in seconds, follows a loop of crashes.
    fn loops(starts: &[(&str, u64)]) -> Vec<bool> {
        let mut before = Starts::default();
        let mut found = Vec::new();
        for (boot, second) in starts {
            let (after, loops) = before.then((*boot).to_owned(), Duration::from_secs(*second));
            before = after;
            found.push(loops);
        }
        found
    }

    #[test]
    fn three_crashes_within_a_minute_are_a_loop() {
        assert_eq!(
            loops(&[("a", 100), ("a", 120), ("a", 140), ("a", 160)]),
            [false, false, false, true]
        );
    }

    #[test]
    fn rarer_crashes_are_none() {
        let starts: Vec<_> = (0..100).map(|number| ("a", number * 21)).collect();
        assert!(loops(&starts).iter().all(|loops| !loops));
    }

    #[test]
    fn a_loop_goes_on_and_ends_when_it_runs_for_a_while() {
        let starts: Vec<_> = (0..50).map(|number| ("a", number * 2)).collect();
        assert_eq!(loops(&starts).iter().filter(|loops| **loops).count(), 47);
        assert!(!loops(&[("a", 1), ("a", 2), ("a", 3), ("a", 4), ("a", 70)]).last().unwrap());
    }

    #[test]
    fn crashes_of_an_earlier_run_of_the_machine_do_not_count() {
        assert!(!loops(&[("a", 1), ("a", 2), ("a", 3), ("b", 4)]).last().unwrap());
        // Without a name for the runs, moments that lie ahead tell.
        assert!(!loops(&[("", 101), ("", 102), ("", 103), ("", 4)]).last().unwrap());
    }

    #[test]
    fn one_loop_is_told_once() {
        let (mut starts, mut told) = (Starts::default(), 0);
        for second in (0..20).chain(200..220) {
            let (after, loops) = starts.then("a".to_owned(), Duration::from_secs(second));
            starts = after;
            if loops && !starts.told {
                (starts.told, told) = (true, told + 1);
            }
        }
        assert_eq!((told, starts.at.len()), (2, MOST_CRASHES + 1));
    }

    #[test]
    fn safe_mode_ends_by_itself_in_the_end() {
        let file = PathBuf::from("/nowhere/starts");
        let over = Crashes { file, starts: Starts::default(), safe_until: Some(Instant::now()) };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(over.ran_well());
    }

    #[test]
    fn a_file_that_makes_no_sense_is_no_crash() {
        let folder = tempfile::tempdir().unwrap();
        let paths = Paths { plan: PathBuf::new(), state: folder.path().to_owned() };
        fs::write(paths.starts(), "{\"boot\": 7").unwrap();
        let crashes = Crashes::count(&paths);
        assert!(!crashes.is_safe_mode());
        ended_well(&paths);
        assert!(!paths.starts().exists());
    }
}
