//! `run`: the daemon.

use std::io::{IsTerminal, Write, stdout};

use super::{Failure, workspace::Workspace};
use crate::{
    daemon::{self, Attendance, Setup, Stopped},
    engine::Greeting,
};

/// Runs the daemon until it is stopped.
pub(super) fn run(workspace: &Workspace, out: &mut impl Write) -> Result<(), Failure> {
    let source = workspace.source();
    let watched = workspace.is_trial() || stdout().is_terminal();
    let by_manager = workspace.variable("NOTIFY_SOCKET").is_some() || prints_to_journal(workspace);
    let setup = Setup {
        source: source.clone(),
        paths: workspace.paths.clone(),
        language: workspace.language.clone(),
        desktop: workspace.desktop(),
        system_bus: workspace.system_bus(),
        greeting: if watched { Greeting::Always } else { Greeting::FirstTime },
        attendance: if by_manager { Attendance::Service } else { Attendance::Person },
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(daemon::run(setup, out)).map_err(|stopped| match stopped {
        Stopped::BadPlan(report) => workspace.bad_plan(&source, report),
        Stopped::RunsAlready => Failure::RunsAlready(stopped.to_string()),
        Stopped::State(_) | Stopped::System(_) => Failure::Failed(stopped.to_string()),
    })
}

/// Whether what is printed goes into the system's journal, which would keep a plan's text.
fn prints_to_journal(workspace: &Workspace) -> bool {
    let Ok(status) = rustix::fs::fstat(stdout()) else { return false };
    let stream = format!("{}:{}", status.st_dev, status.st_ino);
    workspace.variable("JOURNAL_STREAM").is_some_and(|journal| *journal == *stream)
}
