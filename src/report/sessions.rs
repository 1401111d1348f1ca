//! The sessions of a plan, as a list.

use super::{paragraph, short_date};
use crate::{
    plan::model::{Session, SessionStatus},
    schedule::Schedule,
};

/// Every session with its number; those that are cancelled have none.
pub fn text(schedule: &Schedule) -> String {
    let mut number = 0;
    let mut lines = Vec::new();
    for session in &schedule.plan().sessions {
        let lead = if session.status == SessionStatus::Cancelled {
            "  -  ".to_owned()
        } else {
            number += 1;
            format!("  {number}  ")
        };
        lines.push(paragraph(&lead, &line(session)));
    }
    match number {
        0 => lines.push("No session is planned, so nothing is scheduled.".to_owned()),
        _ => lines.insert(0, "Sessions".to_owned()),
    }
    lines.join("\n") + "\n"
}

fn line(session: &Session) -> String {
    let time = session.time.map(|time| format!(", {}", time.format("%H:%M")));
    let label = session.label.as_deref().map(|label| format!(", {label}"));
    let status = match session.status {
        SessionStatus::Booked => "",
        SessionStatus::Done => " (done)",
        SessionStatus::Cancelled => " (cancelled)",
    };
    let (time, label) = (time.unwrap_or_default(), label.unwrap_or_default());
    format!("{}{time}{label}{status}", short_date(session.date))
}
