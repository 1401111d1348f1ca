//! `history`: what became of each reminder.

use std::io::Write;

use super::{Failure, Output, print, workspace::Workspace};
use crate::report::history;

/// Shows the history, which needs neither daemon nor plan.
pub(super) fn run(
    workspace: &Workspace,
    output: &Output,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let (memory, zone) = (workspace.memory()?, &workspace.system);
    let json = history::json(&memory, zone);
    print(output, &json, || history::text(&memory, zone, &workspace.language), out)
}
