//! A person's answers, by a button or by a command.

use chrono::NaiveDate;

use super::{
    Engine,
    memory::{Fate, Known},
    notice::Answer,
    record::{Outcome, Record, Scope},
};
use crate::schedule::{
    occurrence::{Key, Kind},
    zone::Moment,
};

/// What a command is told about its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// It counts for the occurrence of this date.
    Taken {
        /// The reminder.
        reminder: String,
        /// What was answered.
        answer: Answer,
        /// The date that the occurrence belongs to.
        date: NaiveDate,
        /// When it is shown again, after "later".
        until: Option<Moment>,
    },
    /// A person has answered already.
    AlreadyAnswered {
        /// The reminder.
        reminder: String,
        /// How.
        outcome: Outcome,
    },
    /// Nothing of this reminder has come due yet.
    NotDueYet {
        /// The reminder.
        reminder: String,
    },
    /// Nothing of it is open any more, so there is nothing to be asked again.
    NothingOpen {
        /// The reminder.
        reminder: String,
    },
    /// It is a note: there is nothing to answer.
    OnlyANote {
        /// The reminder.
        reminder: String,
    },
    /// Nothing of this is shown until its end or, without one, until it is resumed.
    Held {
        /// Of what.
        scope: Scope,
        /// The end.
        until: Option<Moment>,
    },
    /// It is shown again.
    Resumed {
        /// What.
        scope: Scope,
        /// Whether it was held at all.
        was_held: bool,
    },
    /// The plan has no such reminder.
    Unknown {
        /// What was asked for.
        reminder: String,
        /// The plan's tasks.
        tasks: Vec<String>,
    },
}

impl Engine {
    /// A button was pressed on the notification of an occurrence.
    pub(super) fn answer_occurrence(&mut self, key: &Key, answer: Answer, now: Moment) {
        let Some(known) = self.memory.get(key).cloned() else { return };
        match known.fate {
            Fate::Ended { outcome, .. } if outcome.by_person() => {}
            // Something newer is open, or its time is over: there is nothing to put off.
            Fate::Ended { .. } if answer == Answer::Later => {}
            Fate::Ended { .. } | Fate::Open(_) => {
                self.take(key, &known, answer, now);
            }
        }
    }

    /// A command answers for a reminder: its newest occurrence is meant.
    pub(super) fn answer_reminder(&mut self, id: &str, answer: Answer, now: Moment) -> Reply {
        let reminder = id.to_owned();
        if self.schedule.reminder(id).is_none() {
            return Reply::Unknown { reminder, tasks: self.tasks() };
        }
        let Some((key, known)) = self.memory.newest(id).map(|(k, v)| (k.clone(), v.clone())) else {
            return Reply::NotDueYet { reminder };
        };
        match (known.kind, &known.fate) {
            (Kind::Note | Kind::Release, _) => Reply::OnlyANote { reminder },
            (Kind::Task, Fate::Ended { outcome, .. }) if outcome.by_person() => {
                Reply::AlreadyAnswered { reminder, outcome: *outcome }
            }
            (Kind::Task, Fate::Ended { .. }) if answer == Answer::Later => {
                Reply::NothingOpen { reminder }
            }
            (Kind::Task, Fate::Ended { .. } | Fate::Open(_)) => {
                let until = self.take(&key, &known, answer, now);
                Reply::Taken { reminder, answer, date: key.date, until }
            }
        }
    }

    /// Records the answer; the moment at which "later" is.
    fn take(&mut self, key: &Key, known: &Known, answer: Answer, now: Moment) -> Option<Moment> {
        match answer {
            Answer::Done => self.end(key, known, Outcome::Done, now),
            Answer::Skip => self.end(key, known, Outcome::Skipped, now),
            Answer::Later => return self.snooze(key, now),
        }
        None
    }

    fn snooze(&mut self, key: &Key, now: Moment) -> Option<Moment> {
        let reminder = self.schedule.reminder(&key.reminder)?;
        let until = now.checked_add_signed(reminder.snooze)?;
        let until = self.schedule.allowed_from(until, reminder.quiet);
        self.record(Record::Snoozed { key: key.clone(), until }, now);
        Some(until)
    }

    pub(super) fn tasks(&self) -> Vec<String> {
        let reminders = &self.schedule.plan().reminders;
        reminders.iter().filter(|r| r.enabled).map(|r| r.id.clone()).collect()
    }
}
