//! Values to text: what the commands print, for people and as JSON. Pure.
//!
//! Everything makes sense without colour and when it is read aloud.

pub mod calendar;
pub mod explain;
pub mod history;
pub mod html;
pub mod ics;
pub mod may;
pub mod reply;
mod runs;
pub mod sessions;
pub mod shift;
pub mod status;
pub mod timeline;
pub mod today;
pub mod warning_signs;
pub mod watch;

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
fn footer(language: &Language) -> String {
    paragraph("", &language.say("footer"))
}

/// The version of every JSON answer. Keys are only ever added.
pub const SCHEMA: u32 = 1;

/// The time on the wall, to the minute.
pub fn time(moment: Moment, zone: &Zone) -> String {
    zone.wall(moment).format("%H:%M").to_string()
}

/// RFC 3339 with the zone's offset.
pub fn rfc3339(moment: Moment, zone: &Zone) -> String {
    zone.wall(moment).to_rfc3339()
}

/// A text with what stands before it, by which its other lines are indented.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Paragraph {
    lead: String,
    text: String,
}

impl Paragraph {
    fn new(lead: &str, text: &str) -> Self {
        Self { lead: lead.to_owned(), text: text.to_owned() }
    }

    /// Its lines, none of which is wider, as long as there is room beside the lead.
    fn lines(&self, width: usize) -> Vec<String> {
        let indent = " ".repeat(self.lead.chars().count());
        let options = textwrap::Options::new(width)
            .word_splitter(textwrap::WordSplitter::NoHyphenation)
            .initial_indent(&self.lead)
            .subsequent_indent(&indent);
        let lines = self.text.lines().flat_map(|line| textwrap::wrap(line, &options));
        lines.map(Cow::into_owned).collect()
    }
}

/// What belongs together in a view; it stands apart from the others.
type Section = Vec<Paragraph>;

/// Sections with an empty line between them; those without anything are left out.
fn page(sections: &[Section]) -> String {
    let sections = sections.iter().filter(|section| !section.is_empty()).map(block);
    sections.collect::<Vec<_>>().join("\n\n") + "\n"
}

fn block(section: &Section) -> String {
    section.iter().flat_map(|paragraph| paragraph.lines(WIDTH)).collect::<Vec<_>>().join("\n")
}

/// Text wrapped to the width; the lines after the first are indented like the text after `lead`.
pub fn paragraph(lead: &str, text: &str) -> String {
    Paragraph::new(lead, text).lines(WIDTH).join("\n")
}

/// Text wrapped to the width; the lines after the first are indented by so much.
fn hanging(text: &str, indent: usize) -> String {
    let indent = " ".repeat(indent);
    let options = textwrap::Options::new(WIDTH)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .subsequent_indent(&indent);
    textwrap::fill(text, options)
}

/// A sentence and what to type, which is not broken: on one line if that is wide enough.
fn beside_or_below(sentence: &str, command: &str) -> String {
    let has_room = sentence.chars().count() + 1 + command.chars().count() <= WIDTH;
    format!("{sentence}{}{command}", if has_room { " " } else { "\n" })
}

/// A notification on a terminal, where there is no desktop to show it.
pub fn terminal_notice(notice: &Notice, now: Moment, zone: &Zone) -> String {
    let lead = format!("{}  ", time(now, zone));
    let body = notice.body.lines().map(|line| paragraph("       ", line));
    let lines: Vec<String> = once(paragraph(&lead, &notice.summary)).chain(body).collect();
    format!("\n{}\n", lines.join("\n"))
}

/// Whom to ask, the way to the warning signs, and the footer.
fn contacts(practitioner: Option<&str>, doctor: Option<&str>, language: &Language) -> Section {
    let line = |lead, whom: Option<&str>, usual| {
        let whom = whom.map_or_else(|| language.say(usual), str::to_owned);
        Paragraph::new(&format!("{} ", language.say(lead)), &whom)
    };
    vec![
        line("contact-questions", practitioner, "contact-practitioner"),
        line("contact-worried", doctor, "contact-doctor"),
        Paragraph::new("", &language.say("contact-signs")),
        Paragraph::new("", &language.say("footer")),
    ]
}

/// "ask your practitioner"; without a name, the specialist.
fn ask(whom: Option<&str>, language: &Language) -> String {
    let specialist = || language.say("ask-specialist");
    whom.map_or_else(specialist, |whom| language.say_with("ask", &[("whom", whom.into())]))
}

/// "Not yet: wash".
fn labelled(what: &str, text: &str, language: &Language) -> String {
    language.say_with("labelled", &[("what", what.into()), ("text", text.into())])
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
fn day_line(schedule: &Schedule, date: NaiveDate, language: &Language) -> String {
    let days = schedule.days();
    let Some(day) = days.number(date) else { return language.say("day-none") };
    match days.count(date) {
        0 => language.say_with("day-before", &[("day", day.into())]),
        number => day_after(day, [number, days.len()], language),
    }
}

fn day_after(day: i32, [number, of]: [usize; 2], language: &Language) -> String {
    language
        .say_with("day-after", &[("day", day.into()), ("number", number.into()), ("of", of.into())])
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
fn quiet_hint(schedule: &Schedule, occurrence: &Occurrence, language: &Language) -> String {
    let reminder = schedule.reminder(&occurrence.key.reminder);
    let policy = reminder.map_or(QuietPolicy::Wait, |reminder| reminder.quiet);
    let shown = schedule.allowed_from(occurrence.due, policy);
    match policy {
        _ if shown == occurrence.due => String::new(),
        QuietPolicy::Drop => format!(" ({})", language.say("quiet-drop")),
        QuietPolicy::Wait | QuietPolicy::Ignore => {
            let time = time(shown, schedule.zone());
            format!(" ({})", language.say_with("quiet-until", &[("time", time.into())]))
        }
    }
}
