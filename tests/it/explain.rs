//! `explain`: who said what, what comes, and every reason why something does not come today.

use insta::assert_snapshot;

use crate::cli::Home;

/// One reminder for each answer to "why not today?", which is Sunday 22 November 2026, day 2.
const PLAN: &str = r#"
sessions = [2026-11-20, 2026-12-04]
timezone = "Europe/Berlin"
[place]
latitude = 78.2
longitude = 15.6
[quiet]
from = "21:00"
to = "08:00"
[[phase]]
id = "dry"
label = "Keep dry"
days = "0..3"
[[restriction]]
id = "creams"
label = "Creams"
days = "0..3"
[[restriction]]
id = "razor"
label = "Razors"
days = "0.."
ask = "Ada"
[[reminder]]
id = "off"
text = "A"
at = "09:00"
enabled = false
[[reminder]]
id = "other-day"
text = "A"
at = "09:00"
days = "4..5"
[[reminder]]
id = "last"
text = "A"
at = "09:00"
days = "0..2"
count_from = "last"
[[reminder]]
id = "paused"
text = "A"
at = "09:00"
unless_closed = "creams"
[[reminder]]
id = "monday"
text = "A"
cron = "30 9 * * mon"
[[reminder]]
id = "sun"
text = "A"
at = "sunrise"
[[reminder]]
id = "late"
text = "A"
at = ["22:00", "14:00"]
nag = { every = "30m", times = 2 }
[[reminder]]
id = "late-drop"
text = "A"
at = "22:00"
quiet = "drop"
"#;

/// What `explain` says of today and of what comes.
fn today(home: &Home, id: &str) -> String {
    let ran = home.run(&format!("explain {id}"));
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{id}");
    let (_, today) = ran.stdout.split_once("Today, Sunday 22 November 2026\n").unwrap();
    format!("{id}\n{today}\n")
}

#[test]
fn every_reason_not_to_come_today() {
    let home = Home::with_plan(PLAN);
    let ids = ["off", "other-day", "last", "paused", "monday", "sun", "late", "late-drop"];
    let all: String = ids.iter().map(|id| today(&home, id)).collect();
    assert_snapshot!(all);
}

#[test]
fn a_restriction_and_a_phase() {
    let home = Home::with_plan(PLAN);
    let all: String = ["creams", "razor", "dry"].iter().map(|id| today(&home, id)).collect();
    assert_snapshot!(all);
}

#[test]
fn before_the_first_session_and_without_any() {
    let reminder = "[[reminder]]\nid = \"a\"\ntext = \"A\"\nat = \"09:00\"\n";
    let before = Home::with_plan(&format!("sessions = [2026-12-04]\n{reminder}"));
    let without = Home::with_plan(reminder);
    assert_snapshot!(today(&before, "a") + &today(&without, "a"));
}

#[test]
fn each_value_tells_its_file() {
    let home = Home::with_plan(
        "extends = \"clinic.toml\"\nsessions = [2026-11-20]\n[[reminder]]\nid = \"late\"\ngrace = \"1h\"\n",
    );
    home.write(".config/aftercare/clinic.toml", PLAN.as_bytes());
    assert_snapshot!(home.run("explain late").stdout);
    assert_snapshot!(home.run("explain late --json").stdout);
}

#[test]
fn an_unknown_id_is_told_with_its_neighbour() {
    let home = Home::with_plan(PLAN);
    let ran = home.run("explain paussed");
    assert_eq!(ran.code, Some(1));
    assert_eq!(ran.stderr, "error: the plan has no entry `paussed`; did you mean `paused`?\n");
}

#[test]
fn what_was_muted_or_paused_is_told() {
    let home = Home::with_plan(PLAN);
    home.run("mute late");
    home.run("pause --for 2h");
    let told = today(&home, "late") + &today(&home, "off");
    home.run("resume");
    assert_snapshot!(told + &today(&home, "late"));
}

#[test]
fn a_sunrise_that_is_missing_beside_another_time_is_told() {
    let home = Home::with_plan(&PLAN.replace("at = \"sunrise\"", "at = [\"15:00\", \"sunrise\"]"));
    assert_snapshot!(today(&home, "sun"));
}

#[test]
fn without_a_near_one_every_id_is_listed() {
    let home = Home::with_plan(PLAN);
    assert_snapshot!(home.run("explain xyzzy").stderr);
    let release = home.run("explain release");
    assert!(release.stderr.contains("is the notice that something is allowed again"));
}
