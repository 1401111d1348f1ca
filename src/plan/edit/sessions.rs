//! Adding, moving and cancelling a session.

use chrono::{NaiveDate, NaiveTime, Timelike as _};

use super::{Draft, Refused, date_of, in_quotes, is_plain, own_tables};
use crate::plan::{
    fields::{Word as _, items},
    model::{Plan, Session, SessionStatus, Shift},
    session::date,
    tree::{Entry, Node, Table, Value},
};

/// A session that was added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// The file's new text.
    pub text: String,
    /// Whether tables had to take the place of a list, which cannot say more than dates.
    pub made_tables: bool,
}

/// What became of a session that was cancelled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cancelled {
    /// The file's new text.
    pub text: String,
    /// Whether the date is gone from a list, which cannot say more about it.
    pub is_taken_out: bool,
    /// How many shifts went with it.
    pub shifts: usize,
}

/// The text of a plan file with one more session; one that was cancelled is booked again.
pub fn add_session(text: &str, plan: &Plan, new: &Session) -> Result<Added, Refused> {
    let there = plan.sessions.iter().find(|session| session.date == new.date);
    if there.is_some_and(|there| there.status != SessionStatus::Cancelled) {
        return Err(Refused::Taken(new.date));
    }
    let (mut draft, root) = Draft::open(text);
    let tables = own_tables(&root, "session");
    let same = tables.iter().find(|table| date_of(table, "date") == Some(new.date));
    let list = root.entries.get("sessions");
    if let Some(list) = list {
        draft.add_to_dates(list, new);
    } else if let Some(table) = same {
        draft.book_again(table, new);
    } else if let Some(node) = root.get("session") {
        draft.add_table(node, &tables, new);
    } else {
        let others = plan.sessions.iter().filter(|session| session.date != new.date);
        let mut all: Vec<Session> = others.chain([new]).cloned().collect();
        all.sort_by_key(|session| session.date);
        draft.write_all(&root, &all);
    }
    Ok(Added { text: draft.finish(), made_tables: list.is_some() && !is_plain(new) })
}

/// The text of a plan file with a session on another date; its shifts go with it.
pub fn move_session(
    text: &str,
    plan: &Plan,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<String, Refused> {
    held(plan, from)?;
    if plan.sessions.iter().any(|session| session.date == to) {
        return Err(Refused::Taken(to));
    }
    let (mut draft, root) = Draft::open(text);
    let dates = own_dates(&root);
    if dates.is_empty() {
        let mut all = plan.sessions.clone();
        all.iter_mut().filter(|session| session.date == from).for_each(|it| it.date = to);
        all.sort_by_key(|session| session.date);
        draft.write_all(&root, &all);
    }
    let shifts = own_tables(&root, "shift").into_iter().filter_map(|table| table.get("session"));
    let is_meant = |node: &&Node| date(node).is_ok_and(|date| date == from);
    for node in dates.into_iter().chain(shifts).filter(is_meant) {
        draft.set_date(node, to);
    }
    if root.get("shift").is_none() && plan.shifts.iter().any(|shift| shift.session == from) {
        let mut all = plan.shifts.clone();
        all.iter_mut().filter(|shift| shift.session == from).for_each(|it| it.session = to);
        draft.write_shifts(&root, &all);
    }
    Ok(draft.finish())
}

/// The text of a plan file in which a session does not take place; its shifts go with it.
///
/// `templates` are the shifts that [`super::without_shifts`] leaves in force.
pub fn cancel_session(
    text: &str,
    plan: &Plan,
    on: NaiveDate,
    templates: Option<&[Shift]>,
) -> Result<Cancelled, Refused> {
    held(plan, on)?;
    let (mut draft, root) = Draft::open(text);
    let tables = own_tables(&root, "session");
    let table = tables.into_iter().find(|table| date_of(table, "date") == Some(on));
    let list = root.get("sessions");
    if let Some(list) = list {
        draft.take_date_out(list, on);
    } else if let Some(table) = table {
        draft.set(table, "status", "\"cancelled\"");
    } else {
        let mut all = plan.sessions.clone();
        let meant = all.iter_mut().filter(|session| session.date == on);
        meant.for_each(|session| session.status = SessionStatus::Cancelled);
        draft.write_all(&root, &all);
    }
    let shifts = plan.shifts.iter().enumerate().filter(|(_, shift)| shift.session == on);
    let gone: Vec<usize> = shifts.map(|(at, _)| at).collect();
    if !gone.is_empty() {
        draft.leave_out(&root, &plan.shifts, &gone, templates);
    }
    Ok(Cancelled { text: draft.finish(), is_taken_out: list.is_some(), shifts: gone.len() })
}

/// That there is a session which is not cancelled, or what may be meant instead.
fn held(plan: &Plan, on: NaiveDate) -> Result<(), Refused> {
    let found = plan.sessions.iter().find(|session| session.date == on);
    match found.map(|session| session.status) {
        Some(SessionStatus::Booked | SessionStatus::Done) => Ok(()),
        Some(SessionStatus::Cancelled) => Err(Refused::Cancelled(on)),
        None => {
            let others = plan.sessions.iter().filter(|it| it.status != SessionStatus::Cancelled);
            let mut nearest: Vec<_> = others.map(|session| session.date).collect();
            nearest.sort_by_key(|date| (*date - on).num_days().abs());
            nearest.truncate(3);
            Err(Refused::Unknown { date: on, nearest })
        }
    }
}

/// Where the file itself writes the dates of sessions.
fn own_dates(root: &Table) -> Vec<&Node> {
    let listed = root.get("sessions").map(items).unwrap_or_default().iter();
    let tables = own_tables(root, "session").into_iter();
    listed.chain(tables.filter_map(|table| table.get("date"))).collect()
}

impl Draft<'_> {
    fn add_to_dates(&mut self, list: &Entry, new: &Session) {
        let Entry { node, .. } = list;
        if !is_plain(new) {
            self.tables_instead(list, new);
        } else if matches!(node.value, Value::Array(_)) {
            let dates = items(node);
            let is_before = |item: &Node| date(item).is_ok_and(|date| date < new.date);
            let value = self.date_like(dates, new.date);
            self.put_in(node, dates.iter().rposition(is_before), &value);
        } else {
            let value = self.date_like(items(node), new.date);
            let both = format!("[{}, {value}]", self.part(node.span.clone()));
            self.replace(node.span.clone(), both);
        }
    }

    /// The date, in the quotes of the others if they have any.
    fn date_like(&self, others: &[Node], date: NaiveDate) -> String {
        let first = others.first().and_then(|item| self.part(item.span.clone()).chars().next());
        match first.filter(|quote| ['"', '\''].contains(quote)) {
            Some(quote) => format!("{quote}{date}{quote}"),
            None => date.to_string(),
        }
    }

    fn take_date_out(&mut self, list: &Node, on: NaiveDate) {
        let is_meant = |item: &Node| date(item).is_ok_and(|date| date == on);
        match items(list).iter().position(is_meant) {
            Some(at) if matches!(list.value, Value::Array(_)) => self.take_out(list, at),
            Some(_) => self.replace(list.span.clone(), "[]"),
            None => {}
        }
    }

    /// A list of dates cannot say more about one of them, so tables take its place.
    fn tables_instead(&mut self, list: &Entry, new: &Session) {
        let (beside, alone) = self.comments(&list.node);
        let (start, end) = (self.line_start(list.key.start), self.next_line(list.node.span.end));
        let kept = alone.into_iter().map(|comment| comment + self.newline()).collect::<String>();
        self.replace(start..end, kept);
        let dated = items(&list.node).iter().zip(beside);
        let mut all: Vec<(Session, Option<String>)> =
            dated.filter_map(|(item, comment)| Some((booked(date(item).ok()?), comment))).collect();
        all.push((new.clone(), None));
        all.sort_by_key(|(session, _)| session.date);
        let blocks: Vec<_> = all.into_iter().map(|(it, comment)| commented(&it, comment)).collect();
        self.append(&blocks.join(&String::new()));
    }

    fn book_again(&mut self, table: &Table, new: &Session) {
        self.set(table, "status", "\"booked\"");
        for (key, value) in more(new) {
            self.set(table, key, &value);
        }
    }

    fn add_table(&mut self, node: &Node, tables: &[&Table], new: &Session) {
        let Some(last) = tables.last().filter(|last| !self.is_inline(last)) else {
            let pairs = [("date", new.date.to_string())].into_iter().chain(more(new));
            let pairs: Vec<_> = pairs.map(|(key, value)| format!("{key} = {value}")).collect();
            let end = tables.len().checked_sub(1);
            self.put_in(node, end, &format!("{{ {} }}", pairs.join(", ")));
            return;
        };
        let Some(end) = last.entries.values().max_by_key(|entry| entry.key.start) else { return };
        let (newline, indent) = (self.newline(), self.indent(last.span.start));
        let mut text = format!("{newline}{newline}{indent}[[session]]");
        let lead = last.entries.get("date").map(|date| date.key.start..date.node.span.start);
        for (key, value) in [("date", new.date.to_string())].into_iter().chain(more(new)) {
            let line = self.like(lead.clone().unwrap_or_default(), key, &value);
            text.extend([newline, &line]);
        }
        self.insert(self.line_end(end.node.span.end), text);
    }

    /// Writes down every session in a file that left them to its template.
    fn write_all(&mut self, root: &Table, all: &[Session]) {
        if all.iter().all(is_plain) {
            let dates: Vec<_> = all.iter().map(|session| session.date.to_string()).collect();
            self.add_on_top(root, "sessions", &format!("[{}]", dates.join(", ")));
            return;
        }
        let blocks: Vec<_> = all.iter().map(lines).collect();
        self.append(&blocks.join(&String::new()));
    }
}

fn booked(date: NaiveDate) -> Session {
    Session { date, time: None, label: None, status: SessionStatus::Booked }
}

/// One session as the lines of a table.
fn lines(session: &Session) -> Vec<String> {
    let mut lines = vec!["[[session]]".to_owned(), format!("date = {}", session.date)];
    lines.extend(more(session).map(|(key, value)| format!("{key} = {value}")));
    lines
}

/// The same with a comment beside the date.
fn commented(session: &Session, comment: Option<String>) -> Vec<String> {
    let mut lines = lines(session);
    if let (Some(comment), Some(date)) = (comment, lines.get_mut(1)) {
        *date = format!("{date}  {comment}");
    }
    lines
}

/// What there is to say besides the date.
fn more(session: &Session) -> impl Iterator<Item = (&'static str, String)> {
    let time = session.time.map(|time| ("time", clock(time)));
    let label = session.label.as_deref().map(|label| ("label", in_quotes(label)));
    let status = session.status;
    let word = SessionStatus::ALL.iter().find(|(_, meant)| *meant == status);
    let status = word.filter(|_| status != SessionStatus::Booked);
    let status = status.map(|(word, _)| ("status", in_quotes(word)));
    [time, label, status].into_iter().flatten()
}

fn clock(time: NaiveTime) -> String {
    let format = if time.second() == 0 { "%H:%M" } else { "%H:%M:%S" };
    in_quotes(&time.format(format).to_string())
}
