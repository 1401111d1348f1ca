//! The same as the pictures, in words: for those who cannot see them, and for those who want the
//! reasons, too.

use std::collections::BTreeSet;

use chrono::{NaiveDate, TimeDelta};
use maud::{Markup, html};

use super::{
    Page,
    days::{Entry, Stretch},
    marks,
};
use crate::{
    plan::model::{CountFrom, Phase, Reminder, Restriction},
    report::{
        runs::{Run, runs},
        timeline::{ClosedSpan, Row, State, TaskDay},
        until_then,
    },
    schedule::allowance,
};

/// Something after the dates of the page.
struct Later {
    date: NaiveDate,
    what: String,
}

impl Page<'_> {
    /// Everything that the pictures show.
    pub(super) fn tables(&self) -> Markup {
        html! {
            section.tables {
                h2 { (self.say("report-tables")) }
                (self.closed_table())
                (self.days_table())
                (self.later())
            }
        }
    }

    fn closed_table(&self) -> Markup {
        let rows = &self.timeline.restrictions;
        html! {
            @if !rows.is_empty() {
                table {
                    caption { (self.say("today-not-yet")) }
                    (self.columns(["report-column-what", "report-column-when"]))
                    tbody { @for row in rows { (self.closed_row(row)) } }
                }
            }
        }
    }

    fn columns<const N: usize>(&self, keys: [&str; N]) -> Markup {
        html! { thead { tr { @for key in keys { th scope="col" { (self.say(key)) } } } } }
    }

    fn closed_row(&self, row: &Row) -> Markup {
        let restriction = self.schedule.restriction(&row.id);
        let because = restriction.and_then(|restriction| restriction.because.as_deref());
        html! {
            tr {
                th scope="row" dir="auto" {
                    (row.label)
                    @if let Some(because) = because { p.small { (because) } }
                }
                td {
                    (side_by_side(row.closed.iter().map(|span| self.closed_span(row, span))))
                    @if let Some(restriction) = restriction {
                        @if let Some(meanwhile) = &restriction.meanwhile {
                            p.small dir="auto" { (until_then(meanwhile, self.language)) }
                        }
                        (self.afterwards(restriction))
                    }
                }
            }
        }
    }

    /// What is allowed then, and who decides where the plan gives no end or leaves a doubt.
    fn afterwards(&self, restriction: &Restriction) -> Markup {
        let Restriction { then, ask, days, .. } = restriction;
        let has_end = days.last().is_some();
        let key = if has_end { "may-in-doubt" } else { "ask" };
        let whom = ask.clone().or_else(|| (!has_end).then(|| self.say("contact-specialist")));
        html! {
            @if let Some(then) = then {
                p.small dir="auto" { (self.about("may-then", &[("text", then.as_str().into())])) }
            }
            @if let Some(whom) = whom {
                p.small.sentence dir="auto" { (self.about(key, &[("whom", whom.into())])) }
            }
        }
    }

    /// A closed time in words; the page may end before it does.
    pub(super) fn closed_span(&self, row: &Row, span: &ClosedSpan) -> String {
        let days = self.schedule.days();
        let restriction = self.schedule.restriction(&row.id);
        let goes_on = |next| restriction.is_some_and(|restriction| days.closed(restriction, next));
        let restarts = |next| days.latest(next) == Some(next);
        let next = span.until.succ_opt().filter(|next| goes_on(*next));
        match (next, span.open_end) {
            (Some(next), true) if !restarts(next) => self.beginning("report-open-end", span.from),
            (Some(_), false) => self.beginning("shift-from", span.from),
            (Some(_), true) | (None, _) => self.run(span.from, span.until),
        }
    }

    fn beginning(&self, key: &str, from: NaiveDate) -> String {
        self.about(key, &[("from", self.day(from).into())])
    }

    fn days_table(&self) -> Markup {
        let mut told = BTreeSet::new();
        html! {
            table.days {
                caption { (self.say("report-table-days")) }
                (self.columns(["report-column-date", "report-column-holds"]))
                tbody {
                    @for stretch in self.stretches() {
                        tr {
                            th scope="row" { (self.dates(&stretch)) }
                            td { (self.holdings(&stretch, &mut told)) }
                        }
                    }
                }
            }
        }
    }

    fn dates(&self, stretch: &Stretch<'_>) -> Markup {
        let days = self.schedule.days();
        let numbers = [stretch.from, stretch.until].map(|date| days.number(date));
        html! {
            (self.run(stretch.from, stretch.until))
            @if let [Some(first), Some(last)] = numbers {
                p.small {
                    @if first == last {
                        (self.about("day", &[("day", first.into())]))
                    } @else {
                        @let about = [("from", first.into()), ("until", last.into())];
                        (self.about("report-days", &about))
                    }
                }
            }
        }
    }

    fn holdings<'a>(&'a self, stretch: &Stretch<'a>, told: &mut BTreeSet<&'a str>) -> Markup {
        let holds = &stretch.value;
        html! {
            @if let Some(number) = holds.session {
                p.session {
                    (marks::session(number))
                    (self.about("ics-session", &[("number", number.into())]))
                }
            }
            @if !holds.opened.is_empty() {
                p.lead-in { (self.say("report-opened")) }
                p dir="auto" { (holds.opened.join("; ")) }
            }
            @if !holds.entries.is_empty() {
                ul.entries { @for entry in &holds.entries { li { (self.entry(entry, told)) } } }
            }
        }
    }

    /// A reminder of a day; its details are told where it comes for the first time.
    fn entry<'a>(&'a self, entry: &Entry<'a>, told: &mut BTreeSet<&'a str>) -> Markup {
        let Some(reminder) = self.schedule.reminder(entry.id) else { return html! {} };
        let is_new = told.insert(entry.id);
        let details = reminder.details.as_deref().filter(|_| is_new);
        html! {
            span.times { (self.times(&entry.times)) } " "
            span dir="auto" { (reminder.text) }
            @if let Some(day) = &entry.day {
                " " span.state { (marks::beside(day.0.state)) "(" (self.task_state(day.0)) ")" }
            }
            @if let Some(details) = details { p.small dir="auto" { (details) } }
        }
    }

    /// How a task of a day stands, and how much of it was done where that is not all or nothing.
    pub(super) fn task_state(&self, day: &TaskDay) -> String {
        let state = self.say(marks::words(day.state));
        if day.done == 0 || day.done == day.of {
            return state;
        }
        let share = [("done", day.done.into()), ("of", day.of.into())];
        format!("{state} ({})", self.about("report-share-done", &share))
    }

    /// Dates with their states, as runs of dates with the same state.
    pub(super) fn state_runs(&self, states: &[(NaiveDate, State)]) -> String {
        let told =
            runs(states.iter().copied()).into_iter().map(|Run { value: state, from, until }| {
                self.labelled(&self.run(from, until), &self.say(marks::words(state)))
            });
        told.collect::<Vec<_>>().join("; ")
    }

    /// What is after the last date of the page.
    fn later(&self) -> Markup {
        let mut later: Vec<Later> = self.later_reminders().chain(self.later_releases()).collect();
        later.sort_by_key(|later| later.date);
        let until = self.language.long_date(self.timeline.until);
        html! {
            @if !later.is_empty() {
                table.days {
                    caption { (self.about("report-later", &[("date", until.into())])) }
                    (self.columns(["report-column-date", "report-column-holds"]))
                    tbody { @for later in &later { (self.later_row(later)) } }
                }
            }
        }
    }

    fn later_row(&self, later: &Later) -> Markup {
        let number = self.schedule.days().number(later.date);
        html! {
            tr {
                th scope="row" {
                    (self.day(later.date))
                    @if let Some(number) = number {
                        p.small { (self.about("day", &[("day", number.into())])) }
                    }
                }
                td dir="auto" { (later.what) }
            }
        }
    }

    fn later_reminders(&self) -> impl Iterator<Item = Later> {
        let reminders = self.schedule.plan().reminders.iter();
        reminders.filter_map(|reminder| self.later_reminder(reminder))
    }

    /// The first time after the page, and whether it goes on then.
    fn later_reminder(&self, reminder: &Reminder) -> Option<Later> {
        let end = self.schedule.midnight(self.timeline.until.succ_opt()?);
        let coming = self.schedule.coming(reminder, end - TimeDelta::nanoseconds(1), 2);
        let date = self.schedule.wall_date(coming.first()?.due);
        let what = if coming.len() == 1 {
            reminder.text.clone()
        } else {
            self.about("report-goes-on", &[("what", reminder.text.as_str().into())])
        };
        Some(Later { date, what })
    }

    fn later_releases(&self) -> impl Iterator<Item = Later> {
        let until = self.timeline.until;
        let restrictions = self.schedule.plan().restrictions.iter();
        restrictions.filter_map(move |restriction| {
            let days = self.schedule.days();
            let date = Some(until).filter(|until| days.closed(restriction, *until));
            let date = days.free_from(restriction, date?)?;
            Some(Later { date, what: allowance(restriction, self.language) })
        })
    }

    /// What the plan calls its days.
    pub(super) fn phases(&self) -> Markup {
        let phases = &self.schedule.plan().phases;
        html! {
            @if !phases.is_empty() {
                section {
                    h2 { (self.say("shift-phases")) }
                    table {
                        caption.hidden { (self.say("shift-phases")) }
                        (self.columns(["report-column-phase", "report-column-when"]))
                        tbody { @for phase in phases { (self.phase_row(phase)) } }
                    }
                }
            }
        }
    }

    fn phase_row(&self, phase: &Phase) -> Markup {
        html! {
            tr {
                th scope="row" dir="auto" {
                    (phase.label)
                    @if let Some(note) = &phase.note { p.small { (note) } }
                }
                td {
                    @let held = self.phase_runs(phase).into_iter();
                    (side_by_side(held.map(|run| self.phase_run(phase, run.from, run.until))))
                }
            }
        }
    }

    fn phase_run(&self, phase: &Phase, from: NaiveDate, until: NaiveDate) -> String {
        let holds = |date| self.schedule.days().hold(&phase.days, CountFrom::Latest, date);
        match until.succ_opt().filter(|next| holds(*next)) {
            Some(_) => self.beginning("shift-from", from),
            None => self.run(from, until),
        }
    }

    fn phase_runs(&self, phase: &Phase) -> Vec<Run<()>> {
        let days = self.schedule.days();
        let held =
            self.timeline.dates().filter(|date| days.hold(&phase.days, CountFrom::Latest, *date));
        runs(held.map(|date| (date, ())))
    }
}

/// Runs of dates, as many on a line as it holds.
fn side_by_side(runs: impl Iterator<Item = String>) -> Markup {
    html! { p.runs { @for run in runs { span { (run) } " " } } }
}
