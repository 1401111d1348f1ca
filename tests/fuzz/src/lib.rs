//! What a plan from a stranger must not do: end the program, keep it busy, or reach the terminal.

pub mod words;

use aftercare::{
    language::Language,
    plan::{
        self, Plan, Reading, Source,
        problem::Severity,
        render::{Look, render},
    },
    schedule::{
        Schedule,
        zone::{Moment, Zone},
    },
};
use chrono::{NaiveDate, TimeDelta};

/// What `extends = "smp"` means.
const BUILT_IN: &str = include_str!("../../../config/smp.toml");

/// The names that the files after the first one have, as `extends` may say them.
pub const TEMPLATES: [&str; 3] = ["a.toml", "b.toml", "folder/c.toml"];

/// What stands between two files of one input.
const BETWEEN: u8 = 0;

/// As many occurrences a day does the program accept at most; a plan with more is refused.
const MOST_A_DAY: u64 = 10_000;

/// Dates that are asked about: around a clock change, a leap day, and the ends of what a plan names.
const DATES: [(i32, u32, u32); 4] = [(2026, 3, 29), (2028, 2, 29), (1900, 1, 1), (2200, 12, 31)];

/// Reads an input as one or several files; whether they are a plan.
pub fn bytes(input: &[u8]) -> bool {
    let files: Vec<String> = input
        .split(|byte| *byte == BETWEEN)
        .map(|file| String::from_utf8_lossy(file).into_owned())
        .collect();
    attack(&files)
}

/// Reads files as the program would, says all that is wrong, and asks an accepted plan for its
/// occurrences. Whether it was accepted.
///
/// # Panics
///
/// When something does not hold that the program relies on.
pub fn attack(files: &[String]) -> bool {
    let reading = read(files);
    check_problems(&reading);
    let plan = reading.plan.filter(|plan| plan.most_a_day() <= MOST_A_DAY);
    let is_accepted = plan.is_some();
    plan.into_iter().for_each(check_schedule);
    is_accepted
}

fn read(files: &[String]) -> Reading {
    let source = |name: &str, text: &str| Source { name: name.to_owned(), text: text.to_owned() };
    let (main, templates) = files.split_first().map_or(("", &[][..]), |(m, t)| (m.as_str(), t));
    plan::read(source("plan.toml", main), &mut |name| {
        if name == "smp" {
            return Ok(source(name, BUILT_IN));
        }
        let named = TEMPLATES.iter().zip(templates).find(|(known, _)| **known == name);
        named.map(|(_, text)| source(name, text)).ok_or_else(|| "there is no such file".to_owned())
    })
}

/// A plan is accepted exactly when nothing is an error; problems lie within the files, in order,
/// and nothing that moves a terminal gets through.
fn check_problems(reading: &Reading) {
    let Reading { problems, sources, .. } = reading;
    let is_wrong = problems.iter().any(|problem| problem.severity == Severity::Error);
    assert_eq!(reading.plan.is_none(), is_wrong);
    for look in [Look::Plain, Look::Colour] {
        let text = render(problems, sources, look);
        assert_eq!(text.is_empty(), problems.is_empty());
        let raw = |c: char| c.is_control() && c != '\n' && !(look == Look::Colour && c == '\u{1b}');
        assert!(!text.contains(raw), "{text:?}");
    }
    for problem in problems {
        let located = problem.locate(sources);
        assert!(!located.message.contains(char::is_control) && !located.message.is_empty());
        assert!(located.line.is_none_or(|line| 0 < line) && located.column != Some(0));
        let help = problem.help.as_ref().and_then(|help| help.replace.as_ref());
        for span in problem.span.iter().chain(help.map(|(span, _)| span)) {
            assert!(span.start <= span.end && sources.text(span.clone()).is_some(), "{problem:?}");
        }
    }
}

fn check_schedule(plan: Plan) {
    let first = plan.sessions.first().map(|session| session.date);
    let named = plan.timezone.as_deref().and_then(Zone::named);
    let zone = named.or_else(|| Zone::named("Europe/Berlin")).unwrap_or_else(Zone::utc);
    let schedule = Schedule::new(plan, zone);
    let language = Language::english();
    let fixed =
        DATES.iter().filter_map(|(year, month, day)| NaiveDate::from_ymd_opt(*year, *month, *day));
    for date in first.into_iter().chain(fixed) {
        check_date(&schedule, date, &language);
    }
    // Where nothing is to come, the search takes eight years of every reminder.
    if let Some(date) = first {
        check_next(&schedule, date);
    }
}

fn check_date(schedule: &Schedule, date: NaiveDate, language: &Language) {
    let occurrences = schedule.on(date);
    assert!(occurrences.is_sorted_by_key(|occurrence| occurrence.due));
    for occurrence in occurrences.iter().take(20) {
        assert_eq!(schedule.occurrence(&occurrence.key).as_ref(), Some(occurrence));
        assert!(schedule.wording(&occurrence.key, language).is_some());
    }
    for restriction in &schedule.plan().restrictions {
        if schedule.days().closed(restriction, date) {
            let free = schedule.days().free_from(restriction, date);
            assert!(free.is_none_or(|free| date < free));
        }
    }
}

/// The next occurrence is the first of all that come.
fn check_next(schedule: &Schedule, date: NaiveDate) {
    let now: Moment = date.and_time(chrono::NaiveTime::MIN).and_utc();
    let week = schedule.between(now, now + TimeDelta::days(3));
    let next = schedule.next_after(now);
    let soon = next.as_ref().filter(|next| next.due <= now + TimeDelta::days(3));
    assert_eq!(soon.map(|next| next.due), week.first().map(|first| first.due));
    assert!(next.is_none_or(|next| now < next.due));
}
