//! `explain`: one entry of the plan, who said what in it, and what comes of it.

use std::io::Write;

use super::{Failure, Output, print, workspace::Workspace};
use crate::{
    report::explain::{Asked, explain},
    schedule::Schedule,
};

/// Explains the reminder, restriction or phase of this id.
pub(super) fn run(
    workspace: &Workspace,
    id: &str,
    output: &Output,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let good = workspace.good()?;
    let schedule = Schedule::new(good.active.plan, good.active.zone);
    // Why it does not come does not depend on the history; that it cannot be read is told by others.
    let memory = workspace.memory().unwrap_or_default();
    let (reading, now) = (&good.reading, workspace.now());
    let asked = Asked { reading, schedule: &schedule, memory: &memory, now };
    let Some(explanation) = explain(asked, id) else {
        let near = reading.nearest_id(id).map(|near| format!("; did you mean `{near}`?"));
        return Err(Failure::Failed(format!(
            "the plan has no entry `{id}`{}",
            near.unwrap_or_else(|| "; `aftercare next` shows ids".to_owned())
        )));
    };
    print(output, &explanation, || explanation.text(schedule.wall_date(now)), out)
}
