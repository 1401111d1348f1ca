//! From a file to a plan, or to everything that is wrong with it.

use std::{collections::BTreeSet, ops::Range};

use super::{
    entries::{Ids, named, tables},
    fields::{self, Fields, Findings, RESTRICTION, Shape, Word, integer, word},
    layers::{self, Layered},
    model::{Phase, Plan, Privacy, Reminder, Restriction},
    problem::{Problem, Severity},
    reminder::{Frame, reminder},
    restriction::{phase, restriction},
    session::sessions,
    settings,
    source::{Place, Source, Sources},
    text::{self, quoted},
    tree::{Node, Parsed, Table, Value},
};

/// The most sessions, phases, restrictions and reminders of one plan, all together.
const MOST_ENTRIES: usize = 10_000;

impl Word for Privacy {
    const ALL: &'static [(&'static str, Self)] =
        &[("discreet", Self::Discreet), ("plain", Self::Plain), ("silent", Self::Silent)];
}

/// What came of reading a plan.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The plan; `None` exactly when one of the problems is an error.
    pub plan: Option<Plan>,
    /// Everything that is wrong, in the order of the files.
    pub problems: Vec<Problem>,
    /// The texts that were read, for showing problems.
    pub sources: Sources,
    /// Where the time zone was written. Whether it exists is for the caller to find out.
    pub timezone_span: Option<Range<usize>>,
    root: Table,
}

impl Reading {
    /// Takes in a problem that only the caller could find, and gives up the plan for an error.
    pub fn add(&mut self, problem: Problem) {
        if problem.severity == Severity::Error {
            self.plan = None;
        }
        self.problems.push(problem);
    }

    /// From which file and line a value of an entry came: of the `reminder`, `restriction` or
    /// `phase` with this id, under this key.
    pub fn entry_place(&self, kind: &str, id: &str, key: &str) -> Option<Place<'_>> {
        let Value::Array(items) = &self.root.get(kind)?.value else { return None };
        let item = items.iter().find(|item| super::entries::id_of(item) == Some(id))?;
        let Value::Table(table) = &item.value else { return None };
        self.sources.place(table.entries.get(key)?.key.start)
    }

    /// From which file and line a value came: `["title"]`, `["day", "wake"]`.
    pub fn place(&self, path: &[&str]) -> Option<Place<'_>> {
        let (last, tables) = path.split_last()?;
        let mut table = &self.root;
        for key in tables {
            let Value::Table(inner) = &table.get(key)?.value else { return None };
            table = inner;
        }
        self.sources.place(table.entries.get(*last)?.key.start)
    }
}

/// Reads a plan; `load` gives the text of a template by the name or path that `extends` has,
/// paths counting from the plan's own folder, or says why it cannot.
pub fn read(main: Source, load: &mut dyn FnMut(&str) -> Result<Source, String>) -> Reading {
    let mut sources = Sources::default();
    let mut findings = Findings::new();
    let Layered { root, removed } = layers::read(main, load, &mut sources, &mut findings);
    let is_crowd = report_crowd(&root, &mut findings);
    let plan = (!is_crowd).then(|| plan(&root, &removed, &sources, &mut findings));
    let problems = findings.sorted();
    let is_wrong = problems.iter().any(|problem| problem.severity == Severity::Error);
    let timezone_span = root.get("timezone").map(|node| node.span.clone());
    Reading { plan: plan.filter(|_| !is_wrong), problems, sources, timezone_span, root }
}

/// Whether there are more entries than anybody can mean.
fn report_crowd(root: &Table, findings: &mut Findings) -> bool {
    let kinds = ["session", "sessions", "phase", "restriction", "reminder"];
    let nodes = || kinds.iter().filter_map(|kind| root.get(kind));
    let count: usize = nodes().map(|node| fields::items(node).len()).sum();
    let Some(first) = nodes().next().filter(|_| count > MOST_ENTRIES) else { return false };
    findings.add(
        Problem::error(first.span.clone(), format!("this plan has {count} entries")).help(format!(
            "a plan can have at most {MOST_ENTRIES} sessions, phases, restrictions and reminders"
        )),
    );
    true
}

fn plan(
    root: &Table,
    removed: &BTreeSet<String>,
    sources: &Sources,
    findings: &mut Findings,
) -> Plan {
    let mut fields = Fields::open(root, &fields::TOP, findings);
    let title = fields.optional("title", text::line);
    let day_of_session = fields.optional("day_of_session", |node| integer(node, 0..=1));
    let day_of_session = day_of_session.and_then(|day| i32::try_from(day).ok()).unwrap_or(0);
    let timezone = fields.optional("timezone", timezone);
    let privacy = fields.optional("privacy", word).unwrap_or(Privacy::Discreet);
    let day = settings::day(root, findings);
    let place = settings::place(root, findings);
    let restrictions = restrictions(root, day_of_session, sources, findings);
    let frame = Frame {
        day,
        day_of_session,
        has_place: root.get("place").is_some(),
        restrictions: &restrictions,
        names: &named(root, &RESTRICTION),
        removed,
    };
    let reminders = reminders(root, &frame, sources, findings);
    Plan {
        title: title.unwrap_or_else(|| "Recovery plan".to_owned()),
        sessions: sessions(root, findings),
        day_of_session,
        timezone,
        privacy,
        day,
        quiet: settings::quiet(root, day, findings),
        contact: settings::contact(root, findings),
        place,
        labels: settings::labels(root, findings),
        phases: phases(root, day_of_session, sources, findings),
        restrictions,
        reminders,
    }
}

/// Only its shape: which zones exist is known elsewhere.
fn timezone(node: &Node) -> Parsed<String> {
    let name = text::line(node)?;
    let is_right = |c: char| c.is_ascii_alphanumeric() || "_+/-".contains(c);
    if name.len() <= 64 && name.chars().all(is_right) && !name.starts_with('/') {
        return Ok(name);
    }
    Err(Problem::error(node.span.clone(), format!("{} is not the name of a time zone", quoted(&name)))
        .help("write continent/city, such as \"Europe/Berlin\", or delete the line to follow the computer")
        .into())
}

fn restrictions(
    root: &Table,
    day_of_session: i32,
    sources: &Sources,
    findings: &mut Findings,
) -> Vec<Restriction> {
    let tables = unique(root, &RESTRICTION, sources, findings);
    tables.into_iter().filter_map(|table| restriction(table, day_of_session, findings)).collect()
}

fn phases(
    root: &Table,
    day_of_session: i32,
    sources: &Sources,
    findings: &mut Findings,
) -> Vec<Phase> {
    let tables = unique(root, &fields::PHASE, sources, findings);
    tables.into_iter().filter_map(|table| phase(table, day_of_session, findings)).collect()
}

fn reminders(
    root: &Table,
    frame: &Frame<'_>,
    sources: &Sources,
    findings: &mut Findings,
) -> Vec<Reminder> {
    let tables = unique(root, &fields::REMINDER, sources, findings);
    tables.into_iter().filter_map(|table| reminder(table, frame, findings)).collect()
}

/// The tables of one kind, after reporting every id that two of them have.
fn unique<'a>(
    root: &'a Table,
    shape: &'static Shape,
    sources: &Sources,
    findings: &mut Findings,
) -> Vec<&'a Table> {
    let tables = tables(root, shape, findings);
    let mut ids = Ids::default();
    for node in tables.iter().filter_map(|table| table.get("id")) {
        if let Value::Text(text) = &node.value {
            ids.claim(&text.value, node, sources, findings);
        }
    }
    tables
}
