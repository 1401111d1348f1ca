//! The timeline in characters, 80 columns wide.

use chrono::{Datelike, NaiveDate, Weekday};

use super::{
    ACROSS, ClosedSpan, FORTNIGHT, Row, STRIP, SessionMark, State, TaskRow, Timeline, WEEK,
};
use crate::{
    language::Language,
    report::{WIDTH, footer, paragraph},
};

/// A column for each day of a strip.
const COLUMNS: usize = ACROSS as usize;

/// The columns of a row's name, the gap included.
const NAMES: usize = WIDTH - COLUMNS;

/// Until which age a closed time whose end nobody knows is drawn how.
const FADES: [(i64, char); 2] = [(WEEK, '='), (FORTNIGHT, '-')];

/// The marks and the keys of what they mean: those of days, then those of tasks.
const LEGEND: [&[(&str, &str)]; 2] = [
    &[
        ("|", "timeline-mark-today"),
        ("=", "timeline-mark-closed"),
        ("=-.", "timeline-mark-open-end"),
    ],
    &[
        ("o", "state-planned"),
        ("w", "timeline-mark-open"),
        ("x", "state-done"),
        ("l", "timeline-mark-late"),
        ("s", "state-skipped"),
        ("?", "timeline-mark-unanswered"),
        ("m", "state-missed"),
        ("~", "state-unrecorded"),
    ],
];

impl Timeline {
    /// All of it as text: a heading, the picture in strips of some weeks, the legend.
    pub fn text(&self, language: &Language) -> String {
        let mut parts = vec![self.heading(language)];
        parts.extend(self.strips(language).map(Strip::text));
        parts.push(self.legend(language));
        parts.push(footer(language));
        parts.join("\n\n") + "\n"
    }

    fn heading(&self, language: &Language) -> String {
        let [from, to] = [self.from, self.until].map(|date| language.short_date(date));
        let today = language.long_date(self.today);
        let lines = [
            self.title.clone(),
            language.say_with("timeline-range", &[("from", from.into()), ("to", to.into())]),
            language.say_with(
                "timeline-today",
                &[("date", today.into()), ("day", self.day.as_str().into())],
            ),
        ];
        let sessions = self.sessions.iter().map(|session| session.line(language));
        let lines = lines.into_iter().chain(sessions).map(|line| paragraph("", &line));
        lines.collect::<Vec<_>>().join("\n")
    }

    fn legend(&self, language: &Language) -> String {
        let nothing = self.restrictions.is_empty() && self.tasks.is_empty();
        if nothing && self.recovery_day.is_none() {
            let add = paragraph("", &language.say("nothing-no-session"));
            return format!("{add}\nsessions = [2026-11-20]");
        }
        if nothing {
            return language.say("timeline-nothing");
        }
        let marks = LEGEND.map(|marks| {
            filled(marks.iter().map(|(mark, key)| format!("{mark} {}", language.say(key))))
        });
        format!("{}\n{}", language.say("timeline-marks"), marks.concat().trim_end())
    }

    fn strips<'a>(&'a self, language: &'a Language) -> impl Iterator<Item = Strip<'a>> {
        let starts = self.from.iter_days().step_by(COLUMNS);
        starts.take_while(|start| *start <= self.until).map(|from| {
            let last = from.checked_add_days(STRIP);
            let until = last.unwrap_or(self.until).min(self.until);
            Strip { timeline: self, language, from, until }
        })
    }
}

impl SessionMark {
    /// "Session 1: Fri 20 Nov 2026 (Hairline)".
    pub(in crate::report) fn line(&self, language: &Language) -> String {
        let label = self.label.as_deref().map(|label| format!(" ({label})"));
        let date = language.short_date(self.date);
        let about = [("number", self.number.into()), ("date", date.into())];
        language.say_with("timeline-session", &about) + &label.unwrap_or_default()
    }
}

/// Lines of as many items as there is room for.
fn filled(items: impl Iterator<Item = String>) -> String {
    let mut lines: Vec<String> = Vec::new();
    for item in items {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 3 + item.chars().count() <= WIDTH => {
                line.push_str("   ");
                line.push_str(&item);
            }
            Some(_) | None => lines.push(format!("  {item}")),
        }
    }
    lines.join("\n") + "\n"
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
    language: &'a Language,
    from: NaiveDate,
    until: NaiveDate,
}

impl Strip<'_> {
    fn text(self) -> String {
        let mut lines = self.scale();
        lines.push(
            self.row(&self.language.say("timeline-sessions"), |date| self.session(date)).line,
        );
        let closed = self.timeline.restrictions.iter().map(|row| self.restriction(row));
        lines.extend(self.group("timeline-not-yet", closed));
        let tasks = self.timeline.tasks.iter().map(|row| self.task(row));
        let done = self.row(&self.language.say("timeline-done"), |date| self.done(date));
        lines.extend(self.group("timeline-tasks", tasks.chain([done])));
        lines.join("\n")
    }

    /// The rows that have a mark in this strip, below their heading.
    fn group(self, heading: &str, rows: impl Iterator<Item = Drawn>) -> Vec<String> {
        let rows: Vec<String> = rows.filter(|row| row.is_marked).map(|row| row.line).collect();
        if rows.is_empty() {
            return rows;
        }
        let heading = self.row(&self.language.say(heading), |_| None).line;
        [heading].into_iter().chain(rows).collect()
    }

    /// The month above the dates of its Mondays.
    fn scale(self) -> Vec<String> {
        let dates: Vec<NaiveDate> = self.dates().collect();
        let is_month = |date: &NaiveDate| *date == self.from || date.day() == 1;
        let months = marks_at(&dates, is_month, |date| {
            format!("{} {}", self.language.short_month(date), date.year())
        });
        let is_monday = |date: &NaiveDate| date.weekday() == Weekday::Mon;
        let mondays = marks_at(&dates, is_monday, |date| date.day().to_string());
        vec![named("", &months), named(&self.language.say("timeline-mondays"), &mondays)]
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
