//! A reminder that never comes, because the restriction that pauses it is closed on all its days.

use chrono::{Days, NaiveDate};

use super::Case;
use crate::plan::{
    days::{DaySet, DaySpan},
    entry::EntryKind,
    model::{Reminder, Restriction},
    problem::Problem,
};

/// The most dates that one reminder is tried on. What reaches farther is let pass.
const MOST_DATES: i64 = 1_500;

/// A warning for each reminder that never comes.
pub(super) fn warnings<'a>(case: &'a Case<'a>) -> impl Iterator<Item = Problem> + 'a {
    let reminders = case.schedule.plan().reminders.iter().filter(|reminder| reminder.enabled);
    reminders.filter_map(|reminder| {
        let restriction = case.schedule.restriction(reminder.unless_closed.as_deref()?)?;
        let never = never_comes(case, reminder, restriction)?;
        warning(case, reminder, restriction, &never)
    })
}

fn warning(
    case: &Case<'_>,
    reminder: &Reminder,
    restriction: &Restriction,
    never: &Never,
) -> Option<Problem> {
    let (id, closed) = (&reminder.id, &restriction.id);
    let span = case
        .own(EntryKind::Reminder, id, &["days", "unless_closed", "count_from", "enabled"])
        .or_else(|| case.own(EntryKind::Restriction, closed, &["days", "count_from"]))?;
    let message = format!("`{id}` never comes: `{closed}` is closed on all its days");
    let problem = Problem::warning(span, message)
        .help(format!("give `{id}` a day on which `{closed}` is open, or end `{closed}` sooner"));
    Some(match never.first {
        Some(first) => problem.label(format!("it would first be on {}", case.day(first))),
        None => problem,
    })
}

/// That a restriction is closed on every date that a reminder's days cover.
struct Never {
    /// The first of these dates, if the plan has sessions.
    first: Option<NaiveDate>,
}

fn never_comes(case: &Case<'_>, reminder: &Reminder, closed: &Restriction) -> Option<Never> {
    let every_day = every_day(case);
    let recurs = reminder.days.as_ref().unwrap_or(&every_day);
    let dates = covered(case, reminder, recurs, closed);
    let mut dates = dates.into_iter().flatten();
    let first = dates.next();
    // Without sessions there are no dates yet, but there are days.
    if reminder.count_from == closed.count_from && recurs.lies_within(&closed.days) {
        return Some(Never { first });
    }
    let days = case.schedule.days();
    let mut all = std::iter::once(first?).chain(dates);
    all.all(|date| days.closed(closed, date)).then_some(Never { first })
}

/// What a reminder without `days` means.
fn every_day(case: &Case<'_>) -> DaySet {
    let first = case.schedule.plan().day_of_session;
    DaySet { spans: vec![DaySpan { first, last: None, step: 1 }] }
}

/// The dates that decide; `None` when there are none, or too many.
fn covered<'a>(
    case: &'a Case<'_>,
    reminder: &'a Reminder,
    recurs: &DaySet,
    closed: &Restriction,
) -> Option<impl Iterator<Item = NaiveDate> + 'a> {
    let days = case.schedule.days();
    let before = u64::from(recurs.first()?.min(0).unsigned_abs());
    let after = reach(recurs, &closed.days)?;
    let start = days.next(NaiveDate::MIN)?.checked_sub_days(Days::new(before))?;
    let end = days.last()?.checked_add_days(Days::new(after))?;
    let dates = start.iter_days().take_while(move |date| *date <= end);
    let few = (end - start).num_days() <= MOST_DATES;
    let (set, count_from) = (reminder.days.as_ref(), reminder.count_from);
    few.then(|| dates.filter(move |date| days.cover(set, count_from, *date)))
}

/// After so many days nothing new happens; `None` when the restriction ends and the reminder does
/// not, so that it comes at last.
fn reach(recurs: &DaySet, closed: &DaySet) -> Option<u64> {
    match (recurs.last(), closed.last()) {
        (Some(last), _) => u64::try_from(last.max(0)).ok(),
        (None, Some(_)) => None,
        (None, None) => {
            let numbers = |set: &DaySet| {
                let spans = set.spans.iter();
                spans.map(|span| span.last.unwrap_or(span.first).max(0).unsigned_abs()).max()
            };
            let highest = u64::from(numbers(recurs)?.max(numbers(closed)?));
            // The pattern of the two repeats after the product of their steps.
            Some(highest + steps(recurs).saturating_mul(steps(closed)))
        }
    }
}

fn steps(set: &DaySet) -> u64 {
    set.spans.iter().map(|span| u64::from(span.step)).fold(1, u64::saturating_mul)
}
