//! What became of each occurrence, for `history`.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use super::{SCHEMA, rfc3339, time};
use crate::{
    engine::{
        memory::{Fate, Known, Memory},
        record::Outcome,
    },
    language::Language,
    schedule::{
        occurrence::{Key, Kind},
        zone::{Moment, Zone},
    },
};

/// The answer of `history --json`.
#[derive(Debug, Serialize)]
pub struct History {
    schema: u32,
    occurrences: Vec<Item>,
}

#[derive(Debug, Serialize)]
struct Item {
    id: String,
    kind: Kind,
    date: NaiveDate,
    slot: u16,
    at: String,
    state: State,
    /// When it came to that state; `null` while it is open.
    since: Option<String>,
}

/// The history as data, oldest first.
pub fn json(memory: &Memory, zone: &Zone) -> History {
    let occurrences = in_order(memory)
        .into_iter()
        .map(|(key, known)| Item {
            id: key.reminder.clone(),
            kind: known.kind,
            date: key.date,
            slot: key.slot,
            at: rfc3339(known.due, zone),
            state: State::of(known),
            since: ended_at(known).map(|at| rfc3339(at, zone)),
        })
        .collect();
    History { schema: SCHEMA, occurrences }
}

/// The columns of a date, at least: most months fit.
const DATES: usize = 15;

/// How the history begins as comma-separated values, which is the names of their columns.
pub const CSV_SIGNATURE: &str = "id,kind,date,slot,at,state,since\r\n";

/// How the history begins as JSON.
pub const JSON_SIGNATURE: &str = "{\"schema\":1,\"occurrences\":";

impl History {
    /// The same as comma-separated values by RFC 4180, oldest first. None of them needs quotes:
    /// an id has letters, digits and hyphens only.
    pub fn csv(&self) -> String {
        let lines = self.occurrences.iter().map(Item::csv);
        std::iter::once(CSV_SIGNATURE.to_owned()).chain(lines).collect()
    }
}

impl Item {
    fn csv(&self) -> String {
        let Self { id, kind, date, slot, at, state, since } = self;
        let state = state.word();
        let since = since.as_deref().unwrap_or_default();
        format!("{id},{},{date},{slot},{at},{state},{since}\r\n", kind.word())
    }
}

/// The history as a table, oldest first.
pub fn text(memory: &Memory, zone: &Zone, language: &Language) -> String {
    let known = in_order(memory);
    if known.is_empty() {
        return format!("{}\n", language.say("history-nothing"));
    }
    let dates: Vec<String> = known.iter().map(|(key, _)| language.short_date(key.date)).collect();
    let width = dates.iter().map(|date| date.chars().count()).max().unwrap_or(0).max(DATES);
    let lines = known.iter().zip(dates).map(|((key, known), date)| {
        let (due, state) = (time(known.due, zone), state_since(known, zone, language));
        format!("{date:<width$}  {due}  {:<24}  {state}\n", key.reminder)
    });
    lines.collect()
}

fn state_since(known: &Known, zone: &Zone, language: &Language) -> String {
    let state = State::of(known).told(language);
    let Some(at) = ended_at(known) else { return state };
    language.say_with("state-at", &[("state", state.into()), ("time", time(at, zone).into())])
}

/// Where an occurrence stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is to come.
    Planned,
    /// It has come, and waits for the screen.
    Due,
    /// It waits for an answer.
    Shown,
    /// It is over.
    Ended(Outcome),
    /// Its time has passed, and there is no history of it.
    Unrecorded,
}

impl State {
    /// The state of what is known.
    pub fn of(known: &Known) -> Self {
        match &known.fate {
            Fate::Ended { outcome, .. } => Self::Ended(*outcome),
            Fate::Open(open) if open.was_shown() => Self::Shown,
            Fate::Open(_) => Self::Due,
        }
    }

    /// The word for it in JSON and in tables for other programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Due => "due",
            Self::Shown => "shown",
            Self::Ended(outcome) => outcome.word(),
            Self::Unrecorded => "unrecorded",
        }
    }

    /// The word for it that a person reads.
    pub fn told(self, language: &Language) -> String {
        language.say(match self {
            Self::Planned => "state-planned",
            Self::Due => "state-due",
            Self::Shown => "state-shown",
            Self::Ended(Outcome::Done) => "state-done",
            Self::Ended(Outcome::Skipped) => "state-skipped",
            Self::Ended(Outcome::Unanswered) => "state-unanswered",
            Self::Ended(Outcome::Missed) => "state-missed",
            Self::Ended(Outcome::Withdrawn) => "state-withdrawn",
            Self::Ended(Outcome::Noted) => "state-noted",
            Self::Unrecorded => "state-unrecorded",
        })
    }
}

impl Serialize for State {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

fn ended_at(known: &Known) -> Option<Moment> {
    match &known.fate {
        Fate::Open(_) => None,
        Fate::Ended { at, .. } => Some(*at),
    }
}

fn in_order(memory: &Memory) -> Vec<(&Key, &Known)> {
    let mut known: Vec<_> = memory.known().collect();
    known.sort_by_key(|(key, known)| (known.due, *key));
    known
}
