//! Crash after crash: the program comes up with what worked, says so once, and finds its way back.

use std::fs;
use std::time::Duration;

use rustix::process::Signal;

use super::{BUTTONS, Daemon, FakeServer, Home, MISTAKES_HAPPEN, Rig, far, task};
use crate::lab::{Lab, eventually, pass};

/// The reminder that comes next, and whether it is safe mode.
fn next(home: &Home) -> (String, bool) {
    let status = home.json("status");
    let id = status["next"]["id"].as_str().expect("an id").to_owned();
    (id, status["safe_mode"].as_bool().expect("a truth"))
}

/// A home whose program crashed three times, and whose file has another plan now.
fn crashed_thrice() -> Rig {
    let rig = Rig::new(Lab::bare());
    rig.home.known_already(&["wash"]);
    for _ in 0..3 {
        let daemon = rig.home.start();
        eventually("it answers", || (rig.home.run("status").code == Some(0)).then_some(()));
        assert_eq!(next(&rig.home), ("wash".to_owned(), false));
        daemon.kill();
    }
    rig.home.plan(&task("cream", &[far()]));
    rig
}

/// The program in safe mode, when the person was told of it.
fn in_safe_mode(rig: &Rig, fake: &FakeServer) -> Daemon {
    let daemon = rig.home.start();
    fake.is_asked_for("Aftercare is in safe mode", 1);
    eventually("it knows that it told", || {
        fs::read_to_string(rig.home.state().join("starts")).ok()?.contains("true").then_some(())
    });
    daemon
}

#[test]
fn after_three_crashes_the_last_good_plan_is_in_force_until_a_reload() {
    let rig = crashed_thrice();
    let fake = FakeServer::start(&rig.lab, BUTTONS);
    let daemon = in_safe_mode(&rig, &fake);
    // A save alone does not end it: the file may be what makes it crash.
    rig.home.plan(&(task("cream", &[far()]) + &task("photo", &[far()])));
    pass(MISTAKES_HAPPEN);
    assert_eq!(next(&rig.home), ("wash".to_owned(), true));
    let said = rig.home.run("status").stdout;
    assert!(said.contains("To try it now: systemctl --user reload aftercare\n"), "{said}");
    daemon.signal(Signal::HUP);
    eventually("the file is in force", || (next(&rig.home).0 == "cream").then_some(()));
    assert!(!next(&rig.home).1);
    eventually("the message is gone", || (fake.fake.closed().len() == 1).then_some(()));
    rig.home.plan(&task("photo", &[far()]));
    eventually("saves count again", || (next(&rig.home).0 == "photo").then_some(()));
    daemon.stop();
}

#[test]
fn further_crashes_are_not_told_again_and_a_clean_stop_ends_it() {
    let rig = crashed_thrice();
    let fake = FakeServer::start(&rig.lab, BUTTONS);
    in_safe_mode(&rig, &fake).kill();
    let daemon = rig.home.start();
    eventually("it knows the server", || {
        (!rig.home.json("status")["shown_on"].is_null()).then_some(())
    });
    assert!(next(&rig.home).1);
    pass(MISTAKES_HAPPEN);
    assert_eq!(fake.asked_for("safe mode").len(), 1);
    daemon.stop();
    let _daemon = rig.home.start();
    assert_eq!(next(&rig.home), ("cream".to_owned(), false));
}

#[test]
fn to_forget_is_no_reason_to_try_the_file_again() {
    let rig = crashed_thrice();
    let fake = FakeServer::start(&rig.lab, BUTTONS);
    let daemon = in_safe_mode(&rig, &fake);
    assert!(rig.home.run("forget --yes").stdout.starts_with("The history is erased.\n"));
    assert_eq!(next(&rig.home), ("wash".to_owned(), true));
    daemon.stop();
}

/// A log-out, an update and a hasty person all say TERM, at whatever moment.
#[test]
fn however_early_it_is_told_to_stop_that_is_no_crash() {
    let rig = Rig::new(Lab::bare());
    rig.home.known_already(&["wash"]);
    for delay in (0..120).step_by(6) {
        let mut daemon = rig.home.start_with(rig.home.command());
        pass(Duration::from_millis(delay));
        daemon.signal(Signal::TERM);
        daemon.ends();
        assert!(!rig.home.state().join("starts").exists(), "after {delay} ms");
    }
    let _daemon = rig.home.start();
    assert_eq!(next(&rig.home), ("wash".to_owned(), false));
}
