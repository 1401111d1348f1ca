//! Plan and zone to occurrences: pure calendar work, no clock.
//!
//! The rules are followed on the calendar and turned into moments last, so that a clock change
//! neither loses nor doubles a reminder.

mod cadence;
pub mod occurrence;
mod quiet;
pub mod recovery;
mod release;
pub mod silence;
mod sun;
pub mod zone;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate, NaiveTime, TimeDelta};

pub use self::release::allowance;
use self::{
    cadence::{Frame, Slot},
    occurrence::{Key, Kind, Occurrence, RELEASE, Wording},
    recovery::RecoveryDays,
    zone::{Fit, Moment, Zone},
};
use crate::{
    language::Language,
    plan::{
        days::DaySet,
        model::{Plan, Reminder, ReminderKind, Restriction},
    },
};

/// How far ahead the next occurrence is looked for: past any leap day, 1900 included.
const HORIZON: u32 = 366 * 8 + 1;

/// How many dates around a moment its occurrences can belong to: a zone is at most a day from
/// Greenwich, a skipped date folds a day on, and a window crosses midnight.
const REACH: Days = Days::new(3);

/// A plan in a zone.
#[derive(Debug, Clone)]
pub struct Schedule {
    plan: Plan,
    zone: Zone,
    days: RecoveryDays,
    /// Where each reminder and restriction stands in the plan, by id.
    reminders: BTreeMap<String, usize>,
    restrictions: BTreeMap<String, usize>,
    /// The last date on which anything can come; `None` when there is no end to it.
    end: Option<NaiveDate>,
}

impl Schedule {
    /// The schedule of a plan in a zone.
    pub fn new(plan: Plan, zone: Zone) -> Self {
        let days = RecoveryDays::of(&plan);
        let reminders = places(plan.reminders.iter().map(|reminder| &reminder.id));
        let restrictions = places(plan.restrictions.iter().map(|restriction| &restriction.id));
        let end = end(&plan, &days);
        Self { plan, zone, days, reminders, restrictions, end }
    }

    /// The plan.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The zone.
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// The recovery days of the plan.
    pub fn days(&self) -> &RecoveryDays {
        &self.days
    }

    /// The first date on which anything of the plan can be; `None` without sessions.
    pub fn first_date(&self) -> Option<NaiveDate> {
        let first = self.plan.sessions.iter().map(|session| session.date).min()?;
        let reminders = self.plan.reminders.iter().filter_map(|reminder| reminder.days.as_ref());
        let restrictions = self.plan.restrictions.iter().map(|restriction| &restriction.days);
        let before = reminders.chain(restrictions).filter_map(DaySet::first).min();
        first.checked_add_signed(TimeDelta::try_days(before.unwrap_or(0).min(0).into())?)
    }

    /// The reminder of this id.
    pub fn reminder(&self, id: &str) -> Option<&Reminder> {
        self.plan.reminders.get(*self.reminders.get(id)?)
    }

    /// The restriction of this id.
    pub fn restriction(&self, id: &str) -> Option<&Restriction> {
        self.plan.restrictions.get(*self.restrictions.get(id)?)
    }

    /// Whether a reminder recurs on `date`: its days cover it and its restriction is open.
    pub fn recurs_on(&self, reminder: &Reminder, date: NaiveDate) -> bool {
        let days = reminder.days.as_ref();
        reminder.enabled
            && self.days.cover(days, reminder.count_from, date)
            && !self.pauses(reminder, date)
    }

    /// Whether the restriction that pauses a reminder is closed on `date`.
    pub fn pauses(&self, reminder: &Reminder, date: NaiveDate) -> bool {
        let restriction = reminder.unless_closed.as_deref().and_then(|id| self.restriction(id));
        restriction.is_some_and(|restriction| self.days.closed(restriction, date))
    }

    /// The occurrences that belong to a calendar date, by moment, then in the plan's order.
    pub fn on(&self, date: NaiveDate) -> Vec<Occurrence> {
        let release = self.release_on(date).into_iter();
        let reminders = self.plan.reminders.iter().flat_map(|r| self.occurrences(r, date));
        let mut all: Vec<_> = release.chain(reminders).collect();
        all.sort_by_key(|occurrence| occurrence.due);
        all
    }

    /// The occurrences that come due after one moment and not after another, in order.
    pub fn between(&self, after: Moment, until: Moment) -> Vec<Occurrence> {
        let mut all: Vec<_> = self
            .dates_around(after, until)
            .flat_map(|date| self.on(date))
            .filter(|occurrence| after < occurrence.due && occurrence.due <= until)
            .collect();
        all.sort_by_key(|occurrence| occurrence.due);
        all
    }

    /// The first occurrence that comes due after a moment, within [`HORIZON`] days.
    pub fn next_after(&self, after: Moment) -> Option<Occurrence> {
        let start = self.wall_date(after).checked_sub_days(REACH)?;
        let mut earliest: Option<Occurrence> = None;
        for date in self.dates_from(start) {
            let found = self.on(date).into_iter().find(|occurrence| after < occurrence.due);
            earliest = sooner(earliest, found);
            if earliest.as_ref().is_some_and(|first| self.cannot_precede(date, first.due)) {
                break;
            }
        }
        earliest
    }

    /// The first so many occurrences of one reminder after a moment, within [`HORIZON`] days.
    pub fn coming(&self, reminder: &Reminder, after: Moment, number: usize) -> Vec<Occurrence> {
        let start = self.wall_date(after).checked_sub_days(REACH).unwrap_or(NaiveDate::MIN);
        let all = self.dates_from(start).flat_map(|date| {
            let mut of_date = self.occurrences(reminder, date);
            of_date.sort_by_key(|occurrence| occurrence.due);
            of_date
        });
        all.filter(|occurrence| after < occurrence.due).take(number).collect()
    }

    /// The occurrence of this identity, if the plan still has it.
    pub fn occurrence(&self, key: &Key) -> Option<Occurrence> {
        self.on_for(&key.reminder, key.date).into_iter().find(|found| found.key == *key)
    }

    /// The words of an occurrence, or `None` when the plan no longer has its reminder.
    pub fn wording(&self, key: &Key, language: &Language) -> Option<Wording> {
        if key.reminder == RELEASE {
            return Some(self.release_wording(key.date, language));
        }
        self.reminder(&key.reminder).map(|reminder| Wording {
            text: reminder.text.clone(),
            headline: reminder.text.clone(),
            details: reminder.details.clone().unwrap_or_default(),
            discreet: reminder.discreet.clone().unwrap_or_else(|| language.say("notice-discreet")),
            discreet_details: String::new(),
        })
    }

    /// The moment at which a calendar date begins.
    pub fn midnight(&self, date: NaiveDate) -> Moment {
        self.zone.resolve(date.and_time(NaiveTime::MIN)).moment
    }

    /// The calendar date on the wall at a moment.
    pub fn wall_date(&self, moment: Moment) -> NaiveDate {
        self.zone.wall(moment).date_naive()
    }

    fn on_for(&self, id: &str, date: NaiveDate) -> Vec<Occurrence> {
        if id == RELEASE {
            return self.release_on(date).into_iter().collect();
        }
        self.reminder(id).map(|reminder| self.occurrences(reminder, date)).unwrap_or_default()
    }

    fn release_on(&self, date: NaiveDate) -> Option<Occurrence> {
        if self.released(date).is_empty() {
            return None;
        }
        let key = Key { reminder: RELEASE.to_owned(), date, slot: 0 };
        let due = self.zone.resolve(date.and_time(self.plan.day.notices)).moment;
        Some(Occurrence { key, kind: Kind::Release, due })
    }

    /// A reminder's occurrences on a date; two of them at one moment are one.
    pub fn occurrences(&self, reminder: &Reminder, date: NaiveDate) -> Vec<Occurrence> {
        let mut slots = self.slots(reminder, date);
        let taken = self.taken(reminder, date, &slots);
        let mut seen = BTreeSet::new();
        slots.retain(|slot| {
            let moved_onto = slot.at.fit == Fit::Skipped && taken.by_this.contains(&slot.at.moment);
            let moment = slot.at.moment;
            !moved_onto && !taken.by_next.contains(&moment) && seen.insert(moment)
        });
        let kind = match reminder.kind {
            ReminderKind::Task => Kind::Task,
            ReminderKind::Note => Kind::Note,
        };
        let key = |slot| Key { reminder: reminder.id.clone(), date, slot };
        slots
            .into_iter()
            .map(|slot| Occurrence { key: key(slot.number), kind, due: slot.at.moment })
            .collect()
    }

    /// The moments that belong to another slot of the same reminder: a slot that a clock change
    /// moved yields to one that the wall really shows, and what reaches into the next date yields
    /// to that date.
    fn taken(&self, reminder: &Reminder, date: NaiveDate, slots: &[Slot]) -> Taken {
        let moved = slots.iter().any(|slot| slot.at.fit == Fit::Skipped);
        let latest = slots.iter().map(|slot| slot.at.moment).max();
        let reaches_on = latest.is_some_and(|latest| date < self.wall_date(latest));
        let exact = slots.iter().filter(|slot| slot.at.fit == Fit::Exact);
        let next = date.succ_opt().filter(|_| moved || reaches_on);
        let next = next.map(|next| self.slots(reminder, next)).unwrap_or_default();
        Taken {
            by_this: exact.filter(|_| moved).map(|slot| slot.at.moment).collect(),
            by_next: next.iter().map(|slot| slot.at.moment).collect(),
        }
    }

    fn slots(&self, reminder: &Reminder, date: NaiveDate) -> Vec<Slot> {
        if !self.recurs_on(reminder, date) {
            return Vec::new();
        }
        self.frame().slots(&reminder.cadence, date)
    }

    fn frame(&self) -> Frame<'_> {
        let Plan { day, place: location, .. } = self.plan;
        Frame { zone: &self.zone, day, location }
    }

    fn dates_around(
        &self,
        after: Moment,
        until: Moment,
    ) -> impl Iterator<Item = NaiveDate> + use<> {
        let first = self.wall_date(after).checked_sub_days(REACH).unwrap_or(NaiveDate::MIN);
        let last = self.wall_date(until).checked_add_days(REACH).unwrap_or(NaiveDate::MAX);
        first.iter_days().take_while(move |date| *date <= last)
    }

    /// The dates that are looked at for what comes next.
    fn dates_from(&self, start: NaiveDate) -> impl Iterator<Item = NaiveDate> + use<> {
        let end = self.end;
        let dates = start.iter_days().take(HORIZON as usize);
        dates.take_while(move |date| end.is_none_or(|end| *date <= end))
    }

    /// Whether nothing of a date after `date` can come due before `moment`.
    fn cannot_precede(&self, date: NaiveDate, moment: Moment) -> bool {
        self.wall_date(moment).checked_add_days(REACH).is_none_or(|last| last <= date)
    }
}

/// The last date on which a reminder recurs or a restriction is released.
fn end(plan: &Plan, days: &RecoveryDays) -> Option<NaiveDate> {
    let reminders = plan.reminders.iter().filter(|reminder| reminder.enabled);
    let recurs = reminders.map(|reminder| days.last_covered(reminder.days.as_ref()));
    // What never ends is never released.
    let closed = plan.restrictions.iter().filter_map(|r| days.last_held(&r.days));
    let released = closed.map(|last| last.succ_opt());
    recurs
        .chain(released)
        .try_fold(days.last().unwrap_or(NaiveDate::MIN), |end, last| last.map(|last| end.max(last)))
}

/// Where each id stands.
fn places<'a>(ids: impl Iterator<Item = &'a String>) -> BTreeMap<String, usize> {
    ids.enumerate().map(|(place, id)| (id.clone(), place)).collect()
}

/// Moments that belong to another slot.
struct Taken {
    by_this: BTreeSet<Moment>,
    by_next: BTreeSet<Moment>,
}

fn sooner(a: Option<Occurrence>, b: Option<Occurrence>) -> Option<Occurrence> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b.due < a.due { b } else { a }),
        (a, b) => a.or(b),
    }
}
