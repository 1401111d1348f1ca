//! A session without a bus, with one that comes late, and with one that dies.

use super::{BUTTONS, FakeServer, Rig};
use crate::lab::{Lab, eventually};

#[test]
fn without_a_bus_the_terminal_shows_it_and_a_bus_that_comes_late_is_used() {
    let mut rig = Rig::with_task(Lab::bare());
    rig.lab.kill_bus();
    let mut daemon = rig.home.start();
    eventually("the terminal shows it", || rig.home.said().contains("zebra").then_some(()));
    let said = rig.home.said();
    assert!(said.contains("There is no session bus ("), "{said}");
    assert!(said.contains("aftercare done wash"), "no way to answer: {said}");
    assert_eq!(said.matches("zebra").count(), 1, "{said}");
    assert_eq!(rig.home.json("status")["shown_on"], "terminal");
    rig.lab.start_bus();
    let fake = FakeServer::start(&rig.lab, BUTTONS);
    let asked = fake.is_asked_for("zebra", 1);
    assert!(asked[0].body.contains("Shown before: "), "{asked:?}");
    eventually("its answer is kept", || rig.home.showings("wash").eq(&2).then_some(()));
    fake.press(rig.home.number("wash"), "done");
    rig.home.comes_to("wash", "done");
    assert!(daemon.is_alive());
}

#[test]
fn without_a_bus_commands_reach_the_daemon_all_the_same() {
    let (rig, daemon) = Rig::without_bus();
    let ran = rig.home.run("done wash");
    assert_eq!((ran.code, ran.stdout.starts_with("wash: done")), (Some(0), true), "{ran:?}");
    rig.home.comes_to("wash", "done");
    daemon.stop();
    assert_eq!(rig.home.run("status").code, Some(69));
}

#[test]
fn a_bus_that_dies_and_comes_back_gets_what_is_open_again() {
    let mut rig = Rig::with_task(Lab::bare());
    let fake = FakeServer::start(&rig.lab, BUTTONS);
    let mut daemon = rig.home.start();
    rig.home.is_shown("wash", 1);
    rig.lab.kill_bus();
    drop(fake);
    eventually("the loss is told", || {
        rig.home.said().contains("There is no session bus (").then_some(())
    });
    assert!(daemon.is_alive());
    rig.lab.start_bus();
    let fake = FakeServer::start(&rig.lab, BUTTONS);
    let asked = fake.is_asked_for("zebra", 1);
    assert!(asked[0].body.contains("Shown before: "), "{asked:?}");
    assert_eq!(asked[0].replaces, 0, "a number of another bus");
    eventually("commands reach it again", || {
        (rig.home.run("done wash").code == Some(0)).then_some(())
    });
    rig.home.comes_to("wash", "done");
    assert!(daemon.is_alive());
}

#[test]
fn a_service_without_a_bus_prints_no_reminder_and_waits() {
    let mut rig = Rig::with_task(Lab::bare());
    rig.lab.kill_bus();
    let mut daemon = rig.home.start_with(rig.home.service());
    eventually("it is due", || (rig.home.states("wash") == ["due"]).then_some(()));
    rig.lab.start_bus();
    let fake = FakeServer::start(&rig.lab, BUTTONS);
    let asked = fake.is_asked_for("zebra", 1);
    assert!(!asked[0].body.contains("Shown before"), "{asked:?}");
    assert!(!rig.home.said().contains("zebra"), "{}", rig.home.said());
    assert!(daemon.is_alive());
}
