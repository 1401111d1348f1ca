//! Dates of sessions that are probably slips.

use chrono::{Months, NaiveDate};

use super::Case;
use crate::plan::{
    model::{Session, SessionStatus},
    problem::Problem,
};

/// Two sessions are usually further apart than this, in days; some do treat sooner.
const WEEK: i64 = 7;

/// A warning for each session that comes less than a week after the one before it.
pub(super) fn too_close<'a>(case: &'a Case<'a>) -> impl Iterator<Item = Problem> + 'a {
    let counting = || case.schedule.plan().sessions.iter().filter(|session| session.counts());
    counting().zip(counting().skip(1)).filter_map(|(one, next)| {
        let apart = (next.date - one.date).num_days();
        let span = own_span(case, next.date).filter(|_| apart < WEEK)?;
        let apart = if apart == 1 { "1 day".to_owned() } else { format!("{apart} days") };
        Some(
            Problem::warning(span, "two sessions are less than a week apart")
                .label(format!("{apart} after {}", one.date))
                .help("check both dates; if they are right, nothing is to be done"),
        )
    })
}

/// A warning for each session that is more than a year old and not known to have taken place.
pub(super) fn long_past<'a>(case: &'a Case<'a>) -> impl Iterator<Item = Problem> + 'a {
    let bound = case.today.checked_sub_months(Months::new(12));
    case.schedule.plan().sessions.iter().filter_map(move |session| {
        let is_past = bound.is_some_and(|bound| session.date < bound);
        let span = own_span(case, session.date).filter(|_| is_past && is_booked(session))?;
        Some(
            Problem::warning(span, "this session is more than a year ago")
                .label(format!("today is {}", case.today))
                .help(format!(
                    "correct the year; or, if it took place, write a [[session]] table with \
                     `date = {}` and `status = \"done\"`",
                    session.date
                )),
        )
    })
}

fn own_span(case: &Case<'_>, date: NaiveDate) -> Option<std::ops::Range<usize>> {
    case.reading.session_span(date).filter(|span| case.is_own(span))
}

fn is_booked(session: &Session) -> bool {
    match session.status {
        SessionStatus::Booked => true,
        SessionStatus::Done | SessionStatus::Cancelled => false,
    }
}
