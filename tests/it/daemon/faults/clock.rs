//! The wall clock is set, and set back.

use std::time::Duration;

use rustix::time::{ClockId, Timespec, clock_gettime, clock_settime};

use super::judge::{Seen, Tally, each_showing_was_intended, lost, shown_too_often};
use super::{Dice, plan_wash, times};
use crate::daemon::Rig;
use crate::lab::{Lab, pass};

/// By how many seconds the clock is set.
const BY: i64 = 2;

/// The wall clock, until it is set right again by the one that nobody can set.
struct Wrong {
    /// What the right time was ahead of the other clock.
    ahead: i128,
}

const NANOSECONDS: i128 = 1_000_000_000;

fn reading(clock: ClockId) -> i128 {
    let Timespec { tv_sec, tv_nsec } = clock_gettime(clock);
    i128::from(tv_sec) * NANOSECONDS + i128::from(tv_nsec)
}

fn set(nanoseconds: i128) -> rustix::io::Result<()> {
    let part = |it: i128| i64::try_from(it).expect("a time of this age");
    let time = Timespec {
        tv_sec: part(nanoseconds / NANOSECONDS),
        tv_nsec: part(nanoseconds % NANOSECONDS),
    };
    clock_settime(ClockId::Realtime, time)
}

impl Wrong {
    fn by(seconds: i64) -> Self {
        let wrong = Self { ahead: reading(ClockId::Realtime) - reading(ClockId::Boottime) };
        set(reading(ClockId::Realtime) + i128::from(seconds) * NANOSECONDS).expect("set the clock");
        wrong
    }
}

impl Drop for Wrong {
    fn drop(&mut self) {
        set(reading(ClockId::Boottime) + self.ahead).ok();
    }
}

#[test]
#[ignore = "sets the clock of the machine: tests/faults"]
fn when_the_clock_is_set_and_set_back_it_loses_and_doubles_nothing() {
    let rig = Rig::new(Lab::dunst());
    let jumps = times(4);
    let due = plan_wash(&rig.home, i64::try_from(jumps + 3).expect("few"), 4);
    let mut daemon = rig.home.start_as(rig.home.service());
    let mut dice = Dice::of(0);
    for jump in 0..jumps {
        dice.pass(5000);
        let wrong = Wrong::by(if jump % 2 == 0 { BY } else { -BY });
        pass(Duration::from_millis(700));
        drop(wrong);
        pass(Duration::from_millis(800));
    }
    pass(Duration::from_secs(5));
    assert!(daemon.is_alive(), "{}", rig.home.said());
    daemon.stop();
    let entries = rig.home.entries();
    let up = entries.last().expect("a history").at;
    let due = due.iter().filter(|at| **at <= up).count();
    each_showing_was_intended(&entries);
    let seen = Seen::of("zebra", &rig.lab.texts());
    let doubled = shown_too_often(&entries, "wash", seen, 0);
    let tally = Tally { times: jumps, lost: lost(&entries, due), doubled, repeats: 0 };
    tally.tell("the clock set by 2 seconds and back").is_kept();
}
