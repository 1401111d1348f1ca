//! The plan as a calendar for the phone, by RFC 5545.
//!
//! The lines are written here, because the library for it (`icalendar`) writes random names of
//! alarms and the moment of writing, lines that are too long, and two `PRODID`s, which two of three
//! validators refuse. Times are moments in UTC, one event for each: a zone by name needs its data
//! in the file, which readers judge differently, and a plan's days follow no rule of recurrence.
//!
//! The same plan gives the same bytes. What an event is known by (`UID`) does not change with its
//! time or its words, and its edition (`SEQUENCE`, `DTSTAMP`) grows with every save of the plan. So a
//! second import replaces the events of the first.

mod events;
mod lines;

use chrono::{Days, NaiveDate};

use self::{
    events::{Event, When, Written},
    lines::Lines,
};
use super::title;
use crate::{
    language::Language,
    plan::model::Privacy,
    schedule::{Schedule, zone::Moment},
};

/// How a file begins that was written here.
pub const SIGNATURE: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//aftercare//";

/// How far a plan without end is written out.
const AFTER_LAST_SESSION: Days = Days::new(60);

/// The most events of a file; a phone would choke on more.
const MOST: usize = 10_000;

/// How long after the last session a calendar may end.
const FARTHEST: Days = Days::new(366 * 8);

/// The second from which editions are counted: the beginning of 2020.
const FIRST_EDITION: i64 = 1_577_836_800;

/// What is to be written.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The language of what the plan does not say itself.
    pub language: Language,
    /// How much of the texts.
    pub privacy: Privacy,
    /// The last date; 60 days after the last session when absent.
    pub until: Option<NaiveDate>,
    /// When the plan was changed last.
    pub changed: Option<Moment>,
}

/// A calendar that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// The bytes of the file.
    pub text: String,
    /// How many events it has.
    pub events: usize,
    /// Its last date.
    pub until: NaiveDate,
}

/// Why there is no calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unwritten {
    /// Nothing counts without a session.
    #[error("the plan has no session, so a calendar of it would be empty")]
    NoSession,
    /// Nothing lies before the end.
    #[error("the plan begins after that date; write a later one after --until")]
    Empty,
    /// Looking that far ahead would take too long.
    #[error("that is over 8 years after the last session; write an earlier date after --until")]
    TooFar,
    /// More than a phone can take.
    #[error("that would be more than 10000 events; write an earlier date after --until")]
    TooMany,
}

/// The plan as a calendar.
pub fn calendar(schedule: &Schedule, wanted: &Wanted) -> Result<Calendar, Unwritten> {
    let last = schedule.days().last().ok_or(Unwritten::NoSession)?;
    let farthest = last.checked_add_days(FARTHEST).unwrap_or(NaiveDate::MAX);
    if wanted.until.is_some_and(|until| farthest < until) {
        return Err(Unwritten::TooFar);
    }
    let usual = || last.checked_add_days(AFTER_LAST_SESSION).unwrap_or(NaiveDate::MAX);
    let until = wanted.until.unwrap_or_else(usual);
    let begin = schedule.first_date().ok_or(Unwritten::NoSession)?;
    let events = events::all(
        Written { schedule, privacy: wanted.privacy, language: &wanted.language },
        [begin, until],
    )?;
    if events.is_empty() {
        return Err(Unwritten::Empty);
    }
    // Without a file that could have changed, the plan is as old as its beginning.
    let changed = wanted.changed.unwrap_or_else(|| schedule.midnight(begin));
    let mut lines = Lines::default();
    head(&mut lines, schedule, wanted);
    for event in &events {
        write(&mut lines, event, changed, wanted.privacy);
    }
    lines.property("END", "VCALENDAR");
    Ok(Calendar { text: lines.into_text(), events: events.len(), until })
}

fn head(lines: &mut Lines, schedule: &Schedule, wanted: &Wanted) {
    let language = &wanted.language;
    lines.property("BEGIN", "VCALENDAR");
    lines.property("VERSION", "2.0");
    lines.property("PRODID", "-//aftercare//aftercare//EN");
    lines.property("CALSCALE", "GREGORIAN");
    match wanted.privacy {
        Privacy::Plain => {
            lines.text("X-WR-CALNAME", &title(schedule.plan(), language));
            lines.text("X-WR-CALDESC", &language.say("footer"));
        }
        Privacy::Discreet => lines.text("X-WR-CALNAME", &language.say("ics-reminders")),
        Privacy::Silent => lines.text("X-WR-CALNAME", events::NAME),
    }
}

fn write(lines: &mut Lines, event: &Event, changed: Moment, privacy: Privacy) {
    lines.property("BEGIN", "VEVENT");
    lines.property("UID", &format!("{}@aftercare", event.uid));
    lines.property("DTSTAMP", &utc(changed));
    lines.property("LAST-MODIFIED", &utc(changed));
    lines.property("SEQUENCE", &edition(changed).to_string());
    write_when(lines, event.when);
    lines.text("SUMMARY", &event.summary);
    lines.text("DESCRIPTION", &event.description);
    match privacy {
        Privacy::Plain => {}
        Privacy::Discreet | Privacy::Silent => lines.property("CLASS", "PRIVATE"),
    }
    lines.property("STATUS", if event.is_cancelled { "CANCELLED" } else { "CONFIRMED" });
    lines.property("TRANSP", "TRANSPARENT");
    if event.has_alarm {
        lines.property("BEGIN", "VALARM");
        lines.property("ACTION", "DISPLAY");
        lines.property("TRIGGER", "PT0S");
        lines.text("DESCRIPTION", &event.summary);
        lines.property("END", "VALARM");
    }
    lines.property("END", "VEVENT");
}

fn write_when(lines: &mut Lines, when: When) {
    match when {
        When::At(moment) => lines.property("DTSTART", &utc(moment)),
        When::Days { first, after } => {
            lines.property("DTSTART;VALUE=DATE", &first.format("%Y%m%d").to_string());
            lines.property("DTEND;VALUE=DATE", &after.format("%Y%m%d").to_string());
        }
    }
}

fn utc(moment: Moment) -> String {
    moment.format("%Y%m%dT%H%M%SZ").to_string()
}

/// The minutes since editions are counted: a later one is greater, and it fits into 31 bits.
fn edition(changed: Moment) -> i64 {
    ((changed.timestamp() - FIRST_EDITION) / 60).clamp(0, i64::from(i32::MAX))
}
