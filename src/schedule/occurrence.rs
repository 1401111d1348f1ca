//! One reminder at one of its times, and what it is known by.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::zone::Moment;

/// The id of the release notice that the schedule makes out of restrictions.
pub const RELEASE: &str = "release";

/// What an occurrence is known by. Travel, clock changes, snoozing and edits change *when* it
/// comes due, never this.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Key {
    /// The id of its reminder, or [`RELEASE`].
    pub reminder: String,
    /// The calendar date that it belongs to.
    pub date: NaiveDate,
    /// Its place within that date.
    pub slot: u16,
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.reminder, self.date, self.slot)
    }
}

/// One reminder at one of its times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// What it is known by.
    pub key: Key,
    /// What it asks of the person.
    pub kind: Kind,
    /// The moment at which it comes due; quiet hours may make it wait longer.
    pub due: Moment,
}

/// What an occurrence asks of the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Something to do.
    Task,
    /// Something to know.
    Note,
    /// Something is allowed from today.
    Release,
}

impl Kind {
    /// The word for it, which is also the one in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Task => "task",
            Self::Note => "note",
            Self::Release => "release",
        }
    }
}

/// The words of an occurrence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// All of it on one line.
    pub text: String,
    /// The summary of its notification; as long as people read at a glance.
    pub headline: String,
    /// The body; may be empty.
    pub details: String,
    /// The summary in discreet mode.
    pub discreet: String,
    /// The body in discreet mode; may be empty.
    pub discreet_details: String,
}
