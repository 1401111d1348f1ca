//! `forget`: the history is erased.

use std::io::{IsTerminal, Write, stdin};

use clap::Args;

use super::{Failure, ask, workspace::Workspace, write_text};
use crate::world::{
    control::{Request, Unreachable},
    journal::Journal,
    state,
};

/// How to forget.
#[derive(Debug, Args)]
pub(super) struct ForgetArgs {
    /// Do not ask.
    #[arg(long)]
    yes: bool,
}

const OUT_OF_REACH: &str = "\
Out of reach: your plan file, what you exported, backups of this computer, the list of old
notifications that your desktop may keep, and the system's log, which has ids and outcomes only.
";

/// Erases the history of what was done, after asking.
pub(super) fn run(
    workspace: &Workspace,
    arguments: &ForgetArgs,
    out: &mut impl Write,
) -> Result<(), Failure> {
    if !arguments.yes && !agrees(out)? {
        return write_text("Nothing was erased.\n", out);
    }
    let told = match ask::ask(workspace, &Request::Forget) {
        Ok(told) => told,
        Err(Unreachable::Refused(why)) => return Err(Failure::Failed(why)),
        Err(Unreachable::NotRunning) => without_daemon(workspace)?,
    };
    write_text(&format!("{told}\n{OUT_OF_REACH}"), out)
}

fn agrees(out: &mut impl Write) -> Result<bool, Failure> {
    if !stdin().is_terminal() {
        let why = "there is nobody to ask whether the history is to be erased: add --yes";
        return Err(Failure::Usage(why.to_owned()));
    }
    write_text("Erase the history of what you did? It cannot be brought back. [y/N]: ", out)?;
    let mut answer = String::new();
    stdin().read_line(&mut answer)?;
    Ok(answer.trim().to_lowercase().starts_with('y'))
}

fn without_daemon(workspace: &Workspace) -> Result<String, Failure> {
    let paths = &workspace.paths;
    if !paths.history().exists() {
        return Ok("There is no history.".to_owned());
    }
    let held = state::hold(paths).map_err(|error| Failure::Failed(error.to_string()))?;
    let mut found = Journal::open(paths, workspace.now());
    found.journal.erase().map_err(|error| Failure::Failed(error.to_string()))?;
    drop(held);
    Ok("The history is erased.".to_owned())
}
