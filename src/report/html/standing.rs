//! How this day stands: what is to be done, what is not allowed yet and why.

use maud::{Markup, html};

use super::Page;
use crate::report::{
    day_line,
    today::{Closed, Item, PhaseItem, Today},
    until_then,
};

impl Page<'_> {
    pub(super) fn standing(&self, today: &Today) -> Markup {
        let date = self.language.long_date(today.date);
        html! {
            section {
                h2 { (self.labelled(&self.say("report-today"), &date)) }
                p.lead { (day_line(self.schedule, today.date, self.language)) }
                (self.remarks(today))
                div.halves {
                    div {
                        (self.allowed(&today.opened))
                        (self.items("today-tasks", &today.tasks))
                        (self.items("today-notes", &today.notes))
                        @if today.tasks.is_empty() && today.notes.is_empty() {
                            p { (self.say("report-nothing-today")) }
                        }
                        (self.next(today))
                    }
                    div { (self.closed_today(&today.closed)) }
                }
            }
        }
    }

    /// Phases, shifts, the next session, and what the person asked not to be shown.
    fn remarks(&self, today: &Today) -> Markup {
        html! {
            @for phase in &today.phases { (phase_today(phase)) }
            @for shift in &today.shifts { p { (shift.told(self.language)) } }
            @if let Some(next) = today.next_session_told(self.language) { p { (next) } }
            @if let Some(until) = &today.paused_until {
                p.notice { (self.about("today-paused", &[("until", until.as_str().into())])) }
            }
            @for id in &today.muted {
                p.notice { (self.about("today-muted", &[("id", id.as_str().into())])) }
            }
        }
    }

    fn allowed(&self, opened: &[String]) -> Markup {
        html! {
            @if !opened.is_empty() {
                h3 { (self.say("report-opened")) }
                ul.opened { @for opened in opened { li dir="auto" { (opened) } } }
            }
        }
    }

    fn items(&self, heading: &str, items: &[Item]) -> Markup {
        html! {
            @if !items.is_empty() {
                h3 { (self.say(heading)) }
                ul.items {
                    @for item in items {
                        li {
                            span.times { (item.time) } " "
                            span dir="auto" { (item.text) }
                            " " span.state { "(" (item.told(self.language)) ")" }
                            @if let Some(details) = &item.details {
                                p.small dir="auto" { (details) }
                            }
                        }
                    }
                }
            }
        }
    }

    fn next(&self, today: &Today) -> Markup {
        html! {
            @if let Some(next) = &today.next {
                h3 { (self.say("report-next")) }
                p dir="auto" {
                    span.times {
                        @if next.date != today.date { (self.day(next.date)) ", " }
                        (next.time)
                    }
                    " " (next.text)
                }
            }
        }
    }

    fn closed_today(&self, closed: &[Closed]) -> Markup {
        html! {
            @if !closed.is_empty() {
                h3 { (self.say("today-not-yet")) }
                dl.closed {
                    @for closed in closed {
                        dt dir="auto" { (closed.label) }
                        dd {
                            p.sentence { (closed.until(self.language)) }
                            @if let Some(because) = &closed.because {
                                p.small dir="auto" { (because) }
                            }
                            @if let Some(meanwhile) = &closed.meanwhile {
                                p dir="auto" { (until_then(meanwhile, self.language)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn phase_today(phase: &PhaseItem) -> Markup {
    html! {
        p dir="auto" {
            strong { (phase.label) ". " }
            @if let Some(note) = &phase.note { (note) }
        }
    }
}
