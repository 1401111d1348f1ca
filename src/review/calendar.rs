//! The dates that a plan is tried on, and what holds on each.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};

use crate::{
    plan::{
        days::DaySet,
        model::{CountFrom, Reminder, Restriction},
    },
    schedule::Schedule,
};

/// So many days before the first session, for what is to be prepared.
const BEFORE: Days = Days::new(14);
/// So many days after the last session: plans speak of a month, careful ones of three.
const AFTER: Days = Days::new(100);
/// The most dates. A year and its sessions fit in; a plan over decades is tried on its beginning.
const MOST_DATES: usize = 500;

/// What decides on which dates a reminder recurs.
type Rule<'a> = (Option<&'a DaySet>, CountFrom, Option<&'a str>);

/// The dates, and for each whether something holds on it. Entries with equal rules share the answer,
/// so that a plan with thousands of them is tried quickly.
pub(super) struct Calendar<'a> {
    pub(super) dates: Vec<NaiveDate>,
    recurring: HashMap<Rule<'a>, Vec<bool>>,
    closed: HashMap<(&'a DaySet, CountFrom), Vec<bool>>,
}

impl<'a> Calendar<'a> {
    pub(super) fn of(schedule: &'a Schedule) -> Self {
        let plan = schedule.plan();
        let dates = dates(schedule).unwrap_or_default();
        let mut closed = HashMap::new();
        for restriction in &plan.restrictions {
            closed.entry((&restriction.days, restriction.count_from)).or_insert_with(|| {
                dates.iter().map(|date| schedule.days().closed(restriction, *date)).collect()
            });
        }
        let mut recurring = HashMap::new();
        for reminder in plan.reminders.iter().filter(|reminder| reminder.enabled) {
            recurring.entry(rule(reminder)).or_insert_with(|| {
                dates.iter().map(|date| schedule.recurs_on(reminder, *date)).collect()
            });
        }
        Self { dates, recurring, closed }
    }

    /// Whether a reminder recurs, for each of the dates; nothing for one that is off.
    pub(super) fn recurs(&self, reminder: &'a Reminder) -> &[bool] {
        let answers = self.recurring.get(&rule(reminder)).filter(|_| reminder.enabled);
        answers.map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether a restriction is closed, for each of the dates.
    pub(super) fn is_closed(&self, restriction: &'a Restriction) -> &[bool] {
        let answers = self.closed.get(&(&restriction.days, restriction.count_from));
        answers.map(Vec::as_slice).unwrap_or_default()
    }
}

fn rule(reminder: &Reminder) -> Rule<'_> {
    (reminder.days.as_ref(), reminder.count_from, reminder.unless_closed.as_deref())
}

/// None without sessions.
fn dates(schedule: &Schedule) -> Option<Vec<NaiveDate>> {
    let days = schedule.days();
    let first = days.next(NaiveDate::MIN)?.checked_sub_days(BEFORE)?;
    let last = days.last()?.checked_add_days(AFTER)?;
    Some(first.iter_days().take(MOST_DATES).take_while(|date| *date <= last).collect())
}
