//! What comes next: occurrences in order, for `next`.

use chrono::NaiveDate;
use serde::Serialize;

use super::{SCHEMA, paragraph, quiet_hint, rfc3339, time};
use crate::{
    language::Language,
    schedule::{
        Schedule,
        occurrence::{Kind, Occurrence, Wording},
    },
};

/// The answer of `next --json`.
#[derive(Debug, Serialize)]
pub struct Calendar {
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
    text: String,
    discreet: String,
}

/// Occurrences as data.
pub fn json(schedule: &Schedule, occurrences: &[Occurrence], language: &Language) -> Calendar {
    let occurrences = occurrences
        .iter()
        .filter_map(|occurrence| Some((occurrence, schedule.wording(&occurrence.key, language)?)))
        .map(|(occurrence, Wording { text, discreet, .. })| Item {
            id: occurrence.key.reminder.clone(),
            kind: occurrence.kind,
            date: occurrence.key.date,
            slot: occurrence.key.slot,
            at: rfc3339(occurrence.due, schedule.zone()),
            text,
            discreet,
        })
        .collect();
    Calendar { schema: SCHEMA, occurrences }
}

/// Occurrences as a list, a heading for each date.
pub fn text(schedule: &Schedule, occurrences: &[Occurrence], language: &Language) -> String {
    let mut lines = Vec::new();
    let mut heading = None;
    for occurrence in occurrences {
        let date = schedule.wall_date(occurrence.due);
        if heading != Some(date) {
            lines.extend(heading.map(|_| String::new()));
            lines.push(day_heading(schedule, date, language));
            heading = Some(date);
        }
        lines.push(line(schedule, occurrence, language));
    }
    if lines.is_empty() {
        lines.push(paragraph("", &nothing(schedule, language)));
    }
    lines.join("\n") + "\n"
}

fn day_heading(schedule: &Schedule, date: NaiveDate, language: &Language) -> String {
    let written = language.short_date(date);
    match schedule.days().number(date) {
        None => written,
        Some(day) => {
            format!("{written}, {}", language.say_with("day-within", &[("day", day.into())]))
        }
    }
}

fn line(schedule: &Schedule, occurrence: &Occurrence, language: &Language) -> String {
    let wording = schedule.wording(&occurrence.key, language);
    let text = wording.map(|wording| wording.text).unwrap_or_default();
    let waits = quiet_hint(schedule, occurrence, language);
    let lead = format!("  {}  ", time(occurrence.due, schedule.zone()));
    paragraph(&lead, &format!("{text}{waits} [{}]", occurrence.key.reminder))
}

/// Why a calendar is empty.
pub fn nothing(schedule: &Schedule, language: &Language) -> String {
    if schedule.days().is_empty() {
        format!("{}\nsessions = [2026-11-20]", language.say("nothing-no-session"))
    } else {
        language.say("nothing-then")
    }
}
