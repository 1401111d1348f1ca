//! From a file to a plan, or to everything that is wrong with it.

use std::{collections::BTreeSet, ops::Range};

use super::{
    entries::{Ids, named, tables},
    fields::{self, Fields, Findings, RESTRICTION, Shape, Word, integer, word},
    layers::{self, Layered},
    model::{Phase, Plan, Privacy, Reminder, Restriction},
    problem::{Located, Problem, Severity},
    reminder::{Frame, reminder},
    restriction::{phase, restriction},
    session::sessions,
    settings,
    shift::shifts,
    source::{Place, Source, Sources},
    text::{self, quoted},
    tree::{Node, Parsed, Table, Value},
};

/// The most sessions, phases, restrictions and reminders of one plan, all together.
const MOST_ENTRIES: usize = 10_000;

impl Word for Privacy {
    const ALL: &'static [(&'static str, Self)] =
        &[("discreet", Self::Discreet), ("plain", Self::Plain), ("silent", Self::Silent)];
}

/// What came of reading a plan.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The plan; `None` exactly when one of the problems is an error.
    pub plan: Option<Plan>,
    /// Everything that is wrong, in the order of the files.
    pub problems: Vec<Problem>,
    /// The texts that were read, for showing problems.
    pub sources: Sources,
    /// Where the time zone was written. Whether it exists is for the caller to find out.
    pub timezone_span: Option<Range<usize>>,
    pub(super) root: Table,
}

impl Reading {
    /// Takes in a problem that only the caller could find, and gives up the plan for an error.
    pub fn add(&mut self, problem: Problem) {
        if problem.severity == Severity::Error {
            self.plan = None;
        }
        let at = self.problems.partition_point(|other| other.order() <= problem.order());
        self.problems.insert(at, problem);
    }

    /// Every problem as data.
    pub fn located(&self) -> Vec<Located> {
        self.problems.iter().map(|problem| problem.locate(&self.sources)).collect()
    }

    /// From which file and line a value came: `["title"]`, `["day", "wake"]`.
    pub fn place(&self, path: &[&str]) -> Option<Place<'_>> {
        let (last, tables) = path.split_last()?;
        let mut table = &self.root;
        for key in tables {
            let Value::Table(inner) = &table.get(key)?.value else { return None };
            table = inner;
        }
        self.sources.place(table.entries.get(*last)?.key.start)
    }
}

/// Reads a plan; `load` gives the text of a template by the name or path that `extends` has,
/// paths counting from the plan's own folder, or says why it cannot.
pub fn read(main: Source, load: &mut dyn FnMut(&str) -> Result<Source, String>) -> Reading {
    let mut sources = Sources::default();
    let mut findings = Findings::new();
    let Layered { root, removed } = layers::read(main, load, &mut sources, &mut findings);
    let is_crowd = report_crowd(&root, &mut findings);
    let plan = (!is_crowd).then(|| plan(&root, &removed, &sources, &mut findings));
    let problems = findings.sorted();
    let is_wrong = problems.iter().any(|problem| problem.severity == Severity::Error);
    let timezone_span = root.get("timezone").map(|node| node.span.clone());
    Reading { plan: plan.filter(|_| !is_wrong), problems, sources, timezone_span, root }
}

/// Whether there are more entries than anybody can mean.
fn report_crowd(root: &Table, findings: &mut Findings) -> bool {
    let kinds = ["session", "sessions", "shift", "phase", "restriction", "reminder"];
    let nodes = || kinds.iter().filter_map(|kind| root.get(kind));
    let count: usize = nodes().map(|node| fields::items(node).len()).sum();
    let Some(first) = nodes().next().filter(|_| count > MOST_ENTRIES) else { return false };
    findings.add(
        Problem::error(first.span.clone(), format!("this plan has {count} entries")).help(format!(
            "a plan can have at most {MOST_ENTRIES} sessions, phases, restrictions and reminders"
        )),
    );
    true
}

fn plan(
    root: &Table,
    removed: &BTreeSet<String>,
    sources: &Sources,
    findings: &mut Findings,
) -> Plan {
    let mut fields = Fields::open(root, &fields::TOP, findings);
    let title = fields.optional("title", text::line);
    let day_of_session = fields.optional("day_of_session", |node| integer(node, 0..=1));
    let day_of_session = day_of_session.and_then(|day| i32::try_from(day).ok()).unwrap_or(0);
    let timezone = fields.optional("timezone", timezone);
    let privacy = fields.optional("privacy", word).unwrap_or(Privacy::Discreet);
    let history = fields.optional("history", settings::history).unwrap_or(settings::HISTORY);
    let day = settings::day(root, findings);
    let place = settings::place(root, findings);
    let restrictions = restrictions(root, day_of_session, sources, findings);
    let frame = Frame {
        day,
        day_of_session,
        has_place: root.get("place").is_some(),
        names: &named(root, &RESTRICTION),
        removed,
    };
    let reminders = reminders(root, &frame, sources, findings);
    let sessions = sessions(root, findings);
    Plan {
        title,
        shifts: shifts(root, &sessions, day_of_session, findings),
        sessions,
        day_of_session,
        timezone,
        privacy,
        history,
        day,
        quiet: settings::quiet(root, day, findings),
        contact: settings::contact(root, findings),
        place,
        labels: settings::labels(root, findings),
        phases: phases(root, day_of_session, sources, findings),
        restrictions,
        reminders,
    }
}

/// Only its shape: which zones exist is known elsewhere.
fn timezone(node: &Node) -> Parsed<String> {
    let name = text::line(node)?;
    let is_right = |c: char| c.is_ascii_alphanumeric() || "_+/-".contains(c);
    if name.len() <= 64 && name.chars().all(is_right) && !name.starts_with('/') {
        return Ok(name);
    }
    Err(Problem::error(node.span.clone(), format!("{} is not the name of a time zone", quoted(&name)))
        .help("write continent/city, such as \"Europe/Berlin\", or delete the line to follow the computer")
        .into())
}

fn restrictions(
    root: &Table,
    day_of_session: i32,
    sources: &Sources,
    findings: &mut Findings,
) -> Vec<Restriction> {
    let tables = unique(root, &RESTRICTION, sources, findings);
    tables.into_iter().filter_map(|table| restriction(table, day_of_session, findings)).collect()
}

fn phases(
    root: &Table,
    day_of_session: i32,
    sources: &Sources,
    findings: &mut Findings,
) -> Vec<Phase> {
    let tables = unique(root, &fields::PHASE, sources, findings);
    tables.into_iter().filter_map(|table| phase(table, day_of_session, findings)).collect()
}

fn reminders(
    root: &Table,
    frame: &Frame<'_>,
    sources: &Sources,
    findings: &mut Findings,
) -> Vec<Reminder> {
    let tables = unique(root, &fields::REMINDER, sources, findings);
    tables.into_iter().filter_map(|table| reminder(table, frame, findings)).collect()
}

/// The tables of one kind, after reporting every id that two of them have.
fn unique<'a>(
    root: &'a Table,
    shape: &'static Shape,
    sources: &Sources,
    findings: &mut Findings,
) -> Vec<&'a Table> {
    let tables = tables(root, shape, findings);
    let mut ids = Ids::default();
    for node in tables.iter().filter_map(|table| table.get("id")) {
        if let Value::Text(text) = &node.value {
            ids.claim(&text.value, node, sources, findings);
        }
    }
    tables
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, NaiveTime, TimeDelta};
    use proptest::prelude::*;

    use super::*;
    use crate::plan::{
        days::DaySet,
        entry::EntryKind,
        model::{
            Anchor, Cadence, CountFrom, DailySpan, History, IfMissed, Nag, QuietPolicy,
            ReminderKind, SessionStatus, TimePoint, Urgency,
        },
        render::{Look, render},
    };

    /// A plan with every key that there is.
    const FULL: &str = r#"
version = 1
title = "My recovery"
day_of_session = 1
timezone = "America/Argentina/Buenos_Aires"
privacy = "plain"
history = "30d"

[[session]]
date = "2026-12-04"
time = "14:30"
label = "Second session"
status = "booked"

[[session]]
date = 2026-11-20
status = "done"

[day]
wake = 07:30
sleep = "00:30"
notices = "09:15:30"

[quiet]
from = "23:00"
to = "07:00"

[contact]
practitioner = """Ada
+1 555 0100"""
doctor = "Dr. Byron"

[place]
latitude = -34.6
longitude = 13

[labels]
done = "Erledigt"
later = "Später"
skip = "Heute nicht"

[[phase]]
id = "crust"
label = "Crusts"
days = [1, 2, "5..9/2"]
note = "Leave them alone"

[[restriction]]
id = "creams"
label = "Creams"
days = "1..3"
count_from = "last"
meanwhile = "balm"
then = "cream allowed"
because = "the dots are open"
ask = "your specialist"
words = ["cream", "lotion"]
discreet = "Something new is allowed"

[[reminder]]
id = "cream"
text = "Put on cream <thinly> & gently"
details = "Clean hands.\nOne drop."
discreet = "Reminder 2"
days = "4.., -7"
count_from = "last"
at = ["09:00", 21:30, "sunset-1h 30m", "wake"]
kind = "note"
urgency = "critical"
grace = "1d"
if_missed = "digest"
nag = { every = "30m", times = 2 }
snooze = "1h 30m"
quiet = "ignore"
unless_closed = "creams"
enabled = false

[[reminder]]
id = "water"
text = "Drink"
every = "3h"
from = "wake+1h"
until = "21:00"

[[reminder]]
id = "photo"
text = "Take a photo"
cron = "30 9 * * mon"
"#;

    fn reading(text: &str) -> Reading {
        let main = Source { name: "plan.toml".to_owned(), text: text.to_owned() };
        read(main, &mut |name| Err(format!("there is no {name}")))
    }

    #[track_caller]
    fn plan_of(text: &str) -> Plan {
        let reading = reading(text);
        assert_eq!(render(&reading.problems, &reading.sources, Look::Plain), "");
        reading.plan.unwrap()
    }

    fn time(hour: u32, minute: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
    }

    fn anchored(anchor: Anchor, minutes: i64) -> TimePoint {
        TimePoint::Anchored { anchor, offset: TimeDelta::minutes(minutes) }
    }

    fn days(set: &DaySet) -> Vec<i32> {
        (-400..20).filter(|day| set.contains(*day)).collect()
    }

    #[test]
    fn every_key_of_the_plan_is_read() {
        let plan = plan_of(FULL);
        assert_eq!(plan.title.as_deref(), Some("My recovery"));
        assert_eq!(plan.day_of_session, 1);
        assert_eq!(plan.timezone.as_deref(), Some("America/Argentina/Buenos_Aires"));
        assert_eq!(plan.privacy, Privacy::Plain);
        assert_eq!(plan.history, History::Days(30));
        assert_eq!((plan.day.wake, plan.day.sleep), (time(7, 30), time(0, 30)));
        assert_eq!(plan.day.notices, NaiveTime::from_hms_opt(9, 15, 30).unwrap());
        assert_eq!(plan.quiet, Some(DailySpan { from: time(23, 0), to: time(7, 0) }));
        assert_eq!(plan.contact.practitioner.as_deref(), Some("Ada\n+1 555 0100"));
        assert_eq!(plan.contact.doctor.as_deref(), Some("Dr. Byron"));
        let place = plan.place.unwrap();
        assert!((place.latitude + 34.6).abs() < 1e-9 && (place.longitude - 13.0).abs() < 1e-9);
        assert_eq!(plan.labels.later.as_deref(), Some("Später"));
        assert_eq!((plan.phases.len(), plan.restrictions.len(), plan.reminders.len()), (1, 1, 3));
    }

    #[test]
    fn sessions_are_sorted() {
        let plan = plan_of(FULL);
        let date = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
        let [first, second] = plan.sessions.as_slice() else { panic!("{:?}", plan.sessions) };
        assert_eq!((first.date, first.status), (date(11, 20), SessionStatus::Done));
        assert_eq!((second.date, second.time), (date(12, 4), Some(time(14, 30))));
        assert_eq!(second.label.as_deref(), Some("Second session"));
        let plan = plan_of("sessions = [\"2026-12-04\", 2026-11-20]");
        assert_eq!(
            plan.sessions.iter().map(|session| session.date).collect::<Vec<_>>(),
            [date(11, 20), date(12, 4)]
        );
    }

    #[test]
    fn every_key_of_a_restriction_and_a_phase_is_read() {
        let plan = plan_of(FULL);
        let phase = &plan.phases[0];
        assert_eq!(days(&phase.days), [1, 2, 5, 7, 9]);
        assert_eq!(phase.note.as_deref(), Some("Leave them alone"));
        let creams = &plan.restrictions[0];
        assert_eq!(days(&creams.days), [1, 2, 3]);
        assert_eq!(creams.count_from, CountFrom::Last);
        assert_eq!(creams.meanwhile.as_deref(), Some("balm"));
        assert_eq!(creams.then.as_deref(), Some("cream allowed"));
        assert_eq!(creams.because.as_deref(), Some("the dots are open"));
        assert_eq!(creams.ask.as_deref(), Some("your specialist"));
        assert_eq!(creams.words, ["cream", "lotion"]);
        assert_eq!(creams.discreet.as_deref(), Some("Something new is allowed"));
    }

    #[test]
    fn every_key_of_a_reminder_is_read() {
        let plan = plan_of(FULL);
        let cream = &plan.reminders[0];
        assert_eq!(cream.text, "Put on cream <thinly> & gently");
        assert_eq!(cream.details.as_deref(), Some("Clean hands.\nOne drop."));
        assert_eq!(cream.discreet.as_deref(), Some("Reminder 2"));
        let on = cream.days.as_ref().unwrap();
        assert!(on.contains(-7) && on.contains(4) && on.contains(9_999) && !on.contains(3));
        let sunset = anchored(Anchor::Sunset, -90);
        let [nine, late] = [time(9, 0), time(21, 30)].map(TimePoint::Clock);
        assert_eq!(cream.cadence, Cadence::At(vec![nine, late, sunset, anchored(Anchor::Wake, 0)]));
        assert_eq!((cream.kind, cream.urgency), (ReminderKind::Note, Urgency::Critical));
        assert_eq!((cream.grace, cream.snooze), (TimeDelta::days(1), TimeDelta::minutes(90)));
        assert_eq!((cream.if_missed, cream.quiet), (IfMissed::Digest, QuietPolicy::Ignore));
        assert_eq!(cream.nag, Some(Nag { every: TimeDelta::minutes(30), times: 2 }));
        assert_eq!(cream.unless_closed.as_deref(), Some("creams"));
        assert!(!cream.enabled);
        let [_, water, photo] = plan.reminders.as_slice() else { panic!() };
        let (from, until) = (anchored(Anchor::Wake, 60), TimePoint::Clock(time(21, 0)));
        assert_eq!(water.cadence, Cadence::Every { step: TimeDelta::hours(3), from, until });
        let Cadence::Cron(cron) = &photo.cadence else { panic!() };
        assert_eq!((cron.minutes, cron.hours, cron.weekdays), (1 << 30, 1 << 9, 1));
        assert_eq!((cron.days_of_month, cron.months), (0xFFFF_FFFE, 0x1FFE));
        assert!(!cron.wildcard);
    }

    #[test]
    fn an_empty_plan_has_the_usual_values() {
        let plan = plan_of("");
        assert_eq!((plan.title, plan.day_of_session), (None, 0));
        assert_eq!((plan.timezone, plan.privacy, plan.place), (None, Privacy::Discreet, None));
        assert_eq!((plan.day.wake, plan.day.sleep), (time(8, 0), time(22, 0)));
        assert_eq!(plan.day.notices, time(8, 0));
        assert_eq!(plan.quiet, Some(DailySpan { from: time(22, 0), to: time(8, 0) }));
        assert_eq!(plan.labels, crate::plan::model::Labels::default());
        assert!(plan.sessions.is_empty() && plan.reminders.is_empty());
    }

    #[test]
    fn a_short_reminder_has_the_usual_values() {
        let plan = plan_of("[[reminder]]\nid = \"a\"\ntext = \"A\"\nevery = \"2h\"\n");
        let reminder = &plan.reminders[0];
        let (from, until) = (anchored(Anchor::Wake, 0), anchored(Anchor::Sleep, 0));
        assert_eq!(reminder.cadence, Cadence::Every { step: TimeDelta::hours(2), from, until });
        assert_eq!((&reminder.days, reminder.count_from), (&None, CountFrom::Latest));
        assert_eq!(reminder.discreet, None);
        assert_eq!((reminder.kind, reminder.urgency), (ReminderKind::Task, Urgency::Normal));
        assert_eq!(
            (reminder.grace, reminder.snooze),
            (TimeDelta::hours(2), TimeDelta::minutes(30))
        );
        assert_eq!((reminder.if_missed, reminder.quiet), (IfMissed::Show, QuietPolicy::Wait));
        assert_eq!((&reminder.nag, &reminder.unless_closed), (&None, &None));
        assert!(reminder.enabled);
        let note =
            plan_of("[[reminder]]\nid = \"a\"\ntext = \"A\"\nat = \"09:00\"\nkind = \"note\"\n");
        assert_eq!(note.reminders[0].grace, TimeDelta::days(1));
    }

    #[test]
    fn equal_quiet_hours_are_none() {
        assert_eq!(plan_of("[quiet]\nfrom = \"09:00\"\nto = \"09:00\"\n").quiet, None);
    }

    #[test]
    fn cron_counts_weekdays_from_monday() {
        let weekdays = |text: &str| {
            let plan =
                plan_of(&format!("[[reminder]]\nid = \"a\"\ntext = \"A\"\ncron = \"{text}\"\n"));
            let Cadence::Cron(cron) = &plan.reminders[0].cadence else { panic!() };
            (cron.weekdays, cron.wildcard)
        };
        assert_eq!(weekdays("0 9 * * sun"), (0b100_0000, false));
        assert_eq!(weekdays("0 9 * * MON-FRI"), (0b001_1111, false));
        assert_eq!(weekdays("0 9 * * Saturday,sun"), (0b110_0000, false));
        assert_eq!(weekdays("0 */2 * * *"), (0b111_1111, true));
        assert_eq!(weekdays("0 0 9 * * tue"), (0b000_0010, false));
        assert_eq!(weekdays("0 9 29 feb mon"), (0b000_0001, false));
    }

    #[test]
    fn a_place_can_be_asked_for() {
        let reading = reading(FULL);
        let line = |place: Option<Place<'_>>| place.map(|place| place.line);
        let until = reading.entry(EntryKind::Reminder, "water").unwrap().get("until").unwrap();
        assert_eq!(line(reading.sources.place(until.span().start)), Some(83));
        assert_eq!(line(reading.place(&["day", "wake"])), Some(20));
        assert_eq!(line(reading.place(&["day", "notice"])), None);
        let span = reading.timezone_span.unwrap();
        assert_eq!(reading.sources.text(span), Some("\"America/Argentina/Buenos_Aires\""));
    }

    #[test]
    fn a_problem_is_also_data() {
        let reading =
            reading("ä = 1\n[[reminder]]\nid = \"a\u{202e}\"\ntext = \"A\"\nat = \"9:00\"\n");
        let located: Vec<_> =
            reading.problems.iter().map(|problem| problem.locate(&reading.sources)).collect();
        insta::assert_snapshot!(serde_json::to_string_pretty(&located).unwrap(), @r#"
    [
      {
        "severity": "error",
        "file": "plan.toml",
        "line": 1,
        "column": 1,
        "message": "the name before the = has a character that cannot stand there",
        "help": "use only the letters a to z, digits, - and _"
      },
      {
        "severity": "error",
        "file": "plan.toml",
        "line": 3,
        "column": 6,
        "message": "`a<U+202E>` cannot be an id",
        "help": "write it like this: \"a\""
      },
      {
        "severity": "error",
        "file": "plan.toml",
        "line": 5,
        "column": 6,
        "message": "`9:00` is not a time of day",
        "help": "write it like this: \"09:00\""
      }
    ]
    "#);
    }

    #[test]
    fn a_late_error_takes_the_plan_away() {
        let mut reading = reading("timezone = \"Europe/Berlim\"\n");
        assert!(reading.plan.is_some());
        let span = reading.timezone_span.clone().unwrap();
        reading.add(Problem::warning(span.clone(), "odd"));
        assert!(reading.plan.is_some());
        reading.add(Problem::error(span, "there is no such zone"));
        assert!(reading.plan.is_none());
    }

    #[test]
    fn files_of_other_systems_are_read() {
        let text = format!("\u{feff}{}", FULL.replace('\n', "\r\n"));
        assert_eq!(plan_of(&text), plan_of(FULL));
    }

    #[test]
    fn a_crowd_is_refused() {
        let many = "[[phase]]\n".repeat(MOST_ENTRIES + 1);
        let reading = reading(&many);
        assert_eq!(reading.problems.len(), 1);
        assert_eq!(reading.problems[0].message, "this plan has 10001 entries");
        assert!(reading.plan.is_none());
    }

    #[test]
    fn hopeless_files_are_given_up() {
        let many = (0..60_000).fold(String::new(), |text, n| text + &format!("k{n} = 1\n"));
        let reading = reading(&many);
        assert_eq!(reading.problems.len(), 1_001);
        assert!(!render(&reading.problems, &reading.sources, Look::Plain).is_empty());
    }

    #[test]
    fn absurd_files_end_in_time() {
        let absurd = [
            "[".repeat(1 << 20),
            "a = [".repeat(200_000),
            "[[a]]\n".repeat(170_000),
            "a=1 b=2\n".repeat(130_000),
            "x ".repeat(500_000),
            "a = \"\n".repeat(170_000),
            format!("a = [{}", "9pm,".repeat(250_000)),
            format!("[[reminder]]\nid = \"a\"\ntext = \"A\"\nat = [{}]", "9:00 ".repeat(200_000)),
            format!("a{} = 1", ".a".repeat(500_000)),
            format!("a = {}", "{a=".repeat(300_000)),
            "\u{1b}".repeat(1 << 20),
            "\r".repeat(1 << 20),
        ];
        for text in absurd {
            let reading = reading(&text);
            assert!(!render(&reading.problems, &reading.sources, Look::Plain).is_empty());
        }
    }

    /// No text makes the reader fail, and what it says is safe to print.
    fn survives(text: &str) -> Result<(), TestCaseError> {
        let reading = reading(text);
        let is_wrong = reading.problems.iter().any(|problem| problem.severity == Severity::Error);
        prop_assert_eq!(reading.plan.is_none(), is_wrong);
        let shown = render(&reading.problems, &reading.sources, Look::Plain);
        let is_safe = |c: char| c == '\n' || !text::is_hidden(c);
        prop_assert!(shown.chars().all(is_safe), "{:?}", shown);
        for problem in &reading.problems {
            let located = problem.locate(&reading.sources);
            prop_assert!(located.message.chars().all(|c| !text::is_hidden(c)));
        }
        Ok(())
    }

    /// Pieces that a plan is made of, so that mutations reach deep into the readers.
    const PIECES: [&str; 24] = [
        "\"",
        "'",
        "[",
        "]]",
        "{",
        "=",
        "\n",
        ",",
        "..",
        "/0",
        "-",
        "days = ",
        "at = [",
        "cron = \"",
        "sunrise+",
        "99999999999",
        "\u{202e}",
        "\u{1b}",
        "\"\"\"",
        "\\u",
        "extends = \"x\"\n",
        "é",
        "[[reminder]]\n",
        "\r",
    ];

    proptest! {
        #[test]
        fn arbitrary_text_is_survived(text in any::<String>()) {
            survives(&text)?;
        }

        #[test]
        fn arbitrary_values_are_survived(value in "\\PC{0,30}", key in 0..20_usize) {
            let keys = fields::REMINDER.keys;
            let line = format!("[[reminder]]\nid = \"a\"\ntext = \"A\"\n{} = ", keys[key % keys.len()]);
            survives(&format!("{line}{value}\n"))?;
            survives(&format!("{line}{value:?}\n"))?;
        }

        #[test]
        fn mutated_plans_are_survived(
            cuts in prop::collection::vec((0..FULL.len(), 0..12_usize, 0..PIECES.len()), 1..6),
        ) {
            let mut text = FULL.to_owned();
            for (at, length, piece) in cuts {
                let start = text.floor_char_boundary(at.min(text.len()));
                let end = text.floor_char_boundary((start + length).min(text.len()));
                text.replace_range(start..end, PIECES[piece]);
            }
            survives(&text)?;
        }

        #[test]
        fn arbitrary_rules_are_survived(rule in "[-0-9.,/*a-z:+ @#?L]{0,25}") {
            let text = format!(
                "[[reminder]]\nid = \"a\"\ntext = \"A\"\ncron = \"{rule}\"\n\
                 [[reminder]]\nid = \"b\"\ntext = \"A\"\nat = \"{rule}\"\ndays = \"{rule}\"\n\
                 [[reminder]]\nid = \"c\"\ntext = \"A\"\nevery = \"{rule}\"\nfrom = \"{rule}\"\n"
            );
            survives(&text)?;
        }
    }
}
