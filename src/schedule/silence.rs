//! Why a reminder does not come on a date: the question that people ask when nothing was shown.

use chrono::NaiveDate;

use super::Schedule;
use crate::plan::model::{Anchor, Cadence, CountFrom, Reminder, Restriction, TimePoint};

/// A reason for which a reminder has no occurrence on a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silence<'a> {
    /// `enabled = false`.
    SwitchedOff,
    /// The plan has no session that counts.
    NoSession,
    /// Without `days` it begins with the first session, on this date.
    BeforeFirstSession(NaiveDate),
    /// It counts from the last session, and another one, on this date, is still to come.
    WaitsForLastSession(NaiveDate),
    /// Its `days` leave out this recovery day.
    OtherDays(i32),
    /// The restriction that pauses it is closed.
    Paused(&'a Restriction),
    /// Its cron expression leaves out this date.
    OtherDates,
    /// The sun does not rise, or does not set.
    NoSun(Anchor),
    /// Everything it would say on that date falls to its next date, or beyond its window.
    NoTime,
}

impl Schedule {
    /// Every reason for which a reminder has no occurrence on `date`; when it has one, only that
    /// another is missing because the sun does not show itself.
    pub fn silence(&self, reminder: &Reminder, date: NaiveDate) -> Vec<Silence<'_>> {
        if !self.occurrences(reminder, date).is_empty() {
            return self.no_sun(reminder, date).into_iter().collect();
        }
        let off = (!reminder.enabled).then_some(Silence::SwitchedOff);
        let reasons = [
            off,
            self.wrong_day(reminder, date),
            self.closed_for(reminder, date),
            wrong_date(reminder, date),
            self.no_sun(reminder, date),
        ];
        let reasons: Vec<_> = reasons.into_iter().flatten().collect();
        if reasons.is_empty() { vec![Silence::NoTime] } else { reasons }
    }

    fn wrong_day(&self, reminder: &Reminder, date: NaiveDate) -> Option<Silence<'_>> {
        let (days, count_from) = (reminder.days.as_ref(), reminder.count_from);
        if self.days.cover(days, count_from, date) {
            return None;
        }
        let Some(number) = self.days.number(date) else { return Some(Silence::NoSession) };
        let next = self.days.next(date);
        Some(match (days, next) {
            (None, Some(first)) => Silence::BeforeFirstSession(first),
            (Some(_), Some(_)) if count_from == CountFrom::Last && 0 <= number => {
                Silence::WaitsForLastSession(self.days.last()?)
            }
            (Some(_) | None, _) => Silence::OtherDays(number),
        })
    }

    fn closed_for(&self, reminder: &Reminder, date: NaiveDate) -> Option<Silence<'_>> {
        let restriction = self.restriction(reminder.unless_closed.as_deref()?)?;
        self.days.closed(restriction, date).then_some(Silence::Paused(restriction))
    }

    fn no_sun(&self, reminder: &Reminder, date: NaiveDate) -> Option<Silence<'_>> {
        let points: &[TimePoint] = match &reminder.cadence {
            Cadence::At(points) => points,
            Cadence::Every { from, until, .. } => &[*from, *until],
            Cadence::Cron(_) => &[],
        };
        let missing = points.iter().find(|point| !self.frame().happens(**point, date))?;
        match missing {
            TimePoint::Clock(_) => None,
            TimePoint::Anchored { anchor, .. } => Some(Silence::NoSun(*anchor)),
        }
    }
}

fn wrong_date<'a>(reminder: &Reminder, date: NaiveDate) -> Option<Silence<'a>> {
    match &reminder.cadence {
        Cadence::Cron(fields) => (!fields.allows(date)).then_some(Silence::OtherDates),
        Cadence::At(_) | Cadence::Every { .. } => None,
    }
}
