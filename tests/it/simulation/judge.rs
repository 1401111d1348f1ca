//! The promises, checked after every step.
//!
//! Nothing here asks the engine what it decided, except for its wake and for the claim that its
//! memory is the fold of the journal: the judge sees the entries, the screen, and its own plan.

use std::collections::{BTreeMap, BTreeSet};

use aftercare::{
    engine::{
        ActivePlan, Answers, Ask, Attention, Engine, Reply,
        memory::Memory,
        notice::{Notice, Stay},
        record::{Entry, Manner, Outcome, Record, Scope},
        retention::Erasure,
    },
    plan::model::{IfMissed, Nag, Privacy, QuietPolicy, Reminder, Urgency},
    schedule::{
        occurrence::{Key, Kind, Occurrence, RELEASE},
        zone::{Moment, Zone},
    },
};
use chrono::TimeDelta;

use super::{
    almanac::Almanac,
    desk::{About, Desk, Mood, Popup},
    ledger::{Ledger, Line, SMALL_STEP},
};

/// How far ahead the plan is reckoned at a time.
const AHEAD: TimeDelta = TimeDelta::days(20);

/// How long a chance to show something must last to count.
const CHANCE: TimeDelta = TimeDelta::seconds(120);

/// What came due so shortly ago was not missed by any absence.
const MOMENT: TimeDelta = TimeDelta::minutes(1);

/// How far the walls of two places are apart at most.
const ZONES_APART: TimeDelta = TimeDelta::hours(26);

/// The smallest step of the plan's clock.
const INSTANT: TimeDelta = TimeDelta::seconds(1);

/// How long a task that was shown can be answered at least, if nothing newer comes.
const ANSWERABLE: TimeDelta = TimeDelta::days(1);

/// How many occurrences the history holds, except for the last days.
const MOST_KEPT: usize = 50_000;

/// How long something that is old and over may still be in the journal.
const TO_ERASE: TimeDelta = TimeDelta::days(3);

/// Grace of the notice that something is allowed again.
const RELEASE_GRACE: TimeDelta = TimeDelta::days(1);

/// How many reminders have a notification of their own at most.
const MOST_ALONE: usize = 3;

/// How often something was shown.
#[derive(Debug)]
struct Shows {
    count: i32,
    in_summary: bool,
    last: Moment,
    /// How long after the one before it that was.
    after: TimeDelta,
}

/// What happens to the journal.
enum Told {
    Entry(Entry),
    Erasure(Erasure),
}

/// What the judge knows.
pub(super) struct Judge {
    /// The journal as it reads.
    pub(super) ledger: Ledger,
    /// The program's own fold of it.
    pub(super) memory: Memory,
    almanac: Almanac,
    /// What is to come, reckoned for a while: from, to, what.
    outlook: (Moment, Moment, Vec<Occurrence>),
    /// The moment that was judged last.
    reached: Option<Moment>,
    /// What has to be in the journal when the present step is.
    expected: Vec<Occurrence>,
    /// Since when everything has been well, on the clock in force.
    well_since: Moment,
    /// Since when this plan is in force in this zone.
    adopted: Moment,
    /// Whether the person can see the screen, and since when.
    attention: (Attention, Moment),
    /// When the person last did something.
    person_at: Moment,
    /// When they last answered.
    answer_at: Option<Moment>,
    /// What they asked for last, when, and whether that was held before.
    asked: Option<(Ask, Moment, bool)>,
    answered: BTreeSet<Key>,
    shows: BTreeMap<Key, Shows>,
    licences: BTreeMap<Key, i32>,
    /// Records since the last showing.
    intended: Vec<Key>,
    steps: u64,
    /// What the journal was told, and how much of it is on the disk.
    told: Vec<Told>,
    saved: usize,
    /// Whether the daemon has just lost the end of its journal.
    is_rolled_back: bool,
    /// What came due until then cannot be known any more.
    unknowable: Moment,
}

impl Judge {
    /// A judge before the first start.
    pub(super) fn new(active: &ActivePlan, now: Moment) -> Self {
        Self {
            ledger: Ledger::default(),
            memory: Memory::default(),
            almanac: Almanac::new(active),
            outlook: (now, now, Vec::new()),
            reached: None,
            expected: Vec::new(),
            well_since: now,
            adopted: now,
            attention: (Attention::Free, now),
            person_at: now,
            answer_at: None,
            asked: None,
            answered: BTreeSet::new(),
            shows: BTreeMap::new(),
            licences: BTreeMap::new(),
            intended: Vec::new(),
            steps: 0,
            told: Vec::new(),
            saved: 0,
            is_rolled_back: false,
            unknowable: Moment::MIN_UTC,
        }
    }

    /// Something is wrong in the world until this moment.
    pub(super) fn unwell_until(&mut self, moment: Moment) {
        self.well_since = self.well_since.max(moment);
    }

    /// The clock was set: spans of time before it mean nothing.
    pub(super) fn clock_was_set(&mut self, now: Moment) {
        self.well_since = now;
        // What was shown in a false future was shown just now.
        for shows in self.shows.values_mut() {
            shows.last = shows.last.min(now);
        }
        // In a pause that begins anew, what has no number cannot be taken off, and comes after it.
        let mut unaddressed = self.ledger.unaddressed();
        unaddressed.retain(|key| self.is_left_alone(key, now));
        self.license_all_of(&unaddressed);
    }

    /// The person did something.
    pub(super) fn person_acts(&mut self, now: Moment) {
        self.person_at = now;
    }

    /// The person answered; to look at something, or to dismiss it, is no answer.
    pub(super) fn person_answers(&mut self, now: Moment) {
        self.person_acts(now);
        self.answer_at = Some(now);
    }

    /// What made room on the screen may come back.
    pub(super) fn license_all_of(&mut self, withdrawn: &[Key]) {
        for key in withdrawn {
            self.license(key);
        }
    }

    /// Whether it may be on the screen without our knowing its number.
    pub(super) fn is_unaddressed(&self, key: &Key) -> bool {
        self.ledger.get(key).is_some_and(|line| line.unaddressed)
    }

    /// Everything open may be shown once more.
    pub(super) fn license_all(&mut self) {
        let keys: Vec<Key> = self.ledger.open().map(|(key, _)| key.clone()).collect();
        for key in &keys {
            self.license(key);
        }
    }

    /// The person gives a command.
    pub(super) fn asked(&mut self, ask: &Ask, now: Moment) {
        let was_held = match ask {
            Ask::Resume { scope } => self.ledger.holds(scope, now),
            _ => false,
        };
        self.asked = Some((ask.clone(), now, was_held));
    }

    /// The person can see the screen, or cannot.
    pub(super) fn attention_turns(&mut self, attention: Attention, now: Moment) {
        self.attention = (attention, now);
    }

    /// Another plan, or another zone, is in force.
    pub(super) fn adopt(&mut self, active: &ActivePlan, now: Moment) {
        self.almanac = Almanac::new(active);
        self.outlook = (now, now, Vec::new());
        self.adopted = now;
    }

    /// The daemon comes up; what travel has moved past the moment that it knows is returned.
    pub(super) fn wake_up(&mut self, active: &ActivePlan, now: Moment) -> Vec<Occurrence> {
        let zone = self.ledger.zone().and_then(Zone::named);
        let known = zone.zip(self.reached).map(|(zone, reached)| {
            let known = ActivePlan { zone, ..active.clone() };
            jumped(&Almanac::new(&known), &Almanac::new(active), reached.min(now))
        });
        self.adopt(active, now);
        known.unwrap_or_default()
    }

    /// The same plan is in force in another zone; what this moves past the present is returned.
    pub(super) fn travel(&mut self, active: &ActivePlan, now: Moment) -> Vec<Occurrence> {
        let jumped = jumped(&self.almanac, &Almanac::new(active), now);
        self.adopt(active, now);
        jumped
    }

    /// All that is in the journal will survive the daemon.
    pub(super) fn saved(&mut self) {
        self.saved = self.told.len();
    }

    /// The end of the journal is lost: what was only there was never so.
    pub(super) fn rolled_back(&mut self, journal: &[Entry]) {
        let unaddressed = self.ledger.unaddressed();
        self.told.truncate(self.saved);
        self.ledger = Ledger::default();
        for told in &self.told {
            match told {
                Told::Entry(entry) => {
                    self.ledger.take(entry).expect("it was taken before");
                }
                Told::Erasure(erasure) => self.ledger.erase(erasure),
            }
        }
        for key in &unaddressed {
            self.ledger.unaddress(key);
        }
        self.memory = Memory::of(journal);
        self.answered = self.ledger.answered();
        self.intended.clear();
        let last = journal.last().map(|entry| entry.at);
        self.reached = self.reached.and_then(|reached| Some(reached.min(last?)));
        self.license_all_shown();
        self.is_rolled_back = true;
        // Up to there the saved entries go, perhaps on a false clock whose correction is lost.
        self.unknowable = journal.iter().fold(Moment::MIN_UTC, |until, entry| match entry.record {
            Record::ClockSetBack => entry.at,
            _ => until.max(entry.at),
        });
    }

    /// The history is lost: what was not answered today is asked again.
    pub(super) fn begin_with_today(&mut self, now: Moment) {
        self.reached = Some(self.almanac.midnight(now));
    }

    /// The whole journal is lost.
    pub(super) fn lost_all(&mut self) {
        self.saved = 0;
        self.rolled_back(&[]);
    }

    /// What is old leaves the journal. It is neither asked for again, nor shown again, nor lost.
    pub(super) fn erased(&mut self, erasure: &Erasure, now: Moment) -> Result<(), String> {
        self.check_erasure(erasure, now)?;
        self.told.push(Told::Erasure(erasure.clone()));
        self.memory.erase(erasure);
        self.ledger.erase(erasure);
        if let Some(key) = self.ledger.old_aside(erasure.until) {
            return Err(format!("keeps aside what is old: {key}"));
        }
        for key in &erasure.keys {
            self.answered.remove(key);
            self.shows.remove(key);
            self.licences.remove(key);
        }
        Ok(())
    }

    /// A rewritten journal tells the same.
    pub(super) fn check_rewritten(&self, journal: &[Entry]) -> Result<(), String> {
        let same = Memory::of(journal) == self.memory;
        if same { Ok(()) } else { Err("the rewritten journal tells something else".to_owned()) }
    }

    fn check_erasure(&self, erasure: &Erasure, now: Moment) -> Result<(), String> {
        let until = erasure.until;
        let yesterday = self.almanac.yesterday(now);
        let is_crowded = MOST_KEPT < self.ledger.lines().count() && until < yesterday;
        if !is_crowded && self.almanac.old_until(now).is_none_or(|old| old < until) {
            return Err(format!("erases at {now} what is not old, until {until}"));
        }
        let line = |key: &Key| self.ledger.get_or_aside(key);
        let is_over = |key: &&Key| line(key).is_some_and(|line| line.outcome.is_some());
        match erasure.keys.iter().find(|key| until < key.date || !is_over(key)) {
            Some(key) => Err(format!("erases what is not over: {key}")),
            None => Ok(()),
        }
    }

    /// At the end of a life, nothing is kept for longer than the plan says.
    pub(super) fn check_kept(&self, now: Moment) -> Result<(), String> {
        let Some(old) = self.almanac.old_until(now - TO_ERASE) else { return Ok(()) };
        let is_kept = |(key, line): &(&Key, &Line)| {
            // What stays on the screen after its end stays in the history, too.
            let gone = line.over_since.map(|at| at + self.grace(key));
            let long_over = gone.is_some_and(|gone| gone < now - TO_ERASE);
            long_over && key.date <= old
        };
        match self.ledger.lines().find(is_kept) {
            Some((key, line)) => Err(format!("kept for too long: {key} {line:?}")),
            None => Ok(()),
        }
    }

    /// The history was erased on purpose: nothing before counts.
    pub(super) fn begin_anew(&mut self, now: Moment) {
        self.reached = Some(now);
        self.person_acts(now);
    }

    /// After all was forgotten, nothing reaches back.
    pub(super) fn check_begun_anew(&self, now: Moment) -> Result<(), String> {
        let ids = self.almanac.plan().reminders.iter().map(|reminder| reminder.id.as_str());
        let mut since = ids.filter_map(|id| self.ledger.since(id));
        let reaches_back = since.any(|since| since < now);
        if reaches_back { Err("reaches back before all was forgotten".to_owned()) } else { Ok(()) }
    }

    fn license_all_shown(&mut self) {
        let keys: Vec<Key> = self.shows.keys().cloned().collect();
        for key in &keys {
            self.license(key);
        }
    }

    /// Since when nothing has been in the way of showing a reminder; `None` while something is.
    fn free_since(&self, id: &str, now: Moment) -> Option<Moment> {
        let (attention, since) = self.attention;
        let left_alone_until = self.ledger.left_alone_until(id)?;
        let left_alone_until =
            self.ledger.resumed(id).map_or(left_alone_until, |at| at.max(left_alone_until));
        let since = since.max(self.well_since).max(self.adopted).max(left_alone_until);
        let since = self.ledger.restored().map_or(since, |restored| restored.max(since));
        (attention == Attention::Free && since <= now).then_some(since)
    }

    /// Whether something may appear on the screen just now.
    fn may_show(&self, key: &Key, now: Moment) -> bool {
        self.attention.0 == Attention::Free
            && !self.ledger.is_held(&key.reminder, now)
            && self.almanac.allows(now, self.quiet_policy(key))
    }

    /// The first occurrence to come.
    pub(super) fn next_due(&mut self, now: Moment) -> Option<Moment> {
        self.upcoming(now, now + TimeDelta::days(2));
        let (_, _, all) = &self.outlook;
        let first = all.partition_point(|occurrence| occurrence.due <= now);
        // What was known before the clock went back a little does not come due twice.
        let mut new = all[first..]
            .iter()
            .filter(|new| self.ledger.get(&new.key).is_none() && !self.ledger.was_erased(&new.key));
        new.next().map(|occurrence| occurrence.due)
    }

    /// A step begins: what came due since the last one, by the plan alone, will be known after it.
    pub(super) fn expect_due(&mut self, now: Moment) {
        self.expected = self.reached.map_or_else(Vec::new, |reached| self.nominal(reached, now));
    }

    /// So will this.
    pub(super) fn expect(&mut self, more: Vec<Occurrence>) {
        self.expected.extend(more);
    }

    fn nominal(&mut self, after: Moment, until: Moment) -> Vec<Occurrence> {
        self.upcoming(after, until).to_vec()
    }

    /// Reckons ahead for a while, so that a step costs no reckoning.
    fn upcoming(&mut self, after: Moment, until: Moment) -> &[Occurrence] {
        let until = until.max(after);
        let (from, to, _) = self.outlook;
        if after < from || to < until {
            let to = until + AHEAD;
            self.outlook = (after, to, self.almanac.between(after, to));
        }
        let all = &self.outlook.2;
        let first = all.partition_point(|occurrence| occurrence.due <= after);
        let last = all.partition_point(|occurrence| occurrence.due <= until);
        &all[first..last]
    }

    /// An entry is in the journal now.
    pub(super) fn entry(&mut self, entry: &Entry) -> Result<(), String> {
        self.check_entry(entry)?;
        if entry.record == Record::ClockSetBack {
            // What the plan has moved since then has its moment behind it.
            let again = self.ledger.missed_after(entry.at).filter_map(|(key, line)| {
                self.almanac.occurrence(key).filter(|planned| planned.due == line.due)
            });
            self.expected.extend(again.filter(|occurrence| occurrence.due <= entry.at));
        }
        self.ledger.take(entry)?;
        self.told.push(Told::Entry(entry.clone()));
        self.memory.fold(entry);
        match &entry.record {
            Record::Intended { key } => self.intended.push(key.clone()),
            Record::Ended { key, outcome, .. } if outcome.by_person() => {
                self.answered.insert(key.clone());
            }
            Record::Snoozed { key, .. }
            | Record::CalledAgain { key }
            | Record::NotShown { key } => self.license(key),
            // What was on its way to the screen cannot be taken off for it, and comes again after.
            Record::Held { .. } => self.license_all(),
            Record::ClockSetBack | Record::ClockRestored => {
                if self.is_rolled_back {
                    self.unknowable = entry.at;
                }
                self.license_all_shown();
            }
            _ => {}
        }
        Ok(())
    }

    /// What an entry may say, given what was known before it.
    fn check_entry(&self, entry: &Entry) -> Result<(), String> {
        let at = entry.at;
        match &entry.record {
            Record::Due { key, .. } | Record::Ended { key, .. } if self.ledger.was_erased(key) => {
                Err(format!("comes back after it was erased: {key}"))
            }
            Record::Due { key, .. } | Record::Intended { key } if self.answered.contains(key) => {
                Err(format!("asked again after an answer: {key}"))
            }
            Record::Due { key, kind, due, call_at, manner } => {
                let occurrence = Occurrence { key: key.clone(), kind: *kind, due: *due };
                self.check_due(&occurrence, (*call_at, *manner), at)
            }
            Record::Ended { key, outcome, .. } if outcome.by_person() => {
                self.check_answer(at).map_err(|why| format!("{why}: {key}"))
            }
            Record::Ended { key, due, outcome: Outcome::Missed, .. } => {
                self.check_missed(key, *due, at)
            }
            Record::Ended { key, outcome, .. } => self.check_ended(key, *outcome, at),
            Record::CalledAgain { key } => self.check_nag(key, at),
            Record::Snoozed { key, until } => self.check_snooze(key, *until, at),
            Record::Replanned { key } => self.check_replanned(key, at),
            Record::PlanApplied { reminders, .. } => self.check_plan(reminders),
            Record::Held { .. } | Record::Resumed { .. } => self.check_person(at),
            _ => Ok(()),
        }
    }

    fn check_person(&self, at: Moment) -> Result<(), String> {
        let acted = self.person_at == at;
        if acted { Ok(()) } else { Err("nobody said so".to_owned()) }
    }

    fn check_answer(&self, at: Moment) -> Result<(), String> {
        let answered = self.answer_at == Some(at);
        if answered { Ok(()) } else { Err("nobody answered".to_owned()) }
    }

    fn check_plan(&self, reminders: &[String]) -> Result<(), String> {
        let on = self.almanac.plan().reminders.iter().filter(|reminder| reminder.enabled);
        let is_so = on.map(|reminder| &reminder.id).eq(reminders);
        if is_so { Ok(()) } else { Err(format!("the plan has other reminders: {reminders:?}")) }
    }

    fn check_due(
        &self,
        occurrence: &Occurrence,
        (call_at, manner): (Moment, Manner),
        at: Moment,
    ) -> Result<(), String> {
        let Occurrence { key, due, .. } = occurrence;
        let (due, quiet) = (*due, self.quiet_policy(key));
        let expected = self.almanac.allowed_from(due, quiet);
        let late = MOMENT < at - call_at || self.ledger.is_held(&key.reminder, at);
        let if_missed = self.reminder(key).map_or(IfMissed::Show, |reminder| reminder.if_missed);
        let digest = late && if_missed == IfMissed::Digest;
        let wrong = [
            (self.almanac.occurrence(key).as_ref() != Some(occurrence), "not as the plan says"),
            (at < due, "before its moment"),
            (call_at != expected, "called at another moment than quiet hours say"),
            (
                self.ledger.since(&key.reminder).is_none_or(|since| due <= since),
                "before it existed",
            ),
            (self.grace(key) <= at - call_at, "after its grace"),
            (quiet == QuietPolicy::Drop && due < call_at, "dropped by quiet hours"),
            (late && if_missed == IfMissed::Drop, "too late for what is dropped"),
            (digest != (manner == Manner::Digest), "in a wrong manner"),
            (self.ledger.knows_other(key, due + INSTANT), "older than what is known"),
        ];
        match wrong.iter().find(|(is_so, _)| *is_so) {
            Some((_, why)) => Err(format!("came due {why}: {occurrence:?} {call_at} at {at}")),
            None => Ok(()),
        }
    }

    /// Missed means that there was no chance to show it.
    fn check_missed(&self, key: &Key, due: Moment, at: Moment) -> Result<(), String> {
        let Some(line) = self.ledger.get(key) else { return self.check_never_due(key, due, at) };
        if line.was_shown() {
            return Err(format!("missed, though it was shown: {key}"));
        }
        if at < line.call_at + self.grace(key) && !self.is_replaced(key, line.due, at) {
            return Err(format!("missed within its grace: {key}"));
        }
        let Some(free_since) = self.free_since(&key.reminder, at) else { return Ok(()) };
        let from = free_since.max(line.call_at);
        let until = at.min(line.call_at + self.grace(key));
        let quiet = self.quiet_policy(key);
        let allowed = self.almanac.allows(from, quiet) && self.almanac.allows(until, quiet);
        if allowed && until - from >= CHANCE && until - from < TimeDelta::hours(6) {
            return Err(format!("missed, though it could be shown from {from} to {until}: {key}"));
        }
        Ok(())
    }

    /// The newest within grace is shown after any absence.
    fn check_never_due(&self, key: &Key, due: Moment, at: Moment) -> Result<(), String> {
        if self.ledger.since(&key.reminder).is_none_or(|since| due <= since) {
            return Err(format!("missed before it existed: {key} due {due}"));
        }
        let quiet = self.quiet_policy(key);
        let call_at = self.almanac.allowed_from(due, quiet);
        let if_missed = self.reminder(key).map_or(IfMissed::Show, |reminder| reminder.if_missed);
        let late = MOMENT < at - call_at || self.ledger.is_held(&key.reminder, at);
        let reason = self.grace(key) <= at - call_at
            || quiet == QuietPolicy::Drop && due < call_at
            || if_missed == IfMissed::Drop && late
            || self.is_replaced(key, due, at);
        if reason { Ok(()) } else { Err(format!("missed without a reason: {key} due {due}")) }
    }

    /// Whether something newer of the same reminder has come due.
    fn is_replaced(&self, key: &Key, due: Moment, at: Moment) -> bool {
        self.ledger.knows_other(key, due) || self.almanac.has_other(key, due, at)
    }

    fn check_ended(&self, key: &Key, outcome: Outcome, at: Moment) -> Result<(), String> {
        let line = self.ledger.get(key).ok_or_else(|| format!("ended, but unknown: {key}"))?;
        let holds = match outcome {
            Outcome::Withdrawn => {
                self.almanac.occurrence(key).is_none() || self.almanac.pauses(&key.reminder, at)
            }
            Outcome::Noted => line.kind != Kind::Task,
            _ => self.end_of(key, line) <= at || self.is_replaced(key, line.due, at),
        };
        if holds { Ok(()) } else { Err(format!("{outcome:?} without a reason: {key} {line:?}")) }
    }

    /// When it is over if nobody answers and nothing newer comes.
    fn end_of(&self, key: &Key, line: &Line) -> Moment {
        let grace_ends = line.call_at + self.grace(key);
        let answerable = line.kind == Kind::Task && line.was_shown();
        if answerable { grace_ends.max(line.call_at + ANSWERABLE) } else { grace_ends }
    }

    fn check_nag(&self, key: &Key, at: Moment) -> Result<(), String> {
        let line = self.ledger.get(key).ok_or_else(|| format!("called, but unknown: {key}"))?;
        let nag = self.reminder(key).and_then(|reminder| reminder.nag);
        let is_time = |nag: Nag| line.shown_at.is_some_and(|shown| shown + nag.every <= at);
        if nag.is_none_or(|nag| nag.times <= line.again || !is_time(nag)) {
            return Err(format!("called again once too often, or too early: {key} {line:?}"));
        }
        Ok(())
    }

    fn check_snooze(&self, key: &Key, until: Moment, at: Moment) -> Result<(), String> {
        self.check_answer(at)?;
        let snooze = self.reminder(key).map(|reminder| reminder.snooze).unwrap_or_default();
        let expected = self.almanac.allowed_from(at + snooze, self.quiet_policy(key));
        if until == expected {
            Ok(())
        } else {
            Err(format!("later is {until}, not {expected}: {key}"))
        }
    }

    fn check_replanned(&self, key: &Key, at: Moment) -> Result<(), String> {
        let to_come = self.almanac.occurrence(key).is_some_and(|planned| at < planned.due);
        if to_come { Ok(()) } else { Err(format!("planned again, though it does not come: {key}")) }
    }

    /// Something is about to be shown: what it is about, and which occurrences it shows.
    pub(super) fn show(
        &mut self,
        notice: &Notice,
        answers: Answers,
        now: Moment,
    ) -> Result<(About, Vec<Key>), String> {
        let keys = std::mem::take(&mut self.intended);
        let mut about = About::of(notice);
        if keys.first().is_some_and(|key| key.reminder == RELEASE) && about != About::Summary {
            about = About::Reminder(RELEASE.to_owned());
        }
        match &about {
            About::Reminder(id) if keys.len() != 1 || keys[0].reminder != *id => {
                return Err(format!("shown without intent: {id}, intended {keys:?}"));
            }
            About::Message(text) if !keys.is_empty() => {
                return Err(format!("a message about occurrences? {text} {keys:?}"));
            }
            About::Message(text) if self.attention.0 != Attention::Free => {
                return Err(format!("a message that nobody sees: {text}"));
            }
            _ => {}
        }
        for key in &keys {
            self.check_show(key, &about, notice, now)?;
            self.check_words(key, &about, (notice, answers))?;
            self.count_show(key, about == About::Summary, now);
        }
        Ok((about, keys))
    }

    fn check_show(
        &self,
        key: &Key,
        about: &About,
        notice: &Notice,
        now: Moment,
    ) -> Result<(), String> {
        let line = self.ledger.get(key).ok_or_else(|| format!("unknown: {key}"))?;
        let Some(occurrence) = self.planned(key) else {
            return Err(format!("shown, but the plan does not have it: {key}"));
        };
        if self.answered.contains(key) {
            return Err(format!("shown after an answer: {key}"));
        }
        // What was on the screen stays there when the clock goes back: a little, or over its call.
        let before = if line.maybe_shown { SMALL_STEP } else { TimeDelta::zero() };
        let reached = now + before;
        let call_at = if line.is_new_in_call { line.call_at } else { line.due };
        if reached < call_at.min(occurrence.due) || reached < line.due.min(occurrence.due) {
            return Err(format!("shown early: {key} due {}", line.due));
        }
        if !line.maybe_shown && now < line.call_at {
            return Err(format!("shown before its call: {key} {line:?}"));
        }
        if !self.may_show(key, now) {
            return Err(format!("shown in quiet hours, a pause or a lock: {key}"));
        }
        let label = match about {
            About::Summary => !line.maybe_shown || notice.body.contains("shown before"),
            _ => line.maybe_shown == notice.body.contains("Shown before"),
        };
        if !label {
            return Err(format!("label is wrong: {key} {line:?} {notice:?}"));
        }
        Ok(())
    }

    /// What the plan says of how it is shown.
    fn check_words(
        &self,
        key: &Key,
        about: &About,
        (notice, answers): (&Notice, Answers),
    ) -> Result<(), String> {
        let discreet = self.almanac.plan().privacy == Privacy::Discreet;
        let told = [&notice.summary, &notice.body].iter().any(|words| words.contains("text "));
        let alone = *about != About::Summary;
        let Some(reminder) = self.reminder(key).filter(|_| alone) else {
            let is_so = !(discreet && told);
            return if is_so { Ok(()) } else { Err(format!("tells too much: {notice:?}")) };
        };
        let is_task = self.ledger.get(key).is_some_and(|line| line.kind == Kind::Task);
        let discreet_text = reminder.discreet.as_deref().unwrap_or("Reminder");
        let words = if discreet { discreet_text } else { &reminder.text };
        let stays = is_task && reminder.urgency != Urgency::Low;
        let is_so = notice.summary == words
            && discreet != told
            && notice.urgency == reminder.urgency
            && notice.buttons.is_some() == (is_task && answers == Answers::Buttons)
            && notice.body.contains("To answer") == (is_task && answers == Answers::Command)
            && stays == (notice.stay == Stay::UntilAnswered);
        if is_so { Ok(()) } else { Err(format!("not in the plan's words: {key} {notice:?}")) }
    }

    /// What may be shown is shown at once.
    fn check_prompt(&self, key: &Key, line: &Line, now: Moment) -> Result<(), String> {
        let Some(free_since) = self.free_since(&key.reminder, now) else { return Ok(()) };
        let from = self.almanac.allowed_from(free_since.max(line.call_at), self.quiet_policy(key));
        if line.is_new_in_call && from + CHANCE < now {
            return Err(format!("shown late, it could be from {from} on: {key} {line:?}"));
        }
        Ok(())
    }

    /// Whether showing something now is too late; a take-over on the same run never is.
    pub(super) fn check_grace(
        &self,
        key: &Key,
        now: Moment,
        takes_over: bool,
    ) -> Result<(), String> {
        let line = self.ledger.get(key).ok_or_else(|| format!("unknown: {key}"))?;
        if line.call_at + self.grace(key) < now && !takes_over {
            return Err(format!("shown after its grace: {key} call at {}", line.call_at));
        }
        if !takes_over {
            self.check_prompt(key, line, now)?;
        }
        let shows = self.shows.get(key).map_or(0, |shows| shows.count);
        let licences = self.licences.get(key).copied().unwrap_or(0);
        if shows > 1 + licences {
            return Err(format!("needless duplicate: {key}, {shows} shows, {licences} licences"));
        }
        Ok(())
    }

    /// Counts a showing. Making room on the screen, or using it later, is no needless one.
    fn count_show(&mut self, key: &Key, in_summary: bool, now: Moment) {
        let first = Shows { count: 0, in_summary, last: now, after: TimeDelta::zero() };
        let shows = self.shows.entry(key.clone()).or_insert(first);
        let needed = in_summary || shows.last + CHANCE <= now || shows.last <= self.person_at;
        let moved = shows.in_summary != in_summary && needed;
        shows.after = now - shows.last;
        (shows.count, shows.in_summary, shows.last) = (shows.count + 1, in_summary, now);
        if moved {
            self.license(key);
        }
    }

    /// What has no number makes room without leaving the screen, and may come back: after a while,
    /// or when there are enough others that may have needed its place.
    pub(super) fn license_later(&mut self, key: &Key) {
        let was_a_while_ago = self.shows.get(key).is_some_and(|shows| CHANCE <= shows.after);
        if was_a_while_ago || MOST_ALONE < self.ledger.open().count() {
            self.license(key);
        }
    }

    fn license(&mut self, key: &Key) {
        *self.licences.entry(key.clone()).or_default() += 1;
    }

    /// Something is taken off the screen: not before anybody can have read it.
    pub(super) fn withdraw(&self, popup: &Popup, now: Moment) -> Result<(), String> {
        match popup.keys.first() {
            Some(key)
                if self.is_unread(key, now)
                    && self.is_live(key)
                    && !self.ledger.is_held(&key.reminder, now)
                    && !self.has_to_go(key, now) =>
            {
                Err(format!("taken off at once: {key}"))
            }
            _ => Ok(()),
        }
    }

    /// Whether it is a note that nobody can have read yet.
    fn is_unread(&self, key: &Key, now: Moment) -> bool {
        let shown = self.shows.get(key).map(|shows| shows.last);
        self.ledger.get(key).is_some_and(|line| line.outcome == Some(Outcome::Noted))
            && shown.is_some_and(|at| at <= now && now < at + CHANCE && self.well_since <= at)
    }

    /// Whether a newer one of its reminder, or enough of others that come first, take its place.
    fn has_to_go(&self, key: &Key, now: Moment) -> bool {
        let urgency = |key: &Key| self.reminder(key).map_or(Urgency::Normal, |it| it.urgency);
        let has_newer = self.ledger.open().any(|(open, _)| open.reminder == key.reminder);
        let more_urgent = self.ledger.open().filter(|(o, _)| urgency(key) < urgency(o)).count();
        let noted = self.ledger.lines().filter(|(other, line)| {
            let lingers = urgency(key) < urgency(other)
                && line.over_since.is_some_and(|at| now < at + self.grace(other));
            let is_unread = urgency(key) <= urgency(other) && self.is_unread(other, now);
            line.outcome == Some(Outcome::Noted) && *other != key && (lingers || is_unread)
        });
        has_newer || MOST_ALONE <= more_urgent + noted.count()
    }

    /// Entries of a step are in the journal: what was to be known up to now is among them.
    pub(super) fn committed(&mut self, now: Moment) -> Result<(), String> {
        self.reached = Some(now);
        let expected = std::mem::take(&mut self.expected);
        self.check_nothing_lost(&expected)
    }

    /// Looks at the whole after a step that was carried out to its end.
    pub(super) fn step(&mut self, engine: &Engine, now: Moment) -> Result<(), String> {
        self.steps += 1;
        self.is_rolled_back = false;
        self.intended.clear();
        self.committed(now)?;
        self.check_zone(engine)?;
        self.check_one_open()?;
        self.check_wake(engine, now)?;
        if self.steps < 100 || self.steps.is_multiple_of(100) {
            self.check_fold(engine)?;
        }
        Ok(())
    }

    /// State is the fold of the journal, nothing else.
    pub(super) fn check_fold(&self, engine: &Engine) -> Result<(), String> {
        if *engine.memory() == self.memory {
            Ok(())
        } else {
            Err("memory is not the fold".to_owned())
        }
    }

    fn check_nothing_lost(&self, due: &[Occurrence]) -> Result<(), String> {
        for Occurrence { key, due, .. } in due {
            let existed = self.ledger.since(&key.reminder).is_some_and(|since| since < *due);
            let known = self.ledger.get(key).is_some() || self.ledger.was_erased(key);
            if existed && self.unknowable < *due && !known {
                return Err(format!("lost: {key}, due {due}"));
            }
        }
        Ok(())
    }

    /// Who is not told of a journey finds in the journal where it was.
    fn check_zone(&self, engine: &Engine) -> Result<(), String> {
        let zone = engine.schedule().zone().name();
        if self.ledger.zone() == Some(zone) {
            Ok(())
        } else {
            Err(format!("the journal does not say that it is in {zone}"))
        }
    }

    fn check_one_open(&self) -> Result<(), String> {
        let mut seen = BTreeSet::new();
        for (key, line) in self.ledger.open() {
            if line.kind != Kind::Task && line.shown_at.is_some() {
                return Err(format!("a note that was shown is open: {key}"));
            }
            if !seen.insert(&key.reminder) {
                return Err(format!("two are open: {key}"));
            }
        }
        Ok(())
    }

    fn check_wake(&mut self, engine: &Engine, now: Moment) -> Result<(), String> {
        let wake = engine.wake();
        if wake.is_some_and(|wake| wake <= now) {
            return Err(format!("busy loop: wakes at {wake:?}"));
        }
        let next = self.next_due(now);
        if next.is_some_and(|next| wake.is_none_or(|wake| next < wake)) {
            return Err(format!("sleeps until {wake:?}, but {next:?} is due"));
        }
        for (key, line) in self.ledger.open() {
            let change = self.next_change_of(key, line, now).filter(|change| now < *change);
            if change.is_some_and(|change| wake.is_none_or(|wake| change < wake)) {
                return Err(format!("sleeps until {wake:?}, but {change:?}: {key} {line:?}"));
            }
        }
        Ok(())
    }

    /// Whether nothing is in the way of showing what there is to show.
    pub(super) fn is_well(&self, desk: &Desk, now: Moment) -> bool {
        let (attention, _) = self.attention;
        let answers = desk.up && desk.mood == Mood::Good && desk.calls.is_empty();
        answers && self.well_since <= now && attention == Attention::Free
    }

    /// When all is well, what should be on the screen is, and nothing else.
    pub(super) fn when_well(&self, desk: &Desk, now: Moment) -> Result<(), String> {
        if !desk.up || desk.mood != Mood::Good || !desk.calls.is_empty() || now < self.well_since {
            return Ok(());
        }
        self.check_all_on_screen(desk, now)?;
        self.check_nothing_stale(desk, now)
    }

    /// When something has to be done about what is open: its call, its next one, or its end.
    fn next_change_of(&self, key: &Key, line: &Line, now: Moment) -> Option<Moment> {
        let left_alone = self.ledger.left_alone_until(&key.reminder);
        let quiet = self.quiet_policy(key);
        let call = left_alone.filter(|_| !line.shown_in_call && line.gone.is_none());
        let call =
            call.map(|until| self.almanac.allowed_from(until.max(line.call_at).max(now), quiet));
        call.into_iter().chain([self.end_of(key, line)]).chain(self.nag_at(key, line)).min()
    }

    /// When it has to be called again, as far as quiet hours let it.
    fn nag_at(&self, key: &Key, line: &Line) -> Option<Moment> {
        let nag = self.reminder(key)?.nag.filter(|nag| line.again < nag.times)?;
        let at = line.shown_at? + nag.every;
        let left_alone = self.ledger.left_alone_until(&key.reminder)?;
        let allowed = self.almanac.allowed_from(at.max(left_alone), self.quiet_policy(key));
        (allowed - at < self.grace(key)).then_some(allowed)
    }

    fn check_all_on_screen(&self, desk: &Desk, now: Moment) -> Result<(), String> {
        let shown: BTreeSet<&Key> = desk.screen.values().flat_map(|popup| &popup.keys).collect();
        for (key, line) in self.ledger.open() {
            if self.must_show(key, line, now) && !shown.contains(key) {
                return Err(format!("should be on the screen: {key} {line:?}"));
            }
            if self.end_of(key, line) < now {
                return Err(format!("should be over: {key} {line:?}"));
            }
            if self.almanac.pauses(&key.reminder, now) {
                return Err(format!("should be withdrawn: {key} {line:?}"));
            }
            if self.nag_at(key, line).is_some_and(|at| at + MOMENT < now) {
                return Err(format!("should be called again: {key} {line:?}"));
            }
        }
        Ok(())
    }

    fn must_show(&self, key: &Key, line: &Line, now: Moment) -> bool {
        line.call_at <= now
            && now < line.call_at + self.grace(key)
            && line.gone.is_none()
            && !line.unaddressed
            && self.may_show(key, now)
    }

    /// Whether it waits for an answer, and the person wants to be left alone with it.
    fn is_left_alone(&self, key: &Key, now: Moment) -> bool {
        let is_open = self.ledger.get(key).is_some_and(|line| line.outcome.is_none());
        is_open && self.ledger.is_held(&key.reminder, now)
    }

    fn check_nothing_stale(&self, desk: &Desk, now: Moment) -> Result<(), String> {
        for popup in desk.screen.values().filter(|popup| popup.told) {
            let live = popup.keys.iter().filter(|key| self.is_live(key)).count();
            let is_message = matches!(popup.about, About::Message(_));
            if !is_message && live == 0 {
                return Err(format!("stays on the screen: {popup:?}"));
            }
            if !popup.keys.is_empty() && popup.keys.iter().all(|key| self.is_left_alone(key, now)) {
                return Err(format!("stays on the screen in a pause: {popup:?}"));
            }
        }
        Ok(())
    }

    fn is_live(&self, key: &Key) -> bool {
        let of_plan = self.planned(key).is_some();
        let outcome = |line: &Line| matches!(line.outcome, None | Some(Outcome::Noted));
        of_plan && self.ledger.get(key).is_some_and(outcome)
    }

    /// At most [`MOST_ALONE`] reminders, one of each, and one summary.
    pub(super) fn check_screen(desk: &Desk) -> Result<(), String> {
        let mut counts: BTreeMap<&About, u32> = BTreeMap::new();
        let newest = desk.screen.values().map(|popup| popup.life).max();
        // What a message's number was in an earlier run of the daemon is not in the journal.
        let counted = |popup: &&Popup| {
            popup.told && (!matches!(popup.about, About::Message(_)) || Some(popup.life) == newest)
        };
        for popup in desk.screen.values().filter(counted) {
            *counts.entry(&popup.about).or_default() += 1;
        }
        if let Some((about, _)) = counts.iter().find(|(_, count)| **count > 1) {
            return Err(format!("twice on the screen: {about:?}"));
        }
        let reminders = counts.keys().filter(|about| matches!(about, About::Reminder(_))).count();
        if reminders > MOST_ALONE {
            return Err(format!("{reminders} reminders on the screen"));
        }
        Ok(())
    }

    /// What a command was told must be so.
    pub(super) fn check_reply(&self, reply: &Reply) -> Result<(), String> {
        let of = |id: &str| {
            self.ledger.lines().filter(|(key, _)| key.reminder == *id).max_by_key(|(_, l)| l.due)
        };
        let holds = match reply {
            Reply::Taken { reminder, answer, date, until } => {
                of(reminder).is_some_and(|(key, l)| {
                    let ended = l.outcome.is_some_and(Outcome::by_person);
                    key.date == *date
                        && (ended || until.is_some())
                        && (until.is_some() == (answer.word() == "later"))
                })
            }
            Reply::AlreadyAnswered { reminder, outcome } => {
                of(reminder).is_some_and(|(_, line)| line.outcome == Some(*outcome))
            }
            Reply::NotDueYet { reminder } => of(reminder).is_none(),
            Reply::NothingOpen { reminder } => {
                of(reminder).is_some_and(|(_, l)| l.outcome.is_some())
            }
            Reply::OnlyANote { reminder } => {
                of(reminder).is_some_and(|(_, l)| l.kind != Kind::Task)
            }
            Reply::Unknown { reminder, .. } => self.almanac.reminder(reminder).is_none(),
            Reply::Held { scope, until } => self.is_held_as_asked(scope, *until),
            Reply::Resumed { scope, was_held } => self.is_resumed_as_asked(scope, *was_held),
        };
        if holds { Ok(()) } else { Err(format!("the reply is not so: {reply:?}")) }
    }

    /// A pause without an end lasts until the person wakes; a mute, until they say so.
    fn is_held_as_asked(&self, scope: &Scope, until: Option<Moment>) -> bool {
        let Some((Ask::Hold { scope: asked, until: end }, at, _)) = &self.asked else {
            return false;
        };
        let usual = (*scope == Scope::Everything).then(|| self.almanac.next_wake(*at));
        asked == scope
            && until == end.or(usual)
            && self.ledger.holds(scope, *at) == until.is_none_or(|until| *at < until)
    }

    fn is_resumed_as_asked(&self, scope: &Scope, was_held: bool) -> bool {
        let Some((Ask::Resume { scope: asked }, at, held_before)) = &self.asked else {
            return false;
        };
        asked == scope && was_held == *held_before && !self.ledger.holds(scope, *at)
    }

    /// The occurrence by the plan in this zone, or in the one in which it came due: which there are
    /// does not change with the zone, but when, and a night of a clock change has fewer of them.
    fn planned(&self, key: &Key) -> Option<Occurrence> {
        let elsewhere = || {
            let zone = self.ledger.get_or_aside(key)?.zone.as_ref()?;
            self.almanac.in_zone(zone).occurrence(key)
        };
        self.almanac.occurrence(key).or_else(elsewhere)
    }

    fn reminder(&self, key: &Key) -> Option<&Reminder> {
        self.almanac.reminder(&key.reminder)
    }

    fn grace(&self, key: &Key) -> TimeDelta {
        self.reminder(key).map_or(RELEASE_GRACE, |reminder| reminder.grace).max(MOMENT)
    }

    fn quiet_policy(&self, key: &Key) -> QuietPolicy {
        self.reminder(key).map_or(QuietPolicy::Wait, |reminder| reminder.quiet)
    }
}

/// What one almanac has up to a moment, and the other one only after it.
fn jumped(here: &Almanac, there: &Almanac, now: Moment) -> Vec<Occurrence> {
    let mut jumped = there.between(now - ZONES_APART, now);
    jumped.retain(|there| here.occurrence(&there.key).is_some_and(|here| now < here.due));
    jumped
}
