//! Taking a table apart key by key, so that every key is either used or reported.

use std::ops::{Range, RangeInclusive};

use super::{
    problem::Problem,
    text::{either, nearest, quoted},
    tree::{Node, Parsed, Table, Value},
};

/// After so many problems a file is hopeless, and reporting more would only take time.
const MOST_PROBLEMS: usize = 1_000;

/// What has been found wrong so far.
#[derive(Debug)]
pub(super) struct Findings {
    pub(super) problems: Vec<Problem>,
    /// `false` when a part of the plan could not be read at all: then nothing is called missing.
    pub(super) is_whole: bool,
    /// `false` when it is unclear which key belongs to which table.
    pub(super) is_well_formed: bool,
}

impl Findings {
    pub(super) fn new() -> Self {
        Self { problems: Vec::new(), is_whole: true, is_well_formed: true }
    }

    /// Takes in a problem, unless there are too many already.
    pub(super) fn add(&mut self, problem: impl Into<Box<Problem>>) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(*problem.into());
        }
    }

    /// The value, or `None` and one more problem.
    pub(super) fn keep<T>(&mut self, parsed: Parsed<T>) -> Option<T> {
        parsed.map_err(|problem| self.add(problem)).ok()
    }

    pub(super) fn is_full(&self) -> bool {
        self.problems.len() >= MOST_PROBLEMS
    }

    /// Every problem in the order of the files.
    pub(super) fn sorted(mut self) -> Vec<Problem> {
        if self.is_full() {
            let message =
                format!("there are more than {MOST_PROBLEMS} problems; these are the first");
            self.problems.push(Problem { span: None, ..Problem::error(0..0, message) });
        }
        self.problems.sort_by_key(Problem::order);
        self.problems
    }
}

/// The name and the keys of one kind of table.
#[derive(Debug)]
pub(super) struct Shape {
    /// What messages call one of them.
    pub(super) name: &'static str,
    /// How its header is written; empty for the top of the file.
    pub(super) header: &'static str,
    pub(super) keys: &'static [&'static str],
}

/// The keys at the top of a file.
pub(super) const TOP: Shape = Shape {
    name: "plan",
    header: "",
    keys: &[
        "version",
        "title",
        "extends",
        "sessions",
        "session",
        "shift",
        "day_of_session",
        "timezone",
        "privacy",
        "history",
        "remove",
        "day",
        "quiet",
        "contact",
        "place",
        "labels",
        "phase",
        "restriction",
        "reminder",
    ],
};
pub(super) const SESSION: Shape =
    Shape { name: "session", header: "[[session]]", keys: &["date", "time", "label", "status"] };
pub(super) const SHIFT: Shape =
    Shape { name: "shift", header: "[[shift]]", keys: &["session", "after", "days"] };
pub(super) const DAY: Shape =
    Shape { name: "day", header: "[day]", keys: &["wake", "sleep", "notices"] };
pub(super) const QUIET: Shape = Shape { name: "quiet", header: "[quiet]", keys: &["from", "to"] };
pub(super) const CONTACT: Shape =
    Shape { name: "contact", header: "[contact]", keys: &["practitioner", "doctor"] };
pub(super) const PLACE: Shape =
    Shape { name: "place", header: "[place]", keys: &["latitude", "longitude"] };
pub(super) const LABELS: Shape =
    Shape { name: "labels", header: "[labels]", keys: &["done", "later", "skip"] };
pub(super) const PHASE: Shape =
    Shape { name: "phase", header: "[[phase]]", keys: &["id", "label", "days", "note"] };
pub(super) const RESTRICTION: Shape = Shape {
    name: "restriction",
    header: "[[restriction]]",
    keys: &[
        "id",
        "label",
        "days",
        "count_from",
        "meanwhile",
        "then",
        "because",
        "ask",
        "words",
        "discreet",
    ],
};
pub(super) const REMINDER: Shape = Shape {
    name: "reminder",
    header: "[[reminder]]",
    keys: &[
        "id",
        "text",
        "details",
        "discreet",
        "days",
        "count_from",
        "at",
        "every",
        "cron",
        "from",
        "until",
        "kind",
        "urgency",
        "grace",
        "if_missed",
        "nag",
        "snooze",
        "quiet",
        "unless_closed",
        "enabled",
    ],
};
pub(super) const NAG: Shape = Shape { name: "nag", header: "nag", keys: &["every", "times"] };

/// Where else a misplaced key may belong. Keys that several tables have are told by none.
pub(super) const HOMES: [&Shape; 10] =
    [&SESSION, &DAY, &QUIET, &CONTACT, &PLACE, &LABELS, &PHASE, &RESTRICTION, &REMINDER, &SHIFT];

/// One table that is being taken apart.
pub(super) struct Fields<'a> {
    shape: &'static Shape,
    pub(super) table: &'a Table,
    pub(super) findings: &'a mut Findings,
}

impl<'a> Fields<'a> {
    /// Begins with a table, and reports every key that it should not have.
    pub(super) fn open(
        table: &'a Table,
        shape: &'static Shape,
        findings: &'a mut Findings,
    ) -> Self {
        for (key, entry) in &table.entries {
            if !shape.keys.contains(&key.as_str()) && !findings.is_full() {
                findings.unknown_key(key, entry.key.clone(), shape);
            }
        }
        Self { shape, table, findings }
    }

    /// The value under `key`; `None` when it is absent or wrong.
    pub(super) fn optional<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(&Node) -> Parsed<T>,
    ) -> Option<T> {
        self.readable(key).and_then(|node| self.findings.keep(read(node)))
    }

    /// The value under `key`, whose absence is a problem.
    pub(super) fn required<T>(
        &mut self,
        key: &str,
        example: &str,
        read: impl FnOnce(&Node) -> Parsed<T>,
    ) -> Option<T> {
        if self.table.get(key).is_none() {
            self.missing(key, example);
        }
        self.optional(key, read)
    }

    /// The value under `key`, unless its syntax is wrong, which has been reported already.
    pub(super) fn readable(&self, key: &str) -> Option<&'a Node> {
        self.table.get(key).filter(|node| node.value != Value::Broken)
    }

    fn missing(&mut self, key: &str, example: &str) {
        let Shape { name, header, .. } = self.shape;
        let help = if header.starts_with('[') {
            format!("add a line below it, such as: {key} = {example}")
        } else {
            format!("add this between the braces: {key} = {example}")
        };
        if self.findings.is_whole {
            let message = format!("this {name} has no `{key}`");
            self.findings.add(Problem::error(self.table.span.clone(), message).help(help));
        }
    }
}

impl Findings {
    fn unknown_key(&mut self, key: &str, span: Range<usize>, shape: &Shape) {
        let problem = Problem::error(span.clone(), format!("unknown key {}", quoted(key)));
        // Below a broken header, a key is not in the table that it was written in.
        if !self.is_well_formed && HOMES.iter().any(|home| home.keys.contains(&key)) {
            return;
        }
        let is_about_the_plan = !shape.header.is_empty() && TOP.keys.contains(&key);
        if let Some(near) = nearest(key, shape.keys.iter().copied()).filter(|_| !is_about_the_plan)
        {
            self.add(problem.mend(format!("did you mean `{near}`?"), span, near));
        } else if self.is_well_formed {
            self.add(elsewhere(problem, key, shape));
        }
    }
}

/// Says where a key belongs that is unlike any key of its table.
fn elsewhere(problem: Problem, key: &str, shape: &Shape) -> Problem {
    if !shape.header.is_empty() && TOP.keys.contains(&key) {
        return problem.label(format!("not a key of {}", shape.header)).help(format!(
            "move this line to the top of the file, above the first line in [brackets]; `{key}` \
             is about the whole plan"
        ));
    }
    match HOMES.iter().find(|home| home.keys.contains(&key)) {
        Some(home) => {
            problem.help(format!("`{key}` belongs below a line that says {}", home.header))
        }
        None => problem.help(format!("the keys that can stand here are {}", either(shape.keys))),
    }
}

/// A word out of a few.
pub(super) trait Word: Copy + 'static {
    /// Every word and what it means.
    const ALL: &'static [(&'static str, Self)];
}

/// One of the words of `T`.
pub(super) fn word<T: Word>(node: &Node) -> Parsed<T> {
    let words: Vec<&str> = T::ALL.iter().map(|(word, _)| *word).collect();
    let example = words.first().map(|word| format!("\"{word}\"")).unwrap_or_default();
    let text = &node.text("one word in quotes", &example)?.value;
    if let Some((_, value)) = T::ALL.iter().find(|(word, _)| word == text) {
        return Ok(*value);
    }
    let message = format!("{} is not one of the words that can stand here", quoted(text));
    let problem = Problem::error(node.span.clone(), message);
    Err(match nearest(&text.to_lowercase(), words.iter().copied()) {
        Some(near) => problem.mend(
            format!("did you mean `{near}`?"),
            node.span.clone(),
            format!("\"{near}\""),
        ),
        None => problem.help(format!("write {}, in quotes", either(&words))),
    }
    .into())
}

/// `true` or `false`.
pub(super) fn boolean(node: &Node) -> Parsed<bool> {
    if let Value::Boolean(boolean) = node.value {
        return Ok(boolean);
    }
    let problem = *node.instead_of("true or false", "enabled = false");
    let text = node.text("", "").map_or("", |text| text.value.as_str());
    Err(match text.trim().to_lowercase().as_str() {
        word @ ("true" | "false") => {
            problem.mend("write it without quotes", node.span.clone(), word)
        }
        "yes" | "on" => problem.mend("write it like this", node.span.clone(), "true"),
        "no" | "off" => problem.mend("write it like this", node.span.clone(), "false"),
        _ => problem,
    }
    .into())
}

/// The items of a list; a single value counts as a list of one.
pub(super) fn items(node: &Node) -> &[Node] {
    match &node.value {
        Value::Array(items) => items,
        Value::Text(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Moment(_)
        | Value::Table(_)
        | Value::Broken => std::slice::from_ref(node),
    }
}

/// A whole number within `range`.
pub(super) fn integer(node: &Node, range: RangeInclusive<i64>) -> Parsed<i64> {
    let (least, most) = (range.start(), range.end());
    let joint = if most - least == 1 { "or" } else { "to" };
    let expected = format!("a whole number, {least} {joint} {most}");
    let Value::Integer(integer) = node.value else {
        let problem = *node.instead_of(&expected, &least.to_string());
        let number = node.text("", "").ok().and_then(|text| text.value.trim().parse::<i64>().ok());
        return Err(match number.filter(|number| range.contains(number)) {
            Some(number) => {
                problem.mend("write it without quotes", node.span.clone(), number.to_string())
            }
            None => problem,
        }
        .into());
    };
    integer.filter(|integer| range.contains(integer)).ok_or_else(|| {
        Problem::error(node.span.clone(), "this number cannot stand here")
            .help(format!("write {expected}"))
            .into()
    })
}
