//! The plan as a calendar: what three independent readers find in it, and what it says.

use std::{collections::BTreeSet, fs, path::Path, process::Command};

use aftercare::{
    language::Language,
    plan::{
        self, Plan, Source,
        model::{Privacy, QuietPolicy},
    },
    report::ics::{self, Wanted},
    schedule::{
        Schedule,
        occurrence::{Occurrence, Wording},
        zone::{Moment, Zone},
    },
};
use chrono::{Days, NaiveDate};

use crate::{
    plans::plan,
    simulation::{plans::Draft, rng::Rng},
};

const FIRST: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();

/// Texts that a careless writer of calendars breaks on.
const TEXTS: [&str; 6] = [
    "Wash; gently, with \"baby\" shampoo: 1\\2",
    "Zweimal täglich eincremen, höchstens erbsengroß — nicht reiben und nicht kratzen, bitte; ääääää",
    "🌞🌞🌞🌞🌞🌞🌞🌞🌞🌞🌞🌞🌞🌞🌞🌞🌞🌞🌞🌞🌞🌞🌞🌞🌞🌞🌞🌞🌞🌞",
    "First line\nsecond: BEGIN:VEVENT\nEND:VCALENDAR",
    "每天两次,轻轻涂抹药膏;不要抓挠。每天两次,轻轻涂抹药膏;不要抓挠。每天两次,轻轻涂抹药膏。",
    "\\n is two signs, and a \\; is two more",
];

fn schedule(plan: Plan) -> Schedule {
    Schedule::new(plan, Zone::named("Europe/Berlin").unwrap())
}

fn moment(text: &str) -> Moment {
    text.parse().unwrap()
}

fn wanted(privacy: Privacy) -> Wanted {
    let changed = Some(moment("2026-11-18T10:00:00Z"));
    Wanted { language: Language::english(), privacy, until: None, changed }
}

fn written(schedule: &Schedule, privacy: Privacy) -> String {
    ics::calendar(schedule, &wanted(privacy)).unwrap().text
}

fn template(name: &str) -> Plan {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("config/{name}.toml"));
    plan(&format!("sessions = [{FIRST}, 2026-12-11]\n{}", fs::read_to_string(path).unwrap()))
}

/// The lines of a calendar as they were before they were folded.
fn lines(text: &str) -> Vec<String> {
    text.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
}

/// The events of a calendar, each with its lines.
fn events(text: &str) -> Vec<Vec<String>> {
    let lines = lines(text);
    let parts = lines.split(|line| line == "BEGIN:VEVENT").skip(1);
    parts.map(|part| part.split(|line| line == "END:VEVENT").next().unwrap().to_vec()).collect()
}

/// The lines of the event that is known by this.
#[track_caller]
fn event(text: &str, uid: &str) -> String {
    let line = format!("UID:{uid}@aftercare");
    let found: Vec<_> = events(text).into_iter().filter(|event| event[0] == line).collect();
    assert_eq!(found.len(), 1, "{uid} in {text}");
    found[0].join("\n")
}

fn uids(text: &str) -> Vec<String> {
    events(text).iter().map(|event| event[0].clone()).collect()
}

/// A plan of chance, whose texts are as hard as texts can be; `None` when it has a mistake.
fn random(seed: u64) -> Option<Plan> {
    let mut rng = Rng::new(seed);
    let mut draft = Draft::random(&mut rng, FIRST);
    for _ in 0..seed % 7 {
        draft.edit(&mut rng, FIRST);
    }
    let source = Source { name: "plan.toml".to_owned(), text: draft.toml() };
    let mut plan = plan::read(source, &mut |_| Err(String::new())).plan?;
    let mut texts = TEXTS.iter().cycle().skip(usize::try_from(seed).unwrap() % TEXTS.len());
    let mut next = || (*texts.next().unwrap()).to_owned();
    plan.title = Some(next());
    for reminder in &mut plan.reminders {
        (reminder.text, reminder.discreet) = (next(), Some(next()));
        reminder.details = Some(next());
    }
    for restriction in &mut plan.restrictions {
        (restriction.label, restriction.because) = (next(), Some(next()));
        (restriction.ask, restriction.discreet) = (Some(next()), Some(next()));
    }
    Some(plan)
}

/// What the readers find in calendars, in their order.
fn judged(calendars: &[String]) -> Vec<serde_json::Value> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    assert!(root.join("target/calendars").exists(), "no readers installed: run tests/calendars");
    let folder = tempfile::tempdir().unwrap();
    let files = calendars.iter().enumerate().map(|(place, text)| {
        let file = folder.path().join(format!("{place}.ics"));
        fs::write(&file, text).unwrap();
        file
    });
    let mut judge = Command::new("timeout");
    judge.arg("300").arg(root.join("tests/judge-calendars")).args(files);
    verdicts(judge, "is tests/calendars run, and libical3 installed?")
}

/// A line of JSON for each file, from a program that judges them.
#[track_caller]
pub(crate) fn verdicts(mut judge: Command, hint: &str) -> Vec<serde_json::Value> {
    let output = judge.output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{hint} {errors}");
    let lines = String::from_utf8(output.stdout).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Every reader accepts them, and reads the same events.
#[track_caller]
fn assert_good(calendars: &[String]) {
    let verdicts = judged(calendars);
    assert_eq!(verdicts.len(), calendars.len());
    for (verdict, text) in verdicts.iter().zip(calendars) {
        for reader in ["icalendar", "vobject", "libical"] {
            assert_eq!(verdict[reader]["problems"], serde_json::json!([]), "{reader}: {text}");
        }
        let count = events(text).len();
        assert_eq!(verdict["icalendar"]["events"].as_array().unwrap().len(), count, "{text}");
        assert_eq!(verdict["icalendar"]["events"], verdict["vobject"]["events"], "{text}");
        assert_eq!(verdict["libical"]["events"], count, "{text}");
    }
}

#[test]
fn three_readers_find_no_error_in_200_random_plans() {
    let schedules = (0..).filter_map(random).map(schedule).filter(|it| !it.days().is_empty());
    let until = FIRST.checked_add_days(Days::new(4));
    let privacies = [Privacy::Plain, Privacy::Discreet].into_iter().cycle();
    let calendars = schedules.zip(privacies).filter_map(|(schedule, privacy)| {
        // Its sessions may all be later.
        ics::calendar(&schedule, &Wanted { until, ..wanted(privacy) }).ok()
    });
    let calendars: Vec<_> = calendars.take(200).map(|calendar| calendar.text).collect();
    assert_good(&calendars);
}

#[test]
fn three_readers_find_no_error_in_the_templates() {
    let privacies = [Privacy::Plain, Privacy::Discreet, Privacy::Silent];
    let calendars = ["smp", "cautious", "moist"].into_iter().flat_map(|name| {
        let schedule = schedule(template(name));
        privacies.map(|privacy| written(&schedule, privacy))
    });
    assert_good(&calendars.collect::<Vec<_>>());
}

/// Whether quiet hours leave nothing out.
fn drops_nothing(plan: &Plan) -> bool {
    1 < plan.reminders.len() && plan.reminders.iter().all(|it| it.quiet != QuietPolicy::Drop)
}

/// An occurrence as a reader should find it.
fn as_read(schedule: &Schedule, occurrence: &Occurrence) -> String {
    let reminder = schedule.reminder(&occurrence.key.reminder);
    let policy = reminder.map_or(QuietPolicy::Wait, |reminder| reminder.quiet);
    let at = schedule.allowed_from(occurrence.due, policy).format("%Y-%m-%dT%H:%M:%SZ");
    let Wording { headline, details, .. } =
        schedule.wording(&occurrence.key, &Language::english()).unwrap();
    let [at, headline, details] = [at.to_string(), headline, details].map(serde_json::Value::from);
    format!("{at} {headline} {details}")
}

#[test]
fn readers_find_the_occurrences_of_the_plan_and_their_texts() {
    let mut schedules = (0..).filter_map(random).map(schedule);
    let schedule = schedules.find(|it| !it.days().is_empty() && drops_nothing(it.plan())).unwrap();
    let text = written(&schedule, Privacy::Plain);
    let verdict = judged(std::slice::from_ref(&text)).remove(0);
    let read = verdict["vobject"]["events"].as_array().unwrap().iter();
    let read = read.filter(|event| event[0].as_str().unwrap().starts_with("occurrence."));
    let mut read: Vec<_> =
        read.map(|event| format!("{} {} {}", event[1], event[2], event[3])).collect();
    let end = moment("2027-03-01T00:00:00Z");
    let until = ics::calendar(&schedule, &wanted(Privacy::Plain)).unwrap().until;
    let occurrences = schedule.between(moment("2026-01-01T00:00:00Z"), end);
    let occurrences = occurrences.into_iter().filter(|it| schedule.wall_date(it.due) <= until);
    let mut all: Vec<_> = occurrences.map(|it| as_read(&schedule, &it)).collect();
    read.sort();
    all.sort();
    assert!(20 < read.len());
    assert_eq!(read, all);
}

#[test]
fn every_line_has_at_most_75_octets_and_every_name_is_there_once() {
    let text = written(&schedule(template("smp")), Privacy::Plain);
    assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "{text}");
    let all = uids(&text);
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
}

const SMALL: &str = "
title = 'Healing after SMP'
sessions = [2026-11-20]
[quiet]
from = '22:00'
to = '07:00'
[[restriction]]
id = 'wash'
label = 'Washing your scalp'
days = '0..3'
because = 'Water lifts the scabs.'
[[restriction]]
id = 'razor'
label = 'Razor on the scalp'
days = '0..'
ask = 'Sam'
[[reminder]]
id = 'cream'
text = 'Cream on your scalp'
discreet = 'Time for your cream'
at = ['09:00']
days = '0..3'
[[reminder]]
id = 'drink'
text = 'Drink some water'
at = ['06:00']
days = '0..1'
urgency = 'low'
[[reminder]]
id = 'late'
text = 'Late pillow'
at = ['23:00']
days = '0..1'
quiet = 'drop'
";

fn small(change: (&str, &str)) -> Schedule {
    let text = SMALL.replacen(change.0, change.1, 1);
    assert!(change.0 == change.1 || text != SMALL);
    schedule(plan(&text))
}

#[test]
fn the_events_of_a_small_plan() {
    for (name, privacy) in [("plain", Privacy::Plain), ("discreet", Privacy::Discreet)] {
        let text = lines(&written(&small(("", "")), privacy)).join("\n");
        insta::assert_snapshot!(format!("calendar_{name}"), text);
    }
}

#[test]
fn a_discreet_calendar_tells_nothing_of_what_was_done() {
    for name in ["smp", "cautious", "moist"] {
        let schedule = schedule(template(name));
        let text = written(&schedule, Privacy::Discreet).to_lowercase();
        for word in ["scalp", "pigment", "smp", "shampoo", "scab", "wash", "session", "treatment"] {
            let telling: Vec<_> =
                lines(&text).into_iter().filter(|line| line.contains(word)).collect();
            assert_eq!(telling, Vec::<String>::new(), "{name}");
        }
        let private = text.matches("class:private").count();
        assert_eq!(private, text.matches("begin:vevent").count());
    }
    let silent = written(&schedule(template("smp")), Privacy::Silent);
    let said: BTreeSet<_> =
        lines(&silent).into_iter().filter(|line| line.starts_with("SUMMARY")).collect();
    assert_eq!(said, BTreeSet::from(["SUMMARY:Aftercare".to_owned()]));
    assert!(!silent.contains("DESCRIPTION:To see"));
}

#[test]
fn an_event_keeps_its_name_when_its_words_or_its_time_change() {
    let before = written(&small(("", "")), Privacy::Plain);
    for change in [
        ("Cream on your scalp", "A little cream"),
        ("09:00", "10:15"),
        ("Washing your scalp", "Washing"),
        ("Water lifts", "Sweat lifts"),
        ("Healing after SMP", "Healing"),
    ] {
        let after = written(&small(change), Privacy::Plain);
        assert_ne!(after, before, "{change:?}");
        assert_eq!(uids(&after), uids(&before), "{change:?}");
    }
    let longer = written(&small(("days = '0..3'", "days = '0..9'")), Privacy::Plain);
    let longer = event(&longer, "closed.wash.1");
    assert!(longer.contains("DTEND;VALUE=DATE:20261130"), "{longer}");
}

#[test]
fn a_session_keeps_its_name_when_it_moves_and_a_cancelled_one_says_so() {
    let text = |sessions| written(&small(("sessions = [2026-11-20]", sessions)), Privacy::Plain);
    let moved = event(&text("sessions = [2026-11-20, 2026-12-11]"), "appointment.2");
    assert!(moved.contains("DTSTART;VALUE=DATE:20261211"), "{moved}");
    let moved = event(&text("sessions = [2026-11-20, 2026-12-18]"), "appointment.2");
    assert!(moved.contains("DTSTART;VALUE=DATE:20261218"), "{moved}");
    let cancelled = text(
        "[[session]]\ndate = 2026-11-20\n[[session]]\ndate = 2026-12-18\ntime = '14:30'\nlabel = 'Touch-up'\n\
         status = 'cancelled'",
    );
    let cancelled = event(&cancelled, "appointment.2");
    assert!(cancelled.contains("STATUS:CANCELLED\n"), "{cancelled}");
    assert!(cancelled.contains("DTSTART:20261218T133000Z\nSUMMARY:Touch-up\n"), "{cancelled}");
}

#[test]
fn a_later_save_is_a_higher_edition() {
    let schedule = small(("", ""));
    let edition = |changed: &str| {
        let changed = Some(moment(changed));
        let text = ics::calendar(&schedule, &Wanted { changed, ..wanted(Privacy::Plain) });
        let text = text.unwrap().text;
        let sequence = lines(&text).into_iter().find_map(|line| {
            line.strip_prefix("SEQUENCE:").map(|number| number.parse::<u32>().unwrap())
        });
        sequence.unwrap()
    };
    assert!(edition("2026-11-18T10:00:00Z") < edition("2026-11-18T10:01:00Z"));
    assert!(edition("2026-11-18T10:01:00Z") < edition("2199-01-01T00:00:00Z"));
    // A clock that was never set.
    assert_eq!(edition("1970-01-01T00:00:00Z"), 0);
}

#[test]
fn a_calendar_ends_60_days_after_the_last_session_or_where_it_is_told_to() {
    let schedule = small(("[2026-11-20]", "[2026-11-20, 2026-12-11]"));
    let until = |until| ics::calendar(&schedule, &Wanted { until, ..wanted(Privacy::Plain) });
    let days = |days| FIRST.checked_add_days(Days::new(days));
    let text = until(None).unwrap().text;
    assert!(event(&text, "closed.razor.1").contains("DTEND;VALUE=DATE:20270210"), "{text}");
    let text = until(days(1)).unwrap().text;
    assert!(event(&text, "closed.razor.1").contains("DTEND;VALUE=DATE:20261122"), "{text}");
    assert_eq!(text.matches("appointment.").count(), 1);
    assert_eq!(until(FIRST.checked_sub_days(Days::new(30))), Err(ics::Unwritten::Empty));
    assert_eq!(until(days(366 * 9)), Err(ics::Unwritten::TooFar));
    let often = small(("at = ['09:00']\ndays = '0..3'", "every = '1m'\ndays = '0..'"));
    assert_eq!(ics::calendar(&often, &wanted(Privacy::Plain)), Err(ics::Unwritten::TooMany));
    let none = small(("[2026-11-20]", "[]"));
    assert_eq!(ics::calendar(&none, &wanted(Privacy::Plain)), Err(ics::Unwritten::NoSession));
}
