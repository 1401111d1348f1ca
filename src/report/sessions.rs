//! The sessions of a plan, as a list.

use super::paragraph;
use crate::{
    language::Language,
    plan::model::{Session, SessionStatus},
    schedule::Schedule,
};

/// Every session with its number; those that are cancelled have none.
pub fn text(schedule: &Schedule, language: &Language) -> String {
    let mut number = 0;
    let mut lines = Vec::new();
    for session in &schedule.plan().sessions {
        let lead = if session.status == SessionStatus::Cancelled {
            "  -  ".to_owned()
        } else {
            number += 1;
            format!("  {number}  ")
        };
        lines.push(paragraph(&lead, &line(session, language)));
    }
    match number {
        0 => lines.push(language.say("sessions-none")),
        _ => lines.insert(0, language.say("sessions")),
    }
    lines.join("\n") + "\n"
}

fn line(session: &Session, language: &Language) -> String {
    let time = session.time.map(|time| format!(", {}", time.format("%H:%M")));
    let label = session.label.as_deref().map(|label| format!(", {label}"));
    let status = match session.status {
        SessionStatus::Booked => String::new(),
        SessionStatus::Done => format!(" ({})", language.say("session-done")),
        SessionStatus::Cancelled => format!(" ({})", language.say("session-cancelled")),
    };
    let (time, label) = (time.unwrap_or_default(), label.unwrap_or_default());
    format!("{}{time}{label}{status}", language.short_date(session.date))
}
