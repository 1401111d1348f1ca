//! `run`: the daemon.

use std::io::{IsTerminal, Write, stdout};

use super::{Failure, workspace::Workspace};
use crate::{
    daemon::{self, Attendance, Setup, Stopped},
    engine::Greeting,
};

/// Runs the daemon until it is stopped.
pub(super) fn run(workspace: &Workspace, out: &mut impl Write) -> Result<(), Failure> {
    let source = workspace.source()?;
    let watched = workspace.is_trial() || stdout().is_terminal();
    let by_manager = workspace.variable("NOTIFY_SOCKET").is_some();
    let setup = Setup {
        source: source.clone(),
        paths: workspace.paths.clone(),
        desktop: workspace.desktop(),
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
