//! Where the values of a plan were written, for those who judge a plan that has been read.

use std::ops::Range;

use chrono::NaiveDate;

use super::{
    entries::id_of,
    entry::EntryKind,
    fields,
    read::Reading,
    session,
    tree::{self, Table, Value},
};

/// A `[[phase]]`, `[[restriction]]` or `[[reminder]]`, all files laid over one another.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// Its stable name.
    pub id: &'a str,
    pub(super) table: &'a Table,
}

/// A value of an entry.
#[derive(Debug, Clone, Copy)]
pub struct Written<'a> {
    node: &'a tree::Node,
}

impl Reading {
    /// The entries of a kind.
    pub fn entries(&self, kind: EntryKind) -> impl Iterator<Item = Entry<'_>> {
        let items = self.root.get(kind.name()).map(fields::items).unwrap_or_default();
        items.iter().filter_map(|item| Some(Entry { id: id_of(item)?, table: item.table()? }))
    }

    /// The entry of a kind with this id.
    pub fn entry(&self, kind: EntryKind, id: &str) -> Option<Entry<'_>> {
        self.entries(kind).find(|entry| entry.id == id)
    }

    /// The bytes of the date of a session.
    pub fn session_span(&self, date: NaiveDate) -> Option<Range<usize>> {
        session::span_of(&self.root, date)
    }
}

impl<'a> Entry<'a> {
    /// The value under a key.
    pub fn get(&self, key: &str) -> Option<Written<'a>> {
        self.table.get(key).map(|node| Written { node })
    }
}

impl<'a> Written<'a> {
    /// Its bytes in the sources.
    pub fn span(&self) -> Range<usize> {
        self.node.span.clone()
    }

    /// What it says, if it is a text.
    pub fn text(&self) -> Option<&'a str> {
        let Value::Text(text) = &self.node.value else { return None };
        Some(&text.value)
    }

    /// The bytes of a part of its text; all of it when it was written with escapes.
    pub fn part(&self, range: Range<usize>) -> Range<usize> {
        self.node.part(range)
    }
}
