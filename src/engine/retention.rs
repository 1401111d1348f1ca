//! What is over leaves the history in the end, and the journal is rewritten without it.
//!
//! What is erased is known by its date alone from then on: nothing of that date comes due again.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate, TimeDelta};

use super::{
    Engine,
    event::Effect,
    memory::{Fate, Known, Memory},
    record::{Entry, Outcome, Record},
};
use crate::{
    plan::model::History,
    schedule::{occurrence::Key, zone::Moment},
};

/// How many occurrences the history holds, apart from those of the last days: the memory of the
/// daemon has to end somewhere. With ten a day it is enough for thirteen years.
const MOST_KEPT: usize = 50_000;

/// What leaves the history at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// When it was decided.
    pub at: Moment,
    /// Whatever belongs to this date or an earlier one never comes due again.
    pub until: NaiveDate,
    /// What is erased.
    pub keys: BTreeSet<Key>,
}

/// A journal without what is erased. Its fold is the same as if the erasure followed the fold of
/// the whole one, whatever the entries are.
///
/// The entries of what stays are kept as they are. All that they do not tell is put behind them.
pub fn without(entries: &[Entry], erasure: &Erasure) -> Vec<Entry> {
    let mut memory = Memory::of(entries);
    memory.erase(erasure);
    let stays = |entry: &&Entry| entry.record.key().is_some_and(|key| memory.get(key).is_some());
    let mut kept: Vec<Entry> = entries.iter().filter(stays).cloned().collect();
    let rest = Box::new(memory.untold_by(&Memory::of(&kept)));
    kept.push(Entry { at: erasure.at, record: Record::Remembered { rest } });
    kept
}

impl Engine {
    /// Erases what is old, on the first occasion of a new day.
    ///
    /// What is old is measured by the moment that was reached before. So a clock that jumps into a
    /// false future for less than a day erases nothing.
    pub(super) fn erase_what_is_old(&mut self, before: Option<Moment>, now: Moment) {
        let today = self.schedule.wall_date(now);
        let Some(seen) = before.filter(|seen| self.schedule.wall_date(*seen) < today) else {
            return;
        };
        let until = self.kept_after(seen).max(self.crowded_until(seen));
        let Some(until) = until.filter(|_| self.has_own_memory()) else { return };
        let old = self
            .memory
            .known()
            .filter(|(key, known)| key.date <= until && self.was_settled(key, known, seen, now));
        let old = old.map(|(key, _)| key).chain(self.memory.set_aside_until(until));
        let keys: BTreeSet<Key> = old.cloned().collect();
        // To rewrite the journal is work for the disk.
        if keys.is_empty() {
            return;
        }
        let erasure = Erasure { at: now, until, keys };
        self.memory.erase(&erasure);
        self.effects.push(Effect::Erase(erasure));
    }

    /// The moment from which something may be old, if anything ever will be.
    pub(super) fn erasing_at(&self) -> Option<Moment> {
        let tomorrow = self.schedule.wall_date(self.reached?).succ_opt()?;
        let day = match self.schedule.plan().history {
            History::Off => tomorrow,
            History::Days(_) if self.is_crowded() => tomorrow,
            History::Days(days) => {
                let after = Days::new(u64::from(days) + 1);
                tomorrow.max(self.schedule.days().last()?.checked_add_days(after)?)
            }
        };
        self.memory.has_ended().then(|| self.schedule.midnight(day))
    }

    /// The last date whose occurrences are old at a moment. A treatment's history stays whole until
    /// all of it is old; without a session, nobody can tell.
    fn kept_after(&self, seen: Moment) -> Option<NaiveDate> {
        let yesterday = self.schedule.wall_date(seen).pred_opt()?;
        match self.schedule.plan().history {
            History::Off => Some(yesterday),
            History::Days(days) => {
                let until = yesterday.checked_sub_days(Days::new(days.into()))?;
                (self.schedule.days().last()? <= until).then_some(until)
            }
        }
    }

    /// The date until which there is more than the history holds. Yesterday stays in any case.
    fn crowded_until(&self, seen: Moment) -> Option<NaiveDate> {
        let surplus = self.memory.known().len().checked_sub(MOST_KEPT)?;
        let mut dates: Vec<NaiveDate> = self.memory.known().map(|(key, _)| key.date).collect();
        dates.sort_unstable();
        let eve = self.schedule.wall_date(seen).pred_opt()?.pred_opt()?;
        dates.get(surplus.checked_sub(1)?).map(|date| eve.min(*date))
    }

    fn is_crowded(&self) -> bool {
        MOST_KEPT < self.memory.known().len()
    }

    /// Whether it was over by then, and off the screen. What ended later than now did so on a clock
    /// that was wrong, some time ago.
    fn was_settled(&self, key: &Key, known: &Known, seen: Moment, now: Moment) -> bool {
        let Fate::Ended { outcome, at, .. } = known.fate else { return false };
        let lingers = if outcome == Outcome::Noted { self.grace(key) } else { TimeDelta::zero() };
        now < at || at.checked_add_signed(lingers).is_some_and(|gone| gone <= seen)
    }
}
