//! The program is stopped for a while, as a machine that sleeps stops it.

use std::time::Duration;

use aftercare::world::clock;
use chrono::TimeDelta;
use rustix::process::Signal;

use super::judge::{Seen, Tally, judge};
use super::{plan_wash, times};
use crate::daemon::{Rig, on_a_machine_in_time, shown};
use crate::lab::{Lab, eventually, pass};

/// How long the first sleep is, in seconds; each further one is four times as long.
const FIRST: u64 = 3;

#[test]
fn what_comes_due_in_its_sleep_is_shown_within_a_second_of_waking() {
    let mut tally = Tally::default();
    for sleep in 0..u32::try_from(times(1)).expect("few") {
        let length = Duration::from_secs(FIRST * 4_u64.pow(sleep));
        on_a_machine_in_time(|| sleeps(length).map(|it| tally += it));
    }
    tally.tell("SIGSTOP from 3 seconds to minutes").is_kept();
}

fn sleeps(length: Duration) -> Result<Tally, String> {
    let rig = Rig::new(Lab::dunst());
    let times = plan_wash(&rig.home, 3, 1);
    let mut daemon = rig.home.start_as(rig.home.service());
    eventually("it knows the server", || {
        (!rig.home.json("status")["shown_on"].is_null()).then_some(())
    });
    if times[0] <= clock::now() {
        return Err("the daemon came up too late".to_owned());
    }
    daemon.signal(Signal::STOP);
    pass(length);
    assert_eq!(rig.home.showings("wash"), 0);
    let woken = clock::now();
    daemon.signal(Signal::CONT);
    rig.home.is_shown("wash", 1);
    let entries = rig.home.entries();
    let at = entries.iter().find(|it| shown(&it.record).is_some()).expect("a showing").at;
    assert!(daemon.is_alive());
    daemon.stop();
    if TimeDelta::seconds(1) < at - woken {
        return Err(format!("shown {} after waking", at - woken));
    }
    let seen = Seen::of("zebra", &rig.lab.texts());
    // A sleep excuses no showing too many.
    Ok(Tally { times: 1, ..judge(&rig.home, &times, seen, 0) })
}
