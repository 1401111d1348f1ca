//! Recording a shift in the plan, and taking the last one back.

use std::ops::Range;

use chrono::NaiveDate;

use super::{Draft, Refused, own_tables};
use crate::plan::{
    model::{Plan, Shift},
    tree::{Entry, Table, Value},
};

/// How the comment above a shift ends.
const MARK: &str = " (aftercare shift)";

/// The text of a plan file with one more shift; `when_and_why`, a date and words, stands above it.
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
///
/// `templates` are the shifts that [`without_shifts`] leaves in force.
pub fn undo_shift(
    text: &str,
    plan: &Plan,
    session: NaiveDate,
    templates: Option<&[Shift]>,
) -> Result<(String, Shift), Refused> {
    let mut shifts = plan.shifts.iter().enumerate();
    let last = shifts.rfind(|(_, shift)| shift.session == session);
    let (at, last) = last.ok_or(Refused::NoShift(session))?;
    let (mut draft, root) = Draft::open(text);
    if root.get("shift").is_none() {
        return Err(Refused::TemplatesShift);
    }
    draft.leave_out(&root, &plan.shifts, &[at], templates);
    Ok((draft.finish(), *last))
}

/// The text of a plan file that leaves its shifts to its templates.
pub fn without_shifts(text: &str) -> String {
    let (mut draft, root) = Draft::open(text);
    if let Some(list) = root.entries.get("shift") {
        draft.drop_list(&root, list);
    }
    draft.finish()
}

impl Draft<'_> {
    /// Leaves shifts, by their positions, out of all that are in force. The rest stays in force,
    /// wherever it stands.
    pub(super) fn leave_out(
        &mut self,
        root: &Table,
        all: &[Shift],
        gone: &[usize],
        templates: Option<&[Shift]>,
    ) {
        let kept = all.iter().enumerate().filter(|(at, _)| !gone.contains(at));
        let rest: Vec<Shift> = kept.map(|(_, shift)| *shift).collect();
        match root.entries.get("shift") {
            None => self.write_shifts(root, &rest),
            // What the templates say need not be said again.
            Some(list) if !rest.is_empty() && templates == Some(&rest) => {
                self.drop_list(root, list);
            }
            Some(_) => {
                for at in gone {
                    self.drop_shift(root, *at);
                }
                let has_headers = own_tables(root, "shift").iter().any(|it| !self.is_inline(it));
                let would_return = templates.is_none_or(|shifts| !shifts.is_empty());
                if rest.is_empty() && has_headers && would_return {
                    self.write_shifts(root, &rest);
                }
            }
        }
    }

    /// Writes down every shift in a file that has none of its own.
    pub(super) fn write_shifts(&mut self, root: &Table, all: &[Shift]) {
        if all.is_empty() {
            self.add_on_top(root, "shift", "[]");
        } else {
            let blocks: Vec<_> = all.iter().map(lines).collect();
            self.append(&blocks.join(&String::new()));
        }
    }

    fn drop_list(&mut self, root: &Table, list: &Entry) {
        let tables = own_tables(root, "shift");
        if tables.iter().any(|table| !self.is_inline(table)) {
            (0..tables.len()).for_each(|at| self.drop_shift(root, at));
            return;
        }
        let lines = self.line_start(list.key.start)..self.next_line(list.node.span.end);
        let kept = self.comments_in(lines.clone());
        self.replace(lines, kept);
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
        let kept = self.comments_in(start..end);
        if is_ours(self.line_above(start)) {
            start = self.line_start(start.saturating_sub(1));
        }
        if kept.is_empty() && self.line_above(start).trim().is_empty() {
            start = self.line_start(start.saturating_sub(1));
        }
        self.replace(start..end, kept);
    }

    /// The comments of some lines, each on a line of its own. No text of a shift has a `#`.
    fn comments_in(&self, lines: Range<usize>) -> String {
        let comments = self.part(lines).lines().filter_map(|line| line.get(line.find('#')?..));
        comments.map(|comment| comment.trim_end().to_owned() + self.newline()).collect()
    }

    fn line_above(&self, start: usize) -> &str {
        let end = start.saturating_sub(1);
        self.part(self.line_start(end)..end)
    }
}

/// Whether a line is just what [`with_comment`] writes, so that it goes when the shift goes.
fn is_ours(line: &str) -> bool {
    let said = line.trim_end().strip_prefix("# ").and_then(|line| line.strip_suffix(MARK));
    let when_and_why = said.and_then(|said| said.split_once(": "));
    when_and_why.is_some_and(|(when, _)| when.parse::<NaiveDate>().is_ok())
}

fn inline(shift: &Shift) -> String {
    let Shift { session, after, days } = shift;
    format!("{{ session = {session}, after = {after}, days = {days} }}")
}

fn with_comment(shift: &Shift, when_and_why: &str) -> Vec<String> {
    let mut lines = lines(shift);
    lines.insert(0, format!("# {when_and_why}{MARK}"));
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
