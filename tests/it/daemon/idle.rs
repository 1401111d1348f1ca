//! A daemon that has nothing to do, and the alarm that wakes it.

use std::fs;
use std::time::Duration;

use aftercare::world::clock::{self, Alarm};
use chrono::TimeDelta;
use rustix::{
    io::Errno,
    time::{ClockId, clock_gettime, clock_settime},
};

use super::{Daemon, Rig, far, on_a_machine_in_time, task};
use crate::lab::{Lab, eventually, pass};

/// Nothing may wake it in ten seconds, with a server there and the next moment hours away.
fn sleeps(lab: Lab) -> Result<(), String> {
    let rig = Rig::new(lab);
    rig.home.known_already(&["wash"]);
    rig.home.plan(&task("wash", &[far()]));
    let daemon = rig.home.start();
    eventually("it knows the server", || {
        (!rig.home.json("status")["shown_on"].is_null()).then_some(())
    });
    // The client that asked leaves the bus, which some task may still hear of.
    pass(Duration::from_secs(2));
    let before = wakes(&daemon);
    pass(Duration::from_secs(10));
    match wakes(&daemon) - before {
        0 => Ok(()),
        woken => Err(format!("woken {woken} times in ten seconds")),
    }
}

/// How often all threads together went to sleep.
fn wakes(daemon: &Daemon) -> u64 {
    let tasks = format!("/proc/{}/task", daemon.0.id());
    let statuses = fs::read_dir(tasks).expect("the threads").map(|task| {
        fs::read_to_string(task.expect("a thread").path().join("status")).expect("its status")
    });
    statuses.map(|status| wakes_in(&status)).sum()
}

fn wakes_in(status: &str) -> u64 {
    let line = status.lines().find(|line| line.starts_with("voluntary_ctxt_switches"));
    let number = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    number.expect("a number")
}

/// The kernel wakes the thread that watches; the loop must sleep on.
#[test]
fn other_files_in_its_folder_do_not_wake_the_loop() {
    let rig = Rig::new(Lab::bare());
    rig.home.known_already(&["wash"]);
    rig.home.plan(&task("wash", &[far()]));
    let daemon = rig.home.start();
    let status = format!("/proc/{0}/task/{0}/status", daemon.0.id());
    let woken = || wakes_in(&fs::read_to_string(&status).expect("the status of the loop"));
    on_a_machine_in_time(|| {
        pass(Duration::from_secs(2));
        let before = woken();
        for name in ["other.toml", ".plan.toml.swp", "plan.toml~", "notes"] {
            fs::write(rig.home.plan_file().with_file_name(name), "zebra").expect("write a file");
        }
        fs::remove_file(rig.home.plan_file().with_file_name("notes")).expect("delete a file");
        pass(Duration::from_secs(1));
        match woken() - before {
            0 => Ok(()),
            woken => Err(format!("woken {woken} times by files of others")),
        }
    });
}

#[test]
fn an_idle_daemon_does_not_wake_up_beside_dunst() {
    on_a_machine_in_time(|| sleeps(Lab::dunst()));
}

#[test]
fn an_idle_daemon_does_not_wake_up_beside_mako() {
    on_a_machine_in_time(|| sleeps(Lab::mako()));
}

fn ring(alarm: &mut Alarm) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        tokio::time::timeout(Duration::from_secs(30), alarm.rung()).await.expect("it rings");
    });
}

#[test]
fn the_alarm_rings_at_its_moment_and_at_once_for_one_that_has_passed() {
    let mut alarm = Alarm::new().expect("an alarm");
    let due = clock::now() + TimeDelta::seconds(1);
    alarm.set(Some(due));
    // It also rings when somebody sets the clock meanwhile.
    while clock::now() < due {
        ring(&mut alarm);
    }
    alarm.set(Some(due));
    ring(&mut alarm);
}

/// Sets the clock to what it shows: the kernel tells of that as of any jump, and it disturbs
/// nothing else on the machine. Only root may; others try a moment one second ahead instead.
#[test]
fn the_alarm_rings_when_the_clock_is_set() {
    let mut alarm = Alarm::new().expect("an alarm");
    alarm.set(Some(far()));
    match clock_settime(ClockId::Realtime, clock_gettime(ClockId::Realtime)) {
        Ok(()) => {}
        Err(Errno::PERM) => alarm.set(Some(clock::now() + TimeDelta::seconds(1))),
        Err(error) => panic!("the clock cannot be set: {error}"),
    }
    ring(&mut alarm);
}
