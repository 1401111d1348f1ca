//! What a shift changes: the dates of phases and releases, before and after.

use chrono::{Days, NaiveDate};

use super::paragraph;
use crate::{
    plan::{
        days::DaySet,
        model::{Restriction, Shift},
    },
    schedule::Schedule,
};

/// "3 days later", "1 day earlier".
pub fn later(days: i32) -> String {
    let word = if days < 0 { "earlier" } else { "later" };
    match days.unsigned_abs() {
        1 => format!("1 day {word}"),
        several => format!("{several} days {word}"),
    }
}

/// "3 more days", "1 more day".
fn more(days: i32) -> String {
    if days == 1 { "1 more day".to_owned() } else { format!("{days} more days") }
}

/// What changes from one schedule to another for the latest session on `today`; empty if nothing.
pub fn changes(before: &Schedule, after: &Schedule, today: NaiveDate) -> String {
    let Some(session) = before.days().latest(today) else { return String::new() };
    let seen = |schedule| View { schedule, session, today };
    let (before, after) = (seen(before), seen(after));
    let plan = before.schedule.plan();
    let phases = plan.phases.iter();
    let phases = phases.map(|it| (&it.label, before.span(&it.days), after.span(&it.days)));
    let restrictions = plan.restrictions.iter();
    let releases = restrictions.map(|it| (&it.label, before.release(it), after.release(it)));
    let sections =
        [section("Phases", phases), section("Allowed again", releases), reminders(&before, &after)];
    sections.concat()
}

/// A schedule as it is seen on a day after a session.
struct View<'a> {
    schedule: &'a Schedule,
    session: NaiveDate,
    today: NaiveDate,
}

impl View<'_> {
    fn moved(&self, days: &DaySet) -> DaySet {
        self.schedule.days().moved(days, self.session)
    }

    /// The date of a recovery day of the session.
    fn date(&self, day: i32) -> Option<NaiveDate> {
        let since = day.saturating_sub(self.schedule.plan().day_of_session);
        self.session.checked_add_days(Days::new(u64::try_from(since).ok()?))
    }

    /// A date, unless the next session restarts the days before it comes.
    fn before_next(&self, date: NaiveDate) -> Option<NaiveDate> {
        let next = self.schedule.days().next(self.today);
        Some(date).filter(|date| next.is_none_or(|next| *date < next))
    }

    fn span(&self, days: &DaySet) -> String {
        let days = self.moved(days);
        let first = days.first().and_then(|day| self.date(day.max(0)));
        let Some(first) = first.and_then(|date| self.before_next(date)) else {
            return "not before the next session".to_owned();
        };
        let last = days.last().and_then(|day| self.date(day));
        match last.map(|last| (last, self.before_next(last))) {
            None => format!("from {}", short(first)),
            Some((_, Some(last))) if last == first => short(first),
            Some((_, Some(last))) => format!("{} to {}", short(first), short(last)),
            Some((_, None)) => format!("{} until the next session", short(first)),
        }
    }

    /// When a restriction that is closed, or will be, is free again.
    fn release(&self, restriction: &Restriction) -> String {
        let days = self.schedule.days();
        let first = self.moved(&restriction.days).first().and_then(|day| self.date(day.max(0)));
        let from = first.map_or(self.today, |first| first.max(self.today));
        let free = days.closed(restriction, from).then(|| days.free_from(restriction, from));
        match free {
            None => "allowed".to_owned(),
            Some(None) => "open end".to_owned(),
            Some(Some(date)) => short(date),
        }
    }
}

fn section<'a>(
    heading: &str,
    entries: impl Iterator<Item = (&'a String, String, String)>,
) -> String {
    let changed = entries.filter(|(_, before, after)| before != after);
    let line = |(label, before, after): (&String, String, String)| {
        paragraph("  - ", &format!("{label}: {before} -> {after}")) + "\n"
    };
    let lines: String = changed.map(line).collect();
    if lines.is_empty() { lines } else { format!("{heading}\n{lines}\n") }
}

fn reminders(before: &View<'_>, after: &View<'_>) -> String {
    let sets = before.schedule.plan().reminders.iter().filter_map(|it| it.days.as_ref());
    let moved = |view: &View<'_>, days| view.schedule.days().moved_unrepeated(days, view.session);
    match sets.filter(|days| moved(before, days) != moved(after, days)).count() {
        0 => String::new(),
        1 => "1 reminder moves along.\n".to_owned(),
        several => format!("{several} reminders move along.\n"),
    }
}

fn short(date: NaiveDate) -> String {
    date.format("%a %-d %b").to_string()
}

/// What a shift says, in words that also stand above it in the plan.
pub fn sentence(shift: &Shift, phase: Option<&str>) -> String {
    let Shift { after, days, .. } = *shift;
    match (phase, days < 0) {
        (Some(phase), false) => format!("{phase} is held for {}", more(days)),
        (None, false) => format!("day {after} is held for {}", more(days)),
        (_, true) => format!("everything after day {after} comes {}", later(days)),
    }
}
