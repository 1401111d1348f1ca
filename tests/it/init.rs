//! `init`: from nothing to a plan.

use std::{
    fs,
    io::Write,
    os::unix::fs::{MetadataExt, symlink},
    process::Stdio,
};

use insta::assert_snapshot;

use crate::{
    cli::Home,
    lab::{Lab, program},
};

const PLAN: &str = ".config/aftercare/plan.toml";
const ALL: &str = "init --session 2026-11-20 --wake 07:15 --sleep 23:00 --template smp --yes";

#[test]
fn options_answer_every_question() {
    let home = Home::new();
    let ran = home.run(ALL);
    assert_snapshot!(ran.all());
    let text = fs::read_to_string(home.path(PLAN)).unwrap();
    assert!(text.contains("\nsessions = [2026-11-20] "), "{text}");
    assert!(text.starts_with("#:schema ./plan.schema.json\n"), "{text}");
    assert!(home.path(".config/aftercare/plan.schema.json").exists());
    assert_eq!(home.run("check").code, Some(0));
    let mode = |name: &str| home.path(name).metadata().unwrap().mode() & 0o777;
    assert_eq!((mode(PLAN), mode(".config/aftercare")), (0o600, 0o700));
}

#[test]
fn a_plan_that_is_there_stays_as_it_is() {
    let home = Home::with_plan("this is [not a plan\n");
    let ran = home.run(ALL);
    assert_eq!(ran.code, Some(1));
    assert_snapshot!(ran.stderr);
    assert_eq!(fs::read_to_string(home.path(PLAN)).unwrap(), "this is [not a plan\n");
}

#[test]
fn a_link_that_leads_nowhere_is_not_written_through() {
    let home = Home::new();
    home.write(".config/aftercare/other", b"");
    symlink(home.path("nowhere"), home.path(PLAN)).unwrap();
    assert_eq!(home.run(ALL).code, Some(1));
    assert!(!home.path("nowhere").exists());
}

#[test]
fn what_would_have_mistakes_is_not_written() {
    let home = Home::new();
    let ran = home.run("init --session 2026-11-20 --template smpp --yes");
    assert_eq!(ran.code, Some(78));
    assert_snapshot!(ran.stderr);
    assert!(!home.path(PLAN).exists());
}

#[test]
fn without_a_terminal_the_date_must_be_given() {
    let home = Home::new();
    let ran = home.run("init");
    assert_eq!(ran.code, Some(2));
    assert_eq!(
        ran.stderr,
        "error: there is nobody to ask for the date: give it, with --session 2026-11-20\n"
    );
}

/// Answers on a real terminal.
fn typed(home: &Home, answers: &str) -> (Option<i32>, String) {
    let command = home.command();
    let binary = command.get_program().to_str().unwrap();
    let mut script = program("script");
    script.args(["-qec", &format!("{binary} init"), "/dev/null"]).env_clear();
    script.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    script.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = script.spawn().unwrap();
    child.stdin.take().unwrap().write_all(answers.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn a_person_is_asked_again_what_was_not_understood() {
    let home = Home::new();
    let (code, text) = typed(&home, "20.11.2026\n2026-11-20\n\n9am\n09:00\n\n");
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("write a date such as 2026-11-20, or today"), "{text}");
    assert!(text.contains("write a time of day such as 08:00"), "{text}");
    let plan = fs::read_to_string(home.path(PLAN)).unwrap();
    assert!(plan.contains("wake  = \"09:00\"") && plan.contains("sleep = \"22:00\""), "{plan}");
}

#[test]
fn a_template_that_there_is_not_is_asked_again() {
    let home = Home::new();
    home.write(".config/aftercare/clinic.toml", b"title = \"Clinic\"\n");
    let (code, text) = typed(&home, "2026-11-20\nsmpp\nclinic.toml\n\n\n");
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("there is no built-in template `smpp`; did you mean `smp`?"), "{text}");
    let plan = fs::read_to_string(home.path(PLAN)).unwrap();
    assert!(plan.contains("\nextends  = \"clinic.toml\" "), "{plan}");
    assert!(!plan.contains("moisturize"), "its examples are about entries that are not there");
}

#[test]
fn a_schema_that_is_not_ours_stays_and_does_not_stop_it() {
    let home = Home::new();
    home.write(".config/aftercare/plan.schema.json", b"{}");
    let ran = home.run(ALL);
    assert_eq!(ran.code, Some(0));
    assert!(ran.stdout.contains("Editors get no help: "), "{}", ran.stdout);
    assert!(ran.stdout.contains("Fri 20 Nov 2026, day 0"), "{}", ran.stdout);
}

#[test]
fn who_leaves_in_the_middle_has_no_plan() {
    let home = Home::new();
    let (code, text) = typed(&home, "2026-11-20\n\u{4}");
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("there was no answer, so nothing was written"), "{text}");
    assert!(!home.path(PLAN).exists());
}

#[test]
fn a_test_notification_is_shown_where_there_is_a_desktop() {
    let (lab, home) = (Lab::dunst(), Home::new());
    let output = home.command().args(ALL.split(' ')).envs(lab.environment()).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.contains("A test notification is on your screen now."), "{text}");
    assert!(lab.texts().contains("Aftercare can reach you here"), "{}", lab.texts());
}
