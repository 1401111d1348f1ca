//! `export` as a person types it: which file it writes, and which it leaves alone.

use std::{
    fs::{self, File},
    os::unix::fs::PermissionsExt,
    process::Command,
    time::{Duration, SystemTime},
};

use crate::cli::Home;

const PLAN: &str = "extends = 'smp'\nsessions = [2026-11-20]\n";

/// Sets when the plan was saved, so that no test waits for a clock.
fn save_at(home: &Home, second: u64) {
    let plan = File::options().append(true).open(home.path(".config/aftercare/plan.toml")).unwrap();
    plan.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(second)).unwrap();
}

#[test]
fn a_calendar_is_written_for_its_owner_alone_and_again_over_itself() {
    let home = Home::with_plan(PLAN);
    for _ in 0..2 {
        let ran = home.run("export --ics --output plan.ics");
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
        assert!(ran.stdout.starts_with("Wrote plan.ics: "), "{}", ran.stdout);
        assert!(ran.stdout.contains("Google Calendar drops the alarms"), "{}", ran.stdout);
    }
    let mode = fs::metadata(home.path("plan.ics")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let folder = fs::read_dir(home.path(".")).unwrap().count();
    assert_eq!(folder, 2, "the plan's folder and the calendar");
}

#[test]
fn the_same_plan_gives_the_same_bytes_whenever_it_is_asked() {
    let home = Home::with_plan(PLAN);
    save_at(&home, 1_790_000_000);
    let first = home.run("export --ics").stdout;
    let mut later = home.command();
    later.env("AFTERCARE_NOW", "2027-01-01T00:00:00Z").args(["export", "--ics", "-o", "-"]);
    assert_eq!(home.ran(&later.output().unwrap()).stdout, first);
    assert!(first.contains("DTSTAMP:20260921T141320Z\r\n"), "{first}");
    save_at(&home, 1_790_000_060);
    assert_ne!(home.run("export --ics").stdout, first);
}

#[test]
fn what_is_no_export_is_left_alone() {
    let home = Home::with_plan(PLAN);
    for format in ["--ics", "--csv", "--json"] {
        let file = home.write("mine.txt", b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//me//\r\n");
        let ran = home.run(&format!("export {format} --output mine.txt"));
        assert_eq!(ran.code, Some(1));
        assert_eq!(
            ran.stderr,
            "error: mine.txt is there already and was not written by this command; \
             to replace it, add --force\n"
        );
        assert!(fs::read_to_string(&file).unwrap().ends_with("//me//\r\n"));
        let forced = home.run(&format!("export {format} --force --output mine.txt"));
        assert_eq!(forced.code, Some(0), "{}", forced.stderr);
        assert!(!fs::read_to_string(&file).unwrap().contains("//me//"));
    }
}

#[test]
fn no_folder_and_no_pipe_is_replaced() {
    let home = Home::with_plan(PLAN);
    // A device would be the same, but must not be lost on the day on which this fails.
    let made = Command::new("mkfifo").arg(home.path("pipe")).status().unwrap();
    assert!(made.success());
    for name in ["pipe", "."] {
        let ran = home.run(&format!("export --ics --force --output {name}"));
        let told = "is no file; name a file, or write - for the terminal or a pipe";
        assert!(ran.code == Some(1) && ran.stderr.contains(told), "{}", ran.stderr);
    }
    let ran = home.run("export --ics --output nowhere/plan.ics");
    assert!(ran.code == Some(1) && ran.stderr.contains("cannot be written"), "{}", ran.stderr);
}

#[test]
fn a_link_stays_a_link() {
    let home = Home::with_plan(PLAN);
    assert_eq!(home.run("export --ics --output real.ics").code, Some(0));
    std::os::unix::fs::symlink(home.path("real.ics"), home.path("plan.ics")).unwrap();
    assert_eq!(home.run("export --ics --plain --output plan.ics").code, Some(0));
    assert!(home.path("plan.ics").is_symlink());
    assert!(fs::read_to_string(home.path("real.ics")).unwrap().contains("Not yet: "));
}

#[test]
fn the_texts_are_full_only_when_that_is_asked_for() {
    for privacy in ["plain", "discreet"] {
        let home = Home::with_plan(&format!("privacy = '{privacy}'\n{PLAN}"));
        let discreet = home.run("export --ics").stdout;
        assert!(discreet.contains("SUMMARY:Time for your cream"), "{discreet}");
        assert!(discreet.contains("CLASS:PRIVATE"), "{discreet}");
        let plain = home.run("export --ics --plain").stdout;
        assert!(!plain.contains("SUMMARY:Time for your cream"), "{plain}");
    }
    let silent = Home::with_plan(&format!("privacy = 'silent'\n{PLAN}"));
    assert!(!silent.run("export --ics").stdout.contains("cream"));
}

#[test]
fn what_does_not_fit_together_is_refused() {
    let home = Home::with_plan("extends = 'smp'\nsessions = []\n");
    for (arguments, code, told) in [
        ("export", 2, "<--ics|--csv|--json>"),
        ("export --ics --csv", 2, "cannot be used with"),
        ("export --csv --plain", 2, "--ics"),
        ("export --json --until today", 2, "--ics"),
        ("export --ics", 1, "the plan has no session, so a calendar of it would be empty"),
    ] {
        let ran = home.run(arguments);
        assert_eq!(ran.code, Some(code), "{arguments}");
        assert!(ran.stderr.contains(told), "{}", ran.stderr);
    }
}

#[test]
fn the_history_has_what_became_of_each_reminder_and_no_text() {
    let cream = "[[reminder]]\nid = 'cream'\ntext = 'Cream'\nat = ['18:00', '19:00']\n";
    let home = Home::with_plan(&format!("sessions = [2026-11-20]\n{cream}"));
    let empty = home.run("export --csv").stdout;
    assert_eq!(empty, "id,kind,date,slot,at,state,since\r\n");
    // Nothing reaches back before the plan was first seen, so the day must pass.
    home.run("done cream");
    let mut later = home.command();
    later.env("AFTERCARE_NOW", "2026-11-22T19:05:00Z").args(["done", "cream"]);
    assert!(later.status().unwrap().success());
    let csv = home.run("export --csv").stdout;
    insta::assert_snapshot!(csv.replace('\r', ""));
    let json = home.run("export --json").stdout;
    assert_eq!(json, home.run("history --json").stdout);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["occurrences"].as_array().unwrap().len(), csv.lines().count() - 1);
    for format in ["--csv", "--json"] {
        for _ in 0..2 {
            assert_eq!(home.run(&format!("export {format} -o history")).code, Some(0));
        }
        fs::remove_file(home.path("history")).unwrap();
    }
}

#[test]
fn help_tells_what_an_export_holds_and_what_a_phone_makes_of_it() {
    insta::assert_snapshot!(Home::new().run("export --help").stdout);
}
