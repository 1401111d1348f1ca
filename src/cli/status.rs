//! `status`: how the daemon is.

use std::io::Write;

use super::{Failure, Output, ask, print, workspace::Workspace, write_text};
use crate::{
    report::status::Status,
    world::{
        control::{Request, Unreachable},
        state,
    },
};

/// Shows what the running daemon says of itself.
pub(super) fn run(
    workspace: &Workspace,
    output: &Output,
    out: &mut impl Write,
) -> Result<(), Failure> {
    match ask::ask(workspace, &Request::Status) {
        Ok(json) => {
            let status: Status = serde_json::from_str(&json)
                .map_err(|error| Failure::Failed(format!("the daemon's answer is odd: {error}")))?;
            print(output, &status, || status.text(workspace.now(), &workspace.language), out)
        }
        Err(Unreachable::Refused(why)) => Err(Failure::Failed(why)),
        Err(Unreachable::NotRunning) => {
            if output.json {
                write_text("{\"schema\":1,\"running\":false}\n", out)?;
            }
            Err(not_reachable(workspace))
        }
    }
}

/// Nobody answers: the lock tells whether there is a daemon all the same.
fn not_reachable(workspace: &Workspace) -> Failure {
    let why =
        if state::is_held(&workspace.paths) { "status-no-answer" } else { "status-not-running" };
    Failure::NotRunning(workspace.language.say(why))
}
