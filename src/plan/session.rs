//! Treatment dates: a list of dates, or tables that say more about each.

use std::{collections::BTreeMap, ops::Range};

use chrono::{Datelike as _, NaiveDate};

use super::{
    entries::tables,
    fields::{self, Fields, Findings, Word, word},
    model::{Session, SessionStatus},
    problem::Problem,
    syntax::not_a_date,
    text, times,
    tree::{Moment, Node, Parsed, Table, Value},
};

const EXAMPLE: &str = "2026-11-20";

impl Word for SessionStatus {
    const ALL: &'static [(&'static str, Self)] =
        &[("booked", Self::Booked), ("done", Self::Done), ("cancelled", Self::Cancelled)];
}

/// Every session, oldest first.
pub(super) fn sessions(root: &Table, findings: &mut Findings) -> Vec<Session> {
    let mut found = Vec::new();
    if let (Some(list), Some(table)) = (root.entries.get("sessions"), root.entries.get("session")) {
        let second = list.key.start.max(table.key.start);
        let second = if second == list.key.start { &list.key } else { &table.key };
        findings.add(
            Problem::error(second.clone(), "the sessions are given in two ways")
                .help("use either `sessions = [...]` or [[session]] tables, not both"),
        );
    }
    if let Some(node) = root.get("sessions") {
        listed(node, findings, &mut found);
    }
    for table in tables(root, &fields::SESSION, findings) {
        found.extend(session(table, findings));
    }
    report_twins(&found, findings);
    found.sort_by_key(|(session, _)| session.date);
    found.into_iter().map(|(session, _)| session).collect()
}

type Placed = (Session, Range<usize>);

fn listed(node: &Node, findings: &mut Findings, found: &mut Vec<Placed>) {
    for item in fields::items(node).iter().filter(|item| item.value != Value::Broken) {
        if let Some(date) = findings.keep(date(item)) {
            let session = Session { date, time: None, label: None, status: SessionStatus::Booked };
            found.push((session, item.span.clone()));
        }
    }
}

fn session(table: &Table, findings: &mut Findings) -> Option<Placed> {
    let mut fields = Fields::open(table, &fields::SESSION, findings);
    let date = fields.required("date", EXAMPLE, date);
    let time = fields.optional("time", times::clock);
    let label = fields.optional("label", text::line);
    let status = fields.optional("status", word).unwrap_or(SessionStatus::Booked);
    let span = table.get("date")?.span.clone();
    Some((Session { date: date?, time, label, status }, span))
}

fn report_twins(found: &[Placed], findings: &mut Findings) {
    let mut seen = BTreeMap::new();
    for (session, span) in found {
        if seen.insert(session.date, span).is_some() {
            findings.add(
                Problem::error(span.clone(), format!("there are two sessions on {}", session.date))
                    .help("delete one of them"),
            );
        }
    }
}

/// Where the session of this date was written.
pub(super) fn span_of(root: &Table, wanted: NaiveDate) -> Option<Range<usize>> {
    let nodes = ["session", "sessions"].into_iter().filter_map(|key| root.get(key));
    let dates = nodes.flat_map(fields::items).filter_map(|item| match &item.value {
        Value::Table(table) => table.get("date"),
        Value::Moment(_) | Value::Text(_) => Some(item),
        Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Array(_)
        | Value::Broken => None,
    });
    let mut found = dates.filter(|node| date(node).is_ok_and(|date| date == wanted));
    found.next().map(|node| node.span.clone())
}

/// A calendar date, native or in quotes.
pub(super) fn date(node: &Node) -> Parsed<NaiveDate> {
    let date = match &node.value {
        Value::Moment(Moment { date: Some((year, month, day)), time: None, .. }) => {
            NaiveDate::from_ymd_opt(*year, *month, *day)
        }
        Value::Moment(Moment { date: Some((year, month, day)), .. }) => {
            let date = format!("{year:04}-{month:02}-{day:02}");
            return Err((*node.instead_of("a date without a time", EXAMPLE))
                .note("for the time of a treatment, use a [[session]] table with `date` and `time`")
                .mend("write the date alone", node.span.clone(), date)
                .into());
        }
        Value::Moment(_)
        | Value::Text(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Array(_)
        | Value::Table(_)
        | Value::Broken => {
            let text = &node.text("a date", EXAMPLE)?.value;
            written(text).ok_or_else(|| not_a_date(text, node.span.clone()))?.into()
        }
    };
    date.filter(|date| (1900..=2200).contains(&date.year())).ok_or_else(|| {
        Problem::error(node.span.clone(), "this year cannot be right")
            .help("write a date between 1900 and 2200")
            .into()
    })
}

/// `YYYY-MM-DD` and nothing else; chrono alone would take `2026-1-5` and blanks.
fn written(text: &str) -> Option<NaiveDate> {
    let is_right = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    is_right.then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok())?
}
