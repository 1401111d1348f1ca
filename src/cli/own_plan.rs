//! The plan file that a person may change by command.

use std::{io::Write, path::Path};

use super::{
    Failure, ask,
    workspace::{SHARED_PLAN, Workspace},
    write_text,
};
use crate::{
    plan::{edit, model::Shift},
    schedule::Schedule,
    world::{
        control::Request,
        plan_file::Unreadable,
        plan_source::{Good, Loaded, PlanSource},
        plan_writer::{Original, Unwritten},
    },
};

/// A person's own plan file, as it was read.
pub(super) struct OwnPlan {
    pub(super) source: PlanSource,
    pub(super) original: Original,
}

impl From<Unwritten> for Failure {
    fn from(why: Unwritten) -> Self {
        Self::Failed(why.to_string())
    }
}

impl OwnPlan {
    /// The file that is to be changed, whether or not it has mistakes.
    pub(super) fn open(workspace: &Workspace) -> Result<Self, Failure> {
        if workspace.is_trial() {
            return Err(Failure::Usage(
                "--session tries out a plan that is in no file, so nothing can be changed\n\
                 Leave --session out to change your own plan."
                    .to_owned(),
            ));
        }
        let source = workspace.source();
        let file = source.file().unwrap_or(&workspace.paths.plan);
        if file == Path::new(SHARED_PLAN) {
            return Err(shared(&workspace.paths.plan));
        }
        match Original::read(file) {
            Ok(original) => Ok(Self { source, original }),
            Err(Unreadable::Missing) => {
                let about = [("file", file.display().to_string().into())];
                let none = workspace.language.say_with("plan-none-at", &about);
                Err(Failure::Plan(format!("{none} {}", workspace.language.say("plan-make"))))
            }
            Err(why) => Err(Failure::Plan(format!("error: {}: {why}", file.display()))),
        }
    }

    /// What the file says now, or its mistakes.
    pub(super) fn schedule(&self, workspace: &Workspace) -> Result<Schedule, Failure> {
        match self.source.load_text(self.original.text(), &workspace.system, workspace.look()) {
            Loaded::Good(good) => Ok(schedule(*good)),
            Loaded::Bad(bad) => {
                let keys = ["plan-has-mistake", "plan-mend"];
                let why = keys.map(|key| workspace.language.say(key)).join("\n");
                Err(Failure::Plan(format!("{}\n{why}", bad.report)))
            }
        }
    }

    /// The shifts that its templates would put in force without the file's own list; `None` where
    /// they would be a mistake, since they are about sessions that it has not.
    pub(super) fn templates_shifts(&self, workspace: &Workspace) -> Option<Vec<Shift>> {
        let text = edit::without_shifts(self.original.text());
        match self.source.load_text(&text, &workspace.system, workspace.look()) {
            Loaded::Good(good) => Some(good.active.plan.shifts),
            Loaded::Bad(_) => None,
        }
    }

    /// Writes the plan and tells the daemon, which may be unable to notice it: files on a network
    /// drive change in silence. Without a daemon, the next one reads the plan anyway.
    pub(super) fn replace(&self, text: &str, workspace: &Workspace) -> Result<(), Unwritten> {
        self.original.replace(text)?;
        ask::ask(workspace, &Request::Reload).ok();
        Ok(())
    }

    /// What the file would say with another text; nothing is written.
    pub(super) fn with(
        &self,
        text: &str,
        workspace: &Workspace,
        err: &mut impl Write,
    ) -> Result<Schedule, Failure> {
        match self.source.load_text(text, &workspace.system, workspace.look()) {
            Loaded::Good(good) => {
                let planned = Schedule::new(good.active.plan.clone(), good.active.zone.clone());
                write_text(&workspace.warnings(*good), err)?;
                Ok(planned)
            }
            Loaded::Bad(bad) => {
                let why = workspace.language.say("plan-would-have-mistake");
                Err(Failure::Plan(format!("{}\n{why}", bad.report)))
            }
        }
    }
}

fn schedule(good: Good) -> Schedule {
    Schedule::new(good.active.plan, good.active.zone)
}

fn shared(own: &Path) -> Failure {
    let (own, folder) = (own.display(), own.parent().unwrap_or(own).display());
    Failure::Failed(format!(
        "{SHARED_PLAN} is for everybody on this computer, so it is left alone.\n\
         For a plan of your own, copy it, then try again:\n\n  \
         mkdir -p {folder}\n  cp {SHARED_PLAN} {own}"
    ))
}
