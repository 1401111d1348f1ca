//! What the engine remembers: the fold of the journal's entries.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

use super::{
    notice::Handle,
    record::{Departure, Entry, Manner, Outcome, Record, Scope},
    retention::Erasure,
};
use crate::schedule::{
    occurrence::{Key, Kind, RELEASE},
    zone::Moment,
};

/// How far a clock may be set back before what it showed counts as shown in a false future.
///
/// Below it, showing once more would only be showing twice.
const SMALL_STEP: TimeDelta = TimeDelta::minutes(10);

/// Among how many of the last dates of a reminder its newest occurrence is: a moment lies within two
/// days of the date that it belongs to, also after travel.
const NEWEST_DATES: Days = Days::new(8);

/// All that survives a restart.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    /// Everything up to this moment has been considered.
    cursor: Option<Moment>,
    /// The fingerprint of the plan in force.
    plan: Option<String>,
    /// The zone in force: its fingerprint, and from which moment on.
    zone: Option<(Moment, String)>,
    /// Whether the person has been told that the daemon is there.
    introduced: bool,
    /// Since when each reminder exists; it never reaches back before that.
    since: BTreeMap<String, Moment>,
    /// Whatever belongs to this date or an earlier one, and is not known, was erased.
    erased_until: Option<NaiveDate>,
    #[serde(with = "pairs")]
    occurrences: BTreeMap<Key, Known>,
    /// Which of them are open.
    #[serde(skip)]
    open: BTreeSet<Key>,
    /// What was put on the screen last, in each place.
    #[serde(with = "pairs")]
    popups: BTreeMap<Spot, Popup>,
    /// What the person wants to be left alone with, and until when if they said so.
    #[serde(with = "pairs")]
    held: BTreeMap<Scope, Option<Moment>>,
    /// What a false future decided, while the clock is set back.
    aside: Option<Aside>,
}

/// A place on the screen that an occurrence can have.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Spot {
    /// The one place of a reminder.
    Reminder(String),
    /// The summary of what has none.
    Summary,
}

/// What was put into a place. It may be gone since then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Popup {
    /// Where.
    pub handle: Handle,
    /// What it tells of.
    pub keys: BTreeSet<Key>,
}

/// An occurrence whose moment has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// What it asks of the person.
    pub kind: Kind,
    /// The moment it came due.
    pub due: Moment,
    /// Where it stands.
    pub fate: Fate,
}

/// Where an occurrence stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fate {
    /// It waits for the screen or for an answer.
    Open(Open),
    /// It is over.
    Ended {
        /// How.
        outcome: Outcome,
        /// Since when.
        at: Moment,
        /// How it stood before, if it came due at all: the end may be of a false future.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<Open>,
    },
}

/// An occurrence that waits for the screen or for an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Open {
    /// Whether it is shown alone.
    pub manner: Manner,
    /// The moment from which the present call may be shown.
    pub call_at: Moment,
    /// How often it was called again because nobody answered.
    pub again: u32,
    /// When it was on the screen, or may have been, before the present call.
    pub shown_before: Option<Moment>,
    /// Where the present call stands.
    pub stage: Stage,
}

/// Where a call stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// Not on the screen yet.
    Waiting,
    /// Sent to the server at this moment; it may be on the screen.
    Intended(Moment),
    /// On the screen, as far as is known, alone or in the summary.
    OnScreen(Manner),
    /// It was on the screen and is no longer.
    Gone(Departure),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Aside {
    high_water: Moment,
    since: BTreeMap<String, Moment>,
    erased_until: Option<NaiveDate>,
    #[serde(with = "pairs")]
    occurrences: BTreeMap<Key, Known>,
}

/// Maps as lists of pairs, because a key of JSON is a text.
mod pairs {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<K: Serialize, V: Serialize, S: Serializer>(
        map: &BTreeMap<K, V>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(map)
    }

    pub(super) fn deserialize<'de, K, V, D>(deserializer: D) -> Result<BTreeMap<K, V>, D::Error>
    where
        K: Deserialize<'de> + Ord,
        V: Deserialize<'de>,
        D: Deserializer<'de>,
    {
        Vec::<(K, V)>::deserialize(deserializer).map(BTreeMap::from_iter)
    }
}

impl Memory {
    /// The fold of all entries of a journal.
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Self {
        let mut memory = Self::default();
        for entry in entries {
            memory.fold(entry);
        }
        memory
    }

    /// Takes one more entry in.
    pub fn fold(&mut self, entry: &Entry) {
        let at = entry.at;
        match &entry.record {
            Record::Started => {}
            Record::Introduced => self.introduced = true,
            Record::PlanApplied { plan, reminders } => self.apply_plan(plan, reminders, at),
            Record::ZoneApplied { zone } => self.zone = Some((at, zone.clone())),
            Record::Due { key, kind, due, call_at, manner } => {
                let fate = Fate::Open(Open::new(*manner, *call_at));
                self.insert(key, Known { kind: *kind, due: *due, fate });
            }
            Record::Intended { key } => self.change(key, |open| open.intend(at)),
            Record::Shown { key, handle, manner } => self.shown(key, handle, *manner, at),
            Record::NotShown { key } => self.change(key, |open| open.stage = Stage::Waiting),
            Record::Gone { key, why } => {
                self.change(key, |open| open.stage = Stage::Gone(*why));
                self.forget_popups(key);
            }
            Record::CalledAgain { key } => self.change(key, |open| open.call_again(at)),
            Record::Snoozed { key, until } => self.change(key, |open| open.snooze(*until)),
            Record::Ended { key, kind, due, outcome } => {
                let before = self.occurrences.remove(key).and_then(Known::into_open);
                let fate = Fate::Ended { outcome: *outcome, at, before };
                self.insert(key, Known { kind: *kind, due: *due, fate });
            }
            Record::Replanned { key } => self.remove(key),
            Record::Held { scope, until } => drop(self.held.insert(scope.clone(), *until)),
            Record::Resumed { scope } => drop(self.held.remove(scope)),
            Record::ClockSetBack => self.set_back(at),
            Record::ClockRestored => return self.restore(),
            Record::Remembered { rest } => return self.remember(rest),
        }
        self.cursor = Some(self.cursor.map_or(at, |cursor| cursor.max(at)));
    }

    /// Everything up to this moment has been considered.
    pub fn cursor(&self) -> Option<Moment> {
        self.cursor
    }

    /// Takes out what has become old.
    pub fn erase(&mut self, erasure: &Erasure) {
        self.erased_until = self.erased_until.max(Some(erasure.until));
        for key in &erasure.keys {
            self.remove(key);
            self.leave_popups(key);
            if let Some(aside) = &mut self.aside {
                aside.occurrences.remove(key);
            }
        }
    }

    /// The same without the occurrences that another memory knows just so.
    #[must_use]
    pub(super) fn untold_by(&self, told: &Self) -> Self {
        let mut rest = self.clone();
        rest.occurrences.retain(|key, known| told.get(key) != Some(known));
        rest.open.clear();
        rest
    }

    /// Whether an occurrence has come due at some time.
    pub fn has_known(&self, key: &Key) -> bool {
        self.occurrences.contains_key(key) || Some(key.date) <= self.erased_until
    }

    /// Whether anything that it knows, or has set aside, is over.
    pub fn has_ended(&self) -> bool {
        let has_aside = || self.set_aside_until(NaiveDate::MAX).next().is_some();
        self.open.len() < self.occurrences.len() || has_aside()
    }

    /// The fingerprint of the plan in force.
    pub fn plan(&self) -> Option<&str> {
        self.plan.as_deref()
    }

    /// The fingerprint of the zone in force, and from which moment on it was taken.
    pub fn zone(&self) -> Option<(Moment, &str)> {
        self.zone.as_ref().map(|(from, zone)| (*from, zone.as_str()))
    }

    /// Whether the person has been told that the daemon is there.
    pub fn introduced(&self) -> bool {
        self.introduced
    }

    /// Since when a reminder exists, or `None` when no plan has had it yet.
    pub fn since(&self, reminder: &str) -> Option<Moment> {
        self.since.get(reminder).copied()
    }

    /// An occurrence whose moment has come.
    pub fn get(&self, key: &Key) -> Option<&Known> {
        self.occurrences.get(key)
    }

    /// Every occurrence whose moment has come, by identity.
    pub fn known(&self) -> impl ExactSizeIterator<Item = (&Key, &Known)> {
        self.occurrences.iter()
    }

    /// Every open occurrence, by identity.
    pub fn open(&self) -> impl Iterator<Item = (&Key, &Known, &Open)> {
        let known = self.open.iter().filter_map(|key| self.occurrences.get_key_value(key));
        known.filter_map(|(key, known)| match &known.fate {
            Fate::Open(open) => Some((key, known, open)),
            Fate::Ended { .. } => None,
        })
    }

    /// What was put on the screen last, in each place.
    pub fn popups(&self) -> impl Iterator<Item = (&Spot, &Popup)> {
        self.popups.iter()
    }

    /// What the person wants to be left alone with at a moment, each with its end if it has one.
    pub fn held(&self, now: Moment) -> impl Iterator<Item = (&Scope, Option<Moment>)> {
        let held = self.held.iter().map(|(scope, until)| (scope, *until));
        held.filter(move |(_, until)| until.is_none_or(|until| now < until))
    }

    /// The newest occurrence of a reminder whose moment has come.
    pub fn newest(&self, reminder: &str) -> Option<(&Key, &Known)> {
        let first = Key { reminder: reminder.to_owned(), date: NaiveDate::MIN, slot: 0 };
        let last = Key { date: NaiveDate::MAX, slot: u16::MAX, ..first.clone() };
        let mut of_it = self.occurrences.range(first..=last).rev().peekable();
        let from = of_it.peek()?.0.date.checked_sub_days(NEWEST_DATES)?;
        of_it.take_while(|(key, _)| from <= key.date).max_by_key(|(key, known)| (known.due, *key))
    }

    /// Whether going back to `now` would open anything again.
    pub fn would_reopen(&self, now: Moment) -> bool {
        let Some(cursor) = self.cursor.filter(|cursor| now < *cursor) else { return false };
        now < cursor - SMALL_STEP || self.occurrences.values().any(|known| known.is_undone_at(now))
    }

    /// What is over in the aside, belongs to this date or an earlier one, and is not known else.
    pub(super) fn set_aside_until(&self, until: NaiveDate) -> impl Iterator<Item = &Key> {
        let aside = self.aside.iter().flat_map(|aside| &aside.occurrences);
        let old = aside.filter(move |(key, known)| key.date <= until && known.is_over());
        old.map(|(key, _)| key).filter(|key| !self.occurrences.contains_key(key))
    }

    /// The moment of the first occurrence that has to be considered again if the clock goes back
    /// to `now`: a false future has missed it without its ever coming due.
    pub fn reconsiders_from(&self, now: Moment) -> Option<Moment> {
        let missed = self.occurrences.values().filter(|known| known.is_of_the_future(now));
        missed.map(|known| known.due).filter(|due| *due <= now).min()
    }

    /// Where the clock stood before it was set back, while it is.
    pub fn high_water(&self) -> Option<Moment> {
        self.aside.as_ref().map(|aside| aside.high_water)
    }

    /// Becomes what the other is, with the occurrences of both.
    fn remember(&mut self, rest: &Self) {
        let told = std::mem::replace(self, rest.clone()).occurrences;
        for (key, known) in told {
            self.occurrences.entry(key).or_insert(known);
        }
        self.find_open();
    }

    fn find_open(&mut self) {
        let open = self.occurrences.iter().filter(|(_, known)| !known.is_over());
        self.open = open.map(|(key, _)| key.clone()).collect();
    }

    fn insert(&mut self, key: &Key, known: Known) {
        match known.fate {
            Fate::Open(_) => self.open.insert(key.clone()),
            Fate::Ended { .. } => self.open.remove(key),
        };
        self.occurrences.insert(key.clone(), known);
    }

    fn remove(&mut self, key: &Key) {
        self.open.remove(key);
        self.occurrences.remove(key);
    }

    fn shown(&mut self, key: &Key, handle: &Handle, manner: Manner, at: Moment) {
        self.change(key, |open| {
            open.stage = Stage::OnScreen(manner);
            open.shown_before = Some(at);
        });
        self.leave_popups(key);
        let alone = Spot::Reminder(key.reminder.clone());
        let (spot, shared) = match manner {
            Manner::Alone => (alone, None),
            Manner::Digest => (Spot::Summary, self.popups.remove(&Spot::Summary)),
        };
        let same = shared.filter(|popup| popup.handle == *handle);
        let mut popup = same.unwrap_or_else(|| Popup::new(handle));
        popup.keys.insert(key.clone());
        self.popups.insert(spot, popup);
    }

    /// What is erased, or moves to another place. The number stays, because it may be on the screen
    /// still: a summary tells of more than it was shown for last, and something newer may be on its
    /// way into any place.
    fn leave_popups(&mut self, key: &Key) {
        for popup in self.popups.values_mut() {
            popup.keys.remove(key);
        }
    }

    /// What left the screen.
    fn forget_popups(&mut self, key: &Key) {
        self.popups.retain(|_, popup| {
            let told = popup.keys.remove(key);
            !told || !popup.keys.is_empty()
        });
    }

    fn apply_plan(&mut self, plan: &str, reminders: &[String], at: Moment) {
        self.plan = Some(plan.to_owned());
        let mut ids: BTreeSet<&str> = reminders.iter().map(String::as_str).collect();
        ids.insert(RELEASE);
        self.since.retain(|id, _| ids.contains(id.as_str()));
        for id in ids {
            self.since.entry(id.to_owned()).or_insert(at);
        }
    }

    fn change(&mut self, key: &Key, change: impl FnOnce(&mut Open)) {
        if let Some(Known { fate: Fate::Open(open), .. }) = self.occurrences.get_mut(key) {
            change(open);
        }
    }

    /// Opens again what a false future has ended. What lies in the future now has not come due; it
    /// is kept in case this is the false clock. A reminder never reaches back before it existed, so
    /// `since` goes back no further. So may come again what was erased, until the clock is where it
    /// was.
    fn set_back(&mut self, now: Moment) {
        let (future, past) = std::mem::take(&mut self.occurrences)
            .into_iter()
            .partition(|(_, known)| known.is_of_the_future(now));
        self.occurrences = past;
        for known in self.occurrences.values_mut() {
            if let Some(open) = known.opens_again_at(now) {
                known.fate = Fate::Open(open);
            }
        }
        self.find_open();
        let high_water = self.cursor.unwrap_or(now);
        let aside = self.aside.get_or_insert_with(|| Aside {
            high_water,
            since: self.since.clone(),
            erased_until: None,
            occurrences: BTreeMap::new(),
        });
        aside.erased_until = aside.erased_until.max(self.erased_until);
        aside.high_water = aside.high_water.max(high_water);
        aside.occurrences.extend(future);
        for since in self.since.values_mut() {
            *since = now.min(*since);
        }
        self.erased_until = self.erased_until.filter(|until| *until < now.date_naive());
        self.cursor = Some(now);
    }

    /// Puts back what was decided before the clock showed a false past, except what was missed:
    /// that is decided anew, because it may still be within its grace. What was on the screen was
    /// taken off, so it waits.
    fn restore(&mut self) {
        let Some(aside) = self.aside.take() else { return };
        self.erased_until = self.erased_until.max(aside.erased_until);
        for (key, mut known) in aside.occurrences {
            if known.is_missed() || self.occurrences.contains_key(&key) {
                continue;
            }
            if let Fate::Open(open) = &mut known.fate {
                open.wait();
            }
            self.insert(&key, known);
        }
        for (id, since) in &mut self.since {
            // What a plan has brought since then is not older than the time that it was.
            *since = aside.since.get(id).copied().unwrap_or(aside.high_water).max(*since);
        }
    }
}

impl Popup {
    fn new(handle: &Handle) -> Self {
        Self { handle: handle.clone(), keys: BTreeSet::new() }
    }
}

impl Known {
    /// Whether it is over.
    pub fn is_over(&self) -> bool {
        match self.fate {
            Fate::Open(_) => false,
            Fate::Ended { .. } => true,
        }
    }

    /// Whether it was sent to the server, which has not answered yet.
    pub fn is_sent(&self) -> bool {
        matches!(&self.fate, Fate::Open(Open { stage: Stage::Intended(_), .. }))
    }

    /// Whether it is on the screen, or on its way there.
    pub fn is_displayed(&self) -> bool {
        let displayed = |stage: &Stage| matches!(stage, Stage::Intended(_) | Stage::OnScreen(_));
        matches!(&self.fate, Fate::Open(Open { stage, .. }) if displayed(stage))
    }

    /// Whether it could not be shown within its grace.
    pub fn is_missed(&self) -> bool {
        matches!(self.fate, Fate::Ended { outcome: Outcome::Missed, .. })
    }

    fn into_open(self) -> Option<Open> {
        match self.fate {
            Fate::Open(open) => Some(open),
            Fate::Ended { before, .. } => before,
        }
    }

    /// Whether going back to `now` would open it again.
    fn is_undone_at(&self, now: Moment) -> bool {
        self.is_of_the_future(now) || self.opens_again_at(now).is_some()
    }

    /// Whether at `now` it has not come due yet, and no person has decided it. What was missed
    /// without ever coming due may do so still, if that was decided in a false future.
    fn is_of_the_future(&self, now: Moment) -> bool {
        match &self.fate {
            Fate::Ended { outcome, .. } if outcome.by_person() => false,
            Fate::Ended { outcome: Outcome::Missed, at, before } => {
                now < self.due || before.is_none() && now < *at
            }
            Fate::Ended { .. } | Fate::Open(_) => now + SMALL_STEP < self.due,
        }
    }

    /// As what it opens again, if a false future has ended it. What was seen has been seen.
    fn opens_again_at(&self, now: Moment) -> Option<Open> {
        let Fate::Ended { outcome, at, before: Some(open) } = &self.fate else { return None };
        let is_false = match outcome {
            Outcome::Missed => now < *at,
            Outcome::Unanswered | Outcome::Withdrawn => now + SMALL_STEP < *at,
            Outcome::Done | Outcome::Skipped | Outcome::Noted => false,
        };
        is_false.then(|| open.off_the_screen())
    }
}

impl Open {
    fn new(manner: Manner, call_at: Moment) -> Self {
        Self { manner, call_at, again: 0, shown_before: None, stage: Stage::Waiting }
    }

    /// Whether it was on the screen, or may have been.
    pub fn was_shown(&self) -> bool {
        self.perhaps_shown().is_some()
    }

    /// When it was last on the screen, or may have been, if at all.
    pub fn perhaps_shown(&self) -> Option<Moment> {
        match self.stage {
            Stage::Intended(at) => Some(at),
            Stage::Waiting | Stage::OnScreen(_) | Stage::Gone(_) => self.shown_before,
        }
    }

    fn intend(&mut self, at: Moment) {
        self.shown_before = self.perhaps_shown();
        self.stage = Stage::Intended(at);
    }

    /// Back to waiting, without forgetting that it may have been on the screen.
    fn wait(&mut self) {
        self.shown_before = self.perhaps_shown();
        self.stage = Stage::Waiting;
    }

    /// The same, but waiting, unless it had left the screen already.
    fn off_the_screen(&self) -> Self {
        let mut open = self.clone();
        match open.stage {
            Stage::Waiting | Stage::Intended(_) | Stage::OnScreen(_) => open.wait(),
            Stage::Gone(_) => {}
        }
        open
    }

    fn call_again(&mut self, at: Moment) {
        self.again = self.again.saturating_add(1);
        self.call_at = at;
        self.wait();
    }

    fn snooze(&mut self, until: Moment) {
        self.again = 0;
        self.call_at = until;
        self.manner = Manner::Alone;
        self.wait();
    }
}
