//! `[[reminder]]`: something to do or to know, and when.

use std::{collections::BTreeSet, ops::Range};

use chrono::{NaiveTime, TimeDelta};

use super::{
    cron::cron,
    days::days,
    durations::{GRACE, STEP, duration},
    entries::id,
    fields::{self, Fields, Findings, Word, boolean, integer, word},
    model::{
        Anchor, Cadence, CountFrom, Day, IfMissed, Nag, QuietPolicy, Reminder, ReminderKind,
        TimePoint, Urgency,
    },
    problem::Problem,
    restriction::report_day_zero,
    text::{self, nearest, quoted},
    times::point,
    tree::{Entry, Node, Table, Value},
};

/// An `at` with more times than the day has minutes is a mistake.
const MOST_TIMES: usize = 1_440;

impl Word for ReminderKind {
    const ALL: &'static [(&'static str, Self)] = &[("task", Self::Task), ("note", Self::Note)];
}

impl Word for Urgency {
    const ALL: &'static [(&'static str, Self)] =
        &[("low", Self::Low), ("normal", Self::Normal), ("critical", Self::Critical)];
}

impl Word for IfMissed {
    const ALL: &'static [(&'static str, Self)] =
        &[("show", Self::Show), ("digest", Self::Digest), ("drop", Self::Drop)];
}

impl Word for QuietPolicy {
    const ALL: &'static [(&'static str, Self)] =
        &[("wait", Self::Wait), ("drop", Self::Drop), ("ignore", Self::Ignore)];
}

/// What a reminder has to fit in with.
pub(super) struct Frame<'a> {
    pub(super) day: Day,
    pub(super) day_of_session: i32,
    pub(super) has_place: bool,
    /// The ids of all restrictions, the faulty ones included.
    pub(super) names: &'a [&'a str],
    /// The ids that the plan has dropped from its template.
    pub(super) removed: &'a BTreeSet<String>,
}

/// One `[[reminder]]`; `None` when it lacks what it cannot do without.
pub(super) fn reminder(
    table: &Table,
    frame: &Frame<'_>,
    findings: &mut Findings,
) -> Option<Reminder> {
    let mut fields = Fields::open(table, &fields::REMINDER, findings);
    let id = fields.required("id", "\"moisturize\"", id);
    report_reserved(&mut fields, id.as_deref());
    let text = fields.required("text", "\"Put on a thin layer of cream\"", text::line);
    let days = fields.optional("days", days);
    report_day_zero(&mut fields, days.as_ref(), frame.day_of_session);
    let kind = fields.optional("kind", word).unwrap_or(ReminderKind::Task);
    let cadence = cadence(&mut fields, frame);
    let nag = fields.readable("nag").and_then(|node| nag(node, fields.findings));
    let unless_closed = unless_closed(&mut fields, frame);
    let reminder = Reminder {
        id: id?,
        text: text?,
        details: fields.optional("details", text::lines),
        discreet: fields.optional("discreet", text::line),
        days,
        count_from: fields.optional("count_from", word).unwrap_or(CountFrom::Latest),
        cadence: cadence?,
        kind,
        urgency: fields.optional("urgency", word).unwrap_or(Urgency::Normal),
        grace: fields
            .optional("grace", |node| duration(node, GRACE))
            .unwrap_or_else(|| usual_grace(kind)),
        if_missed: fields.optional("if_missed", word).unwrap_or(IfMissed::Show),
        nag,
        snooze: fields
            .optional("snooze", |node| duration(node, STEP))
            .unwrap_or(TimeDelta::minutes(30)),
        quiet: fields.optional("quiet", word).unwrap_or(QuietPolicy::Wait),
        unless_closed,
        enabled: fields.optional("enabled", boolean).unwrap_or(true),
    };
    Some(reminder)
}

fn usual_grace(kind: ReminderKind) -> TimeDelta {
    match kind {
        ReminderKind::Task => TimeDelta::hours(2),
        ReminderKind::Note => TimeDelta::days(1),
    }
}

/// The program itself speaks as "release" when a restriction ends.
fn report_reserved(fields: &mut Fields<'_>, id: Option<&str>) {
    if let (Some("release"), Some(node)) = (id, fields.table.get("id")) {
        fields.findings.add(
            Problem::error(node.span.clone(), "the id `release` is taken by the program itself")
                .note("it stands for the notices that something is allowed again")
                .help("choose another id for this reminder"),
        );
    }
}

fn cadence(fields: &mut Fields<'_>, frame: &Frame<'_>) -> Option<Cadence> {
    let entries = &fields.table.entries;
    let mut given: Vec<_> = ["at", "every", "cron"]
        .into_iter()
        .filter_map(|key| Some((key, entries.get(key)?)))
        .collect();
    given.sort_by_key(|(_, entry)| entry.key.start);
    match given.as_slice() {
        [] => report_no_cadence(fields),
        [(first, _), (second, entry), ..] => report_two(fields, first, second, entry),
        [_] => {}
    }
    let read: Vec<_> = given.into_iter().map(|(key, _)| one_cadence(fields, key, frame)).collect();
    read.into_iter().next().flatten()
}

fn one_cadence(fields: &mut Fields<'_>, key: &str, frame: &Frame<'_>) -> Option<Cadence> {
    let node = fields.readable(key);
    match key {
        "at" => {
            report_window(fields, key);
            times(node?, frame, fields.findings).map(Cadence::At)
        }
        "cron" => {
            report_window(fields, key);
            fields.findings.keep(cron(node?)).map(Cadence::Cron)
        }
        _ => every(fields, frame),
    }
}

fn report_no_cadence(fields: &mut Fields<'_>) {
    if fields.findings.is_whole {
        fields.findings.add(
            Problem::error(fields.table.span.clone(), "this reminder does not say when")
                .help("add one line below it: at = [\"09:00\"], or every = \"3h\", or cron = \"30 9 * * mon\""),
        );
    }
}

fn report_two(fields: &mut Fields<'_>, first: &str, second: &str, entry: &Entry) {
    fields.findings.add(
        Problem::error(
            entry.key.clone(),
            format!("this reminder has `{second}` and also `{first}`"),
        )
        .note("a reminder says when in one of three ways: `at`, `every` or `cron`")
        .help("keep one of the two lines; for both, write two reminders"),
    );
}

/// `from` and `until` make no sense without `every`.
fn report_window(fields: &mut Fields<'_>, key: &str) {
    let entries = &fields.table.entries;
    if entries.contains_key("every") {
        return;
    }
    for bound in ["from", "until"] {
        if let Some(entry) = entries.get(bound) {
            fields.findings.add(
                Problem::error(entry.key.clone(), format!("`{bound}` only goes with `every`"))
                    .help(format!("delete this line, or write `every` instead of `{key}`")),
            );
        }
    }
}

fn times(node: &Node, frame: &Frame<'_>, findings: &mut Findings) -> Option<Vec<TimePoint>> {
    let items = fields::items(node);
    if items.is_empty() || items.len() > MOST_TIMES {
        let (message, help) = if items.is_empty() {
            (
                "this never happens: the list of times is empty",
                "write at least one time, such as [\"09:00\"]; to switch the reminder off, write enabled = false",
            )
        } else {
            ("this list of times is too long", "use `every`, such as every = \"10m\"")
        };
        findings.add(Problem::error(node.span.clone(), message).help(help));
        return None;
    }
    let mut times: Vec<TimePoint> = Vec::new();
    for item in items.iter().filter(|item| item.value != Value::Broken) {
        let Some(time) = findings.keep(point(item)) else { continue };
        report_no_place(time, &item.span, frame, findings);
        if times.contains(&time) {
            findings.add(
                Problem::warning(item.span.clone(), "this time is in the list twice")
                    .help("delete one of the two; it is shown once anyway"),
            );
        }
        times.push(time);
    }
    Some(times)
}

fn report_no_place(
    time: TimePoint,
    span: &Range<usize>,
    frame: &Frame<'_>,
    findings: &mut Findings,
) {
    let sun = match time {
        TimePoint::Anchored { anchor: Anchor::Sunrise, .. } => "sunrise",
        TimePoint::Anchored { anchor: Anchor::Sunset, .. } => "sunset",
        TimePoint::Anchored { anchor: Anchor::Wake | Anchor::Sleep, .. } | TimePoint::Clock(_) => {
            return;
        }
    };
    if !frame.has_place && findings.is_whole {
        findings.add(
            Problem::error(span.clone(), format!("the time of {sun} depends on where you are"))
                .help("add three lines at the end of the file, with your own place: [place], latitude = 52.5, longitude = 13.4"),
        );
    }
}

fn every(fields: &mut Fields<'_>, frame: &Frame<'_>) -> Option<Cadence> {
    let step = fields.optional("every", |node| duration(node, STEP));
    let from = bound(fields, "from", Anchor::Wake, frame);
    let until = bound(fields, "until", Anchor::Sleep, frame);
    report_empty_window(fields, from, until, frame.day);
    Some(Cadence::Every { step: step?, from, until })
}

fn bound(fields: &mut Fields<'_>, key: &str, usual: Anchor, frame: &Frame<'_>) -> TimePoint {
    let time = fields.optional(key, point);
    if let (Some(time), Some(node)) = (time, fields.table.get(key)) {
        report_no_place(time, &node.span, frame, fields.findings);
    }
    time.unwrap_or(TimePoint::Anchored { anchor: usual, offset: TimeDelta::zero() })
}

fn report_empty_window(fields: &mut Fields<'_>, from: TimePoint, until: TimePoint, day: Day) {
    let is_empty = match (resolved(from, day), resolved(until, day)) {
        (Some(from), Some(until)) => from == until,
        (_, None) | (None, _) => from == until,
    };
    let Some(node) = fields.readable("until").or_else(|| fields.readable("from")) else { return };
    if is_empty {
        fields.findings.add(
            Problem::error(node.span.clone(), "this never happens: it ends when it begins")
                .note("`from` and `until` are the same time; without them, it is from waking to sleeping")
                .help("write two different times, such as from = \"09:00\" and until = \"21:00\""),
        );
    }
}

/// The time on the wall; `None` when the sun decides.
fn resolved(time: TimePoint, day: Day) -> Option<NaiveTime> {
    match time {
        TimePoint::Clock(time) => Some(time),
        TimePoint::Anchored { anchor: Anchor::Wake, offset } => {
            Some(day.wake.overflowing_add_signed(offset).0)
        }
        TimePoint::Anchored { anchor: Anchor::Sleep, offset } => {
            Some(day.sleep.overflowing_add_signed(offset).0)
        }
        TimePoint::Anchored { anchor: Anchor::Sunrise | Anchor::Sunset, .. } => None,
    }
}

fn nag(node: &Node, findings: &mut Findings) -> Option<Nag> {
    let Value::Table(table) = &node.value else {
        findings
            .add(node.instead_of("how often to ask again", "nag = { every = \"30m\", times = 2 }"));
        return None;
    };
    let mut fields = Fields::open(table, &fields::NAG, findings);
    let every = fields.required("every", "\"30m\"", |node| duration(node, STEP));
    let times = fields.required("times", "2", |node| integer(node, 1..=20));
    Some(Nag { every: every?, times: u32::try_from(times?).ok()? })
}

fn unless_closed(fields: &mut Fields<'_>, frame: &Frame<'_>) -> Option<String> {
    let node = fields.readable("unless_closed")?;
    let name = fields.optional("unless_closed", text::line)?;
    // What the plan has dropped is never closed.
    if frame.names.contains(&name.as_str()) {
        return Some(name);
    }
    let findings = &fields.findings;
    if frame.removed.contains(&name) || !findings.is_whole || findings.is_full() {
        return None;
    }
    let message = format!("there is no restriction with the id {}", quoted(&name));
    let problem = Problem::error(node.span.clone(), message);
    fields.findings.add(match nearest(&name, frame.names.iter().copied()) {
        Some(near) => problem.mend(
            format!("did you mean `{near}`?"),
            node.span.clone(),
            format!("\"{near}\""),
        ),
        None => problem.help("write the id of a [[restriction]] of this plan, or delete this line"),
    });
    None
}
