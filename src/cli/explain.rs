//! `explain`: one entry of the plan, who said what in it, and what comes of it.

use std::io::Write;

use super::{Failure, Output, print, workspace::Workspace};
use crate::{
    plan::{Reading, entry::EntryKind},
    report::explain::{Asked, explain},
    schedule::{Schedule, occurrence::RELEASE},
};

/// Explains the reminder, restriction or phase of this id.
pub(super) fn run(
    workspace: &Workspace,
    id: &str,
    output: &Output,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let good = workspace.in_force()?;
    let schedule = Schedule::new(good.active.plan, good.active.zone);
    // Why it does not come does not depend on the history; that it cannot be read is told by others.
    let memory = workspace.memory().unwrap_or_default();
    let (reading, now) = (&good.reading, workspace.now());
    let language = &workspace.language_for(output);
    let asked = Asked { reading, schedule: &schedule, memory: &memory, now, language };
    let Some(explanation) = explain(asked, id) else {
        return Err(Failure::Failed(unknown(reading, id)));
    };
    print(output, &explanation, || explanation.text(schedule.wall_date(now), language), out)
}

/// What there is instead.
fn unknown(reading: &Reading, id: &str) -> String {
    if id == RELEASE {
        return "`release` is the notice that something is allowed again; it comes from the \
                restrictions, so explain one of those"
            .to_owned();
    }
    if let Some(near) = reading.nearest_id(id) {
        return format!("the plan has no entry `{id}`; did you mean `{near}`?");
    }
    let lists = EntryKind::ALL.into_iter().map(|kind| {
        let ids: Vec<&str> = reading.entries(kind).map(|entry| entry.id).collect();
        format!("{}s: {}", kind.name(), ids.join(", "))
    });
    format!("the plan has no entry `{id}`; it has\n{}", lists.collect::<Vec<_>>().join("\n"))
}
