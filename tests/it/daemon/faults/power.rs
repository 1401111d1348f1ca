//! The power fails: what was not yet on the disk is gone.
//!
//! A file system in a file is shut down without writing anything more, as the kernel allows for
//! such tests, then mounted anew.

use std::path::Path;

use super::disk::Mounted;
use super::judge::{Tally, done};
use super::{Dice, Home, in_lives, plan_wash, times};
use crate::daemon::Rig;
use crate::lab::{Lab, eventually, program};

/// How often the power fails for one home at most: so often in the time for which there is a plan.
const MOST: usize = 50;
/// `FS_IOC_SHUTDOWN` with `NOLOGFLUSH`, which no library offers without unsafe code.
const CUT: &str = "import fcntl, os, struct, sys
fcntl.ioctl(os.open(sys.argv[1], os.O_RDONLY), 0x8004587D, struct.pack('I', 2))";

#[test]
#[ignore = "mounts, which needs root: tests/faults"]
fn when_the_power_fails_no_answer_is_forgotten() {
    in_lives(times(10), MOST, |life, cuts| of_many_cuts(life, cuts, &[]))
        .tell("power cut on ext4")
        .is_kept();
}

#[test]
#[ignore = "mounts, and needs eatmydata: tests/faults"]
fn without_fsync_answers_are_forgotten() {
    let lie = [("LD_PRELOAD", "libeatmydata.so")];
    let tally = in_lives(times(10), MOST, |life, cuts| of_many_cuts(life, cuts, &lie));
    tally.tell("power cut on ext4, fsync disabled (control: must lose)");
    assert!(0 < tally.lost, "nothing is forgotten: {tally:?}");
}

fn of_many_cuts(number: usize, cuts: usize, variables: &[(&str, &str)]) -> Tally {
    let rig = Rig::new(Lab::dunst());
    let home = &rig.home;
    let image = home.path("disk");
    make_ext4(&image);
    let mount = || Mounted::at_state_of(home, &["-o", "loop", image.to_str().expect("a path")]);
    let mut disk = mount();
    plan_wash(home, 300, 1);
    let (mut dice, mut lost, mut answered) = (Dice::of(number), 0, 0_usize);
    for _ in 0..cuts {
        let mut command = home.service();
        command.envs(variables.iter().copied());
        let daemon = home.start_as(command);
        let kept = done(&home.entries(), "wash");
        lost += answered.saturating_sub(kept);
        answers(home, &mut dice);
        answered = kept + 1;
        cut(&disk);
        daemon.kill();
        drop(disk);
        disk = mount();
    }
    home.start_as(home.service()).stop();
    lost += answered.saturating_sub(done(&home.entries(), "wash"));
    drop(disk);
    Tally { times: cuts, lost, ..Tally::default() }
}

fn make_ext4(image: &Path) {
    let file = std::fs::File::create(image).expect("a file");
    file.set_len(32 << 20).expect("make it long");
    let made = program("mkfs.ext4").arg("-q").arg(image).status();
    assert!(made.expect("run mkfs.ext4").success());
}

/// A person who answers at random until they are told that it counts.
fn answers(home: &Home, dice: &mut Dice) {
    eventually("an answer is taken", || {
        dice.pass(300);
        home.run("done wash").stdout.starts_with("wash: done, for ").then_some(())
    });
}

fn cut(disk: &Mounted) {
    let done = program("python3").args(["-c", CUT]).arg(disk.place()).status();
    assert!(done.expect("run python3").success(), "the file system cannot be shut down");
}
