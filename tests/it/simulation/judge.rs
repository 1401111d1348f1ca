//! The promises, checked after every step.
//!
//! Nothing here asks the engine what it decided, except for its wake and for the claim that its
//! memory is the fold of the journal: the judge sees the entries, the screen, and its own plan.

use std::collections::{BTreeMap, BTreeSet};

use aftercare::{
    engine::{
        ActivePlan, Engine, Reply,
        memory::Memory,
        notice::Notice,
        record::{Entry, Outcome, Record},
    },
    plan::model::QuietPolicy,
    schedule::{
        Schedule,
        occurrence::{Key, Kind, Occurrence, RELEASE},
        zone::{Moment, Zone},
    },
};
use chrono::TimeDelta;

use super::{
    desk::{About, Desk, Mood, Popup},
    ledger::{Ledger, Line},
};

/// How far ahead the plan is reckoned at a time.
const AHEAD: TimeDelta = TimeDelta::days(20);

/// How long a chance to show something must last to count.
const CHANCE: TimeDelta = TimeDelta::seconds(120);

/// Grace of the notice that something is allowed again.
const RELEASE_GRACE: TimeDelta = TimeDelta::days(1);

/// How often something was shown.
#[derive(Debug)]
struct Shows {
    count: i32,
    in_summary: bool,
    last: Moment,
}

/// What the judge knows.
#[derive(Debug)]
pub(super) struct Judge {
    /// The journal as it reads.
    pub(super) ledger: Ledger,
    /// The program's own fold of it.
    pub(super) memory: Memory,
    schedule: Schedule,
    /// What is to come, reckoned for a while: from, to, what.
    outlook: (Moment, Moment, Vec<Occurrence>),
    /// The moment that was judged last.
    reached: Option<Moment>,
    /// Since when everything has been well, on the clock in force.
    well_since: Moment,
    /// When the person last did something.
    person_at: Moment,
    answered: BTreeSet<Key>,
    shows: BTreeMap<Key, Shows>,
    licences: BTreeMap<Key, i32>,
    /// Records since the last showing.
    intended: Vec<Key>,
    steps: u64,
}

impl Judge {
    /// A judge before the first start.
    pub(super) fn new(active: ActivePlan, now: Moment) -> Self {
        Self {
            ledger: Ledger::default(),
            memory: Memory::default(),
            schedule: Schedule::new(active.plan, active.zone),
            outlook: (now, now, Vec::new()),
            reached: None,
            well_since: now,
            person_at: now,
            answered: BTreeSet::new(),
            shows: BTreeMap::new(),
            licences: BTreeMap::new(),
            intended: Vec::new(),
            steps: 0,
        }
    }

    /// Something is wrong in the world until this moment.
    pub(super) fn unwell_until(&mut self, moment: Moment) {
        self.well_since = self.well_since.max(moment);
    }

    /// The clock was set: spans of time before it mean nothing.
    pub(super) fn clock_was_set(&mut self, now: Moment) {
        self.well_since = now;
    }

    /// The person did something.
    pub(super) fn person_acts(&mut self, now: Moment) {
        self.person_at = now;
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

    /// Another plan, or another zone, is in force; what this moves past the present is returned.
    pub(super) fn adopt(&mut self, active: ActivePlan, now: Moment) {
        self.schedule = Schedule::new(active.plan, active.zone);
        self.outlook = (now, now, Vec::new());
    }

    /// The same plan in another zone.
    pub(super) fn adopt_zone(&mut self, zone: Zone, now: Moment) {
        self.schedule = Schedule::new(self.schedule.plan().clone(), zone);
        self.outlook = (now, now, Vec::new());
    }

    /// The first occurrence to come.
    pub(super) fn next_due(&mut self, now: Moment) -> Option<Moment> {
        self.upcoming(now, now + TimeDelta::days(2));
        let (_, _, all) = &self.outlook;
        let first = all.partition_point(|occurrence| occurrence.due <= now);
        // What was known before the clock went back a little does not come due twice.
        let mut new = all[first..].iter().filter(|new| self.ledger.get(&new.key).is_none());
        new.next().map(|occurrence| occurrence.due)
    }

    /// What came due since the last step, by the plan alone.
    pub(super) fn due_since(&mut self, now: Moment) -> Vec<Occurrence> {
        self.reached.map_or_else(Vec::new, |reached| self.nominal(reached, now))
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
            self.outlook = (after, to, self.schedule.between(after, to));
        }
        let all = &self.outlook.2;
        let first = all.partition_point(|occurrence| occurrence.due <= after);
        let last = all.partition_point(|occurrence| occurrence.due <= until);
        &all[first..last]
    }

    /// An entry is in the journal now.
    pub(super) fn entry(&mut self, entry: &Entry) -> Result<(), String> {
        self.check_entry(entry)?;
        self.ledger.take(entry)?;
        self.memory.fold(entry);
        match &entry.record {
            Record::Intended { key } => self.intended.push(key.clone()),
            Record::Ended { key, outcome, .. } if outcome.by_person() => {
                self.answered.insert(key.clone());
            }
            Record::Snoozed { key, .. }
            | Record::CalledAgain { key }
            | Record::NotShown { key } => self.license(key),
            Record::ClockSetBack | Record::ClockRestored => {
                let keys: Vec<Key> = self.shows.keys().cloned().collect();
                for key in &keys {
                    self.license(key);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// What an entry may say, given what was known before it.
    fn check_entry(&self, entry: &Entry) -> Result<(), String> {
        match &entry.record {
            Record::Due { key, .. } | Record::Intended { key } if self.answered.contains(key) => {
                Err(format!("asked again after an answer: {key}"))
            }
            Record::Due { key, due, call_at, .. } => {
                self.check_due(key, (*due, *call_at), entry.at)
            }
            Record::Ended { key, outcome: Outcome::Missed, .. } => self.check_missed(key, entry.at),
            Record::CalledAgain { key } => self.check_nag(key),
            _ => Ok(()),
        }
    }

    fn check_due(
        &self,
        key: &Key,
        (due, call): (Moment, Moment),
        at: Moment,
    ) -> Result<(), String> {
        let expected = self.schedule.allowed_from(due, self.quiet_policy(key));
        if at < due {
            return Err(format!("came due at {at}, before its moment {due}: {key}"));
        }
        if call != expected {
            return Err(format!("may be shown from {call}, but should from {expected}: {key}"));
        }
        Ok(())
    }

    /// Missed means that there was no chance to show it.
    fn check_missed(&self, key: &Key, at: Moment) -> Result<(), String> {
        let Some(line) = self.ledger.get(key) else { return Ok(()) };
        if line.was_shown() {
            return Err(format!("missed, though it was shown: {key}"));
        }
        let from = self.well_since.max(line.call_at);
        let until = at.min(line.call_at + self.grace(key));
        let quiet = self.quiet_policy(key);
        let allowed = self.schedule.allows(from, quiet) && self.schedule.allows(until, quiet);
        if allowed && until - from >= CHANCE && until - from < TimeDelta::hours(6) {
            return Err(format!("missed, though it could be shown from {from} to {until}: {key}"));
        }
        Ok(())
    }

    fn check_nag(&self, key: &Key) -> Result<(), String> {
        let nag = self.schedule.reminder(&key.reminder).and_then(|reminder| reminder.nag);
        let again = self.ledger.get(key).map_or(0, |line| line.again);
        if nag.is_none_or(|nag| nag.times <= again) {
            return Err(format!("called again once too often ({again} before): {key}"));
        }
        Ok(())
    }

    /// Something is about to be shown: what it is about, and which occurrences it shows.
    pub(super) fn show(
        &mut self,
        notice: &Notice,
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
            _ => {}
        }
        for key in &keys {
            self.check_show(key, &about, notice, now)?;
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
        let Some(occurrence) = self.schedule.occurrence(key) else {
            return Err(format!("shown, but the plan does not have it: {key}"));
        };
        if self.answered.contains(key) {
            return Err(format!("shown after an answer: {key}"));
        }
        if now < line.call_at.min(occurrence.due) || now < line.due.min(occurrence.due) {
            return Err(format!("shown early: {key} due {}", line.due));
        }
        if !self.schedule.allows(now, self.quiet_policy(key)) {
            return Err(format!("shown in quiet hours: {key}"));
        }
        if *about != About::Summary && line.maybe_shown != notice.body.contains("Shown before") {
            return Err(format!("label is wrong: {key} {line:?} {notice:?}"));
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
        let shows = self.shows.get(key).map_or(0, |shows| shows.count);
        let licences = self.licences.get(key).copied().unwrap_or(0);
        if shows > 1 + licences {
            return Err(format!("needless duplicate: {key}, {shows} shows, {licences} licences"));
        }
        Ok(())
    }

    /// Counts a showing. Making room on the screen, or using it later, is no needless one.
    fn count_show(&mut self, key: &Key, in_summary: bool, now: Moment) {
        let first = Shows { count: 0, in_summary, last: now };
        let shows = self.shows.entry(key.clone()).or_insert(first);
        let needed = in_summary || shows.last + CHANCE <= now || shows.last <= self.person_at;
        let moved = shows.in_summary != in_summary && needed;
        (shows.count, shows.in_summary, shows.last) = (shows.count + 1, in_summary, now);
        if moved {
            self.license(key);
        }
    }

    fn license(&mut self, key: &Key) {
        *self.licences.entry(key.clone()).or_default() += 1;
    }

    /// Something is taken off the screen: not before anybody can have read it.
    pub(super) fn withdraw(&self, popup: &Popup, now: Moment) -> Result<(), String> {
        let is_fresh = |key: &Key| {
            let shown = self.shows.get(key).map(|shows| shows.last);
            self.is_live(key)
                && self.ledger.get(key).is_some_and(|line| line.outcome == Some(Outcome::Noted))
                && shown.is_some_and(|at| at <= now && now < at + CHANCE && self.well_since <= at)
        };
        let newer = |key: &Key| self.ledger.open().any(|(open, _)| open.reminder == key.reminder);
        match popup.keys.first() {
            Some(key) if is_fresh(key) && !newer(key) => Err(format!("taken off at once: {key}")),
            _ => Ok(()),
        }
    }

    /// Looks at the whole after a step that was carried out to its end.
    pub(super) fn step(
        &mut self,
        engine: &Engine,
        due: &[Occurrence],
        now: Moment,
    ) -> Result<(), String> {
        self.steps += 1;
        self.reached = Some(now);
        self.intended.clear();
        self.check_nothing_lost(due)?;
        self.check_one_open()?;
        self.check_wake(engine, now)?;
        if self.steps < 300 || self.steps.is_multiple_of(32) {
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
            if existed && self.ledger.get(key).is_none() {
                return Err(format!("lost: {key}, due {due}"));
            }
        }
        Ok(())
    }

    fn check_one_open(&self) -> Result<(), String> {
        let mut seen = BTreeSet::new();
        for (key, _) in self.ledger.open() {
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
        Ok(())
    }

    /// When all is well, what should be on the screen is, and nothing else.
    pub(super) fn when_well(&self, desk: &Desk, now: Moment) -> Result<(), String> {
        if !desk.up || desk.mood != Mood::Good || !desk.calls.is_empty() || now < self.well_since {
            return Ok(());
        }
        self.check_all_on_screen(desk, now)?;
        self.check_nothing_stale(desk)
    }

    fn check_all_on_screen(&self, desk: &Desk, now: Moment) -> Result<(), String> {
        let shown: BTreeSet<&Key> = desk.screen.values().flat_map(|popup| &popup.keys).collect();
        for (key, line) in self.ledger.open() {
            if self.must_show(key, line, now) && !shown.contains(key) {
                return Err(format!("should be on the screen: {key} {line:?}"));
            }
            if !line.was_shown() && line.call_at + self.grace(key) < now {
                return Err(format!("should be missed: {key} {line:?}"));
            }
        }
        Ok(())
    }

    fn must_show(&self, key: &Key, line: &Line, now: Moment) -> bool {
        line.call_at <= now
            && now < line.call_at + self.grace(key)
            && line.gone.is_none()
            && !line.unaddressed
            && self.schedule.allows(now, self.quiet_policy(key))
    }

    fn check_nothing_stale(&self, desk: &Desk) -> Result<(), String> {
        for popup in desk.screen.values().filter(|popup| popup.told) {
            let live = popup.keys.iter().filter(|key| self.is_live(key)).count();
            let is_message = matches!(popup.about, About::Message(_));
            if !is_message && live == 0 {
                return Err(format!("stays on the screen: {popup:?}"));
            }
        }
        Ok(())
    }

    fn is_live(&self, key: &Key) -> bool {
        let of_plan = self.schedule.occurrence(key).is_some();
        let outcome = |line: &Line| matches!(line.outcome, None | Some(Outcome::Noted));
        of_plan && self.ledger.get_or_aside(key).is_some_and(outcome)
    }

    /// At most three reminders, one of each, and one summary.
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
        if reminders > 3 {
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
            Reply::Unknown { reminder, .. } => self.schedule.reminder(reminder).is_none(),
            // Nobody here asks to be left alone.
            Reply::Held { .. } | Reply::Resumed { .. } => false,
        };
        if holds { Ok(()) } else { Err(format!("the reply is not so: {reply:?}")) }
    }

    fn grace(&self, key: &Key) -> TimeDelta {
        self.schedule.reminder(&key.reminder).map_or(RELEASE_GRACE, |reminder| reminder.grace)
    }

    fn quiet_policy(&self, key: &Key) -> QuietPolicy {
        self.schedule.reminder(&key.reminder).map_or(QuietPolicy::Wait, |reminder| reminder.quiet)
    }
}
