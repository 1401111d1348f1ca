//! `timeline`: a picture of the plan and of what was done, a column for each day.

use std::io::Write;

use super::{Failure, TimelineArgs, print, workspace::Workspace};
use crate::{
    report::timeline::{self, LONGEST, Range},
    schedule::Schedule,
};

/// Draws the days that were asked for, or those around the sessions.
pub(super) fn run(
    workspace: &Workspace,
    arguments: &TimelineArgs,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let schedule = workspace.schedule()?;
    // What is closed does not depend on the history; that it cannot be read is told by others.
    let memory = workspace.memory().unwrap_or_default();
    let range = range(workspace, arguments, &schedule)?;
    let language = workspace.language_for(&arguments.output);
    let timeline = timeline::timeline(&schedule, &memory, range, workspace.now(), &language);
    print(&arguments.output, &timeline, || timeline.text(&language), out)
}

fn range(
    workspace: &Workspace,
    arguments: &TimelineArgs,
    schedule: &Schedule,
) -> Result<Range, Failure> {
    let today = schedule.wall_date(workspace.now());
    let typed = |word| workspace.date(word, schedule.zone());
    let range = match (arguments.from.map(typed), arguments.until.map(typed)) {
        (None, None) => return Ok(timeline::usual_range(schedule, today)),
        (Some(from), None) => Range::starting(from),
        (None, Some(until)) => Range::ending(until),
        (Some(from), Some(until)) => Range { from, until },
    };
    checked(range)
}

fn checked(range: Range) -> Result<Range, Failure> {
    let Range { from, until } = range;
    let days = (until - from).num_days() + 1;
    if days < 1 {
        return Err(Failure::Usage(format!(
            "{until} is before {from}; write --until a later date"
        )));
    }
    if LONGEST < days {
        let last = Range::longest(from).until;
        return Err(Failure::Usage(format!(
            "a timeline has {LONGEST} days at most; write --until {last} or an earlier date"
        )));
    }
    Ok(range)
}
