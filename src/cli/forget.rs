//! `forget`: the history is erased.

use std::io::{IsTerminal, Write, stdin};

use clap::Args;

use super::{Failure, ask, workspace::Workspace, write_text};
use crate::world::{
    control::{Request, Unreachable},
    journal,
    state::{self, Paths},
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
        Err(Unreachable::NotRunning) => without_daemon(&workspace.paths)?,
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

fn without_daemon(paths: &Paths) -> Result<String, Failure> {
    let held = state::hold(paths).map_err(|error| Failure::Failed(error.to_string()))?;
    let removed = journal::remove(paths)?;
    drop(held);
    let names: Vec<String> = removed.iter().map(|file| format!("  {}", file.display())).collect();
    match names.as_slice() {
        [] => Ok("There is no history.".to_owned()),
        names => Ok(format!("The history is erased:\n{}", names.join("\n"))),
    }
}
