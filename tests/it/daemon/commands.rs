//! The commands beside a running daemon, and a second daemon.

use serde_json::Value;

use super::{BUTTONS, FakeServer, Home, Rig, far, soon, task};
use crate::lab::{Lab, eventually};

#[test]
fn a_second_daemon_in_the_same_home_is_turned_away() {
    let rig = Rig::with_task(Lab::bare());
    let mut first = rig.home.start();
    let second = rig.home.run("run");
    assert_eq!((second.code, second.stdout.as_str()), (Some(75), ""));
    assert!(second.stderr.contains("running already"), "{second:?}");
    assert!(first.is_alive());
}

#[test]
fn a_second_daemon_on_the_same_bus_is_turned_away_and_shows_nothing() {
    let rig = Rig::new(Lab::bare());
    rig.home.plan(&task("wash", &[far()]));
    let fake = FakeServer::start(&rig.lab, BUTTONS);
    let mut first = rig.home.start();
    fake.is_asked_for("Aftercare is running", 1);
    let other = Home::new(&rig.lab);
    other.plan(&task("cream", &[far()]));
    let second = other.run("run");
    assert_eq!(second.code, Some(75), "{second:?}");
    assert!(second.stderr.contains("running already"), "{second:?}");
    assert_eq!(fake.asked().len(), 1, "{:?}", fake.asked());
    assert!(first.is_alive());
}

#[test]
fn done_later_and_skip_are_taken_by_the_daemon_and_close_the_popup() {
    let rig = Rig::new(Lab::mako());
    rig.home.known_already(&["wash", "cream", "photo"]);
    let due = soon(1);
    rig.home.plan(&["wash", "cream", "photo"].map(|id| task(id, &[due])).concat());
    let daemon = rig.home.start();
    eventually("all are on the screen", || (rig.lab.count() == 3).then_some(()));
    // Which is which is known before anybody answers.
    for id in ["wash", "cream", "photo"] {
        rig.home.number(id);
    }
    for (command, said, left) in [
        ("done wash", "wash: done, for ", 2),
        ("skip cream", "cream: skipped, for ", 1),
        ("later photo", "photo: you are asked again at ", 0),
    ] {
        let ran = rig.home.run(command);
        assert_eq!((ran.code, ran.stdout.starts_with(said)), (Some(0), true), "{ran:?}");
        eventually("its popup is gone", || (rig.lab.count() == left).then_some(()));
    }
    rig.home.comes_to("wash", "done");
    rig.home.comes_to("cream", "skipped");
    assert!(rig.home.run("done wash").stdout.contains("was done already"));
    assert_eq!(rig.home.run("done nonsense").code, Some(1));
    daemon.stop();
}

#[test]
fn status_tells_what_is_open_and_so_does_a_foreign_client() {
    let rig = Rig::with_task(Lab::bare());
    let _fake = FakeServer::start(&rig.lab, BUTTONS);
    let daemon = rig.home.start();
    rig.home.is_shown("wash", 1);
    let status = rig.home.json("status");
    assert_eq!((&status["running"], &status["open"][0]), (&Value::Bool(true), &"wash".into()));
    assert_eq!(status["day"], 1);
    assert!(status["plan_problem"].is_null() && status["history_problem"].is_null(), "{status}");
    let foreign: Value = serde_json::from_str(&call(&rig.lab, &["Status"])).expect("JSON");
    assert_eq!(foreign["open"], status["open"]);
    let said = call(&rig.lab, &["Answer", "ss", "wash", "done"]);
    assert!(said.starts_with("wash: done"), "{said}");
    rig.home.comes_to("wash", "done");
    daemon.stop();
    assert_eq!(rig.home.run("status").code, Some(69));
}

/// Calls a method of the daemon as any program could, and gives the text that it answers.
fn call(lab: &Lab, words: &[&str]) -> String {
    let mut command = lab.command("busctl");
    command.arg(format!("--address={}", lab.address())).args(["--json=short", "call"]);
    command.args(["io.github.aftercare.Aftercare", "/io/github/aftercare/Aftercare"]);
    command.arg("io.github.aftercare.Aftercare1").args(words);
    let output = command.output().expect("run busctl");
    let answer: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    answer["data"][0].as_str().expect("a text").to_owned()
}

#[test]
fn a_pause_takes_the_popup_away_and_status_tells_of_it() {
    let rig = Rig::new(Lab::dunst());
    rig.home.known_already(&["wash"]);
    rig.home.plan(&task("wash", &[soon(1)]));
    let daemon = rig.home.start();
    eventually("it is on the screen", || (rig.lab.count() == 1).then_some(()));
    assert!(rig.home.run("pause --for 1h").stdout.starts_with("Paused until "));
    eventually("its popup is gone", || (rig.lab.count() == 0).then_some(()));
    assert!(rig.home.json("status")["held"][0]["reminder"].is_null());
    assert_eq!(rig.home.run("resume").stdout, "You are reminded again.\n");
    eventually("it is on the screen again", || (rig.lab.count() == 1).then_some(()));
    assert_eq!(rig.home.json("status")["held"], Value::Array(Vec::new()));
    daemon.stop();
}

#[test]
fn what_is_forgotten_is_on_no_screen_in_no_file_and_not_asked_again() {
    let rig = Rig::new(Lab::dunst());
    rig.home.known_already(&["wash"]);
    rig.home.plan(&task("wash", &[soon(1)]));
    std::fs::write(rig.home.state().join("history.db.damaged-2026"), "old").expect("a file");
    let daemon = rig.home.start();
    eventually("it is on the screen", || (rig.lab.count() == 1).then_some(()));
    let ran = rig.home.run("forget --yes");
    assert!(ran.stdout.starts_with("The history is erased.\nOut of reach: "), "{ran:?}");
    eventually("its popup is gone", || (rig.lab.count() == 0).then_some(()));
    assert_eq!(rig.home.states("wash"), [""; 0]);
    daemon.stop();
    for entry in std::fs::read_dir(rig.home.state()).expect("a folder") {
        let path = entry.expect("a file").path();
        // The plan that is kept is not of the past: it may name a reminder, but no answer.
        let bytes = std::fs::read(&path).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!text.contains("\"intended\"") && !text.contains("\"shown\""), "{path:?}");
        assert!(!path.to_string_lossy().contains("damaged"), "{path:?}");
    }
    let daemon = rig.home.start();
    assert_eq!((rig.home.states("wash"), rig.lab.count()), (Vec::new(), 0));
    daemon.stop();
}

#[test]
fn without_a_daemon_forgetting_leaves_no_entry_but_the_last_good_plan() {
    let rig = Rig::new(Lab::bare());
    rig.home.known_already(&["wash"]);
    let daemon = rig.home.start();
    daemon.stop();
    std::fs::write(rig.home.plan_file(), "no [plan").expect("break the plan");
    let asked = rig.home.run("forget");
    assert_eq!((asked.code, rig.home.entries().is_empty()), (Some(2), false));
    assert!(rig.home.run("forget --yes").stdout.starts_with("The history is erased.\n"));
    assert_eq!(rig.home.entries(), []);
    // The plan file is broken, and yet there is something to remind from.
    let daemon = rig.home.start();
    assert!(rig.home.json("status")["reminds"].as_bool().expect("a word"));
    daemon.stop();
}

#[test]
fn where_there_is_no_history_none_is_made_to_forget_it() {
    let rig = Rig::new(Lab::bare());
    assert!(rig.home.run("forget --yes").stdout.starts_with("There is no history.\n"));
    assert!(!rig.home.state().exists());
}
