//! `warning-signs`: when to call somebody. Text only: it is never a diagnosis.

use std::io::Write;

use super::{Failure, workspace::Workspace, write_text};
use crate::report::warning_signs;

/// Shows the signs and the plan's contacts. Without a plan it names no one, but it always answers.
pub(super) fn run(workspace: &Workspace, out: &mut impl Write) -> Result<(), Failure> {
    let contact = workspace.schedule().map(|schedule| schedule.plan().contact.clone());
    write_text(&warning_signs::text(&contact.unwrap_or_default(), &workspace.language), out)
}
