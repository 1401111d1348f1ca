//! `session add`, `move`, `cancel`: changes of the sessions in a person's own plan file.

use std::io::Write;

use super::{
    Failure, SessionCommand,
    own_plan::{self, OwnPlan, TAKEN_OVER},
    workspace::Workspace,
    write_text,
};
use chrono::NaiveDate;

use crate::{
    plan::{
        edit::{self, Added, Cancelled, Refused},
        model::{Plan, Session, SessionStatus, Shift},
    },
    report::{sessions, short_date},
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
    let (text, told) = change.made(own.original.text(), before.plan(), templates.as_deref())?;
    let after: Schedule = own.with(&text, workspace, err)?;
    own.original.replace(&text)?;
    own_plan::tell_daemon(workspace);
    write_text(&format!("{told}\n\n{}\n{TAKEN_OVER}\n", sessions::text(&after)), out)
}

const MADE_TABLES: &str =
    "\nA list of dates cannot say more, so each session is a [[session]] table now.";

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
    ) -> Result<(String, String), Refused> {
        match self {
            Self::Add(session) => {
                let Added { text, made_tables } = edit::add_session(text, plan, session)?;
                let tables = if made_tables { MADE_TABLES } else { "" };
                Ok((text, format!("Added: {}.{tables}", short_date(session.date))))
            }
            Self::Move(from, to) => {
                let told = format!("Moved: {} is now {}.", short_date(*from), short_date(*to));
                Ok((edit::move_session(text, plan, *from, *to)?, told))
            }
            Self::Cancel(on) => {
                let cancelled = edit::cancel_session(text, plan, *on, templates)?;
                let told = format!("Cancelled: {}.{}", short_date(*on), fate(&cancelled));
                Ok((cancelled.text, told))
            }
        }
    }
}

fn fate(cancelled: &Cancelled) -> String {
    let session = if cancelled.is_taken_out {
        " The date is taken out of the list."
    } else {
        " It stays in the plan, and counts no more."
    };
    let shifts = if cancelled.shifts == 0 { "" } else { "\nIts shifts are taken out too." };
    format!("{session}{shifts}")
}
