//! What the engine is told, and what it wants done.

use super::{
    answer::Reply,
    notice::{Answer, Handle, Notice, Ticket},
    record::{Departure, Entry, Scope},
    retention::Erasure,
};
use crate::{
    plan::model::Plan,
    schedule::zone::{Moment, Zone},
};

/// A fact, in the past tense.
#[derive(Debug, Clone)]
pub enum Event {
    /// Time has passed, or the clock was set.
    Tick,
    /// The plan file says something else now.
    PlanChanged(Box<ActivePlan>),
    /// The plan file cannot be used; the plan in force stays.
    PlanRejected(Mistake),
    /// The system's time zone is another one.
    ZoneChanged(Zone),
    /// A notification server answers.
    ServerUp(Server),
    /// There is no notification server.
    ServerDown,
    /// The server took a notification.
    Shown {
        /// The request.
        ticket: Ticket,
        /// Where it is on the screen.
        handle: Handle,
    },
    /// The server did not take a notification.
    NotShown {
        /// The request.
        ticket: Ticket,
        /// Whether it may be on the screen all the same.
        doubt: Doubt,
    },
    /// The person pressed a button.
    Answered {
        /// Of which notification.
        handle: Handle,
        /// Which one.
        answer: Answer,
    },
    /// A notification left the screen without an answer.
    Closed {
        /// Which one.
        handle: Handle,
        /// How.
        why: Departure,
    },
    /// The person gave a command; [`Effect::Reply`] answers it.
    Asked(Ask),
    /// The person can see the screen, or cannot.
    Attention(Attention),
    /// The history cannot be written, or can be again.
    HistoryTrouble(Option<HistoryTrouble>),
    /// The history could not be read; it was moved aside under this name.
    HistoryMoved(String),
    /// The daemon crashed again and again, so it came up with the last good plan.
    SafeModeEntered,
    /// The plan file is tried again.
    SafeModeLeft,
}

/// What a person can ask of the engine by a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// An answer for the newest occurrence of a reminder.
    Answer {
        /// The reminder.
        reminder: String,
        /// What they say.
        answer: Answer,
    },
    /// To be left alone until a moment or, without one, as long as is usual.
    Hold {
        /// With what.
        scope: Scope,
        /// The end.
        until: Option<Moment>,
    },
    /// To be reminded again.
    Resume {
        /// Of what.
        scope: Scope,
    },
}

/// A plan, the zone it is read in, and its fingerprint.
#[derive(Debug, Clone)]
pub struct ActivePlan {
    /// The plan.
    pub plan: Plan,
    /// The zone that its times are in.
    pub zone: Zone,
    /// Equal for equal plans.
    pub fingerprint: String,
}

/// Why the history cannot be kept just now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HistoryTrouble {
    /// The disk is full.
    Full,
    /// The file, its folder or its disk is read-only.
    ReadOnly,
    /// Another program holds it.
    Locked,
    /// It cannot be opened: a right, a folder or a file is missing.
    Closed,
    /// The disk reports errors.
    Failing,
    /// It became unreadable while the daemon ran.
    Damaged,
    /// Something else, in the words of the system.
    Other(String),
}

/// What is wrong with a plan file, for one line on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The file and line: "plan.toml, line 12".
    pub place: String,
    /// What is wrong there.
    pub message: String,
}

/// One run of a notification server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// The name of this run; another run has another name.
    pub name: String,
    /// How the person can answer there.
    pub answers: Answers,
}

/// How the person can answer a notification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answers {
    /// By buttons on it.
    Buttons,
    /// By a command only.
    Command,
}

/// Whether something new may appear on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attention {
    /// It may.
    Free,
    /// The screen is locked: nobody would see it, or everybody.
    Locked,
    /// The person has told the desktop to show no notifications.
    Inhibited,
}

/// Whether a notification that failed may be on the screen all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// It certainly is not.
    None,
    /// The server gave no answer in time: perhaps it is.
    PerhapsShown,
}

/// Something the engine wants done, in the order in which it is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Keep this in the journal.
    Record(Entry),
    /// Rewrite the journal without what is old, as soon as the disk lets it be done.
    Erase(Erasure),
    /// Put this on the screen.
    Show {
        /// The name of this request.
        ticket: Ticket,
        /// What to show.
        notice: Notice,
        /// What it takes the place of.
        replaces: Option<Handle>,
    },
    /// Take this off the screen.
    Withdraw(Handle),
    /// Something is due and there is no server: ask the bus to start one.
    Summon,
    /// Answer the command that was just handled.
    Reply(Reply),
}

/// What is known at a moment, for `status` and the control interface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlook {
    /// The next occurrence.
    pub next: Option<Upcoming>,
    /// The ids of the reminders that wait for an answer or for the screen.
    pub open: Vec<String>,
    /// The recovery day.
    pub day: Option<i32>,
    /// Whether a notification server answers.
    pub server: Option<String>,
    /// What is wrong with the plan file.
    pub plan_problem: Option<Mistake>,
    /// Whether the plan in force has any reminder.
    pub reminds: bool,
    /// Why the history is not being kept.
    pub history_problem: Option<HistoryTrouble>,
    /// What the person wants to be left alone with, each with its end if it has one.
    pub held: Vec<(Scope, Option<Moment>)>,
    /// Whether something new may appear on the screen.
    pub attention: Attention,
    /// The moment at which time alone makes it another one, besides [`Engine::wake`].
    ///
    /// [`Engine::wake`]: super::Engine::wake
    pub until: Option<Moment>,
}

/// The next occurrence, in an [`Outlook`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upcoming {
    /// The id of its reminder.
    pub reminder: String,
    /// When it comes due.
    pub due: Moment,
    /// As much of its text as the plan lets others see.
    pub text: String,
}
