//! Time passes: what comes due, what ends, and when to look again.

use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::{
    Ahead, Engine,
    memory::{Known, Open, Stage},
    record::{Manner, Outcome, Record},
};
use crate::{
    plan::model::{IfMissed, Nag, QuietPolicy},
    schedule::{
        occurrence::{Key, Kind, Occurrence},
        zone::Moment,
    },
};

/// Later than this after its moment, an occurrence was missed by an absence rather than by the
/// machine being busy.
const ABSENCE: TimeDelta = TimeDelta::minutes(1);

/// How far the walls of two places on Earth are apart at most: from UTC-12 to UTC+14.
const ZONES_APART: TimeDelta = TimeDelta::hours(26);

/// The smallest step of a plan's clock.
const INSTANT: TimeDelta = TimeDelta::seconds(1);

/// How long a task that nothing newer replaces can still be answered.
const ANSWERABLE: TimeDelta = TimeDelta::days(1);

/// How long a note, or a release notice, is still worth showing when the plan does not say.
const NOTE_GRACE: TimeDelta = TimeDelta::days(1);

impl Engine {
    /// Lets time pass to `now`, which may lie before the moment it had reached.
    pub(super) fn pass_to(&mut self, now: Moment) {
        // First of all: if it fails, the next start is still the first occasion of this day.
        self.erase_what_is_old(self.reached.or(self.memory.cursor()), now);
        if self.memory.would_reopen(now) {
            self.go_back(now);
        }
        if self.memory.high_water().is_some_and(|high_water| high_water <= now) {
            self.record(Record::ClockRestored, now);
            self.put_in_order(now);
        }
        self.step_back(now);
        self.come_due(now);
        self.end_what_is_over(now);
        self.call_again(now);
        self.reached = Some(now);
    }

    /// After a small step back nothing opens again; but what another plan or zone has put into the
    /// time that comes twice has never come due.
    fn step_back(&mut self, now: Moment) {
        if self.memory.cursor().is_some_and(|cursor| now < cursor) {
            self.behind = Some(self.behind.map_or(now, |behind| behind.min(now)));
        }
        if self.reached.is_some_and(|reached| now < reached) {
            self.ahead = Ahead::Unknown;
        }
    }

    /// What a false future has decided is decided anew.
    fn go_back(&mut self, now: Moment) {
        let again = self.memory.reconsiders_from(now);
        let before_it = again.and_then(|due| due.checked_sub_signed(INSTANT));
        self.behind = self.behind.into_iter().chain(before_it).min();
        self.record(Record::ClockSetBack, now);
        self.screen.set_back(now);
        self.put_in_order(now);
    }

    /// The clock is another one: what was decided before counts, as far as the plan still has it
    /// and nothing newer is open.
    fn put_in_order(&mut self, now: Moment) {
        self.come_due(now);
        self.withdraw_dropped(now);
        let mut newest: BTreeMap<String, (Moment, Key)> = BTreeMap::new();
        for (key, known, _) in self.open_where(|_, _, _| true) {
            let latest = newest.entry(key.reminder.clone()).or_insert((known.due, key.clone()));
            *latest = latest.clone().max((known.due, key));
        }
        for (_, key) in newest.values() {
            self.replace_older(key, now);
        }
    }

    /// The moment before which a tick has no effect; `None` when nothing is to come.
    pub(super) fn next_change(&self) -> Option<Moment> {
        let reached = self.reached?;
        let open = self.memory.open().flat_map(|(key, known, open)| {
            [
                self.screen_change(key, open),
                Some(self.end_of(key, known, open)),
                self.nag_at(key, open),
                self.closing(key, reached),
            ]
        });
        open.flatten()
            .chain(self.erasing_at())
            .filter(|moment| reached < *moment)
            .chain(self.looked_until())
            .chain(self.memory.high_water())
            .min()
    }

    /// The zone may have become another one while nobody was there to notice: what that has moved
    /// into the past, up to where the memory ends, has never come due.
    pub(super) fn look_back_after_travel(&mut self, now: Moment) {
        let zone = self.schedule.zone();
        let known = self.memory.zone();
        if known.is_some_and(|(from, known)| zone.fingerprint(from) != known) {
            let reached = self.memory.cursor().unwrap_or(now).min(now);
            self.behind = reached.checked_sub_signed(ZONES_APART);
        }
    }

    /// What another time zone has moved into the past before it came due: it was jumped over, as
    /// in a sleep.
    pub(super) fn jump_over(&mut self, now: Moment) {
        let Some(after) = now.checked_sub_signed(ZONES_APART) else { return };
        let jumped = self.unknown_between(after, now);
        self.take_up_newest(jumped, now);
    }

    fn come_due(&mut self, now: Moment) {
        let cursor = self.memory.cursor().unwrap_or(now);
        let from = self.behind.map_or(cursor, |behind| behind.min(cursor));
        if from < now && !self.nothing_due_until(now) {
            let due = self.unknown_between(from, now);
            self.take_up_newest(due, now);
        }
        if cursor <= now {
            self.behind = None;
        }
    }

    /// Of each reminder the newest is taken up; those before it were missed.
    fn take_up_newest(&mut self, due: Vec<Occurrence>, now: Moment) {
        let mut newest: BTreeMap<String, Occurrence> = BTreeMap::new();
        for occurrence in due {
            if let Some(older) = newest.insert(occurrence.key.reminder.clone(), occurrence) {
                self.miss(&older, now);
            }
        }
        let mut newest: Vec<_> = newest.into_values().collect();
        newest.sort_by_key(|occurrence| occurrence.due);
        for occurrence in &newest {
            if self.knows_newer(occurrence) {
                self.miss(occurrence, now);
            } else {
                self.replace_older(&occurrence.key, now);
                self.take_up(occurrence, now);
            }
        }
    }

    /// Whether something newer of the same reminder has come due already.
    fn knows_newer(&self, occurrence: &Occurrence) -> bool {
        let newest = self.memory.newest(&occurrence.key.reminder);
        newest.is_some_and(|(_, known)| occurrence.due < known.due)
    }

    /// Occurrences that no record knows or has known, of reminders that existed when they came due.
    fn unknown_between(&self, after: Moment, now: Moment) -> Vec<Occurrence> {
        let exists = |o: &Occurrence| self.memory.since(&o.key.reminder).is_some_and(|s| s < o.due);
        let mut found = self.schedule.between(after, now);
        found.retain(|it| !self.memory.has_known(&it.key) && exists(it));
        found
    }

    fn looked_until(&self) -> Option<Moment> {
        match self.ahead {
            Ahead::Unknown => None,
            Ahead::Known { until, .. } => Some(until),
        }
    }

    /// Whether the look ahead already told that nothing comes due up to `now`.
    fn nothing_due_until(&self, now: Moment) -> bool {
        self.looked_until().is_some_and(|until| now < until)
    }

    fn take_up(&mut self, occurrence: &Occurrence, now: Moment) {
        let policy = self.quiet_policy(&occurrence.key);
        let call_at = self.schedule.allowed_from(occurrence.due, policy);
        let dropped = policy == QuietPolicy::Drop && occurrence.due < call_at;
        let late = ABSENCE < now - call_at || self.is_held(&occurrence.key, now);
        let manner = match self.if_missed(&occurrence.key) {
            _ if dropped || self.grace(&occurrence.key) <= now - call_at => None,
            IfMissed::Drop if late => None,
            IfMissed::Digest if late => Some(Manner::Digest),
            IfMissed::Drop | IfMissed::Digest | IfMissed::Show => Some(Manner::Alone),
        };
        let Some(manner) = manner else { return self.miss(occurrence, now) };
        let Occurrence { key, kind, due } = occurrence.clone();
        self.record(Record::Due { key, kind, due, call_at, manner }, now);
    }

    fn miss(&mut self, occurrence: &Occurrence, now: Moment) {
        let Occurrence { key, kind, due } = occurrence.clone();
        self.record(Record::Ended { key, kind, due, outcome: Outcome::Missed }, now);
    }

    /// At most one occurrence of a reminder is open: a newer one ends the older.
    fn replace_older(&mut self, newer: &Key, now: Moment) {
        let older: Vec<_> =
            self.open_where(|key, _, _| key.reminder == newer.reminder && key != newer);
        for (key, known, open) in older {
            self.end(&key, &known, unheard(&open), now);
        }
    }

    fn end_what_is_over(&mut self, now: Moment) {
        let over = self.open_where(|key, known, open| {
            self.end_of(key, known, open) <= now || self.pauses(key, now)
        });
        for (key, known, open) in over {
            let paused = self.pauses(&key, now);
            let outcome = if paused { Outcome::Withdrawn } else { unheard(&open) };
            self.end(&key, &known, outcome, now);
        }
    }

    fn call_again(&mut self, now: Moment) {
        let due =
            self.open_where(|key, _, open| self.nag_at(key, open).is_some_and(|at| at <= now));
        for (key, _, _) in due {
            self.record(Record::CalledAgain { key }, now);
        }
    }

    /// The moment at which it is over if nobody answers and nothing replaces it.
    fn end_of(&self, key: &Key, known: &Known, open: &Open) -> Moment {
        let grace_ends =
            open.call_at.checked_add_signed(self.grace(key)).unwrap_or(Moment::MAX_UTC);
        match known.kind {
            Kind::Task if open.was_shown() => grace_ends.max(open.call_at + ANSWERABLE),
            Kind::Task | Kind::Note | Kind::Release => grace_ends,
        }
    }

    /// Whether the restriction that pauses its reminder is closed.
    fn pauses(&self, key: &Key, now: Moment) -> bool {
        let reminder = self.schedule.reminder(&key.reminder);
        let today = self.schedule.wall_date(now);
        reminder.is_some_and(|reminder| self.schedule.pauses(reminder, today))
    }

    /// The coming midnight, if there is a restriction that can close then.
    fn closing(&self, key: &Key, now: Moment) -> Option<Moment> {
        self.schedule.reminder(&key.reminder)?.unless_closed.as_ref()?;
        let tomorrow = self.schedule.wall_date(now).succ_opt()?;
        Some(self.schedule.midnight(tomorrow))
    }

    /// The moment at which what waits may come onto the screen.
    fn screen_change(&self, key: &Key, open: &Open) -> Option<Moment> {
        match open.stage {
            Stage::Waiting | Stage::Intended(_) | Stage::OnScreen(_) => {
                self.allowed_from(key, open.call_at.max(self.reached?))
            }
            Stage::Gone(_) => None,
        }
    }

    /// The moment at which it is called again because nobody answered.
    fn nag_at(&self, key: &Key, open: &Open) -> Option<Moment> {
        let Nag { every, times } = self.schedule.reminder(&key.reminder)?.nag?;
        let heard = match open.stage {
            Stage::OnScreen(_) | Stage::Gone(_) => open.again < times,
            Stage::Waiting | Stage::Intended(_) => false,
        };
        let at = open.shown_before.filter(|_| heard)?.checked_add_signed(every)?;
        let allowed = self.allowed_from(key, at)?;
        // What quiet hours would put off for too long is not worth asking again.
        (allowed - at < self.grace(key)).then_some(allowed)
    }

    pub(super) fn grace(&self, key: &Key) -> TimeDelta {
        let grace = self.schedule.reminder(&key.reminder).map_or(NOTE_GRACE, |r| r.grace);
        // With no grace at all, nothing would ever be in time.
        grace.max(ABSENCE)
    }

    pub(super) fn quiet_policy(&self, key: &Key) -> QuietPolicy {
        self.schedule.reminder(&key.reminder).map_or(QuietPolicy::Wait, |reminder| reminder.quiet)
    }

    fn if_missed(&self, key: &Key) -> IfMissed {
        self.schedule.reminder(&key.reminder).map_or(IfMissed::Show, |reminder| reminder.if_missed)
    }

    /// Copies of the open occurrences that a condition picks.
    pub(super) fn open_where(
        &self,
        picks: impl Fn(&Key, &Known, &Open) -> bool,
    ) -> Vec<(Key, Known, Open)> {
        self.memory
            .open()
            .filter(|(key, known, open)| picks(key, known, open))
            .map(|(key, known, open)| (key.clone(), known.clone(), open.clone()))
            .collect()
    }

    /// Brings an occurrence to its end, or changes what that end was.
    pub(super) fn end(&mut self, key: &Key, known: &Known, outcome: Outcome, now: Moment) {
        let Known { kind, due, .. } = *known;
        self.record(Record::Ended { key: key.clone(), kind, due, outcome }, now);
    }
}

/// How an occurrence ends that nobody answered.
fn unheard(open: &Open) -> Outcome {
    if open.was_shown() { Outcome::Unanswered } else { Outcome::Missed }
}
