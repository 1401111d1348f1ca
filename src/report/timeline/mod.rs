//! The picture of a plan: a column for each day, a row for each restriction and task.
//!
//! Each mark is a character of its own, so that nothing depends on colour, and the legend names it.

mod drawing;

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::{
    SCHEMA,
    runs::{Run, runs},
    title,
};
use crate::{
    engine::{
        memory::{Fate, Known, Memory},
        record::Outcome,
    },
    language::Language,
    plan::model::{Reminder, ReminderKind, Restriction},
    schedule::{Schedule, occurrence::Occurrence, zone::Moment},
};

/// The most days that are drawn.
pub const LONGEST: i64 = 366;

/// How many days stand side by side.
const ACROSS: u8 = 56;

/// From the first of them to the last.
const STRIP: Days = Days::new(ACROSS as u64 - 1);

/// What is shown before the first session and after the last.
const BEFORE: Days = Days::new(3);
const AFTER: Days = Days::new(45);

/// What is shown after today, once the plan does not fit: two weeks are what there is to plan.
const AHEAD: Days = Days::new(14);

/// Until which age, in days, a closed time whose end nobody knows is drawn in full, then half as
/// strong; later it is fainter still.
pub(super) const WEEK: i64 = 7;
pub(super) const FORTNIGHT: i64 = 14;

/// Dates, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// The first.
    pub from: NaiveDate,
    /// The last.
    pub until: NaiveDate,
}

impl Range {
    /// As many days as stand side by side, from this one on.
    pub fn starting(from: NaiveDate) -> Self {
        Self { from, until: later(from, STRIP) }
    }

    /// As many days as stand side by side, up to this one.
    pub fn ending(until: NaiveDate) -> Self {
        Self { from: earlier(until, STRIP), until }
    }

    /// As many as can be drawn, from this one on.
    pub fn longest(from: NaiveDate) -> Self {
        Self { from, until: later(from, Days::new(LONGEST.unsigned_abs() - 1)) }
    }

    fn dates(self) -> impl Iterator<Item = NaiveDate> + Clone {
        self.from.iter_days().take_while(move |date| *date <= self.until)
    }
}

fn later(date: NaiveDate, days: Days) -> NaiveDate {
    date.checked_add_days(days).unwrap_or(NaiveDate::MAX)
}

fn earlier(date: NaiveDate, days: Days) -> NaiveDate {
    date.checked_sub_days(days).unwrap_or(NaiveDate::MIN)
}

/// The days around the sessions as far as they fit side by side, today among them once it has come.
pub fn usual_range(schedule: &Schedule, today: NaiveDate) -> Range {
    let days = schedule.days();
    let (Some(first), Some(last)) = (days.next(NaiveDate::MIN), days.last()) else {
        return Range::starting(earlier(today, BEFORE));
    };
    let (start, end) = (earlier(first, BEFORE), later(last, AFTER));
    let all = Range::starting(start);
    if today <= all.until {
        return Range { until: all.until.min(end.max(today)), ..all };
    }
    Range::ending(later(today, AHEAD))
}

/// The answer of `timeline --json`.
#[derive(Debug, Serialize)]
pub struct Timeline {
    schema: u32,
    pub(super) title: String,
    pub(super) from: NaiveDate,
    pub(super) until: NaiveDate,
    pub(super) today: NaiveDate,
    /// The recovery day of today; negative before a session, `null` without one.
    recovery_day: Option<i32>,
    pub(super) sessions: Vec<SessionMark>,
    /// What is closed on at least one of these days.
    pub(super) restrictions: Vec<Row>,
    /// What is or was to be done on at least one of them.
    pub(super) tasks: Vec<TaskRow>,
    /// How much of each day's tasks was done.
    pub(super) done: Vec<DayDone>,
    #[serde(skip)]
    day: String,
}

#[derive(Debug, Serialize)]
pub(super) struct SessionMark {
    pub(super) date: NaiveDate,
    pub(super) number: usize,
    pub(super) label: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Row {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) closed: Vec<ClosedSpan>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct ClosedSpan {
    /// The first closed date, also where it is before what is drawn.
    pub(super) from: NaiveDate,
    /// The last closed date that is drawn.
    pub(super) until: NaiveDate,
    /// Whether nobody has said yet when it ends.
    pub(super) open_end: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct TaskRow {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) days: Vec<TaskDay>,
}

#[derive(Debug, Serialize)]
pub(super) struct TaskDay {
    pub(super) date: NaiveDate,
    pub(super) state: State,
    pub(super) done: usize,
    pub(super) of: usize,
}

/// Of what is planned or was recorded; there may be days before the history begins.
#[derive(Debug, Serialize)]
pub(super) struct DayDone {
    pub(super) date: NaiveDate,
    pub(super) done: usize,
    pub(super) of: usize,
}

/// How a task of a day stands. Of several times a day, the greatest of these is told: a day is done
/// when all of it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum State {
    Done,
    /// Done after its grace had ended.
    Late,
    Planned,
    /// Its time has come, and it waits for an answer.
    Open,
    Skipped,
    /// It was shown, and nobody answered.
    Unanswered,
    /// It could not be shown in time.
    Missed,
    /// Its time has passed, and there is no history of it.
    Unrecorded,
}

/// The picture of these dates, as it stands now.
pub fn timeline(
    schedule: &Schedule,
    memory: &Memory,
    range: Range,
    now: Moment,
    language: &Language,
) -> Timeline {
    let today = schedule.wall_date(now);
    let tasks = History { schedule, memory, now }.tasks(range);
    Timeline {
        schema: SCHEMA,
        title: title(schedule.plan(), language),
        from: range.from,
        until: range.until,
        today,
        recovery_day: schedule.days().number(today),
        sessions: sessions(schedule, range),
        restrictions: restrictions(schedule, range),
        done: done(&tasks),
        tasks,
        day: super::day_line(schedule, today, language),
    }
}

fn sessions(schedule: &Schedule, range: Range) -> Vec<SessionMark> {
    let plan = schedule.plan();
    let counting = plan.sessions.iter().filter(|s| s.counts());
    let numbered = (1..).zip(counting);
    let shown = numbered.filter(|(_, s)| range.from <= s.date && s.date <= range.until);
    shown.map(|(number, s)| SessionMark { date: s.date, number, label: s.label.clone() }).collect()
}

fn restrictions(schedule: &Schedule, range: Range) -> Vec<Row> {
    let rows = schedule.plan().restrictions.iter().map(|restriction| Row {
        id: restriction.id.clone(),
        label: restriction.label.clone(),
        closed: spans(schedule, restriction, range),
    });
    rows.filter(|row| !row.closed.is_empty()).collect()
}

/// The spans of dates on which it is closed. One with an open end begins anew with each session, so
/// that its age can be seen.
fn spans(schedule: &Schedule, restriction: &Restriction, range: Range) -> Vec<ClosedSpan> {
    let days = schedule.days();
    let open_end = days.last_covered(Some(&restriction.days)).is_none();
    let start = days.latest(range.from).unwrap_or(range.from);
    let dates = Range { from: start, ..range }.dates();
    let closed = dates.filter(|date| days.closed(restriction, *date));
    // The session that it counts from is another one where it begins anew.
    let runs = runs(closed.map(|date| (date, days.latest(date).filter(|_| open_end))));
    let shown = runs.into_iter().filter(|run| range.from <= run.until);
    shown.map(|Run { from, until, .. }| ClosedSpan { from, until, open_end }).collect()
}

impl Timeline {
    /// The dates that are drawn.
    pub(super) fn dates(&self) -> impl Iterator<Item = NaiveDate> {
        Range { from: self.from, until: self.until }.dates()
    }
}

/// How much of each date's tasks was done, for the dates that had any.
fn done(tasks: &[TaskRow]) -> Vec<DayDone> {
    let mut sums: BTreeMap<NaiveDate, [usize; 2]> = BTreeMap::new();
    for day in tasks.iter().flat_map(|row| &row.days) {
        let [done, of] = sums.entry(day.date).or_default();
        (*done, *of) = (*done + day.done, *of + day.of);
    }
    let had_any = sums.into_iter().filter(|(_, [_, of])| 0 < *of);
    had_any.map(|(date, [done, of])| DayDone { date, done, of }).collect()
}

/// What was and is to be done, at a moment.
#[derive(Clone, Copy)]
struct History<'a> {
    schedule: &'a Schedule,
    memory: &'a Memory,
    now: Moment,
}

impl History<'_> {
    fn tasks(self, range: Range) -> Vec<TaskRow> {
        let reminders = self.schedule.plan().reminders.iter();
        let tasks = reminders.filter(|reminder| reminder.kind == ReminderKind::Task);
        let rows = tasks.map(|task| TaskRow {
            id: task.id.clone(),
            text: task.text.clone(),
            days: range.dates().filter_map(|date| self.day(task, date)).collect(),
        });
        rows.filter(|row| !row.days.is_empty()).collect()
    }

    fn day(self, task: &Reminder, date: NaiveDate) -> Option<TaskDay> {
        let occurrences = self.schedule.occurrences(task, date);
        let states: Vec<State> =
            occurrences.iter().filter_map(|occurrence| self.state(task, occurrence)).collect();
        let done = states.iter().filter(|state| matches!(state, State::Done | State::Late)).count();
        let of = states.iter().filter(|state| **state != State::Unrecorded).count();
        states.into_iter().max().map(|state| TaskDay { date, state, done, of })
    }

    /// `None` for what the plan took back.
    fn state(self, task: &Reminder, occurrence: &Occurrence) -> Option<State> {
        match self.memory.get(&occurrence.key) {
            Some(known) => known_state(task, known),
            None if self.now < occurrence.due => Some(State::Planned),
            None => Some(State::Unrecorded),
        }
    }
}

fn known_state(task: &Reminder, known: &Known) -> Option<State> {
    let (outcome, at) = match &known.fate {
        Fate::Open(_) => return Some(State::Open),
        Fate::Ended { outcome, at, .. } => (*outcome, *at),
    };
    match outcome {
        Outcome::Done if known.due + task.grace < at => Some(State::Late),
        Outcome::Done => Some(State::Done),
        Outcome::Skipped => Some(State::Skipped),
        Outcome::Unanswered | Outcome::Noted => Some(State::Unanswered),
        Outcome::Missed => Some(State::Missed),
        Outcome::Withdrawn => None,
    }
}
