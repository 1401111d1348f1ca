//! The program is killed at rest. For less convenient moments see `faults`.

use super::Rig;
use crate::lab::{Lab, eventually};

/// After a crash, what is open is on the screen once, and the new process hears its answer.
fn is_taken_up(lab: Lab) {
    let rig = Rig::with_task(lab);
    let daemon = rig.home.start();
    rig.home.is_shown("wash", 1);
    daemon.kill();
    assert_eq!(rig.lab.count(), 1);
    let daemon = rig.home.start();
    rig.home.is_shown("wash", 2);
    assert_eq!(rig.lab.count(), 1, "stacked");
    assert!(rig.lab.texts().contains("Shown before: "), "{}", rig.lab.texts());
    rig.lab.invoke(rig.home.number("wash"), "done");
    rig.home.comes_to("wash", "done");
    eventually("the screen is empty", || (rig.lab.count() == 0).then_some(()));
    assert_eq!(rig.home.states("wash").len(), 1);
    daemon.stop();
}

#[test]
fn after_a_crash_the_open_task_is_on_dunst_once_and_can_be_answered() {
    is_taken_up(Lab::dunst());
}

#[test]
fn after_a_crash_the_open_task_is_on_mako_once_and_can_be_answered() {
    is_taken_up(Lab::mako());
}
