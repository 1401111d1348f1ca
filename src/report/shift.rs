//! What a shift changes: the dates of phases and releases, before and after.

use chrono::{Days, NaiveDate};

use super::{labelled, paragraph};
use crate::{
    language::Language,
    plan::{
        days::DaySet,
        model::{Restriction, Shift},
    },
    schedule::Schedule,
};

/// "3 days later", "1 day earlier".
pub fn later(days: i32, language: &Language) -> String {
    let key = if days < 0 { "shift-earlier" } else { "shift-later" };
    language.say_with(key, &[("count", days.unsigned_abs().into())])
}

/// What changes from one schedule to another for the latest session on `today`; empty if nothing.
pub fn changes(
    before: &Schedule,
    after: &Schedule,
    today: NaiveDate,
    language: &Language,
) -> String {
    let Some(session) = before.days().latest(today) else { return String::new() };
    let seen = |schedule| View { schedule, session, today, language };
    let (before, after) = (seen(before), seen(after));
    let plan = before.schedule.plan();
    let phases = plan.phases.iter();
    let phases = phases.map(|it| (&it.label, before.span(&it.days), after.span(&it.days)));
    let restrictions = plan.restrictions.iter();
    let releases = restrictions.map(|it| (&it.label, before.release(it), after.release(it)));
    let sections = [
        section("shift-phases", phases, language),
        section("shift-allowed", releases, language),
        reminders(&before, &after),
    ];
    sections.concat()
}

/// A schedule as it is seen on a day after a session.
struct View<'a> {
    schedule: &'a Schedule,
    session: NaiveDate,
    today: NaiveDate,
    language: &'a Language,
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
            return self.language.say("shift-not-before-next");
        };
        let last = days.last().and_then(|day| self.date(day));
        match last.map(|last| (last, self.before_next(last))) {
            None => self.between("shift-from", first, first),
            Some((_, Some(last))) if last == first => self.language.short_day(first),
            Some((_, Some(last))) => self.between("shift-from-to", first, last),
            Some((_, None)) => self.between("shift-until-next", first, first),
        }
    }

    fn between(&self, key: &str, from: NaiveDate, to: NaiveDate) -> String {
        let [from, to] = [from, to].map(|date| self.language.short_day(date));
        self.language.say_with(key, &[("from", from.into()), ("to", to.into())])
    }

    /// When a restriction that is closed, or will be, is free again.
    fn release(&self, restriction: &Restriction) -> String {
        let days = self.schedule.days();
        let first = self.moved(&restriction.days).first().and_then(|day| self.date(day.max(0)));
        let from = first.map_or(self.today, |first| first.max(self.today));
        let free = days.closed(restriction, from).then(|| days.free_from(restriction, from));
        match free {
            None => self.language.say("shift-is-allowed"),
            Some(None) => self.language.say("shift-open-end"),
            Some(Some(date)) => self.language.short_day(date),
        }
    }
}

fn section<'a>(
    heading: &str,
    entries: impl Iterator<Item = (&'a String, String, String)>,
    language: &Language,
) -> String {
    let changed = entries.filter(|(_, before, after)| before != after);
    let line = |(label, before, after): (&String, String, String)| {
        paragraph("  - ", &labelled(label, &format!("{before} -> {after}"), language)) + "\n"
    };
    let lines: String = changed.map(line).collect();
    if lines.is_empty() { lines } else { format!("{}\n{lines}\n", language.say(heading)) }
}

fn reminders(before: &View<'_>, after: &View<'_>) -> String {
    let sets = before.schedule.plan().reminders.iter().filter_map(|it| it.days.as_ref());
    let moved = |view: &View<'_>, days| view.schedule.days().moved_unrepeated(days, view.session);
    match sets.filter(|days| moved(before, days) != moved(after, days)).count() {
        0 => String::new(),
        count => after.language.say_with("shift-reminders", &[("count", count.into())]) + "\n",
    }
}

/// What a shift says, in words that also stand above it in the plan.
pub fn sentence(shift: &Shift, phase: Option<&str>, language: &Language) -> String {
    let Shift { after, days, .. } = *shift;
    let key = match (phase, days < 0) {
        (Some(_), false) => "shift-phase-held",
        (None, false) => "shift-day-held",
        (_, true) => "shift-hurried",
    };
    let about = [
        ("phase", phase.unwrap_or_default().into()),
        ("day", after.into()),
        ("count", days.unsigned_abs().into()),
    ];
    language.say_with(key, &about)
}
