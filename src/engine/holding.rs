//! Left alone: what the person has paused or muted, and a screen that nobody looks at.
//!
//! What comes due meanwhile waits, as long as its grace lasts. So at the end the newest of each
//! reminder is shown, and the rest is in the history.

use super::{
    Engine,
    answer::Reply,
    event::Attention,
    record::{Record, Scope},
};
use crate::schedule::{occurrence::Key, zone::Moment};

impl Engine {
    pub(super) fn hold(&mut self, scope: Scope, until: Option<Moment>, now: Moment) -> Reply {
        if let Some(unknown) = self.unknown(&scope) {
            return unknown;
        }
        let until = until.or_else(|| self.usual_end(&scope, now));
        self.record(Record::Held { scope: scope.clone(), until }, now);
        Reply::Held { scope, until }
    }

    pub(super) fn resume(&mut self, scope: Scope, now: Moment) -> Reply {
        // What was muted can be resumed, also once the plan has it no more.
        let was_held = self.memory.held(now).any(|(held, _)| *held == scope);
        if was_held {
            self.record(Record::Resumed { scope: scope.clone() }, now);
            // What would have been called again meanwhile is, now.
            self.pass_to(now);
        } else if let Some(unknown) = self.unknown(&scope) {
            return unknown;
        }
        Reply::Resumed { scope, was_held }
    }

    /// The reply to who asks for a reminder that the plan does not have.
    fn unknown(&self, scope: &Scope) -> Option<Reply> {
        match scope {
            Scope::Reminder(id) if self.schedule.reminder(id).is_none() => {
                Some(Reply::Unknown { reminder: id.clone(), tasks: self.tasks() })
            }
            Scope::Everything | Scope::Reminder(_) => None,
        }
    }

    /// A pause that is forgotten must not cost days of care: it ends when the person wakes next.
    fn usual_end(&self, scope: &Scope, now: Moment) -> Option<Moment> {
        match scope {
            Scope::Reminder(_) => None,
            Scope::Everything => {
                let (zone, today) = (self.schedule.zone(), self.schedule.wall_date(now));
                let wake = self.schedule.plan().day.wake;
                let wakes = today.iter_days().take(3).map(|date| date.and_time(wake));
                wakes.map(|wall| zone.resolve(wall).moment).find(|wake| now < *wake)
            }
        }
    }

    /// What the person wants to be left alone with.
    pub(super) fn held_now(&self) -> Vec<(Scope, Option<Moment>)> {
        let held = self.reached.map(|now| self.memory.held(now));
        held.into_iter().flatten().map(|(scope, until)| (scope.clone(), until)).collect()
    }

    /// Whether the person has paused or muted a reminder.
    pub(super) fn is_held(&self, key: &Key, now: Moment) -> bool {
        self.memory.held(now).any(|(scope, _)| scope.is_about(key))
    }

    /// Whether something new of a reminder may appear on the screen.
    pub(super) fn allows(&self, key: &Key, now: Moment) -> bool {
        self.attention == Attention::Free
            && !self.is_held(key, now)
            && self.schedule.allows(now, self.quiet_policy(key))
    }

    /// The first moment from `moment` on at which quiet hours, a pause and a mute allow a reminder;
    /// `None` while that is not known.
    pub(super) fn allowed_from(&self, key: &Key, moment: Moment) -> Option<Moment> {
        let held = self.memory.held(moment).filter(|(scope, _)| scope.is_about(key));
        let held_until = held
            .map(|(_, until)| until)
            .try_fold(moment, |latest, until| until.map(|until| latest.max(until)))?;
        Some(self.schedule.allowed_from(held_until, self.quiet_policy(key)))
    }
}

impl Scope {
    fn is_about(&self, key: &Key) -> bool {
        match self {
            Self::Everything => true,
            Self::Reminder(id) => *id == key.reminder,
        }
    }
}
