//! Putting an item into a list, and taking one out. A comment stays beside its item.

use std::ops::Range;

use super::Draft;
use crate::plan::{fields, tree::Node};

impl Draft<'_> {
    /// Puts `value` after the item with this position, or before all of them.
    pub(super) fn put_in(&mut self, list: &Node, after: Option<usize>, value: &str) {
        let spans = spans(list);
        match after.and_then(|after| spans.get(after)) {
            Some(item) => self.put_after(list, &spans, item, value),
            None => self.put_first(list, spans.first(), value),
        }
    }

    fn put_first(&mut self, list: &Node, first: Option<&Range<usize>>, value: &str) {
        let inside = list.span.start + 1;
        match first {
            None => self.insert(inside, value),
            Some(first) if self.line_end(inside) < first.start => {
                let (newline, indent) = (self.newline(), self.indent(first.start));
                self.insert(self.line_end(inside), format!("{newline}{indent}{value},"));
            }
            Some(first) => self.insert(first.start, format!("{value}, ")),
        }
    }

    fn put_after(&mut self, list: &Node, all: &[Range<usize>], item: &Range<usize>, value: &str) {
        let end = self.line_end(item.end);
        // What shares a line with others is not torn off it.
        let rightmost = all.iter().rfind(|other| other.start < end).unwrap_or(item);
        let comma = self.comma(rightmost.end..list.span.end);
        if list.span.end <= end || comma.is_some_and(|comma| end < comma) {
            self.insert(item.end, format!(", {value}"));
            return;
        }
        let below = all.iter().rfind(|other| self.line_end(list.span.start) < other.start);
        let indent = below.map_or("  ", |other| self.indent(other.start));
        let line = format!("{}{indent}{value}", self.newline());
        if comma.is_some() {
            self.insert(end, line + ",");
        } else {
            self.insert(rightmost.end, ",");
            self.insert(end, line);
        }
    }

    /// Takes out the item with this position; from a line of its own, the whole line.
    pub(super) fn take_out(&mut self, list: &Node, at: usize) {
        let spans = spans(list);
        let Some(item) = spans.get(at) else { return };
        let comma = self.comma(item.end..list.span.end);
        if self.has_own_line(list, item, comma) {
            // What a person has noted beside it stays, on a line of its own.
            match self.part(item.end..self.line_end(item.end)).find('#') {
                Some(comment) => self.replace(item.start..item.end + comment, ""),
                None => self.replace(self.line_start(item.start)..self.next_line(item.end), ""),
            }
            return;
        }
        let before = at.checked_sub(1).and_then(|before| spans.get(before));
        let beside = before.filter(|it| !self.part(it.end..item.start).contains(['#', '\n']));
        match (beside, comma) {
            (Some(before), _) => self.replace(before.end..item.end, ""),
            (None, Some(comma)) => {
                let rest = self.part(comma + 1..list.span.end);
                let blanks = rest.len() - rest.trim_start_matches(' ').len();
                self.replace(item.start..comma + 1 + blanks, "");
            }
            (None, None) => self.replace(item.clone(), ""),
        }
    }

    fn has_own_line(&self, list: &Node, item: &Range<usize>, comma: Option<usize>) -> bool {
        let end = self.line_end(item.end);
        let after = comma.map_or(item.end, |comma| comma + 1);
        let rest = self.part(after..end).trim_start();
        end < list.span.end
            && after <= end
            && self.part(self.line_start(item.start)..item.start).trim().is_empty()
            && (rest.is_empty() || rest.starts_with('#'))
    }

    /// Where the comma after an item is, past blanks and comments.
    fn comma(&self, piece: Range<usize>) -> Option<usize> {
        let mut at = piece.start;
        for line in self.part(piece).split_inclusive('\n') {
            let code = line.split('#').next().unwrap_or("");
            let found = code.find(|c: char| !c.is_whitespace());
            if let Some(found) = found {
                return code.get(found..)?.starts_with(',').then_some(at + found);
            }
            at += line.len();
        }
        None
    }

    /// The comments in a list and after its end: those that stand beside an item, by its position,
    /// and those that do not.
    pub(super) fn comments(&self, list: &Node) -> (Vec<Option<String>>, Vec<String>) {
        let spans = spans(list);
        let mut beside = vec![None; spans.len()];
        let ends = spans.iter().map(|span| span.end);
        let starts = spans.iter().map(|span| span.start);
        let starts = starts.chain([self.line_end(list.span.end)]);
        let mut alone = Vec::new();
        for (gap, (from, to)) in
            std::iter::once(list.span.start).chain(ends).zip(starts).enumerate()
        {
            for (nth, line) in self.part(from..to).lines().enumerate() {
                let Some(at) = line.find('#') else { continue };
                let comment = line.get(at..).unwrap_or("").trim_end().to_owned();
                let item = gap.checked_sub(1).and_then(|item| beside.get_mut(item));
                let closes = line.get(..at).is_some_and(|code| code.contains(']'));
                match item.filter(|_| nth == 0 && !closes) {
                    Some(item) => *item = Some(comment),
                    None => alone.push(comment),
                }
            }
        }
        (beside, alone)
    }
}

/// Where the items are; a value that is no list counts as one of itself.
fn spans(list: &Node) -> Vec<Range<usize>> {
    fields::items(list).iter().map(|item| item.span.clone()).collect()
}
