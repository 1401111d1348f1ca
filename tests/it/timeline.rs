//! The views of a plan's days: `today` and `timeline`, on days that differ.

use aftercare::{
    engine::{
        memory::Memory,
        record::{Entry, Outcome, Record},
    },
    language::Language,
    report::timeline::{Range, timeline},
    schedule::{
        Schedule,
        occurrence::Kind,
        zone::{Moment, Zone},
    },
};
use chrono::{Days, NaiveDate, TimeDelta};
use insta::assert_snapshot;

use crate::{cli::Home, plans::plan};

const FIRST: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();

/// Days -2, 0, 3, 4 and 12 of the first of two sessions, and day 45 of the second.
pub(crate) const DAYS: [(&str, &str); 6] = [
    ("day_-2", "2026-11-18"),
    ("day_0", "2026-11-20"),
    ("day_3", "2026-11-23"),
    ("day_4", "2026-11-24"),
    ("day_12", "2026-12-02"),
    ("day_45", "2027-01-18"),
];

/// What a command shows at noon of a date.
fn at_noon(home: &Home, date: &str, arguments: &str) -> String {
    let mut command = home.command();
    command.env("AFTERCARE_NOW", format!("{date}T12:00:00Z"));
    let output = command.args(arguments.split_whitespace()).output().unwrap();
    home.ran(&output).all()
}

fn two_sessions() -> Home {
    Home::with_plan(
        "extends = \"smp\"\nsessions = [2026-11-20, 2026-12-04]\n\
         [contact]\npractitioner = \"Studio North, 555 0100\"\n",
    )
}

#[test]
fn each_view_on_days_that_differ() {
    let home = two_sessions();
    for (name, date) in DAYS {
        for (view, arguments) in
            [("timeline", "timeline"), ("today", "today"), ("next", "next -n 6")]
        {
            assert_snapshot!(format!("{view}_{name}"), at_noon(&home, date, arguments));
        }
    }
}

#[test]
fn the_timeline_without_anything_to_draw() {
    let home = two_sessions();
    for (name, home, arguments) in [
        ("no_session", &Home::with_plan("extends = \"smp\"\n"), "timeline"),
        ("no_plan", &Home::new(), "timeline"),
        ("nothing_in_that_time", &home, "timeline --until 2026-11-01"),
        ("backwards", &home, "timeline --from 2026-12-01 --until 2026-11-01"),
        ("too_long", &home, "timeline --from 2026-11-01 --until 2028-11-01"),
        ("two_strips", &home, "timeline --from 2026-12-01 --until 2027-02-10"),
        ("json", &home, "timeline --json --from 2026-12-01 --until 2026-12-05"),
    ] {
        assert_snapshot!(format!("timeline_{name}"), at_noon(home, "2026-11-24", arguments));
    }
}

#[test]
fn no_line_is_wider_than_the_screen() {
    let home = two_sessions();
    for (_, date) in DAYS {
        for command in ["timeline", "today", "may beach"] {
            let text = at_noon(&home, date, command);
            let widest = text.lines().max_by_key(|line| line.chars().count()).unwrap();
            assert!(widest.chars().count() <= 80, "{command} {date}: {widest}");
        }
    }
}

const CREAM: &str = r#"
version = 1
sessions = [2026-11-20]
[[reminder]]
id = "cream"
text = "Moisturize"
at = ["09:00"]
grace = "2h"
[[reminder]]
id = "twice"
text = "Twice"
at = ["09:00", "18:00"]
"#;

fn schedule() -> Schedule {
    Schedule::new(plan(CREAM), Zone::named("UTC").unwrap())
}

/// What the journal would hold of the `slot`th occurrence after so many days.
fn ended(reminder: &str, (days, slot): (u64, usize), outcome: Outcome, after: TimeDelta) -> Entry {
    let schedule = schedule();
    let reminder = schedule.reminder(reminder).unwrap();
    let occurrence = schedule.occurrences(reminder, FIRST + Days::new(days)).remove(slot);
    let (key, due) = (occurrence.key, occurrence.due);
    Entry { at: due + after, record: Record::Ended { key, kind: Kind::Task, due, outcome } }
}

/// The marks of a row, from the first date on.
fn marks(memory: &Memory, row: &str) -> String {
    let now: Moment = "2026-11-27T12:00:00Z".parse().unwrap();
    let range = Range { from: FIRST, until: FIRST + Days::new(9) };
    let english = Language::english();
    let text = timeline(&schedule(), memory, range, now, &english).text(&english);
    let line = text.lines().find(|line| line.starts_with(row)).unwrap();
    line.get(24..).unwrap_or_default().to_owned()
}

#[test]
fn each_state_of_a_task_has_its_mark() {
    let soon = TimeDelta::minutes(5);
    let memory = Memory::of(&[
        ended("cream", (0, 0), Outcome::Done, soon),
        ended("cream", (1, 0), Outcome::Done, TimeDelta::hours(3)),
        ended("cream", (2, 0), Outcome::Skipped, soon),
        ended("cream", (3, 0), Outcome::Unanswered, soon),
        ended("cream", (4, 0), Outcome::Missed, soon),
        ended("cream", (5, 0), Outcome::Withdrawn, soon),
    ]);
    assert_eq!(marks(&memory, "cream"), "xls?m ~~oo");
}

#[test]
fn a_day_is_done_when_all_of_it_is() {
    let soon = TimeDelta::minutes(5);
    let memory = Memory::of(&[
        ended("twice", (0, 0), Outcome::Done, soon),
        ended("twice", (0, 1), Outcome::Done, soon),
        ended("twice", (1, 0), Outcome::Done, soon),
        ended("twice", (1, 1), Outcome::Missed, soon),
        ended("cream", (1, 0), Outcome::Done, soon),
        ended("twice", (7, 0), Outcome::Done, soon),
    ]);
    assert_eq!(marks(&memory, "twice"), "xm~~~~~ooo");
    assert_eq!(marks(&memory, "Done that day"), "22     1");
}
