//! `shift`: a person's day 5 is somebody else's day 8. The plan records it.

use std::io::Write;

use chrono::NaiveDate;

use super::{
    DateWord, Failure, ShiftArgs,
    own_plan::{self, OwnPlan, TAKEN_OVER},
    workspace::Workspace,
    write_text,
};
use crate::{
    plan::{
        self, edit,
        model::{Phase, Shift},
    },
    report::{shift, short_date},
    schedule::Schedule,
};

/// Records a shift and shows what it changes, or takes the last one back.
pub(super) fn run(
    workspace: &Workspace,
    arguments: &ShiftArgs,
    out: &mut impl Write,
    err: &mut impl Write,
) -> Result<(), Failure> {
    let own = OwnPlan::open(workspace)?;
    let before = own.schedule(workspace)?;
    let today = workspace.date(DateWord::FromToday(0), before.zone());
    let session = before.days().latest(today).ok_or_else(|| too_early(&before, today))?;
    let now = Stage { schedule: &before, session, today };
    let (text, told) = match arguments.days {
        None => now.undone(own.original.text(), own.templates_shifts(workspace).as_deref())?,
        Some(days) => now.shifted(own.original.text(), days, arguments.phase.as_deref())?,
    };
    let after = own.with(&text, workspace, err)?;
    let changes = shift::changes(&before, &after, today);
    if changes.is_empty() && arguments.days.is_some() {
        return Err(Failure::Failed(
            "this moves nothing: after that day nothing in the plan begins or ends".to_owned(),
        ));
    }
    own.original.replace(&text)?;
    own_plan::tell_daemon(workspace);
    let undo = if arguments.undo { "" } else { "\nTo take it back: aftercare shift --undo" };
    write_text(&format!("{told}\n\n{changes}\n{TAKEN_OVER}{undo}\n"), out)
}

/// Where a person is in the plan.
struct Stage<'a> {
    schedule: &'a Schedule,
    session: NaiveDate,
    today: NaiveDate,
}

impl<'a> Stage<'a> {
    /// The plan's text without the last shift, and what is said about it.
    fn undone(&self, text: &str, templates: Option<&[Shift]>) -> Result<(String, String), Failure> {
        let plan = self.schedule.plan();
        let (text, shift) = edit::undo_shift(text, plan, self.session, templates)?;
        Ok((text, format!("Taken back: {}.", shift::sentence(&shift, None))))
    }

    /// The plan's text with one more shift, and what is said about it.
    fn shifted(
        &self,
        text: &str,
        days: i32,
        phase: Option<&str>,
    ) -> Result<(String, String), Failure> {
        let phase = phase.map(|id| self.phase(id)).transpose()?;
        let shift = Shift { session: self.session, after: self.after(days, phase), days };
        let id = phase.map(|phase| format!("phase {}", phase.id));
        let comment = format!("{}: {}", self.today, shift::sentence(&shift, id.as_deref()));
        let text = edit::add_shift(text, self.schedule.plan(), &shift, &comment);
        let label = phase.map(|phase| format!("\"{}\"", phase.label));
        let caution = if days < 0 { "Only if your specialist agreed.\n" } else { "" };
        let told = capitalized(&shift::sentence(&shift, label.as_deref()));
        Ok((text, format!("{caution}{told}.")))
    }

    /// The last day that stays as it is: today, or the phase's last one, but never before today.
    fn after(&self, days: i32, phase: Option<&Phase>) -> i32 {
        let recovery = self.schedule.days();
        let day = recovery.number(self.today).unwrap_or(0);
        let last = phase.and_then(|phase| recovery.moved(&phase.days, self.session).last());
        match last {
            None => day,
            Some(last) if days < 0 => last.saturating_add(days).max(day),
            Some(last) => last,
        }
    }

    /// A phase that has an end, which has not passed.
    fn phase(&self, id: &str) -> Result<&'a Phase, Failure> {
        let phases = &self.schedule.plan().phases;
        let choices = || {
            let ids = phases.iter().filter(|phase| self.last(phase).is_ok());
            let ids: Vec<_> = ids.map(|phase| phase.id.as_str()).collect();
            match ids.as_slice() {
                [] => "no phase can be moved today; leave --phase out".to_owned(),
                _ => format!("the phases that can be moved today: {}", ids.join(", ")),
            }
        };
        let Some(phase) = phases.iter().find(|phase| phase.id == id) else {
            let near = plan::nearest(id, phases.iter().map(|phase| phase.id.as_str()));
            let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            let told = format!("the plan has no phase `{id}`{near}\n{}", choices());
            return Err(Failure::Failed(told));
        };
        self.last(phase)
            .map(|_| phase)
            .map_err(|why| Failure::Failed(format!("the phase `{id}` {why}\n{}", choices())))
    }

    /// The last day of a phase that can still be moved, or why it cannot.
    fn last(&self, phase: &Phase) -> Result<i32, &'static str> {
        let last = self.schedule.days().moved(&phase.days, self.session).last();
        let last = last.ok_or("has no end that could move")?;
        let day = self.schedule.days().number(self.today).unwrap_or(0);
        if last < day { Err("is over") } else { Ok(last) }
    }
}

fn capitalized(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

fn too_early(schedule: &Schedule, today: NaiveDate) -> Failure {
    let told = match schedule.days().next(today) {
        Some(next) => format!(
            "there is nothing to shift yet: the first session is on {}\n\
             To give it another date: aftercare session move {next} DATE",
            short_date(next)
        ),
        None => "there is nothing to shift yet: the plan has no session\n\
                 To add one: aftercare session add DATE"
            .to_owned(),
    };
    Failure::Failed(told)
}
