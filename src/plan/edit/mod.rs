//! Changing a person's own plan file, text to text. What is not part of a change stays, byte for
//! byte: comments, layout, line ends and a byte order mark.
//!
//! Pieces of the text are replaced at the places that the reader knows. Libraries that write a whole
//! file anew lose `\r\n`, and give a comment in a list to the wrong item.

pub mod fresh;
mod list;
mod sessions;
mod shifts;

use std::ops::Range;

use chrono::NaiveDate;

pub use self::{
    sessions::{Added, Cancelled, add_session, cancel_session, move_session},
    shifts::{add_shift, undo_shift, without_shifts},
};
use super::{
    model::{Session, SessionStatus},
    session,
    tree::{self, Node, Table, Value},
};

/// Why a change cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Sessions have different dates.
    #[error("the plan has a session on {0} already\nTo change what it says: aftercare edit")]
    Taken(NaiveDate),
    /// There is none to change.
    #[error("the plan has no session on {date}{}", near(nearest))]
    Unknown {
        /// The date that was asked for.
        date: NaiveDate,
        /// The dates that may be meant, the nearest first.
        nearest: Vec<NaiveDate>,
    },
    /// It was cancelled before.
    #[error("the session on {0} is cancelled already")]
    Cancelled(NaiveDate),
    /// There is nothing to take back.
    #[error("there is no shift of the session on {0}")]
    NoShift(NaiveDate),
    /// It is not this file's to take back.
    #[error(
        "the shift stands in a template, which is left alone\n\
         To have none of its shifts, write above all [brackets] of your plan: shift = []"
    )]
    TemplatesShift,
}

fn near(nearest: &[NaiveDate]) -> String {
    match nearest {
        [] => ", nor any other".to_owned(),
        [only] => format!("; did you mean {only}?"),
        [first, more @ ..] => {
            let more: Vec<_> = more.iter().map(NaiveDate::to_string).collect();
            format!("; did you mean {first}? There is also {}", more.join(", "))
        }
    }
}

/// A file's text, and the pieces of it that are to be replaced.
struct Draft<'a> {
    text: &'a str,
    replaced: Vec<(Range<usize>, String)>,
}

impl<'a> Draft<'a> {
    /// Begins with a text that the reader has accepted.
    fn open(text: &'a str) -> (Self, Table) {
        let plain = text.trim_start_matches('\u{FEFF}');
        let root = tree::parse(plain, text.len() - plain.len()).root;
        (Self { text, replaced: Vec::new() }, root)
    }

    fn replace(&mut self, piece: Range<usize>, by: impl Into<String>) {
        self.replaced.push((piece, by.into()));
    }

    fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.replace(at..at, text);
    }

    /// The whole text with every change; what is inserted at one place stays in its order.
    fn finish(mut self) -> String {
        self.replaced.sort_by_key(|(piece, _)| piece.start);
        let mut text = String::with_capacity(self.text.len());
        let mut at = 0;
        for (piece, by) in &self.replaced {
            text.push_str(self.part(at..piece.start));
            text.push_str(by);
            at = at.max(piece.end);
        }
        text + self.part(at..self.text.len())
    }

    fn part(&self, piece: Range<usize>) -> &'a str {
        self.text.get(piece).unwrap_or("")
    }

    /// How this file ends its lines.
    fn newline(&self) -> &'static str {
        let first = self.text.split_inclusive('\n').next().unwrap_or("");
        if first.ends_with("\r\n") { "\r\n" } else { "\n" }
    }

    fn line_start(&self, at: usize) -> usize {
        self.part(0..at).rfind('\n').map_or(self.first(), |end| end + 1)
    }

    /// Before the line's own end.
    fn line_end(&self, at: usize) -> usize {
        let line = self.part(at..self.text.len()).split('\n').next().unwrap_or("");
        at + line.strip_suffix('\r').unwrap_or(line).len()
    }

    fn next_line(&self, at: usize) -> usize {
        let rest = self.part(at..self.text.len());
        rest.find('\n').map_or(self.text.len(), |end| at + end + 1)
    }

    /// After a byte order mark.
    fn first(&self) -> usize {
        self.text.len() - self.text.trim_start_matches('\u{FEFF}').len()
    }

    /// The blanks that a line begins with.
    fn indent(&self, at: usize) -> &'a str {
        let start = self.line_start(at);
        let line = self.part(start..at);
        self.part(start..start + line.len() - line.trim_start().len())
    }

    /// Adds lines after everything else, one empty line apart.
    fn append(&mut self, lines: &[String]) {
        let newline = self.newline();
        let body = self.part(self.first()..self.text.len());
        let follows = self.replaced.iter().any(|(piece, _)| piece.start == self.text.len());
        let gap = match body {
            _ if follows => newline,
            "" => "",
            _ if body.ends_with("\n\n") || body.ends_with("\n\r\n") => "",
            _ if body.ends_with('\n') => newline,
            _ => &newline.repeat(2),
        };
        let block = format!("{gap}{}{newline}", lines.join(newline));
        self.insert(self.text.len(), block);
    }

    /// Adds a line that is about the whole plan, above every table.
    fn add_on_top(&mut self, root: &Table, key: &str, value: &str) {
        let newline = self.newline();
        let ends = root.entries.values().filter(|entry| !is_table(&entry.node));
        let last = ends.max_by_key(|entry| entry.key.start);
        let Some(above) = root.entries.get("extends").or(last) else {
            let at = self.below_first_comment();
            let is_line = at == self.first() || self.part(0..at).ends_with('\n');
            let gap = if is_line { "" } else { newline };
            self.insert(at, format!("{gap}{key} = {value}{newline}"));
            return;
        };
        let line = self.like(above.key.start..above.node.span.start, key, value);
        self.insert(self.line_end(above.node.span.end), format!("{newline}{line}"));
    }

    /// After the comment that the file begins with, which editors and people look for there.
    fn below_first_comment(&self) -> usize {
        let lines = self.part(self.first()..self.text.len()).split_inclusive('\n');
        let comment = lines.take_while(|line| line.starts_with('#'));
        self.first() + comment.map(str::len).sum::<usize>()
    }

    /// A line with the = below the one of another line, whose key and = are `lead`.
    fn like(&self, lead: Range<usize>, key: &str, value: &str) -> String {
        let indent = self.indent(lead.start);
        let (name, rest) = self.part(lead).split_once('=').unwrap_or(("", " "));
        let blanks = name.len() - name.trim_end().len();
        let width = name.chars().count().max(key.chars().count() + blanks.min(1));
        format!("{indent}{key:<width$}={rest}{value}")
    }

    /// Says something in a table, in the place of what it said or below its last line.
    fn set(&mut self, table: &Table, key: &str, value: &str) {
        let Some(last) = table.entries.values().max_by_key(|entry| entry.key.start) else { return };
        match table.get(key) {
            Some(node) => self.replace(node.span.clone(), value),
            None if self.is_inline(table) => {
                self.insert(last.node.span.end, format!(", {key} = {value}"));
            }
            None => {
                let line = self.like(last.key.start..last.node.span.start, key, value);
                let newline = self.newline();
                self.insert(self.line_end(last.node.span.end), format!("{newline}{line}"));
            }
        }
    }

    fn is_inline(&self, table: &Table) -> bool {
        self.part(table.span.clone()).starts_with('{')
    }

    /// Writes another date where one stands, in the same quotes.
    fn set_date(&mut self, node: &Node, date: NaiveDate) {
        let date = date.to_string();
        self.replace(node.part(0..date.len()), date);
    }
}

/// Whether a value needs a header, or could have one.
fn is_table(node: &Node) -> bool {
    let has_tables = matches!(&node.value, Value::Array(items) if items.iter().any(is_table));
    has_tables || node.table().is_some()
}

/// The tables of one kind that the file itself has.
fn own_tables<'a>(root: &'a Table, kind: &str) -> Vec<&'a Table> {
    let items = match root.get(kind).map(|node| &node.value) {
        Some(Value::Array(items)) => items.as_slice(),
        Some(_) | None => &[],
    };
    items.iter().filter_map(Node::table).collect()
}

/// The date that a table has under a key.
fn date_of(table: &Table, key: &str) -> Option<NaiveDate> {
    session::date(table.get(key)?).ok()
}

/// Whether a date says all there is to say.
fn is_plain(session: &Session) -> bool {
    session.time.is_none() && session.label.is_none() && session.status == SessionStatus::Booked
}

/// A text in quotes.
fn in_quotes(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            _ if c.is_control() => quoted.extend([format!("\\u{:04X}", u32::from(c))]),
            _ => quoted.push(c),
        }
    }
    quoted + "\""
}
