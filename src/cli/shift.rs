//! `shift`: a person's day 5 is somebody else's day 8. The plan records it.

use std::io::Write;

use chrono::NaiveDate;

use super::{DateWord, Failure, ShiftArgs, own_plan::OwnPlan, workspace::Workspace, write_text};
use crate::{
    language::Language,
    plan::{
        self, edit,
        model::{Phase, Shift},
    },
    report::shift,
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
    let session =
        before.days().latest(today).ok_or_else(|| too_early(workspace, &before, today))?;
    let language = &workspace.language;
    let now = Stage { schedule: &before, session, today, language };
    let (text, told) = match arguments.days {
        None => now.undone(own.original.text(), own.templates_shifts(workspace).as_deref())?,
        Some(days) => now.shifted(own.original.text(), days, arguments.phase.as_deref())?,
    };
    let after = own.with(&text, workspace, err)?;
    let changes = shift::changes(&before, &after, today, language);
    if changes.is_empty() && arguments.days.is_some() {
        return Err(Failure::Failed(language.say("shift-nothing")));
    }
    own.replace(&text, workspace)?;
    let last = ["plan-taken-over"].into_iter().chain((!arguments.undo).then_some("shift-undo"));
    let last: Vec<String> = last.map(|key| language.say(key)).collect();
    write_text(&format!("{told}\n\n{changes}\n{}\n", last.join("\n")), out)
}

/// Where a person is in the plan.
struct Stage<'a> {
    schedule: &'a Schedule,
    session: NaiveDate,
    today: NaiveDate,
    language: &'a Language,
}

impl<'a> Stage<'a> {
    /// The plan's text without the last shift, and what is said about it.
    fn undone(&self, text: &str, templates: Option<&[Shift]>) -> Result<(String, String), Failure> {
        let plan = self.schedule.plan();
        let (text, shift) = edit::undo_shift(text, plan, self.session, templates)?;
        let sentence = shift::sentence(&shift, None, self.language);
        Ok((text, self.language.say_with("shift-taken-back", &[("what", sentence.into())])))
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
        let comment = format!(
            "{}: {}",
            self.today,
            shift::sentence(&shift, id.as_deref(), &Language::english())
        );
        let text = edit::add_shift(text, self.schedule.plan(), &shift, &comment);
        let label = phase.map(|phase| format!("\"{}\"", phase.label));
        let told = capitalized(&shift::sentence(&shift, label.as_deref(), self.language));
        let caution = (days < 0).then(|| self.language.say("shift-caution"));
        let lines = caution.into_iter().chain([format!("{told}.")]);
        Ok((text, lines.collect::<Vec<_>>().join("\n")))
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

fn too_early(workspace: &Workspace, schedule: &Schedule, today: NaiveDate) -> Failure {
    let language = &workspace.language;
    let next = schedule.days().next(today);
    let about = [
        ("date", next.map(|next| language.short_date(next)).unwrap_or_default().into()),
        ("iso", next.map(|next| next.to_string()).unwrap_or_default().into()),
        ("word", "DATE".into()),
    ];
    let keys = match next {
        Some(_) => ["shift-too-early", "shift-another-date"],
        None => ["shift-no-session", "shift-add-session"],
    };
    Failure::Failed(keys.map(|key| language.say_with(key, &about)).join("\n"))
}
