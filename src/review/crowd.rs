//! More interruptions a day than a person heeds.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Case;
use crate::{
    plan::{
        entry::EntryKind,
        model::{Cadence, Reminder, Urgency},
        problem::Problem,
    },
    schedule::occurrence::RELEASE,
};

/// The most interruptions a day that a plan should have: behind more of them, people stop reading.
const MOST: usize = 4;

/// Where a reminder says how often it interrupts.
const CAUSES: [&str; 6] = ["at", "every", "cron", "days", "urgency", "enabled"];

/// One warning for the plan, about its worst date.
pub(super) fn warning(case: &Case<'_>) -> Option<Problem> {
    let date = worst_date(case)?;
    let tally = tally(case, date);
    let count: usize = tally.iter().map(|(_, times)| times).sum();
    if count <= MOST {
        return None;
    }
    let (span, times) = tally
        .iter()
        .find_map(|(id, times)| Some((case.own(EntryKind::Reminder, id, &CAUSES)?, times)))?;
    let most: Vec<_> = tally.iter().take(3).map(|(id, times)| spoken(id, *times)).collect();
    Some(
        Problem::warning(span, format!("this plan interrupts {count} times on one day"))
            .label(format!("{times} of them, on {}", case.day(date)))
            .note(format!("most of all: {}; up to {MOST} a day are heeded", most.join(", ")))
            .help("write urgency = \"low\" where a list is enough, or give it fewer times or days"),
    )
}

fn spoken(id: &str, times: usize) -> String {
    let name = if id == RELEASE { "what is allowed again".to_owned() } else { format!("`{id}`") };
    format!("{name} {times}")
}

/// Who interrupts how often on a date, the most first.
fn tally(case: &Case<'_>, date: NaiveDate) -> Vec<(String, usize)> {
    let mut times = BTreeMap::new();
    for occurrence in case.schedule.on(date) {
        let id = occurrence.key.reminder;
        if case.schedule.reminder(&id).is_none_or(interrupts) {
            *times.entry(id).or_insert(0) += 1;
        }
    }
    let mut tally: Vec<_> = times.into_iter().collect();
    tally.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    tally
}

/// The first of the dates with the most interruptions. Clock changes and the sun are left out here.
fn worst_date(case: &Case<'_>) -> Option<NaiveDate> {
    let dates = &case.calendar.dates;
    let mut counts: Vec<u64> =
        dates.iter().map(|date| u64::from(!case.schedule.released(*date).is_empty())).collect();
    for reminder in case.schedule.plan().reminders.iter().filter(|r| interrupts(r)) {
        let a_day = a_day(case, reminder);
        let days = dates.iter().zip(case.calendar.recurs(reminder));
        for (count, (date, recurs)) in counts.iter_mut().zip(days) {
            *count += if *recurs && allows(reminder, *date) { a_day } else { 0 };
        }
    }
    let most = counts.iter().max()?;
    dates.iter().zip(&counts).find(|(_, count)| *count == most).map(|(date, _)| *date)
}

/// How often a reminder recurs on a date that it recurs on.
fn a_day(case: &Case<'_>, reminder: &Reminder) -> u64 {
    let days = case.calendar.dates.iter().zip(case.calendar.recurs(reminder));
    let mut dates = days.filter(|(date, recurs)| **recurs && allows(reminder, **date));
    dates.next().map_or(0, |(date, _)| case.schedule.occurrences(reminder, *date).len() as u64)
}

fn allows(reminder: &Reminder, date: NaiveDate) -> bool {
    match &reminder.cadence {
        Cadence::Cron(fields) => fields.allows(date),
        Cadence::At(_) | Cadence::Every { .. } => true,
    }
}

/// Whether a desktop shows it at once: most only list what is of low urgency.
fn interrupts(reminder: &Reminder) -> bool {
    match reminder.urgency {
        Urgency::Low => false,
        Urgency::Normal | Urgency::Critical => true,
    }
}
