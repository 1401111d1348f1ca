//! What there is to see now: the plan, the history and the daemon, read afresh.

use crate::{
    cli::{Failure, ask, workspace::Workspace},
    report::{
        status::Status,
        today,
        watch::{Day, Scene, Trouble},
    },
    schedule::{Schedule, zone::Zone},
    world::{
        control::{Request, Unreachable},
        state,
    },
};

/// What is known of the daemon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// It has not been asked yet.
    Unknown,
    /// It answers, and all is well with it.
    Well,
    /// It answers, and something is wrong.
    Complains,
    /// It runs, but does not answer.
    Silent,
    /// None runs.
    Down,
}

impl Link {
    /// Asks the daemon how it is.
    pub(super) async fn ask(workspace: &Workspace) -> Self {
        match ask::over_bus(workspace, &Request::Status).await {
            Ok(json) => match serde_json::from_str::<Status>(&json) {
                Ok(status) if !status.complains() => Self::Well,
                Ok(_) | Err(_) => Self::Complains,
            },
            Err(Unreachable::Refused(_)) => Self::Complains,
            Err(Unreachable::NotRunning) if state::is_held(&workspace.paths) => Self::Silent,
            Err(Unreachable::NotRunning) => Self::Down,
        }
    }

    fn trouble(self) -> Option<Trouble> {
        match self {
            Self::Unknown | Self::Well => None,
            Self::Complains => Some(Trouble::Complaint),
            Self::Silent => Some(Trouble::Silent),
            Self::Down => Some(Trouble::NoDaemon),
        }
    }
}

/// Reads what there is to see, with a daemon that is linked like this.
pub(super) fn read(workspace: &Workspace, link: Link) -> Scene {
    let mut troubles: Vec<Trouble> = link.trouble().into_iter().collect();
    match workspace.plan_in_force() {
        Err(failure) => {
            scene(workspace, &workspace.system, Day::Unplanned(told(&failure)), troubles)
        }
        Ok((good, mistake)) => {
            let mistake = mistake.map(|it| format!("{}: {}", it.place, it.message));
            troubles.extend(mistake.map(Trouble::StalePlan));
            let schedule = Schedule::new(good.active.plan, good.active.zone);
            let memory = workspace.memory().unwrap_or_else(|failure| {
                troubles.push(Trouble::NoHistory(told(&failure)));
                crate::engine::memory::Memory::default()
            });
            let now = workspace.now();
            let date = schedule.wall_date(now);
            let today = today::today(&schedule, &memory, date, Some(now), &workspace.language);
            scene(workspace, schedule.zone(), Day::Planned(Box::new(today)), troubles)
        }
    }
}

fn scene(workspace: &Workspace, zone: &Zone, day: Day, troubles: Vec<Trouble>) -> Scene {
    let wall = zone.wall(workspace.now());
    let time = wall.format("%H:%M").to_string();
    Scene { date: wall.date_naive(), time, day, troubles }
}

/// Why something failed, for a line of the view.
pub(super) fn told(failure: &Failure) -> String {
    let told = failure.to_string();
    told.strip_prefix("error: ").unwrap_or(&told).trim_end().to_owned()
}
