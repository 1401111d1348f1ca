//! `next`: what comes.

use std::io::Write;

use chrono::{NaiveDate, TimeDelta};

use super::{Failure, NextArgs, print, workspace::Workspace};
use crate::{
    language::Language,
    report::calendar,
    schedule::{Schedule, occurrence::Occurrence, zone::Moment},
};

/// How many are shown when nothing limits them.
const USUAL: usize = 10;

/// How far ahead is looked when no end is given.
const AHEAD: TimeDelta = TimeDelta::days(366 * 8);

/// How much is looked at in one go while searching for so many.
const STRIDE: TimeDelta = TimeDelta::days(7);

/// Shows what comes; with dates that need no clock, none is read.
pub(super) fn run(
    workspace: &Workspace,
    arguments: &NextArgs,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let schedule = workspace.schedule()?;
    let date = |word| workspace.date(word, schedule.zone());
    let after = match arguments.from {
        Some(word) => schedule.midnight(date(word)) - TimeDelta::nanoseconds(1),
        None => workspace.now(),
    };
    let until = match arguments.until {
        Some(word) => end_of(&schedule, date(word)),
        None => after.checked_add_signed(AHEAD).unwrap_or(Moment::MAX_UTC),
    };
    let usual = if arguments.until.is_some() { usize::MAX } else { USUAL };
    let found = first(&schedule, after, until, arguments.number.unwrap_or(usual));
    let json = calendar::json(&schedule, &found, &Language::english());
    let text = || calendar::text(&schedule, &found, &workspace.language);
    print(&arguments.output, &json, text, out)
}

/// The first so many after one moment and not after another.
fn first(schedule: &Schedule, after: Moment, until: Moment, number: usize) -> Vec<Occurrence> {
    let (mut found, mut reached) = (Vec::new(), after);
    while reached < until && found.len() < number {
        let Some(next) = schedule.next_after(reached) else { break };
        let stop = next.due.checked_add_signed(STRIDE).unwrap_or(until).min(until);
        if stop < next.due {
            break;
        }
        found.extend(schedule.between(reached, stop));
        reached = stop;
    }
    found.truncate(number);
    found
}

/// The last moment of a date.
fn end_of(schedule: &Schedule, date: NaiveDate) -> Moment {
    date.succ_opt()
        .map_or(Moment::MAX_UTC, |next| schedule.midnight(next) - TimeDelta::nanoseconds(1))
}
