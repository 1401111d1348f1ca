//! Values to text: what the commands print, for people and as JSON. Pure.
//!
//! Everything makes sense without colour and when it is read aloud.

pub mod calendar;
pub mod explain;
pub mod history;
pub mod ics;
pub mod may;
pub mod reply;
pub mod sessions;
pub mod shift;
pub mod status;
pub mod timeline;
pub mod today;
pub mod warning_signs;

use std::{borrow::Cow, iter::once};

use chrono::NaiveDate;

use crate::{
    engine::notice::Notice,
    language::Language,
    plan::model::{Plan, QuietPolicy},
    schedule::{
        Schedule,
        occurrence::Occurrence,
        zone::{Moment, Zone},
    },
};

/// The columns that every view keeps to.
pub const WIDTH: usize = 80;

/// The line under every view that could be taken for advice.
pub const FOOTER: &str = "This is a reminder tool, not medical advice. \
                          Your specialist's instructions come first.";

/// The line under every view that could be taken for advice, in the language of the view.
fn footer(language: &Language) -> String {
    paragraph("", &language.say("footer"))
}

/// The version of every JSON answer. Keys are only ever added.
pub const SCHEMA: u32 = 1;

/// The date as it is spoken: "Tuesday 24 November 2026".
pub fn long_date(date: NaiveDate) -> String {
    date.format("%A %-d %B %Y").to_string()
}

/// The date in a list: "Tue 24 Nov 2026".
pub fn short_date(date: NaiveDate) -> String {
    date.format("%a %-d %b %Y").to_string()
}

/// The time on the wall, to the minute.
pub fn time(moment: Moment, zone: &Zone) -> String {
    zone.wall(moment).format("%H:%M").to_string()
}

/// RFC 3339 with the zone's offset.
pub fn rfc3339(moment: Moment, zone: &Zone) -> String {
    zone.wall(moment).to_rfc3339()
}

/// Text wrapped to the width; the lines after the first are indented like the text after `lead`.
pub fn paragraph(lead: &str, text: &str) -> String {
    let indent = " ".repeat(lead.chars().count());
    let options = textwrap::Options::new(WIDTH)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .initial_indent(lead)
        .subsequent_indent(&indent);
    let lines = text.lines().flat_map(|line| textwrap::wrap(line, &options));
    lines.map(Cow::into_owned).collect::<Vec<_>>().join("\n")
}

/// A notification on a terminal, where there is no desktop to show it.
pub fn terminal_notice(notice: &Notice, now: Moment, zone: &Zone) -> String {
    let lead = format!("{}  ", time(now, zone));
    let body = notice.body.lines().map(|line| paragraph("       ", line));
    let lines: Vec<String> = once(paragraph(&lead, &notice.summary)).chain(body).collect();
    format!("\n{}\n", lines.join("\n"))
}

/// Whom to ask, the way to the warning signs, and the footer.
fn contacts(practitioner: Option<&str>, doctor: Option<&str>) -> String {
    [
        paragraph("Questions about aftercare: ", practitioner.unwrap_or("your practitioner")),
        paragraph("Worried about your health: ", doctor.unwrap_or("a doctor")),
        "Warning signs: aftercare warning-signs".to_owned(),
        paragraph("", FOOTER),
    ]
    .join("\n")
}

/// What the plan is called.
fn title(plan: &Plan, language: &Language) -> String {
    plan.title.clone().unwrap_or_else(|| language.say("title"))
}

/// What is allowed while something is closed.
fn until_then(text: &str, language: &Language) -> String {
    language.say_with("until-then", &[("text", text.into())]) + "."
}

/// "Day 4, after session 1 of 2": where a date stands among the sessions.
fn day_line(schedule: &Schedule, date: NaiveDate) -> String {
    let days = schedule.days();
    let session = match days.count(date) {
        0 => "before the first session".to_owned(),
        number => format!("after session {number} of {}", days.len()),
    };
    match days.number(date) {
        None => "The plan has no session".to_owned(),
        Some(day) => format!("Day {day}, {session}"),
    }
}

/// Lines below a heading; nothing without lines.
fn list(heading: &str, lines: &[String]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let lines: Vec<String> = lines.iter().map(|line| paragraph("  - ", line)).collect();
    format!("{heading}\n{}", lines.join("\n"))
}

/// What quiet hours make of an occurrence.
fn quiet_hint(schedule: &Schedule, occurrence: &Occurrence) -> String {
    let reminder = schedule.reminder(&occurrence.key.reminder);
    let policy = reminder.map_or(QuietPolicy::Wait, |reminder| reminder.quiet);
    let shown = schedule.allowed_from(occurrence.due, policy);
    match policy {
        _ if shown == occurrence.due => String::new(),
        QuietPolicy::Drop => " (not shown: quiet hours)".to_owned(),
        QuietPolicy::Wait | QuietPolicy::Ignore => {
            format!(" (quiet hours until {})", time(shown, schedule.zone()))
        }
    }
}
