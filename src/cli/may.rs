//! `may`: what the plan says about one thing.

use std::io::Write;

use super::{DateWord, Failure, Output, print, workspace::Workspace};
use crate::{may, report};

/// Answers for today, or for another date; with a date that needs no clock, none is read.
pub(super) fn run(
    workspace: &Workspace,
    words: &str,
    date: Option<DateWord>,
    output: &Output,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let schedule = workspace.schedule()?;
    let date = workspace.date(date.unwrap_or(DateWord::FromToday(0)), schedule.zone());
    let language = &workspace.language;
    let answer = may::answer(&schedule, date, words, language);
    let language = &workspace.language_for(output);
    let view = report::may::view(&schedule, date, words, &answer, language);
    let view = view.map_err(Failure::Usage)?;
    print(output, &view, || view.text(language), out)
}
