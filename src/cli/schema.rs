//! `schema`: what an editor needs to help with a plan.

use std::io::Write;

use super::{Failure, workspace::Workspace, write_text};
use crate::world::plan_schema;

/// Prints the schema.
pub(super) fn print(out: &mut impl Write) -> Result<(), Failure> {
    write_text(plan_schema::TEXT, out)
}

/// Puts the schema beside the plan, and says how the plan names it.
pub(super) fn write(workspace: &Workspace, out: &mut impl Write) -> Result<(), Failure> {
    let source = workspace.source();
    let Some(plan) = source.file() else {
        let message = "the built-in plan is no file; name yours with --plan FILE";
        return Err(Failure::Usage(message.to_owned()));
    };
    let file = plan_schema::write_beside(plan)
        .map_err(|unwritten| Failure::Failed(unwritten.to_string()))?;
    let text = format!(
        "Wrote {}\nMake this the first line of {}:\n\n{}\n",
        file.display(),
        source.name(),
        plan_schema::FIRST_LINE
    );
    write_text(&text, out)
}
