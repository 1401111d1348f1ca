//! What the journal says, folded a second time and with nothing of the program's own fold.

use std::collections::{BTreeMap, BTreeSet};

use aftercare::{
    engine::{
        record::{Departure, Entry, Outcome, Record, Scope},
        retention::Erasure,
    },
    schedule::{
        occurrence::{Key, Kind, RELEASE},
        zone::Moment,
    },
};
use chrono::{NaiveDate, TimeDelta};

/// Shown so shortly before the clock was set back, it was no false future.
pub(super) const SMALL_STEP: TimeDelta = TimeDelta::minutes(10);

/// What is known about an occurrence.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct Line {
    /// What it asks.
    pub(super) kind: Kind,
    /// When it came due, and in which zone.
    pub(super) due: Moment,
    pub(super) zone: Option<String>,
    /// When it may be shown, or shown again.
    pub(super) call_at: Moment,
    /// Whether it ever came due.
    pub(super) came_due: bool,
    /// How it ended, and when that was written.
    pub(super) outcome: Option<Outcome>,
    pub(super) over_since: Option<Moment>,
    /// Whether its notification left the screen without an answer.
    pub(super) gone: Option<Departure>,
    /// When it was last about to be shown, unless the server certainly refused.
    pub(super) intended: Option<Moment>,
    /// Whether it was, or may have been, on the screen before that.
    pub(super) maybe_shown: bool,
    /// Whether the server may show it without our knowing its number.
    pub(super) unaddressed: bool,
    /// When the server took it, since it was called last.
    pub(super) shown_at: Option<Moment>,
    /// Whether it was, or may have been, on the screen since it was called last.
    pub(super) shown_in_call: bool,
    /// Whether it was not, when it was intended last.
    pub(super) is_new_in_call: bool,
    /// How often it was called again since it came due or was snoozed.
    pub(super) again: u32,
}

/// The journal, folded.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    lines: BTreeMap<Key, Line>,
    /// Those of them that have not ended.
    open: BTreeSet<Key>,
    since: BTreeMap<String, Moment>,
    aside: Option<Aside>,
    /// Since when what was set aside is back, on the clock in force.
    restored: Option<Moment>,
    zone: Option<String>,
    /// The latest moment of an entry on the clock in force.
    latest: Option<Moment>,
    /// Whatever belongs to this date or an earlier one, and is not here, was erased.
    erased_until: Option<NaiveDate>,
    /// What is held, and until when if the person said so.
    held: BTreeMap<Scope, Option<Moment>>,
    /// When it was last resumed.
    resumed: BTreeMap<Scope, Moment>,
}

#[derive(Debug)]
struct Aside {
    lines: BTreeMap<Key, Line>,
    since: BTreeMap<String, Moment>,
    erased_until: Option<NaiveDate>,
    /// Where the clock stood before it went back.
    high_water: Option<Moment>,
}

impl Ledger {
    /// What is known about an occurrence.
    pub(super) fn get(&self, key: &Key) -> Option<&Line> {
        self.lines.get(key)
    }

    /// What is known, or was before the clock went back.
    pub(super) fn get_or_aside(&self, key: &Key) -> Option<&Line> {
        let aside = || self.aside.as_ref().and_then(|aside| aside.lines.get(key));
        self.lines.get(key).or_else(aside)
    }

    /// Everything that is known.
    pub(super) fn lines(&self) -> impl Iterator<Item = (&Key, &Line)> {
        self.lines.iter()
    }

    /// Everything that has not ended.
    pub(super) fn open(&self) -> impl Iterator<Item = (&Key, &Line)> {
        self.open.iter().filter_map(|key| Some((key, self.lines.get(key)?)))
    }

    /// Takes out what has become old.
    pub(super) fn erase(&mut self, erasure: &Erasure) {
        self.erased_until = self.erased_until.max(Some(erasure.until));
        for key in &erasure.keys {
            self.lines.remove(key);
            if let Some(aside) = &mut self.aside {
                aside.lines.remove(key);
            }
        }
    }

    /// Something that is over, belongs to this date or an earlier one, and is only in the aside.
    pub(super) fn old_aside(&self, until: NaiveDate) -> Option<&Key> {
        let mut aside = self.aside.iter().flat_map(|aside| &aside.lines);
        let is_old = |(key, line): &(&Key, &Line)| {
            key.date <= until && line.outcome.is_some() && !self.lines.contains_key(*key)
        };
        aside.find(is_old).map(|(key, _)| key)
    }

    /// Whether it is not known because it was erased.
    pub(super) fn was_erased(&self, key: &Key) -> bool {
        !self.lines.contains_key(key) && Some(key.date) <= self.erased_until
    }

    /// What a person has answered.
    pub(super) fn answered(&self) -> BTreeSet<Key> {
        let by_person = |line: &Line| line.outcome.is_some_and(Outcome::by_person);
        let lines = self.lines.iter().filter(|(_, line)| by_person(line));
        lines.map(|(key, _)| key.clone()).collect()
    }

    /// The name of the zone in force.
    pub(super) fn zone(&self) -> Option<&str> {
        self.zone.as_deref()
    }

    /// Since when a reminder exists.
    pub(super) fn since(&self, reminder: &str) -> Option<Moment> {
        self.since.get(reminder).copied()
    }

    /// Takes in one entry; an error when it cannot follow what came before.
    pub(super) fn take(&mut self, entry: &Entry) -> Result<(), String> {
        let at = entry.at;
        self.reach(entry);
        match &entry.record {
            Record::Started | Record::Introduced => {}
            Record::Held { scope, until } => drop(self.held.insert(scope.clone(), *until)),
            Record::Resumed { scope } => {
                self.held.remove(scope);
                self.resumed.insert(scope.clone(), at);
            }
            Record::PlanApplied { reminders, .. } => self.plan(reminders, at),
            Record::ZoneApplied { zone } => {
                self.zone = zone.split(' ').next().map(str::to_owned);
            }
            Record::Due { key, kind, due, call_at, .. } => {
                self.open.insert(key.clone());
                let line = Line::new(*kind, *due, *call_at);
                let line = Line { zone: self.zone.clone(), came_due: true, ..line };
                let old = self.lines.insert(key.clone(), line);
                if let Some(old) = old {
                    return Err(format!("came due twice: {key}, was {old:?}"));
                }
            }
            Record::Ended { key, kind, due, outcome } => {
                self.end(key, (*kind, *due), *outcome)?.over_since = Some(at);
            }
            Record::Replanned { key } => self.replan(key)?,
            Record::Remembered { .. } => {
                return Err("only a journal that was rewritten holds this".to_owned());
            }
            Record::ClockSetBack => self.set_back(at),
            Record::ClockRestored => self.restore(at),
            Record::Intended { key } => self.open_line(key)?.intend(at),
            Record::Shown { key, handle, .. } => {
                let line = self.open_line(key)?;
                line.maybe_shown = true;
                line.unaddressed &= handle.id == 0;
                line.shown_at = Some(at);
            }
            Record::NotShown { key } => {
                let line = self.open_line(key)?;
                (line.intended, line.shown_in_call) = (None, false);
            }
            Record::Gone { key, why } => self.open_line(key)?.gone = Some(*why),
            Record::CalledAgain { key } => {
                let line = self.open_line(key)?;
                line.again += 1;
                line.call(at);
            }
            Record::Snoozed { key, until } => {
                let line = self.open_line(key)?;
                line.again = 0;
                line.call(*until);
            }
        }
        Ok(())
    }

    fn reach(&mut self, entry: &Entry) {
        if !matches!(entry.record, Record::ClockSetBack | Record::ClockRestored) {
            self.latest = self.latest.max(Some(entry.at));
        }
    }

    fn open_line(&mut self, key: &Key) -> Result<&mut Line, String> {
        let line = self.lines.get_mut(key).filter(|line| line.outcome.is_none());
        line.ok_or_else(|| format!("a record for what is not open: {key}"))
    }

    fn end(
        &mut self,
        key: &Key,
        new: (Kind, Moment),
        outcome: Outcome,
    ) -> Result<&mut Line, String> {
        let line = self.lines.entry(key.clone()).or_insert_with(|| Line::new(new.0, new.1, new.1));
        if line.outcome.is_some() && !outcome.by_person() {
            return Err(format!("ended twice: {key}, {line:?}, now {outcome:?}"));
        }
        if line.outcome.is_some_and(Outcome::by_person) {
            return Err(format!("an answer changed: {key}, {line:?}, now {outcome:?}"));
        }
        let seen = line.maybe_shown || line.intended.is_some();
        if !seen && matches!(outcome, Outcome::Unanswered | Outcome::Noted) {
            return Err(format!("{outcome:?} without being shown: {key}, {line:?}"));
        }
        line.outcome = Some(outcome);
        self.open.remove(key);
        Ok(line)
    }

    fn replan(&mut self, key: &Key) -> Result<(), String> {
        let line = self.lines.get(key).ok_or_else(|| format!("planned again: {key}"))?;
        if line.outcome.is_some_and(|outcome| outcome != Outcome::Missed) {
            return Err(format!("planned again although it was over: {key}"));
        }
        if line.maybe_shown {
            return Err(format!("planned again after it was shown: {key}"));
        }
        self.lines.remove(key);
        self.open.remove(key);
        Ok(())
    }

    fn plan(&mut self, reminders: &[String], at: Moment) {
        let has = |id: &String| id == RELEASE || reminders.contains(id);
        self.since.retain(|id, _| has(id));
        for id in reminders.iter().map(String::as_str).chain([RELEASE]) {
            self.since.entry(id.to_owned()).or_insert(at);
        }
    }

    /// What was said about the server's number for it means nothing.
    pub(super) fn unaddress(&mut self, key: &Key) {
        if let Some(line) = self.lines.get_mut(key) {
            line.unaddressed = true;
        }
    }

    /// Everything of which the server's number is not known.
    pub(super) fn unaddressed(&self) -> Vec<Key> {
        let lines = self.lines.iter().filter(|(_, line)| line.unaddressed);
        lines.map(|(key, _)| key.clone()).collect()
    }

    /// Whether another one of the same reminder is known that came due then or later.
    pub(super) fn knows_other(&self, key: &Key, due: Moment) -> bool {
        // What comes due then belongs to a date that is not far from it.
        let date = due.date_naive() - TimeDelta::days(5);
        let first = Key { date, slot: 0, ..key.clone() };
        let of_it = self.lines.range(first..).take_while(|(of, _)| of.reminder == key.reminder);
        let mut others = of_it.filter(|(other, _)| *other != key);
        others.any(|(_, line)| due <= line.due)
    }

    /// Whether this is paused or muted by itself.
    pub(super) fn holds(&self, scope: &Scope, now: Moment) -> bool {
        self.held.get(scope).is_some_and(|until| until.is_none_or(|until| now < until))
    }

    /// Whether a reminder may not be shown, by a pause or a mute.
    pub(super) fn is_held(&self, reminder: &str, now: Moment) -> bool {
        scopes(reminder).iter().any(|scope| self.holds(scope, now))
    }

    /// When the last pause or mute of a reminder ended, or ends; `None` when that is not known.
    pub(super) fn left_alone_until(&self, reminder: &str) -> Option<Moment> {
        let mut latest = Moment::MIN_UTC;
        for scope in &scopes(reminder) {
            if let Some(until) = self.held.get(scope) {
                latest = latest.max((*until)?);
            }
        }
        Some(latest)
    }

    /// When a reminder was last resumed.
    pub(super) fn resumed(&self, reminder: &str) -> Option<Moment> {
        scopes(reminder).iter().filter_map(|scope| self.resumed.get(scope)).max().copied()
    }

    /// Since when what was set aside is back.
    pub(super) fn restored(&self) -> Option<Moment> {
        self.restored
    }

    fn find_open(&mut self) {
        let open = self.lines.iter().filter(|(_, line)| line.outcome.is_none());
        self.open = open.map(|(key, _)| key.clone()).collect();
    }

    /// What was missed without coming due, as it was found on a clock later than `now`.
    pub(super) fn missed_after(&self, now: Moment) -> impl Iterator<Item = (&Key, &Line)> {
        self.lines.iter().filter(move |(_, line)| {
            line.outcome == Some(Outcome::Missed) && !line.came_due && line.is_over_after(now)
        })
    }

    fn set_back(&mut self, now: Moment) {
        let lines = std::mem::take(&mut self.lines);
        let (future, past) = lines.into_iter().partition(|(_, line)| line.is_to_come(now));
        self.lines = past;
        self.lines.values_mut().for_each(|line| line.undo(now));
        let since = self.since.clone();
        let (lines, erased_until, high_water) = (BTreeMap::new(), None, None);
        let aside = self.aside.get_or_insert(Aside { lines, since, erased_until, high_water });
        aside.erased_until = aside.erased_until.max(self.erased_until);
        aside.high_water = aside.high_water.max(self.latest);
        aside.lines.extend(future);
        self.since.values_mut().for_each(|since| *since = now.min(*since));
        // Whether what was erased in a false future was real, nobody knows for now.
        self.erased_until = self.erased_until.filter(|until| *until < now.date_naive());
        (self.latest, self.restored) = (Some(now), None);
        self.find_open();
    }

    fn restore(&mut self, at: Moment) {
        let Some(aside) = self.aside.take() else { return };
        self.restored = Some(at);
        self.erased_until = self.erased_until.max(aside.erased_until);
        for (key, mut line) in aside.lines {
            if line.outcome.is_none() {
                (line.shown_at, line.shown_in_call) = (None, false);
            }
            if line.outcome != Some(Outcome::Missed) {
                self.lines.entry(key).or_insert(line);
            }
        }
        for (id, since) in &mut self.since {
            // What is new since the clock went back is newer than what it showed then.
            let known = aside.since.get(id).copied().or(aside.high_water);
            *since = known.map_or(*since, |known| known.max(*since));
        }
        self.find_open();
    }
}

impl Line {
    fn new(kind: Kind, due: Moment, call_at: Moment) -> Self {
        Self {
            kind,
            due,
            zone: None,
            call_at,
            came_due: false,
            outcome: None,
            over_since: None,
            gone: None,
            intended: None,
            maybe_shown: false,
            unaddressed: false,
            shown_at: None,
            shown_in_call: false,
            is_new_in_call: false,
            again: 0,
        }
    }

    fn intend(&mut self, at: Moment) {
        self.maybe_shown |= self.intended.is_some();
        self.intended = Some(at);
        self.is_new_in_call = !self.shown_in_call;
        (self.gone, self.shown_at, self.shown_in_call) = (None, None, true);
    }

    fn call(&mut self, at: Moment) {
        (self.call_at, self.gone) = (at, None);
        (self.shown_at, self.shown_in_call) = (None, false);
    }

    fn is_over_after(&self, moment: Moment) -> bool {
        self.over_since.is_some_and(|over| moment < over)
    }

    /// Whether it is still to come when the clock goes back to `now`.
    fn is_to_come(&self, now: Moment) -> bool {
        match self.outcome {
            Some(Outcome::Done | Outcome::Skipped) => false,
            Some(Outcome::Missed) => now < self.due || !self.came_due && self.is_over_after(now),
            _ => now + SMALL_STEP < self.due,
        }
    }

    /// What it became after `now` did not happen; but what was seen was seen.
    fn undo(&mut self, now: Moment) {
        let is_false = match self.outcome {
            Some(Outcome::Missed) => self.is_over_after(now),
            Some(Outcome::Unanswered | Outcome::Withdrawn) => self.is_over_after(now + SMALL_STEP),
            _ => false,
        };
        if is_false && self.came_due {
            (self.outcome, self.over_since) = (None, None);
            if self.gone.is_none() {
                (self.shown_at, self.shown_in_call) = (None, false);
            }
        }
    }

    /// Whether it was, or may have been, on the screen.
    pub(super) fn was_shown(&self) -> bool {
        self.maybe_shown || self.intended.is_some()
    }
}

/// What a person can hold that is about a reminder.
fn scopes(reminder: &str) -> [Scope; 2] {
    [Scope::Everything, Scope::Reminder(reminder.to_owned())]
}
