//! What the engine wants on the screen, in words; how it gets there is the world's affair.

use serde::{Deserialize, Serialize};

use crate::plan::model::Urgency;

/// One notification, as plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The line that is read aloud.
    pub summary: String,
    /// More about it; may be empty, may have several lines.
    pub body: String,
    /// How much it may insist.
    pub urgency: Urgency,
    /// How long it stays.
    pub stay: Stay,
    /// The words on its buttons; `None` when there is nothing to answer.
    pub buttons: Option<Buttons>,
}

/// The words on the buttons of a notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Buttons {
    /// "Done": it was done.
    pub done: String,
    /// "Later": ask again after the reminder's `snooze`.
    pub later: String,
    /// "Skip": it will not be done this time.
    pub skip: String,
}

/// How long a notification stays on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stay {
    /// Until it is answered, dismissed or withdrawn.
    UntilAnswered,
    /// As long as the desktop shows such things.
    AsTheDesktopLikes,
}

/// What a person can say to a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// It was done.
    Done,
    /// Ask again after the reminder's `snooze`.
    Later,
    /// It will not be done this time.
    Skip,
}

/// The name of one request to show something, chosen by the engine and never used twice in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticket(pub u64);

/// A notification on the screen. Its number means nothing to any other server.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Handle {
    /// The run of the server that shows it; it changes when the server or the bus restarts.
    pub server: String,
    /// The number that this server gave it.
    pub id: u32,
}

impl Answer {
    /// The word for it in commands and on the bus.
    pub fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Later => "later",
            Self::Skip => "skip",
        }
    }

    /// The answer of a word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Done, Self::Later, Self::Skip].into_iter().find(|answer| answer.word() == word)
    }
}
