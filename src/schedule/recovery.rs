//! Recovery days: which day of healing a calendar date is, and what is closed on it.

use chrono::{NaiveDate, TimeDelta};

use crate::plan::{
    days::DaySet,
    model::{CountFrom, Plan, Restriction, Shift},
};

/// The sessions of a plan that count, and the number that their own day has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryDays {
    /// Oldest first; cancelled ones are not among them.
    sessions: Vec<NaiveDate>,
    shifts: Vec<Shift>,
    day_of_session: i32,
}

impl RecoveryDays {
    /// The recovery days of a plan.
    pub fn of(plan: &Plan) -> Self {
        let counting = plan.sessions.iter().filter(|session| session.counts());
        let mut sessions: Vec<_> = counting.map(|session| session.date).collect();
        sessions.sort_unstable();
        Self { sessions, shifts: plan.shifts.clone(), day_of_session: plan.day_of_session }
    }

    /// The newest session whose date has come on `date`.
    pub fn latest(&self, date: NaiveDate) -> Option<NaiveDate> {
        self.sessions.get(self.count(date).checked_sub(1)?).copied()
    }

    /// The next session after `date`.
    pub fn next(&self, date: NaiveDate) -> Option<NaiveDate> {
        self.sessions.get(self.count(date)).copied()
    }

    /// The final session of the plan.
    pub fn last(&self) -> Option<NaiveDate> {
        self.sessions.last().copied()
    }

    /// How many sessions have come on `date`; the newest of them has this number.
    pub fn count(&self, date: NaiveDate) -> usize {
        self.sessions.partition_point(|session| *session <= date)
    }

    /// How many sessions the plan has.
    pub fn len(&self) -> usize {
        self.sessions.len()
    }

    /// Whether the plan has no session that counts.
    pub fn is_empty(&self) -> bool {
        self.sessions.is_empty()
    }

    /// The recovery day of `date`: since the latest session, or until the first one if none has
    /// come (-1 is the day before it). `None` without sessions.
    pub fn number(&self, date: NaiveDate) -> Option<i32> {
        self.since_latest(date).or_else(|| self.until_next(date))
    }

    /// Whether the days of a reminder cover `date`; without days, every date from the first session
    /// on.
    pub fn cover(&self, days: Option<&DaySet>, count_from: CountFrom, date: NaiveDate) -> bool {
        let Some(days) = days else { return self.latest(date).is_some() };
        let shifts = self.shifts_on(date);
        self.since(count_from, date).is_some_and(|day| {
            days.spans.iter().any(|span| span.moved_unrepeated(shifts.clone()).contains(day))
        }) || self.until(count_from, date).is_some_and(|day| days.contains(day))
    }

    /// Whether what lasts on `days`, a phase or a restriction, holds on `date`.
    pub fn hold(&self, days: &DaySet, count_from: CountFrom, date: NaiveDate) -> bool {
        let shifts = self.shifts_on(date);
        self.since(count_from, date).is_some_and(|day| {
            days.spans.iter().any(|span| span.moved(shifts.clone()).contains(day))
        }) || self.until(count_from, date).is_some_and(|day| days.contains(day))
    }

    /// Whether a restriction is closed on `date`.
    pub fn closed(&self, restriction: &Restriction, date: NaiveDate) -> bool {
        self.held_until_last(restriction, date)
            || self.hold(&restriction.days, restriction.count_from, date)
    }

    /// The first date after `date`, on which it is closed, that it is free again.
    ///
    /// `None` when it never is, or not within the longest span that a plan can name.
    pub fn free_from(&self, restriction: &Restriction, date: NaiveDate) -> Option<NaiveDate> {
        // After the final session, its own days decide; before, it is looked for until then anyway.
        let last_day = match self.last().filter(|_| !self.shifts.is_empty()) {
            None => restriction.days.last(),
            Some(session) => self.moved(&restriction.days, session).last(),
        }?;
        let anchor = self.last().unwrap_or(date).max(date);
        let bound = i64::from(last_day.max(0)) + (anchor - date).num_days() + 2;
        date.iter_days()
            .take(usize::try_from(bound).unwrap_or(0) + 1)
            .find(|day| !self.closed(restriction, *day))
    }

    /// The last date that the days of a reminder can cover, or `None` when there is no end to them.
    pub fn last_covered(&self, days: Option<&DaySet>) -> Option<NaiveDate> {
        let Some(session) = self.last() else { return Some(NaiveDate::MIN) };
        self.date_after(session, self.moved_unrepeated(days?, session).last()?)
    }

    /// The last date on which what lasts on `days` can hold, or `None` when it has no end.
    pub fn last_held(&self, days: &DaySet) -> Option<NaiveDate> {
        let Some(session) = self.last() else { return Some(NaiveDate::MIN) };
        self.date_after(session, self.moved(days, session).last()?)
    }

    /// The date of a recovery day of a session, and not before the session.
    fn date_after(&self, session: NaiveDate, day: i32) -> Option<NaiveDate> {
        let after = i64::from(day) - i64::from(self.day_of_session);
        session.checked_add_signed(TimeDelta::try_days(after.max(0))?)
    }

    /// The shifts that move the recovery days of one session.
    pub fn shifts_of(&self, session: NaiveDate) -> impl Iterator<Item = &Shift> + Clone {
        self.shifts.iter().filter(move |shift| shift.session == session)
    }

    /// The recovery days after a session of what lasts, as its shifts leave them.
    pub fn moved(&self, days: &DaySet, session: NaiveDate) -> DaySet {
        days.moved(&self.shifts_of(session))
    }

    /// The recovery days after a session of what recurs, as its shifts leave them.
    pub fn moved_unrepeated(&self, days: &DaySet, session: NaiveDate) -> DaySet {
        days.moved_unrepeated(&self.shifts_of(session))
    }

    /// The shifts that move the recovery days of the latest session on `date`.
    fn shifts_on(&self, date: NaiveDate) -> impl Iterator<Item = &Shift> + Clone {
        let session = if self.shifts.is_empty() { None } else { self.latest(date) };
        session.into_iter().flat_map(|session| self.shifts_of(session))
    }

    /// "Last" closes from the first session on while another one is still to come.
    fn held_until_last(&self, restriction: &Restriction, date: NaiveDate) -> bool {
        match restriction.count_from {
            CountFrom::Latest => false,
            CountFrom::Last => self.latest(date).is_some() && self.next(date).is_some(),
        }
    }

    fn since(&self, count_from: CountFrom, date: NaiveDate) -> Option<i32> {
        match count_from {
            CountFrom::Last if self.next(date).is_some() => None,
            CountFrom::Latest | CountFrom::Last => self.since_latest(date),
        }
    }

    fn until(&self, count_from: CountFrom, date: NaiveDate) -> Option<i32> {
        match count_from {
            CountFrom::Latest => self.until_next(date),
            CountFrom::Last if self.next(date) == self.last() => self.until_next(date),
            CountFrom::Last => None,
        }
    }

    fn since_latest(&self, date: NaiveDate) -> Option<i32> {
        let days = (date - self.latest(date)?).num_days();
        i32::try_from(days).ok().map(|days| days.saturating_add(self.day_of_session))
    }

    fn until_next(&self, date: NaiveDate) -> Option<i32> {
        i32::try_from((date - self.next(date)?).num_days()).ok()
    }
}
