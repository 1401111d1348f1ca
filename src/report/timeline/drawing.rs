//! The timeline in characters, 80 columns wide.

use chrono::{Datelike, NaiveDate, Weekday};

use super::{ACROSS, ClosedSpan, Row, STRIP, State, TaskRow, Timeline};
use crate::report::{FOOTER, WIDTH, long_date, paragraph, short_date};

/// A column for each day of a strip.
const COLUMNS: usize = ACROSS as usize;

/// The columns of a row's name, the gap included.
const NAMES: usize = WIDTH - COLUMNS;

/// Until which age a closed time whose end nobody knows is drawn how; later it is fainter still.
const FADES: [(i64, char); 2] = [(7, '='), (14, '-')];

const LEGEND: &[&str] = &[
    "Marks, a column for each day:",
    "  | today   = not yet   =-. not yet, until somebody says when it ends",
    "  o planned   w waits for an answer   x done   l done late   s skipped",
    "  ? not marked   m missed   ~ no record",
];

impl Timeline {
    /// All of it as text: a heading, the picture in strips of some weeks, the legend.
    pub fn text(&self) -> String {
        let mut parts = vec![self.heading()];
        parts.extend(self.strips().map(Strip::text));
        parts.push(self.legend());
        parts.push(paragraph("", FOOTER));
        parts.join("\n\n") + "\n"
    }

    fn heading(&self) -> String {
        let sessions = self.sessions.iter().map(|session| {
            let label = session.label.as_deref().map(|label| format!(" ({label})"));
            let (date, number) = (short_date(session.date), session.number);
            format!("Session {number}: {date}{}", label.unwrap_or_default())
        });
        let lines = [
            self.title.clone(),
            format!("{} to {}", short_date(self.from), short_date(self.until)),
            format!("Today is {}. {}", long_date(self.today), self.day),
        ];
        let lines = lines.into_iter().chain(sessions).map(|line| paragraph("", &line));
        lines.collect::<Vec<_>>().join("\n")
    }

    fn legend(&self) -> String {
        let nothing = self.restrictions.is_empty() && self.tasks.is_empty();
        if nothing && self.recovery_day.is_none() {
            return "Nothing is planned: the plan has no session. Add a line such as:\n\
                    sessions = [2026-11-20]"
                .to_owned();
        }
        if nothing {
            return "Nothing is closed or planned in that time.".to_owned();
        }
        LEGEND.join("\n")
    }

    fn strips(&self) -> impl Iterator<Item = Strip<'_>> {
        let starts = self.from.iter_days().step_by(COLUMNS);
        starts.take_while(|start| *start <= self.until).map(|from| {
            let last = from.checked_add_days(STRIP);
            Strip { timeline: self, from, until: last.unwrap_or(self.until).min(self.until) }
        })
    }
}

/// A row as it is printed.
struct Drawn {
    line: String,
    /// Whether it says anything.
    is_marked: bool,
}

/// As many days as stand side by side.
#[derive(Clone, Copy)]
struct Strip<'a> {
    timeline: &'a Timeline,
    from: NaiveDate,
    until: NaiveDate,
}

impl Strip<'_> {
    fn text(self) -> String {
        let mut lines = self.scale();
        lines.push(self.row("Sessions", |date| self.session(date)).line);
        let closed = self.timeline.restrictions.iter().map(|row| self.restriction(row));
        lines.extend(self.group("NOT YET", closed));
        let tasks = self.timeline.tasks.iter().map(|row| self.task(row));
        let done = self.row("Done that day", |date| self.done(date));
        lines.extend(self.group("TO DO", tasks.chain([done])));
        lines.join("\n")
    }

    /// The rows that have a mark in this strip, below their heading.
    fn group(self, heading: &str, rows: impl Iterator<Item = Drawn>) -> Vec<String> {
        let rows: Vec<String> = rows.filter(|row| row.is_marked).map(|row| row.line).collect();
        if rows.is_empty() {
            return rows;
        }
        let heading = self.row(heading, |_| None).line;
        [heading].into_iter().chain(rows).collect()
    }

    /// The month above the dates of its Mondays.
    fn scale(self) -> Vec<String> {
        let dates: Vec<NaiveDate> = self.dates().collect();
        let is_month = |date: &NaiveDate| *date == self.from || date.day() == 1;
        let months = marks_at(&dates, is_month, |date| date.format("%b %Y").to_string());
        let is_monday = |date: &NaiveDate| date.weekday() == Weekday::Mon;
        let mondays = marks_at(&dates, is_monday, |date| date.format("%-d").to_string());
        vec![named("", &months), named("Mondays", &mondays)]
    }

    fn dates(self) -> impl Iterator<Item = NaiveDate> {
        self.from.iter_days().take_while(move |date| *date <= self.until)
    }

    /// A name and a mark for each day; where there is none, the line of today shows through.
    fn row(self, name: &str, mark: impl Fn(NaiveDate) -> Option<char>) -> Drawn {
        let marks: Vec<Option<char>> = self.dates().map(mark).collect();
        let blank = |date| if date == self.timeline.today { '|' } else { ' ' };
        let shown =
            self.dates().zip(&marks).map(|(date, mark)| mark.unwrap_or_else(|| blank(date)));
        let line = named(name, &shown.collect::<String>());
        Drawn { line, is_marked: marks.iter().any(Option::is_some) }
    }

    fn session(self, date: NaiveDate) -> Option<char> {
        let session = self.timeline.sessions.iter().find(|session| session.date == date)?;
        Some(digit(session.number))
    }

    fn restriction(self, row: &Row) -> Drawn {
        self.row(&row.label, |date| {
            let covers = |span: &&ClosedSpan| span.from <= date && date <= span.until;
            row.closed.iter().find(covers).map(|span| bar(span, date))
        })
    }

    fn task(self, row: &TaskRow) -> Drawn {
        self.row(&row.id, |date| {
            row.days.iter().find(|day| day.date == date).map(|day| mark(day.state))
        })
    }

    /// How many were done on a day that has come; nothing on a day that was not asked of.
    fn done(self, date: NaiveDate) -> Option<char> {
        let day = self.timeline.done.iter().find(|day| day.date == date)?;
        (date <= self.timeline.today || 0 < day.done).then(|| digit(day.done))
    }
}

/// Words at some dates, each where there is room.
fn marks_at(
    dates: &[NaiveDate],
    at: impl Fn(&NaiveDate) -> bool,
    word: impl Fn(NaiveDate) -> String,
) -> String {
    let mut line = String::new();
    for (column, date) in dates.iter().enumerate().filter(|(_, date)| at(date)) {
        let word = word(*date);
        let used = line.chars().count();
        let has_room = used == 0 || used < column;
        if has_room && column + word.chars().count() <= COLUMNS {
            line.push_str(&" ".repeat(column - used));
            line.push_str(&word);
        }
    }
    line
}

/// A closed day; one without an end in sight fades with its age.
fn bar(span: &ClosedSpan, date: NaiveDate) -> char {
    let age = (date - span.from).num_days();
    let fresh = FADES.iter().find(|(until, _)| age < *until || !span.open_end);
    fresh.map_or('.', |(_, mark)| *mark)
}

fn mark(state: State) -> char {
    match state {
        State::Done => 'x',
        State::Late => 'l',
        State::Planned => 'o',
        State::Open => 'w',
        State::Skipped => 's',
        State::Unanswered => '?',
        State::Missed => 'm',
        State::Unrecorded => '~',
    }
}

/// One character for a number; from ten on there is more than one can show.
fn digit(number: usize) -> char {
    u32::try_from(number).ok().and_then(|number| char::from_digit(number, 10)).unwrap_or('+')
}

/// A row with its name, which is cut short where it is too long.
fn named(name: &str, marks: &str) -> String {
    let room = NAMES - 1;
    let short = if name.chars().count() <= room {
        name.to_owned()
    } else {
        let start: String = name.chars().take(room - 2).collect();
        format!("{}..", start.trim_end_matches([' ', ',']))
    };
    format!("{short:<room$} {marks}").trim_end().to_owned()
}
