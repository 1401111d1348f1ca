//! `session add`, `move`, `cancel`: changes of the sessions in a person's own plan file.

use std::io::Write;

use super::{Failure, SessionCommand, own_plan::OwnPlan, workspace::Workspace, write_text};
use chrono::NaiveDate;

use crate::{
    language::Language,
    plan::{
        edit::{self, Added, Cancelled, Refused},
        model::{Plan, Session, SessionStatus, Shift},
    },
    report::{paragraph, sessions},
    schedule::{Schedule, zone::Zone},
};

impl From<Refused> for Failure {
    fn from(why: Refused) -> Self {
        Self::Failed(why.to_string())
    }
}

/// Changes the plan and shows what is planned now.
pub(super) fn run(
    workspace: &Workspace,
    change: SessionCommand,
    out: &mut impl Write,
    err: &mut impl Write,
) -> Result<(), Failure> {
    let own = OwnPlan::open(workspace)?;
    let before = own.schedule(workspace)?;
    let change = Change::of(change, workspace, before.zone());
    let templates = own.templates_shifts(workspace);
    let language = &workspace.language;
    let text = own.original.text();
    let (text, told) = change.made(text, before.plan(), templates.as_deref(), language)?;
    let after: Schedule = own.with(&text, workspace, err)?;
    own.replace(&text, workspace)?;
    let (list, taken_over) = (sessions::text(&after, language), language.say("plan-taken-over"));
    write_text(&format!("{told}\n\n{list}\n{taken_over}\n"), out)
}

/// A change with its dates.
enum Change {
    Add(Session),
    Move(NaiveDate, NaiveDate),
    Cancel(NaiveDate),
}

impl Change {
    fn of(command: SessionCommand, workspace: &Workspace, zone: &Zone) -> Self {
        let on = |word| workspace.date(word, zone);
        match command {
            SessionCommand::Add { date, time, label } => {
                let status = SessionStatus::Booked;
                Self::Add(Session { date: on(date), time, label, status })
            }
            SessionCommand::Move { date, new } => Self::Move(on(date), on(new)),
            SessionCommand::Cancel { date } => Self::Cancel(on(date)),
        }
    }

    /// The new text, and what is said about it.
    fn made(
        &self,
        text: &str,
        plan: &Plan,
        templates: Option<&[Shift]>,
        language: &Language,
    ) -> Result<(String, String), Refused> {
        match self {
            Self::Add(session) => {
                let Added { text, made_tables } = edit::add_session(text, plan, session)?;
                let added = dated("session-added", session.date, language);
                let tables = made_tables.then(|| paragraph("", &language.say("session-tables")));
                Ok((text, [added].into_iter().chain(tables).collect::<Vec<_>>().join("\n")))
            }
            Self::Move(from, to) => {
                let [told_from, told_to] = [*from, *to].map(|date| language.short_date(date));
                let about = [("from", told_from.into()), ("to", told_to.into())];
                let told = language.say_with("session-moved", &about);
                Ok((edit::move_session(text, plan, *from, *to)?, told))
            }
            Self::Cancel(on) => {
                let cancelled = edit::cancel_session(text, plan, *on, templates)?;
                let told = dated("session-is-cancelled", *on, language);
                let told = format!("{told} {}", fate(&cancelled, language));
                Ok((cancelled.text, told))
            }
        }
    }
}

fn fate(cancelled: &Cancelled, language: &Language) -> String {
    let session = if cancelled.is_taken_out { "session-taken-out" } else { "session-stays" };
    let shifts = (cancelled.shifts != 0).then_some("session-shifts-too");
    let keys = [session].into_iter().chain(shifts);
    keys.map(|key| language.say(key)).collect::<Vec<_>>().join("\n")
}

fn dated(key: &str, date: NaiveDate, language: &Language) -> String {
    language.say_with(key, &[("date", language.short_date(date).into())])
}
