//! The texts that a plan is read from: the person's own file and its templates.
//!
//! Their bytes share one numbering, so that a span alone tells its file, line and column.

use std::ops::Range;

/// A named text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What messages call it: a file name, or the name of a built-in template.
    pub name: String,
    /// All of it.
    pub text: String,
}

/// Every text that one plan was read from, the person's own file first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    files: Vec<File>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct File {
    source: Source,
    /// The number of its first byte.
    base: usize,
    /// Where each line begins, counted from the file's own start.
    lines: Vec<usize>,
}

/// Where a byte is, as a person would say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// The name of the file or template.
    pub source: &'a str,
    /// Counted from 1.
    pub line: usize,
    /// That line, without its end.
    pub text: &'a str,
    /// The number of the line's first byte.
    pub start: usize,
    /// How many bytes of the line come before the place.
    pub before: usize,
}

impl Place<'_> {
    /// Counted in characters, from 1.
    pub fn column(&self) -> usize {
        self.text.get(..self.before).unwrap_or(self.text).chars().count() + 1
    }
}

impl Sources {
    /// Takes in a text and answers with the number of its first byte.
    pub fn add(&mut self, source: Source) -> usize {
        // One byte between two files keeps "the end of this one" apart from "the start of the next".
        let base = self.files.last().map_or(0, |file| file.base + file.source.text.len() + 1);
        let ends = source.text.match_indices('\n').map(|(end, _)| end + 1);
        let lines = std::iter::once(0).chain(ends).collect();
        self.files.push(File { source, base, lines });
        base
    }

    /// The name of the person's own file.
    pub fn main_name(&self) -> &str {
        self.files.first().map_or("plan", |file| &file.source.name)
    }

    /// The bytes of `span`, which must lie within one file.
    pub fn text(&self, span: Range<usize>) -> Option<&str> {
        let file = self.file(span.start)?;
        file.source.text.get(span.start - file.base..span.end.checked_sub(file.base)?)
    }

    /// Where the byte with this number is.
    pub fn place(&self, at: usize) -> Option<Place<'_>> {
        let file = self.file(at)?;
        let within = (at - file.base).min(file.source.text.len());
        let index = file.lines.partition_point(|&start| start <= within).checked_sub(1)?;
        let start = *file.lines.get(index)?;
        let text = file.source.text.get(start..)?.lines().next().unwrap_or("");
        let before = text.floor_char_boundary(within - start);
        let source = &file.source.name;
        Some(Place { source, line: index + 1, text, start: file.base + start, before })
    }

    fn file(&self, at: usize) -> Option<&File> {
        let after = self.files.partition_point(|file| file.base <= at);
        self.files.get(after.checked_sub(1)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_tells_its_file_line_and_column() {
        let mut sources = Sources::default();
        let text = |text: &str| text.to_owned();
        sources.add(Source { name: text("a"), text: text("x = 1\r\nü = 2\n") });
        let base = sources.add(Source { name: text("b"), text: text("y") });
        let at = |at| {
            let place = sources.place(at).unwrap();
            format!("{}:{}:{} {}", place.source, place.line, place.column(), place.text)
        };
        assert_eq!(at(0), "a:1:1 x = 1");
        assert_eq!(at(6), "a:1:6 x = 1");
        assert_eq!(at(10), "a:2:3 ü = 2");
        assert_eq!(at(8), "a:2:1 ü = 2", "in the middle of a character");
        assert_eq!(at(base - 1), "a:3:1 ");
        assert_eq!(at(base), "b:1:1 y");
        assert_eq!(at(base + 99), "b:1:2 y");
        assert_eq!(sources.text(base..base + 1), Some("y"));
    }
}
