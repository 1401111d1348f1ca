//! One restriction on one date, and the strictest of several.

use std::collections::BTreeSet;

use chrono::{NaiveDate, TimeDelta};

use super::stem;
use crate::{plan::model::Restriction, schedule::Schedule};

/// What the plan says, from the mildest to the strictest.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It was closed and is free, and the plan adds nothing to that.
    Yes,
    /// It was closed and is free, as far as the plan's words go.
    YesIf,
    /// It is closed until this date, if anybody knows; but what was asked is allowed meanwhile.
    Meanwhile(Option<NaiveDate>),
    /// The plan says nothing about it.
    Silent,
    /// It is free, but somebody is to be asked about this very thing.
    AskFirst,
    /// It is closed until this date, on which it is free.
    NotYet(NaiveDate),
    /// It is closed until somebody decides.
    Ask,
}

/// What the plan says about one restriction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The restriction.
    pub id: String,
    /// What it is about.
    pub label: String,
    /// What decides.
    pub verdict: Verdict,
    /// What is allowed while it is closed.
    pub meanwhile: Option<String>,
    /// What is allowed once it is free.
    pub then: Option<String>,
    /// Why it is closed.
    pub because: Option<String>,
    /// Whom to ask, in the plan's words.
    pub ask: Option<String>,
    /// The date on which it is closed next, while it is free.
    pub closes: Option<NaiveDate>,
}

/// What the plan says about a restriction on a date, for one who asked with these words.
pub(super) fn part(
    schedule: &Schedule,
    restriction: &Restriction,
    date: NaiveDate,
    asked: &[String],
) -> Part {
    let Restriction { id, label, meanwhile, then, because, ask, .. } = restriction.clone();
    let is_free = !schedule.days().closed(restriction, date);
    let closes = is_free.then(|| next_closed(schedule, restriction, date)).flatten();
    let verdict = verdict(schedule, restriction, date, asked);
    Part { id, label, verdict, meanwhile, then, because, ask, closes }
}

/// The strictest part decides; a part of which the plan says nothing is never "yes".
pub(super) fn strictest(parts: &[Part], any_unsaid: bool) -> Verdict {
    let verdicts = parts.iter().map(|part| part.verdict.clone());
    let unsaid = (any_unsaid || parts.is_empty()).then_some(Verdict::Silent);
    verdicts.chain(unsaid).max().unwrap_or(Verdict::Silent)
}

fn verdict(
    schedule: &Schedule,
    restriction: &Restriction,
    date: NaiveDate,
    asked: &[String],
) -> Verdict {
    let days = schedule.days();
    let says = |text: &Option<String>| text.as_deref().is_some_and(|text| names(text, asked));
    if days.closed(restriction, date) {
        let free_from = days.free_from(restriction, date);
        return match free_from {
            _ if says(&restriction.meanwhile) => Verdict::Meanwhile(free_from),
            Some(date) => Verdict::NotYet(date),
            None => Verdict::Ask,
        };
    }
    if !was_closed(schedule, restriction, date) {
        // What follows a time that has not begun is not allowed by it.
        return Verdict::Silent;
    }
    if says(&restriction.ask) {
        return Verdict::AskFirst;
    }
    if adds_to_label(restriction) { Verdict::YesIf } else { Verdict::Yes }
}

/// Whether it was closed on any date before this one.
fn was_closed(schedule: &Schedule, restriction: &Restriction, date: NaiveDate) -> bool {
    let days = schedule.days();
    let first_day = i64::from(restriction.days.first().unwrap_or(0).min(0));
    let first = days.next(NaiveDate::MIN).zip(TimeDelta::try_days(first_day));
    let Some(start) = first.and_then(|(first, before)| first.checked_add_signed(before)) else {
        return false;
    };
    let mut dates = start.iter_days().take_while(|day| *day < date);
    dates.any(|day| days.closed(restriction, day))
}

/// The next date on which it is closed, up to the next session; without one, as far as its days go.
fn next_closed(
    schedule: &Schedule,
    restriction: &Restriction,
    date: NaiveDate,
) -> Option<NaiveDate> {
    let days = schedule.days();
    let last = days.next(date).or_else(|| days.last_covered(Some(&restriction.days)))?;
    let mut dates = date.iter_days().skip(1).take_while(|day| *day <= last);
    dates.find(|day| days.closed(restriction, *day))
}

/// Whether a text names the very thing that was asked about.
fn names(text: &str, asked: &[String]) -> bool {
    let stems: Vec<String> = stem::stems(text).collect();
    !asked.is_empty() && stems.windows(asked.len()).any(|some| some == asked)
}

/// Whether `then` says more than that the thing itself is allowed. Whatever it adds is a condition:
/// that needs no language, and takes a word too many for one rather than one too few.
fn adds_to_label(restriction: &Restriction) -> bool {
    let Restriction { id, label, words, then, .. } = restriction;
    let known: BTreeSet<String> =
        words.iter().chain([id, label]).flat_map(|text| stem::stems(text)).collect();
    let empty: BTreeSet<String> = stem::stems("and or again is are allowed").collect();
    let mut said = then.iter().flat_map(|then| stem::stems(then));
    said.any(|stem| !known.contains(&stem) && !empty.contains(&stem))
}
