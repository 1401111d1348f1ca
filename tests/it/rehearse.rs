//! `rehearse`: the plan in fast motion, in the terminal and on a real desktop, and no trace of it.

use std::process::Stdio;

use insta::assert_snapshot;

use crate::{
    cli::Home,
    lab::{Lab, eventually},
};

#[test]
fn days_are_played_in_the_terminal_and_leave_no_history() {
    let home = Home::new();
    let ran = home.run("rehearse --session 2026-11-20 --terminal --days=-2..5 --speed 10days=1s");
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert_snapshot!(ran.stdout);
    assert!(!home.path(".local").exists(), "it wrote something");
}

#[test]
fn without_a_session_it_says_how_to_try_it() {
    let home = Home::with_plan("extends = \"smp\"\n");
    assert_eq!(
        home.run("rehearse --terminal").stderr,
        "error: the plan has no session to count from; to try it with one: \
         aftercare rehearse --session today\n"
    );
}

#[test]
fn on_a_desktop_every_notice_is_marked_and_all_are_gone_at_the_end() {
    let (lab, home) = (Lab::dunst(), Home::new());
    let mut command = home.command();
    command.args("rehearse --session 2026-11-20 --days 0..1 --speed 1day=2s".split(' '));
    let mut playing =
        command.envs(lab.environment()).stdout(Stdio::null()).spawn().expect("it starts");
    eventually("a task is on the screen", || {
        lab.texts().contains("Rehearsal, day 0: Use a fresh pillowcase tonight.").then_some(())
    });
    let code = eventually("it ends", || playing.try_wait().expect("it can be asked"));
    assert!(code.success());
    let left = lab.texts();
    assert!(left.contains("Rehearsal: it is over"), "{left}");
    assert_eq!(lab.count(), 1, "{left}");
    assert!(!home.path(".local").exists(), "it wrote something");
}

#[test]
fn whoever_has_seen_enough_can_close_the_pipe() {
    let home = Home::new();
    let mut command = home.command();
    command.args("rehearse --session 2026-11-20 --terminal --speed 10days=1s".split(' '));
    let mut playing =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    drop(playing.stdout.take());
    let output = playing.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), b"".as_slice()));
}
