//! The disk is full, or fails for a while.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use aftercare::schedule::zone::Moment;

use super::judge::{Seen, Tally, done, judge};
use super::{Home, in_lives, plan_wash, times};
use crate::daemon::{Daemon, Rig, program};
use crate::lab::{self, Lab, eventually, find};

/// Something that is mounted, until this is dropped.
pub(super) struct Mounted(PathBuf);

impl Mounted {
    /// Mounts it where the state of a home is.
    pub(super) fn at_state_of(home: &Home, words: &[&str]) -> Self {
        let place = home.path(".local/state");
        fs::DirBuilder::new().recursive(true).mode(0o700).create(&place).expect("make folders");
        let output = lab::program("mount").args(words).arg(&place).output().expect("run mount");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "mount {words:?} {}: {said}", place.display());
        Self(place)
    }

    pub(super) fn place(&self) -> &Path {
        &self.0
    }
}

impl Drop for Mounted {
    /// Returns when it is gone: to mount a disk twice at the same time would damage it.
    fn drop(&mut self) {
        eventually("it is mounted no more", || {
            let output = lab::program("umount").arg(&self.0).output().expect("run umount");
            output.status.success().then_some(())
        });
    }
}

fn trouble(home: &Home) -> bool {
    !home.json("status")["history_problem"].is_null()
}

/// Showing goes on while the history cannot be kept; `status` says so, and so does an answer.
fn shows_without_history(home: &Home, lab: &Lab) {
    eventually("status says that the history is not kept", || trouble(home).then_some(()));
    eventually("an answer is taken, and not called saved", || {
        let told = home.run("done wash").stdout;
        (told.starts_with("wash: done") && told.contains("not saved yet")).then_some(())
    });
    let before = Seen::of("zebra", &lab.texts());
    eventually("it is shown all the same", || {
        Seen::of("zebra", &lab.texts()).is_more_than(before).then_some(())
    });
}

fn keeps_history_again(home: &Home) {
    eventually("the history is kept again", || (!trouble(home)).then_some(()));
}

/// Stops the program, and judges what it left: answers that could not be saved are, too.
fn ends_well(rig: &Rig, mut daemon: Daemon, times: &[Moment]) -> Tally {
    assert!(daemon.is_alive(), "{}", rig.home.said());
    daemon.stop();
    assert!(0 < done(&rig.home.entries(), "wash"), "the answer is forgotten");
    judge(&rig.home, times, Seen::of("zebra", &rig.lab.texts()), 0)
}

#[test]
#[ignore = "mounts, which needs root: tests/faults"]
fn on_a_full_disk_it_shows_and_writes_later_what_it_could_not() {
    let rig = Rig::new(Lab::dunst());
    let _disk =
        Mounted::at_state_of(&rig.home, &["-t", "tmpfs", "-o", "size=2m,mode=700", "tmpfs"]);
    let moments = plan_wash(&rig.home, 200, 1);
    let daemon = rig.home.start_as(rig.home.service());
    let full = rig.home.path(".local/state/full");
    let rounds = times(3);
    for _ in 0..rounds {
        fill(&full);
        shows_without_history(&rig.home, &rig.lab);
        fs::remove_file(&full).expect("make room");
        keeps_history_again(&rig.home);
    }
    let tally = ends_well(&rig, daemon, &moments);
    Tally { times: rounds, ..tally }.tell("a full tmpfs").is_kept();
}

fn fill(path: &Path) {
    let mut file = fs::File::create(path).expect("a file");
    while file.write_all(&[b'x'; 512]).is_ok() {}
}

/// Calls from the `first` on fail, so many of them in a row.
fn fails_for_a_while(call: &str, error: &str) -> Tally {
    let rig = Rig::new(Lab::dunst());
    let moments = plan_wash(&rig.home, 60, 1);
    let mut command = rig.home.command_of(&find("strace"));
    command.args(["-D", "-f", "-qq", "-o", "/dev/null", "-e"]).arg(format!("trace={call}"));
    command.arg("-e").arg(format!("inject={call}:error={error}:when=30..49")).arg(program());
    command.env("NOTIFY_SOCKET", rig.home.path("nobody"));
    let daemon = rig.home.start_as(command);
    shows_without_history(&rig.home, &rig.lab);
    keeps_history_again(&rig.home);
    Tally { times: 20, ..ends_well(&rig, daemon, &moments) }
}

#[test]
fn while_writing_fails_it_shows_and_writes_later_what_it_could_not() {
    let failures = [("pwrite64", "ENOSPC"), ("pwrite64", "EIO"), ("fsync", "EIO")];
    let live = |number: usize, _| {
        let (call, error) = failures[number];
        fails_for_a_while(call, error).tell(&format!("{error} from each {call} for a while"))
    };
    in_lives(failures.len(), 1, live).is_kept();
}

/// What libfiu lets fail, each call with one chance in three.
const FLAKY: [&str; 2] = ["posix/io/rw/pwrite", "posix/io/sync/*"];

#[test]
#[ignore = "needs libfiu: tests/faults"]
fn while_any_call_may_fail_it_shows_and_writes_later_what_it_could_not() {
    let rig = Rig::new(Lab::dunst());
    let moments = plan_wash(&rig.home, 400, 1);
    let mut command = rig.home.command_of(&find("fiu-run"));
    command.arg("-x").arg("-f").arg(rig.home.path("fiu"));
    for name in FLAKY {
        command.args(["-c", &format!("enable_random name={name},probability=0.33")]);
    }
    command.arg(program()).env("NOTIFY_SOCKET", rig.home.path("nobody"));
    let daemon = rig.home.start_with(command);
    let rounds = times(3);
    for _ in 0..rounds {
        shows_without_history(&rig.home, &rig.lab);
    }
    for name in FLAKY {
        let mut control = lab::program("fiu-ctrl");
        control.arg("-f").arg(rig.home.path("fiu")).args(["-c", &format!("disable name={name}")]);
        assert!(control.arg(daemon.0.id().to_string()).status().expect("run it").success());
    }
    keeps_history_again(&rig.home);
    let tally = Tally { times: rounds, ..ends_well(&rig, daemon, &moments) };
    tally.tell("a third of all pwrite, fsync fail (libfiu)").is_kept();
}
