//! What `[[session]]`, `[[phase]]`, `[[restriction]]` and `[[reminder]]` have in common.

use std::{collections::BTreeMap, ops::Range};

use super::{
    fields::{Findings, Shape},
    problem::Problem,
    source::Sources,
    text::quoted,
    tree::{Node, Parsed, Table, Value},
};

/// The longest id, in bytes.
const LONGEST: usize = 64;

/// The tables of one kind, in the order of the file.
pub(super) fn tables<'a>(
    root: &'a Table,
    shape: &'static Shape,
    findings: &mut Findings,
) -> Vec<&'a Table> {
    let Some(node) = root.get(shape.name) else { return Vec::new() };
    match &node.value {
        Value::Broken => Vec::new(),
        Value::Array(items) => items.iter().filter_map(|item| one(item, shape, findings)).collect(),
        Value::Table(table) => {
            findings.add(single_brackets(node, shape));
            vec![table]
        }
        Value::Text(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Moment(_) => {
            findings.add(not_tables(node, shape));
            Vec::new()
        }
    }
}

fn one<'a>(item: &'a Node, shape: &Shape, findings: &mut Findings) -> Option<&'a Table> {
    match &item.value {
        Value::Table(table) => Some(table),
        Value::Broken => None,
        Value::Text(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Moment(_)
        | Value::Array(_) => {
            findings.add(not_tables(item, shape));
            None
        }
    }
}

fn single_brackets(node: &Node, shape: &Shape) -> Problem {
    let Shape { name, header, .. } = shape;
    Problem::error(node.span.clone(), format!("a plan can have several of `{name}`")).mend(
        "write two brackets on each side",
        node.span.clone(),
        *header,
    )
}

fn not_tables(node: &Node, shape: &Shape) -> Box<Problem> {
    let Shape { header, .. } = shape;
    node.instead_of("a table", &format!("a line {header}, and its keys on lines below it"))
}

/// A stable name: small letters, digits and hyphens.
pub(super) fn id(node: &Node) -> Parsed<String> {
    let id = &node.text("a name in quotes", "\"moisturize\"")?.value;
    let is_right = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if id.len() > LONGEST {
        return Err(Problem::error(node.span.clone(), "this id is too long")
            .help(format!("shorten it to at most {LONGEST} letters"))
            .into());
    }
    if !id.is_empty() && id.chars().all(is_right) {
        return Ok(id.clone());
    }
    let replaced: String =
        id.trim().to_lowercase().chars().map(|c| if is_right(c) { c } else { '-' }).collect();
    let replaced = replaced.trim_matches('-');
    let problem = Problem::error(node.span.clone(), format!("{} cannot be an id", quoted(id)))
        .note("an id has only small letters a to z, digits and hyphens");
    Err(match replaced {
        "" => problem.help("write a short name, such as \"moisturize\""),
        _ => problem.mend("write it like this", node.span.clone(), format!("\"{replaced}\"")),
    }
    .into())
}

/// Where each id of one kind was first used.
#[derive(Default)]
pub(super) struct Ids {
    first: BTreeMap<String, Range<usize>>,
}

impl Ids {
    /// Takes in an id, and reports it when it is taken.
    pub(super) fn claim(
        &mut self,
        id: &str,
        node: &Node,
        sources: &Sources,
        findings: &mut Findings,
    ) {
        let Some(first) = self.first.get(id) else {
            self.first.insert(id.to_owned(), node.span.clone());
            return;
        };
        let first = sources.place(first.start);
        let said = first
            .map(|place| format!("it is first used in line {} of {}", place.line, place.source));
        findings.add(
            Problem::error(node.span.clone(), format!("the id {} is already taken", quoted(id)))
                .note(said.unwrap_or_default())
                .help("give one of the two another id, or delete one"),
        );
    }
}

/// Every id that the tables of one kind say, the faulty ones included.
pub(super) fn named<'a>(root: &'a Table, shape: &Shape) -> Vec<&'a str> {
    let items = match root.get(shape.name).map(|node| &node.value) {
        Some(Value::Array(items)) => items.as_slice(),
        Some(_) | None => &[],
    };
    items.iter().filter_map(id_of).collect()
}

/// The id that a table says, right or wrong.
pub(super) fn id_of(item: &Node) -> Option<&str> {
    let Value::Table(table) = &item.value else { return None };
    let Value::Text(text) = &table.get("id")?.value else { return None };
    Some(&text.value)
}
