//! Five-field cron expressions, read with the `cron` crate and kept as bit sets.
//!
//! The crate's own search for the next moment is not used: it answers with past moments in the
//! hour that autumn repeats. `schedule` walks the calendar with these fields instead.

use std::{ops::Range, str::FromStr as _};

use chrono::{Datelike as _, NaiveDate};
use cron::{Schedule, TimeUnitSpec};

use super::{
    problem::Problem,
    text::quoted,
    tree::{Node, Parsed},
};

/// The fields of a cron expression, each a set of bits, bit `n` standing for the value `n`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CronFields {
    /// What the plan says.
    pub text: String,
    /// Bits 0 to 59.
    pub minutes: u64,
    /// Bits 0 to 23.
    pub hours: u32,
    /// Bits 1 to 31.
    pub days_of_month: u32,
    /// Bits 1 to 12.
    pub months: u16,
    /// Bits 0 (Monday) to 6 (Sunday).
    pub weekdays: u8,
    /// Whether the hour or minute field has `*` or `/`: such a rule counts every real pass of an
    /// hour that a clock change repeats, and none of an hour that it skips.
    pub wildcard: bool,
}

impl CronFields {
    /// Whether the date fields allow `date`; day of month AND weekday, as the `cron` crate does.
    pub fn allows(&self, date: NaiveDate) -> bool {
        self.days_of_month & (1 << date.day()) != 0
            && u32::from(self.months) & (1 << date.month()) != 0
            && u32::from(self.weekdays) & (1 << date.weekday().num_days_from_monday()) != 0
    }
}

const EXAMPLE: &str = "\"30 9 * * mon\" (09:30 every Monday)";
const FIELDS: &str = "the five fields are minute, hour, day of the month, month, weekday";
/// The longest expression, in bytes.
const LONGEST: usize = 200;
/// Sunday first, as the `cron` crate and crontab(5) count.
const WEEKDAYS: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
/// Those with fewer than 31 days, by their number.
const SHORT_MONTHS: [(u32, &str); 5] =
    [(2, "February"), (4, "April"), (6, "June"), (9, "September"), (11, "November")];

/// What one field of an expression is about.
#[derive(Debug, Clone, Copy)]
struct Unit {
    name: &'static str,
    /// What it may say, in words.
    range: &'static str,
    /// An expression of the crate around it, everything else being `*`.
    around: (&'static str, &'static str),
}

const MINUTE: Unit = Unit { name: "minute", range: "0 to 59", around: ("0 ", " * * * *") };
const HOUR: Unit = Unit { name: "hour", range: "0 to 23", around: ("0 * ", " * * *") };
const DAY: Unit = Unit { name: "day of the month", range: "1 to 31", around: ("0 * * ", " * *") };
const MONTH: Unit =
    Unit { name: "month", range: "1 to 12 or jan to dec", around: ("0 * * * ", " *") };
const WEEKDAY: Unit = Unit { name: "weekday", range: "sun to sat", around: ("0 * * * * ", "") };

/// One field as it was written.
struct Field<'a> {
    text: &'a str,
    span: Range<usize>,
}

/// A cron expression of five fields.
pub(super) fn cron(node: &Node) -> Parsed<CronFields> {
    let text = &node.text("a cron expression in quotes", EXAMPLE)?.value;
    if text.len() > LONGEST {
        return Err(Problem::error(node.span.clone(), "this cron expression is too long")
            .help("use several reminders, or `at` with a list of times")
            .into());
    }
    if text.trim_start().starts_with('@') {
        return Err(shorthand(node, text.trim()));
    }
    let fields = split(node, text);
    match fields.as_slice() {
        [minute, hour, day, month, weekday] => {
            build(node, text, [minute, hour, day, month, weekday])
        }
        [second, minute, hour, day, month, weekday] if second.text == "0" => {
            build(node, text, [minute, hour, day, month, weekday])
        }
        fields => Err(wrong_count(node, fields)),
    }
}

fn split<'a>(node: &Node, text: &'a str) -> Vec<Field<'a>> {
    let mut at = 0;
    let mut fields = Vec::new();
    for word in text.split(char::is_whitespace) {
        if !word.is_empty() {
            fields.push(Field { text: word, span: node.part(at..at + word.len()) });
        }
        // The gap is one character, of which some have several bytes.
        at += word.len();
        at += text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    fields
}

fn build(node: &Node, text: &str, fields: [&Field<'_>; 5]) -> Parsed<CronFields> {
    let [minute, hour, day, month, weekday] = fields;
    no_numbers(weekday)?;
    let weekdays = bits(read(weekday, WEEKDAY)?.days_of_week());
    let cron = CronFields {
        text: text.trim().to_owned(),
        minutes: bits(read(minute, MINUTE)?.minutes()),
        hours: low_bits(bits(read(hour, HOUR)?.hours())),
        days_of_month: low_bits(bits(read(day, DAY)?.days_of_month())),
        months: u16::try_from(bits(read(month, MONTH)?.months())).unwrap_or(u16::MAX),
        // The crate's 1 is Sunday; ours is bit 6, after Saturday.
        weekdays: u8::try_from((weekdays >> 2 & 0x3F) | (weekdays >> 1 & 1) << 6).unwrap_or(0x7F),
        wildcard: [minute, hour].iter().any(|field| field.text.contains(['*', '/'])),
    };
    if cron.has_a_date() {
        return Ok(cron);
    }
    let message =
        format!("this never happens: there is no day {} in {}", day.text, month_words(&cron));
    Err(Problem::error(node.span.clone(), message)
        .help("choose a day that the month has; for the end of every month, use 28")
        .into())
}

fn bits(values: &impl TimeUnitSpec) -> u64 {
    values.iter().filter(|value| *value < 64).fold(0, |bits, value| bits | 1 << value)
}

fn low_bits(bits: u64) -> u32 {
    u32::try_from(bits).unwrap_or(u32::MAX)
}

/// Each field is read on its own, so that a mistake is told with its place and in our words.
fn read(field: &Field<'_>, unit: Unit) -> Parsed<Schedule> {
    let (before, after) = unit.around;
    let is_closed =
        !field.text.starts_with([',', '-', '/']) && !field.text.ends_with([',', '-', '/']);
    let schedule = Schedule::from_str(&format!("{before}{}{after}", field.text)).ok();
    schedule.filter(|_| is_closed).ok_or_else(|| unreadable(field, unit))
}

fn unreadable(field: &Field<'_>, unit: Unit) -> Box<Problem> {
    let Unit { name, range, .. } = unit;
    let problem = Problem::error(
        field.span.clone(),
        format!("{} is not something that the {name} can be", quoted(field.text)),
    );
    if let Some(list) = unrolled(field.text) {
        return problem
            .note("a range must not run over the end of the week")
            .mend("name each day", field.span.clone(), list)
            .into();
    }
    problem
        .note(FIELDS)
        .help(format!("the {name} is * or {range}, such as {}", example(unit)))
        .into()
}

fn example(unit: Unit) -> &'static str {
    match unit.name {
        "minute" => "0, */15 or 0,30",
        "hour" => "9, 8-20 or 9,21",
        "month" => "6, jun or jun-aug",
        "weekday" => "mon, mon-fri or mon,thu",
        _ => "1, 1-7 or 1,15",
    }
}

/// "fri-mon" as "fri,sat,sun,mon".
fn unrolled(text: &str) -> Option<String> {
    let (first, last) = text.split_once('-')?;
    let (first, last) = (weekday_number(first)?, weekday_number(last)?);
    if first <= last {
        return None;
    }
    let days = (first..=last + 7).filter_map(|day| WEEKDAYS.get(day % 7).copied());
    let days: Vec<_> = days.collect();
    Some(if days.len() == 7 { "*".to_owned() } else { days.join(",") })
}

fn weekday_number(name: &str) -> Option<usize> {
    let name = name.to_lowercase();
    WEEKDAYS.iter().position(|weekday| name.starts_with(weekday))
}

/// To crontab(5) 1 is Monday, to the crate it is Sunday: nobody should have to know.
fn no_numbers(weekday: &Field<'_>) -> Parsed<()> {
    let mut named = String::new();
    let mut rest = weekday.text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let Some((before, from)) = rest.split_at_checked(at) else { break };
        let end = from.find(|c: char| !c.is_ascii_digit()).unwrap_or(from.len());
        let Some((digits, after)) = from.split_at_checked(end) else { break };
        named.push_str(before);
        let name = digits.parse::<usize>().ok().and_then(|day| match day {
            7 => WEEKDAYS.first(),
            _ => WEEKDAYS.get(day),
        });
        // After a slash it is a step, which stays a number.
        named.push_str(if named.ends_with('/') { digits } else { name.unwrap_or(&digits) });
        rest = after;
    }
    named.push_str(rest);
    if named == weekday.text
        && !weekday.text.split('/').next().unwrap_or("").contains(|c: char| c.is_ascii_digit())
    {
        return Ok(());
    }
    let named = unrolled(&named).unwrap_or_else(|| without_repeats(&named));
    let problem = Problem::error(weekday.span.clone(), "a weekday is written by its name here")
        .note("programs disagree on which day is number 1");
    Err(if named.contains(|c: char| c.is_ascii_digit()) {
        problem.help("the names are mon, tue, wed, thu, fri, sat and sun")
    } else {
        problem.mend("write the name", weekday.span.clone(), named)
    }
    .into())
}

fn without_repeats(list: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for item in list.split(',') {
        if !kept.contains(&item) {
            kept.push(item);
        }
    }
    kept.join(",")
}

fn shorthand(node: &Node, text: &str) -> Box<Problem> {
    let instead = match text.to_lowercase().as_str() {
        "@yearly" | "@annually" => Some("0 9 1 jan *"),
        "@monthly" => Some("0 9 1 * *"),
        "@weekly" => Some("0 9 * * mon"),
        "@daily" | "@midnight" => Some("0 9 * * *"),
        "@hourly" => Some("0 * * * *"),
        _ => None,
    };
    let problem =
        Problem::error(node.span.clone(), format!("{} is not understood here", quoted(text)))
            .note("such words mean midnight, when nobody wants a reminder");
    match instead {
        Some(instead) => {
            problem.mend("say the time too", node.span.clone(), format!("\"{instead}\""))
        }
        None => problem.help(format!("write five fields: {EXAMPLE}")),
    }
    .into()
}

fn wrong_count(node: &Node, fields: &[Field<'_>]) -> Box<Problem> {
    let count = fields.len();
    let problem = Problem::error(
        node.span.clone(),
        format!("a cron expression has five fields, and this one has {count}"),
    )
    .note(FIELDS);
    let words =
        |fields: &[Field<'_>]| fields.iter().map(|field| field.text).collect::<Vec<_>>().join(" ");
    match fields {
        [_, kept @ ..] if count == 6 => problem.mend(
            "seconds are not counted; leave out the first field",
            node.span.clone(),
            format!("\"{}\"", words(kept)),
        ),
        [_, kept @ .., _] if count == 7 => problem.mend(
            "leave out the seconds at the front and the year at the end",
            node.span.clone(),
            format!("\"{}\"", words(kept)),
        ),
        _ => problem.help(format!("write it like this: {EXAMPLE}")),
    }
    .into()
}

/// Only short months can lack a day.
fn month_words(cron: &CronFields) -> String {
    let allowed = |month: u32| u32::from(cron.months) & 1 << month != 0;
    let names = SHORT_MONTHS.iter().filter(|(month, _)| allowed(*month)).map(|(_, name)| *name);
    names.collect::<Vec<_>>().join(" or ")
}

impl CronFields {
    /// Whether any month that is allowed has a day that is allowed. In a leap year: one will come.
    fn has_a_date(&self) -> bool {
        (1..=12).any(|month| {
            let length = match month {
                2 => 29,
                _ if SHORT_MONTHS.iter().any(|(short, _)| *short == month) => 30,
                _ => 31,
            };
            u32::from(self.months) & 1 << month != 0
                && (1..=length).any(|day| self.days_of_month & 1 << day != 0)
        })
    }
}
