//! On real servers: the right moment, the answers, and a server that restarts.

use std::time::Duration;

use aftercare::engine::record::{Entry, Record};
use aftercare::schedule::zone::Moment;
use aftercare::world::clock;
use chrono::TimeDelta;

use super::{Daemon, Home, Rig, count, intended, on_a_machine_in_time, shown, soon, task};
use crate::lab::{Lab, eventually, pass};

/// The introduction first; then the task, not before its moment and within a second of it.
fn is_punctual(lab: &Lab) -> Result<(), String> {
    let (home, due) = (Home::new(lab), soon(4));
    home.plan(&task("wash", &[due]));
    let daemon = home.start();
    eventually("it introduces itself", || {
        lab.texts().contains("Aftercare is running").then_some(())
    });
    lab.dismiss_all();
    if due <= clock::now() {
        return Err("the daemon came up too late".to_owned());
    }
    eventually("the task is on the screen", || {
        let there = 0 < lab.count();
        assert!(!there || due <= clock::now(), "it is there before its moment");
        there.then_some(())
    });
    assert!(lab.texts().contains("zebra"), "{}", lab.texts());
    home.number("wash");
    daemon.stop();
    let entries = home.entries();
    let due_at = |record: &Record| matches!(record, Record::Due { .. });
    let about_it = |it: &&Entry| {
        due_at(&it.record) || intended(&it.record).is_some() || shown(&it.record).is_some()
    };
    for entry in entries.iter().filter(about_it) {
        let late = entry.at - due;
        assert!(TimeDelta::zero() <= late, "early: {entry:?}");
        if TimeDelta::seconds(1) < late {
            return Err(format!("{late} late: {entry:?}"));
        }
    }
    assert_eq!(home.showings("wash"), 1);
    Ok(())
}

#[test]
fn on_dunst_a_task_is_shown_at_its_moment_after_the_introduction() {
    on_a_machine_in_time(|| is_punctual(&Lab::dunst()));
}

#[test]
fn on_mako_a_task_is_shown_at_its_moment_after_the_introduction() {
    on_a_machine_in_time(|| is_punctual(&Lab::mako()));
}

/// Answers three tasks by their buttons, and gives the rig with the one that was put off.
fn answered(lab: Lab) -> (Rig, Daemon) {
    let rig = Rig::new(lab);
    rig.home.known_already(&["wash", "cream", "photo"]);
    let due = soon(1);
    rig.home.plan(&["wash", "cream", "photo"].map(|id| task(id, &[due])).concat());
    let daemon = rig.home.start();
    eventually("all are on the screen", || (rig.lab.count() == 3).then_some(()));
    for (id, button, left) in [("wash", "done", 2), ("cream", "skip", 1), ("photo", "later", 0)] {
        rig.lab.invoke(rig.home.number(id), button);
        eventually("its popup is gone", || (rig.lab.count() == left).then_some(()));
    }
    rig.home.comes_to("wash", "done");
    rig.home.comes_to("cream", "skipped");
    assert_eq!(count(&rig.home.entries(), |record| snoozed(record).is_some()), 1);
    (rig, daemon)
}

fn snoozed(record: &Record) -> Option<Moment> {
    if let Record::Snoozed { until, .. } = record { Some(*until) } else { None }
}

#[test]
fn the_buttons_of_dunst_reach_the_history() {
    answered(Lab::dunst()).1.stop();
}

#[test]
fn the_buttons_of_mako_reach_the_history_and_later_comes_back() {
    let (rig, daemon) = answered(Lab::mako());
    let until = rig.home.entries().iter().find_map(|it| snoozed(&it.record)).expect("put off");
    loop {
        let seen = (rig.lab.count(), rig.home.showings("photo"));
        // What was seen after that moment, on a slow machine, says nothing.
        if until <= clock::now() {
            break;
        }
        assert_eq!(seen, (0, 1), "too early");
        pass(Duration::from_secs(5));
    }
    rig.home.is_shown("photo", 2);
    eventually("it is on the screen", || (rig.lab.count() == 1).then_some(()));
    let entries = rig.home.entries();
    let again = entries.iter().rfind(|it| shown(&it.record).is_some()).expect("a showing");
    assert!(until <= again.at, "{again:?}");
    assert_eq!(rig.home.states("photo"), ["shown"]);
    assert!(rig.lab.texts().contains("Shown before: "), "{}", rig.lab.texts());
    daemon.stop();
}

/// What is open comes back with the next server, and says that it was there before.
fn comes_back(lab: Lab) {
    let mut rig = Rig::with_task(lab);
    let mut daemon = rig.home.start();
    rig.home.is_shown("wash", 1);
    eventually("it is on the screen", || rig.lab.texts().contains("zebra").then_some(()));
    assert!(!rig.lab.texts().contains("Shown before"), "{}", rig.lab.texts());
    rig.lab.kill_server();
    rig.lab.start_server();
    rig.home.is_shown("wash", 2);
    assert!(rig.lab.texts().contains("Shown before: "), "{}", rig.lab.texts());
    assert_eq!(rig.lab.count(), 1);
    rig.lab.invoke(rig.home.number("wash"), "done");
    rig.home.comes_to("wash", "done");
    assert!(daemon.is_alive());
}

#[test]
fn what_is_open_comes_back_when_dunst_restarts() {
    comes_back(Lab::dunst());
}

#[test]
fn what_is_open_comes_back_when_mako_restarts() {
    comes_back(Lab::mako());
}
