//! A plan file as nested values, each with the bytes it was written in.
//!
//! Not serde: it stops at the first problem and loses places in tagged values. This is the one
//! module that knows the TOML library, together with [`syntax`](super::syntax).

use std::{collections::BTreeMap, ops::Range};

use toml::de::{DeInteger, DeTable, DeValue};

use super::problem::Problem;

/// A value, or what is wrong with it.
pub(super) type Parsed<T> = Result<T, Box<Problem>>;

/// A value and where it was written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    pub(super) span: Range<usize>,
    pub(super) value: Value,
}

/// What TOML can say.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Text(Text),
    /// `None` is beyond 64 bits.
    Integer(Option<i64>),
    Float(f64),
    Boolean(bool),
    Moment(Moment),
    Array(Vec<Node>),
    Table(Table),
    /// Its syntax is wrong, which has been reported: readers say nothing more about it.
    Broken,
}

/// A native date, time or both, as numbers that are not checked against a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    /// Year, month and day.
    pub(super) date: Option<(i32, u32, u32)>,
    pub(super) time: Option<Clock>,
}

/// A native time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) hour: u32,
    pub(super) minute: u32,
    pub(super) second: u32,
    pub(super) has_fraction: bool,
}

/// A text, with the place of its first character when it was written without escapes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) value: String,
    start: Option<usize>,
}

/// Keys and their values.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Table {
    /// The header, or the braces and what is between them.
    pub(super) span: Range<usize>,
    pub(super) entries: BTreeMap<String, Entry>,
}

/// A value under its key.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    /// Where the key was written.
    pub(super) key: Range<usize>,
    pub(super) node: Node,
}

/// What the library made of a file.
pub(super) struct Parse {
    pub(super) root: Table,
    pub(super) errors: Vec<toml::de::Error>,
}

/// Reads `text`, whose first byte has the number `base`, as far as its syntax allows.
pub(super) fn parse(text: &str, base: usize) -> Parse {
    let (table, errors) = DeTable::parse_recoverable(text);
    let marks = errors.iter().filter_map(|error| error.span().map(|span| span.start)).collect();
    let planting = Planting { text, base, marks };
    Parse { root: planting.table(table.get_ref(), 0..0), errors }
}

struct Planting<'a> {
    text: &'a str,
    base: usize,
    /// Where syntax errors are.
    marks: std::collections::BTreeSet<usize>,
}

impl Planting<'_> {
    fn table(&self, table: &DeTable<'_>, span: Range<usize>) -> Table {
        let entries = table.iter().map(|(key, value)| {
            let node = self.node(value.get_ref(), value.span());
            (key.get_ref().to_string(), Entry { key: self.shifted(key.span()), node })
        });
        Table { entries: entries.collect(), span: self.shifted(span) }
    }

    fn node(&self, value: &DeValue<'_>, span: Range<usize>) -> Node {
        let is_leaf = !value.is_table() && !value.is_array();
        let value = match value {
            _ if is_leaf && self.marks.range(span.start..=span.end).next().is_some() => {
                Value::Broken
            }
            DeValue::String(text) => Value::Text(self.text(text, &span)),
            DeValue::Integer(integer) => Value::Integer(self::integer(integer)),
            DeValue::Float(float) => float.as_str().parse().map_or(Value::Broken, Value::Float),
            DeValue::Boolean(boolean) => Value::Boolean(*boolean),
            DeValue::Datetime(moment) => Value::Moment(Moment {
                date: moment
                    .date
                    .map(|date| (date.year.into(), date.month.into(), date.day.into())),
                time: moment.time.map(|time| Clock {
                    hour: time.hour.into(),
                    minute: time.minute.into(),
                    second: time.second.unwrap_or(0).into(),
                    has_fraction: time.nanosecond.unwrap_or(0) != 0,
                }),
            }),
            DeValue::Array(items) => Value::Array(
                items.iter().map(|item| self.node(item.get_ref(), item.span())).collect(),
            ),
            DeValue::Table(table) => Value::Table(self.table(table, span.clone())),
        };
        Node { span: self.shifted(span), value }
    }

    fn text(&self, value: &str, span: &Range<usize>) -> Text {
        let raw = self.text.get(span.clone()).unwrap_or("");
        let quotes = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quotes| {
            raw.strip_prefix(quotes).and_then(|raw| raw.strip_suffix(quotes)) == Some(value)
        });
        let start = quotes.map(|quotes| self.base + span.start + quotes.len());
        Text { value: value.to_owned(), start }
    }

    fn shifted(&self, span: Range<usize>) -> Range<usize> {
        self.base + span.start..self.base + span.end
    }
}

fn integer(integer: &DeInteger<'_>) -> Option<i64> {
    i64::from_str_radix(integer.as_str(), integer.radix()).ok()
}

impl Node {
    /// The text it is, or a problem that says what was expected, with an example.
    pub(super) fn text(&self, expected: &str, example: &str) -> Parsed<&Text> {
        match &self.value {
            Value::Text(text) => Ok(text),
            Value::Integer(_)
            | Value::Float(_)
            | Value::Boolean(_)
            | Value::Moment(_)
            | Value::Array(_)
            | Value::Table(_)
            | Value::Broken => Err(self.instead_of(expected, example)),
        }
    }

    /// The table it is, if it is one.
    pub(super) fn table(&self) -> Option<&Table> {
        let Value::Table(table) = &self.value else { return None };
        Some(table)
    }

    /// The bytes of a part of its text; all of it when the text was written with escapes.
    pub(super) fn part(&self, range: Range<usize>) -> Range<usize> {
        match &self.value {
            Value::Text(Text { start: Some(start), .. }) => start + range.start..start + range.end,
            Value::Text(_)
            | Value::Integer(_)
            | Value::Float(_)
            | Value::Boolean(_)
            | Value::Moment(_)
            | Value::Array(_)
            | Value::Table(_)
            | Value::Broken => self.span.clone(),
        }
    }

    /// The problem that this is something else than `expected`.
    pub(super) fn instead_of(&self, expected: &str, example: &str) -> Box<Problem> {
        let found = self.value.in_words();
        Problem::error(self.span.clone(), format!("expected {expected}, found {found}"))
            .help(format!("write it like this: {example}"))
            .into()
    }
}

impl Value {
    fn in_words(&self) -> &'static str {
        match self {
            Self::Text(_) => "a text",
            Self::Integer(_) => "a number",
            Self::Float(_) => "a number with a decimal point",
            Self::Boolean(_) => "true or false",
            Self::Moment(Moment { date: None, .. }) => "a time",
            Self::Moment(Moment { time: None, .. }) => "a date",
            Self::Moment(_) => "a date with a time",
            Self::Array(_) => "a list",
            Self::Table(_) => "a table",
            Self::Broken => "something unreadable",
        }
    }
}

impl Table {
    /// The value under `key`.
    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        self.entries.get(key).map(|entry| &entry.node)
    }
}
