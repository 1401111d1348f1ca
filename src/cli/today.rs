//! `today`: what holds on a day, and what is to be done.

use std::io::Write;

use super::{DateWord, Failure, Output, print, workspace::Workspace};
use crate::report::today;

/// Shows today, or another date; with a date that needs no clock, none is read.
pub(super) fn run(
    workspace: &Workspace,
    date: Option<DateWord>,
    output: &Output,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let schedule = workspace.schedule()?;
    // What is allowed does not depend on the history; that it cannot be read is told by others.
    let memory = workspace.memory().unwrap_or_default();
    let now = date.is_none().then(|| workspace.now());
    let date = workspace.date(date.unwrap_or(DateWord::FromToday(0)), schedule.zone());
    let language = workspace.language_for(output);
    let today = today::today(&schedule, &memory, date, now, &language);
    print(output, &today, || today.text(&language), out)
}
