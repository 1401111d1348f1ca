//! Four weeks of the picture: a row for each restriction and task, each a small picture that says
//! the same in words. Widths are percentages, so that letters and marks keep their size.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use maud::{Markup, html};

use super::{Page, marks, picture::COLUMNS};
use crate::report::timeline::{ClosedSpan, DayDone, FORTNIGHT, Row, TaskRow, WEEK};

/// The days from the first to the last of a strip.
const TO_LAST: Days = Days::new(COLUMNS as u64 - 1);

/// How high a day is drawn of which all was done.
const FULL: usize = 18;

/// So many days may stand side by side.
#[derive(Clone, Copy)]
pub(super) struct Strip<'a> {
    pub(super) page: &'a Page<'a>,
    /// Its place among the strips.
    pub(super) number: usize,
    pub(super) from: NaiveDate,
}

/// A row: what it is about, what it says in words, and as marks.
struct Track {
    name: String,
    words: String,
    marks: Markup,
}

impl Strip<'_> {
    pub(super) fn figure(self) -> Markup {
        let timeline = self.page.timeline;
        let closed = timeline.restrictions.iter().filter_map(|row| self.restriction(row));
        let tasks = timeline.tasks.iter().filter_map(|row| self.task(row));
        html! {
            figure.strip {
                figcaption { (self.page.run(self.from, self.until())) }
                (self.dates_row())
                (self.days_row())
                @if let Some(sessions) = self.sessions() {
                    (self.row(&format!("s{}", self.number), &sessions))
                }
                (self.group("today-not-yet", 1, &closed.collect::<Vec<_>>()))
                (self.group("today-tasks", 2, &tasks.chain(self.done()).collect::<Vec<_>>()))
            }
        }
    }

    fn until(self) -> NaiveDate {
        self.from.checked_add_days(TO_LAST).unwrap_or(NaiveDate::MAX)
    }

    fn dates(self) -> impl Iterator<Item = NaiveDate> {
        self.from.iter_days().take(COLUMNS.into())
    }

    fn holds(self, date: NaiveDate) -> bool {
        self.from <= date && date <= self.until()
    }

    /// The column of a date, which may lie before or after the strip.
    fn column(self, date: NaiveDate) -> i64 {
        (date - self.from).num_days()
    }

    fn left(self, date: NaiveDate) -> String {
        halves(2 * self.column(date))
    }

    fn middle(self, date: NaiveDate) -> String {
        halves(2 * self.column(date) + 1)
    }

    /// Rows below their heading; nothing without rows.
    fn group(self, heading: &str, number: usize, tracks: &[Track]) -> Markup {
        html! {
            @if !tracks.is_empty() {
                p.group aria-hidden="true" { (self.page.say(heading)) }
                @for (place, track) in tracks.iter().enumerate() {
                    (self.row(&format!("s{}-{number}-{place}", self.number), track))
                }
            }
        }
    }

    fn row(self, id: &str, track: &Track) -> Markup {
        html! {
            div.row {
                div.name aria-hidden="true" dir="auto" { (track.name) }
                svg.track role="img" width="100%"
                    aria-labelledby={ (id) "t" } aria-describedby={ (id) "d" } {
                    title id={ (id) "t" } { (track.name) }
                    desc id={ (id) "d" } { (track.words) }
                    (self.today())
                    (track.marks)
                }
            }
        }
    }

    /// The column of today, behind the marks.
    fn today(self) -> Markup {
        let today = Some(self.page.timeline.today).filter(|today| self.holds(*today));
        html! {
            @if let Some(today) = today {
                rect.today x=(self.left(today)) y="0" width=(halves(2)) height="100%" {}
            }
        }
    }

    /// Months above dates. A phone has no room for every date: Mondays and today have to do.
    fn dates_row(self) -> Markup {
        let months = self.dates().filter(|date| self.names_month(*date));
        let language = self.page.language;
        html! {
            div.row.scale aria-hidden="true" {
                div.name { (self.page.say("report-date")) }
                svg.track.dates width="100%" {
                    (self.today())
                    @for date in months {
                        text.month x=(self.left(date)) y="13" {
                            (language.short_month(date)) " " (date.year())
                        }
                    }
                    @for date in self.dates() { (self.label(date, date.day(), self.is_date(date))) }
                }
            }
        }
    }

    /// A month is named where it begins, and where the strip does if there is room for both.
    fn names_month(self, date: NaiveDate) -> bool {
        let begins_soon = self.dates().skip(1).take(6).any(|date| date.day() == 1);
        date.day() == 1 || (date == self.from && !begins_soon)
    }

    fn is_date(self, date: NaiveDate) -> bool {
        let today = self.page.timeline.today;
        let is_near = (date - today).num_days().abs() <= 1;
        date == today || (date.weekday() == Weekday::Mon && !is_near)
    }

    /// Recovery days; on a phone, whole weeks after a session.
    fn days_row(self) -> Markup {
        let days = self.page.schedule.days();
        let begins = |date| days.latest(date) == Some(date);
        let numbers = self.dates().filter_map(|date| Some((date, days.number(date)?)));
        html! {
            div.row.scale aria-hidden="true" {
                div.name { (self.page.say("report-recovery-day")) }
                svg.track width="100%" {
                    (self.today())
                    @for (date, number) in numbers {
                        @let restarts = date.succ_opt().is_some_and(begins);
                        @let is_week = number % 7 == 0 && !restarts;
                        (self.number(date, number, is_week))
                    }
                }
            }
        }
    }

    fn label(self, date: NaiveDate, word: u32, is_essential: bool) -> Markup {
        let is_today = date == self.page.timeline.today;
        html! {
            text.number.wide[!is_essential].now[is_today] x=(self.middle(date)) y="32" { (word) }
        }
    }

    fn number(self, date: NaiveDate, number: i32, is_essential: bool) -> Markup {
        html! { text.number.wide[!is_essential] x=(self.middle(date)) y="14" { (number) } }
    }

    fn sessions(self) -> Option<Track> {
        let all = self.page.timeline.sessions.iter();
        let sessions: Vec<_> = all.filter(|session| self.holds(session.date)).collect();
        let words = sessions.iter().map(|session| session.line(self.page.language));
        let words = words.collect::<Vec<_>>().join("; ");
        let marks = html! {
            @for session in &sessions {
                use href="#m-session" x=(self.middle(session.date)) y="50%" {}
                text.number x=(self.middle(session.date)) y="50%" dy="4" { (session.number) }
            }
        };
        let name = self.page.say("sessions");
        (!sessions.is_empty()).then_some(Track { name, words, marks })
    }

    fn restriction(self, row: &Row) -> Option<Track> {
        let touches = |span: &&ClosedSpan| span.from <= self.until() && self.from <= span.until;
        let spans: Vec<_> = row.closed.iter().filter(touches).collect();
        let words = spans.iter().map(|span| self.page.closed_span(row, span));
        let words = words.collect::<Vec<_>>().join("; ");
        let marks = html! { @for span in &spans { (self.bar(span)) } };
        (!spans.is_empty()).then(|| Track { name: row.label.clone(), words, marks })
    }

    /// A closed time. One without an end in sight fades with its age.
    fn bar(self, span: &ClosedSpan) -> Markup {
        if !span.open_end {
            return self.piece("bar", span.from, span.until);
        }
        html! {
            @for (class, [first, after]) in [
                ("bar", [0, WEEK]),
                ("bar older", [WEEK, FORTNIGHT]),
                ("bar oldest", [FORTNIGHT, i64::MAX]),
            ] {
                @let from = aged(span.from, first);
                @let until = aged(span.from, after.saturating_sub(1)).min(span.until);
                @if from <= until && self.from <= until && from <= self.until() {
                    (self.piece(class, from, until))
                }
            }
        }
    }

    /// What goes on beyond the strip is drawn beyond it, so that its round corners are not seen.
    fn piece(self, class: &str, from: NaiveDate, until: NaiveDate) -> Markup {
        let columns = i64::from(COLUMNS);
        let first = self.column(from).max(-1);
        let after = self.column(until).saturating_add(1).min(columns + 1);
        html! {
            rect class=(class) x=(halves(2 * first)) y="50%" width=(halves(2 * (after - first)))
                height="10" rx="3" transform="translate(0 -5)" {}
        }
    }

    fn task(self, row: &TaskRow) -> Option<Track> {
        let days: Vec<_> = row.days.iter().filter(|day| self.holds(day.date)).collect();
        let states: Vec<_> = days.iter().map(|day| (day.date, day.state)).collect();
        let words = self.page.state_runs(&states);
        let marks = html! {
            @for day in &days {
                use class=(marks::mark(day.state)) href={ "#" (marks::mark(day.state)) }
                    x=(self.middle(day.date)) y="50%" {
                    @let state = self.page.task_state(day);
                    title { (self.page.labelled(&self.page.day(day.date), &state)) }
                }
            }
        };
        (!days.is_empty()).then(|| Track { name: row.text.clone(), words, marks })
    }

    /// How much was done on the days that have come, or that somebody was ahead of.
    fn done(self) -> Option<Track> {
        let has_come = |day: &&DayDone| day.date <= self.page.timeline.today || 0 < day.done;
        let all = self.page.timeline.done.iter().filter(has_come);
        let days: Vec<_> = all.filter(|day| self.holds(day.date)).collect();
        let words = days.iter().map(|day| self.share(day));
        let words = words.collect::<Vec<_>>().join("; ");
        let marks = html! { @for day in &days { (self.column_of(day)) } };
        let name = self.page.say("timeline-done");
        (!days.is_empty()).then_some(Track { name, words, marks })
    }

    fn share(self, day: &DayDone) -> String {
        self.page.labelled(&self.page.day(day.date), &self.page.share(day))
    }

    fn column_of(self, day: &DayDone) -> Markup {
        let height = (FULL * day.done).div_ceil(day.of.max(1));
        let (x, width) = (twentieths(20 * self.column(day.date) + 4), twentieths(12));
        html! {
            g transform={ "translate(0 -" (FULL / 2) ")" } {
                rect.all x=(x) y="50%" width=(width) height=(FULL) {
                    title { (self.share(day)) }
                }
                rect.part x=(x) y="50%" width=(width) height=(height)
                    transform={ "translate(0 " (FULL - height) ")" } {}
            }
        }
    }
}

fn aged(date: NaiveDate, days: i64) -> NaiveDate {
    let aged = Days::new(days.unsigned_abs());
    date.checked_add_days(aged).unwrap_or(NaiveDate::MAX)
}

/// So many half columns of the width.
fn halves(number: i64) -> String {
    twentieths(10 * number)
}

/// So many twentieths of a column, to a hundredth of a percent.
fn twentieths(number: i64) -> String {
    let hundredths = 10_000 * number / (20 * i64::from(COLUMNS));
    let sign = if hundredths < 0 { "-" } else { "" };
    let hundredths = hundredths.abs();
    format!("{sign}{}.{:02}%", hundredths / 100, hundredths % 100)
}
