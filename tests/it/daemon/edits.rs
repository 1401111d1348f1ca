//! Edits of the plan while the daemon runs: broken ones and good ones.

use std::fs;

use rustix::process::Signal;
use serde_json::Value;

use super::{BUTTONS, Daemon, FakeServer, Home, Rig, far, plan, program, soon, task};
use crate::lab::{Lab, eventually, find, pass};

const TOLD: &str = "Your plan file has a mistake";

/// A plan whose last line cannot be used, and the number of that line.
fn broken(reminders: &str) -> (String, usize) {
    let text = plan(reminders) + "[day]\nwake = \"25:00\"\n";
    let line = text.lines().count();
    (text, line)
}

/// As most editors save: a new file takes the name of the old one.
fn save_by_rename(home: &Home, text: &str) {
    let file = home.plan_file();
    let new = file.with_extension("new");
    fs::write(&new, text).expect("write the plan");
    fs::rename(new, file).expect("rename the plan");
}

fn problem(home: &Home) -> Value {
    home.json("status")["plan_problem"].clone()
}

#[test]
fn a_broken_edit_is_told_once_and_stops_nothing_not_even_over_a_restart() {
    let rig = Rig::new(Lab::bare());
    let home = &rig.home;
    home.known_already(&["wash"]);
    let fake = FakeServer::start(&rig.lab, BUTTONS);
    let times = [soon(1), soon(7)];
    home.plan(&task("wash", &times));
    let daemon = home.start();
    fake.is_asked_for("zebra", 1);
    let (text, line) = broken(&task("wash", &times));
    fs::write(home.plan_file(), text).expect("break the plan");
    let told = fake.is_asked_for(TOLD, 1);
    let place = format!("plan.toml, line {line}");
    assert!(told[0].body.contains(&place), "{told:?}");
    assert!(problem(home).as_str().is_some_and(|it| it.starts_with(&place)), "{}", problem(home));
    fake.is_asked_for("zebra", 2);
    home.is_shown("wash", 2);
    assert_eq!(home.states("wash"), ["unanswered", "shown"]);

    daemon.kill();
    let daemon = home.start();
    let labelled = fake.is_asked_for("zebra", 3);
    assert!(labelled[2].body.contains("Shown before: "), "{labelled:?}");
    assert_eq!(fake.is_asked_for(TOLD, 2).len(), 2, "once in each run");
    assert!(!problem(home).is_null());

    let times = [times[0], times[1], soon(1)];
    save_by_rename(home, &plan(&task("wash", &times)));
    eventually("the problem is over", || problem(home).is_null().then_some(()));
    home.is_shown("wash", 4);
    assert_eq!(home.states("wash"), ["unanswered", "unanswered", "shown"]);
    assert_eq!(fake.asked_for("zebra").len(), 4, "shown twice");
    assert_eq!(fake.asked_for(TOLD).len(), 2, "told twice");
    let second_told = fake.asked().iter().rposition(|it| it.summary == TOLD).unwrap() + 1;
    assert!(fake.fake.closed().contains(&u32::try_from(second_told).unwrap()), "still on screen");
    daemon.stop();
}

/// However a plan is saved, the new time is in force, and what is open is not shown again.
fn is_taken_over(save: impl FnOnce(&Home, &str)) {
    let rig = Rig::with_task(Lab::bare());
    let fake = FakeServer::start(&rig.lab, BUTTONS);
    let daemon = rig.home.start();
    rig.home.is_shown("wash", 1);
    let text = fs::read_to_string(rig.home.plan_file()).expect("the plan");
    let later = format!(", {}]\nsnooze", soon(1).format("%H:%M:%S"));
    save(&rig.home, &text.replace("]\nsnooze", &later));
    rig.home.is_shown("wash", 2);
    assert_eq!(rig.home.states("wash"), ["unanswered", "shown"]);
    assert_eq!(fake.asked_for("zebra").len(), 2);
    assert_eq!(fake.asked_for("Shown before").len(), 0);
    daemon.stop();
}

#[test]
fn an_edit_in_place_is_taken_over() {
    is_taken_over(|home, text| fs::write(home.plan_file(), text).expect("write the plan"));
}

#[test]
fn an_edit_by_rename_is_taken_over() {
    is_taken_over(save_by_rename);
}

#[test]
fn an_edit_in_two_steps_that_leaves_the_file_away_for_a_moment_is_taken_over() {
    is_taken_over(|home, text| {
        fs::rename(home.plan_file(), home.path("backup")).expect("move the plan away");
        fs::write(home.plan_file(), text).expect("write the plan");
    });
}

/// A daemon to whom this call of the system fails, as it does where a limit is reached.
fn start_deaf(home: &Home, call: &str, error: &str) -> Daemon {
    let mut command = home.command_of(&find("strace"));
    command.args(["-D", "-f", "-qq", "-o", "/dev/null", "-e"]).arg(format!("trace={call}"));
    command.arg("-e").arg(format!("inject={call}:error={error}")).arg(program());
    home.start_with(command)
}

#[test]
fn a_daemon_that_cannot_watch_says_so_and_reads_the_plan_on_a_hangup() {
    for (call, error, why) in [
        ("inotify_init1", "EMFILE", "fs.inotify.max_user_instances"),
        ("inotify_add_watch", "ENOSPC", "fs.inotify.max_user_watches"),
        ("inotify_add_watch", "EACCES", "cannot be read"),
    ] {
        let rig = Rig::with_task(Lab::bare());
        let home = &rig.home;
        let _fake = FakeServer::start(&rig.lab, BUTTONS);
        let daemon = start_deaf(home, call, error);
        home.is_shown("wash", 1);
        let problem = home.json("status")["watch_problem"].to_string();
        assert!(problem.contains(why), "{call} {error}: {problem}");
        let said = home.run("status").stdout;
        for words in ["are not noticed", "systemctl --user reload aftercare"] {
            assert!(said.contains(words), "{call} {error}: {said}");
        }
        let text = fs::read_to_string(home.plan_file()).expect("the plan");
        save_by_rename(home, &text.replace("id = \"wash\"", "id = \"cream\""));
        pass(super::MISTAKES_HAPPEN);
        assert_eq!(home.states("wash"), ["shown"], "{call} {error}: it was noticed");
        daemon.signal(Signal::HUP);
        home.comes_to("wash", "withdrawn");
        daemon.stop();
    }
}

#[test]
fn a_daemon_that_could_not_watch_tries_again_when_it_reads_the_plan() {
    let rig = Rig::with_task(Lab::bare());
    let home = &rig.home;
    let _fake = FakeServer::start(&rig.lab, BUTTONS);
    let daemon = start_deaf(home, "inotify_init1", "EMFILE:when=1");
    home.is_shown("wash", 1);
    assert!(!home.json("status")["watch_problem"].is_null());
    daemon.signal(Signal::HUP);
    eventually("it can watch", || home.json("status")["watch_problem"].is_null().then_some(()));
    save_by_rename(home, &plan(&task("cream", &[soon(1)])));
    home.comes_to("wash", "withdrawn");
    daemon.stop();
}

#[test]
fn while_the_plan_file_is_broken_the_commands_go_by_the_last_good_plan() {
    let rig = Rig::new(Lab::bare());
    rig.home.plan(&task("wash", &[far()]));
    let daemon = rig.home.start();
    daemon.stop();
    fs::write(rig.home.plan_file(), "no [plan").expect("break the plan");
    for command in ["today", "next", "explain wash"] {
        let ran = rig.home.run(command);
        assert_eq!(ran.code, Some(0), "{command}: {ran:?}");
        assert!(ran.stdout.contains("wash"), "{command}: {ran:?}");
        assert!(ran.stderr.contains("This is the last good plan"), "{command}: {ran:?}");
    }
    fs::remove_file(rig.home.plan_file()).expect("remove the plan");
    let ran = rig.home.run("today");
    assert!(ran.stderr.contains("there is no such file"), "{ran:?}");
    assert_eq!(rig.home.run("check").code, Some(78));
}
