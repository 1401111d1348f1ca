//! What became of each occurrence, for `history`.

use chrono::NaiveDate;
use serde::Serialize;

use super::{SCHEMA, rfc3339, short_date, time};
use crate::{
    engine::memory::{Fate, Known, Memory},
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
    state: &'static str,
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
            state: state(known),
            since: ended_at(known).map(|at| rfc3339(at, zone)),
        })
        .collect();
    History { schema: SCHEMA, occurrences }
}

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
        let since = since.as_deref().unwrap_or_default();
        format!("{id},{},{date},{slot},{at},{state},{since}\r\n", kind.word())
    }
}

/// The history as a table, oldest first.
pub fn text(memory: &Memory, zone: &Zone) -> String {
    let lines: Vec<String> = in_order(memory)
        .into_iter()
        .map(|(key, known)| {
            let since = ended_at(known).map(|at| format!(" at {}", time(at, zone)));
            let (date, due) = (short_date(key.date), time(known.due, zone));
            let since = since.unwrap_or_default();
            format!("{date:<15}  {due}  {:<24}  {}{since}", key.reminder, state(known))
        })
        .collect();
    if lines.is_empty() {
        return "Nothing has come due yet.\n".to_owned();
    }
    lines.join("\n") + "\n"
}

/// The word for where an occurrence stands.
pub fn state(known: &Known) -> &'static str {
    match &known.fate {
        Fate::Ended { outcome, .. } => outcome.word(),
        Fate::Open(open) if open.was_shown() => "shown",
        Fate::Open(_) => "due",
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
