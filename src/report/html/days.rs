//! What each day holds, in words: days that hold the same are told once.

use chrono::NaiveDate;

use super::Page;
use crate::{
    report::{
        runs::{Run, runs},
        time,
        timeline::{DayDone, TaskDay},
    },
    schedule::{
        allowance,
        occurrence::{Kind, Occurrence},
    },
};

/// The most times of a day that are told one by one.
const MOST_TIMES: usize = 6;

/// Dates that follow each other and hold the same.
pub(super) type Stretch<'a> = Run<Holding<'a>>;

/// What a day holds.
#[derive(PartialEq)]
pub(super) struct Holding<'a> {
    /// The session that is on this day.
    pub(super) session: Option<usize>,
    pub(super) opened: Vec<String>,
    pub(super) entries: Vec<Entry<'a>>,
}

/// A reminder of a day.
#[derive(PartialEq)]
pub(super) struct Entry<'a> {
    pub(super) id: &'a str,
    pub(super) times: Vec<String>,
    /// How it stands, where that is to be told.
    pub(super) day: Option<Standing<'a>>,
}

/// How a task of a day stands; two of them are the same when they are told the same.
pub(super) struct Standing<'a>(pub(super) &'a TaskDay);

impl PartialEq for Standing<'_> {
    fn eq(&self, other: &Self) -> bool {
        let told = |Self(day): &Self| (day.state, day.done, day.of);
        told(self) == told(other)
    }
}

impl Holding<'_> {
    fn is_empty(&self) -> bool {
        self.session.is_none() && self.opened.is_empty() && self.entries.is_empty()
    }
}

impl<'a> Page<'a> {
    /// The days of the page that hold anything.
    pub(super) fn stretches(&self) -> Vec<Stretch<'a>> {
        let held = self.timeline.dates().map(|date| (date, self.holding(date)));
        runs(held.filter(|(_, holds)| !holds.is_empty()))
    }

    fn holding(&self, date: NaiveDate) -> Holding<'a> {
        let session = self.timeline.sessions.iter().find(|session| session.date == date);
        let opened = self.schedule.released(date).into_iter();
        Holding {
            session: session.map(|session| session.number),
            opened: opened.map(|restriction| allowance(restriction, self.language)).collect(),
            entries: self.entries(date),
        }
    }

    /// The reminders of a date, each once, in the order of their first times.
    fn entries(&self, date: NaiveDate) -> Vec<Entry<'a>> {
        let mut entries: Vec<Entry<'a>> = Vec::new();
        for occurrence in self.schedule.on(date) {
            let Some(reminder) = self.schedule.reminder(&occurrence.key.reminder) else { continue };
            let at = time(occurrence.due, self.schedule.zone());
            if let Some(entry) = entries.iter_mut().find(|entry| entry.id == reminder.id) {
                entry.times.push(at);
                continue;
            }
            let day = self.standing_of(&occurrence, date);
            entries.push(Entry { id: &reminder.id, times: vec![at], day });
        }
        entries
    }

    fn standing_of(&self, occurrence: &Occurrence, date: NaiveDate) -> Option<Standing<'a>> {
        let is_task = occurrence.kind == Kind::Task && self.today.is_some();
        let mut tasks = self.timeline.tasks.iter().filter(|_| is_task);
        let task = tasks.find(|task| task.id == occurrence.key.reminder)?;
        task.days.iter().find(|day| day.date == date).map(Standing)
    }

    /// "09:00, 21:30", or from when to when if there are many.
    pub(super) fn times(&self, times: &[String]) -> String {
        match times {
            [first, .., last] if MOST_TIMES < times.len() => self.about(
                "report-times",
                &[
                    ("from", first.as_str().into()),
                    ("until", last.as_str().into()),
                    ("count", times.len().into()),
                ],
            ),
            few => few.join(", "),
        }
    }

    /// "2 of 3".
    pub(super) fn share(&self, day: &DayDone) -> String {
        self.about("report-share", &[("done", day.done.into()), ("of", day.of.into())])
    }
}
