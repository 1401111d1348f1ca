//! What the journal keeps: each change of an occurrence, with its moment.

use serde::{Deserialize, Serialize};

use super::{memory::Memory, notice::Handle};
use crate::schedule::{
    occurrence::{Key, Kind},
    zone::Moment,
};

/// A change and the moment at which the engine decided it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The moment on the clock in force.
    pub at: Moment,
    /// The change.
    pub record: Record,
}

/// One change. State is the fold of these, nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Record {
    /// The daemon came up.
    Started,
    /// The person was told that the daemon is there.
    Introduced,
    /// This plan is in force, with these reminders switched on.
    PlanApplied {
        /// The plan's fingerprint.
        plan: String,
        /// The ids of the reminders that it has switched on.
        reminders: Vec<String>,
    },
    /// This zone is in force.
    ZoneApplied {
        /// The zone's fingerprint, from this moment on.
        zone: String,
    },
    /// The moment of an occurrence has come.
    Due {
        /// Which one.
        key: Key,
        /// What it asks of the person.
        kind: Kind,
        /// The moment it came due.
        due: Moment,
        /// The moment from which it may be shown: later than `due` in quiet hours.
        call_at: Moment,
        /// Whether it is shown alone.
        manner: Manner,
    },
    /// It is about to be shown. Without `Shown` or `NotShown` after it, it may have been.
    Intended {
        /// Which one.
        key: Key,
    },
    /// The notification server took it.
    Shown {
        /// Which one.
        key: Key,
        /// Where it is on the screen.
        handle: Handle,
        /// Whether it is alone there.
        manner: Manner,
    },
    /// The notification server certainly did not take it.
    NotShown {
        /// Which one.
        key: Key,
    },
    /// Its notification left the screen without an answer.
    Gone {
        /// Which one.
        key: Key,
        /// How.
        why: Departure,
    },
    /// It is to be shown once more, because nobody answered.
    CalledAgain {
        /// Which one.
        key: Key,
    },
    /// The person asked for it later.
    Snoozed {
        /// Which one.
        key: Key,
        /// When it is shown again.
        until: Moment,
    },
    /// It came to its end, or a person changed what that end was.
    Ended {
        /// Which one.
        key: Key,
        /// What it asked of the person.
        kind: Kind,
        /// The moment it came due.
        due: Moment,
        /// How it ended.
        outcome: Outcome,
    },
    /// The plan moved it into the future before it was shown.
    Replanned {
        /// Which one.
        key: Key,
    },
    /// The person asked not to be reminded until a moment, or until they say so.
    Held {
        /// Of what.
        scope: Scope,
        /// The end, if they gave one.
        until: Option<Moment>,
    },
    /// The person wants to be reminded again.
    Resumed {
        /// Of what.
        scope: Scope,
    },
    /// The clock went back to this entry's moment: what a false future decided opens again.
    ClockSetBack,
    /// The clock has passed where it stood before it went back: that past was the false one.
    ///
    /// What came due in between has not been considered yet, so this moves no cursor.
    ClockRestored,
    /// The journal was rewritten without what is old: all that the entries before this one no
    /// longer tell.
    Remembered {
        /// What is added to what they tell.
        rest: Box<Memory>,
    },
}

impl Record {
    /// The occurrence that it is about.
    pub fn key(&self) -> Option<&Key> {
        match self {
            Self::Due { key, .. }
            | Self::Intended { key }
            | Self::Shown { key, .. }
            | Self::NotShown { key }
            | Self::Gone { key, .. }
            | Self::CalledAgain { key }
            | Self::Snoozed { key, .. }
            | Self::Ended { key, .. }
            | Self::Replanned { key } => Some(key),
            Self::Started
            | Self::Introduced
            | Self::PlanApplied { .. }
            | Self::ZoneApplied { .. }
            | Self::Held { .. }
            | Self::Resumed { .. }
            | Self::ClockSetBack
            | Self::ClockRestored
            | Self::Remembered { .. } => None,
        }
    }
}

/// What a person can ask to be left alone with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Every reminder: a pause.
    Everything,
    /// The reminder of this id, which is muted.
    Reminder(String),
}

/// Whether an occurrence is shown alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Manner {
    /// In a notification of its own.
    Alone,
    /// In the summary after an absence.
    Digest,
}

/// How a notification left the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Departure {
    /// The person dismissed it: seen, not done.
    Seen,
    /// It timed out, or the server closed it: nobody need have seen it.
    Closed,
}

/// How an occurrence ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The person did it.
    Done,
    /// The person will not do it this time.
    Skipped,
    /// It was shown, and nobody answered.
    Unanswered,
    /// It could not be shown within its grace.
    Missed,
    /// The plan dropped it, or a restriction closed it.
    Withdrawn,
    /// A note that was shown.
    Noted,
}

impl Outcome {
    /// Whether a person decided it. Only that is final against a clock that was wrong.
    pub fn by_person(self) -> bool {
        match self {
            Self::Done | Self::Skipped => true,
            Self::Unanswered | Self::Missed | Self::Withdrawn | Self::Noted => false,
        }
    }

    /// The word for it, the same everywhere.
    pub fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Skipped => "skipped",
            Self::Unanswered => "unanswered",
            Self::Missed => "missed",
            Self::Withdrawn => "withdrawn",
            Self::Noted => "noted",
        }
    }
}
