//! `paths`: every file that is used.

use std::{io::Write, path::PathBuf};

use serde::Serialize;

use super::{Failure, Output, print, workspace::Workspace};
use crate::report::SCHEMA;

#[derive(Debug, Serialize)]
struct Answer {
    schema: u32,
    /// `null` when the built-in plan is meant.
    plan: Option<PathBuf>,
    history: PathBuf,
    lock: PathBuf,
    starts: PathBuf,
    control: PathBuf,
}

/// Shows every path, whether there is a file or not.
pub(super) fn run(
    workspace: &Workspace,
    output: &Output,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let source = workspace.source();
    let answer = Answer {
        schema: SCHEMA,
        plan: source.file().map(PathBuf::from),
        history: workspace.paths.history(),
        lock: workspace.paths.lock(),
        starts: workspace.paths.starts(),
        control: workspace.paths.control(),
    };
    let text = || {
        format!(
            "plan     {}\nhistory  {}\nlock     {}\nstarts   {}\ncontrol  {}\n",
            source.name(),
            answer.history.display(),
            answer.lock.display(),
            answer.starts.display(),
            answer.control.display()
        )
    };
    print(output, &answer, text, out)
}
