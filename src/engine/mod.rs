//! The engine: event and moment in, effects and the next wake out.
//!
//! It decides everything and does nothing. Its lasting state is the fold of the entries that it
//! asks to be recorded ([`memory`]); what is on the screen just now is its only other state.

mod answer;
mod event;
mod hearing;
mod holding;
pub mod memory;
pub mod notice;
mod passing;
mod reconcile;
pub mod record;
pub mod retention;
mod screen;
mod words;

use std::collections::BTreeMap;

use chrono::TimeDelta;

pub use self::{
    answer::Reply,
    event::{
        ActivePlan, Answers, Ask, Attention, Doubt, Effect, Event, HistoryTrouble, Mistake,
        Outlook, Server, Upcoming,
    },
};
use self::{
    memory::Memory,
    notice::Notice,
    record::{Entry, Outcome, Record},
    screen::{Message, Place, Screen},
};
use crate::{
    language::Language,
    plan::model::Plan,
    schedule::{
        Schedule,
        occurrence::Key,
        zone::{Moment, Zone},
    },
};

/// Whether the person is told that the daemon is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Greeting {
    /// Each time: somebody started it and looks at the screen.
    Always,
    /// The first time ever only: at a login nobody asked for it.
    FirstTime,
    /// Never: it is only a rehearsal.
    Never,
}

/// How far ahead the schedule was looked at, at least, when it found nothing.
const HORIZON: TimeDelta = TimeDelta::days(365 * 7);

/// The state machine of the daemon.
#[derive(Debug, Clone)]
pub struct Engine {
    /// What the person is spoken to in.
    language: Language,
    schedule: Schedule,
    fingerprint: String,
    memory: Memory,
    screen: Screen,
    /// What there is to say besides reminders.
    messages: BTreeMap<Message, Notice>,
    /// The moment that time has passed to.
    reached: Option<Moment>,
    /// Where a small step back has put the clock, while it is behind what has been considered.
    behind: Option<Moment>,
    ahead: Ahead,
    attention: Attention,
    plan_problem: Option<Mistake>,
    history_problem: Option<HistoryTrouble>,
    effects: Vec<Effect>,
}

/// The next occurrence, as far as it has been looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Ahead {
    /// Not looked for since the plan, the zone or the clock changed.
    Unknown,
    /// The first one after all that has been considered, if there is one until that moment.
    Known { next: Option<(Key, Moment)>, until: Moment },
}

impl Engine {
    /// An engine that goes on where its memory ends. [`Engine::start`] comes first.
    pub fn new(active: ActivePlan, memory: Memory, language: Language) -> Self {
        Self {
            language,
            schedule: Schedule::new(active.plan, active.zone),
            fingerprint: active.fingerprint,
            memory,
            screen: Screen::default(),
            messages: BTreeMap::new(),
            reached: None,
            behind: None,
            ahead: Ahead::Unknown,
            attention: Attention::Free,
            plan_problem: None,
            history_problem: None,
            effects: Vec::new(),
        }
    }

    /// Begins with this day instead of with now: the history was lost, and what was not answered
    /// today is asked again. It comes before [`Engine::start`].
    pub fn begin_with_today(&mut self, now: Moment) {
        self.put_plan_in_force(self.schedule.midnight(self.schedule.wall_date(now)));
    }

    /// Whether what it remembers is of this plan, or of none yet.
    pub fn has_own_memory(&self) -> bool {
        self.memory.plan().is_none_or(|plan| plan == self.fingerprint)
    }

    /// Whether this plan is in force, in its zone, and its file has no mistake.
    pub fn follows(&self, active: &ActivePlan) -> bool {
        let (plan, zone) = (&self.fingerprint, self.schedule.zone());
        self.plan_problem.is_none() && *plan == active.fingerprint && *zone == active.zone
    }

    /// Whether a plan lacks a reminder that the one in force has.
    pub fn would_lose(&self, plan: &Plan) -> bool {
        let has = |id: &str| plan.reminders.iter().any(|reminder| reminder.id == id);
        !self.schedule.plan().reminders.iter().all(|reminder| has(&reminder.id))
    }

    /// Takes up where it was: what came due in between, and whether to say that it is there.
    pub fn start(&mut self, greeting: Greeting, now: Moment) -> Vec<Effect> {
        self.look_back_after_travel(now);
        self.pass_to(now);
        self.record(Record::Started, now);
        self.put_in_force(now);
        self.withdraw_dropped(now);
        self.look_ahead(now);
        let greets = match greeting {
            Greeting::Always => true,
            Greeting::FirstTime => !self.memory.introduced(),
            Greeting::Never => false,
        };
        if greets {
            self.messages.insert(Message::Introduction, self.introduction(now));
        }
        self.settle(now)
    }

    /// Lets time pass to `now`, then takes in what happened.
    pub fn apply(&mut self, event: Event, now: Moment) -> Vec<Effect> {
        self.pass_to(now);
        match event {
            Event::Tick => {}
            Event::PlanChanged(active) => self.change_plan(*active, now),
            Event::PlanRejected(mistake) => self.reject_plan(mistake),
            Event::ZoneChanged(zone) => self.change_zone(zone, now),
            Event::ServerUp(server) => self.server_up(server),
            Event::ServerDown => self.server_down(),
            Event::Shown { ticket, handle } => self.shown(ticket, &handle, now),
            Event::NotShown { ticket, doubt } => self.not_shown(ticket, doubt, now),
            Event::Answered { handle, answer } => self.answered(&handle, answer, now),
            Event::Closed { handle, why } => self.closed(&handle, why, now),
            Event::Asked(ask) => self.asked(ask, now),
            Event::Attention(attention) => self.attention = attention,
            Event::HistoryTrouble(why) => self.history_problem = why,
            Event::HistoryMoved(name) => {
                self.messages
                    .insert(Message::HistoryMoved, words::history_moved(&name, &self.language));
            }
            Event::SafeModeEntered => {
                let notice = words::safe_mode(self.schedule.plan().privacy, &self.language);
                self.messages.insert(Message::SafeMode, notice);
            }
            Event::SafeModeLeft => drop(self.messages.remove(&Message::SafeMode)),
        }
        self.settle(now)
    }

    /// Begins anew without any memory: the person had the history erased. What is on the screen
    /// goes, and nothing that came due before is asked again.
    pub fn forget(&mut self, now: Moment) -> Vec<Effect> {
        // What is on its way is taken off when it has arrived, since nothing wants it then.
        let gone = self.screen.placed.extract_if(.., |_, placed| placed.sight.handle().is_some());
        let there: Vec<_> = gone.map(|(_, placed)| placed.sight.handle().cloned()).collect();
        for handle in there {
            self.take_off(handle);
        }
        self.memory = Memory::default();
        self.record(Record::Introduced, now);
        self.put_in_force(now);
        self.settle(now)
    }

    /// The moment before which a [`Event::Tick`] has no effect; `None` when nothing is to come.
    pub fn wake(&self) -> Option<Moment> {
        let screen = self.reached.and_then(|reached| self.screen_wake(reached));
        self.next_change().into_iter().chain(screen).min()
    }

    /// What is known, for `status` and the control interface.
    pub fn outlook(&self) -> Outlook {
        let day =
            self.reached.and_then(|now| self.schedule.days().number(self.schedule.wall_date(now)));
        Outlook {
            next: self.next_due().map(|(key, due)| self.upcoming(key, *due)),
            open: self.memory.open().map(|(key, _, _)| key.reminder.clone()).collect(),
            day,
            server: self.server_name().map(str::to_owned),
            plan_problem: self.plan_problem.clone(),
            reminds: !self.schedule.plan().reminders.is_empty(),
            history_problem: self.history_problem.clone(),
            held: self.held_now(),
            attention: self.attention,
            until: self.outlook_until(),
        }
    }

    fn upcoming(&self, key: &Key, due: Moment) -> Upcoming {
        let text = self.visible_text(key).unwrap_or_default();
        Upcoming { reminder: key.reminder.clone(), due, text }
    }

    /// The recovery day ends at midnight, and a pause when it was said to.
    fn outlook_until(&self) -> Option<Moment> {
        let reached = self.reached?;
        let tomorrow = self.schedule.wall_date(reached).succ_opt();
        let midnight = tomorrow.filter(|_| !self.schedule.days().is_empty());
        let midnight = midnight.map(|tomorrow| self.schedule.midnight(tomorrow));
        let held = self.memory.held(reached).filter_map(|(_, until)| until);
        held.chain(midnight).filter(|moment| reached < *moment).min()
    }

    /// The plan in its zone.
    pub fn schedule(&self) -> &Schedule {
        &self.schedule
    }

    /// The run of the notification server that is shown on.
    pub fn server_name(&self) -> Option<&str> {
        self.screen.server.as_ref().map(|server| server.name.as_str())
    }

    /// Whether the person has been told that the daemon came up in safe mode.
    pub fn told_of_safe_mode(&self) -> bool {
        let place = Place::Message(Message::SafeMode);
        self.screen.placed.get(&place).is_some_and(|placed| placed.sight.handle().is_some())
    }

    /// Why the history is not being kept, if it is not.
    pub fn history_problem(&self) -> Option<&HistoryTrouble> {
        self.history_problem.as_ref()
    }

    /// All that survives a restart.
    pub fn memory(&self) -> &Memory {
        &self.memory
    }

    fn settle(&mut self, now: Moment) -> Vec<Effect> {
        self.look_ahead(now);
        self.reconcile(now);
        std::mem::take(&mut self.effects)
    }

    /// The only way in which lasting state changes: what is remembered is what is recorded.
    fn record(&mut self, record: Record, now: Moment) {
        if matches!(record, Record::ClockSetBack | Record::ClockRestored) {
            self.ahead = Ahead::Unknown;
        }
        let entry = Entry { at: now, record };
        self.memory.fold(&entry);
        self.effects.push(Effect::Record(entry));
    }

    fn asked(&mut self, ask: Ask, now: Moment) {
        let reply = match ask {
            Ask::Answer { reminder, answer } => self.answer_reminder(&reminder, answer, now),
            Ask::Hold { scope, until } => self.hold(scope, until, now),
            Ask::Resume { scope } => self.resume(scope, now),
        };
        self.effects.push(Effect::Reply(reply));
    }

    fn change_plan(&mut self, active: ActivePlan, now: Moment) {
        self.reschedule(Schedule::new(active.plan, active.zone), now);
        self.fingerprint = active.fingerprint;
        self.plan_problem = None;
        self.messages.remove(&Message::PlanRejected);
        self.put_in_force(now);
        self.withdraw_dropped(now);
        // A shorter grace, or a new nag, may have been over before it was written.
        self.pass_to(now);
    }

    fn put_in_force(&mut self, now: Moment) {
        self.put_plan_in_force(now);
        self.put_zone_in_force(now);
    }

    fn put_plan_in_force(&mut self, now: Moment) {
        let reminders = &self.schedule.plan().reminders;
        let reminders = reminders.iter().filter(|r| r.enabled).map(|r| r.id.clone()).collect();
        if self.memory.plan() != Some(&self.fingerprint) {
            let plan = self.fingerprint.clone();
            self.record(Record::PlanApplied { plan, reminders }, now);
        }
    }

    fn put_zone_in_force(&mut self, now: Moment) {
        let zone = self.schedule.zone().fingerprint(now);
        if self.memory.zone().is_none_or(|(_, known)| known != zone) {
            self.record(Record::ZoneApplied { zone }, now);
        }
    }

    /// What the plan no longer has ends; what it moved into the future is planned again.
    fn withdraw_dropped(&mut self, now: Moment) {
        for (key, known, open) in self.open_where(|_, _, _| true) {
            match self.schedule.occurrence(&key) {
                None => self.end(&key, &known, Outcome::Withdrawn, now),
                Some(moved) if self.lies_ahead(moved.due, now) && !open.was_shown() => {
                    self.record(Record::Replanned { key }, now);
                }
                Some(_) => {}
            }
        }
        self.screen.forget_notes(|key| self.schedule.occurrence(key).is_none());
        self.replan_missed(now);
    }

    /// What was missed today, and the plan has moved into the future, is to come.
    fn replan_missed(&mut self, now: Moment) {
        let today = self.schedule.wall_date(now);
        let missed = self.memory.known().filter(|(key, known)| {
            known.is_missed() && today.pred_opt().is_some_and(|yesterday| yesterday <= key.date)
        });
        let moved: Vec<Key> = missed
            .filter(|(key, _)| {
                let planned = self.schedule.occurrence(key);
                planned.is_some_and(|planned| self.lies_ahead(planned.due, now))
            })
            .map(|(key, _)| key.clone())
            .collect();
        for key in moved {
            self.record(Record::Replanned { key }, now);
        }
    }

    /// Whether a moment will come, whatever the clock shows just now.
    fn lies_ahead(&self, moment: Moment, now: Moment) -> bool {
        self.memory.cursor().unwrap_or(now).max(now) < moment
    }

    fn reject_plan(&mut self, mistake: Mistake) {
        let notice = words::plan_rejected(&mistake, self.schedule.plan(), &self.language);
        self.messages.insert(Message::PlanRejected, notice);
        self.plan_problem = Some(mistake);
    }

    /// Only *when* changes with the zone, never *which*: what is known stays known.
    fn change_zone(&mut self, zone: Zone, now: Moment) {
        self.reschedule(Schedule::new(self.schedule.plan().clone(), zone), now);
        self.put_zone_in_force(now);
        self.pass_to(now);
    }

    fn reschedule(&mut self, schedule: Schedule, now: Moment) {
        let moves = schedule.zone() != self.schedule.zone();
        self.schedule = schedule;
        self.ahead = Ahead::Unknown;
        if moves {
            self.jump_over(now);
        }
    }

    fn look_ahead(&mut self, now: Moment) {
        let stale = match &self.ahead {
            Ahead::Unknown => true,
            Ahead::Known { until, .. } => *until <= now,
        };
        if stale {
            let next = self.schedule.next_after(now).map(|next| (next.key, next.due));
            let horizon = now.checked_add_signed(HORIZON).unwrap_or(Moment::MAX_UTC);
            let until = next.as_ref().map_or(horizon, |(_, due)| *due);
            self.ahead = Ahead::Known { next, until };
        }
    }

    fn next_due(&self) -> Option<&(Key, Moment)> {
        match &self.ahead {
            Ahead::Unknown => None,
            Ahead::Known { next, .. } => next.as_ref(),
        }
    }
}
