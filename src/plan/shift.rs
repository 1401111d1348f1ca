//! `[[shift]]`: after this recovery day of a session, everything comes so many days later.

use chrono::NaiveDate;

use super::{
    entries::tables,
    fields::{self, Fields, Findings, integer},
    model::{Session, Shift},
    problem::Problem,
    session,
    tree::{Node, Parsed, Table},
};

/// The most shifts of one plan: each has to be followed for every day that is looked at.
const MOST: usize = 100;
/// The last recovery day that a plan may name.
const LAST_DAY: i64 = 36_500;
/// The most days that one shift moves.
pub const FARTHEST_SHIFT: i32 = 365;

/// Every shift, in the order of the file.
pub(super) fn shifts(
    root: &Table,
    sessions: &[Session],
    day_of_session: i32,
    findings: &mut Findings,
) -> Vec<Shift> {
    let tables = tables(root, &fields::SHIFT, findings);
    if let Some(one_more) = tables.get(MOST) {
        findings.add(
            Problem::error(one_more.span.clone(), format!("a plan can have at most {MOST} shifts"))
                .help("put several into one: add up their `days`"),
        );
        return Vec::new();
    }
    // The sessions may be in the part of the plan that could not be read.
    let sessions = findings.is_whole.then_some(sessions);
    let read = |table| shift(table, sessions, day_of_session, findings);
    tables.into_iter().filter_map(read).collect()
}

fn shift(
    table: &Table,
    sessions: Option<&[Session]>,
    day_of_session: i32,
    findings: &mut Findings,
) -> Option<Shift> {
    let mut fields = Fields::open(table, &fields::SHIFT, findings);
    let session = fields.required("session", "2026-11-20", |node| match sessions {
        Some(sessions) => held(node, sessions),
        None => session::date(node),
    });
    let first = i64::from(day_of_session);
    let after = fields.required("after", "5", |node| integer(node, first..=LAST_DAY));
    let days = fields.required("days", "3", days);
    Some(Shift { session: session?, after: number(after?)?, days: number(days?)? })
}

fn number(number: i64) -> Option<i32> {
    i32::try_from(number).ok()
}

fn days(node: &Node) -> Parsed<i64> {
    let farthest = i64::from(FARTHEST_SHIFT);
    match integer(node, -farthest..=farthest)? {
        0 => Err(Problem::error(node.span.clone(), "0 days move nothing")
            .help("write how many days later, such as 3; or earlier, such as -2")
            .into()),
        days => Ok(days),
    }
}

/// The date of a session that counts.
fn held(node: &Node, sessions: &[Session]) -> Parsed<NaiveDate> {
    let date = session::date(node)?;
    let found = sessions.iter().find(|session| session.date == date);
    if found.is_some_and(|session| !session.counts()) {
        return Err(Problem::error(
            node.span.clone(),
            format!("the session on {date} is cancelled"),
        )
        .help("delete this [[shift]] and the lines below it")
        .into());
    }
    if found.is_some() {
        return Ok(date);
    }
    let problem = Problem::error(node.span.clone(), format!("there is no session on {date}"));
    let held = sessions.iter().filter(|session| session.counts());
    let near = held.min_by_key(|session| (session.date - date).num_days().abs());
    Err(match near {
        Some(near) => problem.mend(
            format!("did you mean {}?", near.date),
            node.span.clone(),
            near.date.to_string(),
        ),
        None => problem.help("write the date of one of the sessions of this plan"),
    }
    .into())
}
