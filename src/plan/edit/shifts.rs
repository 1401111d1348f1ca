//! Recording a shift in the plan, and taking the last one back.

use std::ops::Range;

use chrono::NaiveDate;

use super::{Draft, Refused, date_of, own_tables};
use crate::plan::{
    model::{Plan, Shift},
    tree::{Table, Value},
};

/// How the comment above a shift ends that we wrote, so that it goes when the shift goes.
const MARK: &str = "(aftercare shift)";

/// The text of a plan file with one more shift; `when_and_why` stands above it.
pub fn add_shift(text: &str, plan: &Plan, shift: &Shift, when_and_why: &str) -> String {
    let (mut draft, root) = Draft::open(text);
    let tables = own_tables(&root, "shift");
    match (root.get("shift"), tables.last()) {
        (Some(list), None) => draft.put_in(list, None, &inline(shift)),
        (Some(list), Some(table)) if draft.is_inline(table) => {
            draft.put_in(list, tables.len().checked_sub(1), &inline(shift));
        }
        (None, _) if !plan.shifts.is_empty() => {
            // The file's own list takes the place of the template's.
            let mut all: Vec<_> = plan.shifts.iter().map(lines).collect();
            all.push(with_comment(shift, when_and_why));
            draft.append(&all.join(&String::new()));
        }
        (Some(_), Some(_)) | (None, _) => draft.append(&with_comment(shift, when_and_why)),
    }
    draft.finish()
}

/// The text of a plan file without the last shift of a session, and that shift.
pub fn undo_shift(text: &str, plan: &Plan, session: NaiveDate) -> Result<(String, Shift), Refused> {
    let last = plan.shifts.iter().rfind(|shift| shift.session == session);
    let last = *last.ok_or(Refused::NoShift(session))?;
    let (mut draft, root) = Draft::open(text);
    let tables = own_tables(&root, "shift");
    let at = tables.iter().rposition(|table| date_of(table, "session") == Some(session));
    draft.drop_shift(&root, at.ok_or(Refused::TemplatesShift)?);
    Ok((draft.finish(), last))
}

impl Draft<'_> {
    /// Takes out every shift of a session that the file has, and tells how many.
    pub(super) fn drop_shifts(&mut self, root: &Table, session: NaiveDate) -> usize {
        let tables = own_tables(root, "shift");
        let tables = tables.iter().enumerate();
        let meant = tables.filter(|(_, table)| date_of(table, "session") == Some(session));
        let meant: Vec<usize> = meant.map(|(at, _)| at).collect();
        for at in &meant {
            self.drop_shift(root, *at);
        }
        meant.len()
    }

    fn drop_shift(&mut self, root: &Table, at: usize) {
        let tables = own_tables(root, "shift");
        let (Some(list), Some(table)) = (root.get("shift"), tables.get(at)) else { return };
        if self.is_inline(table) && matches!(list.value, Value::Array(_)) {
            self.take_out(list, at);
            return;
        }
        let ends = table.entries.values().map(|entry| entry.node.span.end);
        let end = self.next_line(ends.max().unwrap_or(table.span.end));
        let mut start = self.line_start(table.span.start);
        if self.line_above(start).trim_end().ends_with(MARK) {
            start = self.line_start(start.saturating_sub(1));
        }
        let comments = self.own_comments(table.span.start..end);
        if comments.is_empty() && self.line_above(start).trim().is_empty() {
            start = self.line_start(start.saturating_sub(1));
        }
        self.replace(start..end, comments);
    }

    /// The person's own comments among some lines of a shift, each on a line of its own. No value of
    /// a shift can have a # in it.
    fn own_comments(&self, lines: Range<usize>) -> String {
        let newline = self.newline();
        let lines = self.part(lines).lines();
        let comments = lines.filter_map(|line| line.find('#').and_then(|at| line.get(at..)));
        comments.flat_map(|comment| [comment.trim_end(), newline]).collect()
    }

    fn line_above(&self, start: usize) -> &str {
        let end = start.saturating_sub(1);
        self.part(self.line_start(end)..end)
    }
}

fn inline(shift: &Shift) -> String {
    let Shift { session, after, days } = shift;
    format!("{{ session = {session}, after = {after}, days = {days} }}")
}

fn with_comment(shift: &Shift, when_and_why: &str) -> Vec<String> {
    let mut lines = lines(shift);
    lines.insert(0, format!("# {when_and_why} {MARK}"));
    lines
}

fn lines(shift: &Shift) -> Vec<String> {
    let Shift { session, after, days } = shift;
    vec![
        "[[shift]]".to_owned(),
        format!("session = {session}"),
        format!("after = {after}"),
        format!("days = {days}"),
    ]
}
