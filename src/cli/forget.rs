//! `forget`: the history is erased.

use std::io::{IsTerminal, Write, stdin};

use clap::Args;

use super::{Failure, ask, begins_with, workspace::Workspace, write_text};
use crate::{
    language::Language,
    report::paragraph,
    world::{
        control::{Request, Unreachable},
        journal::Journal,
        state,
    },
};

/// How to forget.
#[derive(Debug, Args)]
pub(super) struct ForgetArgs {
    /// Do not ask.
    #[arg(long)]
    yes: bool,
}

/// Erases the history of what was done, after asking.
pub(super) fn run(
    workspace: &Workspace,
    arguments: &ForgetArgs,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let language = &workspace.language;
    if !arguments.yes && !agrees(language, out)? {
        return write_text(&format!("{}\n", language.say("forget-nothing")), out);
    }
    let told = match ask::ask(workspace, &Request::Forget) {
        Ok(told) => told,
        Err(Unreachable::Refused(why)) => return Err(Failure::Failed(why)),
        Err(Unreachable::NotRunning) => without_daemon(workspace)?,
    };
    let out_of_reach = paragraph("", &language.say("forget-out-of-reach"));
    write_text(&format!("{told}\n{out_of_reach}\n"), out)
}

fn agrees(language: &Language, out: &mut impl Write) -> Result<bool, Failure> {
    if !stdin().is_terminal() {
        return Err(Failure::Usage(language.say("forget-nobody")));
    }
    let keys = language.say("answer-no-is-usual");
    write_text(&format!("{} {keys}: ", language.say("forget-question")), out)?;
    let mut answer = String::new();
    stdin().read_line(&mut answer)?;
    Ok(begins_with(&answer, &language.say("answer-yes")))
}

fn without_daemon(workspace: &Workspace) -> Result<String, Failure> {
    let paths = &workspace.paths;
    if !paths.history().exists() {
        return Ok(workspace.language.say("forget-none"));
    }
    let held = state::hold(paths).map_err(|error| Failure::Failed(error.to_string()))?;
    let mut found = Journal::open(paths, workspace.now());
    found.journal.erase().map_err(|error| Failure::Failed(error.to_string()))?;
    drop(held);
    Ok(workspace.language.say("forget-erased"))
}
